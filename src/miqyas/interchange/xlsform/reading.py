"""From a brought questionnaire to its sheets: workbook, text, or rows already in memory."""

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import xlsx_to_dict

from miqyas.interchange.xlsform.old_excel import xls_to_rows
from miqyas.interchange.xlsform.safety import Kind, Unusable, text_of
from miqyas.interchange.xlsform.sheets import SHEETS, Workbook, sheet_of
from miqyas.interchange.xlsform.text_sheets import read_text

READERS: Mapping[Kind, Callable[[BytesIO], dict[str, Any]]] = {"xlsx": xlsx_to_dict, "xls": xls_to_rows}
KINDS: Mapping[Kind, str] = {"xlsx": "Excel (.xlsx)", "xls": "Excel (.xls)", "text": "CSV, Markdown"}
DUPLICATE = re.compile(r"Duplicate column header: (.*)", re.DOTALL)


def read_workbook(content: bytes, kind: Kind) -> Workbook:
    """Read the sheets of a file whose kind is known and whose weight is bounded."""
    if kind == "text":
        return read_text(text_of(content))
    try:
        # Of parts of a workbook openpyxl leaves aside (colours, lists to choose from): none holds a question.
        with warnings.catch_warnings(action="ignore"):
            found = READERS[kind](BytesIO(content))
    except PyXFormError as refusal:
        if duplicate := DUPLICATE.search(str(refusal)):
            raise Unusable("heading_twice", heading=duplicate[1].strip()) from refusal
        raise Unusable("file_damaged", kind=KINDS[kind]) from refusal
    except Exception as refusal:  # the readers of workbooks break in many ways on a torn file
        raise Unusable("file_damaged", kind=KINDS[kind]) from refusal
    return _workbook(found)


def read_rows(rows: Mapping[str, Any]) -> Workbook:
    """Read rows already in memory: ``{"survey": [...], "choices": [...], "settings": [...]}``."""
    sheets = {}
    for name in SHEETS:
        given = rows.get(name) or []
        if isinstance(given, Mapping):
            given = [given]
        if not isinstance(given, Sequence) or not all(isinstance(row, Mapping) for row in given):
            raise Unusable("shape", sheet=name, name=name)
        cleaned = [_cells(row) for row in given]
        headings = dict.fromkeys(str(heading) for row in given for heading in row)
        if given or name in rows:
            sheets[name] = sheet_of(name, tuple(headings), cleaned)
    return Workbook(sheets, tuple(sheets))


def _workbook(found: Mapping[str, Any]) -> Workbook:
    names = tuple(str(name) for name in found.get("sheet_names") or ())
    sheets = {}
    for name in SHEETS:
        if name in found or f"{name}_header" in found:
            headings = (found.get(f"{name}_header") or [{}])[0]
            sheets[name] = sheet_of(name, tuple(headings), [_cells(row) for row in found.get(name) or ()])
    return Workbook(sheets, names)


def _cells(row: Mapping[Any, Any]) -> dict[str, str]:
    cells = {str(heading): _text(value) for heading, value in row.items() if heading is not None}
    return {heading: text for heading, text in cells.items() if text.strip()}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)
