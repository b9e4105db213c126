"""What a column of texts turns out to hold, and what is told about it."""

import pytest

from miqyas.data.intake import read_table
from miqyas.data.intake.note_words import SENTENCES
from miqyas.data.intake.notes import Note
from miqyas.errors import NumberTooLarge


@pytest.fixture
def column_of(written):
    """Read one column of cells from a file separated by semicolons, beside a column that has no gap."""

    def read(*cells, delimiter=";"):
        lines = [f"x{delimiter}id", *(f'"{cell}"{delimiter}{n}' for n, cell in enumerate(cells))]
        with read_table(written("\n".join(lines) + "\n")) as table:
            return table.columns[0], [row[0] for row in table.preview(len(cells))]

    return read


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["1", "2", "-3"], "integer", [1, 2, -3]),
        (["1.0", "2", "3e2"], "integer", [1, 2, 300]),
        (["1.5", "2", ".5", "5."], "number", [1.5, 2.0, 0.5, 5.0]),
        ([" 1 ", "2\u00a0"], "integer", [1, 2]),
        (["1,5", "2", "-1 234,25"], "number", [1.5, 2.0, -1234.25]),
        (["1\u202f234", "12\u00a0000,5"], "number", [1234.0, 12000.5]),
        (["٣", "١٢", "٠"], "integer", [3, 12, 0]),
        (["۳٫۵", "۴"], "number", [3.5, 4.0]),
        (["١٬٢٣٤", "٥"], "integer", [1234, 5]),
        (["01", "02", "10"], "text", ["01", "02", "10"]),
        (["+212612345678", "+212600000000"], "text", ["+212612345678", "+212600000000"]),
        (["123456789012345678", "1"], "integer", [123456789012345678, 1]),
        (["1234567890123456789", "1"], "text", ["1234567890123456789", "1"]),
        (["true", "FALSE", "True"], "boolean", [True, False, True]),
        (["vrai", "faux"], "boolean", [True, False]),
        (["oui", "non"], "text", ["oui", "non"]),
        (["0", "1"], "integer", [0, 1]),
        (["2024-02-29", "2023-01-01"], "date", ["2024-02-29", "2023-01-01"]),
        (["2023-02-29", "2023-01-01"], "text", ["2023-02-29", "2023-01-01"]),
        (["31/12/2024", "1/2/2024"], "date", ["2024-12-31", "2024-02-01"]),
        (["31-12-2024", "01.02.2024"], "date", ["2024-12-31", "2024-02-01"]),
        (["2024-05-01 10:20", "2024-05-01T10:20:30.5"], "datetime", ["2024-05-01 10:20:00", "2024-05-01 10:20:30.5"]),
        (["2024-05-01 00:00:00"], "date", ["2024-05-01"]),
        (["2024-05-01T10:20:30.000+01:00"], "datetime", ["2024-05-01 09:20:30"]),
        (["31/12/2024 08:30"], "datetime", ["2024-12-31 08:30:00"]),
        (["1", "abc"], "text", ["1", "abc"]),
        (["inf", "1"], "text", ["inf", "1"]),
        (["0x1F", "1_000"], "text", ["0x1F", "1_000"]),
        (["  a b ", "c"], "text", ["  a b ", "c"]),
    ],
)  # fmt: skip
def test_a_column_has_the_type_that_every_cell_allows(column_of, cells, kind, values):
    column, found = column_of(*cells)
    assert (column.type, found) == (kind, values)


def test_the_type_holds_beyond_the_first_cells(column_of):
    column, _ = column_of(*["1"] * 2_000, "deux")
    assert (column.type, column.n_distinct) == ("text", 2)
    assert dict(column.notes[0].facts) == {"count": 1, "total": 2001, "row": 2001, "example": "deux"}


@pytest.mark.parametrize(
    ("cells", "delimiter", "key", "example"),
    [
        (["01", "2"], ";", "leading_zeros", "01"),
        (["+212612345678"], ";", "plus_sign", "+212612345678"),
        (["230780211111100012345678"], ";", "long_codes", "230780211111100012345678"),
        (["1,5", "2"], ";", "decimal_comma", "1,5"),
        (["1,5", "2"], ",", "decimal_comma", "1,5"),
        (["1,234", "2,500"], ";", "decimal_comma", "1,234"),
        (["1,234", "2,500"], ",", "ambiguous_commas", "1,234"),
        (["1,234,567", "12"], ";", "ambiguous_commas", "1,234,567"),
        (["١٢", "٣"], ";", "arabic_digits", "١٢"),
        (["01/02/2024", "03/04/2024"], ";", "day_first_assumed", "01/02/2024"),
        (["12/31/2024", "01/02/2024"], ";", "month_first", "12/31/2024"),
        (["2024-05-01T10:20:30Z"], ";", "universal_time", "2024-05-01T10:20:30Z"),
    ],
)
def test_a_choice_that_could_surprise_is_told(column_of, cells, delimiter, key, example):
    column, _ = column_of(*cells, delimiter=delimiter)
    assert [(note.key, note.facts["example"]) for note in column.notes] == [(key, example)]


def test_a_day_past_twelve_says_which_comes_first(column_of):
    assert column_of("31/12/2024", "01/02/2024")[0].notes == ()


def test_missing_is_counted_by_the_way_it_is_written(column_of):
    column, values = column_of("1", "", "NA", "n/a", ".", "nan", "NULL", " NA ", "2")
    assert (column.type, column.n_missing, values) == ("integer", 7, [1, *[None] * 7, 2])
    assert column.missing_codes == {"": 1, ".": 1, "NA": 2, "NULL": 1, "n/a": 1, "nan": 1}
    assert (column.minimum, column.maximum, column.mean, column.n_distinct) == (1, 2, 1.5, 2)


def test_a_column_without_any_value_says_so(column_of):
    column, _ = column_of("", "NA")
    assert (column.type, column.n_missing, column.n_distinct, column.examples) == ("text", 2, 0, ())
    assert [note.key for note in column.notes] == ["all_missing"]


def test_a_number_past_every_double_is_refused(column_of):
    with pytest.raises(NumberTooLarge) as refusal:
        column_of("1", "1e400")
    assert refusal.value.facts == {"row": 2, "column": "x", "found": float("inf")}


def test_examples_are_the_first_five_different_values(column_of):
    assert column_of(*"aabacdefg")[0].examples == ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nom", "name"), ("Nom et prénom", "name"), ("NomComplet", "name"), ("الاسم الكامل", "name"),
        ("إسم", "name"), ("first_name", "name"), ("nom_commune", None), ("village name", None),
        ("اسم القرية", None), ("Tél.", "phone"), ("رقم الهاتف", "phone"), ("phone_number", "phone"),
        ("adresse e-mail", "email"), ("البريد الإلكتروني", "email"), ("N° CIN", "national_id"),
        ("البطاقة الوطنية", "national_id"), ("_gps_latitude", "gps"), ("خط العرض", "gps"), ("Adresse", "address"),
        ("date_naissance", "birth_date"), ("تاريخ الازدياد", "birth_date"), ("RIB", "bank"), ("photo", "image"),
        ("deviceid", "device"), ("revenu", None), ("nombre", None), ("tribu", None), ("latin", None),
    ],
)  # fmt: skip
def test_words_of_a_header_suggest_a_personal_column(written, name, reason):
    with read_table(written(f'"{name}"\nzz\nyy\n')) as table:
        assert table.columns[0].looks_personal == reason


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["0612345678", "06 61 23 45 67", "+212 5 22 12 34 56"], "phone"),
        (["612345678", "761234567"], "phone"),
        (["212612345678", "212712345678"], "phone"),
        (["212345678", "1"], None),
        (["idir@example.ma", "touda@coop.org.ma"], "email"),
        (["rien", "touda@coop.ma", "non"], "email"),
        (["AB123456", "K012345", "QA98765"], "national_id"),
        (["33.57 -7.58", "34.02, -6.83"], None),
        (["33.5731 -7.5898 0 0", "34.0201, -6.8301"], "gps"),
        (["230780211111100012345678"], "bank"),
        (["cumin", "safran"], None),
    ],
)
def test_cells_suggest_a_personal_column(column_of, cells, reason):
    assert column_of(*cells)[0].looks_personal == reason


def test_a_table_with_many_columns_is_profiled_whole(written):
    names = [f"v{n}" for n in range(300)]
    content = ",".join(names) + "\n" + ",".join(map(str, range(300))) + "\n"
    with read_table(written(content)) as table:
        assert [column.mean for column in table.columns] == list(range(300))


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_a_note_speaks_three_languages_with_the_same_facts(key):
    facts = dict.fromkeys(("extension", "kind", "encoding", "delimiter", "count", "sheet", "others", "cells", "example", "total", "row", "format"), "7")  # fmt: skip
    texts = Note(key, facts).text
    assert set(texts) == {"fr", "ar", "en"}
    assert len({text.count("7") for text in texts.values()}) == 1
