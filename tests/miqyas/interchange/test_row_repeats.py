"""Workbooks whose sheets hold rows of repeats: found, tied, written at their place, judged; every fault told."""

from contextlib import ExitStack

import pytest
from lxml import etree
from openpyxl import Workbook
from pyxform.xls2xform import convert

from miqyas.data.intake import peek_sheets, read_table
from miqyas.interchange.rows import RowRules, RowWriter, match_columns
from miqyas.interchange.rows.faults import SENTENCES
from miqyas.interchange.rows.proposing import Sheet, propose_sheets
from miqyas.interchange.rows.tying import BookSheet, TiedBook
from miqyas.interchange.xform import read_xform

SURVEY = [
    {"type": "text", "name": "commune", "label": "Commune", "required": "yes"},
    {"type": "integer", "name": "n", "label": "Combien de personnes ?"},
    {"type": "begin group", "name": "foyer", "label": "Foyer"},
    {"type": "begin repeat", "name": "membre", "label": "Membre", "repeat_count": "${n}"},
    {"type": "text", "name": "prenom", "label": "Prénom", "required": "yes"},
    {"type": "integer", "name": "age", "label": "Âge", "constraint": ". < 120"},
    {"type": "begin group", "name": "ecole", "label": "École", "relevant": "${age} > 5"},
    {"type": "text", "name": "niveau", "label": "Niveau", "required": "${age} < 16"},
    {"type": "begin repeat", "name": "annee", "label": "Année"},
    {"type": "integer", "name": "note", "label": "Note", "constraint": ". <= 20 and ${age} > 6"},
    {"type": "end repeat"},
    {"type": "end group"},
    {"type": "end repeat"},
    {"type": "end group"},
    {"type": "geopoint", "name": "lieu", "label": "Lieu"},
    {"type": "dateTime", "name": "quand", "label": "Quand"},
    {"type": "select_multiple eaux", "name": "eau", "label": "Eau"},
]
CHOICES = [{"list_name": "eaux", "name": name, "label": name.title()} for name in ("puits", "reseau")]
FORM = read_xform(
    convert({"survey": SURVEY, "choices": CHOICES, "settings": [{"form_id": "foyers", "version": "1"}]})
    .xform.encode()
)  # fmt: skip
MEMBER, YEAR = "/data/foyer/membre", "/data/foyer/membre/ecole/annee"
MAIN = [["commune", "n", "_index"], ["Ait Inventé", 2, 1], ["Douar Exemple", 1, 2], ["Sans membre", 0, 3]]
# As KoboToolbox exports them: out of order on purpose, and a blank line that shifts what follows.
MEMBERS = [
    ["foyer/membre/prenom", "foyer/membre/age", "foyer/membre/ecole/niveau", "_index", "_parent_table_name", "_parent_index"],
    ["Touda", 30, None, 1, "foyers", 2],
    ["Idir", 40, "bac", 2, "foyers", 1],
    [],
    ["Zineb", 9, "primaire", 3, "foyers", 1],
]  # fmt: skip
YEARS = [["note", "_parent_index"], [12, 3], [15, 2], [14, 3]]
PARTS = {"Foyers": MAIN, "membre": MEMBERS, "annee": YEARS}


def saved(folder, parts):
    book = Workbook()
    book.remove(book.active)
    for title, rows in parts.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "foyers.xlsx"
    book.save(path)
    return path


def brought(folder, parts, *, form=FORM):
    """The answers of a workbook and all its faults, sheets found by themselves."""
    path = saved(folder, parts)
    proposed = propose_sheets(form, [Sheet(one.title, one.names) for one in peek_sheets(path)])
    sheets = [*proposed.values()]
    with ExitStack() as stack:
        tables = {one.title: stack.enter_context(read_table(path, sheet=one.title)) for one in sheets}
        book = TiedBook(form, sheets, tables)
        columns = {one.repeat: one.columns for one in sheets}
        main, repeats = columns[""], {repeat: each for repeat, each in columns.items() if repeat}
        writer, rules = RowWriter(form, main, repeats), RowRules(form, main, repeats)
        answers, faults = [], [*book.faults]
        for row in book.rows():
            options = {"row": row.row, "under": row.under, "sheet": row.sheet}
            xml, found = writer.write(row.cells, instance_id=f"uuid:{row.row}", **options)
            faults += found or rules.faults(xml, **options)
            answers.append(etree.fromstring(xml))
    return answers, [(one.sheet, one.row, one.column, one.code) for one in faults]


def changed(title, place, **cells):
    """The parts with cells of one row changed."""
    rows = [list(row) for row in PARTS[title]]
    for name, value in cells.items():
        column = next(at for at, head in enumerate(rows[0]) if head.rpartition("/")[2] == name)
        rows[place][column] = value
    return {**PARTS, title: rows}


def test_each_sheet_finds_its_repeat_and_what_ties_it(tmp_path):
    peeks = peek_sheets(saved(tmp_path, PARTS))
    assert [(one.title, one.n_rows) for one in peeks] == [("Foyers", 3), ("membre", 3), ("annee", 3)]
    found = propose_sheets(FORM, [Sheet(one.title, one.names) for one in peeks])
    assert {title: (one.repeat, one.parent, one.key) for title, one in found.items()} == {
        "Foyers": ("", "", ""),
        "membre": (MEMBER, "_parent_index", "_index"),
        "annee": (YEAR, "_parent_index", "_index"),
    }
    assert found["membre"].columns["foyer/membre/prenom"] == f"{MEMBER}/prenom"


@pytest.mark.parametrize(
    ("parent", "key"),
    [("PARENT_KEY", "KEY"), ("_parent", "_key"), ("_submission__uuid", "_uuid"), ("menage", "menage")],
)
def test_other_tools_tie_by_other_columns(parent, key):
    sheets = [Sheet("f", ["commune", key]), Sheet("f-membre", ["prenom", parent])]
    found = propose_sheets(FORM, sheets)["f-membre"]
    assert (found.repeat, found.parent, found.key) == (MEMBER, parent, key)


def test_a_sheet_of_another_name_is_known_by_its_columns_and_one_of_nothing_is_left_out():
    sheets = [Sheet("A", ["commune"]), Sheet("B", ["prenom", "age"]), Sheet("Lisez-moi", ["texte"])]
    assert {one.title: one.repeat for one in propose_sheets(FORM, sheets).values()} == {"A": "", "B": MEMBER}
    assert propose_sheets(FORM, [Sheet("Lisez-moi", ["texte"])]) == {}


def test_rows_stand_under_their_answer_at_their_place_in_the_form(tmp_path):
    answers, faults = brought(tmp_path, PARTS)
    assert faults == []
    assert [each.findtext("commune") for each in answers] == ["Ait Inventé", "Douar Exemple", "Sans membre"]
    first = answers[0].findall("foyer/membre")
    assert [one.findtext("prenom") for one in first] == ["Idir", "Zineb"]
    assert [[note.text for note in one.findall("ecole/annee/note")] for one in first] == [
        ["15"],
        ["12", "14"],
    ]
    assert [child.tag for child in answers[0]] == ["commune", "n", "foyer", "meta"]
    assert answers[2].find("foyer") is None


@pytest.mark.parametrize(
    ("title", "place", "cells", "fault"),
    [
        ("membre", 1, {"_parent_index": 9}, ("membre", 2, "_parent_index", "orphan")),
        ("membre", 1, {"_parent_index": None}, ("membre", 2, "_parent_index", "unattached")),
        ("Foyers", 2, {"_index": 1}, ("Foyers", 3, "_index", "key_twice")),
        # The line of the sheet, although a blank one stands before it.
        ("membre", 4, {"prenom": None}, ("membre", 5, "foyer/membre/prenom", "required")),
        ("membre", 4, {"age": 130}, ("membre", 5, "foyer/membre/age", "constraint")),
        ("membre", 4, {"age": "beaucoup"}, ("membre", 5, "foyer/membre/age", "integer")),
        # Required below sixteen alone: the condition is of the same row, not of the first.
        ("membre", 4, {"niveau": None}, ("membre", 5, "foyer/membre/ecole/niveau", "required")),
        ("membre", 2, {"age": 4}, ("membre", 3, "foyer/membre/ecole/niveau", "irrelevant")),
        ("annee", 2, {"note": 21}, ("annee", 3, "note", "constraint")),
        ("Foyers", 1, {"n": 1}, ("membre", 5, "", "too_many")),
    ],
)
def test_each_fault_is_told_with_its_sheet_and_its_line(tmp_path, title, place, cells, fault):
    assert fault in brought(tmp_path, changed(title, place, **cells))[1]


def test_all_faults_are_told_at_once_and_what_hangs_on_an_orphan_is_not_told_again(tmp_path):
    parts = changed("membre", 4, _parent_index=99)
    parts["Foyers"] = [*MAIN, ["", 1, 4]]
    _answers, faults = brought(tmp_path, parts)
    # Zineb belongs to nobody; her two years are not told; the new answer lacks what it must have.
    assert faults == [("membre", 5, "_parent_index", "orphan"), ("Foyers", 5, "commune", "required")]


def test_columns_that_hold_parts_of_an_answer_are_put_together():
    heads = ["lieu/latitude", "_lieu_longitude", "lieu-Altitude", "quand", "quand/offset", "eau/puits", "eau/reseau"]  # fmt: skip
    columns = match_columns(FORM, heads)
    assert columns["_lieu_longitude"] == "/data/lieu/longitude"
    cells = dict(zip(heads, [31.63, -8, None, "2026-11-23 08:30:00", 60, True, "0"], strict=True))
    xml, faults = RowWriter(FORM, columns).write(cells, row=2, instance_id="uuid:1")
    answer = etree.fromstring(xml)
    assert faults == []
    assert answer.findtext("lieu") == "31.63 -8 0 0"
    assert answer.findtext("quand") == "2026-11-23T09:30:00+01:00"
    assert answer.findtext("eau") == "puits"
    # Half a position is no position.
    _xml, (fault,) = RowWriter(FORM, columns).write(cells | {"_lieu_longitude": None}, row=2, instance_id="u")
    assert fault.code == "geopoint"


def test_a_count_the_form_computes_is_judged_and_one_it_cannot_is_named():
    rows = [
        {"type": "integer", "name": "n", "label": "n"},
        {"type": "begin repeat", "name": "m", "label": "m", "repeat_count": "${n} + 1"},
        {"type": "text", "name": "a", "label": "a"},
        {"type": "end repeat"},
    ]
    form = read_xform(convert({"survey": rows, "settings": [{"form_id": "f"}]}).xform.encode())
    assert form.repeat_counts == {"/data/m": "/data/m_count"}
    assert RowRules(form, {"n": "/data/n"}, {"/data/m": {"a": "/data/m/a"}}).unjudged == ()
    assert RowRules(form, {"x": "/data/x"}, {"/data/m": {"a": "/data/m/a"}}).unjudged == ("m",)


def test_keys_are_one_whether_written_3_or_3_0(tmp_path):
    path = saved(
        tmp_path, {"A": [["commune", "k"], ["x", "3"]], "B": [["prenom", "k"], ["y", 3.0], ["z", "3"]]}
    )
    sheets = [
        BookSheet("A", "", {"commune": "/data/commune"}),
        BookSheet("B", MEMBER, {"prenom": f"{MEMBER}/prenom"}, "k", "k"),
    ]
    with ExitStack() as stack:
        tables = {one.title: stack.enter_context(read_table(path, sheet=one.title)) for one in sheets}
        book = TiedBook(FORM, sheets, tables)
        assert book.faults == []
        assert [len(row.under[MEMBER]) for row in book.rows()] == [2]


@pytest.mark.parametrize("code", ["orphan", "unattached", "key_twice", "too_many", "identifier"])
def test_each_fault_speaks_three_languages(code):
    assert set(SENTENCES[code]) == {"fr", "ar", "en"}
