"""What a joint test of effects before treatment sees, and what passing it does to the effects after.

References
----------
Roth, J. (2022). Pretest with caution: event-study estimates after testing for parallel trends. American Economic
Review: Insights 4(3), 305-322. The test there is that of each effect alone; here it is the joint one, for which
the moments given passing have a closed form.
"""

import numpy as np
from scipy.special import chndtr, fdtri, ncfdtr

from miqyas.numerics.distributions import chi2_quantile
from miqyas.types import BoolVector, FloatMatrix, FloatVector

HALVINGS = 200  # of a bracket: more than a double can tell apart


def critical_value(q: int, level: float, df: float | None) -> float:
    """Return the value that W = β'V⁻¹β exceeds with probability 1 - ``level`` when β is zero.

    W/q follows F(q, df), or W chi-squared when ``df`` is None.
    """
    return chi2_quantile(level, q) if df is None else q * float(fdtri(q, df, level))


def passing(noncentrality: float, q: int, critical: float, df: float | None) -> float:
    """Return the probability that W stays under ``critical`` when β'V⁻¹β is ``noncentrality``."""
    if df is None:
        return float(chndtr(critical, q, noncentrality))
    return float(ncfdtr(q, df, noncentrality, critical / q))


def noncentrality_seen(power: float, q: int, critical: float, df: float | None) -> float:
    """Return β'V⁻¹β that the test rejects with probability ``power``, found by halving."""
    low, high = 0.0, 1.0
    while passing(high, q, critical, df) > 1 - power:
        high *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if passing(middle, q, critical, df) > 1 - power else (low, middle)
    return (low + high) / 2


def detectable_slope(
    steps: FloatVector, variance: FloatMatrix, *, power: float, level: float, df: float | None
) -> float:
    """Return the slope of a straight violation that the test rejects with probability ``power``.

    ``steps`` are the distances of the q effects before treatment from the reference, shape (q,); ``variance``
    theirs, (q, q).
    """
    critical = critical_value(steps.size, level, df)
    seen = noncentrality_seen(power, steps.size, critical, df)
    return float(np.sqrt(seen / (steps @ np.linalg.solve(variance, steps))))


def bias_given_passing(
    violation: FloatVector, variance: FloatMatrix, before: BoolVector, *, level: float, df: float | None
) -> FloatVector:
    """Return E[β̂ | the joint test passes] - τ for every effect, shape (K,).

    With Z ~ N(μ, I) and a test that depends on ‖Z‖ alone, E[Z | ‖Z‖² ≤ c] = μ P(χ²_{q+2}(μ'μ) ≤ c) / P(χ²_q(μ'μ) ≤ c):
    effects before treatment shrink by one factor, those after follow by regression on them.

    ``violation`` δ (K,), ``variance`` (K, K), ``before`` marks the q effects tested.
    """
    tested = variance[np.ix_(before, before)]
    along = np.linalg.solve(tested, violation[before])
    q, seen = int(before.sum()), float(violation[before] @ along)
    critical = critical_value(q, level, df)
    kept = passing(seen, q + 2, critical, df) / passing(seen, q, critical, df)
    shifted: FloatVector = violation - (1 - kept) * variance[:, before] @ along
    return shifted
