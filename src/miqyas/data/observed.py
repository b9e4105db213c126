"""Every unit assigned, with its outcome or without it: what methods for missing outcomes start from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.pulled import Pulled, pull
from miqyas.data.relation import Relation, missing
from miqyas.data.screening import SMALLEST_ARM
from miqyas.errors import (
    ArmUnobserved,
    ClusterIsUnit,
    ColumnUsedTwice,
    EmptyArm,
    EmptySample,
    InfiniteValues,
    NothingMissing,
    NotNumeric,
    TooFewClusters,
    TreatmentNotBinary,
)
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Assigned:
    """Units assigned, whether observed or not; arrays of shape (n,).

    Attributes
    ----------
    outcome : FloatVector
        Zero where it is missing.
    is_observed, is_treated : BoolVector
        Whether the outcome is there; whether the unit was assigned to treatment.
    predictors : FloatMatrix
        Shape (n, k).
    cell, group : IntVector
        Place of the unit's cell, zero without cells; of its cluster, a number of its own without clusters.
    cells : tuple of str
        The cells as a person reads them.
    n_dropped : int
        Rows left out because a value other than the outcome was missing.
    """

    outcome: FloatVector
    is_observed: BoolVector
    is_treated: BoolVector
    predictors: FloatMatrix
    cell: IntVector
    group: IntVector
    cells: tuple[str, ...]
    n_dropped: int

    @property
    def n(self) -> int:
        """Units assigned."""
        return self.outcome.size

    @property
    def n_clusters(self) -> int:
        """Groups the variance is computed over; units without clusters."""
        return int(self.group.max()) + 1


def pull_assigned(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    predictors: Sequence[str] = (),
    cells: str | None = None,
    cluster: str | None = None,
) -> Assigned:
    """Bring every unit assigned into Python, observed or not.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`, `EmptySample`, `TreatmentNotBinary`,
        `EmptyArm`, `NothingMissing`, `ArmUnobserved`, `TooFewClusters`, `ClusterIsUnit`.
    """
    named = [name for name in (outcome, treatment, *predictors, cells) if name is not None]
    for place, name in enumerate(named):
        if name in named[:place]:
            raise ColumnUsedTwice(column=name)
    _check_outcome(relation, outcome)
    column, kind = quoted(outcome), relation.types[outcome]
    flagged, indicator = relation.with_missing_indicator(outcome)
    filled = flagged.free_name(f"{outcome} (or zero)")
    value = f"CASE WHEN {missing(column, kind)} THEN 0.0 ELSE CAST({column} AS DOUBLE) END"
    table = flagged.with_columns({filled: value})
    groups = [name for name in (cells, cluster) if name is not None]
    pulled = pull(table, numbers=(filled, indicator, treatment, *predictors), groups=groups)
    zero = np.zeros(pulled.n, dtype=np.int64)
    found = Assigned(
        outcome=pulled.numbers[filled],
        is_observed=pulled.numbers[indicator] == 0,
        is_treated=pulled.numbers[treatment] == 1,
        predictors=np.column_stack(
            [pulled.numbers[name] for name in predictors] or [np.empty((pulled.n, 0))]
        ),
        cell=pulled.groups[cells] if cells else zero,
        group=pulled.groups[cluster] if cluster else np.arange(pulled.n, dtype=np.int64),
        cells=pulled.labels[cells] if cells else ("",),
        n_dropped=pulled.n_dropped,
    )
    _check_arms(table, pulled, found, outcome=outcome, treatment=treatment)
    if cluster is not None:
        _check_clusters(found, cluster)
    return found


def _check_outcome(relation: Relation, outcome: str) -> None:
    relation.require(outcome)
    if not relation.holds_numbers(outcome):
        found = relation.examples(outcome)
        if not found:
            raise EmptySample(n=relation.n_rows, columns=outcome)
        raise NotNumeric(column=outcome, found=found)
    if (n_infinite := relation.count_infinite(outcome)) > 0:
        raise InfiniteValues(column=outcome, n=n_infinite)


def _check_arms(table: Relation, pulled: Pulled, found: Assigned, *, outcome: str, treatment: str) -> None:
    if not np.isin(pulled.numbers[treatment], (0.0, 1.0)).all():
        raise TreatmentNotBinary(column=treatment, found=table.examples(treatment))
    if found.is_observed.all():
        raise NothingMissing(column=outcome, n=found.n)
    for arm, members in ((0, ~found.is_treated), (1, found.is_treated)):
        if not members.any():
            raise EmptyArm(column=treatment, arm=arm, n=found.n)
        observed = int((members & found.is_observed).sum())
        if observed < SMALLEST_ARM:
            raise ArmUnobserved(
                outcome=outcome, column=treatment, arm=arm, found=observed, needed=SMALLEST_ARM
            )


def _check_clusters(found: Assigned, cluster: str) -> None:
    if found.n_clusters == found.n:
        raise ClusterIsUnit(column=cluster, n=found.n)
    treated, control = (
        np.unique(found.group[arm & found.is_observed]).size for arm in (found.is_treated, ~found.is_treated)
    )
    if min(treated, control) < SMALLEST_ARM:
        raise TooFewClusters(column=cluster, treated=treated, control=control)
