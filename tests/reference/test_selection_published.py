"""Comparisons, weighting and matching against published figures."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.regression.quantile_regression import QuantReg

from miqyas.checks.covariate_balance import balance_after_matching, balance_after_weighting
from miqyas.checks.overlap import overlap
from miqyas.estimators.aipw import aipw
from miqyas.estimators.before_after import before_after
from miqyas.estimators.coarsened_matching import coarsened_matching
from miqyas.estimators.ipw import Balancing, ipw, score_balance
from miqyas.estimators.matching import Distance, Link, Matching, matching
from miqyas.estimators.naive_comparison import naive_comparison
from miqyas.estimators.quantile_effects import quantile_effects
from miqyas.numerics.weighting import Estimand

pytestmark = pytest.mark.reference


HOUSEHOLD = [
    "age_hh", "age_sp", "educ_hh", "educ_sp", "female_hh", "indigenous", "hhsize", "dirtfloor", "bathroom", "land",
    "hospital_distance",
]  # fmt: skip
TRAINEE = [
    "age", "age2", "educ", "educ2", "black", "hisp", "marr", "nodegree", "re74", "re75", "u74", "u75",
]  # fmt: skip
EXPERIMENT = 1794.342  # the trial's own difference: what methods without a trial look for


def figures(shared_data, name, label):
    rows = json.loads((shared_data / "econ" / f"{name}.json").read_text())["reproduced"]
    return next(row for row in rows if row["label"] == label)


@pytest.fixture(scope="module")
def insurance(shared_data):
    rows = pd.read_csv(shared_data / "econ" / "hisp_impact_evaluation_in_practice.csv")
    return rows[rows["treatment_locality"] == 1]


@pytest.fixture(scope="module")
def lalonde(shared_data):
    return pd.read_csv(shared_data / "econ" / "lalonde_dehejia_wahba_nsw_cps1.csv")


def test_before_and_after_is_the_book_s(insurance, shared_data):
    expected = figures(shared_data, "hisp_impact_evaluation_in_practice", "before-after treated villages")
    enrolled = insurance[insurance["enrolled"] == 1]
    asked = {"outcome": "health_expenditures", "time": "round"}
    found = before_after(enrolled, **asked)
    assert found.value == pytest.approx(expected["est"], rel=1e-8)
    assert (round(found.value, 2), found.n) == (expected["published"], expected["n"])
    panel = before_after(enrolled, **asked, unit_id="household_identifier")
    assert round(panel.value, 2) == -6.65
    clustered = before_after(enrolled, **asked, cluster="locality_identifier")
    assert clustered.value == pytest.approx(found.value, rel=1e-12)
    assert clustered.std_error == pytest.approx(expected["se"], rel=1e-8)  # published 0.23


def test_enrolled_against_not_is_the_book_s(insurance, shared_data):
    expected = figures(shared_data, "hisp_impact_evaluation_in_practice", "enrolled vs not (follow-up)")
    found = naive_comparison(
        insurance[insurance["round"] == 1], outcome="health_expenditures", treatment="enrolled"
    )
    assert found.value == pytest.approx(expected["est"], rel=1e-8)
    assert (round(found.value, 2), found.n) == (expected["published"], expected["n"])


def test_training_against_the_survey_is_the_published_gap(lalonde, shared_data):
    rows = lalonde[(lalonde["sample"] != "nsw") | (lalonde["treat"] == 1)]
    expected = figures(shared_data, "lalonde_dehejia_wahba_nsw_cps1", "NSW treated vs CPS-1")
    found = naive_comparison(rows, outcome="re78", treatment="treat")
    assert found.value == pytest.approx(expected["est"], rel=1e-8)
    assert (round(found.value), found.n) == (expected["published"], expected["n"])


@pytest.fixture(scope="module")
def trainees(lalonde):
    """Trainees of the trial, and people of the survey instead of its control group."""
    rows = lalonde[(lalonde["sample"] != "nsw") | (lalonde["treat"] == 1)]
    return rows.assign(
        age2=rows["age"] ** 2,
        educ2=rows["educ"] ** 2,
        u74=1 * (rows["re74"] == 0),
        u75=1 * (rows["re75"] == 0),
    )


TRAINING = {"outcome": "re78", "treatment": "treat", "covariates": TRAINEE}


def test_weighting_brings_the_survey_back_to_the_trial(trainees):
    """No published figure for this specification; the trial's own must lie in the interval, far from -8,498."""
    found = [
        ipw(trainees, **TRAINING, estimand=Estimand.ATT),
        ipw(trainees, **TRAINING, estimand=Estimand.ATT, balancing=Balancing.ENTROPY),
        aipw(trainees, **TRAINING, estimand=Estimand.ATT, rng=np.random.default_rng(0), repeats=11),
    ]
    assert [round(estimate.value) for estimate in found] == [1593, 1467, 1486]
    assert all(estimate.low < EXPERIMENT < estimate.high for estimate in found)


def test_checks_tell_that_few_of_the_survey_are_like_trainees(trainees):
    seen = overlap(trainees, **TRAINING, estimand=Estimand.ATT)
    assert (seen.facts["n_control"], round(seen.facts["effective_control"])) == (15992, 104)
    checked = balance_after_weighting(trainees, **TRAINING, new_weights=score_balance(Estimand.ATT))
    assert checked.facts["largest_before"] > 2.4
    assert checked.passed is True


def test_weighting_the_insurance_comes_near_the_book_s_trial(insurance, shared_data):
    """Enrolled against not, same data: -14.46 as found, -10.14 in the trial."""
    asked = {
        "outcome": "health_expenditures", "treatment": "enrolled", "covariates": HOUSEHOLD,
        "cluster": "locality_identifier", "estimand": Estimand.ATT,
    }  # fmt: skip
    rows = insurance[insurance["round"] == 1]
    assert round(ipw(rows, **asked).value, 2) == -9.66
    assert round(ipw(rows, **asked, balancing=Balancing.ENTROPY).value, 2) == -9.79
    assert round(aipw(rows, **asked, rng=np.random.default_rng(0)).value, 2) == -10.02


PLAIN = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]
# Published with R's Matching on the trial's 445 people (Sekhon 2011, Journal of Statistical Software 42(7) and the
# package's own example, from memory): effect, pairs. Its ties: squared distances, in standard deviations of the score,
# less than 1e-5 apart.
SQUARES = ["age2", "educ2", "r742", "r752", "u74", "u75"]


@pytest.mark.parametrize(("covariates", "published"), [(PLAIN, 2624.3), ([*PLAIN, *SQUARES], 2153.3)])
def test_matching_on_the_score_is_that_of_the_published_example(lalonde, covariates, published):
    rows = lalonde[lalonde["sample"] == "nsw"]
    rows = rows.assign(
        age2=rows["age"] ** 2, educ2=rows["educ"] ** 2, r742=rows["re74"] ** 2, r752=rows["re75"] ** 2,
        u74=1 * (rows["re74"] == 0), u75=1 * (rows["re75"] == 0),
    )  # fmt: skip
    z = (rows[covariates] - rows[covariates].mean()) / rows[covariates].std()
    score = sm.Logit(rows["treat"], sm.add_constant(z)).fit(disp=0).predict()
    by = Matching(distance=Distance.SCORE, tie=score.std(ddof=1) * np.sqrt(1e-5))
    found = matching(rows, outcome="re78", treatment="treat", covariates=covariates, by=by)
    assert round(found.value, 1) == published
    assert (found.estimand, round(found.control_mean + found.value, 2)) == ("ATT", 6349.14)


def test_matching_brings_the_survey_back_to_the_trial(trainees):
    asked = {"outcome": "re78", "treatment": "treat"}
    score = Matching(distance=Distance.SCORE)
    found = [
        matching(trainees, **asked, covariates=TRAINEE, by=score),
        matching(trainees, **asked, covariates=PLAIN),
        matching(trainees, **asked, covariates=PLAIN, by=Matching(neighbours=4)),
    ]
    assert [round(estimate.value) for estimate in found] == [2011, 2000, 1545]
    assert all(estimate.low < EXPERIMENT < estimate.high for estimate in found)
    checked = balance_after_matching(trainees, **asked, covariates=PLAIN)
    assert checked.facts["largest_before"] > 2.4
    assert checked.facts["largest_after"] < 0.02


@pytest.fixture(scope="module")
def households(shared_data):
    """Every household, enrolled or not, in one row: covariates before, spending after and its change."""
    rows = pd.read_csv(shared_data / "econ" / "hisp_impact_evaluation_in_practice.csv")
    before, after = (rows[rows["round"] == n].set_index("household_identifier") for n in (0, 1))
    joined = before[[*HOUSEHOLD, "treatment_locality"]].join(
        after[["health_expenditures", "enrolled"]], how="inner"
    )
    return joined.assign(change=joined["health_expenditures"] - before["health_expenditures"])


def test_matching_the_insurance_is_the_book_s(households):
    """Impact Evaluation in Practice, chapter 8: probit on all that was measured before, every household not enrolled.

    -9.95 is the published figure. For the change, our data sheet quotes -6.30 from memory; no choice of pool, score or
    columns among 96 comes near it (the enrolled spent 6.65 less, their likes always more than before), so it is not
    what this test waits for.
    """
    by = Matching(distance=Distance.SCORE, link=Link.PROBIT)
    asked = {"treatment": "enrolled", "covariates": HOUSEHOLD, "by": by}
    found = matching(households, outcome="health_expenditures", **asked)
    assert found.value == pytest.approx(-9.95, abs=0.006)
    assert round(matching(households, outcome="change", **asked).value, 2) == -9.41
    assert found.low < -10.14 < found.high


def test_matching_in_treated_localities_stays_what_it_was(households):
    rows = households[households["treatment_locality"] == 1]
    asked = {"treatment": "enrolled", "covariates": HOUSEHOLD, "by": Matching(distance=Distance.SCORE)}
    assert round(matching(rows, outcome="health_expenditures", **asked).value, 2) == -8.96
    assert round(matching(rows, outcome="change", **asked).value, 2) == -8.28
    classed = coarsened_matching(
        rows, outcome="health_expenditures", treatment="enrolled",
        covariates=["age_hh", "educ_hh", "hhsize", "indigenous", "dirtfloor", "bathroom", "land"],
        bins={"age_hh": 4, "educ_hh": 3, "hhsize": 4, "land": 3},
    )  # fmt: skip
    assert round(classed.value, 2) == -9.87


@pytest.mark.parametrize("q", [0.1, 0.25, 0.5, 0.75, 0.9])
def test_quantiles_of_consumption_are_those_of_quantile_regression(shared_data, q):
    rows = pd.read_csv(shared_data / "econ" / "crepon2015_morocco_microcredit_full.csv")
    fit = QuantReg(rows["Y_consumption"].to_numpy(), sm.add_constant(rows["D"].to_numpy())).fit(q=q)
    rng = np.random.default_rng(0)
    effect = quantile_effects(rows, outcome="Y_consumption", treatment="D", at=[q], rng=rng).effects[0]
    assert effect.value == pytest.approx(
        fit.params[1], abs=0.3
    )  # its linear programme stops between two rows
    assert effect.std_error == pytest.approx(fit.bse[1], rel=0.07)
    village = quantile_effects(
        rows, outcome="Y_consumption", treatment="D", at=[q], cluster="village", rng=rng
    ).effects[0]
    assert village.std_error > 1.4 * effect.std_error
