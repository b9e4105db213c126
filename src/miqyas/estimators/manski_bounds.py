"""Worst-case bounds: how far the missing outcomes could move an effect, whatever they are."""

import math

import numpy as np

from miqyas.data.observed import Assigned, pull_assigned
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, InvalidRange, OutsideDeclaredRange
from miqyas.estimators.lee_bounds import clustered_error
from miqyas.numerics.trimming import bounded_interval
from miqyas.results.bounds import Bounds
from miqyas.types import BoolVector, FloatVector


def manski_bounds(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    lowest: float,
    highest: float,
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Bounds:
    """Bound the effect of assignment on everyone assigned, assuming of missing outcomes only what they could be.

    Every missing outcome is set where it serves the effect worst, then best. Beyond a random assignment only
    the declared range is assumed, so the bounds are wide: their width is at least the larger share missing
    times the range.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes, with a row for every unit assigned; n rows.
    outcome, treatment : str
        Column of numbers with missing values; column of 0 and 1.
    lowest, highest : float
        The least and the most the outcome could be, for anyone; declared from what it measures, not from what
        was observed.
    cluster : str, optional
        Column of the groups assigned or sampled as a whole.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    Bounds
        In ``unit``; interval of Imbens and Manski.

    Raises
    ------
    InvalidSample
        As in `lee_bounds`, and `OutsideDeclaredRange`.
    InvalidRange
        The range is not finite, or not in order.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Horowitz, J. L. and Manski, C. F. (2000). Nonparametric analysis of randomized experiments with missing
    covariate and outcome data. Journal of the American Statistical Association 95(449), 77-84.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"came": [1.0, 1, 0, None, 0, 0, 1, None], "assigned": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> found = manski_bounds(trial, outcome="came", treatment="assigned", lowest=0, highest=1)
    >>> found.low, found.high
    (0.0, 0.5)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
        raise InvalidRange(lowest=lowest, highest=highest)
    units = pull_assigned(open_relation(relation), outcome=outcome, treatment=treatment, cluster=cluster)
    seen = units.outcome[units.is_observed]
    if seen.min() < lowest or seen.max() > highest:
        raise OutsideDeclaredRange(
            column=outcome, lowest=f"{lowest:g}", highest=f"{highest:g}",
            found_low=f"{seen.min():g}", found_high=f"{seen.max():g}",
        )  # fmt: skip
    (low, error_low), (high, error_high) = (
        _filled(units, treated, control) for treated, control in ((lowest, highest), (highest, lowest))
    )
    ends = bounded_interval(low, high, error_low, error_high, level)
    return Bounds(
        estimand="ITT",
        low=low,
        high=high,
        std_error_low=error_low,
        std_error_high=error_high,
        interval_low=ends[0],
        interval_high=ends[1],
        level=level,
        trimmed_share=0.0,
        trimmed_arm=None,
        n=units.n,
        n_observed=int(units.is_observed.sum()),
        n_clusters=units.n_clusters,
        n_dropped=units.n_dropped,
        n_cells=1,
        unit=unit,
        method=f"worst-case bounds, outcome from {lowest:g} to {highest:g}, {'clusters' if cluster else 'units'}",
    )


def _filled(units: Assigned, treated: float, control: float) -> tuple[float, float]:
    """Return the difference in means and its standard error once missing outcomes have these values."""
    y = np.where(units.is_observed, units.outcome, np.where(units.is_treated, treated, control))
    influence: FloatVector = np.zeros(units.n)
    means = []
    for arm, sign in ((units.is_treated, 1.0), (~units.is_treated, -1.0)):
        means.append(float(y[arm].mean()))
        influence[arm] = sign * _deviations(y, arm, means[-1])
    return means[0] - means[1], clustered_error(influence, units)


def _deviations(y: FloatVector, arm: BoolVector, mean: float) -> FloatVector:
    return (y[arm] - mean) / float(arm.sum())
