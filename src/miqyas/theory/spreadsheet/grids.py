"""The cells of a file, by sheet, as text: hostile files are refused before any cell is looked at."""

import csv
import io
import re
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from miqyas.data.intake.encoding import settle_encoding
from miqyas.data.intake.kind import kind_of
from miqyas.data.intake.limits import Limits
from miqyas.data.intake.source import Source, open_source
from miqyas.data.intake.workbook import check_workbook
from miqyas.errors import (
    CorruptFile,
    MiqyasError,
    NotATheorySheet,
    ReaderAbsent,
    TooManyColumns,
    TooManyRows,
    TooSlow,
)
from miqyas.theory.spreadsheet.columns import TITLES, Part, is_part_heading, part_called
from miqyas.theory.spreadsheet.problems import Problem, problem
from miqyas.types import LANGUAGES, Language

# A theory holds at most 500 elements and 2,000 links.
LIMITS = Limits(
    file_bytes=5_000_000,
    columns=80,
    rows=4_000,
    workbook_bytes=60_000_000,
    workbook_ratio=200,
    workbook_free_bytes=10_000_000,
    workbook_seconds=20.0,
)
_APOSTROPHE = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = "\x00formula:"


@dataclass(slots=True)
class Grid:
    """One sheet: its headings, then (row number, cells) for each row that holds something."""

    headings: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def read_grids(path: str | Path, *, name: str | None) -> tuple[dict[Part, Grid], list[Problem]]:
    """Return the sheets of a workbook or of a text file, and what is wrong with its sheets."""
    source = open_source(path, name=name, limits=LIMITS)
    kind = kind_of(source)
    if kind == "Excel":
        return _workbook(source)
    if kind == "text":
        return _text(source)
    raise NotATheorySheet(file=source.name, sheets=_expected())


def formula_in(cell: str) -> str | None:
    """Return the formula a cell held, if it held one."""
    return cell.removeprefix(_FORMULA) if cell.startswith(_FORMULA) else None


def _expected() -> str:
    return ", ".join(titles["en"] for titles in TITLES.values())


def _sheet_names() -> dict[Language, str]:
    return {language: ", ".join(titles[language] for titles in TITLES.values()) for language in LANGUAGES}


def _workbook(source: Source) -> tuple[dict[Part, Grid], list[Problem]]:
    check_workbook(source)
    try:
        import defusedxml  # noqa: F401, PLC0415  optional dependency; openpyxl uses it when it is there
        import openpyxl  # noqa: PLC0415  optional dependency
    except ImportError as reason:
        raise ReaderAbsent(file=source.name, package="openpyxl, defusedxml") from reason
    grids: dict[Part, Grid] = {}
    problems: list[Problem] = []
    try:
        with warnings.catch_warnings(action="ignore"), source.path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
            for page in book.worksheets:
                _add_page(page, source, grids, problems)
            book.close()
    except MiqyasError:
        raise
    except Exception as reason:  # a damaged part makes the reader fail in as many ways as there are parts
        raise CorruptFile(file=source.name, kind="Excel (.xlsx)") from reason
    if not grids and not problems:
        raise NotATheorySheet(file=source.name, sheets=_expected())
    return grids, problems


def _add_page(page: Any, source: Source, grids: dict[Part, Grid], problems: list[Problem]) -> None:
    page.reset_dimensions()
    part = part_called(page.title)
    rows = _page_rows(page, source)
    first = next(rows, None)
    if part is None or part in grids:
        if first is not None:
            problems.append(problem("sheet", None, 1, found=page.title, expected=_sheet_names()))
        return
    grids[part] = Grid(first[1] if first else [], list(rows))


def _page_rows(page: Any, source: Source) -> Iterator[tuple[int, list[str]]]:
    started = time.monotonic()
    for number, cells in enumerate(page.iter_rows(), start=1):
        if number > source.limits.rows:
            raise TooManyRows(file=source.name, maximum=source.limits.rows)
        if any(cell.value is not None for cell in cells[source.limits.columns :]):
            raise TooManyColumns(file=source.name, found=len(cells), maximum=source.limits.columns)
        if time.monotonic() - started > source.limits.workbook_seconds:
            raise TooSlow(file=source.name, maximum=source.limits.workbook_seconds, row=number)
        texts = [_cell_text(cell) for cell in cells[: source.limits.columns]]
        if any(text.strip() for text in texts):
            yield number, texts


def _cell_text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return f"{_FORMULA}{getattr(value, 'text', value)}"
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(source: Source) -> tuple[dict[Part, Grid], list[Problem]]:
    encoding = settle_encoding(source, None)
    content = source.path.read_bytes().decode(encoding)
    lines = _lines(source, content)
    if not lines or not lines[0] or not is_part_heading(lines[0][0]):
        raise NotATheorySheet(file=source.name, sheets=_expected())
    grids: dict[Part, Grid] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = [_bare(cell) for cell in line]
        if not any(cell.strip() for cell in cells):
            continue
        part = part_called(cells[0])
        if part is None:
            problems.append(problem("sheet", None, number, found=cells[0], expected=_sheet_names()))
            continue
        grids.setdefault(part, Grid(lines[0][1:])).rows.append((number, cells[1:]))
    return grids, problems


def _lines(source: Source, content: str) -> list[list[str]]:
    delimiter = max(";,\t", key=content.partition("\n")[0].count)
    try:
        lines = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as reason:
        raise CorruptFile(file=source.name, kind="CSV") from reason
    if len(lines) > source.limits.rows:
        raise TooManyRows(file=source.name, maximum=source.limits.rows)
    return lines


def _bare(cell: str) -> str:
    return cell[1:] if _APOSTROPHE.match(cell) else cell
