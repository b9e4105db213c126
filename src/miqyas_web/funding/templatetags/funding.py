"""Figures as each language writes them."""

from django import template

from miqyas_web.funding.science.figures import plain

register = template.Library()


@register.filter
def figure(value: float | None, decimals: int = 1) -> str:
    """A figure with so many decimals; nothing where there is none."""
    return "" if value is None else plain(float(value), decimals)
