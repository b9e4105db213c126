"""Syntheses against published figures: the BCG trials, and seven microcredit trials computed from their rows."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from miqyas.estimators.itt import itt
from miqyas.evidence.synthesis import (
    BetweenVariance,
    Effects,
    PooledInterval,
    asymmetry,
    fixed_effect,
    random_effects,
)

pytestmark = pytest.mark.reference
NORMAL, KNAPP_HARTUNG = PooledInterval.NORMAL, PooledInterval.KNAPP_HARTUNG
REML, DL, PM = BetweenVariance


@pytest.fixture(scope="module")
def bcg(shared_data):
    """Log risk ratios of the thirteen trials, with their usual variance."""
    d = pd.read_csv(shared_data / "econ" / "bcg_vaccine_meta.csv")
    treated, control = d["tpos"] + d["tneg"], d["cpos"] + d["cneg"]
    values = np.log((d["tpos"] / treated) / (d["cpos"] / control))
    variances = 1 / d["tpos"] - 1 / treated + 1 / d["cpos"] - 1 / control
    return Effects(tuple(d["trial"].astype(str)), values.to_numpy(), np.sqrt(variances.to_numpy()))


@pytest.mark.parametrize(
    ("between", "interval", "value", "std_error"),
    [
        (REML, NORMAL, -0.7145, 0.1798),
        (DL, NORMAL, -0.7141, 0.1787),
        (REML, KNAPP_HARTUNG, -0.7145, 0.1808),
    ],
)
def test_bcg_agrees_with_metafor(bcg, between, interval, value, std_error):
    found = random_effects(bcg, between=between, interval=interval)
    assert (round(found.value, 4), round(found.std_error, 4)) == (value, std_error)


def test_bcg_heterogeneity_agrees_with_metafor(bcg):
    reml, dl = random_effects(bcg), random_effects(bcg, between=DL)
    assert (round(reml.tau2, 4), round(dl.tau2, 4)) == (0.3132, 0.3088)
    assert (round(100 * reml.i2, 2), round(reml.q, 3)) == (92.22, 152.233)
    assert (round(reml.low, 4), round(reml.high, 4)) == (-1.1084, -0.3206)


def test_bcg_agrees_with_pymare_and_with_the_stored_reproduction(bcg):
    # Figures beside the data, all digits.
    assert random_effects(bcg).std_error == pytest.approx(0.18079174439743378, rel=1e-8)
    assert random_effects(bcg, between=DL, interval=NORMAL).std_error == pytest.approx(
        0.1787420895354032, rel=1e-9
    )


def test_bcg_asymmetry_agrees_with_statsmodels(bcg):
    design = sm.add_constant(1 / bcg.std_errors)
    oracle = sm.OLS(bcg.estimates / bcg.std_errors, design).fit()
    facts = asymmetry(bcg).facts
    assert facts["intercept"] == pytest.approx(oracle.params[0], rel=1e-9)
    assert facts["std_error"] == pytest.approx(oracle.bse[0], rel=1e-9)
    assert facts["p_value"] == pytest.approx(oracle.pvalues[0], rel=1e-9)


def seven_effects(shared_data):
    """Each trial's difference in means from its rows; the published standard errors are homoscedastic."""
    rows = pd.read_csv(shared_data / "econ" / "meager2019_seven_microcredit_rcts_profit.csv")
    labels, values, std_errors = [], [], []
    for label, trial in rows.groupby("study"):
        used = trial[["profit_usdppp", "treatment"]].dropna()
        fit = sm.OLS(used["profit_usdppp"], sm.add_constant(used["treatment"])).fit()
        effect = itt(trial[["profit_usdppp", "treatment"]], outcome="profit_usdppp", treatment="treatment")
        assert effect.value == pytest.approx(fit.params["treatment"], rel=1e-9)
        labels.append(str(label))
        values.append(effect.value)
        std_errors.append(fit.bse["treatment"])
    return Effects(tuple(labels), np.array(values), np.array(std_errors))


def test_seven_microcredit_trials(shared_data):
    effects = seven_effects(shared_data)
    published = {
        "angelucci": (-4.549, 5.879), "attanasio": (-0.341, 0.223), "augsberg": (37.534, 19.780),
        "banerjee": (16.722, 11.830), "crepon": (17.544, 11.401), "karlan": (66.564, 78.127),
        "tarozzi": (7.289, 7.893),
    }  # fmt: skip
    rounded = zip(effects.labels, effects.estimates.round(3), effects.std_errors.round(3), strict=True)
    assert {label: (value, std_error) for label, value, std_error in rounded} == published
    dl = random_effects(effects, between=DL, interval=NORMAL)
    assert (round(dl.value, 2), round(dl.std_error, 2)) == (4.46, 3.85)
    common = fixed_effect(effects)
    assert (round(common.value, 2), round(common.std_error, 2)) == (-0.32, 0.22)
