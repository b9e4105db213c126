"""Questionnaires in a few rows, for tests."""

from io import BytesIO

from openpyxl import Workbook

SETTINGS = [{"form_id": "essai", "version": "1", "form_title": "Essai"}]


def rows(*survey, choices=(), settings=SETTINGS, **others):
    """Return a questionnaire as rows; each question is (type, name, label) and its other cells."""
    return {
        "survey": [question(*each) for each in survey],
        "choices": list(choices),
        "settings": list(settings),
        **others,
    }


def question(kind, name="", label="", cells=None):
    """Return one row of questions."""
    row = {"type": kind, "name": name, "label": label, **(cells or {})}
    return {heading: cell for heading, cell in row.items() if cell != ""}


def choice(listed, name, label="…"):
    """Return one row of choices."""
    return {"list_name": listed, "name": name, "label": label}


def workbook(**sheets):
    """Return an Excel workbook of these sheets, each a list of rows of cells, as bytes."""
    book = Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
