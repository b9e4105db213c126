"""A questionnaire written in another form: XForm, workbook, or JSON."""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Literal, TypeAlias

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from miqyas.errors import FormHasErrors
from miqyas.interchange.xlsform.checking import Given, check_form
from miqyas.interchange.xlsform.finding import FormReport

Target: TypeAlias = Literal["xform", "xlsx", "json"]
TARGETS: tuple[Target, ...] = ("xform", "xlsx", "json")
WIDTHS = {"label": 45, "hint": 30, "relevant": 30, "constraint": 30, "calculation": 30}
WIDTH = 18


def convert_form(source: Given, *, to: Target = "xform", name: str = "") -> bytes:
    """Write a questionnaire in another form.

    Parameters
    ----------
    source : Path, bytes or Mapping
        As for ``check_form``.
    to : {"xform", "xlsx", "json"}
        What phones run; a workbook to edit; the rows as data.
    name : str
        The name its owner gave the file.

    Returns
    -------
    bytes
        The content of the file. A workbook keeps every cell as text.

    Raises
    ------
    FormHasErrors
        What phones run cannot be made of a questionnaire with errors; nor can a workbook be made of what has no rows.

    Examples
    --------
    >>> rows = {"survey": [{"type": "text", "name": "who", "label": "Who?"}]}
    >>> json.loads(convert_form(rows, to="json"))["survey"]
    [{'type': 'text', 'name': 'who', 'label': 'Who?'}]
    """
    report = check_form(source, name=name)
    if to == "xform":
        if report.xform is None:
            raise _refusal(report)
        return report.xform
    if not report.definition.get("survey"):
        raise _refusal(report)
    if to == "json":
        return json.dumps(report.definition, ensure_ascii=False, indent=1).encode()
    return write_workbook(report.definition)


def write_workbook(definition: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """Return a workbook of these rows: headings in bold, every cell a text, never a formula."""
    book = ExcelWorkbook()
    book.remove(book.active)
    for name, rows in definition.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        for place, heading in enumerate(headings, start=1):
            _write(sheet, 1, place, heading).font = Font(bold=True)
            column = heading.split("::")[0]
            sheet.column_dimensions[sheet.cell(1, place).column_letter].width = WIDTHS.get(column, WIDTH)
        for number, row in enumerate(rows, start=2):
            for place, heading in enumerate(headings, start=1):
                if row.get(heading):
                    _write(sheet, number, place, str(row[heading])).alignment = Alignment(
                        wrap_text=True, vertical="top"
                    )
        sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write(sheet: Any, row: int, column: int, text: str) -> Any:
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _refusal(report: FormReport) -> FormHasErrors:
    first = report.errors[0] if report.errors else None
    return FormHasErrors(
        count=len(report.errors),
        code=first.code if first else "xform",
        place=", ".join(str(part) for part in (first.sheet, first.row, first.column) if part)
        if first
        else "",
    )
