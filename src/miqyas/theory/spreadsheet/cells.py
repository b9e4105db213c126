"""What each cell says, by the kind of its column; its faults are told and stand for nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from miqyas.theory.sdg import SDG_TITLES
from miqyas.theory.spreadsheet.columns import COLUMNS, Column, Part, code_of, expected_in
from miqyas.theory.spreadsheet.grids import formula_in
from miqyas.theory.spreadsheet.problems import Problem, problem
from miqyas.theory.wellformed import is_writable

MOST_CHARACTERS = {"title": 200, "name": 200, "size": 200, "owner": 200, "text": 2000}
LONGEST = 3000
_SDG = re.compile(r"(?:sdg|odd)?\s*(\d{1,2}(?:\.[0-9a-z]{1,2})?)", re.IGNORECASE)
_DEFAULTS = {"effect": "intended", "confidence": "unknown"}


@dataclass(slots=True)
class Line:
    """A row as it is being read."""

    part: Part
    number: int
    values: dict[str, Any]


@dataclass(slots=True)
class Book:
    """The rows of every sheet, and the faults found so far."""

    lines: dict[Part, list[Line]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, kind: str, line: Line, name: str = "", **facts: Any) -> None:
        """Add a fault of this row."""
        column = next((each for each in COLUMNS[line.part] if each.field == name), None)
        self.problems.append(problem(kind, line.part, line.number, column, **facts))

    def of(self, part: Part) -> list[Line]:
        """Return the rows of a sheet; none when the file lacks it."""
        return self.lines.get(part, [])


def nothing(column: Column) -> Any:
    """Return what an empty cell of this column stands for."""
    if column.kind in {"groups", "sdg"}:
        return ()
    return False if column.kind == "flag" else _DEFAULTS.get(column.field, "")


def value_of(cell: str, column: Column, line: Line, book: Book) -> Any:
    """Return what a cell says; its faults are told and stand for nothing."""
    formula = formula_in(cell)
    if formula is not None:
        book.tell("formula", line, column.field, found=formula)
        return nothing(column)
    if not cell.strip():
        if column.is_required:
            book.tell("missing", line, column.field)
        return cell if column.kind == "text" and not column.is_required else nothing(column)
    most = MOST_CHARACTERS.get(column.field, LONGEST)
    if len(cell) > most:
        book.tell("long", line, column.field, found=len(cell), expected=_in_each(most))
        return nothing(column)
    if not is_writable(cell):
        book.tell("character", line, column.field)
        return nothing(column)
    return _READERS[column.kind](cell, column, line, book)


def _in_each(number: int) -> dict[Any, str]:
    return {"fr": str(number), "ar": str(number), "en": str(number)}


def _read_text(cell: str, _column: Column, _line: Line, _book: Book) -> str:
    return cell


def _read_name(cell: str, _column: Column, _line: Line, _book: Book) -> str:
    return " ".join(cell.split())


def _read_word(cell: str, column: Column, line: Line, book: Book) -> Any:
    code = code_of(column, cell)
    if code is None:
        book.tell("word", line, column.field, found=cell, expected=expected_in(column))
        return nothing(column)
    return code


def _read_groups(cell: str, _column: Column, _line: Line, _book: Book) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in re.split("[;\u061b\n]", cell) if each.strip())


def _read_sdg(cell: str, column: Column, line: Line, book: Book) -> tuple[str, ...]:
    codes = []
    for each in re.split("[;,\u061b\u060c\n]", cell):
        if not each.strip():
            continue
        match = _SDG.fullmatch(each.strip())
        if match is None or match[1].lower() not in SDG_TITLES:
            book.tell("sdg", line, column.field, found=each.strip())
        else:
            codes.append(match[1].lower())
    return tuple(codes)


def _read_day(cell: str, column: Column, line: Line, book: Book) -> str:
    try:
        return date.fromisoformat(cell.strip()).isoformat()
    except ValueError:
        book.tell("day", line, column.field, found=cell)
        return ""


def _read_flag(cell: str, _column: Column, _line: Line, _book: Book) -> bool:
    return cell.strip().casefold() not in {"non", "no", "لا", "0", "false"}


_READERS: dict[str, Callable[[str, Column, Line, Book], Any]] = {
    "text": _read_text, "key": _read_name, "word": _read_word, "groups": _read_groups, "sdg": _read_sdg,
    "element": _read_name, "link": _read_name, "day": _read_day, "flag": _read_flag,
}  # fmt: skip
