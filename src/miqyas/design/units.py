"""What is drawn: rows, or the clusters they form, each in its stratum or pair."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.names import nearest_names
from miqyas.design.frame import Frame
from miqyas.design.procedure import Procedure
from miqyas.errors import (
    ClusterInTwoStrata,
    MissingColumn,
    MoreArmsThanUnits,
    NothingToBalance,
    TooManyToPair,
)
from miqyas.numerics.pairing import nearest_pairs, whitened
from miqyas.types import FloatMatrix, FloatVector, IntVector

MOST_PAIRED = 4000  # all distances at once: 128 megabytes


@dataclass(frozen=True, slots=True)
class Units:
    """Units drawn, in the order of their names.

    Attributes
    ----------
    names : tuple of str
        Names of rows, or of clusters.
    rows : array, shape (rows of the frame,)
        Number of the unit of each row.
    stratum, strata : array shape (n,), tuple of str
        Number of the stratum of each unit; what each stratum reads.
    block : array, shape (n,)
        Where the draw is made: pairs inside strata, or strata.
    balanced : array, shape (n, k)
        Columns to balance, whitened.
    """

    names: tuple[str, ...]
    rows: IntVector
    stratum: IntVector
    strata: tuple[str, ...]
    block: IntVector
    balanced: FloatMatrix

    @property
    def n(self) -> int:
        """How many units."""
        return len(self.names)

    def means(self, values: FloatVector) -> FloatVector:
        """Average a column of the frame by unit, shape (n,)."""
        sums: FloatVector = np.bincount(self.rows, weights=values) / np.bincount(self.rows)
        return sums


def units_of(frame: Frame, procedure: Procedure) -> Units:
    """Gather rows into units and units into strata and pairs.

    Raises
    ------
    MissingColumn, NotNumeric, InvalidDraw
        As in `miqyas.design.assignment.assign`.
    """
    for column in (*procedure.columns, *procedure.compare):
        if column not in frame.cells:
            raise MissingColumn(column=column, nearest=nearest_names(column, frame.cells))
    rows, names = _units(frame, procedure.cluster)
    if len(names) < len(procedure.arms):
        raise MoreArmsThanUnits(n=len(names), arms=len(procedure.arms))
    by_row, strata = frame.codes(procedure.strata)
    stratum = _strata_of_units(rows, by_row, names, procedure)
    units = Units(names, rows, stratum, strata, stratum, np.zeros((len(names), 0)))
    balanced = _turned(frame, units, procedure.rerandomise)
    block = _pairs(frame, units, procedure.pairs) if procedure.pairs else stratum
    return Units(names, rows, stratum, strata, block, balanced)


def _units(frame: Frame, cluster: str | None) -> tuple[IntVector, tuple[str, ...]]:
    if cluster is None:
        return np.arange(frame.n), frame.names
    return frame.codes((cluster,))


def _strata_of_units(
    rows: IntVector, by_row: IntVector, names: tuple[str, ...], procedure: Procedure
) -> IntVector:
    first = np.full(len(names), -1, dtype=np.int64)
    first[rows[::-1]] = by_row[::-1]
    crossed = sorted({names[unit] for unit in rows[by_row != first[rows]]})
    if crossed:
        raise ClusterInTwoStrata(
            n=len(crossed), cluster=procedure.cluster, example=crossed[0], strata=", ".join(procedure.strata)
        )
    return first


def _turned(frame: Frame, units: Units, columns: tuple[str, ...]) -> FloatMatrix:
    if not columns:
        return units.balanced
    values = np.column_stack([units.means(frame.numbers(column)) for column in columns])
    if not (values.std(axis=0) > 0).any():
        raise NothingToBalance(columns=", ".join(columns))
    return whitened(values)


def _pairs(frame: Frame, units: Units, columns: tuple[str, ...]) -> IntVector:
    points = _turned(frame, units, columns)
    block = np.empty(units.n, dtype=np.int64)
    done = 0
    for stratum in range(len(units.strata)):
        here = np.flatnonzero(units.stratum == stratum)
        if here.size > MOST_PAIRED:
            raise TooManyToPair(n=here.size, most=MOST_PAIRED)
        block[here] = done + nearest_pairs(points[here])
        done = int(block[here].max()) + 1
    return block
