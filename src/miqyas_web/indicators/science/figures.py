"""Figures as each language writes them."""

from decimal import Decimal

from django.utils import translation

from miqyas.reporting.numbers import format_number
from miqyas.types import LANGUAGES, Language


def language() -> Language:
    """Return the language of the page, as the science calls it."""
    code = translation.get_language()
    return next((known for known in LANGUAGES if known == code), "fr")


def written(value: Decimal | float, unit: str = "") -> str:
    """Write a figure as it was given, without rounding, as the person's language writes it."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    exponent = exact.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_number(float(exact), language(), unit, decimals=decimals)


def rounded(value: float) -> str:
    """Write a figure with three significant digits."""
    return format_number(value, language())
