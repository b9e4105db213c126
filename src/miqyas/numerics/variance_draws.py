"""How variances are found, and how unsure of them one is: a maximum, then a grid around it that is drawn from.

The grid is laid along the axes of the curvature at the maximum; its points weigh as the restricted likelihood under a flat
prior on standard deviations (Gelman, A. (2006), Bayesian Analysis 1(3), 515-533, section 7.1).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import minimize

from miqyas.types import FloatMatrix, FloatVector

LOWEST, HIGHEST = -9.0, 4.0  # of log-variances, the scores having variance 1
STEP = 0.05  # of the differences that measure the curvature
# Of the grid, by number of variances: standard deviations on each side, points an axis.
FINE, USUAL, LARGE = (4.0, 41), (2.5, 7), (2.5, 5)
LOG_ZERO = -1e10

Likelihood = Callable[[FloatVector], float]


@dataclass(frozen=True, slots=True)
class VarianceGrid:
    """Points over log-variances and their weights.

    Attributes
    ----------
    mode : FloatVector
        Where the restricted likelihood is largest, shape (k,).
    points : FloatMatrix
        Shape (m, k).
    weights : FloatVector
        Adding up to 1, shape (m,).
    """

    mode: FloatVector
    points: FloatMatrix
    weights: FloatVector

    @property
    def at_floor(self) -> tuple[bool, ...]:
        """Which variances are none that the data can tell from zero."""
        return tuple(bool(x <= LOWEST + 0.01) for x in self.mode)


def flat_on_deviations(point: FloatVector) -> float:
    """Log-density, over log-variances, of standard deviations that are all alike likely."""
    return float(point.sum()) / 2


def variance_grid(
    likelihood: Likelihood, start: FloatVector, *, log_prior: Likelihood = flat_on_deviations
) -> VarianceGrid:
    """Maximise ``likelihood`` of log-variances from ``start``, and lay a grid around the maximum.

    ``log_prior`` is a log-density over log-variances, minus infinity where they cannot be.
    """
    # A simplex may fold before the top: begun again from where it stopped, it unfolds.
    mode = _highest(likelihood, _highest(likelihood, start))
    axes = _axes(likelihood, mode)
    reach, n = FINE if start.size < 3 else USUAL if start.size == 3 else LARGE
    ticks = np.linspace(-reach, reach, n)
    inside = np.array([p for p in product(ticks, repeat=start.size) if np.dot(p, p) <= reach**2 + 1e-9])
    # What the data cannot tell from zero stays at the floor.
    points = np.clip(mode + inside @ axes.T, LOWEST, HIGHEST)
    heights = np.array([likelihood(point) + log_prior(point) for point in points])
    weights = np.exp(heights - heights.max())
    return VarianceGrid(mode, points, weights / weights.sum())


def _highest(likelihood: Likelihood, start: FloatVector) -> FloatVector:
    def falling(point: FloatVector) -> float:
        return -likelihood(point)

    bounds = [(LOWEST, HIGHEST)] * start.size
    options = {"xatol": 1e-5, "fatol": 1e-9, "maxiter": 4000}
    found = minimize(falling, start, method="Nelder-Mead", bounds=bounds, options=options)  # type: ignore[call-overload]  # its stubs know the options as a literal only
    return np.asarray(found.x, dtype=np.float64)


def _axes(likelihood: Likelihood, mode: FloatVector) -> FloatMatrix:
    """Directions of the curvature, one standard deviation long each, as columns."""
    k = mode.size
    steps = np.eye(k) * STEP
    hessian = np.empty((k, k))
    for i in range(k):
        for j in range(i + 1):
            corners = [
                s * t * likelihood(np.clip(mode + s * steps[i] + t * steps[j], LOWEST - 1, HIGHEST + 1))
                for s in (1, -1)
                for t in (1, -1)
            ]
            hessian[i, j] = hessian[j, i] = -sum(corners) / (4 * STEP**2)
    values, vectors = np.linalg.eigh(hessian)
    axes: FloatMatrix = vectors / np.sqrt(np.maximum(values, 1.0))
    return axes
