"""`miqyas answers flatten`, as a person types it."""

import csv
import json

import duckdb
import pytest
from tests.miqyas.interchange.answers.visits import answer

from miqyas.cli.main import main

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Visite</h:title><model><instance><data id="visit" version="{version}"><age/><remark/></data></instance>
<bind nodeset="/data/age" type="int"/><bind nodeset="/data/remark" type="string"/></model></h:head>
<h:body><input ref="/data/age"><label>Votre âge</label></input><input ref="/data/remark"><label>Mot</label></input>
</h:body></h:html>"""


@pytest.fixture
def place(tmp_path):
    (tmp_path / "visit.xml").write_text(XFORM.format(version="1"), encoding="utf-8")
    folder = tmp_path / "answers"
    (folder / "uuid2").mkdir(parents=True)
    (folder / "a.xml").write_bytes(answer("<age>31</age><remark/>"))
    (folder / "uuid2" / "submission.xml").write_bytes(answer("<age>45</age>", key="uuid:2"))
    return tmp_path


def typed(place, *more):
    arguments = [str(place / "visit.xml"), str(place / "answers"), "--out", str(place / "out")]
    return main(["answers", "flatten", *arguments, *more])


def test_flatten_writes_tables_states_and_the_dictionary(place, capsys):
    assert typed(place, "--lang", "fr") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Réponses lues : 2 ; dans les tables : 2",
        "answers : 2 lignes, 8 colonnes",
    ]
    assert sorted(path.name for path in (place / "out").iterdir()) == [
        "answers.parquet",
        "answers.states.parquet",
        "columns.csv",
    ]
    found = duckdb.sql(f"SELECT _source, age FROM '{place}/out/answers.parquet'").fetchall()
    assert found == [("a.xml", 31), ("uuid2/submission.xml", 45)]
    states = duckdb.sql(f"SELECT remark FROM '{place}/out/answers.states.parquet'").fetchall()
    assert states == [(1,), (2,)]
    with (place / "out" / "columns.csv").open(encoding="utf-8") as file:
        (age,) = [row for row in csv.DictReader(file) if row["column"] == "age"]
    assert (age["type"], age["label"], age["path"]) == ("integer", "Votre âge", "/data/age")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "« age » contient « 4x » ; attendu : un nombre entier."),
        ("ar", "المنتظر: \u2068عدد صحيح\u2069"),
        ("en", "“age” holds “4x”, which is no whole number."),
    ],
)
def test_flatten_tells_all_bad_answers_at_once_and_writes_nothing(place, capsys, language, said):
    (place / "answers" / "b.xml").write_bytes(answer("<age>4x</age>", key="uuid:3"))
    (place / "answers" / "c.xml").write_bytes(b"\x00\xff not xml")
    assert typed(place, "--lang", language) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "b.xml (uuid:3)" in told
    assert "c.xml" in told
    assert sorted(path.name for path in place.iterdir()) == ["answers", "visit.xml"]


def test_flatten_partial_keeps_the_rest_and_says_what_is_missing(place, capsys):
    (place / "answers" / "c.xml").write_bytes(b"<data")
    assert typed(place, "--partial", "--format", "csv", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["n_read"], record["n_left_out"]) == (3, 1)
    assert [(each["source"], each["code"]) for each in record["misfits"]] == [("c.xml", "AnswerNotXml")]
    assert set(record["misfits"][0]["text"]) == {"fr", "ar", "en"}
    assert (place / "out" / "misfits.csv").read_text(encoding="utf-8").splitlines()[1].startswith("c.xml,,")
    assert (place / "out" / "answers.csv").is_file()


def test_flatten_unites_versions_and_says_what_differs(place, capsys):
    newer = XFORM.format(version="2").replace("remark", "word")
    (place / "visit2.xml").write_text(newer, encoding="utf-8")
    (place / "answers" / "d.xml").write_bytes(answer("<age>9</age><word>b</word>", key="uuid:4", version="2"))
    status = main(
        [
            "answers",
            "flatten",
            str(place / "visit.xml"),
            str(place / "visit2.xml"),
            str(place / "answers"),
            "--out",
            str(place / "out"),
            "--lang",
            "en",
        ]
    )
    assert status == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "! “remark” is no longer asked from version 2 on; the column stays.",
        "! “word” comes with version 2.",
    ]


def test_flatten_refuses_a_folder_that_stands_and_one_without_answers(place, capsys):
    (place / "out").mkdir()
    assert typed(place, "--lang", "en") == 1
    assert "exists already" in capsys.readouterr().err
    (place / "out").rmdir()
    for path in (place / "answers").rglob("*.xml"):
        path.unlink()
    assert typed(place, "--lang", "en") == 1
    assert "no XML file" in capsys.readouterr().err


def test_flatten_refuses_what_is_no_form(place, capsys):
    (place / "visit.xml").write_bytes(b"\x00\x01")
    assert typed(place, "--lang", "fr") == 1
    assert capsys.readouterr().err
    assert main(["answers", "flatten", "absent.xlsx", str(place / "answers"), "--out", str(place / "o")]) == 1


def test_flatten_takes_an_xlsform(place, capsys):
    workbook = place / "visit.md"
    workbook.write_text(
        "| survey |\n| | type | name | label |\n| | integer | age | Âge |\n| | text | remark | Mot |\n"
        "| settings |\n| | form_id | version |\n| | visit | 1 |\n",
        encoding="utf-8",
    )
    assert (
        main(["answers", "flatten", str(workbook), str(place / "answers"), "--out", str(place / "out")]) == 0
    )
    assert (place / "out" / "answers.parquet").is_file()
    workbook.write_text("| survey |\n| | type | name |\n| | nothing | age |\n", encoding="utf-8")
    assert (
        main(["answers", "flatten", str(workbook), str(place / "answers"), "--out", str(place / "o2")]) == 1
    )
