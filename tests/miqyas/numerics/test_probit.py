"""Probit regression against statsmodels, and separation found and named."""

import numpy as np
import pytest
import statsmodels.api as sm
from tests.miqyas.observed import choosers

from miqyas.numerics.logit import Separation
from miqyas.numerics.probit import Probit, fit_probit

NAMES = ["age", "land", "literate"]


@pytest.fixture
def people():
    return choosers(1)


@pytest.mark.parametrize("weighted", [False, True])
def test_probabilities_and_information_are_those_of_statsmodels(people, weighted):
    x, d = people[NAMES].to_numpy(), people["d"].to_numpy(float)
    w = people["weight"].to_numpy() if weighted else np.ones(len(d))
    found = fit_probit(x, d, w)
    family = sm.families.Binomial(link=sm.families.links.Probit())
    z = sm.add_constant((x - found.design.centre) / found.design.scale)
    fit = sm.GLM(d, z, family=family, freq_weights=w).fit(tol=1e-14)
    assert isinstance(found, Probit)
    assert found.coefficients == pytest.approx(fit.params, rel=1e-8)
    assert found.fitted == pytest.approx(fit.fittedvalues, rel=1e-8)
    assert np.linalg.inv(found.information) == pytest.approx(fit.cov_params(), rel=1e-7)


def test_density_is_the_slope_of_the_probability(people):
    x, d = people[NAMES].to_numpy(), people["d"].to_numpy(float)
    found = fit_probit(x, d, np.ones(len(d)))
    index = found.design.of(x) @ found.coefficients
    slope = (sm.families.links.Probit().inverse(index + 1e-6) - found.fitted) / 1e-6
    assert found.density == pytest.approx(slope, rel=1e-4)


@pytest.mark.parametrize("whole", [False, True])
def test_separation_is_found_and_named(people, whole):
    """Whole: the column tells the arms apart; else, one of its values is met in one arm only."""
    d = people["d"].to_numpy(float)
    noise = np.random.default_rng(0).normal(size=len(d))
    telling = 5 * d + noise * 0.5 if whole else np.where((noise > 1.2) & (d == 1), 1.0, 0.0)
    found = fit_probit(np.column_stack([people[NAMES].to_numpy(), telling]), d, np.ones(len(d)))
    assert isinstance(found, Separation)
    assert found.columns[3]
    if not whole:
        assert found.columns.tolist() == [False, False, False, True]
