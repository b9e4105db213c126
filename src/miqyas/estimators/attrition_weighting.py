"""Weighting for attrition: those who answered stand for those like them who did not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.observed import Assigned, pull_assigned
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, NoResidualVariation, ResponseSeparated
from miqyas.estimators.lee_bounds import clustered_error
from miqyas.numerics.interval import wald_figures
from miqyas.numerics.logit import Separation, fit_logit
from miqyas.results.estimate import Estimate, Note
from miqyas.types import BoolVector, FloatVector

SMALL_CHANCE = 0.05


def attrition_weighting(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    predictors: Sequence[str],
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect of assignment, each unit observed weighing one over its chance of being observed.

    The effect is that on everyone assigned when assignment was drawn at random and, among units of one arm
    alike on the predictors, who is missing is a matter of chance. The table cannot show the second: read
    `lee_bounds` beside. The chances come from a logit in each arm.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes, with a row for every unit assigned; n rows. Rows with a
        missing predictor are left out and counted.
    outcome, treatment : str
        Column of numbers with missing values; column of 0 and 1.
    predictors : sequence of str
        Columns of numbers measured before assignment that tell who answers.
    cluster : str, optional
        Column of the groups assigned or sampled as a whole.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    Estimate
        Effect in ``unit``; weights add to one in each arm (Hájek). The standard error takes the chances as
        estimated, by the influence of each unit summed over clusters, with t(G - 1), G the clusters or units.
        ``n`` counts units with an outcome; ``control_mean`` is weighted.

    Raises
    ------
    InvalidSample
        As in `lee_bounds`, and `ResponseSeparated`, `NoResidualVariation`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Wooldridge, J. M. (2007). Inverse probability weighted estimation for general missing data problems. Journal of
    Econometrics 141(2), 1281-1301.
    Hirano, K., Imbens, G. W. and Ridder, G. (2003). Efficient estimation of average treatment effects using the
    estimated propensity score. Econometrica 71(4), 1161-1189: why estimated chances do better than known ones.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({
    ...     "score": [5.0, None, 9.0, 8.0, 2.0, 4.0, None, 6.0],
    ...     "assigned": [1, 1, 1, 1, 0, 0, 0, 0], "is_urban": [0, 0, 1, 1, 0, 0, 1, 1],
    ... })
    >>> attrition_weighting(trial, outcome="score", treatment="assigned", predictors=[]).value
    3.333333333333333
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    units = pull_assigned(
        open_relation(relation), outcome=outcome, treatment=treatment, predictors=predictors, cluster=cluster
    )
    arms = []
    for value, members in ((0, ~units.is_treated), (1, units.is_treated)):
        arm = arm_mean(units, members)
        if isinstance(arm, Separation):
            told = [name for name, tells in zip(predictors, arm.columns, strict=True) if tells]
            raise ResponseSeparated(column=treatment, arm=value, predictors=", ".join(told or predictors))
        arms.append(arm)
    control, treated = arms
    std_error = clustered_error(treated.influence - control.influence, units)
    if not std_error > 0:
        raise NoResidualVariation(column=outcome)
    effect, df = treated.mean - control.mean, float(units.n_clusters - 1)
    n_unlikely = treated.n_unlikely + control.n_unlikely
    return Estimate(
        estimand="ITT",
        **wald_figures(effect, std_error, df=df, level=level),
        n=int(units.is_observed.sum()),
        n_clusters=units.n_clusters if cluster else int(units.is_observed.sum()),
        n_dropped=units.n_dropped + int((~units.is_observed).sum()),
        control_mean=control.mean,
        unit=unit,
        method=f"inverse probability of response, logit, {'clusters' if cluster else 'units'}",
        dropped_covariates=tuple(
            name for name, *kept in zip(predictors, control.kept, treated.kept, strict=True) if not all(kept)
        ),
        notes=(Note("small_response_chance", n_unlikely),) if n_unlikely else (),
    )


@dataclass(frozen=True, slots=True)
class ArmMean:
    """Weighted mean of one arm, the influence of every unit on it (n,), units observed against the odds.

    ``kept`` marks the predictors that say something new in this arm, shape (k,).
    """

    mean: float
    influence: FloatVector
    n_unlikely: int
    kept: BoolVector


def arm_mean(units: Assigned, members: BoolVector) -> ArmMean | Separation:
    """Weigh the answers of one arm, unless predictors say exactly who answers."""
    answered, y = units.is_observed[members], units.outcome[members]
    influence = np.zeros(units.n)
    if answered.all():
        influence[members] = (y - y.mean()) / y.size
        return ArmMean(float(y.mean()), influence, 0, np.ones(units.predictors.shape[1], dtype=np.bool_))
    predictors = units.predictors[members]
    fit = fit_logit(predictors, answered.astype(np.float64), np.ones(y.size))
    if isinstance(fit, Separation):
        return fit
    design, chance, weights = fit.design.of(predictors), fit.fitted, answered / fit.fitted
    mean = float(weights @ y / weights.sum())
    # What estimating the chances changes: H I⁻¹ (s - p) x, H = Σ s (1 - p)/p (y - μ) x.
    cross = design.T @ (weights * (1 - chance) * (y - mean))
    projection = (design @ np.linalg.solve(fit.information, cross)) * (answered - chance)
    influence[members] = (weights * (y - mean) - projection) / weights.sum()
    return ArmMean(mean, influence, int((chance[answered] < SMALL_CHANCE).sum()), fit.design.kept)
