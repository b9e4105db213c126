"""Weights drawn from what is known of them: around stated ones, or anywhere within bounds.

References
----------
Smith, R. L. (1984). Efficient Monte Carlo procedures for generating points uniformly distributed over bounded regions.
Operations Research 32(6), 1296-1308: walks that end uniform.
"""

import numpy as np

from miqyas.types import FloatMatrix, FloatVector

SWEEPS = 30  # of each pair, from one point: the means and spreads are then those of rejection (tests)


def around(weights: FloatVector, concentration: float, rng: np.random.Generator, draws: int) -> FloatMatrix:
    """Draw weights around stated ones, shape (draws, K): Dirichlet, each with standard deviation √(w(1-w)/(c+1))."""
    drawn = np.zeros((draws, weights.size))
    held = weights > 0  # a weight of zero stays zero
    drawn[:, held] = rng.dirichlet(concentration * weights[held], draws)
    return drawn


def within(low: FloatVector, high: FloatVector, rng: np.random.Generator, draws: int) -> FloatMatrix:
    """Draw weights uniformly where low <= w <= high and Σw = 1, shape (draws, K); such weights must exist."""
    # Above the lower bounds, what is left is shared uniformly; what passes an upper bound is drawn again.
    tried = low + (1 - low.sum()) * rng.dirichlet(np.ones(low.size), 4 * draws)
    kept = tried[(tried <= high).all(axis=1)]
    return kept[:draws] if len(kept) >= draws else _walked(low, high, rng, draws)


def _walked(low: FloatVector, high: FloatVector, rng: np.random.Generator, draws: int) -> FloatMatrix:
    """One walk a draw: again and again, two weights share anew what they have together."""
    room = (high - low).sum()
    start = low + (high - low) * ((1 - low.sum()) / room if room > 0 else 0.0)
    w = np.tile(start, (draws, 1))
    for _ in range(SWEEPS * low.size):
        i, j = rng.choice(low.size, 2, replace=False)
        both = w[:, i] + w[:, j]
        least, most = np.maximum(low[i], both - high[j]), np.minimum(high[i], both - low[j])
        w[:, i] = least + (most - least) * rng.random(draws)
        w[:, j] = both - w[:, i]
    return w
