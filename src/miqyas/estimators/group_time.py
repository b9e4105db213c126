"""Group-time effects: each cohort of a staggered roll-out against units not treated, one period after another."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.cohorts import CohortSums, StaggeredRoles, sum_cohorts
from miqyas.data.relation import Relation, open_relation
from miqyas.data.rollout import RolloutRoles, draw_rollout
from miqyas.errors import InvalidLevel, NoComparison, TooFewClusters
from miqyas.estimators.adjusted_group_time import adjusted_effects
from miqyas.estimators.staggered import (
    Base,
    Comparison,
    Family,
    Followed,
    Label,
    Terms,
    pairs,
    staggered_effects,
    untreated_mean,
)
from miqyas.numerics.doubly_robust_did import Adjustment
from miqyas.numerics.influence import Influence, cluster_variance, unit_variance
from miqyas.results.group_time import GroupTimeEffects
from miqyas.types import FloatMatrix


def group_time(
    relation: Relation,
    *,
    outcome: str,
    unit_id: str,
    time: str,
    cohort: str,
    comparison: Comparison,
    base: Base,
    rng: np.random.Generator,
    covariates: Sequence[str] = (),
    method: Adjustment = "doubly_robust",
    weights: str | None = None,
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> GroupTimeEffects:
    """Estimate the effect on each cohort in each period, and its averages.

    The change of a cohort since its base period is compared with that of units not treated. It is the average
    effect on that cohort when, without treatment, both would have changed alike, when nobody anticipates, and when
    treatment, once begun, goes on. Effects may differ between cohorts and over time.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by unit and period. Units not seen in every period,
        and those treated from the first, are left out and counted.
    outcome, unit_id, time : str
        Column of numbers; of the unit; of equally spaced numbers.
    cohort : str
        Column of the first period under treatment, the same in every row of a unit; empty or 0: never treated.
    comparison : {'never_treated', 'not_yet_treated'}
        Units to compare with: those never treated, or also those treated later than the periods compared.
    base : {'varying', 'universal'}
        Before treatment, each period against the one before it, or all against the last before treatment.
    rng : numpy.random.Generator
        Draws the multipliers of the simultaneous bands.
    covariates : sequence of str
        Columns of numbers that treatment cannot have changed, read in the base period: units are compared with
        units alike. Each unit is then brought into Python.
    method : {'doubly_robust', 'outcome_regression', 'inverse_probability'}
        How covariates enter: regression of the change among units compared with, their weight by the odds of
        treatment (a logit), or both, right when either model is.
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
    GroupTimeEffects
        In ``unit``: each group-time effect; ``simple``, their mean after treatment weighted by cohort size;
        ``dynamic`` by time since treatment, ``group`` by cohort, ``calendar`` by period, each with its overall
        effect. Standard errors from influence functions, cohort shares counted as estimated, without small-sample
        factor; t(G - 1). Bands by multiplier bootstrap with Gaussian multipliers: given the data such draws are
        exactly normal with the estimated variance, so they are drawn from it.

    Raises
    ------
    InvalidSample
        A class for each reason: `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`, `EmptySample`,
        `OnePeriod`, `PeriodGap`, `DuplicatedUnitTime`, `CohortChanges` (treatment that would stop and begin),
        `CohortBetweenPeriods`, `NoTreatedCohort`, `NoComparison`, `TooFewUnits`, `TooFewClusters`,
        `UnitInSeveralClusters`, `NoResidualVariation`; with covariates or weights `NoOverlap` (units treated
        that nobody resembles), `CovariatesNotApart`, `InvalidWeights`, `WeightChangesInUnit`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Callaway, B. and Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time periods. Journal of
    Econometrics 225(2), 200-230: theorem 1, section 3 for the averages, algorithm 1 for the bands.
    Sant'Anna, P. H. C. and Zhao, J. (2020). Doubly robust difference-in-differences estimators. Journal of
    Econometrics 219(1), 101-122: covariates.
    Roth, J. (2024). Interpreting event-studies from recent difference-in-differences methods: why the base is
    declared.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"u": [1, 1, 2, 2, 3, 3, 4, 4], "year": [1, 2] * 4, "first": [2] * 4 + [0] * 4,
    ...                       "y": [1.0, 4, 2, 7, 2, 3, 3, 6]})
    >>> found = group_time(open_relation(panel), outcome="y", unit_id="u", time="year", cohort="first",
    ...                    comparison="never_treated", base="varying", rng=np.random.default_rng(1))
    >>> round(found.overall("simple").value, 6), round(found.overall("simple").std_error, 6)
    (2.0, 1.0)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if covariates or weights:
        roles = RolloutRoles(outcome, unit_id, time, cohort, cluster, tuple(covariates), weights)
        return adjusted_effects(
            draw_rollout(open_relation(relation), roles, whole_units=True),
            comparison=comparison, base=base, method=method, rng=rng, level=level, unit=unit,
        )  # fmt: skip
    sums = sum_cohorts(open_relation(relation), StaggeredRoles(outcome, unit_id, time, cohort, cluster))
    _check_clusters(sums, cluster)
    effects = _group_time(sums, comparison=comparison, base=base)
    if not effects.labels:
        raise NoComparison(column=unit_id, comparison=comparison)
    spread = float(np.ptp(sums.means))
    return staggered_effects(
        effects,
        Followed(
            cohorts=sums.cohorts,
            sizes=sums.sizes,
            periods=sums.periods,
            n_units=int(sums.sizes.sum()),
            n_clusters=sums.n_clusters,
            n_dropped=sums.n_dropped,
            control_mean=untreated_mean(sums.means, sums.sizes, sums.cohorts, sums.periods),
            remarks=sums.remarks,
        ),
        variance=lambda influence: _variance(influence, sums),
        terms=Terms(outcome, base, level, unit, _method(comparison, base, sums), spread),
        rng=rng,
    )


def _method(comparison: Comparison, base: Base, sums: CohortSums) -> str:
    return (
        f"group-time effects, {comparison.replace('_', ' ')} comparison, {base} base, "
        f"clustered by {'unit' if sums.counts is None else 'cluster'}"
    )


def _check_clusters(sums: CohortSums, cluster: str | None) -> None:
    if sums.counts is None:
        return
    treated = int((sums.counts[:, sums.cohorts > 0].sum(axis=1) > 0).sum())
    control = sums.n_clusters - treated
    if not (sums.cohorts == 0).any():  # cohorts are compared with one another
        control = treated
    if min(treated, control) < 2:
        raise TooFewClusters(column=cluster, treated=treated, control=control)


def _group_time(sums: CohortSums, *, comparison: Comparison, base: Base) -> Family[Influence]:
    labels: list[Label] = []
    values, within, between = [], [], []
    for pair in pairs(sums.cohorts, sums.periods, comparison=comparison, base=base):
        g, t, others = pair.cohort, pair.time, pair.others
        change = sums.means[:, t] - sums.means[:, pair.reference]
        n_others = sums.sizes[others].sum()
        trend = float(sums.sizes[others] @ change[others] / n_others)
        a, b = np.zeros_like(sums.means), np.zeros(sums.cohorts.size)
        a[g, [t, pair.reference]] += np.array([1.0, -1.0]) / sums.sizes[g]
        a[others, t] -= 1 / n_others
        a[others, pair.reference] += 1 / n_others
        b[others] = -(change[others] - trend) / n_others
        labels.append(pair.label)
        values.append(float(change[g]) - trend)
        within.append(a)
        between.append(b)
    return Family(
        "group_time", tuple(labels), np.array(values), Influence(np.array(within), np.array(between))
    )


def _variance(influence: Influence, sums: CohortSums) -> FloatMatrix:
    if sums.counts is not None and sums.deviations is not None:
        return cluster_variance(influence, sums.counts, sums.deviations)
    assert sums.products is not None  # one of the two is always summed
    return unit_variance(influence, sums.sizes, sums.products)
