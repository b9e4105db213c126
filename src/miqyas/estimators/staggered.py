"""Averages of group-time effects and what is told of them: the common ground of staggered designs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

import numpy as np

from miqyas.errors import NoResidualVariation
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.influence import largest_of_normals
from miqyas.numerics.wald import joint_test
from miqyas.results.estimate import Note
from miqyas.results.group_time import GroupTimeEffects, StaggeredEffect
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty
DRAWS = 10_000  # the critical value of a 95 % band moves by 0.015 between seeds
Comparison = Literal["never_treated", "not_yet_treated"]
Base = Literal["varying", "universal"]
Label = tuple[float | None, float | None, float | None]  # cohort, time, event


class Combined(Protocol):
    """The influence of each unit on K parameters, of which averages can be taken."""

    def combine(self, weights: FloatMatrix, between: FloatMatrix) -> "Combined":
        """Return the influence of ``weights`` @ θ, plus that of estimated weights: one number by cohort."""


Kind = TypeVar("Kind", bound=Combined)


@dataclass(frozen=True, slots=True)
class Family(Generic[Kind]):
    """Effects of one kind, K of them: labels, values (K,), influence."""

    kind: str
    labels: tuple[Label, ...]
    values: FloatVector
    influence: Kind


@dataclass(frozen=True, slots=True)
class Followed:
    """Who was followed: cohorts (0 never treated) and their sizes, shape (H,); periods; counts."""

    cohorts: FloatVector
    sizes: FloatVector
    periods: FloatVector
    n_units: int
    n_clusters: int
    n_dropped: int
    control_mean: float
    remarks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What was asked: outcome, base, coverage, unit of measure, name of the method; spread of the outcome."""

    outcome: str
    base: str
    level: float
    unit: str
    method: str
    spread: float


def staggered_effects(
    effects: Family[Kind],
    followed: Followed,
    *,
    variance: Callable[[Kind], FloatMatrix],
    terms: Terms,
    rng: np.random.Generator,
) -> GroupTimeEffects:
    """Average group-time effects and give each its interval and band.

    Raises
    ------
    NoResidualVariation
        An effect has no uncertainty.
    """
    families = (effects, *_averages(effects, followed))
    variances = [variance(family.influence) for family in families]
    if not (np.diag(variances[0]) > (ROUNDING * terms.spread) ** 2).all():
        raise NoResidualVariation(column=terms.outcome)
    before = np.array([event is not None and event < 0 for _, _, event in effects.labels])
    df = followed.n_clusters - 1
    test = joint_test(effects.values[before], variances[0][np.ix_(before, before)], df)
    by_event = [
        matrix for family, matrix in zip(families, variances, strict=True) if family.kind == "dynamic"
    ]
    return GroupTimeEffects(
        effects=tuple(
            effect
            for family, matrix in zip(families, variances, strict=True)
            for effect in _told(family, matrix, df=df, level=terms.level, rng=rng)
        ),
        level=terms.level,
        n_units=followed.n_units,
        n_periods=followed.periods.size,
        n_clusters=followed.n_clusters,
        n_dropped=followed.n_dropped,
        pretrend_p_value=test.p_value if test else None,
        n_before=int(before.sum()),
        unit=terms.unit,
        method=terms.method,
        notes=tuple(Note(name, count) for name, count in followed.remarks),
        base=terms.base,
        reference=float(followed.periods[0] - followed.periods[1]),
        df=float(df),
        control_mean=followed.control_mean,
        dynamic_variance=tuple(tuple(map(float, row)) for matrix in by_event for row in matrix),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """A cohort in a period against its reference period, and the cohorts it is compared with.

    ``cohort``, ``time`` and ``reference`` are places among cohorts and periods; ``others`` marks cohorts (H,).
    """

    label: Label
    cohort: int
    time: int
    reference: int
    others: BoolVector


def pairs(
    cohorts: FloatVector, periods: FloatVector, *, comparison: Comparison, base: Base
) -> Iterator[Pair]:
    """List the comparisons that group-time effects are made of."""
    for g, cohort in enumerate(cohorts):
        last_before = int(np.searchsorted(periods, cohort)) - 1
        for t, period in enumerate(periods):
            reference = t - 1 if base == "varying" and period < cohort else last_before
            if cohort == 0 or reference < 0 or t == reference:
                continue
            later = max(float(period), float(periods[reference]))
            others = cohorts == 0
            if comparison == "not_yet_treated":
                others = others | ((cohorts > later) & (cohorts != cohort))
            if others.any():
                label = (float(cohort), float(period), float(period - cohort))
                yield Pair(label, g, t, reference, others)


def untreated_mean(
    means: FloatMatrix, sizes: FloatVector, cohorts: FloatVector, periods: FloatVector
) -> float:
    """Return the mean outcome of units and periods not under treatment; ``means`` by cohort and period (H, T)."""
    untreated = (cohorts[:, None] == 0) | (periods < cohorts[:, None])
    weights = sizes[:, None] * untreated
    return float((weights * means).sum() / weights.sum())


def _averages(effects: Family[Kind], followed: Followed) -> tuple[Family[Any], ...]:
    cohorts, times, events = (np.array(column) for column in zip(*effects.labels, strict=True))
    after = events >= 0
    if not after.any():
        return ()
    simple = _weighted("simple", effects, followed, [((None, None, None), after)])
    dynamic = [((None, None, float(e)), events == e) for e in np.unique(events)]
    group = [((float(g), None, None), after & (cohorts == g)) for g in np.unique(cohorts[after])]
    calendar = [((None, float(t), None), after & (times == t)) for t in np.unique(times[after])]
    by_event = _weighted("dynamic", effects, followed, dynamic)
    by_group = _weighted("group", effects, followed, group)
    by_time = _weighted("calendar", effects, followed, calendar)
    from_start = np.array([event is not None and event >= 0 for _, _, event in by_event.labels], dtype=float)
    overall_group = _overall_group(by_group, followed)
    return (
        simple,
        _with_overall(by_event, from_start / from_start.sum(), np.zeros(followed.cohorts.size)),
        _with_overall(by_group, *overall_group),
        _with_overall(by_time, np.full(len(calendar), 1 / len(calendar)), np.zeros(followed.cohorts.size)),
    )


def _weighted(
    kind: str, effects: Family[Kind], followed: Followed, sets: Sequence[tuple[Label, BoolVector]]
) -> Family[Any]:
    """Average each set of effects by the size of their cohorts; the sizes are estimates too."""
    place = _places(effects, followed)
    sizes = followed.sizes[place]
    rows, between = np.zeros((len(sets), sizes.size)), np.zeros((len(sets), followed.cohorts.size))
    for row, (_, members) in enumerate(sets):
        rows[row, members] = sizes[members] / sizes[members].sum()
        mean = rows[row] @ effects.values
        np.add.at(between[row], place[members], (effects.values[members] - mean) / sizes[members].sum())
    labels = tuple(label for label, _ in sets)
    return Family(kind, labels, rows @ effects.values, effects.influence.combine(rows, between))


def _places(family: Family[Kind], followed: Followed) -> IntVector:
    """Find the place of each effect's cohort among the cohorts."""
    of_labels = np.array([label[0] for label in family.labels], dtype=np.float64)
    return np.searchsorted(followed.cohorts, of_labels).astype(np.int64)


def _overall_group(by_group: Family[Kind], followed: Followed) -> tuple[FloatVector, FloatVector]:
    place = _places(by_group, followed)
    weights = followed.sizes[place] / followed.sizes[place].sum()
    between = np.zeros(followed.cohorts.size)
    between[place] = (by_group.values - weights @ by_group.values) / followed.sizes[place].sum()
    return weights, between


def _with_overall(family: Family[Any], weights: FloatVector, between: FloatVector) -> Family[Any]:
    rows = np.vstack([np.eye(weights.size), weights])
    more = np.vstack([np.zeros((weights.size, between.size)), between])
    return Family(
        family.kind,
        (*family.labels, (None, None, None)),
        rows @ family.values,
        family.influence.combine(rows, more),
    )


def _told(
    family: Family[Any], variance: FloatMatrix, *, df: int, level: float, rng: np.random.Generator
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
