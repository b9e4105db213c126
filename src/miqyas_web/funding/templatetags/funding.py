"""Figures as each language writes them."""

from django import template
from django.utils.translation import get_language

from miqyas_web.funding.science.figures import plain

register = template.Library()


@register.filter
def figure(value: float | None, decimals: int = 1) -> str:
    """A figure with so many decimals; nothing where there is none."""
    return "" if value is None else plain(float(value), decimals)


@register.filter
def written(text: str) -> str:
    """A figure already rounded, with the decimal mark of the language of the page."""
    return text if (get_language() or "en").startswith("en") else str(text).replace(".", ",")
