"""Variance of a linearised total under a design of strata and primary units."""

import numpy as np

from miqyas.types import FloatVector


def linearised_variance(
    n_psus: FloatVector, mean: FloatVector, variance: FloatVector, population: FloatVector
) -> float:
    """Return Σ_h (1 - n_h/N_h) n_h s_h², s_h² between the totals of the stratum's primary units.

    ``population`` N_h is not-a-number without correction. A stratum of one unit counts by its distance to the mean of
    all units' totals.

    References
    ----------
    Wolter, K. M. (2007). Introduction to Variance Estimation, 2nd edition, chapter 6: Taylor series.

    Examples
    --------
    >>> linearised_variance(np.array([2.0]), np.array([1.0]), np.array([3.0]), np.array([np.nan]))
    6.0
    """
    centre = float(n_psus @ mean / n_psus.sum())
    between = np.where(n_psus == 1, (mean - centre) ** 2, variance)
    left = np.where(np.isnan(population), 1.0, 1 - n_psus / np.where(np.isnan(population), 1.0, population))
    return float((left * n_psus * between).sum())
