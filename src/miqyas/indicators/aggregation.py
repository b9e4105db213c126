"""Which roll-ups a declared aggregation permits, and their computation."""

from collections.abc import Callable, Collection, Hashable, Sequence
from enum import StrEnum
from math import fsum, isfinite
from typing import Literal, TypeAlias

import numpy as np

from miqyas.errors import (
    CountsTwice,
    DenominatorZero,
    LastOnlyInTime,
    MeanOfMeans,
    MedianOfMedians,
    NothingToRollUp,
    RollUpRefused,
    ValueNotFinite,
    WeightsInvalid,
    WeightsMissing,
)
from miqyas.types import Language


class Aggregation(StrEnum):
    """How values of several persons, places or periods become one."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    WEIGHTED_MEAN = "weighted_mean"
    MEAN = "mean"
    DISTINCT_PERSONS = "distinct_persons"
    MAXIMUM = "maximum"
    LAST_VALUE = "last_value"
    MEDIAN = "median"

    @property
    def names(self) -> dict[Language, str]:
        """Return the name by language."""
        return _AGGREGATION_NAMES[self]


_AGGREGATION_NAMES: dict[Aggregation, dict[Language, str]] = {
    Aggregation.SUM: {"fr": "somme", "ar": "مجموع", "en": "sum"},
    Aggregation.RATIO_OF_SUMS: {"fr": "rapport de sommes", "ar": "نسبة بين مجموعين", "en": "ratio of sums"},
    Aggregation.WEIGHTED_MEAN: {"fr": "moyenne pondérée", "ar": "متوسط مرجح", "en": "weighted mean"},
    Aggregation.MEAN: {"fr": "moyenne", "ar": "متوسط", "en": "mean"},
    Aggregation.DISTINCT_PERSONS: {
        "fr": "personnes distinctes",
        "ar": "أشخاص دون تكرار",
        "en": "distinct persons",
    },
    Aggregation.MAXIMUM: {"fr": "maximum", "ar": "أقصى قيمة", "en": "maximum"},
    Aggregation.LAST_VALUE: {"fr": "dernière valeur", "ar": "آخر قيمة", "en": "last value"},
    Aggregation.MEDIAN: {"fr": "médiane", "ar": "وسيط", "en": "median"},
}

Over: TypeAlias = Literal["people", "places", "time"]

OVER_NAMES: dict[Over, dict[Language, str]] = {
    "people": {"fr": "entre personnes", "ar": "بين الأشخاص", "en": "across people"},
    "places": {"fr": "entre territoires", "ar": "بين المجالات الترابية", "en": "across places"},
    "time": {"fr": "dans le temps", "ar": "عبر الزمن", "en": "over time"},
}

# What each aggregation permits from published figures alone, and why the rest is refused.
PERMITTED: dict[Aggregation, frozenset[Over]] = {
    Aggregation.SUM: frozenset({"people", "places", "time"}),
    Aggregation.RATIO_OF_SUMS: frozenset({"people", "places", "time"}),
    Aggregation.WEIGHTED_MEAN: frozenset({"people", "places", "time"}),
    Aggregation.MEAN: frozenset({"people"}),
    Aggregation.DISTINCT_PERSONS: frozenset(),
    Aggregation.MAXIMUM: frozenset({"people", "places", "time"}),
    Aggregation.LAST_VALUE: frozenset({"time"}),
    Aggregation.MEDIAN: frozenset({"people"}),
}
_REASONS: dict[Aggregation, type[RollUpRefused]] = {
    Aggregation.MEAN: MeanOfMeans,
    Aggregation.DISTINCT_PERSONS: CountsTwice,
    Aggregation.LAST_VALUE: LastOnlyInTime,
    Aggregation.MEDIAN: MedianOfMedians,
}


def check_rollup(aggregation: Aggregation, over: Over, *, has_identifiers: bool = False) -> None:
    """Refuse a roll-up that the declared aggregation forbids.

    Parameters
    ----------
    aggregation : Aggregation
        As the indicator declares it.
    over : {"people", "places", "time"}
        What the values to roll up differ by.
    has_identifiers : bool
        Whether each value comes with the identifiers of the persons it counts: distinct persons can then be
        counted once over anything.

    Raises
    ------
    RollUpRefused
        One of its subclasses, each a reason: `MeanOfMeans`, `MedianOfMedians`, `CountsTwice`,
        `LastOnlyInTime`.

    Examples
    --------
    >>> check_rollup(Aggregation.SUM, "places")
    >>> check_rollup(Aggregation.LAST_VALUE, "places")
    Traceback (most recent call last):
    miqyas.errors.indicators.LastOnlyInTime: A last value can be kept over time only: ...
    """
    if aggregation is Aggregation.DISTINCT_PERSONS and has_identifiers:
        return
    if over not in PERMITTED[aggregation]:
        raise _REASONS[aggregation](over=over)


def roll_up(
    values: Sequence[float] | Sequence[Collection[Hashable]],
    aggregation: Aggregation,
    *,
    over: Over,
    weights: Sequence[float] | None = None,
) -> float:
    """Compute one value from several, as the indicator declares.

    Parameters
    ----------
    values : sequence of float, shape (k,)
        In the indicator's unit; over time, the oldest first. For a ratio of sums, the numerators. For
        distinct persons, one collection of identifiers by value.
    aggregation : Aggregation
        As declared.
    over : {"people", "places", "time"}
        What the values differ by.
    weights : sequence of float, shape (k,), optional
        Needed by a weighted mean (zero or more, not all zero) and by a ratio of sums (the denominators).

    Returns
    -------
    float
        In the indicator's unit; a number of persons for distinct persons; a plain ratio for a ratio of sums.

    Raises
    ------
    RollUpRefused
        The declaration forbids it.
    NothingToRollUp
        No value.
    ValueNotFinite
        A value is infinite or no number: a missing value is for the caller to leave out, and to count.
    WeightsMissing, WeightsInvalid
        Weights are needed; or not one by value, negative, or all zero.
    DenominatorZero
        The denominators of a ratio add up to zero.

    Examples
    --------
    >>> roll_up([30, 10], Aggregation.RATIO_OF_SUMS, over="places", weights=[60, 40])
    0.4
    >>> roll_up([{"a", "b"}, {"b", "c"}], Aggregation.DISTINCT_PERSONS, over="time")
    3.0
    """
    if len(values) == 0:
        raise NothingToRollUp
    if aggregation is Aggregation.DISTINCT_PERSONS:
        groups = [value for value in values if isinstance(value, Collection)]
        check_rollup(aggregation, over, has_identifiers=len(groups) == len(values))
        return float(len(set().union(*groups)))
    check_rollup(aggregation, over)
    figures = [_finite(value) for value in values]
    if aggregation in _WEIGHTED:
        return _WEIGHTED[aggregation](figures, _checked_weights(weights, len(figures)))
    return _PLAIN[aggregation](figures)


def bounds_of_distinct_persons(counts: Sequence[int]) -> tuple[int, int]:
    """Return the fewest and the most distinct persons behind counts whose identifiers are not known.

    All may be the same persons, or none: the truth lies between the largest count and their sum.

    Raises
    ------
    NothingToRollUp
        No count.

    Examples
    --------
    >>> bounds_of_distinct_persons([120, 80, 45])
    (120, 245)
    """
    if not counts:
        raise NothingToRollUp
    return max(counts), sum(counts)


def _finite(value: object) -> float:
    if isinstance(value, (int, float, np.integer, np.floating)) and isfinite(value):
        return float(value)
    raise ValueNotFinite(name="value", found=value)


def _checked_weights(weights: Sequence[float] | None, n: int) -> list[float]:
    if weights is None:
        raise WeightsMissing
    figures = [_finite(weight) for weight in weights]
    if len(figures) != n or min(figures) < 0:
        raise WeightsInvalid(n_values=n, n_weights=len(figures))
    return figures


def _ratio_of_sums(numerators: list[float], denominators: list[float]) -> float:
    total = fsum(denominators)
    if total == 0:
        raise DenominatorZero
    return fsum(numerators) / total


def _weighted_mean(values: list[float], weights: list[float]) -> float:
    total = fsum(weights)
    if total == 0:
        raise WeightsInvalid(n_values=len(values), n_weights=len(weights))
    return fsum(v * w for v, w in zip(values, weights, strict=True)) / total


def _median(values: list[float]) -> float:
    return float(np.median(values))


_WEIGHTED: dict[Aggregation, Callable[[list[float], list[float]], float]] = {
    Aggregation.RATIO_OF_SUMS: _ratio_of_sums,
    Aggregation.WEIGHTED_MEAN: _weighted_mean,
}
_PLAIN: dict[Aggregation, Callable[[list[float]], float]] = {
    Aggregation.SUM: fsum,
    Aggregation.MEAN: lambda values: fsum(values) / len(values),
    Aggregation.MAXIMUM: max,
    Aggregation.LAST_VALUE: lambda values: values[-1],
    Aggregation.MEDIAN: _median,
}
