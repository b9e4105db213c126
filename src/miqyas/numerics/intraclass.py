"""Resemblance inside groups: the intraclass correlation of one random intercept, by analysis of variance.

Notation of Donner (1986): k groups of sizes nᵢ, N units, MSA and MSW the mean squares among and within groups,
n₀ = (N - Σnᵢ²/N)/(k - 1), ρ = (MSA - MSW)/(MSA + (n₀ - 1) MSW).

References
----------
Donner, A. (1986). A review of inference procedures for the intraclass correlation coefficient in the one-way random
effects model. International Statistical Review 54(1), 67-82.
Searle, S. R. (1971). Linear models. Wiley: the interval from F, exact when groups are of one size.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.numerics.distributions import f_quantile
from miqyas.types import FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Intraclass:
    """ρ, its interval, and what it was made of."""

    value: float
    low: float
    high: float
    mean_size: float  # n₀
    n_groups: int
    n: int


def intraclass(y: FloatVector, group: IntVector, level: float) -> Intraclass | None:
    """Return ρ with its interval; None when the values within groups do not vary at all.

    ``group`` numbers the groups 0 to k - 1, each with a member.
    """
    sizes = np.bincount(group).astype(float)
    k, n = len(sizes), len(y)
    means = np.bincount(group, weights=y) / sizes
    within = float(((y - means[group]) ** 2).sum()) / (n - k)
    if within <= np.finfo(float).eps * max(1.0, float(np.abs(y).max()) ** 2):
        return None
    among = float((sizes * (means - y.mean()) ** 2).sum()) / (k - 1)
    n0 = (n - float((sizes**2).sum()) / n) / (k - 1)
    tail = (1 - level) / 2
    ratio = among / within
    low = ratio / f_quantile(1 - tail, k - 1, n - k)
    high = ratio * f_quantile(1 - tail, n - k, k - 1)
    return Intraclass(_rho(ratio, n0), _rho(low, n0), _rho(high, n0), n0, k, n)


def _rho(ratio: float, size: float) -> float:
    return (ratio - 1) / (ratio + size - 1)
