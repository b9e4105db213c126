"""`miqyas forms`: a questionnaire checked and converted at a terminal."""

import json
import shutil
import subprocess
import sys

import pytest
from tests.miqyas.interchange.questionnaires import workbook

import miqyas.cli
from miqyas.cli.main import main
from miqyas.interchange.xlsform import check_form

SETTINGS = [["form_id", "version", "form_title"], ["essai", "1", "Essai"]]
SOUND = [["type", "name", "label"], ["integer", "age", "Âge"]]
WRONG = [*SOUND, ["entier", "taille", "Taille"], ["text", "nom", "${agee}"]]


@pytest.fixture
def bring(tmp_path):
    """Write a questionnaire of these rows and return its path as text."""

    def brought(survey, name="essai.xlsx"):
        path = tmp_path / name
        path.write_bytes(workbook(survey=survey, settings=SETTINGS))
        return str(path)

    return brought


def test_a_sound_questionnaire(bring, capsys):
    assert main(["forms", "check", bring(SOUND), "--lang", "en"]) == 0
    assert capsys.readouterr().out == (
        "Essai. Questions: 1. Errors: 0. Notes: 0.\nThe questionnaire can be published.\n"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Erreur (feuille « survey », ligne 3, colonne « type ») : Le type « entier » n'existe pas."),
        ("en", "Error (sheet “survey”, row 3, column “type”): The type “entier” does not exist."),
        ("ar", "خطأ (الورقة «\u2068survey\u2069»، السطر \u20683\u2069"),
    ],
)
def test_each_finding_has_its_place_sentence_and_remedy(bring, capsys, language, said):
    assert main(["forms", "check", bring(WRONG), "--lang", language]) == 1
    out = capsys.readouterr().out
    assert said in out
    assert out.count("\n  → ") == 2


def test_findings_as_json(bring, capsys):
    assert main(["forms", "check", bring(WRONG), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["usable"] is False
    assert [(each["code"], each["sheet"], each["row"], each["column"]) for each in answer["findings"]] == [
        ("type_unknown", "survey", 3, "type"),
        ("reference_unknown", "survey", 4, "label"),
    ]
    assert set(answer["findings"][0]["sentence"]) == {"fr", "ar", "en"}
    assert answer["findings"][0]["remedy"]["fr"].startswith("Types proches : integer")


def test_a_form_as_json_says_what_it_asks(shared_data, capsys):
    folder = shared_data / "collect"
    arguments = ["--json", "--media", str(folder / "communes.csv")]
    assert main(["forms", "check", str(folder / "menage.xlsx"), *arguments]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["form"]["form_id"] == "enquete_menage"
    assert (answer["questions"], answer["media"]) == (18, ["communes.csv"])
    assert [each["code"] for each in answer["findings"]] == ["photo_size"]


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert main(["forms", "check", str(tmp_path / "none.xlsx"), "--lang", "fr"]) == 2
    assert "n'existe pas" in capsys.readouterr().out
    assert (
        main(["forms", "convert", str(tmp_path / "none.xlsx"), "--to", "json", "--out", "x", "--lang", "fr"])
        == 2
    )


def test_a_file_that_should_come_with_it_and_is_not_there(bring, tmp_path, capsys):
    assert (
        main(["forms", "check", bring(SOUND), "--media", str(tmp_path / "places.csv"), "--lang", "en"]) == 2
    )
    assert "There is no file “places.csv”" in capsys.readouterr().out


def test_a_list_that_comes_with_it_is_looked_into(bring, tmp_path, capsys):
    (tmp_path / "places.csv").write_text("code,label\n1,Salé\n")
    survey = [*SOUND, ["select_one_from_file places.csv", "place", "Où ?"]]
    assert (
        main(["forms", "check", bring(survey), "--lang", "en", "--media", str(tmp_path / "places.csv")]) == 1
    )
    assert "The list “places.csv” has no column “name”" in capsys.readouterr().out


def test_a_file_that_is_no_questionnaire(tmp_path, capsys):
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["forms", "check", str(path), "--lang", "en"]) == 1
    assert "its content is PNG" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("java") is None, reason="the engine of phones runs on Java")
def test_what_the_engine_of_phones_alone_sees(bring, capsys):
    repeat = [["begin_repeat", "r", "R"], ["integer", "m", "M"], ["end_repeat", "", ""]]
    survey = [[*SOUND[0], "calculation"], *repeat, ["calculate", "c", "", "date(concat('x', 1)) + 1"]]
    assert main(["forms", "check", bring(survey), "--lang", "en"]) == 0
    assert main(["forms", "check", bring(survey), "--lang", "en", "--deep"]) == 1
    assert "row 5): An expression of “c” takes a value for what it is not" in capsys.readouterr().out


@pytest.mark.parametrize(("to", "name"), [("xform", "a.xml"), ("xlsx", "a.xlsx"), ("json", "a.json")])
def test_a_questionnaire_is_converted(bring, tmp_path, capsys, to, name):
    out = tmp_path / name
    assert main(["forms", "convert", bring(SOUND), "--to", to, "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    brought = json.loads(out.read_text()) if to == "json" else out
    assert [question.name for question in check_form(brought).form.questions] == ["age"]


def test_nothing_is_written_for_phones_of_a_questionnaire_with_errors(bring, tmp_path, capsys):
    out = tmp_path / "a.xml"
    assert main(["forms", "convert", bring(WRONG), "--to", "xform", "--out", str(out), "--lang", "en"]) == 1
    assert not out.exists()
    assert "The type “entier” does not exist." in capsys.readouterr().err
    assert main(["forms", "convert", bring(WRONG), "--to", "json", "--out", str(out)]) == 0


def test_a_folder_that_cannot_be_written(bring, tmp_path, capsys):
    out = tmp_path / "absent" / "a.xml"
    assert main(["forms", "convert", bring(SOUND), "--to", "xform", "--out", str(out), "--lang", "en"]) == 1
    assert "Nothing can be written" in capsys.readouterr().err


def test_the_other_commands_do_not_pay_for_questionnaires():
    script = "import sys, miqyas.cli.commands.forms; print('pyxform' in sys.modules or 'lxml' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said == "False\n"


def test_without_the_packages_the_extra_is_named(bring, capsys, monkeypatch):
    path = bring(SOUND)
    monkeypatch.delattr(miqyas.cli, "questionnaire_check", raising=False)
    for name in [
        name for name in sys.modules if name.startswith(("miqyas.interchange.xlsform", "miqyas.cli.quest"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyxform", None)
    assert main(["forms", "check", path, "--lang", "en"]) == 1
    assert 'pip install "miqyas[forms]"' in capsys.readouterr().err
