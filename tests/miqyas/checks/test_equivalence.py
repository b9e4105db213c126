"""Equivalence against statsmodels and against the interval, its three verdicts, and its refusals."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student
from statsmodels.stats.weightstats import ttost_ind
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.checks.equivalence import equivalence
from miqyas.cli.main import main
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.results.estimate import Estimate
from miqyas.types import LANGUAGES


def effect(value, std_error=1.0, df=60.0):
    return Estimate("ITT", value, std_error, df, 0.5, -1.0, 1.0, 0.95, 62, 62, 0, 10.0, "points", "OLS")


def test_p_values_are_those_of_statsmodels():
    rng = np.random.default_rng(3)
    treated, control = rng.normal(0.2, 1, 40), rng.normal(0, 2, 40)
    overall, lower, upper = ttost_ind(treated, control, -0.9, 0.9, usevar="unequal")
    table = pd.DataFrame({"y": [*treated, *control], "d": [1] * 40 + [0] * 40})
    found = equivalence(difference_in_means(table, outcome="y", treatment="d"), margin=0.9)
    assert found.facts["p_value"] == pytest.approx(overall, rel=1e-9)
    assert [row["p_value"] for row in found.table.records()] == pytest.approx([lower[1], upper[1]], rel=1e-9)
    one_sided = equivalence(
        difference_in_means(table, outcome="y", treatment="d"), margin=0.9, claim="not-above"
    )
    assert one_sided.facts["p_value"] == pytest.approx(upper[1], rel=1e-9)


@given(
    st.floats(-6, 6),
    st.floats(0.05, 3),
    st.floats(0.1, 5),
    st.sampled_from(["equivalence", "not-below", "not-above"]),
)
def test_verdict_is_that_of_the_interval(value, std_error, margin, claim):
    found = equivalence(effect(value, std_error), margin=margin, claim=claim)
    half = student.ppf(0.95, 60) * std_error
    low, high = value - half, value + half
    assert (found.facts["low"], found.facts["high"]) == pytest.approx((low, high), rel=1e-9)
    inside = {
        "equivalence": low > -margin and high < margin,
        "not-below": low > -margin,
        "not-above": high < margin,
    }
    beyond = {
        "equivalence": low > margin or high < -margin,
        "not-below": high < -margin,
        "not-above": low > margin,
    }
    if min(abs(low + margin), abs(high - margin), abs(low - margin), abs(high + margin)) > 1e-9:
        assert found.passed is (True if inside[claim] else False if beyond[claim] else None)


def test_three_verdicts_in_three_languages():
    shown, contradicted, untold = (equivalence(effect(value), margin=3.0) for value in (0.5, 6.0, 2.0))
    assert (shown.passed, contradicted.passed, untold.passed) == (True, False, None)
    assert shown.text["en"].startswith("Shown: the effect stays between −3.00 and 3.00")
    assert "contredisent" in contradicted.text["fr"]
    assert "Not seeing a difference" in untold.text["en"]
    for found in (shown, contradicted, untold):
        assert set(found.text) == set(LANGUAGES)


def test_without_degrees_of_freedom_the_normal_serves():
    found = equivalence(effect(0.0, df=None), margin=1.6448536)
    assert found.facts["p_value"] == pytest.approx(0.05, rel=1e-6)


@pytest.mark.parametrize(("kind", "options"), [
    (errors.InvalidMargin, {"margin": 0.0}), (errors.InvalidMargin, {"margin": float("inf")}),
    (errors.UnknownClaim, {"margin": 1.0, "claim": "superiority"}),
    (errors.InvalidLevel, {"margin": 1.0, "significance": 0.5}),
])  # fmt: skip
def test_refusals(kind, options):
    with pytest.raises(kind):
        equivalence(effect(0.0), **options)


def test_command_line(tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    village_trial(3, n_villages=60).assign(before=lambda t: t["income"].round()).to_csv(path, index=False)
    asked = [
        "estimate",
        "itt",
        path,
        "--outcome",
        "income",
        "--treatment",
        "assigned",
        "--cluster",
        "village",
    ]
    assert main([*asked, "--margin", "2", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["equivalence.low"], row["equivalence.high"]) == pytest.approx((row["low"], row["high"]))
    assert main([*asked, "--margin", "2", "--claim", "not-below"]) == 0
    assert "· Shown: the effect is not below −2.00" in capsys.readouterr().out
    assert main([*asked, "--margin", "2", "--inference", "randomisation"]) == 1
    assert main(["estimate", "ancova", *asked[2:], "--baseline", "before", "--margin", "-1"]) == 1
    assert main(["estimate", "ancova", *asked[2:], "--baseline", "before", "--margin", "1", "--json"]) == 0
