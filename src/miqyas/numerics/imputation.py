"""Outcomes without treatment foretold from rows not treated, by unit and period, and what their averages owe to each.

References
----------
Borusyak, K., Jaravel, X. and Spiess, J. (2024). Revisiting event-study designs: robust and efficient estimation. Review
of Economic Studies 91(6), 3253-3285: theorem 1 and section 4, whose notation is kept.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class TwoWayEquations:
    """Normal equations of constants by unit and period over some rows.

    ``by_cell`` holds the weight of each unit and period, shape (U, T).
    """

    by_cell: FloatMatrix

    def solve(self, of_units: FloatMatrix, of_periods: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]:
        """Solve for right-hand sides (U, H) and (T, H); units without a row get zero."""
        totals = self.by_cell.sum(axis=1)
        share = self.by_cell / np.where(totals > 0, totals, 1.0)[:, None]
        left = np.diag(self.by_cell.sum(axis=0)) - self.by_cell.T @ share
        right = of_periods - share.T @ of_units
        periods: FloatMatrix = np.asarray(np.linalg.lstsq(left, right, rcond=1e-12)[0], dtype=np.float64)
        units = of_units / np.where(totals > 0, totals, 1.0)[:, None] - share @ periods
        return np.where(totals[:, None] > 0, units, 0.0), periods


def foretellable(seen: BoolVector, unit: IntVector, period: IntVector) -> BoolVector:
    """Tell for which rows unit and period are both met, and connected, among rows without treatment.

    ``seen`` marks units and periods met without treatment, shape (U, T); ``unit`` and ``period`` of the rows asked.
    """
    group = np.where(seen.any(axis=0), np.arange(seen.shape[1]), -1)
    while True:
        lowest = np.where(seen, group[None, :], seen.shape[1]).min(axis=1, initial=seen.shape[1])
        joined = np.where(seen, lowest[:, None], seen.shape[1]).min(axis=0)
        joined = np.where(group >= 0, np.minimum(joined, group), -1)
        if (joined == group).all():
            break
        group = joined
    told: BoolVector = (group[period] >= 0) & (lowest[unit] == group[period])
    return told


@dataclass(frozen=True, slots=True)
class Imputed:
    """Averages of effects and the influence of each cluster on them.

    ``values`` (H,); ``influence`` (G, H): its cross products are the conservative variance.
    """

    values: FloatVector
    influence: FloatMatrix


def impute(
    outcome: FloatVector,
    unit: IntVector,
    period: IntVector,
    weights: FloatVector,
    *,
    horizon: IntVector,
    alike: IntVector,
    clusters: IntVector,
) -> Imputed:
    """Subtract from each treated outcome what unit and period foretell, and average by horizon.

    Parameters
    ----------
    outcome, unit, period, weights, clusters : array
        Of each row, shape (n,).
    horizon : array
        The average that a treated row enters, 0 to H - 1; -1 for rows not under treatment; shape (n,).
    alike : array
        Group of each treated row, inside which effects are taken as alike for the variance alone; shape (n,).
    """
    free, treated = np.flatnonzero(horizon < 0), np.flatnonzero(horizon >= 0)
    size = (int(unit.max()) + 1, int(period.max()) + 1)
    equations = TwoWayEquations(_sums(unit[free], period[free], weights[free], size))
    weighed = weights[free] * outcome[free]
    of_unit, of_period = equations.solve(
        _sums(unit[free], np.zeros(free.size, dtype=np.int64), weighed, (size[0], 1)),
        _sums(period[free], np.zeros(free.size, dtype=np.int64), weighed, (size[1], 1)),
    )
    residual = outcome - of_unit[unit, 0] - of_period[period, 0]
    n_averages = int(horizon.max()) + 1
    own = horizon[treated]
    v = weights[treated] / np.bincount(own, weights=weights[treated])[own]
    owed_unit, owed_period = equations.solve(
        _sums(unit[treated], own, v, (size[0], n_averages)),
        _sums(period[treated], own, v, (size[1], n_averages)),
    )
    n_clusters = int(clusters.max()) + 1
    influence = np.zeros((n_clusters, n_averages))
    left = -weights[free] * residual[free]
    for h in range(n_averages):
        rows = treated[own == h]
        apart = residual[rows] - _mean_effect(residual[rows], v[own == h], alike[rows], clusters[rows])
        owed = owed_unit[unit[free], h] + owed_period[period[free], h]
        influence[:, h] = np.bincount(clusters[free], weights=left * owed, minlength=n_clusters)
        influence[:, h] += np.bincount(clusters[rows], weights=v[own == h] * apart, minlength=n_clusters)
    values: FloatVector = np.bincount(own, weights=v * residual[treated]).astype(np.float64)
    return Imputed(values, influence)


def _sums(row: IntVector, column: IntVector, values: FloatVector, size: tuple[int, int]) -> FloatMatrix:
    """Add up values by row and column."""
    total = np.bincount(row * size[1] + column, weights=values, minlength=size[0] * size[1])
    return np.asarray(total, dtype=np.float64).reshape(size)


def _mean_effect(effect: FloatVector, v: FloatVector, alike: IntVector, clusters: IntVector) -> FloatVector:
    """Average the effects of each group with weights v times what v adds up to in the cluster and group."""
    place = np.unique(clusters * (int(alike.max()) + 1) + alike, return_inverse=True)[1]
    pull = np.bincount(place, weights=v)[place] * v
    mean: FloatVector = (np.bincount(alike, weights=pull * effect) / _positive(alike, pull))[alike]
    return mean


def _positive(alike: IntVector, pull: FloatVector) -> FloatVector:
    total: FloatVector = np.bincount(alike, weights=pull).astype(np.float64)
    return np.where(total > 0, total, 1.0)
