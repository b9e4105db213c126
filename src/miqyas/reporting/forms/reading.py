"""A filled form, question by question: each answer is found by the code that stands in brackets beside its question."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from miqyas.data.intake.office import OfficeTable, read_office
from miqyas.reporting.forms.content import MARK

_CODE = re.compile(r"\[([A-Za-z0-9_-]{1,60})\]\s*\Z")
_ANSWER_COLUMN = 3
Keep: TypeAlias = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class FilledTable:
    """Rows of a table that hold something, cells trimmed."""

    code: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled form says. ``mark`` is empty when the file is no form of ours; a code written twice is in ``twice``."""

    mark: str
    answers: dict[str, str]
    tables: dict[str, FilledTable]
    twice: tuple[str, ...]


def read_form(path: str | Path, *, name: str | None = None) -> Filled:
    """Read a form written by `form_to_docx` or `form_to_xlsx`, once filled in.

    Parameters
    ----------
    path : str or Path
        The file.
    name : str or None
        The name its owner gave it, said in refusals.

    Returns
    -------
    Filled
        Every answer by its code, whatever the order in which they stand.

    Raises
    ------
    MiqyasError
        As `miqyas.data.intake.office.read_office`: the file is hostile, damaged or another kind.
    """
    found = read_office(path, name=name)
    answers: dict[str, str] = {}
    tables: dict[str, FilledTable] = {}
    twice: list[str] = []

    def keep(code: str, text: str) -> None:
        if code in answers or code in tables:
            twice.append(code)
        else:
            answers[code] = text.strip()

    for table in found.tables:
        if found.kind == "Excel":
            _sheet(table, keep, tables, twice)
        else:
            _word_table(table, keep, tables, twice)
    return Filled(answers.pop(MARK, ""), answers, tables, tuple(dict.fromkeys(twice)))


def _code_of(text: str) -> str:
    found = _CODE.search(text.strip())
    return found[1] if found else ""


def _sheet(table: OfficeTable, keep: Keep, tables: dict[str, FilledTable], twice: list[str]) -> None:
    """The sheet of questions has a code on each row; the sheet of a table, on its first row only."""
    first = _code_of(table.rows[0][0]) if table.rows and table.rows[0] else ""
    if first == MARK or not first:
        for row in table.rows:
            if row and (code := _code_of(row[0])):
                keep(code, row[_ANSWER_COLUMN] if len(row) > _ANSWER_COLUMN else "")
        return
    _add(first, tuple(row[1:] for row in table.rows[1:]), tables, twice)


def _word_table(table: OfficeTable, keep: Keep, tables: dict[str, FilledTable], twice: list[str]) -> None:
    head = table.rows[0] if table.rows else ()
    code = _code_of(head[0]) if head else ""
    if not code:
        return
    if len(head) > 1:
        _add(code, table.rows[1:], tables, twice)
    else:
        keep(code, "\n".join(cell for row in table.rows[1:] for cell in row))


def _add(
    code: str, rows: tuple[tuple[str, ...], ...], tables: dict[str, FilledTable], twice: list[str]
) -> None:
    if code in tables:
        twice.append(code)
        return
    kept = tuple(tuple(cell.strip() for cell in row) for row in rows if any(cell.strip() for cell in row))
    tables[code] = FilledTable(code, kept)
