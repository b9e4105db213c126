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
    treated: BoolVector,
    average: FloatMatrix,
    alike: IntVector,
    clusters: IntVector,
) -> Imputed:
    """Subtract from each treated outcome what unit and period foretell, and average.

    Parameters
    ----------
    outcome, unit, period, weights, treated, clusters : array
        Of each row, shape (n,).
    average : array
        Weights of the treated rows in each average, zero elsewhere, shape (n, H).
    alike : array
        Group of each treated row, inside which effects are taken as alike for the variance alone; shape (n,).
    """
    size = (int(unit.max()) + 1, int(period.max()) + 1)
    free = ~treated
    by_cell = np.zeros(size)
    by_cell[unit[free], period[free]] = weights[free]
    equations = TwoWayEquations(by_cell)
    weighed = np.where(free, weights * outcome, 0.0)[:, None]
    of_unit, of_period = equations.solve(*_sums(weighed, unit, period, size))
    residual = outcome - of_unit[unit, 0] - of_period[period, 0]
    owed_unit, owed_period = equations.solve(*_sums(average, unit, period, size))
    v = np.where(treated[:, None], average, -weights[:, None] * (owed_unit[unit] + owed_period[period]))
    values = average.T @ residual
    influence = np.zeros((int(clusters.max()) + 1, average.shape[1]))
    for h in range(average.shape[1]):
        left = residual - np.where(treated, _mean_effect(residual, v[:, h] * treated, alike, clusters), 0.0)
        influence[:, h] = np.bincount(clusters, weights=v[:, h] * left, minlength=len(influence))
    return Imputed(values, influence)


def _sums(
    rows: FloatMatrix, unit: IntVector, period: IntVector, size: tuple[int, int]
) -> tuple[FloatMatrix, FloatMatrix]:
    by_unit, by_period = np.zeros((size[0], rows.shape[1])), np.zeros((size[1], rows.shape[1]))
    np.add.at(by_unit, unit, rows)
    np.add.at(by_period, period, rows)
    return by_unit, by_period


def _mean_effect(effect: FloatVector, v: FloatVector, alike: IntVector, clusters: IntVector) -> FloatVector:
    """Average the effects of each group with weights v times what v adds up to in the cluster and group."""
    place = np.unique(clusters * (int(alike.max()) + 1) + alike, return_inverse=True)[1]
    pull = np.bincount(place, weights=v)[place] * v
    total, whole = np.bincount(alike, weights=pull * effect), np.bincount(alike, weights=pull)
    mean: FloatVector = (total / np.where(whole > 0, whole, 1.0))[alike]
    return mean
