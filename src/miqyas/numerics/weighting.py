"""Weights that make two arms alike, and the influence of each unit on the difference they give.

References
----------
Lunceford, J. K. and Davidian, M. (2004). Stratification and weighting via the propensity score in estimation of
causal treatment effects. Statistics in Medicine 23(19), 2937-2960: the variance that counts the estimated score.
Li, F., Morgan, K. L. and Zaslavsky, A. M. (2018). Balancing covariates via propensity score weighting. Journal of
the American Statistical Association 113(521), 390-400: overlap weights.
Hainmueller, J. (2012). Entropy balancing for causal effects. Political Analysis 20(1), 25-46.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve

from miqyas.numerics.logit import Logit
from miqyas.types import BoolVector, FloatMatrix, FloatVector

BALANCED = 1e-9  # largest gap left between weighted means, in standard deviations
ITERATIONS = 200
ROUNDING = 1e-12  # relative change of the potential that only rounding makes


class Estimand(StrEnum):
    """Whom the effect is on: everyone, the treated, or those whose treatment was least settled beforehand."""

    ATE = "ATE"
    ATT = "ATT"
    OVERLAP = "ATO"


@dataclass(frozen=True, slots=True)
class WeightedDifference:
    """A difference of weighted means.

    Attributes
    ----------
    value, control_mean : float
        Difference; weighted mean of the comparison arm.
    influence : FloatVector
        Of each row, shape (n,); the estimate less the truth is close to their sum.
    weights : FloatVector
        Weight each row carries in its arm, shape (n,).
    """

    value: float
    control_mean: float
    influence: FloatVector
    weights: FloatVector


def score_weights(
    p: FloatVector, d: FloatVector, estimand: Estimand
) -> tuple[FloatVector, FloatVector, FloatVector, FloatVector]:
    """Return the weight of each arm, shape (n,) each, and its slope in the log-odds of treatment."""
    if estimand is Estimand.ATE:
        treated, control = d / p, (1 - d) / (1 - p)
        return treated, control, -treated * (1 - p), control * p
    if estimand is Estimand.ATT:
        control = (1 - d) * p / (1 - p)
        return d.copy(), control, np.zeros_like(d), control
    slope = p * (1 - p)
    return d * (1 - p), (1 - d) * p, -d * slope, (1 - d) * slope


def weighted_by_score(
    y: FloatVector, d: FloatVector, w: FloatVector, *, x: FloatMatrix, logit: Logit, inside: BoolVector,
    estimand: Estimand,
) -> WeightedDifference:  # fmt: skip
    """Compare arms by weights made of the score; rows not ``inside`` only help to estimate it."""
    used = w * inside
    treated, control, treated_slope, control_slope = score_weights(logit.fitted, d, estimand)
    treated, control = used * treated, used * control
    mean_1, mean_0 = float(treated @ y / treated.sum()), float(control @ y / control.sum())
    z = logit.design.of(x)
    gradient = (used * treated_slope * (y - mean_1)) @ z / treated.sum()
    gradient -= (used * control_slope * (y - mean_0)) @ z / control.sum()
    of_score = (z * (w * (d - logit.fitted))[:, None]) @ cho_solve(cho_factor(logit.information), gradient)
    influence = treated * (y - mean_1) / treated.sum() - control * (y - mean_0) / control.sum() + of_score
    return WeightedDifference(mean_1 - mean_0, mean_0, influence, treated + control)


@dataclass(frozen=True, slots=True)
class _Arm:
    mean: float
    influence: FloatVector
    weights: FloatVector


def weighted_by_balance(
    y: FloatVector, d: FloatVector, w: FloatVector, *, z: FloatMatrix, estimand: Estimand
) -> WeightedDifference | None:
    """Compare arms by the weights nearest to ``w`` under which their means agree; None when none exist.

    ``z`` (n, k) are independent standardised columns, without a constant. For the treated (ATT) only the
    comparison arm is weighted; for everyone (ATE) each arm is, towards the means of all.
    """
    target = w * (d if estimand is Estimand.ATT else 1.0)
    control = _balanced_arm(y, (1 - d) * w, z, target)
    if estimand is Estimand.ATT:
        mean = float(target @ y / target.sum())
        treated: _Arm | None = _Arm(mean, target * (y - mean) / target.sum(), target)
    else:
        treated = _balanced_arm(y, d * w, z, target)
    if treated is None or control is None:
        return None
    return WeightedDifference(
        treated.mean - control.mean,
        control.mean,
        treated.influence - control.influence,
        treated.weights + control.weights,
    )


def _balanced_arm(y: FloatVector, arm: FloatVector, z: FloatMatrix, target: FloatVector) -> _Arm | None:
    means = target @ z / target.sum()
    away = z - means
    tilt = _tilt(arm, away)
    if tilt is None:
        return None
    v = arm * np.exp(away @ tilt)
    mean, total = float(v @ y / v.sum()), v.sum()
    factor = cho_factor((away * v[:, None]).T @ away)
    slope = cho_solve(factor, (v * (y - mean)) @ away / total)
    # Each row moves the tilt by its own imbalance, and moves the means aimed at.
    of_tilt = -(away * v[:, None]) @ slope + (away * (target / target.sum())[:, None]) @ slope * total
    return _Arm(mean, v * (y - mean) / total + of_tilt, v)


def _tilt(arm: FloatVector, away: FloatMatrix) -> FloatVector | None:
    """Minimise log Σ arm exp(away·λ) by damped Newton; its gradient is the imbalance left."""
    held, rows = arm[arm > 0], away[arm > 0]
    tilt = np.zeros(away.shape[1])
    potential = float(np.log(held.sum()))
    for _ in range(ITERATIONS):
        index = rows @ tilt
        share = held * np.exp(index - index.max())
        share /= share.sum()
        imbalance = share @ rows
        if float(np.abs(imbalance).max(initial=0.0)) < BALANCED:
            return tilt
        spread = (rows * share[:, None]).T @ rows - np.outer(imbalance, imbalance)
        try:
            step = -cho_solve(cho_factor(spread), imbalance)
        except LinAlgError:
            return None
        size, allowed = 1.0, potential + ROUNDING * (1 + abs(potential))
        while (found := _potential(held, rows @ (tilt + size * step))) > allowed and size > 1e-8:
            size /= 2
        tilt, potential = tilt + size * step, found
    return None


def _potential(held: FloatVector, index: FloatVector) -> float:
    top = float(index.max())
    return top + float(np.log(held @ np.exp(index - top)))
