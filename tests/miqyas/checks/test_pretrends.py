"""Trends before treatment: power and distortion against simulation and independent software, refusals, words."""

import json

import numpy as np
import pytest
from tests.conftest import ROOT
from tests.miqyas.event_studies import event_study_of, published_study
from tests.miqyas.panels import staggered_panel

from miqyas import errors
from miqyas.checks.pretrends import pretrends
from miqyas.cli.main import main
from miqyas.estimators.group_time import group_time
from miqyas.numerics.pretrends import bias_given_passing, critical_value, detectable_slope

EVENTS = [-4, -3, -2, 0, 1, 2]
ORACLE = json.loads((ROOT / "tests/reference/oracles/event_path.json").read_text())


def some_variance(seed, k=6):
    root = np.random.default_rng(seed).normal(size=(k, k + 2)) / 5
    return root @ root.T


@pytest.mark.parametrize("df", [None, 12])
def test_power_and_distortion_are_those_of_a_simulation(df):
    variance, rng = some_variance(1), np.random.default_rng(2)
    steps = np.array([-3.0, -2, -1, 1, 2, 3])
    before = steps < 0
    slope = detectable_slope(steps[before], variance[:3, :3], power=0.5, level=0.95, df=df)
    draws = slope * steps + rng.multivariate_normal(np.zeros(6), variance, size=400_000)
    scale = 1.0 if df is None else rng.chisquare(df, 400_000) / df
    wald = np.einsum("ni,ij,nj->n", draws[:, :3], np.linalg.inv(variance[:3, :3]), draws[:, :3]) / scale
    kept = wald <= critical_value(3, 0.95, df)
    assert kept.mean() == pytest.approx(0.5, abs=0.004)
    told = bias_given_passing(slope * steps, variance, before, level=0.95, df=df)
    error = draws[kept].std(axis=0) / np.sqrt(kept.sum())
    assert (np.abs(draws[kept].mean(axis=0) - told) < 4 * error).all()


def test_slopes_are_those_of_independent_software():
    study, _ = published_study()
    checked = pretrends(study)
    assert checked.facts["slope_50"] == pytest.approx(ORACLE["wald_slope"]["0.5"], rel=1e-6)
    assert checked.facts["slope_80"] == pytest.approx(ORACLE["wald_slope"]["0.8"], rel=1e-6)


def test_one_effect_before_is_seen_half_the_time_at_its_critical_value():
    checked = pretrends(event_study_of([-2, 0], [0.1, 1.0], np.diag([0.04, 0.04])))
    # The chance in the other tail is 4e-5.
    assert checked.facts["slope_50"] == pytest.approx(1.959964 * 0.2, abs=1e-4)
    assert checked.facts["average_bias_80"] == pytest.approx((1.959964 + 0.841621) * 0.2, abs=1e-5)


def test_verdict_depends_on_what_the_test_can_miss():
    precise, vague = np.diag([0.01] * 4), np.diag([1.0] * 4)
    assert pretrends(event_study_of([-3, -2, 0, 1], [0.02, -0.05, 1, 1], precise)).passed is True
    assert pretrends(event_study_of([-3, -2, 0, 1], [0.02, -0.05, 1, 1], vague)).passed is None
    assert pretrends(event_study_of([-3, -2, 0, 1], [0.9, 0.5, 1, 1], precise)).passed is False


def test_no_sentence_says_that_there_is_no_trend():
    checked = pretrends(event_study_of([-3, -2, 0, 1], [0.02, -0.05, 1, 1], np.diag([0.01] * 4)))
    assert "does not prove that there is none" in checked.text["en"]
    assert "ne prouve pas" in checked.text["fr"]
    assert "لا يثبت" in checked.text["ar"]


def test_units_of_time_and_order_of_effects_do_not_matter():
    variance, values = some_variance(3), np.array([0.1, 0, 0.2, 1, 1.5, 2])
    plain = pretrends(event_study_of(EVENTS, values, variance))
    order = [3, 0, 5, 2, 1, 4]
    shuffled = event_study_of(np.array(EVENTS)[order], values[order], variance[np.ix_(order, order)])
    assert pretrends(shuffled).facts == pytest.approx(plain.facts)
    slower = pretrends(event_study_of(np.array(EVENTS) * 5, values, variance, reference=-5.0))
    assert slower.facts["slope_80"] == pytest.approx(plain.facts["slope_80"] / 5)
    assert slower.facts["average_bias_80"] == pytest.approx(plain.facts["average_bias_80"])


def test_too_few_clusters_for_a_test_is_told():
    flat = np.full((4, 4), 0.04)
    checked = pretrends(event_study_of([-3, -2, 0, 1], [0.1, 0.2, 1, 1], flat))
    assert checked.passed is None
    assert "slope_80" not in checked.facts
    assert "cannot be tested" in checked.text["en"]


def test_group_time_effects_give_their_path():
    panel = staggered_panel(4, n_units=600)
    drifting = panel.assign(y=panel["y"] + 0.5 * (panel["cohort"] > 0) * (panel["year"] - 2001))
    roles = {
        "outcome": "y", "unit_id": "commune", "time": "year", "cohort": "cohort", "comparison": "never_treated",
    }  # fmt: skip
    rng = np.random.default_rng(1)
    found = group_time(drifting, **roles, base="universal", rng=rng)
    study = found.event_study()
    assert list(study.events) == [-4, -3, -2, 0, 1, 2, 3]
    assert np.sqrt(np.diag(study.covariance)) == pytest.approx([e.std_error for e in study.effects])
    assert study.overall.value == found.overall("dynamic").value
    untreated = drifting[(drifting["cohort"] == 0) | (drifting["year"] < drifting["cohort"])]
    assert study.control_mean == pytest.approx(untreated["y"].mean())
    assert pretrends(found).passed is False
    assert pretrends(group_time(panel, **roles, base="universal", rng=rng)).passed is not False
    with pytest.raises(errors.BaseNotUniversal):
        pretrends(group_time(panel, **roles, base="varying", rng=rng))


def refusal(kind, *args, **options):
    with pytest.raises(kind) as caught:
        pretrends(event_study_of(*args, **options))
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals():
    assert refusal(errors.NoEffectsBefore, [0, 1], [1, 1], np.eye(2))["reference"] == "-1"
    refusal(errors.NoEventStudy, [-3, -2], [1, 1], np.eye(2))
    assert (
        refusal(errors.ReferenceNotJustBefore, [-2, -1, 0], [1, 1, 1], np.eye(3), reference=-3.0)["reference"]
        == "-3"
    )
    assert refusal(errors.UnequalEventSteps, [-4, -2, 0], [1, 1, 1], np.eye(3))["found"] == "-4, -2, -1, 0"
    with pytest.raises(errors.InvalidLevel):
        pretrends(event_study_of([-2, 0], [0.1, 1.0], np.eye(2)), level=1.0)


def test_command_tells_the_power_of_the_test(tmp_path, capsys):
    staggered_panel(3).to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "group-time", str(tmp_path / "panel.csv"), "--outcome", "y", "--unit", "commune", "--time",
            "year", "--cohort", "cohort", "--comparison", "never_treated", "--base", "universal"]  # fmt: skip
    for language, said in (("fr", "une fois sur cinq"), ("ar", "مرة من خمس"), ("en", "once in five")):
        assert main([*call, "--lang", language]) == 0
        assert said in capsys.readouterr().out
    assert main([*call[:-1], "varying", "--lang", "en"]) == 0
    assert "once in five" not in capsys.readouterr().out
