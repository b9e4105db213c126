"""Excel workbooks: the values of one sheet, cell by cell; formulas are refused, macros never run."""

import time
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from miqyas.data.intake.columns import FoundColumn, Reading
from miqyas.data.intake.heading import check_heading, check_width
from miqyas.data.intake.notes import Note
from miqyas.data.intake.source import Source, excerpt
from miqyas.data.intake.spool import Spool
from miqyas.data.intake.store import Store
from miqyas.data.intake.workbook import check_workbook, merges
from miqyas.errors import (
    CorruptFile,
    EmptyHeader,
    ErrorCell,
    FormulaCell,
    MergedHeader,
    MiqyasError,
    NoRows,
    NoSheets,
    ReaderAbsent,
    SheetAbsent,
    TooManyRows,
    TooSlow,
)

ROWS_BETWEEN_LOOKS = 1_000
NOT_AVAILABLE = "#N/A"


def read_excel(source: Source, store: Store, *, sheet: str | None) -> Reading:
    """Bring one sheet of a workbook into the store."""
    has_macros = check_workbook(source)
    try:
        import defusedxml  # noqa: F401, PLC0415  optional dependency; openpyxl uses it when it is there
        import openpyxl  # noqa: PLC0415  optional dependency
    except ImportError as reason:
        raise ReaderAbsent(file=source.name, package="openpyxl, defusedxml") from reason
    notes = [Note("macros_ignored")] if has_macros else []
    try:
        with warnings.catch_warnings(action="ignore"), source.path.open("rb") as file:
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
            sheets = tuple(found.title for found in workbook.worksheets)
            chosen, others = _choose(workbook, source, sheet)
            if others and sheet is None:
                notes.append(Note("sheet_chosen", {"sheet": chosen.title, "others": ", ".join(others)}))
            columns, more = _spool(chosen, source, store)
            workbook.close()
    except MiqyasError:
        raise
    except Exception as reason:  # a damaged part makes the reader fail in as many ways as there are parts
        raise CorruptFile(file=source.name, kind="Excel (.xlsx)") from reason
    return Reading(kind="Excel", columns=columns, notes=(*notes, *more), sheet=chosen.title, sheets=sheets)


def _choose(workbook: Any, source: Source, wanted: str | None) -> tuple[Any, list[str]]:
    """Return the sheet asked for, or the first visible one, with the names of the others."""
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    if wanted is not None and wanted not in sheets:
        raise SheetAbsent(sheet=excerpt(wanted), file=source.name, sheets=", ".join(sheets))
    visible = [title for title, sheet in sheets.items() if sheet.sheet_state == "visible"]
    if wanted is None and not visible:
        raise NoSheets(file=source.name)
    title = wanted if wanted is not None else visible[0]
    return sheets[title], [other for other in sheets if other != title]


def _spool(sheet: Any, source: Source, store: Store) -> tuple[tuple[FoundColumn, ...], list[Note]]:
    sheet.reset_dimensions()  # what a workbook says of its own size is often wrong
    rows = each_row(sheet, source)
    heading_row, heading = next(rows, (1, []))
    notes = _check_merges(sheet, source, heading_row)
    while heading and heading[-1] is None:
        heading.pop()
    if not heading:
        raise NoRows(file=source.name)
    names = check_heading([text or "" for text in heading], source)
    width, blank_rows, last = len(names), 0, heading_row
    with Spool(store, source, n_columns=width) as spool:
        for number, cells in rows:
            blank_rows += number - last - 1
            last = number
            if any(cell is not None for cell in cells[width:]):
                raise EmptyHeader(position=width + 1 + [cell is None for cell in cells[width:]].index(False))
            spool.add([*cells[:width], *[None] * (width - len(cells))], line=number)
        if spool.n_rows == 0:
            raise NoRows(file=source.name)
    if blank_rows:
        notes.append(Note("blank_lines", {"count": blank_rows}))
    return tuple(FoundColumn(name) for name in names), notes


def each_row(sheet: Any, source: Source) -> Iterator[tuple[int, list[str | None]]]:
    """Yield each row that holds something, with its number in the sheet."""
    started = time.monotonic()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number % ROWS_BETWEEN_LOOKS == 0:
            if time.monotonic() - started > source.limits.workbook_seconds:
                raise TooSlow(file=source.name, maximum=source.limits.workbook_seconds, row=number)
            if number > source.limits.rows + 1:
                raise TooManyRows(file=source.name, maximum=source.limits.rows)
        if number == 1:
            check_width(len(cells), source)
        texts = [None if cell.value is None else _text(cell, sheet.title) for cell in cells]
        if any(texts):
            yield number, [text or None for text in texts]


def _text(cell: Any, sheet: str) -> str | None:
    """Return a value as the text the inference reads; whole numbers keep all their digits."""
    value = cell.value
    if cell.data_type == "f":
        formula = getattr(value, "text", value)
        raise FormulaCell(sheet=sheet, cell=cell.coordinate, formula=excerpt(formula))
    if cell.data_type == "e":
        if value == NOT_AVAILABLE:
            return None
        raise ErrorCell(sheet=sheet, cell=cell.coordinate, found=excerpt(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _check_merges(sheet: Any, source: Source, heading_row: int) -> list[Note]:
    """Refuse merged column names; tell of merged data, of which only the first cell has a value."""
    found = list(merges(source, sheet._worksheet_path))  # noqa: SLF001  openpyxl gives no other way in read-only mode
    above = [merge.cells for merge in found if merge.first_row <= heading_row]
    if above:
        raise MergedHeader(sheet=sheet.title, cells=excerpt(", ".join(above)))
    return [Note("merged_cells", {"count": len(found), "cells": found[0].cells})] if found else []
