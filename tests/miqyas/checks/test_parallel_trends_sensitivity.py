"""Sensitivity to trends that are not parallel: R's figures, diff-diff, programmes solved one by one, coverage, words."""

import json

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.conftest import ROOT
from tests.miqyas.event_studies import event_study_of, published_study
from tests.miqyas.panels import staggered_panel

from miqyas import errors
from miqyas.checks.event_path import event_path
from miqyas.checks.parallel_trends_sensitivity import parallel_trends_sensitivity
from miqyas.cli.main import main
from miqyas.numerics.relative_magnitudes import (
    _truncated_above,
    accepted,
    differences,
    polyhedra,
    relative_interval,
)
from miqyas.numerics.smoothness import folded_quantile, smooth_interval

ORACLE = json.loads((ROOT / "tests/reference/oracles/event_path.json").read_text())


def ask(study, **options):
    asked = {
        "restriction": "relative_magnitudes",
        "bounds": [1.0],
        "rng": np.random.default_rng(1),
        **options,
    }
    return parallel_trends_sensitivity(study, **asked)


def some_study(seed, *, n_before=3, n_after=3):
    rng, k = np.random.default_rng(seed), n_before + n_after
    root = rng.normal(size=(k, k + 3)) / 6
    events = [*range(-n_before - 1, -1), *range(n_after)]
    return event_study_of(
        events, rng.normal(0, 0.3, k) + np.array([0] * n_before + [1] * n_after), root @ root.T
    )


def test_smoothness_intervals_are_those_of_r_up_to_its_simulated_critical_value():
    study, document = published_study()
    bounds = [row["m"] for row in document["smoothness"]]
    found = ask(study, restriction="smoothness", bounds=bounds, event=0)
    for row, expected in zip(found.table.records(), document["smoothness"], strict=True):
        half = (row["high"] - row["low"]) / 2
        assert half == pytest.approx((expected["high"] - expected["low"]) / 2, abs=1e-4)
        # Where the length hardly depends on the estimator, R stops at a neighbour of the best one.
        assert (row["low"], row["high"]) == pytest.approx((expected["low"], expected["high"]), abs=1e-3)


@pytest.mark.parametrize("target", ["first", "average"])
def test_smoothness_intervals_and_sets_are_those_of_independent_software(target):
    study, _ = published_study()
    event = 0 if target == "first" else None
    for restriction, oracle, ends, tolerance in (
        ("smoothness", "smoothness", ("low", "high"), 5e-6),
        ("smoothness", "smoothness_set", ("set_low", "set_high"), 1e-9),
        ("relative_magnitudes", "relative_set", ("set_low", "set_high"), 1e-9),
    ):
        expected = ORACLE[oracle][target]
        found = ask(study, restriction=restriction, bounds=[row["m"] for row in expected], event=event)
        for row, other in zip(found.table.records(), expected, strict=True):
            assert [row[end] for end in ends] == pytest.approx([other["low"], other["high"]], abs=tolerance)


def test_smoothness_interval_is_never_longer_than_independent_software():
    study, _ = published_study()
    for row in ORACLE["smoothness"]["average"]:
        path = event_path(study)
        low, high = smooth_interval(
            path.steps, path.values, path.variance, path.average, m=row["m"], level=0.95
        )
        assert high - low <= row["high"] - row["low"] + 1e-9


def test_relative_magnitudes_are_those_of_r_within_a_step_of_its_grid():
    study, document = published_study()
    expected = document["relative_magnitudes"]
    found = ask(study, bounds=[row["m"] for row in expected], event=0)
    step = 40 * np.sqrt(document["variance"][4][4]) / 999
    for row, other in zip(found.table.records(), expected, strict=True):
        # R prints the last point of its grid inside the set: the set ends within a step beyond.
        assert -0.2 * step < other["low"] - row["low"] < 1.2 * step
        if other["high"] is not None:
            assert -0.2 * step < row["high"] - other["high"] < 1.2 * step


def programme(study, theta, m, largest, target):
    """η of Andrews, Roth and Pakes solved as a linear programme over effects, for one polyhedron."""
    path = event_path(study)
    n_before = int(path.before.sum())
    _, after = differences(path.steps)
    rows = np.vstack([after, -after]) - m * largest
    sigma = np.sqrt(np.einsum("ji,ik,jk->j", rows, path.variance, rows))
    effects = np.hstack([np.zeros((len(rows), n_before)), rows[:, n_before:]])[:, n_before:]
    solved = linprog(
        np.append(np.zeros(effects.shape[1]), 1.0),
        A_ub=np.column_stack([-effects, -sigma]),
        b_ub=-rows @ path.values,
        A_eq=[np.append(target[n_before:], 0.0)],
        b_eq=[theta],
        bounds=[(None, None)] * (effects.shape[1] + 1),
    )
    return solved.fun


@pytest.mark.parametrize("target", [[1, 0, 0], [1 / 3] * 3, [0, 0, 1], [0.5, -0.2, 0.7]])
def test_inequalities_without_nuisance_are_the_programme_with_it(target):
    study = some_study(5)
    path = event_path(study)
    weights = np.array([0, 0, 0, *target], dtype=float)
    draws = np.random.default_rng(1).standard_normal((50, 6))
    pieces = polyhedra(path.steps, path.values, path.variance, weights, m=0.8, alpha=0.05, draws=draws)
    before, _ = differences(path.steps)
    signed = [sign * row for row in before for sign in (1.0, -1.0)]
    for piece, largest in zip(pieces, signed, strict=True):
        for theta in (-1.0, 0.3, 2.0):
            eta = float((piece.fixed + piece.by_target * theta).max())
            assert eta == pytest.approx(programme(study, theta, 0.8, largest, weights), abs=1e-8)


def test_truncated_tail_is_that_of_a_simulation_and_bears_far_tails():
    draws = np.random.default_rng(3).normal(0, 2, 400_000)
    inside = draws[(draws > 0.5) & (draws < 4)]
    told = _truncated_above(*(np.array([x]) for x in (1.5, 0.5, 4.0)), np.array([2.0]))[0]
    assert told == pytest.approx((inside > 1.5).mean(), abs=0.004)
    far = _truncated_above(*(np.array([x]) for x in (60.01, 60.0, np.inf)), np.array([1.0]))[0]
    assert far == pytest.approx(np.exp(-0.01 * 60), rel=0.01)


def test_folded_quantile_covers():
    draws = np.abs(np.random.default_rng(4).normal(1.3, 1, 400_000))
    assert (draws <= folded_quantile(1.3, 0.9)).mean() == pytest.approx(0.9, abs=0.002)


@pytest.mark.parametrize("m", [0.5, 1.0])
def test_relative_magnitudes_cover_the_truth_in_the_worst_case(m):
    """The violation is as large as allowed: the test of the true effect rejects at most 5 %, up to chance."""
    study = some_study(6)
    path, rng = event_path(study), np.random.default_rng(7)
    variance = path.variance / 20
    change = np.array([-0.5, 0.2, 0.3])
    violation = np.concatenate([-np.cumsum(change[::-1])[::-1], m * 0.5 * np.arange(1, 4)])
    normal = rng.standard_normal((500, 6))
    covered = []
    for values in rng.multivariate_normal(violation, variance, size=250):
        pieces = polyhedra(path.steps, values, variance, path.average, m=m, alpha=0.05, draws=normal)
        covered.append(accepted(pieces, np.zeros(1), alpha=0.05)[0])
    assert np.mean(covered) > 0.91


def test_smoothness_covers_the_truth_in_the_worst_case():
    path, rng = event_path(some_study(8)), np.random.default_rng(9)
    violation = 0.3 * path.steps + 0.05 * np.maximum(path.steps, 0) * (np.maximum(path.steps, 0) + 1) / 2
    covered = []
    for values in rng.multivariate_normal(violation, path.variance, size=150):
        low, high = smooth_interval(path.steps, values, path.variance, path.average, m=0.05, level=0.95)
        covered.append(low <= 0 <= high)
    assert np.mean(covered) > 0.9


def test_breakdown_is_where_zero_enters():
    study = some_study(10)
    for restriction in ("relative_magnitudes", "smoothness"):
        bears = ask(study, restriction=restriction, bounds=[0]).facts["breakdown"]
        assert bears > 0
        inside, outside = (
            ask(study, restriction=restriction, bounds=[bears * factor]).table.records()[0]
            for factor in (1.01, 0.99)
        )
        assert inside["low"] <= 0 < outside["low"]


def test_verdict():
    weak = event_study_of([-3, -2, 0], [0.01, 0.3, 0.05], np.diag([0.01] * 3))
    assert ask(weak).passed is False
    assert ask(weak).facts["breakdown"] == 0
    strong = event_study_of([-3, -2, 0], [0.01, 0.03, 2.0], np.diag([0.001] * 3))
    assert ask(strong).passed is True
    assert ask(strong, restriction="smoothness").passed is None
    certain = event_study_of([-3, -2, 0], [0.0, 0.0, 9.0], np.diag([1e-8] * 3))
    assert ask(certain).facts["breakdown_above"] == 0.25 * 2**7
    assert "not tried" in ask(certain).text["en"]


def test_effects_before_that_bend_more_than_allowed_leave_no_set():
    study, _ = published_study()
    found = ask(study, restriction="smoothness", bounds=[0.0])
    assert found.table.rows[0][1:3] == (None, None)
    assert len(found.table.notes) == 1


def test_scale_of_the_outcome_and_of_time_does_not_matter():
    study = some_study(11)
    plain = ask(study, bounds=[0.5]).table.rows[0]
    scaled = event_study_of(study.events * 2, study.values * 100, study.covariance * 1e4, reference=-2.0)
    assert ask(scaled, bounds=[0.5]).table.rows[0][1:] == pytest.approx(
        [100 * x for x in plain[1:]], rel=1e-6
    )


@pytest.mark.parametrize("size", [1e-8, 1e8])
def test_size_of_the_outcome_does_not_stop_the_minimiser(size):
    study = some_study(13)
    plain = ask(study, restriction="smoothness", bounds=[0.05]).table.rows[0]
    scaled = event_study_of(
        study.events, [effect.value * size for effect in study.effects], study.covariance * size**2
    )
    told = ask(scaled, restriction="smoothness", bounds=[0.05 * size]).table.rows[0]
    assert told[3:] == pytest.approx([size * x for x in plain[3:]], rel=1e-6)


def test_relative_interval_widens_its_grid():
    study = some_study(12)
    path = event_path(study)
    draws = np.random.default_rng(1).standard_normal((500, 6))
    pieces = polyhedra(path.steps, path.values, path.variance, path.average, m=1.0, alpha=0.05, draws=draws)
    centre = float(path.average @ path.values)
    narrow, wide = (relative_interval(pieces, centre=centre, width=w, alpha=0.05) for w in (1e-3, 5.0))
    assert narrow == pytest.approx(wide, abs=1e-6)


def refusal(kind, study, **options):
    with pytest.raises(kind) as caught:
        ask(study, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals():
    study = some_study(1)
    assert refusal(errors.EventAbsent, study, event=7)["found"] == "0, 1, 2"
    refusal(errors.EventAbsent, study, event=-3)
    assert refusal(errors.InvalidViolation, study, bounds=[1, -1])["found"] == "-1"
    assert refusal(errors.InvalidViolation, study, bounds=[])["found"] == "—"
    assert refusal(errors.InvalidViolation, study, bounds=[np.nan])["found"] == "nan"
    flat = event_study_of([-3, -2, 0], [0.1, 0.2, 1], np.full((3, 3), 0.04))
    assert refusal(errors.TooFewClustersForPath, flat)["n"] == 3
    refusal(errors.NoEffectsBefore, event_study_of([0, 1], [1, 1], np.eye(2)))
    refusal(errors.InvalidLevel, study, level=0.0)


@pytest.mark.parametrize(
    "design",
    [
        ["group-time", "--comparison", "never_treated", "--base", "universal"],
        ["interaction-weighted", "--comparison", "never_treated"],
        ["event-study"],
    ],
    ids=lambda design: design[0],
)
def test_command_tells_what_the_effect_bears(tmp_path, capsys, design):
    staggered_panel(3).to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", design[0], str(tmp_path / "panel.csv"), *design[1:], "--outcome", "y", "--unit", "commune",
            "--time", "year", "--cohort", "cohort"]  # fmt: skip
    for language, said in (("fr", "différent de zéro"), ("ar", "مختلفا عن الصفر"), ("en", "apart from zero")):
        assert main([*call, "--lang", language]) == 0
        assert said in capsys.readouterr().out


def test_command_stands_with_fewer_clusters_than_effects(tmp_path, capsys):
    panel = staggered_panel(3)
    blocks = panel["commune"] // 3 % 3 + 10 * (panel["cohort"] > 0)
    panel.assign(block=blocks).to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "interaction-weighted", str(tmp_path / "panel.csv"), "--comparison", "never_treated",
            "--outcome", "y", "--unit", "commune", "--time", "year", "--cohort", "cohort", "--cluster", "block"]  # fmt: skip
    assert main([*call, "--lang", "en"]) == 0
    page = capsys.readouterr().out
    assert "once in five" in page
    assert "apart from zero" not in page
