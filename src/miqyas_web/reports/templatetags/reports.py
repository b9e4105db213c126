"""A document holds its texts by language: these filters take the one of the page."""

from typing import Any

from django import template

from miqyas_web.reports import science
from miqyas_web.ui import charts, languages

register = template.Library()


@register.filter
def said(texts: Any) -> Any:
    """The text in the language of the page."""
    return science.said(texts)


@register.filter
def as_table(grid: Any) -> dict[str, Any]:
    """A table of a document for the component ``chart``."""
    return charts.table(head=science.said(grid.head), rows=science.said(grid.rows))


@register.filter
def on_day(instant: str) -> str:
    """The day of an instant kept in a document."""
    return science.said_day(instant)


@register.filter
def level_name(ladder: Any) -> Any:
    """The name of a level; nothing where the component says by itself that none is established."""
    return science.said(ladder.label) if ladder.level is not None else ""


@register.filter
def in_language(href: str, address: str) -> str:
    """The address of a figure in the language of the page; nothing while the report has no address."""
    return f"{href}?lang={languages.current().code}" if address else ""


@register.filter
def figures_of(document: Any) -> Any:
    """Every figure of a document with its method and its study."""
    return science.origins_of(document)
