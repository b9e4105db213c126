"""The interval of a measure written by hand, groups too small to keep, and values computed from frozen data."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from miqyas.indicators.measuring.measured import Measured, hidden
from miqyas.numerics.proportions import wilson
from miqyas_web.indicators.enums import IntervalMethod
from miqyas_web.indicators.rules.workflow import GroupSaid, MeasureSaid

LEVEL = 0.95
# Half the width of a 95 % interval, in standard errors (normal law).
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """The interval of a measure, how it was made, and how many stand behind it."""

    method: IntervalMethod
    low: Decimal | None = None
    high: Decimal | None = None
    std_error: float | None = None
    n: int | None = None


def interval_of(said: MeasureSaid, *, scale: Decimal, is_ratio: bool) -> Interval:
    """Return the interval a person gave; of a share of counted people, Wilson's; else none."""
    if said.low is not None and said.high is not None:
        error = float(said.high - said.low) / (2 * Z)
        return Interval(IntervalMethod.SAID, said.low, said.high, error)
    if not (is_ratio and _is_share(said)):
        return Interval(IntervalMethod.NONE)
    n = int(said.denominator or 0)
    share = float(said.numerator or 0) / n
    low, high = wilson(share, n, LEVEL)
    return Interval(
        IntervalMethod.WILSON,
        scale * Decimal(repr(low)),
        scale * Decimal(repr(high)),
        float(scale) * sqrt(share * (1 - share) / n),
        n,
    )


def _is_share(said: MeasureSaid) -> bool:
    """Whether whole numbers of people stand above and below, the first among the second."""
    a, b = said.numerator, said.denominator
    return a is not None and b is not None and a == int(a) and b == int(b) and 0 <= a <= b and b > 0


def too_few(groups: Sequence[GroupSaid], *, smallest: int) -> set[tuple[str, str]]:
    """Return the groups that are not kept: too small, or telling a small one of their dimension by difference."""
    by_dimension: defaultdict[str, list[tuple[str, Measured]]] = defaultdict(list)
    for one in groups:
        figure = Measured(value=float(one.value), n=one.n, n_missing=0, method="none")
        by_dimension[one.dimension].append((one.group, figure))
    return {
        (dimension, group.key)
        for dimension, found in by_dimension.items()
        for group in hidden(dimension, found, smallest=smallest)
        if group.figure is None
    }
