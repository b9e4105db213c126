"""Reference sheets as Word, PDF and Excel: everything said is in the file, in its direction, and nothing runs."""

import io

import docx
import openpyxl
import pytest

from miqyas.reporting.documents.indicators import FIELDS, label_of, reference_document
from miqyas.types import LANGUAGES

SHEETS = [
    {"name": "Part des filles", "definition": "Filles inscrites en octobre.", "unit": "%", "limits": "=1+1"},
    {"name": "Jours d’absence", "definition": "Jours manqués.", "source": "Registres", "ethics": ""},
]


def made(form, language="fr", sheets=SHEETS):
    return reference_document(sheets, form, title="Fiches", organisation="Tifawin", language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_holds_each_sheet_under_its_heading(language):
    file = docx.Document(io.BytesIO(made("docx", language)))
    headings = [part.text for part in file.paragraphs if part.style.name == "Heading 1"]
    assert headings == ["Part des filles", "Jours d’absence"]
    lines = [part.text for part in file.paragraphs]
    limits = label_of("limits", language)
    assert next(line for line in lines if line.startswith(limits)).endswith("=1+1")
    assert not any(line.startswith(label_of("ethics", language)) for line in lines)
    is_bidi = file.sections[0]._sectPr.find(docx.oxml.ns.qn("w:bidi")) is not None
    assert is_bidi == (language == "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_has_a_row_by_sheet_and_a_column_by_field_said(language):
    page = openpyxl.load_workbook(io.BytesIO(made("xlsx", language))).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    used = [field for field in FIELDS if any(sheet.get(field) for sheet in SHEETS)]
    assert rows[0][1:] == [label_of(field, language) for field in used]
    assert [row[0] for row in rows[1:]] == ["Part des filles", "Jours d’absence"]
    assert rows[1][1 + used.index("limits")] == "=1+1"
    assert page.cell(2, 2 + used.index("limits")).data_type == "s"
    assert page.sheet_view.rightToLeft == (language == "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_made_whole_and_twice_the_same(language):
    first = made("pdf", language)
    assert first.startswith(b"%PDF-")
    assert first == made("pdf", language)
    assert len(made("pdf", language, SHEETS * 40)) > len(first)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_called_differently_in_each_language(field):
    assert all(label_of(field, language) for language in LANGUAGES)
    assert label_of(field, "ar") != label_of(field, "en")
