"""Donor weights of a synthetic control, and how much each predictor counts for.

References
----------
Abadie, A., Diamond, A. and Hainmueller, J. (2010). Synthetic control methods for comparative case studies. Journal
of the American Statistical Association 105(490), 493-505: section 2.3 for the nested choice of V.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from miqyas.numerics.simplex import NearestMix, nearest_mix
from miqyas.types import FloatMatrix, FloatVector, IntVector

EVALUATIONS = 100  # of the search for V, for each predictor and each start
SMALLEST_SHARE = 1e-12
TIE_BREAK = 1e-3  # size of the outcomes beside the predictors where these leave a choice


@dataclass(frozen=True, slots=True)
class Panel:
    """Outcomes of N units over T periods and what donors are matched on.

    Attributes
    ----------
    outcomes : FloatMatrix
        Shape (N, T).
    n_before : int
        Periods before treatment.
    predictors : FloatMatrix
        Shape (N, k), each divided by its spread; k = 0 to match every outcome before treatment.
    importance : FloatVector or None
        Given V, shape (k,), adding up to one; None to choose it by the fit of outcomes before treatment.
    """

    outcomes: FloatMatrix
    n_before: int
    predictors: FloatMatrix
    importance: FloatVector | None = None


@dataclass(frozen=True, slots=True)
class Mix:
    """One unit against its mix of donors.

    Attributes
    ----------
    weights : FloatVector
        By donor, shape (J,).
    gaps : FloatVector
        Outcome of the unit less that of the mix, shape (T,).
    importance : FloatVector
        V, shape (k,); empty when outcomes before treatment are matched.
    is_unique : bool
        Whether no other weights give the same mix.
    """

    weights: FloatVector
    gaps: FloatVector
    importance: FloatVector
    is_unique: bool


def fit_mix(panel: Panel, unit: int, donors: IntVector) -> Mix:
    """Find the mix of donors nearest to a unit before treatment."""
    outcomes, n_before = panel.outcomes, panel.n_before
    importance = np.empty(0)
    if panel.predictors.shape[1] == 0:
        found = nearest_mix(outcomes[donors, :n_before].T, outcomes[unit, :n_before])
    else:
        importance = _importance(panel, unit, donors) if panel.importance is None else panel.importance
        found = _closest(panel, unit, donors, importance)
    gaps = outcomes[unit] - found.weights @ outcomes[donors]
    return Mix(found.weights, gaps, importance, found.is_unique)


def _matched(panel: Panel, unit: int, donors: IntVector, importance: FloatVector) -> NearestMix:
    root = np.sqrt(importance)
    return nearest_mix((panel.predictors[donors] * root).T, panel.predictors[unit] * root)


def _closest(panel: Panel, unit: int, donors: IntVector, importance: FloatVector) -> NearestMix:
    """Match the predictors; where several mixes do so equally, take the one that follows the outcomes best.

    V itself is chosen before, without it: chosen together they forget the predictors altogether.
    """
    found = _matched(panel, unit, donors, importance)
    if found.is_unique:
        return found
    root, before = np.sqrt(importance), panel.outcomes[:, : panel.n_before]
    scale = TIE_BREAK / (float(np.abs(before[donors] - before[unit]).max()) or 1.0)
    points = np.vstack([(panel.predictors[donors] * root).T, scale * before[donors].T])
    return nearest_mix(points, np.append(panel.predictors[unit] * root, scale * before[unit]))


def _importance(panel: Panel, unit: int, donors: IntVector) -> FloatVector:
    """Choose V so that the mix it leads to follows the outcomes before treatment best."""
    from scipy.optimize import minimize  # noqa: PLC0415 -- takes a second to import

    k = panel.predictors.shape[1]
    if k == 1:
        return np.ones(1)
    before = panel.outcomes[:, : panel.n_before]

    def loss(logarithms: FloatVector) -> float:
        weights = _matched(panel, unit, donors, _shares(logarithms)).weights
        gaps = before[unit] - weights @ before[donors]
        return float(gaps @ gaps)

    best, smallest = np.zeros(k), np.inf
    for start in (np.zeros(k), _regression_start(panel, before)):
        simplex = np.vstack([start, start + 2.0 * np.eye(k)])
        settings: Any = {
            "initial_simplex": simplex,
            "maxfev": EVALUATIONS * k,
            "maxiter": EVALUATIONS * k,
            "xatol": 1e-3,
            "fatol": 1e-7 * max(loss(start), 1e-12),
        }
        found = minimize(loss, start, method="Nelder-Mead", options=settings)
        if found.fun < smallest:
            best, smallest = found.x, float(found.fun)
    return _shares(best)


def _shares(logarithms: FloatVector) -> FloatVector:
    raised = np.exp(np.clip(logarithms - logarithms.max(), np.log(SMALLEST_SHARE), 0.0))
    shares: FloatVector = raised / raised.sum()
    return shares


def _regression_start(panel: Panel, before: FloatMatrix) -> FloatVector:
    """Start where predictors count as much as they explain outcomes before treatment, one regression a period."""
    x = np.column_stack([np.ones(panel.predictors.shape[0]), panel.predictors])
    slopes = np.linalg.lstsq(x, before, rcond=None)[0][1:]
    explained = (slopes**2).sum(axis=1)
    logarithms: FloatVector = np.log(np.maximum(explained / explained.max(), 1e-6))
    return logarithms


def rmspe(gaps: FloatVector) -> float:
    """Root of the mean squared gap."""
    return float(np.sqrt(np.mean(gaps**2)))
