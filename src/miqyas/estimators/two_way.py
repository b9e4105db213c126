"""Regression with a constant for each unit and for each period: the common ground of `twfe` and its check."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.cells import CellRoles, Cells, collapse
from miqyas.data.moments import total_moments
from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.data.screening import SMALLEST_ARM, check_columns
from miqyas.data.two_way import ZERO, TwoWaySample, absorb_periods, treated_weights, with_periods
from miqyas.data.unit_parts import unit_parts
from miqyas.errors import ColumnUsedTwice, NoResidualVariation, NotIdentified
from miqyas.estimators.cell_regression import CellFit, covariate_columns, regress_cells
from miqyas.estimators.regression import Regression, regress
from miqyas.numerics.least_squares import fit_least_squares
from miqyas.types import FloatVector

PeriodWeights = tuple[str, int, int, float, float, float, float]


@dataclass(frozen=True, slots=True)
class RowFit:
    """A fit made from the rows: the sample as given, strata being the units, and the same less the periods."""

    sample: Sample
    within: TwoWaySample
    fit: Regression


@dataclass(frozen=True, slots=True)
class TwoWay:
    """A two-way fit, and what a reader must know of its rows.

    Attributes
    ----------
    roles, time : Roles, str
        The question; strata are the units.
    fit : Regression
        Covariates then treatment; names are those of the table.
    n, n_dropped : int
        Complete rows; those left out because a value needed was missing, the time included.
    n_clusters, n_single_unit_clusters : int
        Groups the variance is computed over; those of a single row.
    control_mean : float
        Mean outcome of the rows not under treatment.
    outcome_scale : float
        The most the outcome's standard deviation can be.
    ground : CellFit or RowFit
        What it was made from.
    """

    roles: Roles
    time: str
    fit: Regression
    n: int
    n_dropped: int
    n_clusters: int
    n_single_unit_clusters: int
    control_mean: float
    outcome_scale: float
    ground: CellFit | RowFit


def fit_two_way(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    unit_id: str,
    time: str,
    cluster: str | None,
    covariates: Sequence[str],
    weights: str | None,
) -> TwoWay:
    """Regress the outcome on treatment and covariates, a constant a unit and a constant a period.

    Where treatment and covariates are the same in a cluster and period, the cells say all: the table is read once.

    Raises
    ------
    InvalidSample
        As in `twfe`.
    """
    apart = (unit_id, time, outcome, treatment, *covariates)
    for place, name in enumerate(apart):
        if name in apart[:place]:
            raise ColumnUsedTwice(column=name)
    roles = Roles(outcome, treatment, unit_id, cluster or unit_id, tuple(covariates), weights)
    relation.require(time)
    check_columns(relation, roles)
    found = _from_cells(relation, roles, time) if cluster not in {None, unit_id, time} else None
    return found or _from_rows(relation, roles, time)


def _from_cells(relation: Relation, roles: Roles, time: str) -> TwoWay | None:
    assert roles.cluster is not None  # `fit_two_way` clusters by unit at least
    assert roles.strata is not None
    asked = CellRoles(
        outcome=roles.outcome,
        unit_id=roles.strata,
        time=time,
        cluster=roles.cluster,
        shared=roles.treatment,
        needed=(roles.treatment,),
        covariates=roles.covariates,
        weights=roles.weights,
    )
    cells = collapse(relation, asked)
    if cells is None or not _has_both_arms(cells):
        return None
    columns = np.column_stack([*covariate_columns(cells, roles.covariates), cells.shared])
    ground = regress_cells(cells, (*roles.covariates, roles.treatment), columns)
    if ground is None or roles.treatment in ground.fit.left_out:
        return None
    control = cells.shared == 0
    of_clusters = np.add.reduceat(cells.rows, cells.first_cells)
    return TwoWay(
        roles=roles,
        time=time,
        fit=ground.fit,
        n=cells.n,
        n_dropped=cells.n_dropped,
        n_clusters=cells.n_clusters,
        n_single_unit_clusters=int((of_clusters == 1).sum()),
        control_mean=float(cells.weights[control] @ cells.outcome[control] / cells.weights[control].sum()),
        outcome_scale=float(np.sqrt(cells.weights.sum() / cells.n) * np.ptp(cells.outcome) / 2),
        ground=ground,
    )


def _has_both_arms(cells: Cells) -> bool:
    if len(cells.labels) < 2 or not np.isin(cells.shared, (0, 1)).all():
        return False
    arms = [cells.shared == arm for arm in (0, 1)]
    return all(np.unique(cells.cluster[arm]).size >= SMALLEST_ARM for arm in arms)


def _from_rows(relation: Relation, roles: Roles, time: str) -> TwoWay:
    parts = unit_parts(relation, str(roles.strata), n_numbers=len(roles.covariates) + 4)
    sample = draw_sample(with_periods(relation, time), roles, parts=parts)
    within = absorb_periods(sample, time)
    moved = within.sample.roles
    try:
        fit = regress(
            within.sample,
            response=moved.outcome,
            on=(*moved.covariates, moved.treatment),
            n_absorbed=within.n_absorbed,
        )
    except NoResidualVariation as wholly:
        raise NoResidualVariation(column=roles.outcome) from wholly
    names = dict(zip(within.sample.variables, sample.variables, strict=True))
    left_out = tuple(names[name] for name in fit.left_out)
    if roles.treatment in left_out:
        kept = [name for name in roles.covariates if name not in left_out]
        raise NotIdentified(column=roles.treatment, collinear=", ".join((str(roles.strata), time, *kept)))
    named = Regression(
        names=(*roles.covariates, roles.treatment),
        coefficients=fit.coefficients,
        variance=fit.variance,
        left_out=left_out,
        df=fit.df,
        n_coefficients=fit.n_coefficients,
    )
    return TwoWay(
        roles=roles,
        time=time,
        fit=named,
        n=sample.n,
        n_dropped=relation.n_rows - sample.n,
        n_clusters=sample.n_clusters,
        n_single_unit_clusters=sample.n_single_unit_clusters,
        control_mean=sample.control_mean,
        outcome_scale=float(np.sqrt(sample.spread[-1] / sample.n)),
        ground=RowFit(sample, within, named),
    )


def weights_by_period(found: TwoWay) -> list[PeriodWeights]:
    """Sum by period the residuals of the treatment over the rows under treatment, as `treated_weights` does."""
    if isinstance(found.ground, CellFit):
        return _weights_of_cells(found.ground)
    within = found.ground.within
    k = len(found.fit.names) - 1
    on_covariates = np.zeros(k)
    if k:
        on_covariates = fit_least_squares(
            total_moments(within.sample), response=k, regressors=np.arange(k), spread=within.sample.spread
        ).coefficients
    combination = np.concatenate([-on_covariates, [1.0, 0.0]])
    return treated_weights(within, combination, treatment=found.roles.treatment, time=found.time)


def _weights_of_cells(ground: CellFit) -> list[PeriodWeights]:
    cells, within = ground.cells, ground.within[:, :-1]
    k = within.shape[1] - 1
    moments = within.T @ (cells.weights[:, None] * within)
    on_covariates = fit_least_squares(moments, response=k, regressors=np.arange(k), spread=np.diag(moments))
    residual = within[:, k] - within[:, :k] @ on_covariates.coefficients
    told = []
    for place, label in enumerate(cells.labels):
        those = (cells.period == place) & (cells.shared == 1)
        if those.any():
            told.append((label, *_summed(cells.rows[those], cells.weights[those], residual[those])))
    return told


def _summed(
    rows: FloatVector, weights: FloatVector, residual: FloatVector
) -> tuple[int, int, float, float, float, float]:
    below = residual < -ZERO
    return (
        int(rows.sum()),
        int(rows[below].sum()),
        float(weights.sum()),
        float(weights @ residual),
        float(weights[below] @ residual[below]),
        float(weights @ residual**2),
    )
