import argparse
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from tests.miqyas.theory.theories import sound, without

from miqyas.cli.commands import theory as command
from miqyas.errors import DrawingNotWritten, NotATable, NotATheorySheet, TheoryFileMissing
from miqyas.theory.spreadsheet import to_csv, to_xlsx

EXAMPLES = Path(__file__).parents[3] / "content/examples/theories"


def call(*arguments, language="fr"):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    args = parser.parse_args([str(argument) for argument in arguments])
    args.language = getattr(args, "lang", language)
    return command.run(args)


def test_sound_theory_is_told_so_and_exits_zero(tmp_path, capsys):
    path = tmp_path / "t.json"
    path.write_bytes(sound().canonical())
    assert call("check", path) == 0
    assert capsys.readouterr().out == (
        "Qualité de la théorie\u00a0: 100 sur 100 (règles 2.0).\n\n"
        "Rien à reprendre. Les règles jugent l’écriture de la théorie, pas sa vérité.\n"
    )


@pytest.mark.parametrize(
    ("language", "score", "rule"),
    [
        ("fr", "sur 100", "Lien sans hypothèse (points perdus 1,5)"),
        ("ar", "من 100", "رابط بلا افتراض (نقط ضائعة 1,5)"),
        ("en", "86 out of 100", "Link without assumption (points lost 1.5)"),
    ],
)
def test_weak_theory_is_told_why_and_exits_one(language, score, rule, capsys):
    assert call("check", EXAMPLES / "rural-school-dropout.json", "--lang", language) == 1
    printed = capsys.readouterr().out
    assert score in printed.splitlines()[0]
    assert rule in printed.splitlines()


def test_json_holds_every_language_and_every_rule(tmp_path, capsys):
    path = tmp_path / "t.json"
    path.write_bytes(without(sound(), "better").canonical())
    assert call("check", path, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["score"], found["maximum"], found["rules_version"]) == (97, 100, "2.0")
    assert [finding["rule"] for finding in found["findings"]] == ["no_impact"]
    assert sorted(found["findings"][0]["text"]) == ["ar", "en", "fr"]
    assert len(found["by_rule"]) == 38


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_spreadsheet_is_read_as_the_json_is(tmp_path, capsys, form):
    theory = without(sound(), "better")
    path = tmp_path / f"t.{form}"
    path.write_bytes((to_xlsx if form == "xlsx" else to_csv)(theory, language="ar"))
    assert call("check", path, "--json") == 1
    assert json.loads(capsys.readouterr().out)["score"] == 97


@pytest.mark.parametrize(
    ("language", "where"),
    [
        ("fr", "Éléments · ligne 2 · Niveau"),
        ("ar", "العناصر · السطر 2 · المستوى"),
        ("en", "Elements · row 2 · Level"),
    ],
)
def test_faults_of_a_spreadsheet_are_told_with_their_place(tmp_path, capsys, language, where):
    path = tmp_path / "t.csv"
    path.write_text("Sheet;level;title\nElements;dream;A\nElements;output;\n", encoding="utf-8")
    assert call("check", path, language=language) == 1
    told = capsys.readouterr().err.splitlines()
    assert where in told
    assert len(told) == 5
    assert call("draw", path, "--out", tmp_path / "t.svg", language=language) == 1
    assert not (tmp_path / "t.svg").exists()


def test_drawing_is_written(tmp_path):
    out = tmp_path / "t.svg"
    assert call("draw", EXAMPLES / "argan-cooperative.json", "--out", out, "--lang", "ar") == 0
    assert ET.fromstring(out.read_text(encoding="utf-8")).get("lang") == "ar"


def test_what_cannot_be_read_or_written_is_refused(tmp_path):
    with pytest.raises(TheoryFileMissing):
        call("check", tmp_path / "absent.json")
    (tmp_path / "t.csv").write_text("name;age\nAmina;3\n", encoding="utf-8")
    with pytest.raises(NotATheorySheet):
        call("check", tmp_path / "t.csv")
    (tmp_path / "t.xlsx").write_bytes(b"%PDF-1.4")
    with pytest.raises(NotATable):
        call("check", tmp_path / "t.xlsx")
    with pytest.raises(DrawingNotWritten):
        call("draw", EXAMPLES / "argan-cooperative.json", "--out", tmp_path / "absent" / "t.svg")
