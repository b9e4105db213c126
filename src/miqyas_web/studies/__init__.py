"""Questions, sealed plans, estimates, checks."""
