"""What predicts an outcome or a treatment from covariates: a small protocol, and the two learners of the house."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from miqyas.numerics.logit import Separation, design_of, fit_logit
from miqyas.types import FloatMatrix, FloatVector

Predict: TypeAlias = Callable[[FloatMatrix], FloatVector]


class Learner(Protocol):
    """Learns from rows what it can then predict for others.

    Any object with this method will do. A classifier must predict probabilities, strictly between 0 and 1.
    """

    def fit(self, x: FloatMatrix, y: FloatVector, weights: FloatVector) -> Predict | Separation:
        """Learn y, shape (n,), from ``x`` (n, k); return what predicts it for a matrix of the same columns."""
        ...


class LeastSquaresLearner:
    """A constant and a slope for each column; columns that others contain are left out."""

    def fit(self, x: FloatMatrix, y: FloatVector, weights: FloatVector) -> Predict:
        """Minimise Σ w (y - a - xb)²."""
        design = design_of(x, weights)
        z = design.of(x)
        coefficients = cho_solve(cho_factor((z * weights[:, None]).T @ z), (z * weights[:, None]).T @ y)

        def predict(other: FloatMatrix) -> FloatVector:
            found: FloatVector = design.of(other) @ coefficients
            return found

        return predict


class LogitLearner:
    """A logistic regression, for a column of 0 and 1."""

    def fit(self, x: FloatMatrix, y: FloatVector, weights: FloatVector) -> Predict | Separation:
        """Maximise the weighted likelihood; a `Separation` when it has no maximum."""
        share = float(weights @ y / weights.sum())
        if share in {0.0, 1.0}:
            return Separation(np.zeros(x.shape[1], dtype=np.bool_))
        fit = fit_logit(x, y, weights)
        return fit if isinstance(fit, Separation) else fit.predict
