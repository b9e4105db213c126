"""How often intervals of an interrupted series hold the truth when errors follow one another. Fixed seeds."""

import numpy as np
import pytest

from miqyas.numerics.autocorrelation import first_order, newey_west, restricted_likelihood, usual_lags
from miqyas.numerics.distributions import t_quantile

EFFECT = 2.0


def trial(seed, persistence, n):
    rng = np.random.default_rng(seed)
    noise = np.zeros(n + 20)
    for t, shock in enumerate(rng.normal(0, 1, n + 20)):
        noise[t] = persistence * noise[t - 1] + shock
    since = np.arange(n) - n / 2
    after = (since >= 0).astype(float)
    x = np.column_stack([np.ones(n), since, after, since * after])
    return x, x @ [10, 0.1, EFFECT, 0.0] + noise[20:]


def share_held(fit, persistence, n, n_trials):
    """How often the interval of the mean effect holds it."""
    contrast, held = np.array([0.0, 0.0, 1.0, (n / 2 - 1) / 2]), 0
    for seed in range(n_trials):
        found = fit(*trial(seed, persistence, n))
        margin = t_quantile(0.975, found.df_of(contrast)) * np.sqrt(contrast @ found.variance @ contrast)
        held += abs(contrast @ found.coefficients - EFFECT) <= margin
    return held / n_trials


@pytest.mark.parametrize(("persistence", "n"), [(0.0, 24), (0.4, 24), (0.4, 48), (0.7, 48)])
def test_restricted_likelihood_holds_the_truth_in_short_series(persistence, n):
    # One standard error of a share near 0.95 is 0.015 with 200 trials.
    assert 0.92 <= share_held(restricted_likelihood, persistence, n, 200) <= 0.98


def test_other_errors_hold_it_in_long_series_and_less_often_in_short_ones():
    def prais_winsten(x, y):
        return first_order(x, y, keep_first=True)

    def by_newey_west(x, y):
        return newey_west(x, y, usual_lags(y.size))

    assert 0.93 <= share_held(prais_winsten, 0.4, 120, 600) <= 0.97
    assert 0.83 <= share_held(by_newey_west, 0.4, 120, 600) <= 0.91
    assert share_held(prais_winsten, 0.4, 24, 200) < 0.88
