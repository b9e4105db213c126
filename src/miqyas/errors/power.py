"""Questions of sample size that contradict themselves."""
