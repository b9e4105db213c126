"""Charts in a page: the drawing made by the science, and the same figures beside it as a table.

The component ``chart`` takes what these functions give::

    {% cb "chart" svg=drawing.svg title=… table=drawing.table %}…{% endcb %}
"""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# What an SVG of ours never holds. A drawing with any of it did not come from us. Only markup is looked at: a label
# may well say “revenu on x = 3”.
_ELEMENT = re.compile(r"<\s*(script|foreignObject|iframe|style)\b", re.IGNORECASE)
_HANDLER = re.compile(r"\son\w+\s*=", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:href|src)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
# A value between quotes, which holds no tag: escaped, it has neither < nor >.
_VALUE = re.compile(r'"[^"<>]*"')
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_HEADER = re.compile(r"^\s*(<\?xml[^>]*\?>)?\s*(<!DOCTYPE[^>]*>)?\s*", re.IGNORECASE)


class NotOurDrawing(ValueError):
    """An SVG holds a script or a handler: it may not stand in a page."""


def inline(svg: str) -> SafeString:
    """An SVG drawn by the science, fit to stand in a page under our content policy.

    The policy forbids ``style`` attributes: what they say is said again as attributes of presentation.
    """
    if _is_foreign(svg):
        raise NotOurDrawing("The drawing holds a script, a style sheet or a handler.")
    return mark_safe(_STYLE.sub(_as_attributes, _HEADER.sub("", svg)))  # noqa: S308 - checked above


def _is_foreign(svg: str) -> bool:
    if _ELEMENT.search(svg) or _ADDRESS.search(svg):
        return True
    return any(_HANDLER.search(_VALUE.sub('""', tag)) for tag in _TAG.findall(svg))


def _as_attributes(found: re.Match[str]) -> str:
    pairs = (pair.split(":", 1) for pair in found[1].split(";") if ":" in pair)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)


def table(*, head: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> dict[str, Any]:
    """The figures of a chart for the component: each cell goes with the heading of its column."""
    return {
        "caption": caption,
        "head": list(head),
        "rows": [list(zip(head, row, strict=True)) for row in rows],
    }
