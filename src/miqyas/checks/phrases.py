"""Numbers and names inside the one-sentence verdict of a check."""

import math

from miqyas.types import Language

SMALLEST_P = 0.001
FIRST_STRONG, POP_ISOLATE = "\u2068", "\u2069"  # keep a Latin name from reordering an Arabic sentence


def decimal(value: float, language: Language, digits: int = 2) -> str:
    """Write a number with the decimal mark of the language.

    Examples
    --------
    >>> decimal(0.125, "fr", 3), decimal(-0.5, "en", 1)
    ('0,125', '−0.5')
    """
    text = f"{value:.{digits}f}".replace("-", "−")
    return text if language == "en" else text.replace(".", ",")


def percent(share: float, language: Language) -> str:
    """Write a share as a percentage with one decimal; French sets a narrow space before the sign."""
    return decimal(100 * share, language, 1) + ("\u202f%" if language == "fr" else "%")


def points(share: float, language: Language) -> str:
    """Write a difference of shares, which is counted in percentage points.

    Examples
    --------
    >>> points(-0.0775, "en")
    '−7.8 points'
    """
    return (
        decimal(100 * share, language, 1)
        + {"fr": "\u00a0points", "ar": " نقطة مئوية", "en": " points"}[language]
    )


def p_value(value: float, language: Language) -> str:
    """Write a p-value as a statement, ``p = 0.042`` or ``p < 0.001``."""
    if value < SMALLEST_P:
        return f"p < {decimal(SMALLEST_P, language, 3)}"
    return f"p = {decimal(value, language, 3)}"


def named(name: str, language: Language) -> str:
    """Quote the name of a column as the language quotes."""
    if language == "fr":
        return f"«\u00a0{name}\u00a0»"
    if language == "ar":
        return f"«{FIRST_STRONG}{name}{POP_ISOLATE}»"
    return f"“{name}”"


def figure(value: float, language: Language, unit: str = "", *, beside: float = 0.0) -> str:
    """Write a figure with three significant digits of the larger of itself and the one ``beside`` it.

    Examples
    --------
    >>> figure(1234.5, "en"), figure(0.0123, "fr", beside=1.5), figure(2.0, "en", "MAD")
    ('1,234', '0,01', '2.00\\xa0MAD')
    """
    largest = max(abs(value), abs(beside))
    digits = 0 if largest == 0 else min(6, max(0, 2 - math.floor(math.log10(largest))))
    text = f"{value:,.{digits}f}".replace("-", "−")
    if language != "en":
        text = text.replace(",", "\u202f").replace(".", ",")
    return f"{text}\u00a0{unit}" if unit else text
