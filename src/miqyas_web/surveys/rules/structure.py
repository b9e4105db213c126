"""The order of a questionnaire: what stands where, what is moved with what, what a name is used by."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.rules.definition import (
    BEGINNINGS,
    ENDINGS,
    Definition,
    Row,
    kind_of,
    list_of,
    rows_of,
)

# Columns that hold expressions, in which other questions are named as ${name}.
EXPRESSIONS = (
    "relevant", "constraint", "calculation", "choice_filter", "required", "readonly", "repeat_count", "default",
    "trigger",
)  # fmt: skip
REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]+)\s*\}")
ROOT = "/data"


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the questionnaire and its place. ``end`` is the row that closes a group, or its own."""

    index: int
    row: Row
    kind: str
    name: str
    depth: int
    path: str
    repeat: str
    end: int

    @property
    def is_group(self) -> bool:
        return self.kind in BEGINNINGS

    @property
    def is_end(self) -> bool:
        return self.kind in ENDINGS


def items_of(definition: Mapping[str, Any]) -> list[Item]:
    """The rows in order with their depth and path. Groups left open end with the questionnaire."""
    rows = rows_of(definition, "survey")
    ends = _ends(rows)
    items: list[Item] = []
    around: list[tuple[str, str]] = []
    for index, row in enumerate(rows):
        kind, name = kind_of(row), str(row.get("name") or "")
        if kind in ENDINGS and around:
            around.pop()
        inside = "/".join([ROOT, *(group for group, _repeat in around)])
        path = f"{inside}/{name}"
        repeat = next((each for _group, each in reversed(around) if each), "")
        items.append(Item(index, row, kind, name, len(around), path, repeat, ends.get(index, index)))
        if kind in BEGINNINGS:
            around.append((name, path if kind == "begin_repeat" else ""))
    return items


def _ends(rows: Sequence[Row]) -> dict[int, int]:
    """Where each group ends, by where it begins."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for index, row in enumerate(rows):
        if kind_of(row) in BEGINNINGS:
            opened.append(index)
        elif kind_of(row) in ENDINGS and opened:
            ends[opened.pop()] = index
    return ends | dict.fromkeys(opened, len(rows) - 1)


def item_at(definition: Mapping[str, Any], index: int) -> Item | None:
    """The row at a place; None when there is none, or when it only closes a group."""
    items = items_of(definition)
    if not 0 <= index < len(items) or items[index].is_end:
        return None
    return items[index]


def questions_of(definition: Mapping[str, Any]) -> list[Item]:
    """The rows that hold an answer or a value: neither groups nor what closes them."""
    return [item for item in items_of(definition) if item.kind and not item.is_group and not item.is_end]


def names_in(definition: Mapping[str, Any]) -> set[str]:
    """The names already given, groups included."""
    return {str(row["name"]) for row in rows_of(definition, "survey") if row.get("name")}


def with_rows(definition: Definition, sheet: str, rows: Iterable[Row]) -> Definition:
    """The same questionnaire with other rows in a sheet."""
    return {**definition, sheet: list(rows)}


def inserted(definition: Definition, rows: Sequence[Row], *, at: int) -> Definition:
    """The questionnaire with rows put before the place ``at``; past the end, they come last."""
    standing = rows_of(definition, "survey")
    return with_rows(definition, "survey", [*standing[:at], *rows, *standing[at:]])


def replaced(definition: Definition, index: int, row: Row) -> Definition:
    """The questionnaire with another row at a place; a new name is followed wherever the old one is used."""
    rows = rows_of(definition, "survey")
    before, after = str(rows[index].get("name") or ""), str(row.get("name") or "")
    rows[index] = row
    changed = with_rows(definition, "survey", rows)
    return renamed(changed, before, after) if before and after and before != after else changed


def renamed(definition: Definition, before: str, after: str) -> Definition:
    """The questionnaire in which ``${before}`` is written ``${after}``, in expressions and in texts."""
    pattern = re.compile(r"\$\{(\s*(?:last-saved#)?)" + re.escape(before) + r"(\s*)\}")

    def follow(row: Row) -> Row:
        return {
            column: pattern.sub(rf"${{\g<1>{after}\g<2>}}", cell) if isinstance(cell, str) else cell
            for column, cell in row.items()
        }

    return with_rows(definition, "survey", [follow(row) for row in rows_of(definition, "survey")])


def used_by(definition: Mapping[str, Any], name: str) -> list[Item]:
    """The rows whose expressions or texts name a question."""
    return [
        item
        for item in items_of(definition)
        if item.name != name and any(name in references_in(cell) for cell in item.row.values())
    ]


def references_in(cell: Any) -> set[str]:
    """The questions a cell names."""
    return set(REFERENCE.findall(cell)) if isinstance(cell, str) else set()


def removed(definition: Definition, index: int, *, with_content: bool = True) -> Definition:
    """The questionnaire without a question, or without a group: with what stands in it, or without.

    ``Refused`` when what remains uses what would go.
    """
    item = _known(definition, index)
    rows = rows_of(definition, "survey")
    gone = range(item.index, item.end + 1) if with_content else (item.index, item.end)
    rest = [row for place, row in enumerate(rows) if place not in gone]
    if not with_content and item.row.get("relevant"):
        raise Refused(
            _("This group has a condition: take it away first, or its questions would be asked of all.")
        )
    changed = with_rows(definition, "survey", rest)
    _check_unused(changed, [str(rows[place].get("name") or "") for place in gone])
    return _without_unused_lists(changed, before=definition)


def _check_unused(definition: Definition, names: Iterable[str]) -> None:
    for name in filter(None, names):
        users = used_by(definition, name)
        if users and name not in names_in(definition):
            raise Refused(
                _("“%(name)s” is used by “%(user)s”. Change that one first, then delete this one.")
                % {"name": name, "user": users[0].name}
            )


def _without_unused_lists(definition: Definition, *, before: Definition) -> Definition:
    def lists(of: Definition) -> set[str]:
        return {list_of(row) for row in rows_of(of, "survey")}

    gone = lists(before) - lists(definition)
    kept = [row for row in rows_of(definition, "choices") if list_name(row) not in gone]
    return with_rows(definition, "choices", kept)


def list_name(choice: Row) -> str:
    """The list a choice belongs to; workbooks write the column with a space or without."""
    return str(choice.get("list_name") or choice.get("list name") or "")


def moved(definition: Definition, index: int, *, direction: str) -> Definition:
    """The questionnaire with a question or a group one place up or down; through the edge of a group it goes in or out."""
    item = _known(definition, index)
    rows = rows_of(definition, "survey")
    block = rows[item.index : item.end + 1]
    rest = rows[: item.index] + rows[item.end + 1 :]
    to = item.index - 1 if direction == "up" else item.index + 1
    if not 0 <= to <= len(rest):
        return definition
    return with_rows(definition, "survey", [*rest[:to], *block, *rest[to:]])


def moved_after(definition: Definition, index: int, after: int) -> Definition:
    """The questionnaire with a question or a group put right after another row (after -1: at the beginning)."""
    item = _known(definition, index)
    if item.index <= after <= item.end:
        return definition
    rows = rows_of(definition, "survey")
    block = rows[item.index : item.end + 1]
    rest = rows[: item.index] + rows[item.end + 1 :]
    to = after + 1 if after < item.index else after + 1 - len(block)
    return with_rows(definition, "survey", [*rest[:to], *block, *rest[to:]])


def _known(definition: Definition, index: int) -> Item:
    item = item_at(definition, index)
    if item is None:
        raise Refused(_("This question is no longer there. Look at the questionnaire again."))
    return item


def mapped(definition: Definition, sheet: str, change: Callable[[Row], Row]) -> Definition:
    """The questionnaire with each row of a sheet changed."""
    return with_rows(definition, sheet, [change(row) for row in rows_of(definition, sheet)])
