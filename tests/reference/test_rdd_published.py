"""Regression discontinuity against the published United States Senate figures."""

import json

import pytest

from miqyas.checks.threshold_sensitivity import threshold_sensitivity
from miqyas.data.relation import open_relation
from miqyas.estimators.rdd import rdd

pytestmark = pytest.mark.reference
COLUMNS = {"outcome": "vote", "running": "margin", "cutoff": 0.0}


@pytest.fixture(scope="module")
def senate(shared_data):
    return open_relation(shared_data / "econ" / "rdrobust_us_senate.csv")


def test_senate_agrees_with_the_published_figures(senate):
    found = rdd(senate, **COLUMNS)
    assert (round(found.estimate.value, 4), round(found.conventional_std_error, 4)) == (7.4141, 1.4587)
    assert (round(found.estimate.low, 3), round(found.estimate.high, 3)) == (4.094, 10.919)
    # 17.7546 against 17.7544: the printed figures differ in their last digit, by 1e-5 relative.
    assert found.bandwidth == pytest.approx(17.754, rel=5e-5)
    assert found.bias_bandwidth == pytest.approx(28.028, rel=5e-5)
    assert found.estimate.n_dropped == 1390 - 1297


def test_senate_with_the_same_bandwidth_agrees_with_the_stored_reproduction(senate, shared_data):
    stored = json.loads((shared_data / "econ" / "rdrobust_us_senate.json").read_text())["reproduced"][0]
    found = rdd(senate, bandwidth=17.7544, **COLUMNS)
    assert found.estimate.value == pytest.approx(stored["est"], rel=1e-7)
    assert found.conventional_std_error == pytest.approx(stored["se"], rel=1e-6)


def test_senate_holds_across_bandwidths(senate):
    rows = threshold_sensitivity(senate, donuts=[0.5, 1.0], **COLUMNS).records()
    assert len(rows) == 8
    assert all(row["low"] > 0 for row in rows)
