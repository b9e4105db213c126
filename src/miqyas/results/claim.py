"""What may be shown of an effect that is too small to matter."""

from enum import StrEnum


class Claim(StrEnum):
    """What is to be shown: the effect within the margin, not below minus it, or not above it."""

    EQUIVALENCE = "equivalence"
    NOT_BELOW = "not-below"
    NOT_ABOVE = "not-above"
