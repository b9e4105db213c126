"""Comparisons, weighting and matching against published figures."""

import json

import pandas as pd
import pytest

from miqyas.estimators.before_after import before_after
from miqyas.estimators.naive_comparison import naive_comparison

pytestmark = pytest.mark.reference


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
