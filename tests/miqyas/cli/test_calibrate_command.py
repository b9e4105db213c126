"""`miqyas calibrate`: rows, languages, refusals."""

import json

import pytest
from tests.miqyas.judgement.calls import call

from miqyas.cli.main import main

ASKED = ["--file", "file", "--reviewer", "reviewer", "--score", "score"]


@pytest.fixture
def scores(tmp_path):
    path = tmp_path / "scores.csv"
    call(1, n_files=20, n_reviewers=5).scores.to_csv(path, index=False)
    return str(path)


def test_one_row_a_file_and_the_same_seed_the_same_rows(scores, capsys):
    told = []
    for _ in range(2):
        assert main(["calibrate", scores, *ASKED, "--top", "5", "--seed", "3", "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]
    assert len(told[0]) == 20
    assert {"id", "expected_rank", "low", "high", "p_top", "group"} <= set(told[0][0])
    assert sum(row["p_top"] for row in told[0]) == pytest.approx(5)
    assert [row["expected_rank"] for row in told[0]] == sorted(row["expected_rank"] for row in told[0])


def test_reviewers_are_told_only_when_asked(scores, capsys):
    assert main(["calibrate", scores, *ASKED, "--json", "--reviewers"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in told["reviewers"]] == [f"r{n:03}" for n in range(5)]
    assert main(["calibrate", scores, *ASKED]) == 0
    assert "r000" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Rang attendu"), ("ar", "الرتبة المتوقعة"), ("en", "Expected rank")]
)
def test_page_speaks_each_language(scores, capsys, language, word):
    assert main(["calibrate", scores, *ASKED, "--top", "5", "--lang", language]) == 0
    assert word in capsys.readouterr().out


def test_panels_that_share_nobody_are_refused(tmp_path, capsys):
    path = tmp_path / "scores.csv"
    call(2, n_panels=3, n_reviewers=12, bridged=0.0).scores.to_csv(path, index=False)
    assert main(["calibrate", str(path), *ASKED, "--panel", "panel", "--lang", "fr"]) == 1
    assert "3 groupes qu’aucun évaluateur ne relie" in capsys.readouterr().err
