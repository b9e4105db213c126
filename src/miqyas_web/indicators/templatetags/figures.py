"""Figures in pages: ``{{ value|exact }}``, ``{{ value|rounded }}``."""

import math
from decimal import Decimal
from typing import Any

from django import template

from miqyas_web.indicators.science import figures

register = template.Library()


@register.filter
def exact(value: Any, unit: str = "") -> str:
    """A number as it was given, with the separators of the language; anything else as it is."""
    return figures.written(value, unit) if _is_figure(value) else str(value)


@register.filter
def rounded(value: Any) -> str:
    """A number with three significant digits; anything else as it is."""
    return figures.rounded(value) if _is_figure(value) else str(value)


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value)
