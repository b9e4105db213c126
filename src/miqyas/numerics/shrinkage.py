"""Studies that borrow from one another: the hierarchical normal model, by quadrature over τ.

Notation of Gelman and others: y_j | θ_j ~ N(θ_j, σ_j²), θ_j ~ N(μ, τ²), μ flat, τ under a declared prior.

References
----------
Gelman, A. and others (2013). Bayesian Data Analysis, 3rd edition, section 5.4: p(τ | y), p(μ | τ, y) and
p(θ_j | μ, τ, y) in closed form.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from miqyas.types import FloatMatrix, FloatVector

PANELS, POINTS = 400, 8  # Gauss-Legendre on panels of the prior's probability
HALVINGS = 100


@dataclass(frozen=True, slots=True)
class Mixture:
    """Normals mixed over τ; column j of the means and deviations belongs to quantity j, shape (m, q)."""

    weights: FloatVector
    means: FloatMatrix
    deviations: FloatMatrix

    @property
    def mean(self) -> FloatVector:
        """Shape (q,)."""
        mean: FloatVector = self.weights @ self.means
        return mean

    @property
    def deviation(self) -> FloatVector:
        """Standard deviation, shape (q,)."""
        square = self.weights @ (self.deviations**2 + self.means**2) - self.mean**2
        deviation: FloatVector = np.sqrt(square)
        return deviation

    def quantile(self, probability: float) -> FloatVector:
        """Return the values below which the quantities fall with this probability, shape (q,)."""
        low = (self.means - 12 * self.deviations).min(axis=0)
        high = (self.means + 12 * self.deviations).max(axis=0)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            below = self.weights @ ndtr((middle - self.means) / self.deviations)
            low, high = (
                np.where(below < probability, middle, low),
                np.where(below < probability, high, middle),
            )
        quantile: FloatVector = (low + high) / 2
        return quantile


def prior_nodes() -> tuple[FloatVector, FloatVector]:
    """Return probabilities inside (0, 1) and weights that integrate over them, shape (m,)."""
    points, weights = np.polynomial.legendre.leggauss(POINTS)
    starts = np.arange(PANELS)[:, None] / PANELS
    nodes = starts + (points + 1) / (2 * PANELS)
    return nodes.ravel(), np.tile(weights / (2 * PANELS), PANELS)


def tau_posterior(
    y: FloatVector, v: FloatVector, tau: FloatVector, prior: FloatVector
) -> tuple[FloatVector, FloatVector, FloatVector]:
    """Return weights p(τ | y), μ̂(τ) and V_μ(τ) at each ``tau`` (m,), of prior weight ``prior``."""
    w = 1 / (v + tau[:, None] ** 2)
    variance = 1 / w.sum(axis=1)
    mean = variance * (w @ y)
    log = (
        0.5 * np.log(variance)
        + 0.5 * np.log(w).sum(axis=1)
        - 0.5 * (w * (y - mean[:, None]) ** 2).sum(axis=1)
    )
    weights = prior * np.exp(log - log.max())
    return weights / weights.sum(), mean, variance


def study_mixture(
    y: FloatVector, v: FloatVector, tau: FloatVector, prior: FloatVector
) -> tuple[Mixture, FloatVector]:
    """Return the posterior of each study's effect, of the mean effect and of a new place (k + 2), and p(τ | y)."""
    weights, mean, variance = tau_posterior(y, v, tau, prior)
    square = tau[:, None] ** 2
    own = square / (v + square)  # what a study keeps of its own estimate
    means = own * y + (1 - own) * mean[:, None]
    variances = own * v + (1 - own) ** 2 * variance[:, None]
    all_means = np.column_stack([means, mean, mean])
    all_variances = np.column_stack([variances, variance, variance + tau**2])
    return Mixture(weights, all_means, np.sqrt(all_variances)), weights
