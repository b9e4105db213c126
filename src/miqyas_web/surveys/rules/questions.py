"""One question as a person says it, and the row it makes; the columns it does not speak of stay as they were."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miqyas_web.surveys.rules.definition import (
    BEGINNINGS,
    Definition,
    Row,
    kind_of,
    list_of,
    rows_of,
)
from miqyas_web.surveys.rules.naming import code_from
from miqyas_web.surveys.rules.structure import (
    inserted,
    items_of,
    list_name,
    names_in,
    replaced,
    with_rows,
)

CASCADE = re.compile(r"^\s*([A-Za-z_][\w.-]*)\s*=\s*\$\{\s*([^}\s]+)\s*\}\s*$")
# A quiet default: short enough to answer, long enough for a list that says nothing of its length.
MOST_GROUPS_DEEP = 8


@dataclass(frozen=True, slots=True)
class SaidQuestion:
    """What a person says of a question: its cells by column (empty takes one away), its choices when it has some."""

    cells: Mapping[str, str]
    list_name: str = ""
    choices: Sequence[Row] | None = None


def put_question(
    definition: Definition, said: SaidQuestion, *, index: int | None = None, at: int | None = None
) -> Definition:
    """The questionnaire with a question changed (``index``), or added before a place (``at``, else last)."""
    rows = rows_of(definition, "survey")
    if index is None:
        row = _filled({}, said.cells)
        changed = inserted(definition, _with_end(row), at=len(rows) if at is None else at)
    else:
        changed = replaced(definition, index, _filled(rows[index], said.cells))
        changed = _end_named(changed, index)
    return changed if said.choices is None else with_choices(changed, said.list_name, said.choices)


def _filled(row: Row, cells: Mapping[str, str]) -> Row:
    """The row with other cells; ``type`` and ``name`` first, as people write them."""
    whole = {"type": "", "name": "", **row, **cells}
    return {column: cell for column, cell in whole.items() if cell not in {"", None}}


def _with_end(row: Row) -> list[Row]:
    kind = kind_of(row)
    return [row, {"type": BEGINNINGS[kind], "name": row["name"]}] if kind in BEGINNINGS else [row]


def _end_named(definition: Definition, index: int) -> Definition:
    """The row that closes a group bears its name, when it bears one."""
    item = items_of(definition)[index]
    rows = rows_of(definition, "survey")
    if item.is_group and item.end != index and rows[item.end].get("name"):
        rows[item.end] = {**rows[item.end], "name": item.name}
        return with_rows(definition, "survey", rows)
    return definition


def with_choices(definition: Definition, name: str, choices: Iterable[Row]) -> Definition:
    """The questionnaire with the choices of one list, in the place of those it had."""
    rows = rows_of(definition, "choices")
    place = next((at for at, row in enumerate(rows) if list_name(row) == name), len(rows))
    others_before = [row for row in rows[:place] if list_name(row) != name]
    others_after = [row for row in rows[place:] if list_name(row) != name]
    made = [{"list_name": name, **{c: v for c, v in row.items() if v not in {"", None}}} for row in choices]
    return with_rows(definition, "choices", [*others_before, *made, *others_after])


def lists_in(definition: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The choices of each list, in order."""
    lists: dict[str, list[Row]] = {}
    for row in rows_of(definition, "choices"):
        lists.setdefault(list_name(row), []).append(row)
    return lists


def users_of_list(definition: Mapping[str, Any], name: str) -> list[str]:
    """Names of the questions that offer a list."""
    return [str(row.get("name")) for row in rows_of(definition, "survey") if list_of(row) == name]


def free_name(definition: Mapping[str, Any], text: str, *, otherwise: str = "q") -> str:
    """A name for a question, made from its words, that no other bears."""
    wanted, taken = code_from(text, otherwise=otherwise), names_in(definition)
    return first_free(wanted, taken, always_numbered=wanted == otherwise)


def free_list_name(definition: Mapping[str, Any], wanted: str) -> str:
    """A name for a list that no other bears."""
    return first_free(wanted, set(lists_in(definition)))


def first_free(wanted: str, taken: set[str], *, always_numbered: bool = False) -> str:
    """``wanted``, or the first of ``wanted_2``, ``wanted_3``… that is free."""
    name, n = (f"{wanted}_1" if always_numbered else wanted), 1
    while name in taken:
        n += 1
        name = f"{wanted}_{n}"
    return name


def coded(choices: Sequence[Row], labels: Sequence[str]) -> list[Row]:
    """Choices that all have a code: those without take one from their words, or their number."""
    taken = {str(row["name"]) for row in choices if row.get("name")}
    made: list[Row] = []
    for number, (row, label) in enumerate(zip(choices, labels, strict=True), start=1):
        code = str(row.get("name") or "") or first_free(code_from(label, otherwise=f"c{number}"), taken)
        taken.add(code)
        made.append({**row, "name": code})
    return made


def cascade_of(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """Column and question of a filter that says «only the choices of the answer above»; None for another filter."""
    found = CASCADE.match(str(row.get("choice_filter") or ""))
    return (found.group(1), found.group(2)) if found else None


def cascade_filter(question: str) -> str:
    """The filter by which a list follows the answer to a question; the column bears the question's name."""
    return f"{question} = ${{{question}}}"
