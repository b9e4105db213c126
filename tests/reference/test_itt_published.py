"""Intention to treat against published trials and independent software."""

import json

import causaldata
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from miqyas.data.relation import open_relation
from miqyas.estimators.itt import itt

pytestmark = pytest.mark.reference
TRIAL = "crepon2015_morocco_microcredit_full"
OUTCOMES = ("Y_borrowing", "Y_output", "Y_profit", "Y_consumption")


def covariates_of(columns):
    """The specification written beside the data: every baseline column, and who answered."""
    return [c for c in columns if c.endswith(("_bl", "_d"))] + ["ccm_resp_activ", "other_resp_activ"]


@pytest.fixture(scope="module")
def morocco(shared_data):
    return open_relation(shared_data / "econ" / f"{TRIAL}.csv")


@pytest.fixture(scope="module")
def reproduced(shared_data):
    """What pyfixest gave on the same file: the JSON beside it."""
    published = json.loads((shared_data / "econ" / f"{TRIAL}.json").read_text())
    return {row["label"].split()[0]: row for row in published["reproduced"]}


def estimate(relation, outcome, cluster="village"):
    return itt(
        relation, outcome=outcome, treatment="D", strata="pair", cluster=cluster,
        covariates=covariates_of(relation.columns), unit="MAD",
    )  # fmt: skip


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_microcredit_agrees_with_pyfixest(morocco, reproduced, outcome):
    found, expected = estimate(morocco, outcome), reproduced[outcome]
    assert found.value == pytest.approx(expected["est"], rel=1e-9)
    assert found.std_error == pytest.approx(expected["se"], rel=1e-9)
    assert (found.n, found.n_clusters, found.df, found.n_dropped) == (5513, 162, 161, 0)


def statsmodels_ols(data, *, outcome, treatment, columns, cluster):
    """Least squares with a dummy for each stratum, collinear columns taken out by hand."""
    design = columns.assign(**{treatment: data[treatment]}).astype(float).to_numpy()
    r = np.linalg.qr(design, mode="r")
    independent = np.abs(np.diag(r)) > 1e-8 * np.abs(np.diag(r)).max()
    fit = sm.OLS(data[outcome].to_numpy(float), design[:, independent])
    assert independent[-1]
    return fit.fit(cov_type="cluster", cov_kwds={"groups": data[cluster].to_numpy()}, use_t=True)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_microcredit_agrees_with_statsmodels_on_dummies(morocco, shared_data, outcome):
    data = pd.read_csv(shared_data / "econ" / f"{TRIAL}.csv")
    columns = pd.concat([pd.get_dummies(data["pair"]), data[covariates_of(data.columns)]], axis=1)
    oracle = statsmodels_ols(data, outcome=outcome, treatment="D", columns=columns, cluster="village")
    found = estimate(morocco, outcome)
    assert found.value == pytest.approx(oracle.params[-1], rel=1e-9)
    assert found.std_error == pytest.approx(oracle.bse[-1], rel=1e-9)
    assert found.p_value == pytest.approx(oracle.pvalues[-1], rel=1e-6)
    assert (found.low, found.high) == pytest.approx(tuple(oracle.conf_int()[-1]), rel=1e-9)


def test_microcredit_names_the_covariates_that_add_nothing(morocco):
    # Each of these equals `head_age_d_bl` or `ccm_resp_activ_d` in every row of the file.
    assert estimate(morocco, "Y_profit").dropped_covariates == (
        "members_resid_d_bl", "nadults_resid_d_bl", "act_livestock_d_bl", "act_business_d_bl",
        "borrowed_total_d_bl", "other_resp_activ_d",
    )  # fmt: skip


def test_microcredit_says_that_pairs_shrink_the_standard_error(morocco):
    by_village, by_pair = estimate(morocco, "Y_borrowing"), estimate(morocco, "Y_borrowing", cluster="pair")
    assert [str(note) for note in by_village.notes] == ["small_strata=81"]
    assert by_pair.notes == ()
    # de Chaisemartin and Ramirez-Cuellar (2024): the ratio is near the square root of two.
    assert by_pair.std_error / by_village.std_error == pytest.approx(np.sqrt(2), rel=0.02)


@pytest.fixture(scope="module")
def thornton():
    return causaldata.thornton_hiv.load_pandas().data


def test_hiv_incentive_agrees_with_the_reproduction(thornton, shared_data):
    published = json.loads((shared_data / "econ" / "thornton_2008_hiv.json").read_text())["reproduced"]
    bare = itt(thornton, outcome="got", treatment="any", cluster="villnum")
    adjusted = itt(thornton, outcome="got", treatment="any", cluster="villnum", covariates=["age", "hiv2004"])
    for found, expected in zip((bare, adjusted), published, strict=True):
        assert found.value == pytest.approx(expected["est"], rel=1e-9)
        assert found.std_error == pytest.approx(expected["se"], rel=1e-9)
        assert (found.n, found.n_dropped) == (expected["n"], len(thornton) - expected["n"])


def test_hiv_incentive_without_cluster_is_hc1(thornton):
    rows = thornton.dropna(subset=["got", "any"])
    oracle = sm.OLS(rows["got"], sm.add_constant(rows["any"])).fit(cov_type="HC1", use_t=True)
    found = itt(thornton, outcome="got", treatment="any")
    assert found.value == pytest.approx(oracle.params["any"], rel=1e-9)
    assert found.std_error == pytest.approx(oracle.bse["any"], rel=1e-9)
    assert found.df == len(rows) - 2
    assert found.control_mean == pytest.approx(rows.loc[rows["any"] == 0, "got"].mean(), rel=1e-12)


def test_hiv_incentive_weighted_agrees_with_weighted_least_squares(thornton):
    rows = thornton.dropna(subset=["got", "any", "age", "villnum"])
    design = sm.add_constant(rows[["any"]])
    fit = sm.WLS(rows["got"], design, weights=rows["age"])
    oracle = fit.fit(cov_type="cluster", cov_kwds={"groups": rows["villnum"]}, use_t=True)
    found = itt(thornton, outcome="got", treatment="any", cluster="villnum", weights="age")
    assert found.value == pytest.approx(oracle.params["any"], rel=1e-9)
    assert found.std_error == pytest.approx(oracle.bse["any"], rel=1e-9)
    assert found.control_mean == pytest.approx(oracle.params["const"], rel=1e-9)
