"""Probit regression by Fisher scoring, on the columns and with the certificate of separation of the logit.

References
----------
McCullagh, P. and Nelder, J. A. (1989). Generalized Linear Models, 2nd edition, section 4.4: the iteration.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.special import log_ndtr, ndtr, ndtri

from miqyas.numerics.logit import CONVERGED, ITERATIONS, ROUNDING, Design, Separation, design_of, separating
from miqyas.types import FloatMatrix, FloatVector

DIVERGING = 7.0  # an index of 7 is a probability of 1e-12: only a run to infinity stays there
LEAST = 1e-300  # keeps a product of tail probabilities above zero


@dataclass(frozen=True, slots=True)
class Probit:
    """A fitted probit regression.

    Attributes
    ----------
    design : Design
        How columns are standardised.
    coefficients : FloatVector
        Of the design's columns, the constant first.
    fitted, density : FloatVector
        Probability of each row and its derivative in the index, shape (n,).
    information : FloatMatrix
        Σ w f² / (p (1 - p)) z zᵀ over the design's columns.
    """

    design: Design
    coefficients: FloatVector
    fitted: FloatVector
    density: FloatVector
    information: FloatMatrix


def fit_probit(x: FloatMatrix, d: FloatVector, weights: FloatVector) -> Probit | Separation:
    """Maximise Σ w (d log Φ + (1 - d) log(1 - Φ)), Φ of constant + xβ; ``x`` has shape (n, k)."""
    design = design_of(x, weights)
    z = design.of(x)
    beta = np.zeros(z.shape[1])
    beta[0] = ndtri(weights @ d / weights.sum())
    likelihood = _log_likelihood(z @ beta, d, weights)
    step = np.zeros_like(beta)
    for _ in range(ITERATIONS):
        index = z @ beta
        p, f = ndtr(index), np.exp(-(index**2) / 2) / np.sqrt(2 * np.pi)
        spread = np.maximum(p * ndtr(-index), LEAST)
        information = (z * (weights * f**2 / spread)[:, None]).T @ z
        try:
            step = cho_solve(cho_factor(information), z.T @ (weights * f * (d - p) / spread))
        except LinAlgError:  # probabilities of 0 and 1 leave no information: the run to infinity has ended
            return Separation(separating(step, design))
        if float(np.abs(step).max()) < CONVERGED:
            return Probit(design, beta, p, f, information)
        size, allowed = 1.0, likelihood - ROUNDING * (1 + abs(likelihood))
        while (found := _log_likelihood(z @ (beta + size * step), d, weights)) < allowed and size > 1e-4:
            size /= 2
        beta, likelihood = beta + size * step, found
        pushed = (2 * d - 1) * (z @ step)
        if np.abs(z @ beta).max() > DIVERGING and pushed.min() > -1e-3 * np.abs(pushed).max():
            return Separation(separating(step, design))
    return Separation(separating(step, design))


def _log_likelihood(index: FloatVector, d: FloatVector, weights: FloatVector) -> float:
    return float(weights @ log_ndtr((2 * d - 1) * index))
