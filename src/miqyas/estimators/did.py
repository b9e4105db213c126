"""Difference-in-differences: how much more the treated group changed than the comparison group."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample
from miqyas.data.two_periods import FourCells, check_cells, mark_periods
from miqyas.errors import ColumnUsedTwice, InvalidLevel, NoResidualVariation, NotIdentified
from miqyas.estimators.robust import robust_fit
from miqyas.estimators.variance import ClusterRobust, Variance, declared_variance
from miqyas.numerics.interval import wald_figures
from miqyas.results.estimate import Estimate, Note

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty


def did(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    time: str,
    unit_id: str | None = None,
    cluster: str | tuple[str, ...] | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    variance: Variance | str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect on the treated group from two groups seen in two periods.

    The estimate is the change of the treated group less that of the comparison group. It is the average effect
    on the treated when, without treatment, both would have changed alike (parallel trends), when nobody changed
    before treatment because it was to come (no anticipation), and when the comparison group was not touched by
    it. Two periods cannot show whether trends were parallel: earlier periods can, see `group_time`.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by person asked (cross-sections) or by unit and
        period (panel). Rows with a missing value are left out and counted.
    outcome : str
        Column of numbers.
    treatment : str
        Column of 0 and 1: who belongs to the treated group, marked in both periods.
    time : str
        Column of numbers with two values; the smaller is before.
    unit_id : str, optional
        Column that follows a unit over time. Units are then fixed effects, those seen in one period only add
        nothing and are counted, and the variance is taken over units unless a cluster is given.
    cluster : str, optional
        Column of the groups that were treated or sampled as a whole; two columns for two-way clusters.
    covariates : sequence of str
        Columns of numbers that treatment cannot have changed; those that add nothing are left out and named.
    weights : str, optional
        Column of sampling weights, greater than zero.
    variance : HeteroskedasticRobust, ClusterRobust or str, optional
        As in `itt`.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    Estimate
        Effect on the treated in ``unit``; ``control_mean`` is the comparison group's mean after. Standard error
        CR1 over clusters with t(G - 1), or HC1 with t(N - K) without cluster. K counts the four means, or with
        units the later period, the effect and one for all units.

    Raises
    ------
    InvalidSample
        A class for each reason: `TimeNotTwoPeriods`, `EmptyCell` (a group unseen in a period),
        `DuplicatedUnitTime`, `GroupChanges`, `UnitsSeenOnce`, and those of `itt`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Angrist, J. D. and Pischke, J.-S. (2009). Mostly Harmless Econometrics, section 5.2.
    Gertler, P. and others (2016). Impact Evaluation in Practice, 2nd edition, chapter 7.
    Bertrand, M., Duflo, E. and Mullainathan, S. (2004). How much should we trust differences-in-differences
    estimates? Quarterly Journal of Economics 119(1), 249-275: why to cluster.

    Examples
    --------
    >>> import pandas as pd
    >>> seen = pd.DataFrame({"score": [1.0, 2, 4, 7, 2, 3, 3, 6], "programme": [1, 1, 1, 1, 0, 0, 0, 0],
    ...                      "year": [2020, 2020, 2023, 2023] * 2})
    >>> print(did(open_relation(seen), outcome="score", treatment="programme", time="year"))
    DiD = 2 [-4.208, 8.208] at 95% (n = 8, difference-in-differences, HC1)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    _check_roles(treatment, time, unit_id, (outcome, *covariates))
    periods = mark_periods(open_relation(relation), treatment=treatment, time=time)
    held = (treatment, periods.after, *covariates)
    declared = declared_variance(cluster or unit_id, variance)
    first = declared.columns[0] if isinstance(declared, ClusterRobust) else None
    roles = Roles(outcome, periods.treated_after, unit_id, first, held, weights)
    cells = check_cells(periods, roles, treatment=treatment, time=time)
    explained = (*held[1 if unit_id else 0 :], roles.treatment)
    found = robust_fit(periods.relation, roles, declared, response=outcome, on=explained)
    sample, fit = found.sample, found.fit
    if roles.treatment in fit.left_out:
        kept = [name for name in covariates if name not in fit.left_out]
        raise NotIdentified(
            column=roles.treatment, collinear=", ".join([*([unit_id] if unit_id else []), *kept])
        )
    value, std_error = float(fit.coefficients[-1]), float(np.sqrt(fit.variance[-1, -1]))
    if not std_error > ROUNDING * np.sqrt(sample.spread[-1] / sample.n):
        raise NoResidualVariation(column=outcome)
    return Estimate(
        estimand="DiD",
        **wald_figures(value, std_error, df=float(fit.df), level=level),
        n=sample.n,
        n_clusters=found.n_clusters,
        n_dropped=sample.n_dropped,
        control_mean=cells.comparison_mean,
        unit=unit,
        method=_method(roles, found.words, has_covariates=bool(covariates)),
        dropped_covariates=fit.left_out,
        notes=(*_notes(sample, cells), *found.notes),
    )


def _check_roles(treatment: str, time: str, unit_id: str | None, others: tuple[str, ...]) -> None:
    """Refuse a group, a time or a unit that is also something else."""
    apart = [treatment, time, *([unit_id] if unit_id else []), *others]
    for place, name in enumerate(apart):
        if name in apart[:place]:
            raise ColumnUsedTwice(column=name)


def _method(roles: Roles, variance: str, *, has_covariates: bool) -> str:
    parts = ["difference-in-differences"]
    if roles.strata:
        parts.append("unit fixed effects")
    if has_covariates:
        parts.append("covariates")
    if roles.weights:
        parts.append("weights")
    by_unit = roles.cluster is not None and roles.cluster == roles.strata
    return ", ".join([*parts, variance.replace("by cluster", "by unit") if by_unit else variance])


def _notes(sample: Sample, cells: FourCells) -> tuple[Note, ...]:
    of_units = sample.roles.cluster == sample.roles.strata
    found = (
        Note("single_unit_clusters", 0 if of_units else sample.n_single_unit_clusters),
        Note("units_seen_once", cells.n_units_seen_once),
    )
    return tuple(note for note in found if note.count > 0)
