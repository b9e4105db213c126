"""How many distinct persons stand behind counts that may hold the same ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import prod

from miqyas.errors import NothingToRollUp, OverlapShareInvalid, PopulationTooSmall
from miqyas.indicators.aggregation import bounds_of_distinct_persons


class OverlapMethod(StrEnum):
    """How the number was estimated."""

    BOUNDS = "bounds"
    SHARE = "share"
    INDEPENDENCE = "independence"


@dataclass(frozen=True, slots=True)
class DistinctPersons:
    """Fewest and most distinct persons, and an estimate when something allows one.

    Attributes
    ----------
    low, high : float
        Sure bounds: the largest count, and the sum (or the population, when smaller).
    value : float or None
        The estimate; None with bounds alone.
    method : OverlapMethod
        What it rests on.
    double_counts : float or None
        How many the sum counts too many.
    """

    low: float
    high: float
    value: float | None
    method: OverlapMethod
    double_counts: float | None


def distinct_persons(
    counts: Sequence[int], *, overlap_share: float | None = None, population: int | None = None
) -> DistinctPersons:
    """Estimate the distinct persons behind counts whose identifiers are not known.

    Always ``max ≤ distinct ≤ sum`` (and the population, when known). With a declared share ``s`` of people met by
    more than one, each of them taken to be met by exactly two: ``(1 - s/2) · sum``. With the population ``N`` from
    which each drew independently: ``N (1 - Π (1 - nᵢ/N))``. Either is brought back inside the bounds.

    Parameters
    ----------
    counts : sequence of int
        Persons counted by each.
    overlap_share : float, optional
        Among all those counted, the share also counted by another, between 0 and 1: from a survey or a shared list.
    population : int, optional
        All who could be counted, at the same place. Used when no share is given: independence is a strong
        assumption, for initiatives often seek the same people, or avoid them.

    Raises
    ------
    NothingToRollUp
        No count.
    OverlapShareInvalid, PopulationTooSmall
        The share is none; fewer people than the largest count.

    Examples
    --------
    >>> distinct_persons([120, 80]).low, distinct_persons([120, 80]).high
    (120, 200)
    >>> distinct_persons([120, 80], overlap_share=0.3).value, distinct_persons([120, 80], population=1000).value
    (170.0, 190.4)
    """
    if not counts:
        raise NothingToRollUp
    low, high = bounds_of_distinct_persons(counts)
    if population is not None:
        if population < low:
            raise PopulationTooSmall(population=population, largest=low)
        high = min(high, population)
    if overlap_share is not None:
        if not 0 <= overlap_share <= 1:
            raise OverlapShareInvalid(found=overlap_share)
        return _estimate(counts, low, high, (1 - overlap_share / 2) * sum(counts), OverlapMethod.SHARE)
    if population:
        met = population * (1 - prod(1 - count / population for count in counts))
        return _estimate(counts, low, high, round(met, 9), OverlapMethod.INDEPENDENCE)
    return DistinctPersons(low, high, None, OverlapMethod.BOUNDS, None)


def _estimate(
    counts: Sequence[int], low: int, high: int, found: float, method: OverlapMethod
) -> DistinctPersons:
    value = min(max(found, float(low)), float(high))
    return DistinctPersons(low, high, value, method, sum(counts) - value)
