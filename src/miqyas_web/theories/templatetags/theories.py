"""Small readings that pages of a theory need."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def under(values: Mapping[str, Any], key: str) -> Any:
    """What stands under a key; None when nothing does."""
    return values.get(key)
