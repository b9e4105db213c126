"""What contradicts itself or cannot be computed again, by the name of the class, in French and Arabic."""

FRENCH: dict[str, str] = {}
ARABIC: dict[str, str] = {}
