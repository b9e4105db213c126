"""Group-time effects: each cohort of a staggered roll-out against units not treated, one period after another."""

from typing import Literal

import numpy as np

from miqyas.data.cohorts import CohortSums, StaggeredRoles, sum_cohorts
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, NoComparison, TooFewClusters
from miqyas.estimators.staggered import Family, Followed, Label, Terms, staggered_effects, untreated_mean
from miqyas.numerics.influence import Influence, cluster_variance, unit_variance
from miqyas.results.group_time import GroupTimeEffects
from miqyas.types import BoolVector, FloatMatrix

Comparison = Literal["never_treated", "not_yet_treated"]
Base = Literal["varying", "universal"]


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
        `UnitInSeveralClusters`, `NoResidualVariation`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Callaway, B. and Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time periods. Journal of
    Econometrics 225(2), 200-230: theorem 1, section 3 for the averages, algorithm 1 for the bands.
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


def _compared(sums: CohortSums, cohort: float, last: float, comparison: Comparison) -> BoolVector:
    """Mark the cohorts that stay untreated until ``last``, the later of the periods compared."""
    never: BoolVector = sums.cohorts == 0
    later: BoolVector = (sums.cohorts > last) & (sums.cohorts != cohort)
    return never if comparison == "never_treated" else np.logical_or(never, later)


def _group_time(sums: CohortSums, *, comparison: Comparison, base: Base) -> Family[Influence]:
    labels: list[Label] = []
    values, within, between = [], [], []
    for g, cohort in enumerate(sums.cohorts):
        last_before = int(np.searchsorted(sums.periods, cohort)) - 1
        for t, period in enumerate(sums.periods):
            reference = t - 1 if base == "varying" and period < cohort else last_before
            if cohort == 0 or reference < 0 or t == reference:
                continue
            later = max(period, sums.periods[reference])
            others = _compared(sums, float(cohort), float(later), comparison)
            if not others.any():
                continue
            change = sums.means[:, t] - sums.means[:, reference]
            n_others = sums.sizes[others].sum()
            trend = float(sums.sizes[others] @ change[others] / n_others)
            a, b = np.zeros_like(sums.means), np.zeros(sums.cohorts.size)
            a[g, [t, reference]] += np.array([1.0, -1.0]) / sums.sizes[g]
            a[others, t] -= 1 / n_others
            a[others, reference] += 1 / n_others
            b[others] = -(change[others] - trend) / n_others
            labels.append((float(cohort), float(period), float(period - cohort)))
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
