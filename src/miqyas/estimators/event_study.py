"""Event study by two-way fixed effects: one coefficient for each time since treatment."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.cohort_sums import StaggeredRoles
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidWindow, NoResidualVariation
from miqyas.estimators.event_fit import EventFit, EventQuestion, fit_events
from miqyas.estimators.twfe import ROUNDING, check_level
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.influence import largest_of_normals
from miqyas.numerics.wald import joint_test
from miqyas.results.estimate import Note
from miqyas.results.event_study import EventEffect, EventStudy

DRAWS = 20_000  # the critical value of a 95 % band moves by 0.01 between seeds


def event_study(
    relation: Relation,
    *,
    outcome: str,
    unit_id: str,
    time: str,
    cohort: str,
    rng: np.random.Generator,
    leads: int | None = None,
    lags: int | None = None,
    reference: int = -1,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> EventStudy:
    """Estimate the effect at each time since treatment, with a constant for each unit and for each period.

    Treated units are compared with those never treated, and with one another at other times. The figures are the
    average effects on the treated when, without treatment, all units would have moved alike, when nobody
    anticipates, and when all cohorts have the same effect at the same time since treatment. Where they do not, each
    figure mixes effects of other times, and even those before treatment may depart from zero: then prefer
    `group_time`, which takes cohorts one by one.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by unit and period, periods may be missing for some
        units. Rows with a missing value are left out and counted; so are units treated from the first period.
    outcome, unit_id, time : str
        Column of numbers; of the unit; of equally spaced numbers.
    cohort : str
        Column of the first period under treatment, the same in every row of a unit; empty or 0: never treated.
    rng : numpy.random.Generator
        Draws the band.
    leads, lags : int, optional
        Periods before and after which times are put together, in one coefficient at each end; by default each time
        observed has its own.
    reference : int
        Time since treatment that all are compared with, below 0.
    cluster : str, optional
        Column of the groups that were treated or sampled as a whole; by default the units.
    covariates : sequence of str
        Columns of numbers that treatment cannot have changed; those that add nothing are left out and named.
    weights : str, optional
        Column of weights, greater than zero; they may change over time.
    level : float
        Coverage, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    EventStudy
        In ``unit``, by number of periods since treatment; ``overall`` is the plain mean of the effects from
        treatment on. Standard errors CR1 over clusters with t(G - 1), K as in `twfe`; the band holds for all
        effects together; the test before treatment is F over clusters less one.

    Raises
    ------
    InvalidSample
        A class for each reason: `NoTreatedCohort` (nobody is seen before treatment), `NoComparison` (nobody stays
        untreated: a coefficient for each time would then not be determined), `ReferenceNotSeen`,
        `InvalidWindow`, `NotIdentified`, `CohortChanges`, `CohortBetweenPeriods`, `PeriodGap`, `OnePeriod`,
        `DuplicatedUnitTime`, `UnitInSeveralClusters`, `TooFewClusters` and those of `itt`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Sun, L. and Abraham, S. (2021). Estimating dynamic treatment effects in event studies with heterogeneous
    treatment effects. Journal of Econometrics 225(2), 175-199.
    Borusyak, K., Jaravel, X. and Spiess, J. (2024). Revisiting event-study designs: robust and efficient
    estimation. Review of Economic Studies 91(6), 3253-3285: why nobody untreated leaves a trend undetermined.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"u": [u for u in range(1, 7) for _ in "abc"], "year": [1, 2, 3] * 6,
    ...                       "first": [3] * 9 + [0] * 9,
    ...                       "y": [1.0, 1, 4, 2, 3, 6, 0, 1, 5, 2, 3, 3, 3, 3, 5, 1, 2, 2]})
    >>> found = event_study(open_relation(panel), outcome="y", unit_id="u", time="year", cohort="first",
    ...                     rng=np.random.default_rng(1))
    >>> [(effect.event, round(effect.value, 3)) for effect in found.effects]
    [(-2.0, 0.0), (0.0, 2.667)]
    """
    check_level(level)
    if reference >= 0 or (leads is not None and -leads > reference) or (lags is not None and lags < 0):
        raise InvalidWindow(reference=reference, leads=_shown(leads), lags=_shown(lags))
    found = fit_events(
        open_relation(relation),
        EventQuestion(
            roles=StaggeredRoles(outcome, unit_id, time, cohort, cluster),
            covariates=tuple(covariates),
            weights=weights,
            leads=leads,
            lags=lags,
            reference=reference,
        ),
    )
    if not (np.diag(found.variance) > (ROUNDING * found.outcome_scale) ** 2).all():
        raise NoResidualVariation(column=outcome)
    by_unit = cluster is None or cluster == unit_id
    before = found.events < 0
    test = joint_test(found.values[before], found.variance[np.ix_(before, before)], found.df)
    return EventStudy(
        effects=_effects(found, level=level, rng=rng),
        variance=tuple(tuple(map(float, row)) for row in found.variance),
        reference=float(reference),
        df=float(found.df),
        level=level,
        overall=_overall(found, level=level),
        n=found.n,
        n_units=found.n_units,
        n_periods=found.n_periods,
        n_clusters=found.n_clusters,
        n_dropped=found.n_dropped,
        pretrend_p_value=test.p_value if test else None,
        control_mean=found.control_mean,
        unit=unit,
        method=_method(
            covariates=bool(covariates), weights=bool(weights), by="unit" if by_unit else "cluster"
        ),
        dropped_covariates=found.left_out,
        notes=_notes(found, by_unit=by_unit),
    )


def _shown(periods: int | None) -> str:
    return "—" if periods is None else str(periods)


def _effects(found: EventFit, *, level: float, rng: np.random.Generator) -> tuple[EventEffect, ...]:
    single = t_quantile(0.5 + level / 2, found.df)
    wide = single
    if found.events.size > 1:
        draws = largest_of_normals(found.variance, n_draws=DRAWS, rng=rng)
        wide = max(single, float(np.quantile(draws, level)))
    errors = np.sqrt(np.diag(found.variance))
    return tuple(
        _effect(event, value, error, df=found.df, single=single, wide=wide)
        for event, value, error in zip(found.events, found.values, errors, strict=True)
    )


def _overall(found: EventFit, *, level: float) -> EventEffect | None:
    after = found.events >= 0
    if not after.any():
        return None
    share = after / after.sum()
    single = t_quantile(0.5 + level / 2, found.df)
    error = float(np.sqrt(share @ found.variance @ share))
    return _effect(0.0, float(share @ found.values), error, df=found.df, single=single, wide=single)


def _effect(
    event: float, value: float, error: float, *, df: float, single: float, wide: float
) -> EventEffect:
    return EventEffect(
        event=float(event),
        value=float(value),
        std_error=float(error),
        p_value=t_two_sided(float(value / error), df),
        low=float(value - single * error),
        high=float(value + single * error),
        band_low=float(value - wide * error),
        band_high=float(value + wide * error),
    )


def _method(*, covariates: bool, weights: bool, by: str) -> str:
    parts = ["event study, two-way fixed effects"]
    parts += ["covariates"] if covariates else []
    parts += ["weights"] if weights else []
    return ", ".join([*parts, f"CR1 by {by}"])


def _notes(found: EventFit, *, by_unit: bool) -> tuple[Note, ...]:
    notes = [Note(name, count) for name, count in found.remarks]
    if found.n_pooled:
        notes.append(Note("pooled_events", found.n_pooled))
    if found.n_single_unit_clusters and not by_unit:
        notes.append(Note("single_unit_clusters", found.n_single_unit_clusters))
    if found.n_cohorts > 1:
        notes.append(Note("several_cohorts", found.n_cohorts))
    return tuple(notes)
