"""Local polynomials on one side of a threshold, and the noise around them.

Notation of Calonico, Cattaneo and Titiunik (2014): u = x - c the distance to the threshold, p the order of the
fit, q = p + 1 that of its bias, h and b their bandwidths. A derivative estimated by local polynomials is linear
in the outcome, so it is kept as its weights: estimate = l'y, variance = Σ l²e², or Σ_g (Σ l e)² by cluster.

References
----------
Calonico, S., Cattaneo, M. D. and Titiunik, R. (2014). Robust nonparametric confidence intervals for
regression-discontinuity designs. Econometrica 82(6), 2295-2326.
Abadie, A. and Imbens, G. (2006). Large sample properties of matching estimators for average treatment effects.
Econometrica 74(1), 235-267: variance from nearest neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.types import FloatMatrix, FloatVector, IntVector

NEIGHBOURS = 3


class Kernel(StrEnum):
    """How units weigh by their distance to the threshold; beyond the bandwidth, nothing."""

    TRIANGULAR = "triangular"
    UNIFORM = "uniform"
    EPANECHNIKOV = "epanechnikov"


@dataclass(frozen=True, slots=True)
class Side:
    """Units on one side of the threshold.

    Attributes
    ----------
    u : FloatVector
        Distance to the threshold, shape (n,).
    columns : FloatMatrix
        The outcome first, then the treatment received if the design is fuzzy, then covariates; shape (n, m).
    weights : FloatVector
        Sampling weights, shape (n,).
    clusters : IntVector or None
        Code of each unit's cluster, shape (n,), the same codes on both sides.
    known : FloatMatrix or None
        Noise of each row and column where it is known beforehand: rows are then means of bins, and weights their
        numbers of units; shape (n, m).
    """

    u: FloatVector
    columns: FloatMatrix
    weights: FloatVector
    clusters: IntVector | None
    known: FloatMatrix | None = None


def side(
    u: FloatVector,
    columns: FloatMatrix,
    *,
    weights: FloatVector | None = None,
    clusters: IntVector | None = None,
) -> Side:
    """Return one side; without weights, all weigh the same."""
    return Side(u, columns, np.ones(u.size) if weights is None else weights, clusters)


def neighbour_residuals(u: FloatVector, columns: FloatMatrix) -> FloatMatrix:
    """Return √(J/(J + 1))·(v - mean of the J nearest), shape (n, m); all units as near as the third are taken.

    Examples
    --------
    >>> y = np.array([[0.0], [0.0], [0.0], [4.0]])
    >>> (neighbour_residuals(np.array([0.0, 1.0, 2.0, 3.0]), y)[:, 0] ** 2).round(3).tolist()
    [1.333, 1.333, 1.333, 12.0]
    """
    order = np.argsort(u, kind="stable")
    x, centred = u[order], columns[order] - columns.mean(axis=0)
    reach = _third_nearest(x) * (1 + 1e-12)
    first, last = np.searchsorted(x, x - reach, side="left"), np.searchsorted(x, x + reach, side="right")
    sums = np.concatenate((np.zeros((1, columns.shape[1])), np.cumsum(centred, axis=0)))
    near = (last - first - 1)[:, np.newaxis]
    means = (sums[last] - sums[first] - centred) / near
    residuals: FloatMatrix = np.empty_like(centred)
    residuals[order] = np.sqrt(near / (near + 1)) * (centred - means)
    return residuals


def _third_nearest(x: FloatVector) -> FloatVector:
    """Return the distance of each unit to its third nearest, ``x`` in order."""
    gaps = []
    for step in (step for step in range(-NEIGHBOURS, NEIGHBOURS + 1) if step != 0):
        gap = np.full(x.size, np.inf)
        if step > 0:
            gap[:-step] = x[step:] - x[:-step]
        else:
            gap[-step:] = x[-step:] - x[:step]
        gaps.append(gap)
    nearest: FloatVector = np.partition(np.array(gaps), NEIGHBOURS - 1, axis=0)[NEIGHBOURS - 1]
    return nearest


def kernel_weights(distance: FloatVector, kernel: Kernel) -> FloatVector:
    """Weigh distances given in bandwidths, up to a constant."""
    far = np.abs(distance)
    if kernel is Kernel.UNIFORM:
        return np.asarray(far <= 1, dtype=np.float64)
    if kernel is Kernel.EPANECHNIKOV:
        return np.asarray(np.maximum(0.0, 1 - far**2))
    return np.asarray(np.maximum(0.0, 1 - far))


@dataclass(frozen=True, slots=True)
class Fit:
    """A local polynomial of one side, before any outcome: orthonormal powers of u, and their triangle.

    Attributes
    ----------
    inside : IntVector
        Places of the units within h, shape (k,).
    root : FloatVector
        Square root of each one's weight, shape (k,).
    powers, triangle : FloatMatrix
        Q and R of the weighted powers of u / h: shapes (k, order + 1) and (order + 1, order + 1).
    """

    one: Side
    order: int
    h: float
    kernel: Kernel
    inside: IntVector
    root: FloatVector
    powers: FloatMatrix
    triangle: FloatMatrix

    def coefficient(self, derivative: int) -> FloatVector:
        """Return l, shape (n,), such that l'y is the coefficient of u^derivative at the threshold."""
        unit = np.zeros(self.order + 1)
        unit[derivative] = 1.0
        weights = np.zeros(self.one.u.size)
        weights[self.inside] = self.powers @ np.linalg.solve(self.triangle.T, unit) * self.root
        return weights / self.h**derivative

    def left(self) -> FloatMatrix:
        """Return the weighted residual of each column within h, shape (k, m)."""
        weighted = self.one.columns[self.inside] * self.root[:, np.newaxis]
        return np.asarray(weighted - self.powers @ (self.powers.T @ weighted))

    def noise(self, reach: float) -> FloatMatrix:
        """Return e, shape (n, m): residuals from neighbours, or with clusters those of this fit with CR1's factor.

        Neighbours are sought among units nearer than ``reach``: what is farther is never needed.
        """
        if self.one.known is not None:
            return self.one.known
        residuals = np.zeros_like(self.one.columns)
        if self.one.clusters is None:
            near = np.flatnonzero(kernel_weights(self.one.u / reach, self.kernel) > 0)
            residuals[near] = neighbour_residuals(self.one.u[near], self.one.columns[near])
            return residuals
        n, k = self.inside.size, self.order + 1
        g = max(2, np.unique(self.one.clusters[self.inside]).size)  # one alone, in a pilot, scores nothing
        factor = (n - 1) / (n - k) * g / (g - 1)
        residuals[self.inside] = np.sqrt(factor) * self.left() / self.root[:, np.newaxis]
        return residuals


def fit(one: Side, *, order: int, h: float, kernel: Kernel) -> Fit:
    """Prepare the local polynomial of one side."""
    kept = kernel_weights(one.u / h, kernel) * one.weights
    inside = np.flatnonzero(kept > 0)
    root = np.sqrt(kept[inside])
    powers = (one.u[inside, np.newaxis] / h) ** np.arange(order + 1) * root[:, np.newaxis]
    orthonormal, triangle = np.linalg.qr(powers)
    return Fit(one, order, h, kernel, inside, root, orthonormal, triangle)


def variance(sides: Sequence[Side], scores: Sequence[FloatVector]) -> float:
    """Return Σ score², or with clusters the sum of squares of each cluster's scores, both sides together."""
    if sides[0].clusters is None:
        return float(sum(score @ score for score in scores))
    codes = np.concatenate([one.clusters for one in sides if one.clusters is not None])
    by_cluster = np.bincount(codes, np.concatenate(scores))
    return float(by_cluster @ by_cluster)
