"""Variance of an estimate from the influence of each unit, by cluster where units resemble each other."""

import numpy as np

from miqyas.types import FloatMatrix, FloatVector, IntVector


def summed_by(groups: IntVector | None, influence: FloatMatrix) -> FloatMatrix:
    """Add up influences, shape (n, k), by group; each row its own group when there are none."""
    if groups is None:
        return influence
    columns = [np.bincount(groups, weights=column) for column in influence.T]
    return np.column_stack(columns)


def influence_variance(groups: IntVector | None, influence: FloatMatrix) -> FloatMatrix:
    """Return G/(G - 1) Σ_g ψ_g ψ_gᵀ, shape (k, k), ψ_g the sum of the influences of a group."""
    sums = summed_by(groups, influence)
    n_groups = len(sums)
    variance: FloatMatrix = n_groups / (n_groups - 1) * sums.T @ sums
    return variance


def influence_error(groups: IntVector | None, influence: FloatVector) -> float:
    """Return the standard error of one estimate."""
    return float(np.sqrt(influence_variance(groups, influence[:, None])[0, 0]))
