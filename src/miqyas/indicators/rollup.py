"""From parts to a total, as the indicator declares it adds up; a total is a part again, so totals nest.

Over initiatives and territories a roll-up goes over *places*; the rules of `miqyas.indicators.aggregation` say which
aggregations may, and why the others are refused.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt

from miqyas.errors import DeclarationsDiffer, DenominatorsMissing, NothingToRollUp, SizesMissing
from miqyas.indicators.aggregation import Aggregation, Over, check_rollup, roll_up
from miqyas.numerics.distributions import normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A figure that may be added to others.

    Attributes
    ----------
    value : float
        In the indicator's unit.
    unit : str
        Only figures of the same unit are put together.
    scale : float
        What a ratio is multiplied by: 100 for a percentage.
    numerator, denominator : float or None
        Of a ratio of sums.
    size : float or None
        How many stand behind a weighted mean.
    std_error : float or None
        Of the value, where known.
    persons : frozenset or None
        Identifiers of the persons counted, where known.
    """

    value: float
    unit: str = ""
    scale: float = 1.0
    numerator: float | None = None
    denominator: float | None = None
    size: float | None = None
    std_error: float | None = None
    persons: frozenset[Hashable] | None = None

    def interval(self, level: float) -> tuple[float, float] | None:
        """Return value ± z standard errors; None where the error is not known."""
        if self.std_error is None:
            return None
        half = normal_quantile((1 + level) / 2) * self.std_error
        return self.value - half, self.value + half


def total_of(parts: Sequence[Part], aggregation: Aggregation, *, over: Over = "places") -> Part:
    """Put parts together as declared.

    Parts are taken for independent samples: the standard error of a sum is the root of the sum of squares, that of a
    weighted mean or ratio weighs each by its size. Where one part has none, or the aggregation is a maximum or a
    count of distinct persons, the total has none.

    Parameters
    ----------
    parts : sequence of Part
        At least one; the oldest first over time.
    aggregation : Aggregation
        As the indicator declares it.
    over : {"people", "places", "time"}
        What the parts differ by.

    Returns
    -------
    Part
        Which can be put together with others: a total of totals equals the total of all.

    Raises
    ------
    RollUpRefused
        The declaration forbids it: `MeanOfMeans`, `MedianOfMedians`, `CountsTwice`, `LastOnlyInTime`.
    NothingToRollUp
        No part.
    DeclarationsDiffer
        Units differ.
    DenominatorsMissing, SizesMissing
        A part lacks what its ratio or its mean is weighed by.
    DenominatorZero, WeightsInvalid, ValueNotFinite
        As `miqyas.indicators.aggregation.roll_up`.

    Examples
    --------
    >>> first = Part(value=50, unit="%", scale=100, numerator=5, denominator=10)
    >>> second = Part(value=20, unit="%", scale=100, numerator=18, denominator=90)
    >>> total_of([first, second], Aggregation.RATIO_OF_SUMS).value
    23.0
    """
    if not parts:
        raise NothingToRollUp
    units = sorted({part.unit for part in parts})
    scales = sorted({part.scale for part in parts})
    if len(units) > 1 or len(scales) > 1:
        raise DeclarationsDiffer(what=", ".join(units if len(units) > 1 else map(str, scales)))
    has_persons = all(part.persons is not None for part in parts)
    check_rollup(aggregation, over, has_identifiers=has_persons)
    made = _MAKERS.get(aggregation, _plain)(parts, aggregation, over)
    return replace(made, unit=units[0], scale=scales[0])


def _plain(parts: Sequence[Part], aggregation: Aggregation, over: Over) -> Part:
    value = roll_up([part.value for part in parts], aggregation, over=over)
    error = _root_of_squares(parts, [1.0] * len(parts)) if aggregation is Aggregation.SUM else None
    return Part(value=value, std_error=error)


def _ratio(parts: Sequence[Part], _aggregation: Aggregation, over: Over) -> Part:
    numerators = [part.numerator for part in parts if part.numerator is not None]
    denominators = [part.denominator for part in parts if part.denominator is not None]
    if len(numerators) < len(parts) or len(denominators) < len(parts):
        raise DenominatorsMissing(n=len(parts) - min(len(numerators), len(denominators)), total=len(parts))
    ratio = roll_up(numerators, Aggregation.RATIO_OF_SUMS, over=over, weights=denominators)
    below = fsum(denominators)
    return Part(
        value=parts[0].scale * ratio,
        numerator=fsum(numerators),
        denominator=below,
        std_error=_root_of_squares(parts, [one / below for one in denominators]),
    )


def _weighted(parts: Sequence[Part], _aggregation: Aggregation, over: Over) -> Part:
    sizes = [part.size for part in parts if part.size is not None]
    if len(sizes) < len(parts):
        raise SizesMissing(n=len(parts) - len(sizes), total=len(parts))
    value = roll_up([part.value for part in parts], Aggregation.WEIGHTED_MEAN, over=over, weights=sizes)
    whole = fsum(sizes)
    return Part(value=value, size=whole, std_error=_root_of_squares(parts, [size / whole for size in sizes]))


def _persons(parts: Sequence[Part], _aggregation: Aggregation, _over: Over) -> Part:
    everyone: frozenset[Hashable] = frozenset().union(*(part.persons or frozenset() for part in parts))
    return Part(value=float(len(everyone)), persons=everyone)


def _root_of_squares(parts: Sequence[Part], weights: Sequence[float]) -> float | None:
    errors = [part.std_error for part in parts]
    if any(error is None for error in errors):
        return None
    return sqrt(fsum((weight * (error or 0.0)) ** 2 for weight, error in zip(weights, errors, strict=True)))


_MAKERS = {
    Aggregation.RATIO_OF_SUMS: _ratio,
    Aggregation.WEIGHTED_MEAN: _weighted,
    Aggregation.DISTINCT_PERSONS: _persons,
}
