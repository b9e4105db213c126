"""Regression adjustment that a sample does not allow. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {}
ARABIC: dict[str, str] = {}
