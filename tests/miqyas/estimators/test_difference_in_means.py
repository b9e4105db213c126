"""Difference in means against independent software, the published formulas, and what it refuses."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import ttest_ind
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.estimators.itt import itt


@pytest.fixture
def trial():
    """Households drawn one by one inside four regions, with unequal shares."""
    rng = np.random.default_rng(8)
    region = rng.integers(0, 4, 300)
    assigned = (rng.uniform(size=300) < 0.2 + 0.15 * region).astype(int)
    income = 10 + region + assigned * (1 + region) + rng.normal(0, 1 + assigned, 300)
    return pd.DataFrame(
        {"income": income, "assigned": assigned, "region": region, "weight": rng.uniform(1, 3, 300)}
    )


def ask(table, **options):
    return difference_in_means(table, outcome="income", treatment="assigned", **options)


def test_one_stratum_is_welch_s_test(trial):
    found = ask(trial)
    arms = [trial.loc[trial["assigned"] == arm, "income"] for arm in (1, 0)]
    oracle = ttest_ind(*arms, equal_var=False)
    interval = oracle.confidence_interval(0.95)
    assert found.p_value == pytest.approx(oracle.pvalue, rel=1e-9)
    assert found.df == pytest.approx(oracle.df, rel=1e-9)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), rel=1e-9)
    assert found.control_mean == pytest.approx(arms[1].mean(), rel=1e-12)


def test_strata_are_the_saturated_regression_with_hc2(trial):
    regions = pd.get_dummies(trial["region"]).to_numpy(float)
    design = np.column_stack([regions, regions * trial[["assigned"]].to_numpy()])
    fit = sm.OLS(trial["income"], design).fit(cov_type="HC2")
    oracle = fit.t_test(np.concatenate([np.zeros(4), regions.mean(axis=0)]))
    found = ask(trial, strata="region")
    assert found.value == pytest.approx(oracle.effect[0], rel=1e-9)
    assert found.std_error == pytest.approx(oracle.sd[0, 0], rel=1e-9)
    # The truth of this trial, 1 + region averaged over all units; `itt` weighs regions otherwise.
    assert abs(found.value - (1 + trial["region"].mean())) < 3 * found.std_error
    assert itt(trial, outcome="income", treatment="assigned", strata="region").value != pytest.approx(
        found.value, rel=1e-3
    )


def test_clusters_are_totals_of_deviations():
    villages = village_trial(4, n_villages=14)
    found = ask(villages, cluster="village", weights="weight")
    value = variance = 0.0
    for sign, (_, arm) in zip((-1, 1), villages.groupby("assigned"), strict=True):
        mean = np.average(arm["income"], weights=arm["weight"])
        totals = (arm["weight"] * (arm["income"] - mean)).groupby(arm["village"]).sum()
        value += sign * mean
        variance += 7 / 6 * (totals**2).sum() / arm["weight"].sum() ** 2
    assert found.value == pytest.approx(value, rel=1e-9)
    assert found.std_error == pytest.approx(np.sqrt(variance), rel=1e-9)
    assert found.n_clusters == 14


def test_pairs_take_the_variance_between_pairs():
    pairs = village_trial(6, n_villages=20, per_village=4, pairs=True)
    pairs = pairs.drop(index=pairs.index[[1, 2, 30]])  # pairs of unequal size
    found = ask(pairs, strata="pair", cluster="village")
    means = pairs.pivot_table("income", "pair", "assigned", aggfunc="mean")
    gaps, sizes = (means[1] - means[0]).to_numpy(), pairs.groupby("pair").size().to_numpy()
    n, j = sizes.sum(), 10
    value = (sizes * gaps).sum() / n
    # Imai, King and Nall (2009), equation 7, for weights n_j.
    variance = j / ((j - 1) * n**2) * ((sizes * gaps - n * value / j) ** 2).sum()
    assert (found.value, found.std_error, found.df) == pytest.approx((value, np.sqrt(variance), 9), rel=1e-9)
    assert "between strata" in found.method


def test_interval_of_pairs_and_villages_covers():
    held = {"pair": 0, "none": 0}
    for seed in range(120):
        paired = village_trial(seed, n_villages=16, per_village=2, effect=0.5, pairs=True)
        drawn = village_trial(seed, n_villages=16, per_village=2, effect=0.5)
        a, b = ask(paired, strata="pair", cluster="village"), ask(drawn, cluster="village")
        held["pair"] += a.low <= 0.5 <= a.high
        held["none"] += b.low <= 0.5 <= b.high
    assert all(0.9 <= count / 120 <= 0.99 for count in held.values()), held


def test_stratum_with_one_arm_is_left_out_and_counted(trial):
    lonely = trial.assign(
        region=trial["region"].where(trial.index > 4, 9), assigned=trial["assigned"].where(trial.index > 4, 1)
    )
    found, without = ask(lonely, strata="region"), ask(lonely[lonely["region"] < 9], strata="region")
    assert (found.value, found.std_error, found.n) == (without.value, without.std_error, without.n)
    assert [str(note) for note in found.notes] == ["one_arm_strata=1"]


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    return caught.value.facts


def test_clusters_with_both_arms_are_refused(trial):
    assert refusal(errors.ClusterCrossesArms, trial, cluster="region") == {"column": "region", "n": 4}


def test_one_stratum_left_with_one_unit_in_an_arm_is_refused():
    odd = pd.DataFrame({"income": [1.0, 2, 4, 7, 9], "assigned": [1, 0, 0, 1, 1], "region": [1, 1, 1, 2, 2]})
    facts = refusal(errors.TooFewUnits, odd, strata="region")
    assert facts == {"column": "assigned", "arm": 1, "found": 1, "needed": 2}


def test_constant_inside_arms_and_wrong_level_are_refused(trial):
    refusal(errors.NoResidualVariation, trial.assign(income=trial["assigned"] * 2.0))
    refusal(errors.InvalidLevel, trial, level=1)
    refusal(errors.MissingColumn, trial, strata="regions")
