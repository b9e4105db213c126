"""Totals over several initiatives: computed as declared, or refused with the reason; persons counted twice estimated."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from miqyas.errors import DeclarationsDiffer, MiqyasError
from miqyas.indicators.aggregation import Aggregation
from miqyas.indicators.overlap import DistinctPersons, OverlapMethod, distinct_persons
from miqyas.indicators.rollup import Part, total_of
from miqyas.reporting.numbers import format_interval, format_number
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.science.figures import language

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Total:
    """A total as people read it; or why there is none."""

    value: str
    low: str
    high: str
    refusal: str
    part: Part | None
    # Value and interval with their unit, for a table.
    told: str = ""
    interval: str = ""


@dataclass(frozen=True, slots=True)
class Persons:
    """How many distinct persons stand behind counts that may hold the same ones."""

    low: str
    high: str
    estimate: str
    double_counts: str
    is_by_share: bool
    is_by_place: bool


def part_of(indicator: Indicator, measurement: Measurement) -> Part:
    """Return a measure as a part of a total."""
    return Part(
        value=float(measurement.value),
        unit=indicator.unit.strip(),
        scale=float(indicator.scale),
        numerator=_float(measurement.numerator),
        denominator=_float(measurement.denominator),
        size=None if measurement.n is None else float(measurement.n),
        std_error=measurement.std_error,
    )


def total_over(known: Sequence[tuple[Indicator, Measurement]]) -> Total:
    """Return the total of measures as their indicators declare it; one alone keeps its own interval."""
    parts = [part_of(indicator, measurement) for indicator, measurement in known]
    declared = [indicator.aggregation for indicator, _measurement in known]
    try:
        if len(set(declared)) > 1:
            names = sorted({Aggregation(one).names[language()] for one in declared})
            raise DeclarationsDiffer(what=", ".join(names))
        made = total_of(parts, Aggregation(declared[0])) if len(parts) > 1 else parts[0]
    except MiqyasError as error:
        return Total("", "", "", refusal_sentence(error, language()), None)
    bounds = made.interval(LEVEL) if len(known) > 1 else _own_interval(known[0][1])
    return Total(
        value=format_number(made.value, language()),
        low=format_number(bounds[0], language()) if bounds else "",
        high=format_number(bounds[1], language()) if bounds else "",
        refusal="",
        part=made,
        told=format_number(made.value, language(), made.unit),
        interval=format_interval(*bounds, language()) if bounds else "",
    )


def _own_interval(measurement: Measurement) -> tuple[float, float] | None:
    low, high = _float(measurement.low), _float(measurement.high)
    return None if low is None or high is None else (low, high)


def persons_over(
    counts: Sequence[Decimal], *, overlap_share: Decimal | None, population: int | None
) -> Persons | None:
    """Return the bounds and the estimate of distinct persons; None when nothing can be counted twice."""
    if len(counts) < 2:
        return None
    whole = [round(count) for count in counts]
    share = None if overlap_share is None else float(overlap_share)
    known = population if population is not None and population >= max(whole) else None
    found = distinct_persons(whole, overlap_share=share, population=known)
    return _told(found)


def _told(found: DistinctPersons) -> Persons:
    reader = language()
    return Persons(
        low=format_number(float(found.low), reader, decimals=0),
        high=format_number(float(found.high), reader, decimals=0),
        estimate="" if found.value is None else format_number(found.value, reader, decimals=0),
        double_counts=""
        if found.double_counts is None
        else format_number(found.double_counts, reader, decimals=0),
        is_by_share=found.method is OverlapMethod.SHARE,
        is_by_place=found.method is OverlapMethod.INDEPENDENCE,
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
