"""How often the sets hold the truth when the instrument is weak, and when it is not. Fixed seeds.

Trials go through the arithmetic on arrays; the first of each design goes through the public functions too.
"""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from miqyas.estimators.anderson_rubin import anderson_rubin
from miqyas.estimators.iv import iv
from miqyas.numerics.instrumental import Stages, anderson_rubin_set

TRUTH = 2.0
N_TRIALS = 1500  # one standard error of a share near 0.95 is then 0.006
N_VILLAGES, PER_VILLAGE = 40, 5


def trial_of(seed, push):
    """Outcome, treatment received and village invited, rows in the order of villages; graded treatment."""
    rng = np.random.default_rng(seed)
    invited = np.repeat(rng.permutation(np.arange(N_VILLAGES) % 2), PER_VILLAGE).astype(float)
    place = np.repeat(rng.normal(0, 0.5, N_VILLAGES), PER_VILLAGE)
    motivation = rng.normal(0, 1, invited.size) + place
    hours = push * invited + motivation
    return TRUTH * hours - 2 * motivation + rng.normal(0, 0.5, invited.size), hours, invited


def sets_on_arrays(y, d, z):
    """Robust set and usual interval from village sums."""
    y, d, z = y - y.mean(), d - d.mean(), z - z.mean()
    strength, n = z @ z, y.size
    first, reduced = z @ d / strength, z @ y / strength
    factor = N_VILLAGES / (N_VILLAGES - 1) * (n - 1) / (n - 2)
    sums = [(z * e).reshape(N_VILLAGES, -1).sum(axis=1) for e in (d - first * z, y - reduced * z)]
    v = factor * np.array([[a @ b for b in sums] for a in sums]) / strength**2
    cells = [np.full((1, 1), cell) for cell in (v[0, 0], v[1, 1], v[0, 1], strength)]
    stages = Stages(np.array([first]), np.array([reduced]), *cells, df=N_VILLAGES - 1)
    effect = reduced / first
    variance = v[1, 1] - 2 * effect * v[0, 1] + effect**2 * v[0, 0]
    margin = t.ppf(0.975, N_VILLAGES - 1) * np.sqrt(variance) / abs(first)
    return anderson_rubin_set(stages, 0.95), (effect - margin, effect + margin)


@pytest.mark.parametrize(
    ("push", "usual"), [(0.2, (0.70, 0.92)), (1.5, (0.92, 0.97))], ids=["weak", "strong"]
)
def test_robust_set_covers_as_often_as_it_says(push, usual):
    robust_held = usual_held = 0
    for seed in range(N_TRIALS):
        robust, (low, high) = sets_on_arrays(*trial_of(seed, push))
        robust_held += any(start <= TRUTH <= end for start, end in robust)
        usual_held += low <= TRUTH <= high
    assert 0.93 <= robust_held / N_TRIALS <= 0.97
    assert usual[0] <= usual_held / N_TRIALS <= usual[1]


@pytest.mark.parametrize("push", [0.2, 1.5])
def test_arrays_and_public_functions_give_the_same_sets(push):
    y, d, z = trial_of(0, push)
    village = np.repeat(np.arange(N_VILLAGES), PER_VILLAGE)
    trial = pd.DataFrame({"y": y, "d": d, "z": z, "village": village})
    options = {"outcome": "y", "treatment": "d", "instruments": "z", "cluster": "village"}
    robust, usual = sets_on_arrays(y, d, z)
    found, estimate = anderson_rubin(trial, **options), iv(trial, **options)
    flat = [end for piece in found.pieces for end in piece if end is not None]
    assert flat == pytest.approx([end for piece in robust for end in piece if np.isfinite(end)], rel=1e-7)
    assert (estimate.low, estimate.high) == pytest.approx(usual, rel=1e-9)
