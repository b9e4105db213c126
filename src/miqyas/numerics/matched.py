"""Effects by matching, and their variance.

References
----------
Abadie, A. and Imbens, G. W. (2006). Large sample properties of matching estimators for average treatment effects.
Econometrica 74(1), 235-267: theorems 6 and 7, the variance.
Abadie, A. and Imbens, G. W. (2011). Bias-corrected matching estimators for average treatment effects. Journal of
Business & Economic Statistics 29(1), 1-11.
Abadie, A. and Imbens, G. W. (2016). Matching on the estimated propensity score. Econometrica 84(2), 781-807:
theorems 1 and 2, the adjustment for the estimated score.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from miqyas.numerics.learners import LeastSquaresLearner
from miqyas.numerics.neighbours import Neighbours, nearest
from miqyas.types import BoolVector, FloatMatrix, FloatVector

VARIANCE_NEIGHBOURS = 2  # of the same arm, for the variance of one outcome; the papers leave it open


@dataclass(frozen=True, slots=True)
class Imputed:
    """What matching gives each row.

    Attributes
    ----------
    other : FloatVector
        Outcome imputed in the other arm, shape (n,); meaningless where not ``matched``.
    matched : BoolVector
        Rows whose effect counts.
    carried, carried_squares : FloatVector
        K and K′: how much each row is used as a match, Σ 1/M and Σ 1/M².
    """

    other: FloatVector
    matched: BoolVector
    carried: FloatVector
    carried_squares: FloatVector


@dataclass(frozen=True, slots=True)
class MatchedDifference:
    """Mean effect over the rows matched, mean outcome without treatment, and variance."""

    value: float
    control_mean: float
    variance: float


def imputed(
    y: FloatVector, d: FloatVector, matches: dict[int, Neighbours], *, adjust: FloatMatrix | None
) -> Imputed:
    """Impute the rows of each arm in ``matches`` from the other; ``adjust`` (n, k) are columns to correct on."""
    other, carried, squares = (np.zeros(y.size) for _ in range(3))
    matched = np.zeros(y.size, dtype=np.bool_)
    for arm, found in matches.items():
        own, donors = np.flatnonzero(d == arm), np.flatnonzero(d == 1 - arm)
        used = found.carried()
        values = y[donors]
        gain = np.zeros(own.size)
        if adjust is not None and used.any():
            rows = donors[used > 0]
            predict = LeastSquaresLearner().fit(adjust[rows], y[rows], used[used > 0])
            values, gain = values - predict(adjust[donors]), predict(adjust[own])
        other[own] = found.means(values[:, None])[:, 0] + gain
        matched[own] = found.found > 0
        carried[donors] += used
        squares[donors] += found.carried(power=2)
    return Imputed(other, matched, carried, squares)


def matched_difference(
    y: FloatVector, d: FloatVector, found: Imputed, *, spread: FloatVector
) -> MatchedDifference:
    """Average effects; V = Σ (τ_i - τ)²/N² + Σ ((1 + K)² - 1 - K′) σ²_i / N², 1 where a row's own effect counts.

    ``spread`` (n,) are the σ²_i of `own_variance`.
    """
    effect = (2 * d - 1) * (y - found.other)
    n = float(found.matched.sum())
    value = float(effect[found.matched].mean())
    own = found.matched.astype(np.float64)
    used = (own + found.carried) ** 2 - own - found.carried_squares
    variance = float(((effect - value)[found.matched] ** 2).sum() + used @ spread) / n**2
    without = np.where(d == 1, found.other, y)[found.matched]
    return MatchedDifference(value, float(without.mean()), variance)


def own_variance(y: FloatVector, d: FloatVector, places: FloatMatrix) -> FloatVector:
    """Estimate the variance of each outcome from the nearest rows of its own arm, J/(J + 1) (y - mean of J)²."""
    spread = np.zeros(y.size)
    for arm in (0, 1):
        rows = np.flatnonzero(d == arm)
        near = nearest(places[rows], places[rows], n_neighbours=VARIANCE_NEIGHBOURS + 1)
        total = near.found
        others = (total * near.means(y[rows, None])[:, 0] - y[rows]) / (total - 1)
        spread[rows] = (total - 1) / total * (y[rows] - others) ** 2
    return spread


def score_adjustment(
    y: FloatVector, d: FloatVector, *, p: FloatVector, density: FloatVector, z: FloatMatrix,
    information: FloatMatrix, value: float, treated_only: bool,
) -> float:  # fmt: skip
    """Return what the estimation of a score adds to the variance; for everyone, never above zero.

    ``density`` is f, the derivative of the score p in its index. The derivative for the treated is
    ∂τ/∂θ = E[f z (Y₁ - Y₀ - τ)] / E[p], its outcomes taken from each arm by weighting, which for a logit has weights
    between 0 and 1.
    """
    slopes = {}
    for arm in (0, 1):
        rows = d == arm
        near = nearest(p[:, None], p[rows, None], n_neighbours=VARIANCE_NEIGHBOURS)
        moments = near.means(np.column_stack([z[rows], y[rows], z[rows] * y[rows, None]]))
        k, total = z.shape[1], near.found
        product = moments[:, k + 1 :] - moments[:, :k] * moments[:, [k]]
        slopes[arm] = product * (total / (total - 1))[:, None]
    if not treated_only:
        shift = ((density / p)[:, None] * slopes[1] + (density / (1 - p))[:, None] * slopes[0]).mean(axis=0)
        return -float(shift @ cho_solve(cho_factor(information), shift))
    n_treated = d.sum()
    odds = p / (1 - p)
    shift = (density[:, None] * (slopes[1] + odds[:, None] * slopes[0])).sum(axis=0) / n_treated
    pull = density * (d * y / p - (1 - d) * y / (1 - p) - value) @ z / n_treated
    factor = cho_factor(information)
    return float(pull @ cho_solve(factor, pull) - shift @ cho_solve(factor, shift))
