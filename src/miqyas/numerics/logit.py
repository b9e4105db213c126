"""Logistic regression by iteratively reweighted least squares, with separation certified and not merely suspected.

References
----------
McCullagh, P. and Nelder, J. A. (1989). Generalized Linear Models, 2nd edition, section 4.4: the iteration.
Albert, A. and Anderson, J. A. (1984). On the existence of maximum likelihood estimates in logistic regression
models. Biometrika 71(1), 1-10: no maximum exists when a combination of the columns separates the two outcomes.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.special import expit

from miqyas.numerics.least_squares import independent_columns
from miqyas.types import BoolVector, FloatMatrix, FloatVector

CONVERGED = 1e-10  # largest step, in standard deviations of the columns
ITERATIONS = 100
ROUNDING = 1e-12  # relative change of the likelihood that only rounding makes
DIVERGING = 30.0  # a log-odds of 30 is a probability of 1e-13: only a run to infinity stays there
NAMED = 0.05  # share of the separating direction a column must carry to be named
VARIES = 1e-12  # relative standard deviation under which a column is a constant


@dataclass(frozen=True, slots=True)
class Design:
    """Columns in standard deviations, the constant first, those that say nothing new left out.

    Attributes
    ----------
    centre, scale : FloatVector
        Weighted mean and standard deviation of each column, shape (k,).
    kept : BoolVector
        Columns that stay, shape (k,).
    """

    centre: FloatVector
    scale: FloatVector
    kept: BoolVector

    def of(self, x: FloatMatrix) -> FloatMatrix:
        """Return the constant and the columns kept, shape (n, 1 + kept)."""
        z = (x[:, self.kept] - self.centre[self.kept]) / self.scale[self.kept]
        return np.column_stack([np.ones(len(x)), z])


def design_of(x: FloatMatrix, weights: FloatVector) -> Design:
    """Standardise columns, shape (n, k), and find which earlier ones already contain."""
    centre = weights @ x / weights.sum()
    deviations = x - centre
    scale = np.sqrt(weights @ deviations**2 / weights.sum())
    varies = scale > VARIES * np.maximum(np.abs(centre), np.abs(x).max(axis=0, initial=0.0))
    scale = np.where(varies, scale, 1.0)
    z = deviations / scale
    correlations = (z * weights[:, None]).T @ z / weights.sum()
    return Design(centre, scale, independent_columns(correlations, varies))


@dataclass(frozen=True, slots=True)
class Logit:
    """A fitted logistic regression.

    Attributes
    ----------
    design : Design
        How columns are standardised.
    coefficients : FloatVector
        Of the design's columns, the constant first.
    fitted : FloatVector
        Probability of each row, shape (n,).
    information : FloatMatrix
        Σ w p (1 - p) z zᵀ over the design's columns.
    """

    design: Design
    coefficients: FloatVector
    fitted: FloatVector
    information: FloatMatrix

    @property
    def density(self) -> FloatVector:
        """Derivative of each row's probability in its index, shape (n,)."""
        return self.fitted * (1 - self.fitted)

    def predict(self, x: FloatMatrix) -> FloatVector:
        """Return the probability of other rows, shape (m,)."""
        probability: FloatVector = expit(self.design.of(x) @ self.coefficients)
        return probability


@dataclass(frozen=True, slots=True)
class Separation:
    """No maximum exists: these columns, shape (k,), together tell one outcome from the other."""

    columns: BoolVector


def fit_logit(x: FloatMatrix, d: FloatVector, weights: FloatVector) -> Logit | Separation:
    """Maximise Σ w (d log p + (1 - d) log(1 - p)), p = expit(constant + xβ); ``x`` has shape (n, k)."""
    design = design_of(x, weights)
    z = design.of(x)
    share = weights @ d / weights.sum()
    beta = np.zeros(z.shape[1])
    beta[0] = np.log(share / (1 - share))
    likelihood = _log_likelihood(z @ beta, d, weights)
    step = np.zeros_like(beta)
    for _ in range(ITERATIONS):
        p = expit(z @ beta)
        information = (z * (weights * p * (1 - p))[:, None]).T @ z
        try:
            step = cho_solve(cho_factor(information), z.T @ (weights * (d - p)))
        except LinAlgError:  # probabilities of 0 and 1 leave no information: the run to infinity has ended
            return Separation(separating(step, design))
        if float(np.abs(step).max()) < CONVERGED:
            return Logit(design, beta, p, information)
        size, allowed = 1.0, likelihood - ROUNDING * (1 + abs(likelihood))
        while (found := _log_likelihood(z @ (beta + size * step), d, weights)) < allowed and size > 1e-4:
            size /= 2
        beta, likelihood = beta + size * step, found
        # A true direction of separation: no row is pushed the wrong way, and rows are already told apart.
        pushed = (2 * d - 1) * (z @ step)
        if np.abs(z @ beta).max() > DIVERGING and pushed.min() > -1e-3 * np.abs(pushed).max():
            return Separation(separating(step, design))
    return Separation(separating(step, design))


def _log_likelihood(index: FloatVector, d: FloatVector, weights: FloatVector) -> float:
    return float(weights @ (d * index - np.logaddexp(0.0, index)))


def separating(step: FloatVector, design: Design) -> BoolVector:
    """Mark the columns that carry the direction in which the likelihood rises for ever."""
    named = np.zeros(design.kept.size, dtype=np.bool_)
    sizes = np.abs(step[1:])
    named[np.flatnonzero(design.kept)] = sizes > NAMED * sizes.max(initial=0.0)
    return named
