"""`miqyas allocate` and `miqyas replay`: a decision as a file anyone can take again."""

import json

import pytest
from tests.miqyas.allocation.files import files

from miqyas.cli.main import main

ASKED = ["--id", "id", "--cost", "cost", "--value", "value", "--budget", "3000"]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "files.csv"
    files(60, seed=1).to_csv(path, index=False)
    return str(path)


def test_the_portfolio_its_prices_and_reasons_are_printed(table, capsys):
    rules = ["--floor", "region:1=600", "--cap", "theme:0=900", "--exclusive", "owner", "--force", "f000003"]
    assert main(["allocate", table, *ASKED, *rules, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"funded", "value", "cost", "bound", "gap", "prices", "explanations"} <= set(told)
    assert "f000003" in told["funded"]
    assert set(told["prices"]) == {"budget", "floor region:1", "cap theme:0"}
    assert len(told["explanations"]) == 60


def test_a_decision_is_replayed_and_a_changed_one_is_told(table, tmp_path, capsys):
    out = tmp_path / "decision.json"
    assert main(["allocate", table, *ASKED, "--out", str(out), "--json"]) == 0
    capsys.readouterr()
    assert main(["replay", str(out), "--lang", "fr"]) == 0
    assert "Identique" in capsys.readouterr().out
    decision = json.loads(out.read_text())
    dropped = decision["funded"].pop()
    out.write_text(json.dumps(decision))
    assert main(["replay", str(out), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["is_same"], told["added"], told["inputs_changed"]) == (False, [dropped], False)
    decision["inputs"]["value"][0] += 1
    out.write_text(json.dumps(decision))
    assert main(["replay", str(out), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["inputs_changed"] is True


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "dossiers financés"), ("ar", "ملفات ممولة"), ("en", "files funded")]
)
def test_page_speaks_each_language(table, capsys, language, word):
    assert main(["allocate", table, *ASKED, "--lang", language]) == 0
    assert word in capsys.readouterr().out


def test_levels_counts_applicants_and_needs_are_asked_for(table, capsys):
    rules = [
        "--level", "0.6=0.72", "--level", "1=1", "--floor-count", "region:1=2", "--cap-count", "theme:0=3",
        "--applicant", "region", "--most-per-applicant", "4", "--needs", "needed",
    ]  # fmt: skip
    frame = files(60, seed=1).assign(needed=None)
    frame.loc[4, "needed"] = "f000005"
    frame.to_csv(table, index=False)
    assert main(["allocate", table, *ASKED, *rules, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    kept = frame[frame["id"].isin(told["funded"])]
    assert set(told["levels"].values()) <= {0.6, 1.0}
    assert kept["region"].value_counts().max() <= 4
    assert (kept["region"] == "1").sum() >= 2
    assert (kept["theme"] == "0").sum() <= 3
    assert ("f000004" not in told["funded"]) or ("f000005" in told["funded"])


@pytest.mark.parametrize("written", ["0.6", "=1", "0.6=much"])
def test_a_level_that_cannot_be_read_is_refused(table, capsys, written):
    assert main(["allocate", table, *ASKED, "--level", written]) == 1
    assert "SHARE=VALUE" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["region=5", "region:1", "region:1=lots", ":1=5", "region:=5"])
def test_a_limit_that_cannot_be_read_is_refused(table, capsys, written):
    assert main(["allocate", table, *ASKED, "--floor", written]) == 1
    assert "COLUMN:VALUE=AMOUNT" in capsys.readouterr().err


def test_what_is_no_decision_is_refused(tmp_path, capsys):
    path = tmp_path / "d.json"
    for content in ("{", "[]", '{"kind": "other"}'):
        path.write_text(content)
        assert main(["replay", str(path)]) == 1
    assert "d.json" in capsys.readouterr().err
