"""Sums handed over by a data holder that cannot be put together. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {}
ARABIC: dict[str, str] = {}
