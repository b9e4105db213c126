"""Agreement of reviewers: published tables, invariances, intervals, refusals, the flag, and the command."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.judgement.calls import COLUMNS, call

from miqyas.cli.main import main
from miqyas.errors import InvalidLevel, MissingColumn, RatioBelowZero, ReadOnce, RepeatsTooFew, ReviewTwice
from miqyas.judgement.agreement import agreement, disagreements
from miqyas.judgement.calibration import calibrate

# Krippendorff's own example: 4 observers, 12 units, a dot where nothing was read.
KRIPPENDORFF = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
# Shrout and Fleiss (1979), table 2: 6 targets, 4 judges.
SHROUT = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def frame(rows):
    return pd.DataFrame(rows, columns=["file", "reviewer", "score"])


def krippendorff():
    return frame([
        (f"u{u:02}", f"o{o}", float(mark))
        for o, line in enumerate(KRIPPENDORFF) for u, mark in enumerate(line) if mark != "."
    ])  # fmt: skip


def shrout():
    return frame([(i, j, float(score)) for i, line in enumerate(SHROUT) for j, score in enumerate(line)])


def one(scores, *, seed=1, **options):
    options = {"file": "file", "reviewer": "reviewer", "criteria": ["score"]} | options
    return agreement(scores, rng=np.random.default_rng(seed), **options)[0]


@pytest.mark.parametrize(
    ("scale", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_the_published_one_on_each_scale(scale, expected):
    found = one(krippendorff(), scale=scale)
    assert found.alpha == pytest.approx(expected, abs=5e-4)
    assert (found.n_files, found.n_alone, found.n_scores) == (11, 1, 40)
    assert found.alpha_low < found.alpha < found.alpha_high


def test_one_way_correlation_is_that_of_shrout_and_fleiss():
    found = one(shrout())
    assert found.icc == pytest.approx(0.166, abs=5e-4)
    assert found.icc_mean == pytest.approx(0.443, abs=5e-4)  # ICC(1,4)


def test_unbalanced_correlation_is_that_of_the_mean_squares():
    scores = call(3, n_files=40).scores.sample(frac=0.7, random_state=1)
    groups = [g["score"].to_numpy() for _, g in scores.groupby("file") if len(g) > 1]
    sizes, every = np.array([g.size for g in groups]), np.concatenate(groups)
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / (every.size - sizes.size)
    among = sum(g.size * (g.mean() - every.mean()) ** 2 for g in groups) / (sizes.size - 1)
    n0 = (every.size - (sizes**2).sum() / every.size) / (sizes.size - 1)
    assert one(scores).icc == pytest.approx((among - within) / (among + (n0 - 1) * within), rel=1e-9)


def test_whole_agreement_is_one_and_scores_all_alike_say_nothing():
    alike = frame([(f, r, s) for f, s in zip("abc", (1.0, 2.0, 3.0), strict=True) for r in "xy"])
    found = one(alike)
    assert (found.alpha, found.icc) == (1, 1)
    nothing = one(alike.assign(score=4.0))
    assert (nothing.alpha, nothing.icc, nothing.alpha_low, nothing.icc_mean) == (None, None, None, None)


def test_unit_names_and_order_change_nothing():
    scores = krippendorff()
    found = one(scores, scale="interval")
    moved = one(scores.assign(score=10 * scores["score"] + 1e6), scale="interval")
    assert moved.alpha == pytest.approx(found.alpha, abs=1e-9)
    assert moved.icc == pytest.approx(found.icc, abs=1e-9)
    assert one(scores.sample(frac=1, random_state=4), scale="interval") == found
    # An ordinal scale knows the order alone, a nominal one the names alone.
    assert one(scores.assign(score=scores["score"] ** 3), scale="ordinal").alpha == pytest.approx(
        one(scores).alpha
    )
    named = scores["score"].map({1: 4, 2: 1, 3: 5, 4: 2, 5: 3})
    assert one(scores.assign(score=named), scale="nominal").alpha == pytest.approx(
        one(scores, scale="nominal").alpha
    )


def test_intervals_hold_the_true_correlation():
    held = 0
    for seed in range(60):
        scores = call(seed, n_files=60, n_reviewers=60, leniency_sd=0.0).scores
        found = one(scores, seed=seed, level=0.9, repeats=300, scale="interval")
        held += found.icc_low <= 0.5 <= found.icc_high
    assert 46 <= held <= 60  # 54 expected; a percentile interval on 60 files is a little short


@pytest.mark.parametrize(("changed", "options", "error"), [
    (lambda t: pd.concat([t, t.head(1)]), {}, ReviewTwice),
    (lambda t: t.drop_duplicates("file"), {}, ReadOnce),
    (lambda t: t.assign(score=t["score"] - 3), {"scale": "ratio"}, RatioBelowZero),
    (lambda t: t, {"level": 0.0}, InvalidLevel),
    (lambda t: t, {"repeats": 10}, RepeatsTooFew),
    (lambda t: t, {"criteria": ["team"]}, MissingColumn),
])  # fmt: skip
def test_what_cannot_be_is_refused(changed, options, error):
    with pytest.raises(error):
        one(changed(shrout()), **options)


def calibrated(scores, **options):
    return calibrate(scores, **COLUMNS, rng=np.random.default_rng(1), **options)


def test_as_many_files_pass_the_limit_as_it_says():
    passed, n = 0, 0
    for seed in range(4):
        scores = call(seed, n_files=200, n_reviewers=12).scores
        found = disagreements(scores, calibrated(scores, draws=400), **COLUMNS)
        passed, n = passed + sum(each.asks_one_more for each in found), n + len(found)
    assert 0.025 < passed / n < 0.085


def test_a_file_read_in_opposite_ways_asks_for_one_more():
    scores = call(2, n_files=100, n_reviewers=12).scores
    rows = scores.index[scores["file"] == "f0007"]
    scores.loc[rows[0], "score"] += 6
    turned = scores.assign(score=-scores["score"])
    calibration = calibrated(scores, draws=400)
    found = disagreements(scores, calibration, **COLUMNS)
    assert found[0].id == "f0007"
    assert found[0].asks_one_more
    again = disagreements(turned, calibrated(turned, draws=400, is_higher_better=False), **COLUMNS)
    assert [each.id for each in again] == [each.id for each in found]
    with pytest.raises(InvalidLevel):
        disagreements(scores, calibration, **COLUMNS, level=1.0)


@pytest.mark.parametrize(
    ("language", "word"),
    [("fr", "fiabilité d’une évaluation"), ("ar", "ألفا كريبندورف"), ("en", "reliability of one review")],
)
def test_the_command_tells_a_person_and_a_program(tmp_path, capsys, language, word):
    path = tmp_path / "scores.csv"
    shrout().assign(cost=3).to_csv(path, index=False)
    asked = ["agree", str(path), "--file", "file", "--reviewer", "reviewer", "--criteria", "score,cost"]
    assert main([*asked, "--lang", language]) == 0
    assert word in capsys.readouterr().out
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["criterion"] for row in told] == ["score", "cost"]
    assert round(told[0]["icc"], 3) == 0.166
    assert told[1]["alpha"] is None
