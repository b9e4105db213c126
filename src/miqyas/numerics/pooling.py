"""Weighted means of studies and the variance between them, on plain arrays.

Notation of Viechtbauer (2005, 2007): y effects, v their sampling variances, τ² the variance between studies,
w = 1/(v + τ²), μ = Σwy/Σw, Q(τ²) = Σw(y - μ)².

References
----------
DerSimonian, R. and Laird, N. (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7, 177-188.
Paule, R. C. and Mandel, J. (1982). Consensus values and weighting factors. Journal of Research of the National
Bureau of Standards 87(5), 377-385.
Viechtbauer, W. (2005). Bias and efficiency of meta-analytic variance estimators in the random-effects model.
Journal of Educational and Behavioral Statistics 30(3), 261-293.
Viechtbauer, W. (2007). Confidence intervals for the amount of heterogeneity in meta-analysis. Statistics in
Medicine 26(1), 37-52.
"""

from collections.abc import Callable

import numpy as np

from miqyas.numerics.distributions import chi2_quantile
from miqyas.types import FloatVector

GRID = 161  # values of τ² tried before the best is refined: the likelihood may have two maxima
HALVINGS = 200


def weighted_mean(y: FloatVector, v: FloatVector, tau2: float) -> tuple[float, FloatVector]:
    """Return μ and the weights w, shape (k,).

    Examples
    --------
    >>> weighted_mean(np.array([0.0, 4.0]), np.array([1.0, 3.0]), 0.0)[0]
    1.0
    """
    w = 1 / (v + tau2)
    return float(w @ y / w.sum()), w


def q_statistic(y: FloatVector, v: FloatVector, tau2: float = 0.0) -> float:
    """Return Q(τ²), which falls as τ² grows; Cochran's Q at zero."""
    mean, w = weighted_mean(y, v, tau2)
    return float(w @ (y - mean) ** 2)


def tau2_dersimonian_laird(y: FloatVector, v: FloatVector) -> float:
    """Return the moment estimator, cut at zero."""
    w = 1 / v
    return max(0.0, (q_statistic(y, v) - (y.size - 1)) / float(w.sum() - w @ w / w.sum()))


def tau2_paule_mandel(y: FloatVector, v: FloatVector) -> float:
    """Return the τ² at which Q(τ²) = k - 1, or zero."""
    return _profile(y, v, float(y.size - 1))


def tau2_reml(y: FloatVector, v: FloatVector) -> float:
    """Return the τ² of greatest restricted likelihood, searched over its whole range."""
    widest = float(np.ptp(y)) ** 2
    if widest == 0:
        return 0.0
    grid = np.concatenate(([0.0], np.geomspace(1e-10 * widest, 4 * widest, GRID - 1)))
    best = int(np.argmax([_restricted_likelihood(y, v, float(tau2)) for tau2 in grid]))
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, GRID - 1)])
    if best == 0 and _restricted_score(y, v, 0.0) <= 0:
        return 0.0
    return _halve(lambda tau2: _restricted_score(y, v, tau2), low, high)


def tau2_interval(y: FloatVector, v: FloatVector, level: float) -> tuple[float, float]:
    """Return the interval of τ² by Q-profile; zero where even τ² = 0 is not rejected on that side."""
    df = y.size - 1
    return (
        _profile(y, v, chi2_quantile(0.5 + level / 2, df)),
        _profile(y, v, chi2_quantile(0.5 - level / 2, df)),
    )


def typical_variance(v: FloatVector) -> float:
    """Return the sampling variance against which I² sets τ² (Higgins and Thompson 2002, equation 9)."""
    w = 1 / v
    return float((v.size - 1) * w.sum() / (w.sum() ** 2 - w @ w))


def _profile(y: FloatVector, v: FloatVector, target: float) -> float:
    """Solve Q(τ²) = target."""
    if q_statistic(y, v) <= target:
        return 0.0
    high = float(v.min())
    while q_statistic(y, v, high) > target:
        high *= 2
    return _halve(lambda tau2: q_statistic(y, v, tau2) - target, 0.0, high)


def _restricted_likelihood(y: FloatVector, v: FloatVector, tau2: float) -> float:
    w = 1 / (v + tau2)
    return float(0.5 * np.log(w).sum() - 0.5 * np.log(w.sum()) - 0.5 * q_statistic(y, v, tau2))


def _restricted_score(y: FloatVector, v: FloatVector, tau2: float) -> float:
    mean, w = weighted_mean(y, v, tau2)
    return float(w**2 @ (y - mean) ** 2 - w.sum() + w @ w / w.sum())


def _halve(falling: Callable[[float], float], low: float, high: float) -> float:
    """Find where a function that is positive at ``low`` and negative at ``high`` crosses zero."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2
