"""From figures of territories to what a page shows."""

from decimal import Decimal

from django.utils.translation import get_language

from miqyas.reporting.numbers import format_number
from miqyas.types import LANGUAGES, Language


def written(value: Decimal | None) -> str:
    """A figure as the language of the page writes it; nothing when it is not held."""
    page = (get_language() or "").split("-")[0]
    # A language the science does not write yet (Tamazight) is written as French is.
    language: Language = next((known for known in LANGUAGES if known == page), "fr")
    return "" if value is None else format_number(float(value), language)
