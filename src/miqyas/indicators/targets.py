"""What is due when: targets by period, and what lies between two of them by a declared interpolation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from miqyas.errors import CompoundNeedsPositive, DateOutsideTargets, TargetDatesRepeat, ValueNotFinite
from miqyas.types import Language


class Interpolation(StrEnum):
    """What is due between two targets."""

    LINEAR = "linear"
    STEPPED = "stepped"
    COMPOUND = "compound"

    @property
    def names(self) -> dict[Language, str]:
        """Return the name by language."""
        return _NAMES[self]


_NAMES: dict[Interpolation, dict[Language, str]] = {
    Interpolation.LINEAR: {"fr": "linéaire", "ar": "خطي", "en": "linear"},
    Interpolation.STEPPED: {"fr": "par paliers", "ar": "على درجات", "en": "stepped"},
    Interpolation.COMPOUND: {"fr": "croissance composée", "ar": "نمو مركب", "en": "compound growth"},
}


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A value at a date, in the indicator's unit."""

    date: date
    value: float


def path_of(points: Sequence[Point]) -> tuple[Point, ...]:
    """Put baseline and targets in the order of their dates.

    Raises
    ------
    TargetDatesRepeat
        Two have the same date.
    ValueNotFinite
        A value is infinite or no number.
    """
    path = tuple(sorted(points))
    for point in path:
        if not isfinite(point.value):
            raise ValueNotFinite(name=point.date.isoformat(), found=point.value)
    if len({point.date for point in path}) < len(path):
        raise TargetDatesRepeat(dates=", ".join(point.date.isoformat() for point in path))
    return path


def due_at(points: Sequence[Point], day: date, interpolation: Interpolation) -> float:
    """Return what is due on a day, between the first and the last of the points.

    With dates counted in days and s the share of the way in time from (t₀, v₀) to (t₁, v₁): linear
    ``v₀ + s (v₁ - v₀)``; compound growth ``v₀ (v₁ / v₀)^s``; stepped ``v₀`` until the day t₁, ``v₁`` from it.

    Parameters
    ----------
    points : sequence of Point
        The baseline and the targets, at least one.
    day : date
        Neither before the first nor after the last.
    interpolation : Interpolation
        As declared.

    Returns
    -------
    float
        In the indicator's unit.

    Raises
    ------
    DateOutsideTargets
        Nothing was said for that day.
    CompoundNeedsPositive
        Growth by a constant rate goes between values above zero only.
    TargetDatesRepeat, ValueNotFinite
        As `path_of`.

    Examples
    --------
    >>> path = [Point(date(2026, 1, 1), 100.0), Point(date(2028, 1, 1), 121.0)]
    >>> [round(due_at(path, date(2027, 1, 1), how), 2) for how in Interpolation]
    [110.5, 100.0, 110.0]
    """
    path = path_of(points)
    if not path or not path[0].date <= day <= path[-1].date:
        raise DateOutsideTargets(
            day=day.isoformat(),
            first=path[0].date.isoformat() if path else "—",
            last=path[-1].date.isoformat() if path else "—",
        )
    before = [point for point in path if point.date <= day][-1]
    if before.date == day or interpolation is Interpolation.STEPPED:
        return before.value
    after = next(point for point in path if point.date > day)
    share = (day - before.date).days / (after.date - before.date).days
    if interpolation is Interpolation.LINEAR:
        return before.value + share * (after.value - before.value)
    if min(before.value, after.value) <= 0:
        raise CompoundNeedsPositive(found=min(before.value, after.value))
    return float(before.value * (after.value / before.value) ** share)
