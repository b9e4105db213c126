"""A staggered roll-out brought into Python unit by unit, for methods that need more than sums by cohort."""

from dataclasses import dataclass, replace

import numpy as np

from miqyas.data.cohort_sums import SPACING
from miqyas.data.names import quoted
from miqyas.data.pulled import Pulled, pull
from miqyas.data.relation import Relation, missing
from miqyas.errors import (
    CohortBetweenPeriods,
    CohortChanges,
    ColumnUsedTwice,
    DuplicatedUnitTime,
    InvalidWeights,
    NotNumeric,
    NoTreatedCohort,
    OnePeriod,
    PeriodGap,
    UnitInSeveralClusters,
    WeightChangesInUnit,
)
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

SHOWN = 8  # periods listed in a refusal


@dataclass(frozen=True, slots=True)
class RolloutRoles:
    """Which column is what, as in `StaggeredRoles`, and the covariates and weights."""

    outcome: str
    unit_id: str
    time: str
    cohort: str
    cluster: str | None = None
    covariates: tuple[str, ...] = ()
    weights: str | None = None

    def __post_init__(self) -> None:
        apart = (self.outcome, self.unit_id, self.time, self.cohort, *self.covariates)
        for place, name in enumerate(apart):
            if name in apart[:place]:
                raise ColumnUsedTwice(column=name)
        for other in (self.cluster, self.weights):
            if other in {self.outcome, self.time}:
                raise ColumnUsedTwice(column=other)


@dataclass(frozen=True, slots=True)
class Rollout:
    """Complete rows of units whose start of treatment was seen, or never came.

    Attributes
    ----------
    roles : RolloutRoles
        The question.
    periods : FloatVector
        Sorted, shape (T,).
    unit, period : IntVector
        Place of the unit and of the period of each row, shape (n,); rows stand by unit, then period.
    outcome, covariates : array
        Shapes (n,) and (n, k).
    cohorts, weights : FloatVector
        First period under treatment of each unit, 0 for never, and its weight; shape (U,).
    clusters : IntVector
        Place of each unit's cluster, shape (U,).
    n_dropped : int
        Rows left out.
    remarks : tuple of (str, int)
        Units left out or counted otherwise, by the name of the note that says so.
    """

    roles: RolloutRoles
    periods: FloatVector
    unit: IntVector
    period: IntVector
    outcome: FloatVector
    covariates: FloatMatrix
    cohorts: FloatVector
    weights: FloatVector
    clusters: IntVector
    n_dropped: int
    remarks: tuple[tuple[str, int], ...]

    @property
    def n_clusters(self) -> int:
        """Clusters the variance is computed over."""
        return int(self.clusters.max()) + 1

    @property
    def wide(self) -> FloatMatrix:
        """Outcome by unit and period, not a number where the unit was not seen; shape (U, T)."""
        outcome = np.full((self.cohorts.size, self.periods.size), np.nan)
        outcome[self.unit, self.period] = self.outcome
        return outcome

    @property
    def events(self) -> FloatVector:
        """Time since treatment of each row, not a number where it never comes; shape (n,)."""
        first = self.cohorts[self.unit]
        since: FloatVector = np.where(first > 0, self.periods[self.period] - first, np.nan)
        return since


def draw_rollout(relation: Relation, roles: RolloutRoles, *, whole_units: bool) -> Rollout:
    """Bring the complete rows into Python; ``whole_units`` keeps only units seen in every period.

    Raises
    ------
    InvalidSample
        As in `group_time`, and `WeightChangesInUnit`.
    """
    relation.require(roles.cohort)
    first = relation.free_name("first period under treatment")
    found = pull(
        relation.with_columns({first: _first(relation, roles.cohort)}),
        numbers=(
            roles.outcome,
            roles.time,
            *roles.covariates,
            *([roles.weights] if roles.weights else []),
            first,
        ),
        groups=tuple(dict.fromkeys((roles.unit_id, roles.cluster or roles.unit_id))),
    )
    periods = _periods(found.numbers[roles.time], roles)
    unit, starts = found.groups[roles.unit_id], found.numbers[first]
    order = np.lexsort((found.numbers[roles.time], unit))
    unit, starts = unit[order], starts[order]
    period = np.searchsorted(periods, found.numbers[roles.time][order]).astype(np.int64)
    _check(roles, periods, unit, period, starts)
    head = np.flatnonzero(np.diff(unit, prepend=-1))
    by_unit, counts = starts[head], np.diff(np.append(head, unit.size))
    short: BoolVector = (counts < periods.size) & whole_units
    always = ~short & (by_unit != 0) & (by_unit <= periods[0])
    late = ~short & (by_unit > periods[-1])
    kept = ~(short | always)
    cohorts = np.where(late, 0.0, by_unit)[kept]
    if not (cohorts > 0).any():
        raise NoTreatedCohort(column=roles.cohort, period=f"{periods[0]:g}")
    rows = kept[unit]
    chosen = order[rows]
    clusters = np.unique(_clusters(found, roles, order, unit, head)[kept], return_inverse=True)[1]
    counted = (
        ("incomplete_units", int(short.sum())),
        ("always_treated_units", int(always.sum())),
        ("treated_after_the_end", int(late.sum())),
    )
    return Rollout(
        roles=roles,
        periods=periods,
        unit=(np.cumsum(kept) - 1)[unit[rows]],
        period=period[rows],
        outcome=found.numbers[roles.outcome][chosen],
        covariates=np.column_stack(
            [np.empty((chosen.size, 0)), *(found.numbers[name][chosen] for name in roles.covariates)]
        ),
        cohorts=cohorts,
        weights=_weights(found, roles, order, unit, head)[kept],
        clusters=clusters.astype(np.int64),
        n_dropped=relation.n_rows - chosen.size,
        remarks=tuple(remark for remark in counted if remark[1] > 0),
    )


def only_rows(rollout: Rollout, kept: BoolVector) -> Rollout:
    """Keep these rows, shape (n,), and the units and periods that are in them; the others count as left out."""
    units, unit = np.unique(rollout.unit[kept], return_inverse=True)
    periods, period = np.unique(rollout.period[kept], return_inverse=True)
    return replace(
        rollout,
        periods=rollout.periods[periods],
        unit=unit.astype(np.int64),
        period=period.astype(np.int64),
        outcome=rollout.outcome[kept],
        covariates=rollout.covariates[kept],
        cohorts=rollout.cohorts[units],
        weights=rollout.weights[units],
        clusters=np.unique(rollout.clusters[units], return_inverse=True)[1].astype(np.int64),
        n_dropped=rollout.n_dropped + int((~kept).sum()),
    )


def _first(relation: Relation, cohort: str) -> str:
    """Write the first period under treatment, 0 where the column is empty."""
    unknown = missing(quoted(cohort), relation.types[cohort])
    if not relation.holds_numbers(cohort):
        found = relation.examples(cohort)
        if found:
            raise NotNumeric(column=cohort, found=found)
    return f"CASE WHEN {unknown} THEN 0 ELSE TRY_CAST({quoted(cohort)} AS DOUBLE) END"


def _periods(times: FloatVector, roles: RolloutRoles) -> FloatVector:
    periods = np.unique(times)
    shown = ", ".join(f"{period:g}" for period in periods[:SHOWN]) + (", …" if periods.size > SHOWN else "")
    if periods.size == 1:
        raise OnePeriod(column=roles.time, found=shown)
    steps = np.diff(periods)
    if np.ptp(steps) > SPACING * steps[0]:
        raise PeriodGap(column=roles.time, found=shown)
    return periods


def _check(
    roles: RolloutRoles, periods: FloatVector, unit: IntVector, period: IntVector, starts: FloatVector
) -> None:
    same_unit = np.diff(unit) == 0
    repeated = same_unit & (np.diff(period) == 0)
    if repeated.any():
        n = np.unique(np.column_stack([unit, period])[1:][repeated], axis=0).shape[0]
        raise DuplicatedUnitTime(n=n, unit_id=roles.unit_id, time=roles.time)
    changing = same_unit & (np.diff(starts) != 0)
    if changing.any():
        raise CohortChanges(
            column=roles.cohort, n=int(np.unique(unit[1:][changing]).size), unit_id=roles.unit_id
        )
    known = np.unique(starts)
    odd = known[(known > periods[0]) & (known <= periods[-1]) & ~np.isin(known, periods)]
    if odd.size:
        raise CohortBetweenPeriods(column=roles.cohort, found=", ".join(f"{value:g}" for value in odd))


def _weights(
    found: Pulled, roles: RolloutRoles, order: IntVector, unit: IntVector, head: IntVector
) -> FloatVector:
    if roles.weights is None:
        return np.ones(head.size)
    weights = found.numbers[roles.weights][order]
    if not (weights > 0).all():
        n, smallest = int((weights <= 0).sum()), f"{weights.min():.6g}"
        raise InvalidWeights(column=roles.weights, n=n, smallest=smallest)
    changing = (np.diff(unit) == 0) & (np.diff(weights) != 0)
    if changing.any():
        n = int(np.unique(unit[1:][changing]).size)
        raise WeightChangesInUnit(column=roles.weights, n=n, unit_id=roles.unit_id)
    return weights[head]


def _clusters(
    found: Pulled, roles: RolloutRoles, order: IntVector, unit: IntVector, head: IntVector
) -> IntVector:
    """Find the cluster of each unit."""
    clusters = found.groups[roles.cluster or roles.unit_id][order]
    moving = (np.diff(unit) == 0) & (np.diff(clusters) != 0)
    if moving.any():
        n = int(np.unique(unit[1:][moving]).size)
        raise UnitInSeveralClusters(n=n, unit_id=roles.unit_id, cluster=roles.cluster)
    return clusters[head]
