"""Rows as a file: CSV that spreadsheets read as UTF-8 and run nothing of, or Excel."""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from miqyas_web.indicators.exports import RUN_BY_SPREADSHEETS

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    book = Workbook(write_only=False)
    sheet = book.active
    for at, row in enumerate(rows):
        if not at:
            sheet.append(list(row))
        sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row.values()])
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                # Text stays text, whatever it begins with.
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(RUN_BY_SPREADSHEETS):
        return f"'{cell}"
    return "" if cell is None else cell
