"""Two-way regression on the time since treatment, from cells where they say all, else from the rows."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.cells import CellRoles, Cells, collapse
from miqyas.data.cohort_cells import are_cohorts
from miqyas.data.cohort_sums import StaggeredRoles
from miqyas.data.cohorts import check_staggered, first_period
from miqyas.data.event_rows import EventRows, rows_by_event
from miqyas.data.names import literal
from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.data.screening import check_columns
from miqyas.data.two_way import absorb_periods, with_periods
from miqyas.data.unit_parts import unit_parts
from miqyas.errors import (
    NoComparison,
    NoResidualVariation,
    NotIdentified,
    NoTreatedCohort,
    ReferenceNotSeen,
    TooFewClusters,
)
from miqyas.estimators.cell_regression import covariate_columns, regress_cells
from miqyas.estimators.regression import regress
from miqyas.types import FloatMatrix, FloatVector


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """What is asked: roles, covariates, weights, the ends at which times are put together, the reference."""

    roles: StaggeredRoles
    covariates: tuple[str, ...]
    weights: str | None
    leads: int | None
    lags: int | None
    reference: int

    def placed(self, events: FloatVector) -> FloatVector:
        """Put together what lies beyond the ends."""
        low = -np.inf if self.leads is None else -self.leads
        high = np.inf if self.lags is None else self.lags
        placed: FloatVector = np.clip(events, low, high)
        return placed

    def shown(self, events: FloatVector) -> FloatVector:
        """List the times that get a coefficient."""
        placed: FloatVector = np.unique(self.placed(events))
        shown: FloatVector = placed[placed != self.reference]
        return shown


@dataclass(frozen=True, slots=True)
class EventFit:
    """Coefficients of the times since treatment, K of them, and what a reader must know of the rows."""

    events: FloatVector
    values: FloatVector
    variance: FloatMatrix
    df: float
    left_out: tuple[str, ...]
    n: int
    n_units: int
    n_periods: int
    n_clusters: int
    n_single_unit_clusters: int
    n_cohorts: int
    n_pooled: int
    n_dropped: int
    control_mean: float
    outcome_scale: float
    remarks: tuple[tuple[str, int], ...]


def fit_events(relation: Relation, question: EventQuestion) -> EventFit:
    """Regress the outcome on the time since treatment, a constant a unit and a constant a period.

    Raises
    ------
    InvalidSample
        As in `event_study`.
    """
    roles = question.roles
    check_staggered(relation, roles)
    # The cohort stands for the treatment: a number, or a column without any value.
    check_columns(
        relation,
        Roles(
            roles.outcome,
            roles.time,
            roles.unit_id,
            roles.cluster or roles.unit_id,
            question.covariates,
            question.weights,
        ),
    )
    return _from_cells(relation, question) or _from_rows(relation, question)


def _from_cells(relation: Relation, question: EventQuestion) -> EventFit | None:
    roles = question.roles
    if roles.cluster is None or roles.cluster in {roles.unit_id, roles.cohort}:
        return None
    cells = collapse(
        relation,
        CellRoles(
            outcome=roles.outcome,
            unit_id=roles.unit_id,
            time=roles.time,
            cluster=roles.cluster,
            shared=roles.cohort,
            reading=first_period(roles, relation, "shared"),
            needed=(roles.unit_id,),
            covariates=question.covariates,
            weights=question.weights,
        ),
    )
    if cells is None or not are_cohorts(cells):
        return None
    cohort = cells.shared[cells.first_cells]
    always = (cohort != 0) & (cohort <= cells.times[0])
    late = cohort > cells.times[-1]
    counted = {"always_treated_units": always, "treated_after_the_end": late}
    remarks = tuple((name, int(cells.units[those].sum())) for name, those in counted.items() if those.any())
    treated = (cohort > cells.times[0]) & ~late
    if min(treated.sum(), (~treated & ~always).sum()) < 2:
        return None
    return _on_cells(cells.among(~always), question, remarks)


def _on_cells(cells: Cells, question: EventQuestion, remarks: tuple[tuple[str, int], ...]) -> EventFit | None:
    treated = (cells.shared > 0) & (cells.shared <= cells.times[-1])
    step = cells.times[1] - cells.times[0]
    event = np.where(treated, np.round((cells.times[cells.period] - cells.shared) / step), np.nan)
    met = np.unique(event[treated])
    events, placed = question.shown(met), question.placed(event)
    if question.reference not in met:
        return None
    columns = [*covariate_columns(cells, question.covariates), *(placed == e for e in events)]
    names = (*question.covariates, *_names(events))
    found = regress_cells(cells, names, np.column_stack(columns).astype(np.float64))
    if found is None or set(_names(events)) & set(found.fit.left_out):
        return None
    untreated = ~(treated & (event >= 0))
    of_clusters = np.add.reduceat(cells.rows, cells.first_cells)
    first = len(question.covariates)
    return EventFit(
        events=events,
        values=found.fit.coefficients[first:],
        variance=found.fit.variance[first:, first:],
        df=found.fit.df,
        left_out=found.fit.left_out,
        n=cells.n,
        n_units=int(cells.units.sum()),
        n_periods=np.unique(cells.period).size,
        n_clusters=cells.n_clusters,
        n_single_unit_clusters=int((of_clusters == 1).sum()),
        n_cohorts=np.unique(cells.shared[treated]).size,
        n_pooled=_pooled(met, question),
        n_dropped=cells.n_dropped,
        control_mean=float(
            cells.weights[untreated] @ cells.outcome[untreated] / cells.weights[untreated].sum()
        ),
        outcome_scale=float(np.sqrt(cells.weights.sum() / cells.n) * np.ptp(cells.outcome) / 2),
        remarks=remarks,
    )


def _names(events: FloatVector) -> tuple[str, ...]:
    return tuple(f"event {event:g}" for event in events)


def _pooled(met: FloatVector, question: EventQuestion) -> int:
    """Count the times that share a coefficient with others."""
    placed = question.placed(met)
    ends, counts = np.unique(placed, return_counts=True)
    return int(counts[counts > 1].sum()) if ends.size else 0


def _from_rows(relation: Relation, question: EventQuestion) -> EventFit:
    roles = question.roles
    also = (*question.covariates, *([question.weights] if question.weights else []))
    rows = rows_by_event(relation, roles, also)
    _check_events(rows, question)
    events = question.shown(rows.events)
    marked, asked, names = _with_events(rows, question, events)
    parts = unit_parts(marked, roles.unit_id, n_numbers=len(asked.covariates) + 4)
    sample = draw_sample(with_periods(marked, roles.time), asked, parts=parts)
    within = absorb_periods(sample, roles.time)
    moved = dict(zip(sample.variables, within.sample.variables, strict=True))
    on = (*question.covariates, *names)
    try:
        fit = regress(
            within.sample,
            response=moved[roles.outcome],
            on=tuple(moved[name] for name in on),
            n_absorbed=within.n_absorbed,
        )
    except NoResidualVariation as wholly:
        raise NoResidualVariation(column=roles.outcome) from wholly
    back = {adjusted: name for name, adjusted in moved.items()}
    left_out = tuple(back[name] for name in fit.left_out)
    lost = [str(name) for name in left_out if name in names]
    if lost:
        held = (roles.unit_id, roles.time, *question.covariates)
        raise NotIdentified(column=", ".join(lost), collinear=", ".join(held))
    first = len(question.covariates)
    return EventFit(
        events=events,
        values=fit.coefficients[first:],
        variance=fit.variance[first:, first:],
        df=fit.df,
        left_out=left_out,
        n=sample.n,
        n_units=sample.n_strata,
        n_periods=within.n_periods,
        n_clusters=sample.n_clusters,
        n_single_unit_clusters=sample.n_single_unit_clusters if roles.cluster else 0,
        n_cohorts=rows.cohorts.size,
        n_pooled=_pooled(rows.events, question),
        n_dropped=relation.n_rows - sample.n,
        control_mean=sample.control_mean,
        outcome_scale=float(np.sqrt(sample.spread[-1] / sample.n)),
        remarks=rows.remarks,
    )


def _check_events(rows: EventRows, question: EventQuestion) -> None:
    roles = question.roles
    if not rows.cohorts.size:
        raise NoTreatedCohort(column=roles.cohort, period=rows.first_period)
    if rows.n_never == 0:
        raise NoComparison(column=roles.unit_id, comparison="never_treated")
    if min(rows.n_treated, rows.n_never) < 2:
        raise TooFewClusters(
            column=roles.cluster or roles.unit_id, treated=rows.n_treated, control=rows.n_never
        )
    if question.reference not in rows.events:
        found = ", ".join(f"{event:g}" for event in rows.events)
        raise ReferenceNotSeen(reference=question.reference, found=found)


def _with_events(
    rows: EventRows, question: EventQuestion, events: FloatVector
) -> tuple[Relation, Roles, tuple[str, ...]]:
    """Add a column of 0 and 1 for each time since treatment, and one for being under treatment."""
    placed = rows.event
    if question.leads is not None:
        placed = f"greatest({placed}, {literal(-question.leads)})"
    if question.lags is not None:
        placed = f"least({placed}, {literal(question.lags)})"
    relation, roles = rows.relation, question.roles
    names = tuple(relation.free_name(name) for name in _names(events))
    under = relation.free_name("under treatment")
    # greatest() and least() pass over NULL, so a unit never treated is told by its event, not by its place.
    columns = {
        name: f"CASE WHEN ({rows.event}) IS NOT NULL AND ({placed}) = {literal(event)} THEN 1 ELSE 0 END"
        for name, event in zip(names, events, strict=True)
    }
    columns[under] = f"CASE WHEN ({rows.event}) >= 0 THEN 1 ELSE 0 END"
    cluster = roles.cluster or roles.unit_id
    asked = Roles(
        roles.outcome, under, roles.unit_id, cluster, (*question.covariates, *names), question.weights
    )
    return relation.with_columns(columns), asked, names
