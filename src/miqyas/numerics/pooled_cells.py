"""Cells put together again: means and products of deviations around any origin."""

import numpy as np
from numpy.typing import NDArray

from miqyas.types import FloatMatrix, FloatVector, IntVector


def merge_moments(
    weight: FloatVector, means: FloatMatrix, products: NDArray[np.float64]
) -> tuple[float, FloatVector, FloatMatrix]:
    """Add cells into one: Σ w, its mean, and Σ w (v - mean)(v - mean)ᵀ; shapes (C,), (C, p), (C, p, p).

    References
    ----------
    Chan, T. F., Golub, G. H. and LeVeque, R. J. (1983). Algorithms for computing the sample variance: analysis and
    recommendations. The American Statistician 37(3), 242-247.
    """
    total = float(weight.sum())
    mean = weight @ means / total
    return total, mean, around(weight, means, products, mean).sum(axis=0)


def around(
    weight: FloatVector, means: FloatMatrix, products: NDArray[np.float64], origin: FloatMatrix
) -> NDArray[np.float64]:
    """Return Σ w (v - origin)(v - origin)ᵀ of each cell, (C, p, p); ``origin`` (p,) or one for each cell (C, p)."""
    gaps = means - origin
    moved: NDArray[np.float64] = products + weight[:, None, None] * gaps[:, :, None] * gaps[:, None, :]
    return moved


def means_by(groups: IntVector, weight: FloatVector, means: FloatMatrix) -> FloatMatrix:
    """Return the weighted mean of each cell's group, at the place of the cell, (C, p)."""
    n_groups = int(groups.max()) + 1
    totals = np.bincount(groups, weights=weight, minlength=n_groups)
    sums = np.stack(
        [np.bincount(groups, weights=weight * column, minlength=n_groups) for column in means.T], axis=1
    )
    by_group: FloatMatrix = (sums / totals[:, None])[groups]
    return by_group


def sum_by(groups: IntVector, stack: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add matrices (C, p, p) by group, (G, p, p)."""
    added = np.zeros((int(groups.max()) + 1, *stack.shape[1:]))
    np.add.at(added, groups, stack)
    return added
