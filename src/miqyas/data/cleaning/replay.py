"""Apply the steps of a script, in order, to copies of the tables."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from miqyas.data.cleaning.steps import Kind, Selection, Step
from miqyas.errors import (
    StepAnswerAbsent,
    StepColumnAbsent,
    StepSelectsNothing,
    StepUnreadable,
    StepValueChanged,
    StepValueUnfit,
)

KEY, ANSWER = "_key", "_answer"
Columns = dict[str, list[Any]]
Tables = dict[str, Columns]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The tables after the script.

    Attributes
    ----------
    tables : dict
        As given, changed; the tables given are left as they were.
    n_changed : dict of int
        By number of step: cells changed, or rows left out by ``EXCLUDE`` and ``MERGE``.
    """

    tables: Tables
    n_changed: dict[int, int]


def cleaned(tables: Mapping[str, Mapping[str, Sequence[Any]]], steps: Sequence[Step]) -> Cleaned:
    """Apply the steps in order; nothing that was received changes.

    Parameters
    ----------
    tables : mapping
        By table ("" the main one, then each repeat): columns by name, all of one length. Rows are known by the column
        ``_key``; rows of a repeat belong to the answer in ``_answer``, and go with it when it is left out.
    steps : sequence of Step

    Returns
    -------
    Cleaned

    Raises
    ------
    InvalidStep
        A step that no longer applies: `StepColumnAbsent`, `StepAnswerAbsent`, `StepValueChanged`, `StepValueUnfit`,
        `StepSelectsNothing`; nothing is half applied.

    References
    ----------
    Van den Broeck, J., Cunningham, S. A., Eeckels, R. and Herbst, K. (2005). Data cleaning: detecting, diagnosing, and
    editing data abnormalities. PLoS Medicine 2(10), e267: every edit documented, the original kept.

    Examples
    --------
    >>> tables = {"": {"_key": ["a", "b"], "age": [340, 34]}}
    >>> step = Step(1, Kind.REPLACE, "slip of the finger", column="age", selection=Selection(("a",)), value=34, was=340)
    >>> found = cleaned(tables, [step])
    >>> found.tables[""]["age"], found.n_changed, tables[""]["age"]
    ([34, 34], {1: 1}, [340, 34])
    """
    copied: Tables = {
        name: {column: list(cells) for column, cells in columns.items()} for name, columns in tables.items()
    }
    n_changed = {}
    for step in steps:
        if step.table not in copied:
            raise StepColumnAbsent(
                step=step.number, column=step.table, nearest=", ".join(filter(None, copied)) or "—"
            )
        n_changed[step.number] = _APPLY[step.kind](copied, step)
    return Cleaned(copied, n_changed)


def _replace(tables: Tables, step: Step) -> int:
    cells = _cells(tables[step.table], step.column, step)
    value = _fit(step.value, cells, step)
    return _put(tables, step, cells, lambda _: value)


def _empty(tables: Tables, step: Step) -> int:
    return _put(tables, step, _cells(tables[step.table], step.column, step), lambda _: None)


def _recode(tables: Tables, step: Step) -> int:
    cells = _cells(tables[step.table], step.column, step)
    codes = {old: _fit(new, cells, step) for old, new in step.codes.items()}
    return _put(tables, step, cells, lambda cell: codes.get(_said(cell), cell))


def _put(tables: Tables, step: Step, cells: list[Any], change: Callable[[Any], Any]) -> int:
    rows = _rows(tables[step.table], step)
    changed = 0
    for row in rows:
        found = cells[row]
        if step.was is not None and _said(found) != _said(step.was):
            key = tables[step.table][KEY][row]
            raise StepValueChanged(
                step=step.number, column=step.column, key=key, expected=_said(step.was), found=_said(found)
            )
        cells[row] = change(found)
        changed += cells[row] != found
    return changed


def _exclude(tables: Tables, step: Step) -> int:
    columns = tables[step.table]
    keys = {columns[KEY][row] for row in _rows(columns, step)}
    _leave_out(tables, step.table, keys)
    return len(keys)


def _merge(tables: Tables, step: Step) -> int:
    columns = tables[step.table]
    places = dict(zip(_rows(columns, step, named=True), step.selection.keys, strict=True))
    kept, *others = places
    for name, cells in columns.items():
        if not name.startswith("_") and cells[kept] is None:
            cells[kept] = next((cells[row] for row in others if cells[row] is not None), None)
    _leave_out(tables, step.table, set(step.selection.keys[1:]))
    return len(others)


def _leave_out(tables: Tables, name: str, keys: set[Any]) -> None:
    for table, columns in tables.items():
        by = KEY if table == name else ANSWER if name == "" and ANSWER in columns else None
        if by is None:
            continue
        kept = [row for row, key in enumerate(columns[by]) if key not in keys]
        for column, cells in columns.items():
            columns[column] = [cells[row] for row in kept]


_APPLY: dict[Kind, Callable[[Tables, Step], int]] = {
    Kind.REPLACE: _replace,
    Kind.MISSING: _empty,
    Kind.RECODE: _recode,
    Kind.EXCLUDE: _exclude,
    Kind.MERGE: _merge,
}


def _cells(columns: Columns, name: str, step: Step) -> list[Any]:
    if name not in columns or name.startswith("_"):
        near = difflib.get_close_matches(name, [one for one in columns if not one.startswith("_")], 3, 0)
        raise StepColumnAbsent(step=step.number, column=name, nearest=", ".join(near) or "—")
    return columns[name]


def _rows(columns: Columns, step: Step, *, named: bool = False) -> list[int]:
    """The rows a step concerns; those named must be there."""
    selection = step.selection
    rows = list(range(len(columns[KEY])))
    if selection.keys:
        where = {key: row for row, key in enumerate(columns[KEY])}
        if gone := [key for key in selection.keys if key not in where]:
            raise StepAnswerAbsent(step=step.number, key=gone[0])
        rows = [where[key] for key in selection.keys]
    if selection.is_ and not named:
        cells = _cells(columns, selection.column, step)
        rows = [row for row in rows if _holds(cells[row], selection, step)]
    if not rows:
        raise StepSelectsNothing(step=step.number, column=step.column or selection.column or KEY)
    return rows


def _holds(cell: Any, selection: Selection, step: Step) -> bool:
    if selection.is_ == "missing":
        return cell is None or cell == ""
    if selection.is_ == "equal":
        return _said(cell) == _said(selection.value)
    if cell is None:
        return False
    try:
        found, limit = float(cell), float(selection.value)
    except (TypeError, ValueError) as error:
        raise StepUnreadable(step=step.number, reason=f"{selection.is_} {selection.value}") from error
    return found > limit if selection.is_ == "above" else found < limit


def _said(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _fit(value: Any, cells: list[Any], step: Step) -> Any:
    """The value as the column holds its cells; a column without any takes what comes."""
    sample = next((cell for cell in cells if cell is not None), None)
    try:
        if sample is None or isinstance(sample, str):
            return value if sample is None or isinstance(value, str) else _said(value)
        if isinstance(sample, bool):
            return {"true": True, "false": False, "1": True, "0": False}[_said(value).casefold()]
        if isinstance(sample, datetime | date):
            return type(sample).fromisoformat(_said(value))
        if isinstance(sample, int):
            number = float(value)
            return int(number) if number == int(number) else number
        return float(value)
    except (KeyError, TypeError, ValueError) as error:
        raise StepValueUnfit(
            step=step.number, column=step.column, value=_said(value), expected=_said(sample)
        ) from error
