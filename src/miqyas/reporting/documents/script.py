"""From which side a text reads."""

import unicodedata

RIGHT_TO_LEFT = ("R", "AL")


def starts_right(text: str) -> bool | None:
    """Whether the first letter of a text reads from the right; None when it has no letter.

    Examples
    --------
    >>> starts_right("مقياس"), starts_right("1. Miqyas"), starts_right("12,5")
    (True, False, None)
    """
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in RIGHT_TO_LEFT:
            return True
        if kind == "L":
            return False
    return None
