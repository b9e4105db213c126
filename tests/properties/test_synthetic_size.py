"""How often the conformal test of a synthetic control rejects the true effect. Fixed seeds."""

import numpy as np
import pytest

from miqyas.numerics.conformal import conformal_p

N_TRIALS = 600  # one standard error of a share near 0.1 is then 0.012
EFFECT = 2.0


def trial(seed, *, persistence):
    """One treated unit that is a mix of five donors, 19 periods before and one after."""
    rng = np.random.default_rng(seed)
    donors = 10 + np.cumsum(rng.normal(0, 1, (5, 20)), axis=1)
    noise = np.zeros(20)
    for t, shock in enumerate(rng.normal(0, 1, 20)):
        noise[t] = persistence * noise[t - 1] + shock
    treated = rng.dirichlet(np.ones(5)) @ donors + noise
    treated[-1] += EFFECT
    return treated[np.newaxis], donors


@pytest.mark.parametrize(("persistence", "most"), [(0.0, 0.13), (0.4, 0.14)])
def test_true_effect_is_rejected_no_more_often_than_told(persistence, most):
    p = [conformal_p(*trial(seed, persistence=persistence), 1, EFFECT) for seed in range(N_TRIALS)]
    assert 0.07 <= np.mean(np.array(p) <= 0.1) <= most


def test_wrong_effect_is_rejected_more_often():
    p = [conformal_p(*trial(seed, persistence=0.0), 1, EFFECT + 4.0) for seed in range(200)]
    assert np.mean(np.array(p) <= 0.1) > 0.8
