"""Addresses and languages of the catalogue's pages."""

from typing import Any

from django import template

from miqyas_web.ui.languages import KNOWN

register = template.Library()


@register.simple_tag
def sheet_address(place: Any, sheet: Any) -> str:
    """Where a sheet is read."""
    return str(place.sheet_address(sheet.key))


@register.simple_tag
def use_address(place: Any, sheet: Any) -> str:
    """The form of a new indicator, filled from the sheet."""
    return str(place.use_address(sheet.key))


@register.simple_tag
def language_name(code: str) -> str:
    """What a language calls itself."""
    return KNOWN[code].own_name


@register.simple_tag
def language_direction(code: str) -> str:
    """The side a language begins on."""
    return KNOWN[code].direction
