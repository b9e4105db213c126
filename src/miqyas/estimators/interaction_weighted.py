"""Interaction-weighted event study: each cohort its own path, averaged by size."""

from dataclasses import replace
from typing import Literal

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.rollout import Rollout, RolloutRoles, draw_rollout, only_rows
from miqyas.errors import InvalidLevel, NoComparison, NoReferenceRows, NotIdentified, NoTreatedCohort
from miqyas.estimators.event_paths import Asked, PathEffects, check_arms, tell_path
from miqyas.numerics.saturated import fit_saturated
from miqyas.results.estimate import Note
from miqyas.results.event_study import EventStudy
from miqyas.types import FloatMatrix, FloatVector, IntVector

LastComparison = Literal["never_treated", "last_treated"]


def interaction_weighted(
    relation: Relation,
    *,
    outcome: str,
    unit_id: str,
    time: str,
    cohort: str,
    comparison: LastComparison,
    rng: np.random.Generator,
    weights: str | None = None,
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> EventStudy:
    """Estimate the effect at each time since treatment from one regression, each cohort with its own path.

    Outcome on constants of units and periods and an indicator for each cohort at each time since treatment but
    the last before; at each time the cohorts' coefficients are averaged by how many rows they have there. It is
    the average effect at that time on the cohorts seen there when, without treatment, all cohorts would have moved
    alike, when nobody anticipates, and when treatment, once begun, goes on. Effects may differ between cohorts and
    over time, which the plain event study cannot bear.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by unit and period, periods may be missing for some
        units. Units treated from the first period are left out and counted. Rows are brought into Python.
    outcome, unit_id, time : str
        Column of numbers; of the unit; of equally spaced numbers.
    cohort : str
        Column of the first period under treatment, the same in every row of a unit; empty or 0: never treated.
    comparison : {'never_treated', 'last_treated'}
        Units to compare with: those never treated, or the last cohort, in the periods before its treatment; units
        never treated are then left out and counted.
    rng : numpy.random.Generator
        Draws of the band.
    weights : str, optional
        Column of sampling weights, greater than zero, the same in every row of a unit.
    cluster : str, optional
        Column of the groups that were treated or sampled as a whole; by default the units.
    level : float
        Coverage, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    EventStudy
        In ``unit``, against the last period before treatment; ``overall`` is the plain mean of the effects from
        treatment on. CR1 over clusters with t(G - 1); K counts the indicators, the periods less one, and one for
        all units. The shares of cohorts are taken as known.

    Raises
    ------
    InvalidSample
        As in `group_time`, and `NoReferenceRows` (a cohort not seen in the last period before its treatment),
        `NotIdentified` (an indicator that units and periods already explain), `InvalidWeights`,
        `WeightChangesInUnit`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Sun, L. and Abraham, S. (2021). Estimating dynamic treatment effects in event studies with heterogeneous
    treatment effects. Journal of Econometrics 225(2), 175-199: section 4.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"u": [1, 1, 2, 2, 3, 3, 4, 4], "year": [1, 2] * 4, "first": [2] * 4 + [0] * 4,
    ...                       "y": [1.0, 4, 2, 7, 2, 3, 3, 6]})
    >>> found = interaction_weighted(open_relation(panel), outcome="y", unit_id="u", time="year", cohort="first",
    ...                              comparison="never_treated", rng=np.random.default_rng(1))
    >>> round(found.effects[0].value, 6), round(found.effects[0].std_error, 4)
    (2.0, 1.3663)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    roles = RolloutRoles(outcome, unit_id, time, cohort, cluster, weights=weights)
    rollout, notes = _compare(draw_rollout(open_relation(relation), roles, whole_units=False), comparison)
    compared = rollout.cohorts == 0
    check_arms(rollout, compared)
    step = float(rollout.periods[1] - rollout.periods[0])
    cohorts, place = np.unique(rollout.cohorts, return_inverse=True)
    sizes = _rows_by_cell(rollout, place)
    cells = _cells(rollout, cohorts, sizes, reference=-step)
    fit = fit_saturated(rollout.wide, place, cells, rollout.weights, rollout.clusters)
    if not fit.kept.all():
        h, t = np.argwhere(cells == np.flatnonzero(~fit.kept)[0])[0]
        raise NotIdentified(
            column=f"{cohort} = {cohorts[h]:g}, {time} = {rollout.periods[t]:g}",
            collinear=f"{unit_id}, {time}",
        )
    events, average = _averages(rollout, cohorts, cells, sizes)
    after = events >= 0
    path = PathEffects(
        events=events,
        values=average @ fit.coefficients,
        variance=average @ fit.variance @ average.T,
        reference=-step,
        df=float(rollout.n_clusters - 1),
        overall=after / after.sum(),
    )
    parts = ["interaction-weighted", *(["weights"] if weights else [])]
    parts += [f"{comparison.replace('_', ' ')} comparison", f"CR1 by {'cluster' if cluster else 'unit'}"]
    return tell_path(path, rollout, asked=Asked(level, unit, ", ".join(parts)), notes=notes, rng=rng)


def _compare(rollout: Rollout, comparison: LastComparison) -> tuple[Rollout, tuple[Note, ...]]:
    """Leave the units to compare with as cohort 0, in the periods in which they are not treated."""
    notes = tuple(Note(name, count) for name, count in rollout.remarks)
    if comparison == "never_treated":
        if not (rollout.cohorts == 0).any():
            raise NoComparison(column=rollout.roles.unit_id, comparison=comparison)
        return rollout, notes
    last = rollout.cohorts.max()
    if np.unique(rollout.cohorts[rollout.cohorts > 0]).size == 1:
        raise NoTreatedCohort(column=rollout.roles.cohort, period=f"{last:g}")
    never = int((rollout.cohorts == 0).sum())
    kept = (rollout.cohorts[rollout.unit] > 0) & (rollout.periods[rollout.period] < last)
    left = only_rows(rollout, kept)
    left = replace(left, cohorts=np.where(left.cohorts == last, 0.0, left.cohorts))
    return left, (*notes, *([Note("never_treated_left_out", never)] if never else []))


def _rows_by_cell(rollout: Rollout, place: IntVector) -> FloatMatrix:
    """Sum the weights of the rows of each cohort and period, shape (H, T)."""
    sizes = np.zeros((int(place.max()) + 1, rollout.periods.size))
    np.add.at(sizes, (place[rollout.unit], rollout.period), rollout.weights[rollout.unit])
    return sizes


def _cells(rollout: Rollout, cohorts: FloatVector, sizes: FloatMatrix, *, reference: float) -> IntVector:
    """Number the cohorts and periods that have an indicator; -1 for the others, shape (H, T)."""
    events = rollout.periods[None, :] - cohorts[:, None]
    at_reference = np.isclose(events, reference)
    for h, cohort in enumerate(cohorts):
        if cohort > 0 and not sizes[h, at_reference[h]].sum() > 0:
            raise NoReferenceRows(column=rollout.roles.cohort, cohort=f"{cohort:g}")
    own = (cohorts[:, None] > 0) & ~at_reference & (sizes > 0)
    cells = np.full(events.shape, -1, dtype=np.int64)
    cells[own] = np.arange(own.sum())
    return cells


def _averages(
    rollout: Rollout, cohorts: FloatVector, cells: IntVector, sizes: FloatMatrix
) -> tuple[FloatVector, FloatMatrix]:
    """List the times since treatment, and the weight of each cell in the mean at each, shape (L, K)."""
    own = cells >= 0
    since = (rollout.periods[None, :] - cohorts[:, None])[own]
    events = np.unique(since)
    average = (since[None, :] == events[:, None]) * sizes[own]
    return events, average / average.sum(axis=1, keepdims=True)
