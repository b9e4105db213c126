"""A theory written as a workbook of four sheets, or as one file of text."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from miqyas.errors import ReaderAbsent
from miqyas.theory.graph import Theory
from miqyas.theory.spreadsheet.columns import COLUMNS, PART_HEADINGS, TITLES, YES, Column, Part
from miqyas.types import Language

# A cell that a spreadsheet program would take for a formula gets an apostrophe, and loses it when read back.
_ACTIVE = re.compile(r"'*[=+\-@\t\r]")
_HELD: dict[Part, str] = {
    "elements": "nodes", "links": "links", "stakeholders": "stakeholders", "risks": "risks",
}  # fmt: skip
_WIDE, _NARROW = 40, 18


def to_xlsx(theory: Theory, *, language: Language) -> bytes:
    """Write a theory as a workbook: elements, links, stakeholders, risks.

    Parameters
    ----------
    theory : Theory
        Any theory, even empty.
    language : {"fr", "ar", "en"}
        Language of sheets, headings and words of lists; what people wrote stays as it is.

    Returns
    -------
    bytes
        An .xlsx without formulas. `read_sheets` reads the same theory from it.

    Raises
    ------
    ReaderAbsent
        The optional package openpyxl is not installed.
    """
    try:
        import openpyxl  # noqa: PLC0415  optional dependency
    except ImportError as reason:
        raise ReaderAbsent(file="xlsx", package="openpyxl, defusedxml") from reason
    book = openpyxl.Workbook()
    book.remove(book.active)
    for part, columns in COLUMNS.items():
        page: Any = book.create_sheet(TITLES[part][language])
        page.sheet_view.rightToLeft = language == "ar"
        page.append([column.headings[language] for column in columns])
        for row in _rows(theory, part, language):
            page.append([text or None for text in row])
        for i, cells in enumerate(page.columns):
            page.column_dimensions[cells[0].column_letter].width = (
                _WIDE if columns[i].kind == "text" else _NARROW
            )
            for cell in cells:
                # Text stays text: "=…" is no formula.
                cell.data_type = "s" if cell.value else "n"
        page.freeze_panes = "A2"
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def to_csv(theory: Theory, *, language: Language) -> bytes:
    """Write a theory as one CSV in UTF-8: a first column says which sheet each line belongs to.

    Returns
    -------
    bytes
        Semicolons, and a mark at the head by which Excel knows the encoding. A text that a spreadsheet program
        would take for a formula begins with an apostrophe.
    """
    fields = list(dict.fromkeys(column.field for columns in COLUMNS.values() for column in columns))
    headings = {
        column.field: column.headings[language]
        for columns in reversed(COLUMNS.values())
        for column in columns
    }
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow([PART_HEADINGS[language], *(headings[field] for field in fields)])
    for part, columns in COLUMNS.items():
        for row in _rows(theory, part, language):
            held = {column.field: cell for column, cell in zip(columns, row, strict=True)}
            lines.writerow([TITLES[part][language], *(_safe(held.get(field, "")) for field in fields)])
    return text.getvalue().encode("utf-8-sig")


def _rows(theory: Theory, part: Part, language: Language) -> Iterable[list[str]]:
    names = {
        "element": _callable_names((node.key, node.title) for node in theory.nodes),
        "groups": _callable_names((group.key, group.name) for group in theory.stakeholders),
    }
    for each in sorted(getattr(theory, _HELD[part]), key=lambda part: part.key):
        yield [_cell(theory, each, column, names, language) for column in COLUMNS[part]]


def _cell(
    theory: Theory, part: Any, column: Column, names: dict[str, dict[str, str]], language: Language
) -> str:
    if column.kind == "flag":
        return YES[language] if part.key in theory.measured else ""
    value = (
        getattr(part, column.field) if hasattr(part, column.field) else getattr(part.dimensions, column.field)
    )
    if column.kind == "word":
        return str(column.words[value][language]) if value else ""
    if column.kind == "element":
        return names["element"].get(str(value), str(value))
    if column.kind == "groups":
        return "; ".join(names["groups"].get(key, key) for key in value)
    if column.kind == "sdg":
        # The letters keep a spreadsheet program from reading "1.10" as the number 1.1.
        return "; ".join(f"SDG {code}" for code in value)
    return str(value)


def _callable_names(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the title by which each key may be called: those that name one part only, and look like no key."""
    held = list(parts)
    counted = Counter(title for _, title in held)
    keys = {key for key, _ in held}
    return {
        key: title
        for key, title in held
        if counted[title] == 1
        and title not in keys
        and title
        and title == " ".join(title.split())
        and ";" not in title
    }


def _safe(text: str) -> str:
    return f"'{text}" if _ACTIVE.match(text) else text
