"""Difference-in-differences against the textbook, a published table and independent software."""

import json

import pandas as pd
import pytest
import statsmodels.formula.api as smf

from miqyas.estimators.did import did

pytestmark = pytest.mark.reference
HISP = "hisp_impact_evaluation_in_practice"
ROLES = {"outcome": "health_expenditures", "treatment": "enrolled", "time": "round"}


@pytest.fixture(scope="module")
def hisp(shared_data):
    data = pd.read_csv(shared_data / "econ" / f"{HISP}.csv")
    return data[data["treatment_locality"] == 1]


def test_health_subsidy_is_the_figure_of_the_book(hisp, shared_data):
    document = json.loads((shared_data / "econ" / f"{HISP}.json").read_text())
    book = next(row for row in document["published"] if row["what"] == "DiD enrolled vs not")
    stored = next(row for row in document["reproduced"] if row["label"] == "DiD enrolled vs not")
    found = did(hisp, cluster="locality_identifier", **ROLES)
    assert (round(found.value, 2), round(found.std_error, 2)) == (book["value"], book["se"])
    assert found.value == pytest.approx(stored["est"], rel=1e-8)
    assert found.std_error == pytest.approx(stored["se"], rel=1e-8)
    assert found.n == stored["n"]


@pytest.mark.parametrize("covariates", [(), ("age_hh", "educ_hh", "hospital_distance")])
@pytest.mark.parametrize("cluster", [None, "locality_identifier"])
def test_health_subsidy_agrees_with_statsmodels(hisp, covariates, cluster):
    rows = hisp.dropna(subset=list(covariates))
    formula = " + ".join(['health_expenditures ~ enrolled*Q("round")', *covariates])
    fit = smf.ols(formula, rows)
    groups = (
        {"cov_type": "cluster", "cov_kwds": {"groups": rows[cluster]}} if cluster else {"cov_type": "HC1"}
    )
    oracle, name = fit.fit(use_t=True, **groups), 'enrolled:Q("round")'
    found = did(hisp, cluster=cluster, covariates=covariates, **ROLES)
    assert found.value == pytest.approx(oracle.params[name], rel=1e-8)
    assert found.std_error == pytest.approx(oracle.bse[name], rel=1e-8)
    assert (found.low, found.high) == pytest.approx(tuple(oracle.conf_int().loc[name]), rel=1e-8)


def test_tobacco_law_cross_sections_of_means(shared_data):
    """Arkhangelsky and others (2021), table 1: DID = -27.3, California against 38 states, before and after 1989."""
    states = pd.read_csv(shared_data / "econ" / "california_prop99.csv")
    states["law"] = (states["State"] == "California").astype(int)
    states["after"] = (states["Year"] >= 1989).astype(int)
    found = did(states, outcome="PacksPerCapita", treatment="law", time="after")
    assert round(found.value, 1) == -27.3
    assert found.value == pytest.approx(-27.34911108361498, rel=1e-9)
