"""Tables of results that cannot be written. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {}
ARABIC: dict[str, str] = {}
