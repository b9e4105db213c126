"""Group-time effects with covariates and weights: invariances, exact influence, truth found, every refusal."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.panels import staggered_panel

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.group_time import group_time
from miqyas.numerics.doubly_robust_did import adjusted_change, first_step

METHODS = ["doubly_robust", "outcome_regression", "inverse_probability"]
ROLES = {
    "outcome": "y", "unit_id": "commune", "time": "year", "cohort": "cohort",
    "comparison": "never_treated", "base": "varying",
}  # fmt: skip


@pytest.fixture
def panel():
    data = staggered_panel(3, n_units=90, growth=0.4)
    rng = np.random.default_rng(5)
    return data.assign(
        age=rng.normal(40, 9, 90)[data["commune"]], near=rng.integers(0, 2, 90)[data["commune"]]
    )


def ask(table, **options):
    return group_time(table, **{**ROLES, "rng": np.random.default_rng(7), **options})


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def figures(found):
    return [x for e in found.effects for x in (e.value, e.std_error, e.low, e.band_low)]


@pytest.mark.parametrize("method", METHODS)
def test_influence_is_the_derivative_by_each_weight(method):
    """θ(w) depends on weights; unit i's influence is w_i ∂θ/∂w_i, estimated models included."""
    rng, n = np.random.default_rng(1), 40
    x = rng.normal(size=n)
    treated = x + rng.normal(size=n) > 0
    change, weights = x**2 + treated + rng.normal(size=n), rng.uniform(0.5, 2, n)
    design = np.column_stack([np.ones(n), x])

    def effect(weights):
        return adjusted_change(change, first_step(treated, design, weights, method))

    influence = effect(weights)[1]
    for unit in range(0, n, 3):
        up, down = weights.copy(), weights.copy()
        up[unit] *= 1 + 1e-5
        down[unit] *= 1 - 1e-5
        slope = (effect(up)[0] - effect(down)[0]) / 2e-5
        assert influence[unit] == pytest.approx(slope, rel=1e-5, abs=1e-8)
    assert influence.sum() == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize("comparison", ["never_treated", "not_yet_treated"])
@pytest.mark.parametrize("cluster", [None, "block"])
def test_equal_weights_alone_change_nothing(panel, comparison, cluster):
    data = panel.assign(block=panel["commune"] // 3 % 10 + 100 * (panel["cohort"] > 0), one=2.5)
    plain = ask(data, comparison=comparison, cluster=cluster)
    weighted = ask(data, comparison=comparison, cluster=cluster, weights="one")
    assert figures(weighted) == pytest.approx(figures(plain), rel=1e-9)
    assert weighted.control_mean == pytest.approx(plain.control_mean)
    assert weighted.pretrend_p_value == pytest.approx(plain.pretrend_p_value)


@pytest.mark.parametrize("method", METHODS)
def test_a_unit_of_weight_two_counts_as_two_units_of_one_cluster(panel, method):
    twice = panel[panel["commune"] < 30].assign(commune=lambda t: t["commune"] + 1000, copy=1)
    copied = pd.concat([panel, twice]).assign(origin=lambda t: t["commune"] % 1000)
    data = panel.assign(count=1 + (panel["commune"] < 30))
    options = {"covariates": ["age"], "method": method, "base": "universal"}
    assert figures(ask(data, weights="count", **options)) == pytest.approx(
        figures(ask(copied, cluster="origin", **options)), rel=1e-8
    )


@pytest.mark.parametrize("method", METHODS)
def test_scale_of_covariates_order_of_rows_and_levels_do_not_matter(panel, method):
    options = {"covariates": ["age", "near"], "method": method}
    plain = figures(ask(panel, **options))
    moved = panel.assign(age=1e6 + 1e4 * panel["age"], y=panel["y"] + 50 * (panel["commune"] % 5))
    assert figures(ask(moved.sample(frac=1, random_state=1), **options)) == pytest.approx(plain, rel=1e-6)


def confounded(rng, *, straight_trend, straight_choice, n=300):
    """Changes whose trend and chance of treatment depend on x, each as a line or a logit, or not."""
    x = rng.normal(size=n)
    z = (np.exp(x / 2) - 1.13) * 1.5
    treated = rng.uniform(size=n) < 1 / (1 + np.exp(-0.8 * (x if straight_choice else z)))
    change = (x if straight_trend else z) + 1.0 * treated + rng.normal(0, 1, n)
    return change, treated, np.column_stack([np.ones(n), x])


@pytest.mark.parametrize(("trend", "choice"), [(True, False), (False, True)])
def test_doubly_robust_covers_when_one_model_is_right(trend, choice):
    """400 samples, true effect 1: of 95 % intervals, fewer than 366 hold it by chance once in 1,000."""
    rng, held, naive = np.random.default_rng(2), 0, 0
    for _ in range(400):
        change, treated, design = confounded(rng, straight_trend=trend, straight_choice=choice)
        for columns in (2, 1):
            step = first_step(treated, design[:, :columns], np.ones(300), "doubly_robust")
            value, influence = adjusted_change(change, step)
            covers = abs(value - 1) <= 1.96 * np.sqrt((influence**2).sum())
            held, naive = held + covers * (columns == 2), naive + covers * (columns == 1)
    assert held >= 366
    assert naive < 20


def test_covariates_are_read_in_the_base_period(panel):
    later = panel.assign(age=panel["age"].mask(panel["year"] >= 2005, 0.0))
    told = {(e.cohort, e.time): e.value for e in ask(later, covariates=["age"]).of("group_time")}
    plain = {(e.cohort, e.time): e.value for e in ask(panel, covariates=["age"]).of("group_time")}
    assert told == pytest.approx(plain)


def test_units_left_out_are_counted(panel):
    late = panel.assign(
        cohort=panel["cohort"].mask(panel["commune"] == 3, 2030).mask(panel["commune"] == 4, 2001)
    )
    holed = late.assign(age=late["age"].mask(late.index == 0))
    found = ask(holed, covariates=["age"])
    assert [str(note) for note in found.notes] == [
        "incomplete_units=1", "always_treated_units=1", "treated_after_the_end=1",
    ]  # fmt: skip
    assert (found.n_units, found.n_dropped) == (88, 12)
    empty = panel.assign(cohort=panel["cohort"].astype(float).replace(0, np.nan))
    assert figures(ask(empty, covariates=["age"])) == figures(ask(panel, covariates=["age"]))


def test_refusals(panel):
    ask_with = {"covariates": ["age"]}
    separated = panel.assign(age=panel["age"] + 1000 * (panel["cohort"] == 2003))
    assert refusal(errors.NoOverlap, separated, **ask_with)["cohort"] == "2003"
    assert ask(separated, covariates=["age"], method="outcome_regression").n_units == 90
    copy = panel.assign(copy=2 * panel["age"] + 1, same=4.0)
    assert refusal(errors.CovariatesNotApart, copy, covariates=["age", "copy"])["columns"] == "copy"
    assert refusal(errors.CovariatesNotApart, copy, covariates=["same"])["n"] == 30
    assert refusal(errors.InvalidWeights, panel.assign(w=-1.0), weights="w")["n"] == 540
    moving = panel.assign(w=1.0 + (panel.index == 3))
    assert refusal(errors.WeightChangesInUnit, moving, weights="w")["n"] == 1
    refusal(errors.ColumnUsedTwice, panel, covariates=["y"])
    refusal(errors.ColumnUsedTwice, panel, weights="y")
    refusal(errors.MissingColumn, panel, covariates=["revenu"])
    refusal(errors.NoComparison, panel[panel["cohort"] > 0], **ask_with)
    assert refusal(errors.OnePeriod, panel[panel["year"] == 2003], **ask_with)["found"] == "2003"
    assert refusal(errors.PeriodGap, panel[panel["year"] != 2004], **ask_with)["column"] == "year"
    assert refusal(errors.DuplicatedUnitTime, pd.concat([panel, panel[:2]]), **ask_with)["n"] == 2
    stopped = panel.assign(cohort=panel["cohort"].mask((panel["commune"] == 1) & (panel["year"] > 2004), 0))
    assert refusal(errors.CohortChanges, stopped, **ask_with)["n"] == 1
    odd = panel.assign(cohort=panel["cohort"].replace(2003, 2002.5))
    assert refusal(errors.CohortBetweenPeriods, odd, **ask_with)["found"] == "2002.5"
    assert refusal(errors.NoTreatedCohort, panel.assign(cohort=0), **ask_with)["period"] == "2001"
    alone = panel.assign(cohort=panel["cohort"].mask(panel["commune"] == 0, 2006))
    assert refusal(errors.TooFewUnits, alone, **ask_with)["arm"] == "2006"
    shifting = panel.assign(province=panel["province"] + (panel.index == 3))
    assert refusal(errors.UnitInSeveralClusters, shifting, cluster="province", **ask_with)["n"] == 1
    lone = panel.assign(block=(panel["cohort"] > 0) * 1 + (panel["cohort"] == 0) * (2 + panel["commune"]))
    assert refusal(errors.TooFewClusters, lone, cluster="block", **ask_with)["treated"] == 1
    refusal(errors.NoResidualVariation, panel.assign(y=panel["commune"] + panel["year"]), **ask_with)
    assert refusal(errors.NotNumeric, panel.assign(cohort="jamais"), **ask_with)["column"] == "cohort"


def test_command_takes_covariates_and_weights(panel, tmp_path, capsys):
    panel.to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "group-time", str(tmp_path / "panel.csv"), "--outcome", "y", "--unit", "commune", "--time",
            "year", "--cohort", "cohort", "--comparison", "not_yet_treated", "--base", "varying", "--seed", "7",
            "--covariates", "age,near", "--weights", "weight", "--method", "inverse_probability", "--json"]  # fmt: skip
    assert main(call) == 0
    rows = json.loads(capsys.readouterr().out)
    expected = ask(
        panel,
        covariates=["age", "near"],
        weights="weight",
        method="inverse_probability",
        comparison="not_yet_treated",
    )
    assert [row["value"] for row in rows] == pytest.approx([e.value for e in expected.effects], rel=1e-9)
    assert rows[0]["method"].startswith("group-time effects, inverse probability weighting, weights, not yet")
