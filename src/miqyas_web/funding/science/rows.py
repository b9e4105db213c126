"""Rows as a file: CSV that spreadsheets read as UTF-8 and run nothing of, or Excel."""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from miqyas_web.indicators.exports import RUN_BY_SPREADSHEETS


def rows_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    file, writer = io.StringIO(), None
    for row in rows:
        if writer is None:
            writer = csv.writer(file)
            writer.writerow(row)
        writer.writerow([_safe(cell) for cell in row.values()])
    # The mark tells spreadsheets that these are UTF-8 letters.
    return ("\ufeff" + file.getvalue()).encode()


def rows_workbook(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Written row by row: no more than a row is held as cells."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for at, row in enumerate(rows):
        if not at:
            sheet.append([_text_cell(sheet, name) for name in row])
        sheet.append([_cell(sheet, cell) for cell in row.values()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        return _text_cell(sheet, value)
    return float(value) if isinstance(value, Decimal) else value


def _text_cell(sheet: Any, value: str) -> WriteOnlyCell:
    """Text stays text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


def _safe(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(RUN_BY_SPREADSHEETS):
        return f"'{cell}"
    return "" if cell is None else cell
