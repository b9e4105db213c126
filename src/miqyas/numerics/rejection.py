"""The chance that a test rejects: noncentral t and normal, from special functions; several tests together.

References
----------
Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd edition, chapters 2 and 12.
"""

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import nctdtr, ndtr, ndtri, stdtrit

LARGE = 1e5  # degrees of freedom above which the t distribution is normal to six digits
NODES = 96  # of the quadrature over what the tests share


def chance_of_rejecting(
    ratio: float, df: float | None, significance: float, *, null_ratio: float = 1.0
) -> float:
    """Return the power of a two-sided test whose true effect is ``ratio`` standard errors.

    ``null_ratio`` is the standard error the test uses over the true one. ``df`` None is the normal distribution.

    Examples
    --------
    >>> round(chance_of_rejecting(2.8, None, 0.05), 3), round(chance_of_rejecting(0.0, 20, 0.05), 3)
    (0.8, 0.05)
    """
    size = abs(ratio)
    if df is None or df > LARGE:
        critical = -float(ndtri(significance / 2)) * null_ratio
        return float(ndtr(size - critical) + ndtr(-size - critical))
    critical = float(stdtrit(df, 1 - significance / 2)) * null_ratio
    below = float(nctdtr(df, size, -critical))
    # Far above the critical value the function may lose itself: the chance is then one to all digits.
    above = 1.0 - float(nctdtr(df, size, critical))
    total = above + (0.0 if math.isnan(below) else below)
    return 1.0 if math.isnan(total) else min(1.0, total)


def chance_above(ratio: float, df: float | None, significance: float) -> float:
    """Return the power of a one-sided test whose true value lies ``ratio`` standard errors above its bound.

    Examples
    --------
    >>> round(chance_above(1.645 + 0.8416, None, 0.05), 3), round(chance_above(0.0, 20, 0.05), 3)
    (0.8, 0.05)
    """
    if df is None or df > LARGE:
        return float(ndtr(ratio + ndtri(significance)))
    chance = 1.0 - float(nctdtr(df, ratio, float(stdtrit(df, 1 - significance))))
    return (1.0 if ratio > 0 else 0.0) if math.isnan(chance) else chance


def any_rejects(chance: float, n_tests: int, correlation: float) -> float:
    """Return the chance that one at least of tests alike rejects, each with ``chance``.

    Examples
    --------
    >>> round(any_rejects(0.8, 2, 0.0), 4), round(any_rejects(0.8, 1, 0.5), 4)
    (0.96, 0.8)
    """
    given, weights = _given_shared(np.array([chance]), correlation)
    return float(weights @ (1 - (1 - given[0]) ** n_tests))


def all_reject(chance: float, n_tests: int, correlation: float) -> float:
    """Return the chance that tests alike all reject, each with ``chance``.

    Examples
    --------
    >>> round(all_reject(0.8, 2, 0.0), 4)
    0.64
    """
    given, weights = _given_shared(np.array([chance]), correlation)
    return float(weights @ given[0] ** n_tests)


def all_reject_in_steps(chances: Sequence[float], correlation: float) -> float:
    """Return the chance that Holm's procedure rejects all of K tests alike.

    ``chances`` are those of one test at the levels α/K, α/(K - 1), …, α: the smallest of the p-values must pass the
    first, the next the second, and so on.

    Examples
    --------
    >>> round(all_reject_in_steps([0.7, 0.8], 0.0), 4), 0.8**2 - 0.1**2
    (0.63, 0.6300000000000001)
    """
    given, weights = _given_shared(np.array(chances), correlation)
    n = len(chances)
    within = np.diff(given, axis=0, prepend=0.0)
    counted = np.zeros((n + 1, weights.size))
    counted[0] = 1.0
    for step in range(n):
        reached = np.zeros_like(counted)
        for before in range(n + 1):
            for more in range(n - before + 1):
                if before + more > step:  # as many p-values below this level as steps up to it
                    ways = math.comb(n - before, more)
                    reached[before + more] += counted[before] * ways * within[step] ** more
        counted = reached
    return float(weights @ counted[n])


def _given_shared(chances: np.ndarray, correlation: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the chances given what the tests share, by node, and the weights of the nodes."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    inside = np.clip(chances, 1e-300, 1 - 1e-16)
    pulled = (ndtri(inside)[:, None] + math.sqrt(correlation) * nodes) / math.sqrt(1 - correlation)
    return ndtr(pulled), weights / weights.sum()
