"""Adjusted p-values against statsmodels, Anderson's own walk down a grid, and simulated families."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats.multitest import multipletests
from tests.miqyas.trials import village_trial

from miqyas.checks.multiple_testing import multiple_testing
from miqyas.errors import InvalidLevel, InvalidProbability, NoTests
from miqyas.estimators.itt import itt
from miqyas.numerics.multiplicity import benjamini_hochberg, holm, sharpened_q
from miqyas.types import LANGUAGES

FAMILIES = arrays(
    float, st.integers(1, 25), elements=st.floats(0, 1) | st.sampled_from([0.0, 0.01, 0.04, 0.05, 1.0])
)


@given(FAMILIES)
def test_holm_and_benjamini_hochberg_are_those_of_statsmodels(p_values):
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1], rel=1e-12)
    assert benjamini_hochberg(p_values) == pytest.approx(
        multipletests(p_values, method="fdr_bh")[1], rel=1e-12
    )


@given(FAMILIES, st.floats(0.005, 0.4))
def test_sharpened_q_rejects_what_two_stages_reject(p_values, level):
    found = sharpened_q(p_values)
    if np.abs(found - level).min() > 1e-9:  # on the edge, rounding decides
        assert (found <= level).tolist() == multipletests(p_values, level, method="fdr_tsbky")[0].tolist()


def anderson_walk(p_values, steps):
    """Anderson's program: from 1 downwards, a hypothesis keeps the last q at which it was rejected."""
    m, ranks = p_values.size, np.argsort(np.argsort(p_values)) + 1
    q_values = np.ones(m)
    for q in steps:
        prime = q / (1 + q)
        first = ranks[p_values <= prime * ranks / m].max(initial=0)
        second = prime * m / (m - first) if first < m else np.inf
        last = ranks[p_values <= second * ranks / m].max(initial=0) if first < m else m
        q_values[ranks <= last] = q
    return q_values


def test_sharpened_q_is_anderson_s_to_the_step_of_its_grid():
    rng = np.random.default_rng(2)
    for m in (3, 8, 20):
        p_values = np.sort(rng.beta(0.4, 1.5, m))
        walked = anderson_walk(p_values, np.arange(1, 0, -0.001))
        gap = walked - sharpened_q(p_values)
        assert (gap >= -1e-9).all()
        assert (gap <= 0.001 + 1e-9).all()


def test_holm_keeps_false_findings_rare():
    rng = np.random.default_rng(5)
    p_values = rng.uniform(size=(4000, 8))
    alone = (p_values.min(axis=1) <= 0.05).mean()
    together = np.mean([holm(family).min() <= 0.05 for family in p_values])
    assert alone > 0.3
    assert 0.04 <= together <= 0.06


def test_estimates_are_taken_as_they_are():
    trial = village_trial(5, effect=1.0)
    found = {
        outcome: itt(trial, outcome=outcome, treatment="assigned", cluster="village")
        for outcome in ("income", "age")
    }
    check = multiple_testing(found)
    assert [row["p_value"] for row in check.table.records()] == [result.p_value for result in found.values()]
    assert set(check.text) == set(LANGUAGES)


@pytest.mark.parametrize(("p_values", "passed"), [
    ({"a": 0.001, "b": 0.9}, True), ({"a": 0.03, "b": 0.9}, False), ({"a": 0.2, "b": 0.9}, None),
])  # fmt: skip
def test_verdict(p_values, passed):
    assert multiple_testing(p_values).passed is passed


def test_nothing_no_probability_and_no_level_are_refused():
    with pytest.raises(NoTests):
        multiple_testing({})
    for wrong in (-0.1, 1.2, float("nan")):
        with pytest.raises(InvalidProbability):
            multiple_testing({"a": wrong})
    with pytest.raises(InvalidLevel):
        multiple_testing({"a": 0.1}, significance=5)
