"""Two-way fixed effects: treatment against each unit's own level and each period's common shock."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.errors import InvalidLevel, NoResidualVariation
from miqyas.estimators.two_way import TwoWay, fit_two_way
from miqyas.numerics.interval import wald_figures
from miqyas.results.estimate import Estimate, Note

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty


def twfe(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    unit_id: str,
    time: str,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the coefficient of treatment with a constant for each unit and for each period.

    It is the average effect on the treated when, without treatment, all units would have moved alike, when the
    effect is the same for all units and does not change with the time since treatment, and when nobody
    anticipates. Where units are treated at different times and effects differ, some effects enter with a
    negative weight and the figure may have the wrong sign: look at the check `negative_weights`, and prefer
    `group_time`.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by unit and period, periods may be missing for some
        units. Rows with a missing value are left out and counted.
    outcome, treatment : str
        Column of numbers; column of 0 and 1: who is under treatment in that period.
    unit_id, time : str
        Columns of the unit and of the period.
    cluster : str, optional
        Column of the groups that were treated or sampled as a whole; by default the units.
    covariates : sequence of str
        Columns of numbers that treatment cannot have changed; those that add nothing are left out and named.
    weights : str, optional
        Column of weights, greater than zero; they may change over time.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    Estimate
        Effect in ``unit``; ``control_mean`` is the mean of the rows not under treatment. Standard error CR1 over
        clusters with t(G - 1). K counts the treatment, the covariates kept, the periods less one, and one for all
        units. Units and periods are taken out exactly, without iteration. With clusters in which treatment and
        covariates are the same in each period, the table is read once, by cluster and period.

    Raises
    ------
    InvalidSample
        A class for each reason: `DuplicatedUnitTime`, `OnePeriod`, `UnitInSeveralClusters`, `NotIdentified`
        (treatment never changes within a unit, or changes for all at once) and those of `itt`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Wansbeek, T. and Kapteyn, A. (1989). Estimation of the error-components model with incomplete panels. Journal
    of Econometrics 41(3), 341-361.
    de Chaisemartin, C. and D'Haultfœuille, X. (2020). Two-way fixed effects estimators with heterogeneous
    treatment effects. American Economic Review 110(9), 2964-2996.
    Goodman-Bacon, A. (2021). Difference-in-differences with variation in treatment timing. Journal of
    Econometrics 225(2), 254-277.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"commune": [1, 1, 2, 2, 3, 3, 4, 4], "year": [1, 2] * 4,
    ...                       "open": [0, 1, 0, 1, 0, 0, 0, 0], "score": [1.0, 4, 2, 7, 2, 3, 3, 6]})
    >>> print(twfe(open_relation(panel), outcome="score", treatment="open", unit_id="commune", time="year"))
    TWFE = 2 [-2.348, 6.348] at 95% (n = 8, two-way fixed effects, CR1 by unit)
    """
    check_level(level)
    found = fit_two_way(
        open_relation(relation),
        outcome=outcome,
        treatment=treatment,
        unit_id=unit_id,
        time=time,
        cluster=cluster,
        covariates=covariates,
        weights=weights,
    )
    return twfe_of(found, level=level, unit=unit)


def check_level(level: float) -> None:
    """Refuse a coverage that is none, before anything is read."""
    if not 0 < level < 1:
        raise InvalidLevel(level=level)


def twfe_of(found: TwoWay, *, level: float, unit: str) -> Estimate:
    """Tell a two-way fit already made, as `twfe` does."""
    fit = found.fit
    value, std_error = float(fit.coefficients[-1]), float(np.sqrt(fit.variance[-1, -1]))
    if not std_error > ROUNDING * found.outcome_scale:
        raise NoResidualVariation(column=found.roles.outcome)
    return Estimate(
        estimand="TWFE",
        **wald_figures(value, std_error, df=float(fit.df), level=level),
        n=found.n,
        n_clusters=found.n_clusters,
        n_dropped=found.n_dropped,
        control_mean=found.control_mean,
        unit=unit,
        method=_method(found.roles),
        dropped_covariates=fit.left_out,
        notes=_notes(found),
    )


def _method(roles: Roles) -> str:
    parts = ["two-way fixed effects"]
    if roles.covariates:
        parts.append("covariates")
    if roles.weights:
        parts.append("weights")
    return ", ".join([*parts, "CR1 by unit" if roles.cluster == roles.strata else "CR1 by cluster"])


def _notes(found: TwoWay) -> tuple[Note, ...]:
    if found.roles.cluster == found.roles.strata or not found.n_single_unit_clusters:
        return ()
    return (Note("single_unit_clusters", found.n_single_unit_clusters),)
