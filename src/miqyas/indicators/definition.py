"""What an indicator measures, which way it should go, and how its values add up.

An indicator declares its aggregation once. Adding up is then either computed as declared or refused with the
reason: a mean of means, a median of medians and a sum of persons counted twice are figures nobody can defend.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from miqyas.errors import (
    BaselineEqualsTarget,
    NothingToTravel,
    TargetAgainstDirection,
    ValueNotFinite,
)
from miqyas.indicators.aggregation import Aggregation, Over, check_rollup, roll_up
from miqyas.types import Language

__all__ = [
    "Aggregation",
    "Definition",
    "Direction",
    "Over",
    "check_rollup",
    "is_kept",
    "progress",
    "roll_up",
]

Texts = dict[Language, str]


class Direction(StrEnum):
    """Which way the indicator should go."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"

    @property
    def names(self) -> Texts:
        """Return the name by language."""
        return _DIRECTION_NAMES[self]


_DIRECTION_NAMES: dict[Direction, Texts] = {
    Direction.INCREASE: {"fr": "doit augmenter", "ar": "يجب أن يرتفع", "en": "should rise"},
    Direction.DECREASE: {"fr": "doit diminuer", "ar": "يجب أن ينخفض", "en": "should fall"},
    Direction.MAINTAIN: {"fr": "doit se maintenir", "ar": "يجب أن يستقر", "en": "should hold"},
}


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator as its reference sheet states it. None or an empty text means "not said".

    Attributes
    ----------
    name, unit : str
        What is measured, and in what.
    direction : Direction
        Which way it should go.
    aggregation : Aggregation
        How its values add up.
    baseline, target : float or None
        Value at the start, value sought, in ``unit``.
    baseline_date, target_date : date or None
        When each holds.
    source, frequency : str
        Where the figure comes from; how often.
    definition, denominator, collector, level : str or None
        What exactly counts; out of whom; who collects; output, outcome or impact measured. None: not asked, so
        nothing is said of it.
    """

    name: str
    unit: str
    direction: Direction
    aggregation: Aggregation
    baseline: float | None = None
    baseline_date: date | None = None
    target: float | None = None
    target_date: date | None = None
    source: str = ""
    frequency: str = ""
    definition: str | None = None
    denominator: str | None = None
    collector: str | None = None
    level: str | None = None


def progress(baseline: float, target: float, value: float, direction: Direction) -> float:
    """Return the share of the way from baseline to target that a value has covered.

    Parameters
    ----------
    baseline, target, value : float
        In the indicator's unit.
    direction : Direction
        Rise or fall; an indicator to be maintained has no way to cover, see `is_kept`.

    Returns
    -------
    float
        0 at the baseline, 1 at the target; negative when it went the wrong way, above 1 beyond the target.

    Raises
    ------
    NothingToTravel
        The indicator is to be maintained.
    BaselineEqualsTarget
        There is no way between baseline and target.
    TargetAgainstDirection
        The target lies the other way.
    ValueNotFinite
        One of the three figures is infinite or no number.

    Examples
    --------
    >>> progress(40, 60, 45, Direction.INCREASE), progress(30, 10, 35, Direction.DECREASE)
    (0.25, -0.25)
    """
    for name, figure in (("baseline", baseline), ("target", target), ("value", value)):
        if not isfinite(figure):
            raise ValueNotFinite(name=name, found=figure)
    if direction is Direction.MAINTAIN:
        raise NothingToTravel
    if baseline == target:
        raise BaselineEqualsTarget(baseline=baseline)
    if (target > baseline) != (direction is Direction.INCREASE):
        raise TargetAgainstDirection(baseline=baseline, target=target, direction=direction.value)
    return (value - baseline) / (target - baseline)


def is_kept(baseline: float, value: float, *, tolerance: float) -> bool:
    """Say whether an indicator to be maintained stays within ``tolerance`` (in its unit) of its baseline.

    Raises
    ------
    ValueNotFinite
        A figure is infinite or no number.

    Examples
    --------
    >>> is_kept(98, 96.5, tolerance=2), is_kept(98, 95, tolerance=2)
    (True, False)
    """
    for name, figure in (("baseline", baseline), ("value", value), ("tolerance", tolerance)):
        if not isfinite(figure):
            raise ValueNotFinite(name=name, found=figure)
    return abs(value - baseline) <= tolerance
