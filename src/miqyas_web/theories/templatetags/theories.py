"""Small readings that pages of a theory need."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def under(values: Mapping[str, Any], key: str) -> Any:
    """What stands under a key; None when nothing does."""
    return values.get(key)


@register.filter
def cell(form: Any, name: str) -> Any:
    """The field of a cell of the logframe; ``name`` is of the kind of part and its key."""
    return form[name]


@register.filter
def cell_read(form: Any, name: str) -> Any:
    """What the person had read in that cell."""
    return form[f"was-{name}"]


@register.filter
def errors_of(field: Any) -> Any:
    """What is wrong with a field."""
    return field.errors
