"""An activity as the IATI standard 2.03 sees it, and the rules beyond its schema.

The standard is by IATI, CC BY 4.0 (https://iatistandard.org).
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from miqyas.errors import ActivityNotWritten

Words = Mapping[str, str]  # a text by language, the language of the activity first


class Kind(StrEnum):
    """What a result is, by its code."""

    OUTPUT = "1"
    OUTCOME = "2"
    IMPACT = "3"
    OTHER = "9"


class Money(StrEnum):
    """What a transaction is, by its code."""

    COMMITMENT = "2"
    DISBURSEMENT = "3"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Identifier, name, and type by its code (24: local association; 10: government; 60: foundation)."""

    ref: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money promised or paid."""

    kind: Money
    day: date
    amount: float
    provider: Organisation
    receiver: Organisation
    description: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """What an indicator should be and was over a period; ``note`` carries n and the interval, ``dimensions`` the group."""

    start: date
    end: date
    target: float | None = None
    actual: float | None = None
    note: Words = field(default_factory=dict)
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: ``code`` is ours; ``baseline`` its year and value."""

    code: str
    title: Words
    is_percentage: bool
    periods: tuple[Period, ...]
    baseline: tuple[int, float] | None = None
    is_ascending: bool = True
    is_additive: bool = False
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A result and its indicators."""

    kind: Kind
    title: Words
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity; ``status`` by its code (1 to come, 2 under way, 3 ending, 4 closed)."""

    identifier: str
    reporter: Organisation
    title: Words
    description: Words
    funders: tuple[Organisation, ...]
    implementers: tuple[Organisation, ...]
    status: str
    sectors: tuple[tuple[str, float], ...]  # DAC code of five figures, share in percent
    planned: tuple[date | None, date | None] = (None, None)
    actual: tuple[date | None, date | None] = (None, None)
    places: tuple[tuple[str, str], ...] = ()  # HCP code and name
    goals: tuple[str, ...] = ()
    budget: tuple[date, date, float] | None = None
    transactions: tuple[Transaction, ...] = ()
    results: tuple[Result, ...] = ()
    language: str = "fr"
    currency: str = "MAD"
    country: str = "MA"


def check_activity(activity: Activity, today: date) -> None:
    """Refuse what the schema lets pass and the standard's rules do not.

    Raises
    ------
    ActivityNotWritten
        With the first rule broken: a fact by its name, and what was found.
    """
    for name, found in _broken(activity, today):
        raise ActivityNotWritten(activity=activity.identifier, fact=name, found=found)


def _broken(activity: Activity, today: date) -> Iterator[tuple[str, str]]:
    own, ref = activity.identifier, activity.reporter.ref
    if not own.startswith(f"{ref}-") or re.search(r"[/&|?\s]", own):
        yield "iati-identifier", own
    for name, words in (("title", activity.title), ("description", activity.description)):
        if not words.get(activity.language, "").strip():
            yield name, activity.language
    if not activity.sectors or abs(sum(share for _, share in activity.sectors) - 100) > 0.01:
        yield "sector", str(activity.sectors)
    if not (activity.funders or activity.implementers):
        yield "participating-org", "—"
    if activity.status not in set("123456"):
        yield "activity-status", activity.status
    yield from _broken_days(activity, today)
    for result in activity.results:
        yield from _broken_result(result)


def _broken_days(activity: Activity, today: date) -> Iterator[tuple[str, str]]:
    if activity.planned[0] is None and activity.actual[0] is None:
        yield "activity-date", "—"
    for name, (start, end) in (("planned", activity.planned), ("actual", activity.actual)):
        if start and end and start > end:
            yield name, f"{start} > {end}"
    for day in (*activity.actual, *(one.day for one in activity.transactions)):
        if day and day > today:
            yield "activity-date", str(day)


def _broken_result(result: Result) -> Iterator[tuple[str, str]]:
    for indicator in result.indicators:
        figures = [
            figure for one in indicator.periods for figure in (one.target, one.actual) if figure is not None
        ]
        figures += [indicator.baseline[1]] if indicator.baseline else []
        if not figures or not all(math.isfinite(figure) for figure in figures):
            yield indicator.code, ", ".join(map(str, figures)) or "—"
        for one in indicator.periods:
            if one.start > one.end:
                yield indicator.code, f"{one.start} > {one.end}"
