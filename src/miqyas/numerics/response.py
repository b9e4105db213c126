"""The chance of answering, by logistic regression, on plain arrays.

Written apart from any selection model: it gives what weights for missing answers need, the chance of each unit, its
information matrix, and whether the fit exists at all.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from miqyas.types import BoolVector, FloatMatrix, FloatVector

STEPS, SETTLED = 60, 1e-10
FARTHEST = 30.0  # a linear predictor beyond it is a chance of 1e-13: the likelihood has no maximum


@dataclass(frozen=True, slots=True)
class Response:
    """Chances of answering and the information they were found with.

    Attributes
    ----------
    chance : FloatVector
        Shape (n,).
    coefficients : FloatVector
        Shape (k,).
    information : FloatMatrix
        XᵀWX, W = p(1 - p); shape (k, k).
    """

    chance: FloatVector
    coefficients: FloatVector
    information: FloatMatrix


def response_chance(design: FloatMatrix, answered: BoolVector) -> Response | None:
    """Fit a logit by Newton's method; None when the predictors separate those who answer, or are collinear.

    ``design`` (n, k) holds the constant; ``answered`` (n,).
    """
    scale = np.maximum(np.abs(design).max(axis=0), np.finfo(float).tiny)
    x, beta = design / scale, np.zeros(design.shape[1])
    if np.linalg.matrix_rank(x) < x.shape[1]:
        return None
    for _ in range(STEPS):
        chance = expit(x @ beta)
        information = (x * (chance * (1 - chance))[:, None]).T @ x
        try:
            step = np.linalg.solve(information, x.T @ (answered - chance))
        except np.linalg.LinAlgError:
            return None
        beta = beta + step
        if np.abs(x @ beta).max() > FARTHEST:
            return None
        if np.abs(x @ step).max() < SETTLED:
            chance = expit(x @ beta)
            information = (x * (chance * (1 - chance))[:, None]).T @ x
            return Response(chance, beta / scale, information * np.outer(scale, scale))
    return None
