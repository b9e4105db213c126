"""Regression with a constant for each unit and period and an indicator for each cell of cohort and period."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from miqyas.numerics.least_squares import independent_columns
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Saturated:
    """Coefficients of the cells and their cluster-robust variance.

    Attributes
    ----------
    coefficients : FloatVector
        Shape (K,).
    variance : FloatMatrix
        CR1, shape (K, K); zero rows where ``kept`` is false.
    kept : BoolVector
        False for a cell that units, periods and earlier cells already explain, shape (K,).
    influence : FloatMatrix
        Of each cluster on the coefficients, shape (G, K); its cross products are the variance.
    """

    coefficients: FloatVector
    variance: FloatMatrix
    kept: BoolVector
    influence: FloatMatrix


@dataclass(frozen=True, slots=True)
class _Alike:
    """Units of one cohort seen in the same periods: their places, those periods, their regressors less the mean."""

    units: IntVector
    seen: IntVector
    regressors: FloatMatrix


def fit_saturated(
    outcome: FloatMatrix, cohort: IntVector, cells: IntVector, weights: FloatVector, clusters: IntVector
) -> Saturated:
    """Fit by least squares; units alike share their regressors, so nothing of n rows by K columns is built.

    Parameters
    ----------
    outcome : array
        By unit and period, not a number where the unit was not seen, shape (U, T).
    cohort, weights, clusters : array
        Of each unit, shape (U,).
    cells : array
        Column of each cohort and period, -1 for none, shape (H, T); several may share one.
    """
    n_cells, n_periods = int(cells.max()) + 1, outcome.shape[1]
    size = n_cells + n_periods
    xx, xy = np.zeros((size, size)), np.zeros(size)
    groups = list(_alike(outcome, cohort, cells))
    for group in groups:
        x, w = group.regressors, weights[group.units]
        xx += w.sum() * x.T @ x
        xy += x.T @ (w @ outcome[np.ix_(group.units, group.seen)])
    # Periods first, so that a cell which repeats one of them, or other cells, is the column left out.
    order = np.concatenate([np.arange(n_cells + 1, size), np.arange(n_cells)])
    scale = np.sqrt(np.where(np.diag(xx) > 0, np.diag(xx), 1.0))
    standard = (xx / np.outer(scale, scale))[np.ix_(order, order)]
    free = order[independent_columns(standard, np.diag(standard) > 0)]
    bread = np.zeros_like(xx)
    bread[np.ix_(free, free)] = np.linalg.inv(xx[np.ix_(free, free)])
    beta = bread @ xy
    scores = np.zeros((int(clusters.max()) + 1, size))
    for group in groups:
        x, places = group.regressors, group.units
        left = outcome[np.ix_(places, group.seen)] - x @ beta
        np.add.at(scores, clusters[places], weights[places, None] * (left @ x))
    n, n_clusters = int(np.isfinite(outcome).sum()), len(scores)
    factor = n_clusters / (n_clusters - 1) * (n - 1) / (n - free.size - 1)
    influence = np.sqrt(factor) * (scores @ bread)[:, :n_cells]
    kept = np.isin(np.arange(n_cells), free)
    return Saturated(beta[:n_cells], influence.T @ influence, kept, influence)


def _alike(outcome: FloatMatrix, cohort: IntVector, cells: IntVector) -> Iterator[_Alike]:
    """Gather units of one cohort and pattern of presence; columns are the cells, then the periods."""
    n_cells, n_periods = int(cells.max()) + 1, outcome.shape[1]
    seen = np.isfinite(outcome)
    patterns, place = np.unique(np.column_stack([cohort, seen]), axis=0, return_inverse=True)
    by_pattern = np.argsort(place.ravel(), kind="stable")
    ends = np.cumsum(np.bincount(place.ravel()))[:-1]
    for pattern, units in zip(patterns, np.split(by_pattern, ends), strict=True):
        periods = np.flatnonzero(pattern[1:])
        columns = cells[pattern[0], periods]
        x = np.zeros((periods.size, n_cells + n_periods))
        x[np.flatnonzero(columns >= 0), columns[columns >= 0]] = 1.0
        x[np.arange(periods.size), n_cells + periods] = 1.0
        yield _Alike(units.astype(np.int64), periods.astype(np.int64), x - x.mean(axis=0))
