"""Questions of sample size that contradict themselves. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {}
ARABIC: dict[str, str] = {}
