"""Logistic regression against statsmodels, and separation found and named."""

import numpy as np
import pytest
import statsmodels.api as sm
from tests.miqyas.observed import choosers

from miqyas.numerics.logit import Logit, Separation, fit_logit

NAMES = ["age", "land", "literate"]


@pytest.fixture
def people():
    return choosers(1)


@pytest.mark.parametrize("weighted", [False, True])
def test_probabilities_are_those_of_statsmodels(people, weighted):
    x, d = people[NAMES].to_numpy(), people["d"].to_numpy(float)
    w = people["weight"].to_numpy() if weighted else np.ones(len(d))
    found = fit_logit(x, d, w)
    fit = sm.GLM(d, sm.add_constant(x), family=sm.families.Binomial(), freq_weights=w).fit(tol=1e-14)
    assert isinstance(found, Logit)
    assert found.fitted == pytest.approx(fit.fittedvalues, rel=1e-8)
    assert found.predict(x[:5]) == pytest.approx(found.fitted[:5], rel=1e-12)


def test_unit_of_measure_does_not_matter(people):
    x, d = people[NAMES].to_numpy(), people["d"].to_numpy(float)
    once = fit_logit(x, d, np.ones(len(d)))
    again = fit_logit(1e6 + x * np.array([1e-3, 1e3, 7]), d, np.ones(len(d)))
    assert again.fitted == pytest.approx(once.fitted, rel=1e-6)


def test_collinear_and_constant_columns_are_left_out(people):
    x, d = people[NAMES].to_numpy(), people["d"].to_numpy(float)
    more = np.column_stack([x, x[:, 0] - 2 * x[:, 1] + 3, np.full(len(d), 5.0)])
    found, plain = fit_logit(more, d, np.ones(len(d))), fit_logit(x, d, np.ones(len(d)))
    assert found.design.kept.tolist() == [True, True, True, False, False]
    assert found.fitted == pytest.approx(plain.fitted, rel=1e-9)


@pytest.mark.parametrize("whole", [False, True])
def test_separation_is_found_and_named(people, whole):
    """Whole: the column tells the arms apart; else, one of its values is met in one arm only."""
    d = people["d"].to_numpy(float)
    noise = np.random.default_rng(0).normal(size=len(d))
    telling = 5 * d + noise * 0.5 if whole else np.where((noise > 1.2) & (d == 1), 1.0, 0.0)
    x = np.column_stack([people[NAMES].to_numpy(), telling])
    found = fit_logit(x, d, np.ones(len(d)))
    assert isinstance(found, Separation)
    assert found.columns[3]
    if not whole:
        assert found.columns.tolist() == [False, False, False, True]


def test_far_but_finite_odds_are_no_separation():
    rng = np.random.default_rng(3)
    x = np.concatenate([rng.normal(0, 1, 2000), [60.0, -60.0]])
    d = (rng.random(2002) < 1 / (1 + np.exp(-x))).astype(float)
    d[-2:] = [1.0, 0.0]
    assert isinstance(fit_logit(x[:, None], d, np.ones(2002)), Logit)
