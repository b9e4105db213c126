"""Fit before treatment: the figures of the estimator, the verdict, what makes it an illusion."""

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.factors import regions

from miqyas.checks.pre_fit import pre_fit
from miqyas.errors import NoDonor, UnbalancedPanel
from miqyas.estimators.synthetic_control import synthetic_control
from miqyas.types import LANGUAGES

ROLES = {"outcome": "sales", "treatment": "treated", "unit_id": "region", "time": "year"}


@pytest.fixture(scope="module")
def panel():
    return regions(3)


def test_figures_are_those_of_the_estimator(panel):
    found = pre_fit(panel, **ROLES)
    estimate = synthetic_control(panel, **ROLES, rng=np.random.default_rng(0), backdate=2010)
    assert found.facts["pre_rmspe"] == pytest.approx(estimate.pre_rmspe, rel=1e-12)
    observed = np.array([point.observed for point in estimate.path[:20]])
    assert found.facts["r_squared"] == pytest.approx(1 - estimate.pre_rmspe**2 / observed.var(), rel=1e-9)
    assert found.facts["held_out_rmspe"] == pytest.approx(estimate.backdated.post_rmspe, rel=1e-12)
    assert found.facts["n_carrying"] == sum(donor.share > 1e-6 for donor in estimate.donors)
    assert [row["gap"] for row in found.table.records()] == pytest.approx([p.gap for p in estimate.path[:20]])


def test_unit_that_is_followed_passes(panel):
    assert pre_fit(panel, **ROLES).passed is True


def test_unit_unlike_every_donor_fails_in_three_languages(panel):
    far = panel.assign(sales=panel["sales"].where(panel["region"] != "r00", 90 - 2 * panel["sales"]))
    found = pre_fit(far, **ROLES)
    assert found.passed is False
    for language in LANGUAGES:
        assert "80" in found.text[language]


def test_many_donors_for_few_years_is_told():
    found = pre_fit(regions(3, n_before=4), **ROLES)
    assert found.facts["n_donors"] >= found.facts["n_before"]
    assert "12" in found.text["en"]
    assert "by chance" in found.text["en"]
    assert "by chance" not in pre_fit(regions(3), **ROLES).text["en"]


def test_mix_that_follows_only_where_it_was_found_is_told():
    """Noise alone: thirty-nine donors come near four years of it, not the four that follow."""
    noise = np.random.default_rng(4).normal(size=(40, 9))
    rows = [
        (f"u{unit:02d}", year, noise[unit, year], int(unit == 0 and year == 8))
        for unit in range(40)
        for year in range(9)
    ]
    found = pre_fit(pd.DataFrame(rows, columns=["region", "year", "sales", "treated"]), **ROLES)
    assert found.facts["held_out_times"] == pytest.approx(4.129, abs=1e-2)
    assert "first half" in found.text["en"]
    assert "4 times" in found.text["en"]


def test_flat_unit_cannot_tell(panel):
    flat = panel.assign(sales=panel["sales"].where(panel["region"] != "r00", 12.0))
    found = pre_fit(flat, **ROLES)
    assert found.passed is None
    assert "r_squared" not in found.facts


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (UnbalancedPanel, lambda p: p.drop(index=7)),
        (NoDonor, lambda p: p.assign(treated=(p["year"] >= 2020).astype(int))),
    ],
)
def test_refused_as_the_estimator_refuses(panel, refusal, change):
    with pytest.raises(refusal):
        pre_fit(change(panel), **ROLES)
