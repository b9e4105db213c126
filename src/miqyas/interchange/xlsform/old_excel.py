"""Workbooks of before 2007 (.xls), read as pyxform reads them, but in silence: xlrd prints its doubts otherwise."""

from io import BytesIO, StringIO
from typing import Any

import xlrd
from pyxform.constants import SUPPORTED_SHEET_NAMES
from pyxform.xls2json_backends import get_excel_column_headers, get_excel_rows, is_empty, xls_value_to_unicode


def xls_to_rows(content: BytesIO) -> dict[str, Any]:
    """Return the rows of each sheet XLSForm knows, and the names of all."""
    book = xlrd.open_workbook(file_contents=content.getvalue(), logfile=StringIO())
    try:
        found: dict[str, Any] = {"sheet_names": [sheet.name for sheet in book.sheets()]}
        for sheet in book.sheets():
            name = sheet.name.lower()
            if name in SUPPORTED_SHEET_NAMES:
                found[name], found[f"{name}_header"] = _rows(sheet, book.datemode)
        return found
    finally:
        book.release_resources()


def _rows(sheet: Any, datemode: int) -> tuple[list[dict[str, Any]], list[dict[str, None]]]:
    def written(cell: Any, _row: int, _heading: str) -> str | None:
        value = cell.value.strip() if isinstance(cell.value, str) else cell.value
        return None if is_empty(value) else xls_value_to_unicode(value, cell.ctype, datemode)

    headings = get_excel_column_headers(cell.value for cell in next(sheet.get_rows(), []))
    width = len(headings)
    cells = (tuple(sheet.cell(row, column) for column in range(width)) for row in range(1, sheet.nrows))
    named = dict.fromkeys(heading for heading in headings if heading is not None)
    return get_excel_rows(headings, cells, written), [named]
