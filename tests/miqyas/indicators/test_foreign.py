"""A person's own list: columns guessed and shown, ids and links kept, faults of all rows at once."""

import openpyxl
import pytest

from miqyas.errors import (
    ForeignColumnTwice,
    ForeignColumnUnknown,
    ForeignFieldUnknown,
    ForeignFormula,
    ForeignIdMissing,
    ForeignIdTwice,
    ForeignLinkInvalid,
    ForeignNameColumnMissing,
    ForeignNameMissing,
    ForeignSdgUnknown,
    ForeignTextTooLong,
    UnreadableFile,
)
from miqyas.indicators.catalogue import own_catalogue
from miqyas.indicators.catalogue_names import TEXTS
from miqyas.indicators.foreign import FIELDS, LONGEST_TEXT, guess_columns, read_foreign, sdg_codes
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES

# Invented for the test: no word of IRIS+ stands here.
HEADINGS = ("Metric ID", "Metric Name", "Definition", "Reporting Format", "SDG Targets", "Link", "Price")
ROWS = (
    (
        "PI0001",
        "Trees kept",
        "Trees alive one year on",
        "trees",
        "15.2; 13",
        "https://example.org/PI0001",
        "3",
    ),
    ("PI0002", "Roofs mended", "Roofs without leak", "roofs", "", "", ""),
)


def as_csv(path, headings, rows, *, separator=",", encoding="utf-8"):
    lines = [separator.join(f'"{cell}"' for cell in row) for row in (headings, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def as_xlsx(path, headings, rows):
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_list_is_read_with_ids_links_and_codes(tmp_path, write):
    path = tmp_path / ("list.csv" if write is as_csv else "list.xlsx")
    found = read_foreign(write(path, HEADINGS, ROWS))
    assert found.columns == {
        "identifier": "Metric ID",
        "name": "Metric Name",
        "definition": "Definition",
        "unit": "Reporting Format",
        "sdg": "SDG Targets",
        "link": "Link",
    }
    assert found.left_out == ("Price",)
    assert found.faults == ()
    trees, roofs = found.indicators
    assert (trees.row, trees.identifier, trees.name, trees.unit) == (2, "PI0001", "Trees kept", "trees")
    assert (trees.sdg, trees.link) == (("15.2", "13"), "https://example.org/PI0001")
    assert (roofs.row, roofs.sdg, roofs.link, roofs.numerator) == (3, (), "", "")
    assert found.is_iris


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (
            ("Code", "Intitulé de l’indicateur", "Définition", "Unité de mesure", "Source de vérification"),
            ("identifier", "name", "definition", "unit", "source"),
        ),
        (("INDICATEUR", "Mode de calcul", "Fréquence de collecte"), ("name", "formula", "frequency")),
        (
            ("رمز المؤشر", "اسم المؤشر", "التعريف", "وحدة القياس", "المقام", "مصدر البيانات"),
            ("identifier", "name", "definition", "unit", "denominator", "source"),
        ),
        (("ID", "Name", "Means of verification", "UN SDG"), ("identifier", "name", "source", "sdg")),
    ],
)
def test_headings_are_guessed_in_three_languages(headings, columns):
    assert (
        guess_columns(headings)
        == dict(zip(columns, headings, strict=True))
        == {field: guess_columns(headings)[field] for field in FIELDS if field in columns}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_sheets_come_back_from_a_spreadsheet_under_their_own_headings(tmp_path, language):
    fields = ("name", "definition", "numerator", "denominator", "unit", "formula", "source", "limits")
    sheets = own_catalogue().sheets
    headings = ("ID", *(TEXTS[field][language] for field in fields))
    rows = [(each.key, *(getattr(each.text(language), field) for field in fields)) for each in sheets]
    found = read_foreign(as_xlsx(tmp_path / "own.xlsx", headings, rows))
    assert found.faults == ()
    assert list(found.columns) == ["identifier", *(field for field in FIELDS if field in fields)]
    for sheet, back in zip(sheets, found.indicators, strict=True):
        told = sheet.text(language)
        assert back.identifier == sheet.key
        assert [getattr(back, field) for field in fields] == [
            " ".join(getattr(told, field).split()) for field in fields
        ]


def test_heading_that_says_more_is_guessed_after_one_that_says_it_plainly():
    assert guess_columns(("Short indicator name (old)", "Indicator name"))["name"] == "Indicator name"
    assert guess_columns(("Colour", "Weight")) == {}


def test_guess_may_be_corrected(tmp_path):
    path = as_csv(tmp_path / "l.csv", ("A", "B", "Name"), [("Water points", "x1", "Old name")])
    found = read_foreign(path, columns={"name": "A", "identifier": "B"})
    assert (found.indicators[0].name, found.indicators[0].identifier) == ("Water points", "x1")
    assert found.left_out == ("Name",)
    without = read_foreign(path, columns={"identifier": ""})
    assert without.columns == {"name": "Name"}


def test_wrong_corrections_are_refused(tmp_path):
    path = as_csv(tmp_path / "l.csv", ("A", "B"), [("Water points", "x1")])
    for columns, refused in (
        ({}, ForeignNameColumnMissing),
        ({"name": "C"}, ForeignColumnUnknown),
        ({"colour": "A"}, ForeignFieldUnknown),
        ({"name": "A", "unit": "A"}, ForeignColumnTwice),
    ):
        with pytest.raises(refused):
            read_foreign(path, columns=columns)


def test_every_fault_of_every_row_is_told_at_once(tmp_path):
    headings = ("ID", "Name", "Definition", "SDG", "URL")
    rows = [
        ("1", "Sound", "d", "4.10", "http://example.org"),
        ("1", "", "d", "6.1", "www.example.org"),
        ("", "Third", "=SUM(A1:A2)", "", ""),
        ("4", "Fourth", "x" * (LONGEST_TEXT + 1), "99 and 6.2", ""),
        ("5", "Fifth", "- a dash is a text", "6.2.1", ""),
        ("6", "Sixth", "d", "16.10", ""),
    ]
    found = read_foreign(as_csv(tmp_path / "l.csv", headings, rows))
    assert [(type(fault), fault.facts["row"]) for fault in found.faults] == [
        (ForeignSdgUnknown, 2),
        (ForeignNameMissing, 3),
        (ForeignIdTwice, 3),
        (ForeignLinkInvalid, 3),
        (ForeignIdMissing, 4),
        (ForeignFormula, 4),
        (ForeignTextTooLong, 5),
        (ForeignSdgUnknown, 5),
    ]
    assert [each.name for each in found.indicators] == ["Fifth", "Sixth"]
    assert found.indicators[1].sdg == ("16.10",)
    assert not found.is_iris
    assert refusal_sentence(found.faults[1], "fr").startswith("Ligne 3 : la colonne « Name » est vide.")
    assert "4.10" in refusal_sentence(found.faults[0], "ar")


def test_code_in_a_column_of_codes_keeps_its_last_zero(tmp_path):
    path = as_csv(tmp_path / "l.csv", ("Name", "SDG"), [("a", "16.1"), ("b", "16.10")])
    assert [each.sdg for each in read_foreign(path).indicators] == [("16.1",), ("16.10",)]


def test_empty_row_is_no_fault(tmp_path):
    path = as_csv(tmp_path / "l.csv", ("ID", "Name", "x"), [("1", "a", ""), ("", "", "9"), ("2", "b", "")])
    found = read_foreign(path)
    assert ([each.row for each in found.indicators], found.faults) == ([2, 4], ())


def test_file_that_is_no_table_is_refused(tmp_path):
    path = tmp_path / "l.csv"
    path.write_bytes(b"\x00\x01\x02\x03 not a table")
    with pytest.raises(UnreadableFile):
        read_foreign(path)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Goal 4", ("4",)),
        ("ODD 4.1, 4.1 et 5.A", ("4.1", "5.a")),
        ("8.5.2/8.6", ("8.5.2", "8.6")),
        ("no code here, v2x", ()),
        ("", ()),
    ],
)
def test_codes_are_found_among_words(text, codes):
    assert sdg_codes(text) == codes
