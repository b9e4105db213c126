"""Codes a workbook shows with zeros in front that its cells do not hold: 01 written as the number 1."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.sheets import Workbook

ZEROS = re.compile(r"^0{2,}$")


def check_codes(content: bytes, workbook: Workbook) -> list[Finding]:
    """Tell which codes of choices lose their zeros, in an .xlsx that has been read once."""
    sheet = workbook["choices"]
    heading = sheet.plain.get("name")
    if heading is None or not any(row.get(heading, "").isdigit() for row in sheet.rows):
        return []
    with warnings.catch_warnings(action="ignore"):  # as when it was read first
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        try:
            named = next(name for name in book.sheetnames if name.lower() == sheet.name)
            return list(_losing(book[named].iter_rows(), heading))
        finally:
            book.close()


def _losing(rows: Iterator[Any], heading: str) -> Iterator[Finding]:
    headings = [" ".join(str(cell.value or "").split()) for cell in next(rows, ())]
    if heading not in headings:
        return
    place = headings.index(heading)
    for number, row in enumerate(rows, start=2):
        if place < len(row) and (shown := _shown(row[place])):
            facts = {"shown": shown, "found": str(row[place].value)}
            yield Finding("code_zeros", "choices", number, heading, facts)


def _shown(cell: Any) -> str:
    """Return what a cell shows when it is a whole number under a format of zeros; empty otherwise."""
    value = cell.value
    if not isinstance(value, int) or isinstance(value, bool) or not ZEROS.match(cell.number_format or ""):
        return ""
    shown = str(value).zfill(len(cell.number_format))
    return shown if shown != str(value) else ""
