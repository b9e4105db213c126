"""Figures in the language of the page."""

from miqyas.reporting.numbers import format_number
from miqyas_web.studies.science.words import page_language


def plain(value: float, decimals: int) -> str:
    """A figure with so many decimals, as the language of the page writes it."""
    return format_number(value, page_language(), decimals=decimals)
