"""The text of an answer, from the column or the columns that hold it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from miqyas.interchange.rows.matching import OFFSET, POINT_PARTS, POINTS, Asked

# How tables tick a choice.
TICKED = frozenset({"1", "true", "yes", "oui", "vrai", "نعم", "x"})


def found_in(asked: Asked, cells: Mapping[str, Any]) -> str:
    """Return what a row says of a question, before it is read as its kind asks."""
    if "" in asked.columns:
        found = text_of(cells.get(asked.columns[""]))
        offset = text_of(cells.get(asked.columns[OFFSET])) if OFFSET in asked.columns else ""
        return _with_offset(found, offset) if offset else found
    said = {part: text_of(cells.get(column)) for part, column in asked.columns.items()}
    if asked.question.kind in POINTS:
        return _position([said.get(part, "") for part in POINT_PARTS])
    return " ".join(part for part, text in said.items() if text.casefold() in TICKED)


def text_of(cell: Any) -> str:
    """Return a cell as text: whole numbers without a point, days and hours as ISO writes them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list):
        return " ".join(text_of(one) for one in cell)
    return str(cell).strip()


def _position(parts: list[str]) -> str:
    """A position from its columns; one without latitude or longitude reads as none, and is told."""
    if not any(parts):
        return ""
    return " ".join([parts[0] or "?", parts[1] or "?", parts[2] or "0", parts[3] or "0"])


def key_of(cell: Any) -> str:
    """Return the key a cell holds: 3, 3.0 and "3.0" are one."""
    text = text_of(cell)
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def _with_offset(found: str, offset: str) -> str:
    """An instant told in universal time, as the clock of the phone told it; as it is when it cannot be."""
    try:
        at = datetime.fromisoformat(found)
        zone = timezone(timedelta(minutes=float(offset)))
    except ValueError:
        return found
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone).isoformat()
