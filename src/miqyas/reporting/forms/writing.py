"""A form as a Word file and as an Excel workbook, in the reader's language, from the right in Arabic."""

import io
from importlib.util import find_spec
from typing import Any

from miqyas.errors import DocumentsUnavailable
from miqyas.reporting.charts.frame import is_right_to_left
from miqyas.reporting.documents.blocks import Block, Cover, Grid, Heading, Paragraph
from miqyas.reporting.documents.repacking import repack
from miqyas.reporting.documents.word import set_docx
from miqyas.reporting.forms.content import MARK, FieldTable, Form
from miqyas.types import Language

_WIDTHS = (14, 46, 26, 80)
_LONGEST_TITLE = 31
# What Excel refuses in the name of a sheet.
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def form_to_docx(form: Form, *, language: Language) -> bytes:
    """Write a form as a Word file: each answer has its own cell under its question.

    Parameters
    ----------
    form : Form
        What is asked.
    language : {'fr', 'ar', 'en'}
        Language of the form; Arabic reads from the right.

    Returns
    -------
    bytes
        A ``.docx`` that `read_form` reads back.

    Raises
    ------
    DocumentsUnavailable
        The optional package that writes Word files is not installed.
    """
    parts: list[Block] = [Paragraph(line) for line in form.guide]
    parts.append(Grid("", (f"{form.mark_label} [{MARK}]",), ((form.mark,),)))
    for each in form.fields:
        note = f" ({each.note})" if each.note else ""
        parts.append(Grid("", (f"{each.label}{note} [{each.code}]",), ((each.value,),)))
    for table in form.tables:
        parts.append(Heading(table.title, 2))
        first, *others = table.columns
        parts.append(Grid("", (f"{first} [{table.code}]", *others), _rows(table)))
    cover = Cover(title=form.title, organisation=form.organisation, kind=form.kind)
    return set_docx(cover, parts, language=language)


def form_to_xlsx(form: Form, *, language: Language) -> bytes:
    """Write a form as a workbook: a sheet of questions, then a sheet for each table.

    Parameters
    ----------
    form : Form
        What is asked.
    language : {'fr', 'ar', 'en'}
        Language of the form; Arabic reads from the right.

    Returns
    -------
    bytes
        A ``.xlsx`` without formulas that `read_form` reads back.

    Raises
    ------
    DocumentsUnavailable
        The optional package that writes workbooks is not installed.
    """
    if find_spec("openpyxl") is None:
        raise DocumentsUnavailable(package="openpyxl")
    import openpyxl  # noqa: PLC0415 -- optional dependency

    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = _sheet_name(form.answers_title, set())
    for line in form.guide:
        page.append(["", line])
    page.append([f"[{MARK}]", form.mark_label, "", form.mark])
    for each in form.fields:
        page.append([f"[{each.code}]", each.label, each.note, each.value])
    _dress(page, language, widths=_WIDTHS, heads=(), bold=2)
    taken = {page.title}
    for table in form.tables:
        page = book.create_sheet(_sheet_name(table.title, taken))
        taken.add(page.title)
        page.append([f"[{table.code}]", *table.columns])
        for row in _rows(table):
            page.append(["", *(_cell(text, place in table.amounts) for place, text in enumerate(row))])
        _dress(page, language, widths=(12, 60, *[24] * (len(table.columns) - 1)), heads=(1,), bold=0)
        page.freeze_panes = "A2"
    book.properties.title, book.properties.creator = form.title, "Miqyas"
    whole = io.BytesIO()
    book.save(whole)
    return repack(whole.getvalue())


def _rows(table: FieldTable) -> tuple[tuple[str, ...], ...]:
    return (*table.rows, *[("",) * len(table.columns)] * table.n_empty)


def _cell(text: str, is_amount: bool) -> Any:
    if is_amount and text:
        return float(text)
    return text or None


def _sheet_name(title: str, taken: set[str]) -> str:
    name = " ".join(title.translate(_FORBIDDEN).split())[:_LONGEST_TITLE].strip("'") or "1"
    return name if name not in taken else f"{name[: _LONGEST_TITLE - 3]} {len(taken) + 1}"


def _dress(
    page: Any, language: Language, *, widths: tuple[int, ...], heads: tuple[int, ...], bold: int
) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- optional dependency

    page.sheet_view.rightToLeft = is_right_to_left(language)
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                # Text stays text: "=…" is no formula.
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(
                bold=cell.row in heads or cell.column == bold, color="888888" if cell.column == 1 else None
            )
    for column, width in zip(page.columns, widths, strict=False):
        page.column_dimensions[column[0].column_letter].width = width
