"""The command `miqyas`, as a person types it."""

import json
import runpy
import subprocess
import sys
from importlib.metadata import EntryPoint
from pkgutil import iter_modules

import pytest
from openpyxl import Workbook
from tests.miqyas.trials import village_trial

import miqyas
from miqyas.cli import commands
from miqyas.cli import main as module
from miqyas.cli.main import main
from miqyas.estimators.itt import itt


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def trial():
    return village_trial(6, n_villages=12, effect=3.0, pairs=True)


@pytest.fixture
def file(trial, tmp_path):
    trial.to_csv(tmp_path / "essai.csv", index=False)
    return str(tmp_path / "essai.csv")


def estimate(file, *more):
    return ["estimate", "itt", file, "--outcome", "income", "--treatment", "assigned", *more]


def test_json_is_the_tidy_row(trial, file, capsys):
    options = ["--strata", "pair", "--cluster", "village", "--covariates", "age, weight", "--level", "0.9"]
    assert main(estimate(file, *options, "--measure", "MAD", "--json")) == 0
    row = json.loads(capsys.readouterr().out)
    expected = itt(
        trial, outcome="income", treatment="assigned", strata="pair", cluster="village",
        covariates=["age", "weight"], level=0.9, unit="MAD",
    ).tidy()  # fmt: skip
    assert row.keys() == expected.keys()
    for name, cell in expected.items():
        assert row[name] == (cell if isinstance(cell, str) else pytest.approx(cell, rel=1e-12))


def test_weights_are_passed_on(trial, file, capsys):
    assert main(estimate(file, "--weights", "weight", "--json")) == 0
    expected = itt(trial, outcome="income", treatment="assigned", weights="weight").value
    assert json.loads(capsys.readouterr().out)["value"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("language", "label", "claim"), [
    ("en", "Estimated effect", "is associated with a rise"),
    ("fr", "Effet estimé", "est associée à une hausse"),
    ("ar", "الأثر المقدَّر", "يرتبط التدخل"),
])  # fmt: skip
def test_page_speaks_the_language_before_or_after_the_command(file, capsys, language, label, claim):
    assert main(["--lang", language, *estimate(file, "--cluster", "village")]) == 0
    before = capsys.readouterr().out
    assert main(estimate(file, "--cluster", "village", "--lang", language)) == 0
    assert capsys.readouterr().out == before
    assert label in before
    assert claim in before


def test_page_tells_what_was_left_out(trial, tmp_path, capsys):
    trial.loc[[0, 1, 2], "income"] = float("nan")
    trial.assign(copy=trial["age"]).to_csv(tmp_path / "holes.csv", index=False)
    file = str(tmp_path / "holes.csv")
    options = ["--covariates", "age,copy", "--strata", "pair", "--cluster", "village"]
    assert main(estimate(file, *options)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines if "left out  " in line] == ["3"]
    assert "· Covariates left out because other columns already say the same: copy." in lines
    assert lines[-2].startswith("· Clusters were assigned inside 6 small strata")


def test_language_of_the_system_is_the_default(file, capsys, monkeypatch):
    monkeypatch.setenv("LANG", "fr_MA.UTF-8")
    assert main(estimate(file)) == 0
    assert "Effet estimé" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "sentence"), [
    ("en", "The table has no column “vilage”."),
    ("fr", "La table n'a pas de colonne « vilage »."),
    ("ar", "لا يوجد في الجدول عمود باسم «\u2068vilage\u2069»."),
])  # fmt: skip
def test_refusal_is_a_sentence_on_the_error_stream(file, capsys, language, sentence):
    assert main(["--lang", language, *estimate(file, "--cluster", "vilage")]) == 1
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith(sentence)


def test_absent_file_is_refused(tmp_path, capsys):
    assert main(estimate(str(tmp_path / "rien.csv"))) == 1
    assert "No file was found" in capsys.readouterr().err


def test_column_name_with_a_comma_is_quoted(trial, tmp_path, capsys):
    trial.rename(columns={"age": "age, years"}).to_csv(tmp_path / "comma.csv", index=False)
    assert main(estimate(str(tmp_path / "comma.csv"), "--covariates", '"age, years",weight', "--json")) == 0
    assert json.loads(capsys.readouterr().out)["method"] == "least squares, covariates, HC1"


def test_missing_option_is_a_misuse(file, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["estimate", "itt", file, "--outcome", "income"])
    assert stopped.value.code == 2
    assert "--treatment" in capsys.readouterr().err


def test_help_shows_commands_and_an_example(capsys):
    assert main([]) == 0
    bare = capsys.readouterr().out
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == bare
    assert "miqyas estimate itt trial.csv --outcome income --treatment assigned" in bare


def test_version_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"miqyas {miqyas.__version__}\n"


def test_each_command_is_named_after_its_file():
    for found in iter_modules(commands.__path__, commands.__name__ + "."):
        command = __import__(found.name, fromlist=["NAME"])
        assert found.name.rsplit(".", 1)[1].replace("_", "-") == command.NAME
        assert command.HELP


def announce(monkeypatch, name, value):
    entry = EntryPoint(name=name, value=value, group="miqyas.commands")
    monkeypatch.setattr(module, "third_party_commands", lambda: {name: entry})


def echo(arguments):
    print("heard", arguments)  # noqa: T201  # what a command does
    return 7


def test_command_of_another_package_gets_its_arguments(capsys, monkeypatch):
    announce(monkeypatch, "echo", f"{__name__}:echo")
    assert main(["--lang", "fr", "echo", "--port", "80", "--help"]) == 7
    assert capsys.readouterr().out == "heard ['--port', '80', '--help']\n"


def test_command_of_another_package_is_listed_without_being_loaded(capsys, monkeypatch):
    announce(monkeypatch, "broken", "no_such_module:run")
    assert main([]) == 0
    assert "broken" in capsys.readouterr().out


def test_command_that_cannot_load_is_refused_in_the_language(capsys, monkeypatch):
    announce(monkeypatch, "broken", "no_such_module:run")
    assert main(["broken", "--lang", "fr"]) == 1
    assert "a besoin du module « no_such_module »" in capsys.readouterr().err


def test_own_command_is_not_overruled(file, capsys, monkeypatch):
    announce(monkeypatch, "estimate", "no_such_module:run")
    assert main(estimate(file, "--json")) == 0
    assert json.loads(capsys.readouterr().out)["estimand"] == "ITT"


@pytest.mark.parametrize("suffix", ["xlsx", "dta"])
def test_excel_and_stata_files_give_the_same_estimate(trial, file, suffix, tmp_path, capsys):
    brought = tmp_path / f"trial.{suffix}"
    trial.to_excel(brought, index=False) if suffix == "xlsx" else trial.to_stata(brought, write_index=False)
    figures = []
    for path in (file, str(brought)):
        assert main(estimate(path, "--cluster", "village", "--json")) == 0
        row = json.loads(capsys.readouterr().out)
        figures.append([row[name] for name in ("value", "std_error", "n", "n_clusters")])
    assert figures[1] == pytest.approx(figures[0], rel=1e-12)


def test_a_workbook_with_a_formula_is_refused(tmp_path, capsys):
    workbook = Workbook()
    for line in (["income", "assigned"], [1, 0], ["=1+1", 1]):
        workbook.active.append(line)
    workbook.save(tmp_path / "trial.xlsx")
    assert main(estimate(str(tmp_path / "trial.xlsx"), "--lang", "fr")) == 1
    assert "A3" in capsys.readouterr().err


def test_python_m_miqyas_is_the_command(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["miqyas", "--version"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("miqyas", run_name="__main__")
    assert left.value.code == 0
    assert capsys.readouterr().out.strip().endswith(miqyas.__version__)


def test_a_reader_who_leaves_early_is_no_failure(file):
    words = [sys.executable, "-m", "miqyas", *estimate(file), "--json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 141)
