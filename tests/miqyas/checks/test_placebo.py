"""Placebos in time and among outcomes: what they find, what they leave out, what is refused."""

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.panels import two_period_panel

from miqyas.checks.placebo import Where, placebo
from miqyas.errors import EmptySample, MissingColumn, NoPlacebo
from miqyas.estimators.did import did
from miqyas.estimators.its import its
from miqyas.types import LANGUAGES


def months(*, early=0.0):
    """Forty months; the real start is month 31, with an effect of 9; something else may begin in month 16."""
    month = np.arange(1, 41)
    noise = np.random.default_rng(3).normal(0, 1, 40)
    visits = 20 + 0.1 * month + noise + 9 * (month >= 31) + early * (month >= 16)
    return pd.DataFrame({"month": month, "visits": visits})


def pretended(rows, month):
    return its(rows, outcome="visits", time="month", start=float(month)).estimate


IN_TIME = {"estimate": pretended, "where": Where.TIME, "time": "month", "start": 31}


def test_no_effect_before_passes_and_says_what_was_not_ruled_out():
    found = placebo(months(), names=["12", "16", "20"], **IN_TIME)
    assert found.passed is True
    rows = found.table.records()
    assert [row["placebo"] for row in rows] == ["12", "16", "20"]
    assert found.facts["largest_bound"] == max(max(abs(row["low"]), abs(row["high"])) for row in rows)
    assert all(row["holm_p_value"] >= row["p_value"] for row in rows)


def test_rows_under_the_real_treatment_are_left_out():
    (row,) = placebo(months(), names=["16"], **IN_TIME).table.records()
    early = months()[lambda table: table["month"] < 31]
    expected = pretended(early, "16")
    assert (row["value"], row["n"]) == (pytest.approx(expected.value, rel=1e-12), 30)


def test_something_else_that_began_before_is_found_and_named():
    found = placebo(months(early=6.0), names=["16"], **IN_TIME)
    assert found.passed is False
    assert found.facts["n_found"] == 1
    for language in LANGUAGES:
        assert "16" in found.text[language]


def test_outcomes_that_cannot_change_are_tried_in_a_difference():
    panel = two_period_panel(3, effect=3.0)
    panel["luck"] = np.random.default_rng(1).normal(size=len(panel))

    def design(rows, outcome):
        return did(rows, outcome=outcome, treatment="treated", time="year", unit_id="household")

    found = placebo(panel, estimate=design, names=["luck", "age"], where=Where.OUTCOME)
    assert found.passed is True
    assert found.facts["n_tried"] == 2
    assert placebo(panel, estimate=design, names=["luck", "income"], where=Where.OUTCOME).passed is False


@pytest.mark.parametrize(
    ("refusal", "options"),
    [
        (NoPlacebo, {"names": []}),
        (NoPlacebo, {"time": None}),
        (NoPlacebo, {"start": None}),
        (MissingColumn, {"time": "week"}),
        (EmptySample, {"start": 0}),
    ],
)
def test_refused(refusal, options):
    with pytest.raises(refusal):
        placebo(months(), **{**IN_TIME, "names": ["16"], **options})
