"""What is wrong with a file, by the name of the class, in French and Arabic."""

FRENCH: dict[str, str] = {}
ARABIC: dict[str, str] = {}
