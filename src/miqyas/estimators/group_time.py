"""Group-time effects: each cohort of a staggered roll-out against units not treated, one period after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from miqyas.data.cohorts import CohortSums, StaggeredRoles, sum_cohorts
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, NoComparison, NoResidualVariation, TooFewClusters
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.influence import Influence, cluster_variance, largest_of_normals, unit_variance
from miqyas.numerics.wald import joint_test
from miqyas.results.estimate import Note
from miqyas.results.group_time import GroupTimeEffects, StaggeredEffect
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

Comparison = Literal["never_treated", "not_yet_treated"]
Base = Literal["varying", "universal"]
ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty
DRAWS = 20_000  # the critical value of a 95 % band moves by 0.01 between seeds
Label = tuple[float | None, float | None, float | None]  # cohort, time, event


@dataclass(frozen=True, slots=True)
class _Family:
    """Effects of one kind, K of them: labels, values (K,), influence."""

    kind: str
    labels: tuple[Label, ...]
    values: FloatVector
    influence: Influence


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
    families = (effects, *_averages(effects, sums))
    variances = [_variance(family.influence, sums) for family in families]
    if not (np.diag(variances[0]) > (ROUNDING * np.ptp(sums.means)) ** 2).all():
        raise NoResidualVariation(column=outcome)
    before = np.array([event is not None and event < 0 for _, _, event in effects.labels])
    df = sums.n_clusters - 1
    test = joint_test(effects.values[before], variances[0][np.ix_(before, before)], df)
    return GroupTimeEffects(
        effects=tuple(
            effect
            for family, variance in zip(families, variances, strict=True)
            for effect in _told(family, variance, df=df, level=level, rng=rng)
        ),
        level=level,
        n_units=int(sums.sizes.sum()),
        n_periods=sums.periods.size,
        n_clusters=sums.n_clusters,
        n_dropped=sums.n_dropped,
        pretrend_p_value=test.p_value if test else None,
        n_before=int(before.sum()),
        unit=unit,
        method=f"group-time effects, {comparison.replace('_', ' ')} comparison, {base} base, "
        f"clustered by {'unit' if sums.counts is None else 'cluster'}",
        notes=tuple(Note(name, count) for name, count in sums.remarks),
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


def _group_time(sums: CohortSums, *, comparison: Comparison, base: Base) -> _Family:
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
    return _Family(
        "group_time", tuple(labels), np.array(values), Influence(np.array(within), np.array(between))
    )


def _averages(effects: _Family, sums: CohortSums) -> tuple[_Family, ...]:
    cohorts, times, events = (np.array(column) for column in zip(*effects.labels, strict=True))
    after = events >= 0
    if not after.any():
        return ()
    simple = _weighted("simple", effects, sums, [((None, None, None), after)])
    dynamic = [((None, None, float(e)), events == e) for e in np.unique(events)]
    group = [((float(g), None, None), after & (cohorts == g)) for g in np.unique(cohorts[after])]
    calendar = [((None, float(t), None), after & (times == t)) for t in np.unique(times[after])]
    by_event = _weighted("dynamic", effects, sums, dynamic)
    by_group = _weighted("group", effects, sums, group)
    by_time = _weighted("calendar", effects, sums, calendar)
    from_start = np.array([event is not None and event >= 0 for _, _, event in by_event.labels], dtype=float)
    overall_group = _overall_group(by_group, sums)
    return (
        simple,
        _with_overall(by_event, from_start / from_start.sum(), np.zeros(sums.cohorts.size)),
        _with_overall(by_group, *overall_group),
        _with_overall(by_time, np.full(len(calendar), 1 / len(calendar)), np.zeros(sums.cohorts.size)),
    )


def _weighted(
    kind: str, effects: _Family, sums: CohortSums, sets: Sequence[tuple[Label, BoolVector]]
) -> _Family:
    """Average each set of effects by the size of their cohorts; the sizes are estimates too."""
    place = _places(effects, sums)
    sizes = sums.sizes[place]
    rows, between = np.zeros((len(sets), sizes.size)), np.zeros((len(sets), sums.cohorts.size))
    for row, (_, members) in enumerate(sets):
        rows[row, members] = sizes[members] / sizes[members].sum()
        mean = rows[row] @ effects.values
        np.add.at(between[row], place[members], (effects.values[members] - mean) / sizes[members].sum())
    labels = tuple(label for label, _ in sets)
    return _Family(kind, labels, rows @ effects.values, effects.influence.combine(rows, between))


def _places(family: _Family, sums: CohortSums) -> IntVector:
    """Find the place of each effect's cohort among the cohorts."""
    of_labels = np.array([label[0] for label in family.labels], dtype=np.float64)
    return np.searchsorted(sums.cohorts, of_labels).astype(np.int64)


def _overall_group(by_group: _Family, sums: CohortSums) -> tuple[FloatVector, FloatVector]:
    place = _places(by_group, sums)
    weights = sums.sizes[place] / sums.sizes[place].sum()
    between = np.zeros(sums.cohorts.size)
    between[place] = (by_group.values - weights @ by_group.values) / sums.sizes[place].sum()
    return weights, between


def _with_overall(family: _Family, weights: FloatVector, between: FloatVector) -> _Family:
    rows = np.vstack([np.eye(weights.size), weights])
    more = np.vstack([np.zeros((weights.size, between.size)), between])
    return _Family(
        family.kind,
        (*family.labels, (None, None, None)),
        rows @ family.values,
        family.influence.combine(rows, more),
    )


def _variance(influence: Influence, sums: CohortSums) -> FloatMatrix:
    if sums.counts is not None and sums.deviations is not None:
        return cluster_variance(influence, sums.counts, sums.deviations)
    assert sums.products is not None  # one of the two is always summed
    return unit_variance(influence, sums.sizes, sums.products)


def _told(
    family: _Family, variance: FloatMatrix, *, df: int, level: float, rng: np.random.Generator
) -> list[StaggeredEffect]:
    """Build the effects of a family; its overall effect stands apart from the band of the others."""
    errors = np.sqrt(np.diag(variance))
    single = t_quantile(0.5 + level / 2, df)
    n_banded = sum(label != (None, None, None) for label in family.labels)
    wide = single
    if n_banded > 1:
        draws = largest_of_normals(variance[:n_banded, :n_banded], n_draws=DRAWS, rng=rng)
        wide = max(single, float(np.quantile(draws, level)))
    found = []
    for place, (label, value, error) in enumerate(zip(family.labels, family.values, errors, strict=True)):
        critical = wide if place < n_banded else single
        found.append(
            StaggeredEffect(
                family.kind,
                *label,
                value=float(value),
                std_error=float(error),
                p_value=t_two_sided(float(value / error), df),
                low=float(value - single * error),
                high=float(value + single * error),
                band_low=float(value - critical * error),
                band_high=float(value + critical * error),
            )
        )
    return found
