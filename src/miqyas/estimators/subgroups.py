"""Effects by groups declared before looking: the effect in each, and whether they truly differ."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.data.subgroups import Subgroups, part_by_group
from miqyas.errors import ColumnUsedTwice, InvalidLevel, NoResidualVariation, NotIdentified
from miqyas.estimators.regression import Regression, regress
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.multiplicity import holm
from miqyas.numerics.wald import joint_test
from miqyas.results.estimate import Note
from miqyas.results.group_effects import GroupEffect, GroupEffects

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty


def subgroups(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    group: str,
    strata: str | None = None,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> GroupEffects:
    """Estimate the effect of assignment in each group of a column declared before looking.

    Each effect is causal under the conditions of `itt`, inside its group. That one is significant and another is
    not says nothing of their difference: ``difference_p_value`` does. The group must not have been changed by
    treatment.

    Parameters
    ----------
    relation, outcome, treatment, strata, cluster, covariates, weights, level, unit
        As in `itt`. Covariates have one slope for all groups.
    group : str
        Column of the groups, words or numbers, at most thirty.

    Returns
    -------
    GroupEffects
        One regression with a constant for each group (and stratum within it) and an effect for each, in ``unit``;
        CR1 or HC1 as in `itt`, so that groups which share clusters are compared rightly. Holm's p-values beside.

    Raises
    ------
    InvalidSample
        As in `itt`, and `OneSubgroup`, `TooManySubgroups`, `SubgroupTooSmall`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Gelman, A. and Stern, H. (2006). The difference between "significant" and "not significant" is not itself
    statistically significant. The American Statistician 60(4), 328-331.
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics
    6(2), 65-70.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"score": [5.0, 7.0, 2.0, 4.0, 9.0, 8.0, 2.0, 3.0], "assigned": [1, 1, 0, 0] * 2,
    ...                       "sex": ["f"] * 4 + ["m"] * 4})
    >>> found = subgroups(trial, outcome="score", treatment="assigned", group="sex")
    >>> [(effect.group, round(effect.value, 6)) for effect in found.effects]
    [('f', 3.0), ('m', 6.0)]
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    roles = Roles(outcome, treatment, strata, cluster, tuple(covariates), weights)
    if group in {outcome, treatment, *covariates}:
        raise ColumnUsedTwice(column=group)
    table = open_relation(relation)
    table.require(group)
    draw_sample(table, roles)  # refuses what the question without groups could not answer either
    parted = part_by_group(table, roles, group)
    held = (*covariates, *parted.columns)
    within = replace(roles, strata=parted.strata, covariates=held[:-1], treatment=held[-1])
    sample = draw_sample(parted.relation.without_missing(parted.strata), within)
    fit = regress(sample, response=outcome, on=held)
    absent = [name for name in parted.columns if name in fit.left_out]
    if absent:
        raise NotIdentified(column=absent[0], collinear=", ".join((strata or group, *covariates)))
    effects = _effects(parted, fit, level)
    if not min(effect.std_error for effect in effects) > ROUNDING * np.sqrt(sample.spread[-1] / sample.n):
        raise NoResidualVariation(column=outcome)
    notes = (
        Note("single_unit_clusters", sample.n_single_unit_clusters),
        Note("one_arm_strata", parted.n_one_arm if strata else 0),
        Note("groups_looked_at", len(effects)),
    )
    return GroupEffects(
        effects=effects,
        difference_p_value=_difference(fit, len(effects)),
        df=float(fit.df),
        level=level,
        n=sample.n,
        n_clusters=sample.n_clusters,
        n_dropped=table.n_rows - sample.n,
        unit=unit,
        method=_method(roles),
        dropped_covariates=fit.left_out,
        notes=tuple(note for note in notes if note.count > 0),
    )


def _effects(parted: Subgroups, fit: Regression, level: float) -> tuple[GroupEffect, ...]:
    m = len(parted.columns)
    values, errors = fit.coefficients[-m:], np.sqrt(np.diag(fit.variance)[-m:])
    p_values = np.array(
        [
            t_two_sided(value / error, fit.df) if error > 0 else 1.0
            for value, error in zip(values, errors, strict=True)
        ]
    )
    margin = t_quantile(0.5 + level / 2, fit.df)
    return tuple(
        GroupEffect(
            group=label,
            value=float(values[j]),
            std_error=float(errors[j]),
            p_value=float(p_values[j]),
            adjusted_p_value=float(holm(p_values)[j]),
            low=float(values[j] - margin * errors[j]),
            high=float(values[j] + margin * errors[j]),
            control_mean=parted.control_means[j],
            n=parted.n[j],
            n_treated=parted.n_treated[j],
        )
        for j, label in enumerate(parted.labels)
    )


def _difference(fit: Regression, m: int) -> float | None:
    """Test that all effects equal the first."""
    contrasts = np.column_stack([-np.ones(m - 1), np.eye(m - 1)])
    variance = contrasts @ fit.variance[-m:, -m:] @ contrasts.T
    test = joint_test(contrasts @ fit.coefficients[-m:], variance, fit.df)
    return None if test is None else test.p_value


def _method(roles: Roles) -> str:
    parts = ["least squares, an effect by group"]
    if roles.strata:
        parts.append("strata fixed effects")
    if roles.covariates:
        parts.append("covariates")
    if roles.weights:
        parts.append("weights")
    return ", ".join([*parts, "CR1 by cluster" if roles.cluster else "HC1"])
