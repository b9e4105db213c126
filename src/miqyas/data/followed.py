"""Units followed over the same periods, as a table of outcomes: what synthetic comparisons need."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.names import literal, quoted
from miqyas.data.pulled import Pulled, pull
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.errors import (
    ColumnUsedTwice,
    DuplicatedUnitTime,
    EmptyArm,
    InfiniteValues,
    NoDonor,
    NotNumeric,
    OnePeriod,
    PredictorWithoutValue,
    TooFewPeriodsBefore,
    TreatmentNotBinary,
    TreatmentStops,
    UnbalancedPanel,
    UnknownPeriod,
)
from miqyas.types import FloatMatrix, FloatVector, IntVector

SHOWN = 5  # units named in a refusal


@dataclass(frozen=True, slots=True)
class Predictor:
    """The mean of a column over some periods, to be matched; an earlier outcome is one over a single period.

    Attributes
    ----------
    column : str
        Column of numbers; the outcome itself may be one.
    first, last : float
        First and last period of the mean, both included.
    """

    column: str
    first: float
    last: float

    def __str__(self) -> str:
        span = f"{self.first:g}" if self.first == self.last else f"{self.first:g}-{self.last:g}"
        return f"{self.column} {span}"


@dataclass(frozen=True, slots=True)
class Followed:
    """N units over T periods, every cell filled.

    Attributes
    ----------
    units : tuple of str
        As a person reads them, in the order of the rows of ``outcomes``.
    periods : FloatVector
        Sorted, shape (T,).
    outcomes : FloatMatrix
        Shape (N, T).
    starts : IntVector
        Place of the first treated period of each unit, shape (N,); T for a unit never treated.
    n_dropped : int
        Rows left out because a value was missing.
    covariates : tuple of FloatMatrix
        One of shape (N, T) for each covariate asked for.
    """

    units: tuple[str, ...]
    periods: FloatVector
    outcomes: FloatMatrix
    starts: IntVector
    n_dropped: int
    covariates: tuple[FloatMatrix, ...] = ()

    @property
    def donors(self) -> IntVector:
        """Places of the units never treated."""
        return np.flatnonzero(self.starts == self.periods.size)

    @property
    def treated(self) -> IntVector:
        """Places of the units treated at some time."""
        return np.flatnonzero(self.starts < self.periods.size)

    def place_of(self, period: float, column: str) -> int:
        """Return the place of a period, or refuse one that was not observed."""
        found = np.flatnonzero(self.periods == period)
        if found.size == 0:
            raise UnknownPeriod(
                column=column, asked=f"{period:g}", first=f"{self.periods[0]:g}", last=f"{self.periods[-1]:g}"
            )
        return int(found[0])


def follow(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    unit_id: str,
    time: str,
    covariates: Sequence[str] = (),
    needed_before: int = 1,
) -> Followed:
    """Lay the outcomes out by unit and period, and refuse what is no balanced panel with donors.

    Raises
    ------
    InvalidSample
        As in `pull`, and `ColumnUsedTwice`, `TreatmentNotBinary`, `OnePeriod`, `DuplicatedUnitTime`,
        `UnbalancedPanel`, `TreatmentStops`, `EmptyArm` (nobody treated), `NoDonor`, `TooFewPeriodsBefore`.
    """
    roles = (outcome, treatment, unit_id, time, *covariates)
    for place, name in enumerate(roles):
        if name in roles[:place]:
            raise ColumnUsedTwice(column=name)
    pulled = pull(relation, numbers=[outcome, treatment, time, *covariates], groups=[unit_id])
    treated = pulled.numbers[treatment]
    if not np.isin(treated, (0.0, 1.0)).all():
        raise TreatmentNotBinary(column=treatment, found=relation.examples(treatment))
    cells = _Cells(pulled, unit_id, time)
    marks = cells.laid_out(treated)
    starts = _starts(marks, treatment, unit_id)
    n_periods = cells.periods.size
    if (starts == n_periods).all():
        raise EmptyArm(column=treatment, arm=1, n=pulled.n)
    if (starts < n_periods).all():
        raise NoDonor(column=treatment, unit_id=unit_id)
    if (n_before := int(starts.min())) < needed_before:
        raise TooFewPeriodsBefore(column=time, found=n_before, needed=needed_before)
    outcomes, *others = (cells.laid_out(pulled.numbers[name]) for name in (outcome, *covariates))
    return Followed(pulled.labels[unit_id], cells.periods, outcomes, starts, pulled.n_dropped, tuple(others))


class _Cells:
    """Where each row stands in the table of units by periods."""

    def __init__(self, pulled: Pulled, unit_id: str, time: str) -> None:
        self.periods, self.place = np.unique(pulled.numbers[time], return_inverse=True)
        if self.periods.size < 2:
            raise OnePeriod(column=time, found=f"{self.periods[0]:g}")
        self.unit = pulled.groups[unit_id]
        labels = pulled.labels[unit_id]
        counts = np.zeros((len(labels), self.periods.size), dtype=np.int64)
        np.add.at(counts, (self.unit, self.place), 1)
        if (twice := int((counts > 1).sum())) > 0:
            raise DuplicatedUnitTime(unit_id=unit_id, time=time, n=twice)
        holes = np.flatnonzero((counts == 0).any(axis=1))
        if holes.size:
            shown = ", ".join(labels[unit] for unit in holes[:SHOWN]) + (", …" if holes.size > SHOWN else "")
            raise UnbalancedPanel(unit_id=unit_id, time=time, n=int(holes.size), found=shown)
        self.shape = counts.shape

    def laid_out(self, values: FloatVector) -> FloatMatrix:
        table = np.empty(self.shape)
        table[self.unit, self.place] = values
        return table


def _starts(marks: FloatMatrix, treatment: str, unit_id: str) -> IntVector:
    stops = int((np.diff(marks, axis=1) < 0).any(axis=1).sum())
    if stops:
        raise TreatmentStops(column=treatment, unit_id=unit_id, n=stops)
    starts: IntVector = np.where(marks.any(axis=1), marks.argmax(axis=1), marks.shape[1])
    return starts


def predictor_means(
    relation: Relation, panel: Followed, *, predictors: Sequence[Predictor], unit_id: str, time: str
) -> tuple[FloatMatrix, int]:
    """Average each predictor over its periods, unit by unit, from the values that are there.

    Returns
    -------
    (FloatMatrix, int)
        Means, shape (N, k), units in the order of the panel; values that were missing inside the periods asked.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `NotNumeric`, `InfiniteValues`, `UnknownPeriod`; `PredictorWithoutValue` when a unit has no
        value at all in those periods.
    """
    means = np.empty((len(panel.units), len(predictors)))
    n_missing = 0
    for column, predictor in enumerate(predictors):
        _check(relation, predictor.column)
        wanted = (panel.periods >= predictor.first) & (panel.periods <= predictor.last)
        if not wanted.any():
            panel.place_of(predictor.first, time)
            panel.place_of(predictor.last, time)
        found = _means_of(relation, predictor, unit_id=unit_id, time=time)
        here = [found.get(label, (0, 0.0)) for label in panel.units]
        without = [label for label, (count, _) in zip(panel.units, here, strict=True) if count == 0]
        if without:
            raise PredictorWithoutValue(
                column=predictor.column,
                periods=str(predictor),
                n=len(without),
                found=", ".join(without[:SHOWN]),
            )
        means[:, column] = [mean for _, mean in here]
        n_missing += int(wanted.sum()) * len(here) - sum(count for count, _ in here)
    return means, n_missing


def _check(relation: Relation, column: str) -> None:
    relation.require(column)
    if not relation.holds_numbers(column):
        raise NotNumeric(column=column, found=relation.examples(column))
    if (n_infinite := relation.count_infinite(column)) > 0:
        raise InfiniteValues(column=column, n=n_infinite)


def _means_of(
    relation: Relation, predictor: Predictor, *, unit_id: str, time: str
) -> dict[str, tuple[int, float]]:
    value = quoted(predictor.column)
    answer = relation.ask(
        f"SELECT CAST({quoted(unit_id)} AS VARCHAR) AS unit, count(*) AS n, "
        f"fsum(CAST({value} AS DOUBLE)) AS total FROM {ROWS} "
        f"WHERE NOT {missing(value, relation.types[predictor.column])} "
        f"AND CAST({quoted(time)} AS DOUBLE) >= {literal(predictor.first)} "
        f"AND CAST({quoted(time)} AS DOUBLE) <= {literal(predictor.last)} "
        f"GROUP BY {quoted(unit_id)}"
    )
    return {
        str(unit): (int(n), float(total) / int(n))
        for unit, n, total in zip(answer["unit"], answer["n"], answer["total"], strict=True)
    }
