"""Doubly robust scores and cross-fitting.

References
----------
Robins, J. M., Rotnitzky, A. and Zhao, L. P. (1994). Estimation of regression coefficients when some regressors are
not always observed. Journal of the American Statistical Association 89(427), 846-866.
Chernozhukov, V. and others (2018). Double/debiased machine learning for treatment and structural parameters. The
Econometrics Journal 21(1), C1-C68: section 5.1 for the scores, definition 3.3 for the median over splits.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.numerics.weighting import Estimand
from miqyas.types import BoolVector, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Nuisances:
    """Predicted outcome without and with treatment, and chance of treatment, shape (n,) each."""

    without: FloatVector
    treated: FloatVector
    score: FloatVector


@dataclass(frozen=True, slots=True)
class RobustDifference:
    """Effect, mean without treatment, and the influence of each row on the effect, shape (n,)."""

    value: float
    control_mean: float
    influence: FloatVector


def robust_difference(
    y: FloatVector, d: FloatVector, w: FloatVector, *, at: Nuisances, inside: BoolVector, estimand: Estimand
) -> RobustDifference:
    """Average the doubly robust scores of the rows inside; the others have no influence."""
    used = w * inside
    p = np.where(inside, at.score, 0.5)
    if estimand is Estimand.ATT:
        base = used * d
        correction = d - (1 - d) * p / (1 - p)
        value = float((used * correction) @ (y - at.without) / base.sum())
        influence = (used * correction * (y - at.without) - base * value) / base.sum()
        return RobustDifference(value, float(base @ y / base.sum()) - value, influence)
    without = at.without + (1 - d) * (y - at.without) / (1 - p)
    treated = at.treated + d * (y - at.treated) / p
    total = used.sum()
    value = float(used @ (treated - without) / total)
    influence = used * (treated - without - value) / total
    return RobustDifference(value, float(used @ without / total), influence)


def draw_folds(
    d: FloatVector, groups: IntVector | None, *, folds: int, rng: np.random.Generator
) -> IntVector:
    """Give each row, or each cluster as a whole, one of the folds; without clusters, arm by arm."""
    if groups is not None:
        n_groups = int(groups.max()) + 1
        of_group = rng.permutation(n_groups) % folds
        spread: IntVector = of_group[groups]
        return spread
    fold = np.zeros(d.size, dtype=np.int64)
    for arm in (0, 1):
        rows = np.flatnonzero(d == arm)
        fold[rows] = rng.permutation(rows.size) % folds
    return fold
