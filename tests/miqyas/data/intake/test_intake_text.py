"""Text files: layouts that are read, and layouts that are refused with their place."""

import csv

import pytest

from miqyas.data.intake import Limits, read_table
from miqyas.errors import (
    BinaryFile,
    CellTooLong,
    DuplicatedHeader,
    EmptyFile,
    EmptyHeader,
    FileNotThere,
    FormulaText,
    NoRows,
    RaggedLine,
    StrayQuote,
    TooBig,
    TooManyColumns,
    TooManyRows,
    UnclosedQuote,
    UnknownEncoding,
    WrongEncoding,
)

ACCENTS = "prénom;région\nAïcha;Drâa-Tafilalet\n"
ARABIC = "الاسم,الجهة\nعائشة,سوس ماسة\n"


def refused(refusal, path, **options):
    with pytest.raises(refusal) as caught:
        read_table(path, **options)
    return caught.value.facts


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_separator_is_found(written, delimiter):
    content = delimiter.join("abc") + "\n" + delimiter.join("123") + "\n"
    with read_table(written(content)) as table:
        assert (table.delimiter, table.names, table.preview()) == (delimiter, ("a", "b", "c"), [[1, 2, 3]])


def test_commas_inside_a_label_do_not_win_over_semicolons(written):
    with read_table(written("Âge, en années;Sexe\n31;F\n45;H\n")) as table:
        assert table.names == ("Âge, en années", "Sexe")


def test_the_hint_of_excel_is_obeyed_and_lines_still_count(written):
    path = written("sep=;\r\na;b\r\n1;2\r\n")
    with read_table(path) as table:
        assert (table.names, table.preview()) == (("a", "b"), [[1, 2]])
    facts = refused(RaggedLine, written("sep=;\na;b\n1;2\n3\n"))
    assert facts == {"line": 4, "expected": 2, "found": 1}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_end_of_line_is_read(written, end):
    with read_table(written(end.join(["a,b", "1,2", "3,4", ""]))) as table:
        assert table.preview() == [[1, 2], [3, 4]]


def test_quoted_cells_keep_separators_marks_and_line_ends(written):
    with read_table(written('a,b\n"x, ""y""",1\n"deux\nlignes",2\n')) as table:
        assert table.preview() == [['x, "y"', 1], ["deux\nlignes", 2]]


def test_empty_lines_are_skipped_and_told(written):
    with read_table(written("\na,b\n\n1,2\n\n3,4\n\n")) as table:
        assert table.preview() == [[1, 2], [3, 4]]
        assert [(note.key, dict(note.facts)) for note in table.notes] == [("blank_lines", {"count": 3})]


def test_names_of_digits_are_told(written):
    with read_table(written("12,3.5\n1,2\n")) as table:
        assert [note.key for note in table.notes] == ["numeric_header"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_utf_with_or_without_its_mark_is_read(written, encoding):
    with read_table(written(ARABIC.encode(encoding))) as table:
        assert table.preview() == [["عائشة", "سوس ماسة"]]
        assert table.names == ("الاسم", "الجهة")


@pytest.mark.parametrize(
    ("text", "guess", "offset"), [(ACCENTS, "windows-1252", 2), (ARABIC, "windows-1256", 0)]
)
def test_another_encoding_is_guessed_but_read_only_when_asked(written, text, guess, offset):
    path = written(text.encode(guess))
    assert refused(WrongEncoding, path) == {
        "file": "table.csv", "expected": "UTF-8", "line": 1, "offset": offset, "guess": guess,
    }  # fmt: skip
    with read_table(path, encoding=guess) as table:
        assert table.names == tuple(next(csv.reader([text.splitlines()[0]], delimiter=table.delimiter)))
        assert "encoding_given" in [note.key for note in table.notes]


def test_the_place_of_a_wrong_byte_is_exact_past_the_first_block(written):
    lines = b"a,b\n" + b"1,2\n" * 400_000
    facts = refused(WrongEncoding, written(lines + "é,3\n".encode("cp1252")))
    assert (facts["line"], facts["offset"]) == (400_002, len(lines))


def test_a_letter_cut_at_the_end_of_the_file_is_refused(written):
    facts = refused(WrongEncoding, written("a\né".encode()[:-1]))
    assert (facts["line"], facts["offset"]) == (2, 2)


def test_utf_16_without_its_mark_is_named(written):
    path = written("code,valeur\n1,2\n".encode("utf-16-le"))
    assert refused(WrongEncoding, path)["guess"] == "utf-16"
    with read_table(path, encoding="utf-16-le") as table:
        assert table.preview() == [[1, 2]]


@pytest.mark.parametrize("encoding", ["klingon", "zlib", "rot13", "undefined", ""])
def test_an_encoding_that_is_none_is_refused(written, encoding):
    assert refused(UnknownEncoding, written("a\n1\n"), encoding=encoding) == {"encoding": encoding}


@pytest.mark.parametrize("content", ["", "\n\n\n"])
def test_an_empty_file_is_refused(written, content):
    assert refused(EmptyFile, written(content)) == {"file": "table.csv"}


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refused(FileNotThere, tmp_path / "absent.csv") == {"file": "absent.csv"}
    assert refused(FileNotThere, tmp_path, name="dossier") == {"file": "dossier"}


@pytest.mark.parametrize("content", ["a,b\n", "a,b", "a,b\n\n"])
def test_names_without_rows_are_refused(written, content):
    assert refused(NoRows, written(content)) == {"file": "table.csv"}


@pytest.mark.parametrize(
    ("heading", "facts"),
    [
        ("revenu,âge,revenu", {"name": "revenu", "found": 2, "positions": "1, 3"}),
        ("Revenu,âge, REVENU ", {"name": "Revenu", "found": 2, "positions": "1, 3"}),
        ("É,é,x", {"name": "É", "found": 2, "positions": "1, 2"}),
    ],
)
def test_a_name_that_stands_twice_is_refused_with_its_places(written, heading, facts):
    assert refused(DuplicatedHeader, written(f"{heading}\n1,2,3\n")) == facts


@pytest.mark.parametrize(("heading", "position"), [(",a,b", 1), ("a, ,b", 2), ("a,b,", 3)])
def test_a_column_without_a_name_is_refused(written, heading, position):
    assert refused(EmptyHeader, written(f"{heading}\n1,2,3\n")) == {"position": position}


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        ("1,2\n3\n", {"line": 3, "expected": 2, "found": 1}),
        ("1,2\n3,4,5\n", {"line": 3, "expected": 2, "found": 3}),
        ('1,"deux\nlignes"\n\n3\n', {"line": 5, "expected": 2, "found": 1}),
    ],
)
def test_a_line_with_another_number_of_fields_is_refused(written, lines, facts):
    assert refused(RaggedLine, written("a,b\n" + lines)) == facts


@pytest.mark.parametrize("rest", ["", "3,4\n", "3,4\n" * 60_000])
def test_a_quotation_mark_left_open_is_refused(written, rest):
    assert refused(UnclosedQuote, written(f'a,b\n1,2\n"x,2\n{rest}')) == {"line": 3}


def test_text_after_a_closing_mark_is_refused(written):
    assert refused(StrayQuote, written('a,b\n1,2\n"x"y,2\n')) == {"line": 3}


def test_two_hundred_thousand_columns_are_counted_and_refused(written):
    n = 200_000
    content = ",".join(f"v{k}" for k in range(n)) + "\n" + ",".join(["1"] * n) + "\n"
    assert refused(TooManyColumns, written(content)) == {"file": "table.csv", "found": n, "maximum": 5_000}


def test_limits_on_weight_rows_and_cells_are_kept(written):
    path = written("a,b\n" + "1,2\n" * 11)
    assert refused(TooBig, path, limits=Limits(file_bytes=40)) == {
        "file": "table.csv",
        "found": 48,
        "maximum": 40,
    }
    assert refused(TooManyRows, path, limits=Limits(rows=10)) == {"file": "table.csv", "maximum": 10}
    with read_table(path, limits=Limits(rows=11)) as table:
        assert table.n_rows == 11
    long = written("a,b\n1,2\n3," + "x" * 32_768 + "\n")
    assert refused(CellTooLong, long) == {"line": 3, "column": 2, "found": 32_768, "maximum": 32_767}
    with read_table(written("a,b\n3," + "x" * 32_767 + "\n")) as table:
        assert len(table.preview()[0][1]) == 32_767


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "=HYPERLINK(A1)", "=cmd|' /C calc'!A0", "@SUM(A1:A9)", "+cmd|' /C calc'!A0", "-2+SUM(A1)", "+A1", "-A1*2",
     "\t=1+1"],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_would_run_is_refused(written, cell):
    path = written(f'a,remarque\n1,"bien\nsûr"\n2,"{cell}"\n')
    assert refused(FormulaText, path) == {"line": 4, "column": "remarque", "found": cell}


@pytest.mark.parametrize(
    "cell",
    [
        "-5",
        "- deux chèvres",
        "-",
        "+",
        "=",
        "==",
        "@miqyas",
        "+212612345678",
        "-1 (perte)",
        "a=b",
        "--",
        "-n/a",
    ],
)
def test_a_text_that_only_starts_with_a_sign_is_read(written, cell):
    with read_table(written(f'a,remarque\n1,"{cell}"\n2,"autre"\n')) as table:
        assert table.preview()[0][1] == cell


def test_a_name_that_a_spreadsheet_would_run_is_refused(written):
    assert refused(FormulaText, written("a,=1+1\n1,2\n")) == {"line": 1, "column": 2, "found": "=1+1"}


def test_a_zero_byte_is_refused_wherever_it_stands(written):
    assert refused(BinaryFile, written(b"a,b\n1,\x00\n")) == {
        "file": "table.csv",
        "offset": 6,
        "found": "0x00",
    }
    far = b"a,b\n" + b"1,2\n" * 40_000
    assert refused(BinaryFile, written(far + b"\x00,2\n"))["offset"] == len(far)


@pytest.mark.parametrize(
    "heading",
    [
        'a"; drop table x;--',
        "x'); DROP TABLE data;--",
        "{0}",
        "%s",
        "select",
        "c0",
        "rowid",
        "*",
        "a/../b",
        "😀",
        "\\",
    ],
)
def test_a_hostile_name_is_only_a_name(written, tmp_path, heading):
    from miqyas.data.intake import freeze
    from miqyas.data.relation import open_relation

    quoted = heading.replace('"', '""')
    with read_table(written(f'"{quoted}",b\n1,2\n')) as table:
        assert table.names == (heading, "b")
        frozen = freeze(table, tmp_path / "store")
    assert open_relation(frozen.path).columns == (heading, "b")


@pytest.mark.parametrize(
    "name", ["a'b.csv", 'a"b.csv', "a*.csv", "a[1].csv", "é;--.csv", "x=1.csv", "{a}.csv"]
)
def test_a_hostile_file_name_is_only_a_name(written, name):
    with read_table(written("a\n1\n", name)) as table:
        assert (table.file, table.preview()) == (name, [[1]])
