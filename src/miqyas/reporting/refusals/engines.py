"""Engines other than the one that comes with the library. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {}
ARABIC: dict[str, str] = {}
