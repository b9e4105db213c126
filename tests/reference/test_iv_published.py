"""Instrumental variables against published figures and independent software."""

import json

import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.sandbox.regression.gmm import IV2SLS

from miqyas.checks.weak_instruments import weak_instruments
from miqyas.estimators.iv import iv

pytestmark = pytest.mark.reference
COVARIATES = ["exper", "black", "south", "married", "smsa"]
COLLEGE = {"outcome": "lwage", "treatment": "educ", "instruments": "nearc4", "covariates": COVARIATES}
PROMOTION = {
    "outcome": "health_expenditures", "treatment": "enrolled_rp", "instruments": "promotion_locality",
}  # fmt: skip


def figures(shared_data, name, label):
    rows = json.loads((shared_data / "econ" / f"{name}.json").read_text())["reproduced"]
    return next(row for row in rows if row["label"] == label)


@pytest.fixture(scope="module")
def college(shared_data):
    return pd.read_csv(shared_data / "econ" / "card1995_close_college.csv")


@pytest.fixture(scope="module")
def insurance(shared_data):
    rows = pd.read_csv(shared_data / "econ" / "hisp_impact_evaluation_in_practice.csv")
    return rows[rows["round"] == 1]


def test_college_proximity_has_the_published_effect(college, shared_data):
    found, expected = iv(college, **COLLEGE), figures(shared_data, "card1995_close_college", "2SLS")
    assert round(found.value, 3) == expected["published"]
    assert found.value == pytest.approx(expected["est"], rel=1e-7)  # the file's figure has eight digits
    assert (found.n, found.n_dropped) == (expected["n"], 7)
    # Published with one variance for all units: .050; ours is HC1.
    assert found.std_error == pytest.approx(expected["se"], rel=0.02)


def test_college_proximity_agrees_with_statsmodels(college):
    rows = college.dropna()
    x, z = (sm.add_constant(rows[[*COVARIATES, last]]) for last in ("educ", "nearc4"))
    assert iv(college, **COLLEGE).value == pytest.approx(
        IV2SLS(rows["lwage"], x, z).fit().params["educ"], rel=1e-9
    )


def test_college_proximity_is_a_weak_instrument_by_the_effective_f(college):
    found = weak_instruments(college, **COLLEGE)
    rows = college.dropna()
    fit = sm.OLS(rows["educ"], sm.add_constant(rows[[*COVARIATES, "nearc4"]])).fit(cov_type="HC1")
    assert found.facts["effective_f"] == pytest.approx(fit.tvalues["nearc4"] ** 2, rel=1e-9)
    assert found.passed is False
    assert found.facts["anderson_rubin"] == "interval"


def test_promotion_has_the_book_s_effect_and_error(insurance, shared_data):
    expected = figures(shared_data, "hisp_impact_evaluation_in_practice", "randomized promotion IV")
    found = iv(insurance, **PROMOTION)
    arms = insurance.groupby("promotion_locality")[["health_expenditures", "enrolled_rp"]].mean()
    outcome, treatment = arms.loc[1] - arms.loc[0]
    assert found.value == pytest.approx(outcome / treatment, rel=1e-12)
    assert found.value == pytest.approx(expected["est"], rel=1e-8)  # as many digits as that software kept
    assert (round(found.value, 2), round(found.std_error, 2)) == (
        expected["published"],
        expected["published_se"],
    )
    assert (found.estimand, found.n) == ("LATE", expected["n"])


def test_promotion_by_locality_is_twice_as_uncertain(insurance):
    found = iv(insurance, **PROMOTION, cluster="locality_identifier")
    assert round(found.std_error, 2) == 1.13  # measured with other software: facts beside the data
    assert weak_instruments(insurance, **PROMOTION, cluster="locality_identifier").passed is True
