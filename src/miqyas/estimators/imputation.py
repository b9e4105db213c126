"""Imputation: each treated outcome against what its unit and period foretell without treatment."""

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.rollout import Rollout, RolloutRoles, draw_rollout, only_rows
from miqyas.errors import InvalidLeads, InvalidLevel, NoComparison, TooManyLeads
from miqyas.estimators.event_paths import Asked, PathEffects, check_arms, tell_path
from miqyas.numerics.imputation import Imputed, foretellable, impute
from miqyas.numerics.saturated import Saturated, fit_saturated
from miqyas.results.estimate import Note
from miqyas.results.event_study import EventStudy
from miqyas.types import FloatVector


def imputation(
    relation: Relation,
    *,
    outcome: str,
    unit_id: str,
    time: str,
    cohort: str,
    rng: np.random.Generator,
    leads: int = 0,
    weights: str | None = None,
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> EventStudy:
    """Estimate the effect at each time since treatment and over all treated rows.

    A constant for each unit and each period is fitted on the rows not under treatment; what it foretells for the
    treated rows is taken from their outcome, and the differences are averaged. It is the average effect on those
    rows when, without treatment, all units would have moved alike, when nobody anticipates, and when treatment,
    once begun, goes on. Effects may differ freely. With errors alike and independent, no other linear estimator
    that is right under these conditions is more precise.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by unit and period, periods may be missing for some
        units. Units treated from the first period are left out and counted, as are treated rows whose unit or
        period is never seen without treatment. Rows are brought into Python.
    outcome, unit_id, time : str
        Column of numbers; of the unit; of equally spaced numbers.
    cohort : str
        Column of the first period under treatment, the same in every row of a unit; empty or 0: never treated.
    rng : numpy.random.Generator
        Draws of the band.
    leads : int
        Periods before treatment to test: each gets an indicator in a regression of its own, on the rows not under
        treatment, against all earlier periods.
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
        In ``unit``. ``overall`` is the mean over all treated rows. From treatment on, the standard errors are those
        of the paper, conservative: effects are taken as alike in a cohort at one time, and what they differ adds to
        the variance; no small-sample factor. Before, CR1. t(G - 1). ``reference`` is the last time before the leads;
        they are compared with it and all before, so effects before and after do not draw one path.

    Raises
    ------
    InvalidSample
        As in `group_time`, and `TooManyLeads` (no row is left to compare them with), `InvalidWeights`,
        `WeightChangesInUnit`.
    InvalidDesign
        `InvalidLeads`: fewer than none; `InvalidLevel`.

    References
    ----------
    Borusyak, K., Jaravel, X. and Spiess, J. (2024). Revisiting event-study designs: robust and efficient estimation.
    Review of Economic Studies 91(6), 3253-3285.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"u": [1, 1, 2, 2, 3, 3, 4, 4], "year": [1, 2] * 4, "first": [2] * 4 + [0] * 4,
    ...                       "y": [1.0, 4, 2, 7, 2, 3, 3, 6]})
    >>> found = imputation(open_relation(panel), outcome="y", unit_id="u", time="year", cohort="first",
    ...                    rng=np.random.default_rng(1))
    >>> round(found.overall.value, 6), round(found.overall.std_error, 6)
    (2.0, 1.0)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if leads < 0:
        raise InvalidLeads(found=leads)
    roles = RolloutRoles(outcome, unit_id, time, cohort, cluster, weights=weights)
    rollout, notes = _foretold(draw_rollout(open_relation(relation), roles, whole_units=False))
    last = rollout.cohorts.max() if (rollout.cohorts > 0).all() else 0.0
    check_arms(rollout, rollout.cohorts == last)
    step = float(rollout.periods[1] - rollout.periods[0])
    events, sizes, after = _after(rollout)
    values, influence = after.values, after.influence
    if leads:
        before = _before(rollout, leads, step)
        events = np.concatenate([-step * np.arange(leads, 0, -1), events])
        values = np.concatenate([before.coefficients, values])
        influence = np.hstack([before.influence, influence])
    path = PathEffects(
        events=events,
        values=values,
        variance=influence.T @ influence,
        reference=-step * (leads + 1),
        df=float(rollout.n_clusters - 1),
        overall=np.concatenate([np.zeros(leads), sizes / sizes.sum()]),
    )
    parts = ["imputation", *(["weights"] if weights else []), f"by {'cluster' if cluster else 'unit'}"]
    return tell_path(path, rollout, asked=Asked(level, unit, ", ".join(parts)), notes=notes, rng=rng)


def _foretold(rollout: Rollout) -> tuple[Rollout, tuple[Note, ...]]:
    """Leave out the treated rows for which nothing is foretold."""
    treated = rollout.events >= 0
    seen = np.zeros((rollout.cohorts.size, rollout.periods.size), dtype=np.bool_)
    seen[rollout.unit[~treated], rollout.period[~treated]] = True
    kept = ~treated | foretellable(seen, rollout.unit, rollout.period)
    if not (kept & treated).any():
        raise NoComparison(column=rollout.roles.unit_id, comparison="not_yet_treated")
    notes = tuple(Note(name, count) for name, count in rollout.remarks)
    if kept.all():
        return rollout, notes
    return only_rows(rollout, kept), (*notes, Note("treated_rows_without_comparison", int((~kept).sum())))


def _after(rollout: Rollout) -> tuple[FloatVector, FloatVector, Imputed]:
    """Average the effects at each time since treatment; return times, weights of their rows, averages."""
    treated, weights = rollout.events >= 0, rollout.weights[rollout.unit]
    events, place = np.unique(rollout.events[treated], return_inverse=True)
    horizon = np.full(treated.size, -1, dtype=np.int64)
    horizon[treated] = place
    cohort = np.unique(rollout.cohorts, return_inverse=True)[1][rollout.unit]
    imputed = impute(
        rollout.outcome,
        rollout.unit,
        rollout.period,
        weights,
        horizon=horizon,
        alike=cohort * rollout.periods.size + rollout.period,
        clusters=rollout.clusters[rollout.unit],
    )
    sizes: FloatVector = np.bincount(place, weights=weights[treated]).astype(np.float64)
    return events, sizes, imputed


def _before(rollout: Rollout, leads: int, step: float) -> Saturated:
    """Regress the rows not under treatment on an indicator for each lead, farthest first."""
    cohorts, place = np.unique(rollout.cohorts, return_inverse=True)
    since = rollout.periods[None, :] - np.where(cohorts > 0, cohorts, np.inf)[:, None]
    ahead = np.where(np.isfinite(since), np.rint(since / step), 0)
    cells = np.where((ahead < 0) & (ahead >= -leads), leads + ahead, -1).astype(np.int64)
    outcome = rollout.wide
    outcome[since[place] >= 0] = np.nan
    if cells.max() + 1 < leads or not (cells == 0).any():
        raise TooManyLeads(leads=leads)
    fit = fit_saturated(outcome, place.astype(np.int64), cells, rollout.weights, rollout.clusters)
    if not fit.kept.all():
        raise TooManyLeads(leads=leads)
    return fit
