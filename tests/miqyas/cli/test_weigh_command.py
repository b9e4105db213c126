"""`miqyas weigh` and `miqyas disagree`: rows, languages, refusals."""

import json

import pandas as pd
import pytest
from tests.miqyas.judgement.calls import call

from miqyas.cli.main import main
from miqyas.data.relation import open_relation
from miqyas.errors import ScoresShapeWrong, WeightsUnreadable
from miqyas.judgement.weights import bounds_around
from miqyas.judgement.weights_file import read_shares

ASKED = ["--file", "file", "--criteria", "theory,team", "--top", "1"]


@pytest.fixture
def scores(tmp_path):
    """Two files that win by one criterion each, one that never wins; the first is reviewed twice."""
    rows = [("a", 5, 1), ("a", 3, 1), ("b", 1, 4), ("c", 1, 1)]
    path = tmp_path / "scores.csv"
    pd.DataFrame(rows, columns=["file", "theory", "team"]).to_csv(path, index=False)
    return str(path)


def told(capsys, *options):
    assert main(["weigh", *options, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_all_weights_cut_the_line_where_totals_meet(scores, capsys):
    """Shares .75 on theory against .75 on team: each first for half of the weights."""
    found = told(capsys, scores, *ASKED, "--scale", "1:5")
    by_name = {one["id"]: one for one in found["files"]}
    assert by_name["a"]["p_top"] == pytest.approx(0.5, abs=0.02)
    assert by_name["c"]["p_top"] == 0
    assert (found["undecided"], found["top"], found["n_dropped"]) == (2, 1, 0)


def test_weights_that_move_little_leave_the_first_one_first(scores, capsys):
    options = ["--scale", "1:5", "--weights", "theory=3,team=2"]
    assert told(capsys, scores, *ASKED, *options)["files"][0]["p_top"] == 1
    assert told(capsys, scores, *ASKED, *options, "--within", "0.1")["files"][0]["p_top"] == 1
    assert 0.5 < told(capsys, scores, *ASKED, *options, "--within", "1")["files"][0]["p_top"] < 1
    assert 0.5 < told(capsys, scores, *ASKED, *options, "--concentration", "20")["files"][0]["p_top"] < 1
    bounded = told(capsys, scores, *ASKED, "--scale", "1:5", "--bounds", "theory=0.6:0.9")
    assert bounded["files"][0] | {"id": "a", "p_top": 1} == bounded["files"][0]


def test_the_same_seed_gives_the_same_rows(scores, capsys):
    options = [*ASKED, "--scale", "1:5", "--seed", "4"]
    assert told(capsys, scores, *options) == told(capsys, scores, *options)


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "jeux de poids"), ("ar", "مجموعات الأوزان"), ("en", "sets of weights")]
)
def test_weigh_speaks_each_language(scores, capsys, language, word):
    assert main(["weigh", scores, *ASKED, "--scale", "1:5", "--lang", language]) == 0
    assert word in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--scale", "1:4"], "1 – 5"),
        (["--scale", "5:1"], "5:1"),
        (["--scale", "5"], "5"),
        (["--scale", "1:5", "--weights", "theory"], "theory"),
        (["--scale", "1:5", "--weights", "theory=x"], "x"),
        (["--scale", "1:5", "--weights", "theory=0", "--within", "0.5"], "theory: 0"),
        (["--scale", "1:5", "--weights", "theory=1,team=1", "--within", "2"], "2"),
        (["--scale", "1:5", "--within", "0.5"], "0"),
        (["--scale", "1:5", "--weights", "cost=1"], "cost"),
        (["--scale", "1:5", "--bounds", "theory=0.2:0.3,team=0.2:0.3"], "0.6"),
        (["--scale", "1:5", "--top", "3"], "3"),
        (["--scale", "1:5", "--criteria", "theory,nobody"], "nobody"),
    ],
)
def test_what_cannot_be_weighed_is_refused(scores, capsys, options, found):
    assert main(["weigh", scores, *ASKED, *options]) == 1
    assert found in capsys.readouterr().err


def test_rows_with_a_missing_score_are_counted(tmp_path, capsys):
    path = tmp_path / "scores.csv"
    path.write_text("file,theory,team\na,1,0\nb,0,1\nc,,1\n", encoding="utf-8")
    assert told(capsys, str(path), *ASKED)["n_dropped"] == 1
    assert main(["weigh", str(path), *ASKED]) == 0
    assert "Rows left out for a missing value: 1." in capsys.readouterr().out


def test_bounds_around_move_each_weight_by_a_share_of_itself():
    assert bounds_around({"a": 1, "b": 3}, 0.2) == {"a": (0.2, 0.3), "b": pytest.approx((0.6, 0.9))}
    assert bounds_around({"a": 1, "b": 9}, 1)["b"] == (0, 1)
    for weights in ({}, {"a": -1, "b": 3}, {"a": float("nan")}):
        with pytest.raises(WeightsUnreadable):
            bounds_around(weights, 0.2)


def test_a_share_is_the_mean_of_reviews_on_the_scale():
    table = pd.DataFrame({"file": ["b", "a", "a"], "x": [5.0, 1.0, 2.0]})
    read = read_shares(open_relation(table), file="file", criteria=["x"], scale=(1, 5))
    assert (read.ids, read.shares.tolist()) == (("a", "b"), [[0.125], [1.0]])
    with pytest.raises(ScoresShapeWrong):
        read_shares(open_relation(table), file="file", criteria=["x"], scale=(2, 5))


def torn(tmp_path):
    """A call whose first file was read at both ends of the scale."""
    made = call(1, n_files=30, n_reviewers=6).scores
    mine = made.index[made["file"] == "f0000"]
    made.loc[mine[0], "score"], made.loc[mine[1], "score"] = 12.0, -2.0
    path = tmp_path / "scores.csv"
    made.to_csv(path, index=False)
    return str(path)


COLUMNS = ["--file", "file", "--reviewer", "reviewer", "--score", "score"]


def test_disagree_tells_the_torn_file_first(tmp_path, capsys):
    assert main(["disagree", torn(tmp_path), *COLUMNS, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 30
    assert (rows[0]["id"], rows[0]["asks_one_more"], rows[0]["n_reviews"]) == ("f0000", True, 3)
    assert rows[0]["spread"] > rows[0]["limit"]


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "un lecteur de plus"), ("ar", "قارئ آخر"), ("en", "one more reader")]
)
def test_disagree_speaks_each_language(tmp_path, capsys, language, word):
    assert main(["disagree", torn(tmp_path), *COLUMNS, "--lang", language]) == 0
    assert word in capsys.readouterr().out


def test_disagree_refuses_what_cannot_be_told(tmp_path, capsys):
    path = tmp_path / "two.csv"
    path.write_text("file,reviewer,score\na,x,1\na,y,2\nb,x,3\nb,y,1\n", encoding="utf-8")
    assert main(["disagree", str(path), *COLUMNS]) == 1
    assert "at least 3 files" in capsys.readouterr().err.lower()
    assert main(["disagree", torn(tmp_path), *COLUMNS, "--level", "1.5"]) == 1
    assert "1.5" in capsys.readouterr().err
