"""Activities as an IATI 2.03 document: elements in the order of the schema, every text in every language given."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET  # writing only: nothing is parsed here

from miqyas.interchange.iati.activity import (
    Activity,
    Indicator,
    Organisation,
    Period,
    Result,
    Transaction,
    Words,
    check_activity,
)
from miqyas.types import Language

VERSION = "2.03"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What the standard has no place for, whatever the activity: said beside each export.
LOSSES: dict[str, dict[Language, str]] = {
    "theory": {
        "en": "the theory of change and its assumptions",
        "fr": "la théorie du changement et ses hypothèses",
        "ar": "نظرية التغيير وافتراضاتها",
    },
    "uncertainty": {
        "en": "intervals and sample sizes, other than as a comment",
        "fr": "les intervalles et tailles d’échantillon, sinon en commentaire",
        "ar": "المجالات وأحجام العينات، إلا في تعليق",
    },
    "evidence": {
        "en": "the design of the study and the strength of evidence",
        "fr": "le plan de l’étude et la force des preuves",
        "ar": "تصميم الدراسة وقوة الأدلة",
    },
    "answers": {
        "en": "the distribution of answers and people’s consent",
        "fr": "la distribution des réponses et le consentement des personnes",
        "ar": "توزيع الإجابات وموافقة الأشخاص",
    },
}

Element = ET.Element


def losses(language: Language) -> tuple[str, ...]:
    """What a document leaves out of our activities, in words."""
    return tuple(told[language] for told in LOSSES.values())


def activities_xml(activities: Sequence[Activity], *, now: datetime) -> str:
    """Write activities, strictly.

    Parameters
    ----------
    activities : sequence of Activity
        In the order of the document.
    now : datetime
        In the zone whose days the activities tell: none of them has happened after its date.

    Raises
    ------
    ActivityNotWritten
        An activity that the rules of the standard refuse.
    """
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    root = Element("iati-activities", {"version": VERSION, "generated-datetime": stamp})
    for activity in activities:
        check_activity(activity, now.date())
        root.append(_activity(activity, stamp))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _activity(one: Activity, stamp: str) -> Element:
    told = Element(
        "iati-activity",
        {LANG: one.language, "default-currency": one.currency, "last-updated-datetime": stamp},
    )
    _sub(told, "iati-identifier").text = one.identifier
    _organisation(told, "reporting-org", one.reporter)
    _words(_sub(told, "title"), one.title, one.language)
    _words(_sub(told, "description"), one.description, one.language)
    for party, role in (*((org, "1") for org in one.funders), *((org, "4") for org in one.implementers)):
        _organisation(told, "participating-org", party, role=role)
    _sub(told, "activity-status", code=one.status)
    _days(told, one)
    _places_and_sectors(told, one)
    if one.budget:
        _budget(told, *one.budget)
    for transaction in one.transactions:
        _transaction(told, transaction, one.language)
    for result in one.results:
        _result(told, result, one.language)
    return told


def _days(told: Element, one: Activity) -> None:
    """Starts and ends, planned and actual, by their codes."""
    days = (one.planned[0], one.actual[0], one.planned[1], one.actual[1])
    for kind, day in zip("1234", days, strict=True):
        if day:
            _sub(told, "activity-date", **{"iso-date": day.isoformat(), "type": kind})


def _places_and_sectors(told: Element, one: Activity) -> None:
    _sub(told, "recipient-country", code=one.country, percentage="100")
    for code, name in one.places:
        _words(_sub(_sub(told, "location", ref=code), "name"), {one.language: name}, one.language)
    for code, share in one.sectors:
        _sub(told, "sector", vocabulary="1", code=code, percentage=_figure(share))
    for goal in one.goals:
        _sub(told, "tag", vocabulary="3" if "." in goal else "2", code=goal)


def _budget(told: Element, start: date, end: date, amount: float) -> None:
    budget = _sub(told, "budget", type="1", status="2")
    _sub(budget, "period-start", **{"iso-date": start.isoformat()})
    _sub(budget, "period-end", **{"iso-date": end.isoformat()})
    _sub(budget, "value", **{"value-date": start.isoformat()}).text = _figure(amount)


def _transaction(told: Element, one: Transaction, language: str) -> None:
    here = _sub(told, "transaction")
    _sub(here, "transaction-type", code=one.kind.value)
    _sub(here, "transaction-date", **{"iso-date": one.day.isoformat()})
    _sub(here, "value", **{"value-date": one.day.isoformat()}).text = _figure(one.amount)
    if one.description:
        _words(_sub(here, "description"), one.description, language)
    _organisation(here, "provider-org", one.provider)
    _organisation(here, "receiver-org", one.receiver)


def _result(told: Element, one: Result, language: str) -> None:
    is_additive = all(indicator.is_additive for indicator in one.indicators)
    here = _sub(told, "result", **{"type": one.kind.value, "aggregation-status": _flag(is_additive)})
    _words(_sub(here, "title"), one.title, language)
    for indicator in one.indicators:
        _indicator(here, indicator, language)


def _indicator(told: Element, one: Indicator, language: str) -> None:
    here = _sub(
        told, "indicator",
        **{
            "measure": "2" if one.is_percentage else "1", "ascending": _flag(one.is_ascending),
            "aggregation-status": _flag(one.is_additive),
        },
    )  # fmt: skip
    _words(_sub(here, "title"), one.title, language)
    address = {"indicator-uri": one.uri} if one.uri else {}
    _sub(here, "reference", vocabulary="99", code=one.code, **address)
    if one.baseline:
        _sub(here, "baseline", year=str(one.baseline[0]), value=_figure(one.baseline[1]))
    for period in one.periods:
        _period(here, period, language)


def _period(told: Element, one: Period, language: str) -> None:
    here = _sub(told, "period")
    _sub(here, "period-start", **{"iso-date": one.start.isoformat()})
    _sub(here, "period-end", **{"iso-date": one.end.isoformat()})
    if one.target is not None:
        _dimensions(_sub(here, "target", value=_figure(one.target)), one)
    if one.actual is not None:
        actual = _sub(here, "actual", value=_figure(one.actual))
        _dimensions(actual, one)
        if one.note:
            _words(_sub(actual, "comment"), one.note, language)


def _dimensions(told: Element, one: Period) -> None:
    for name, value in one.dimensions:
        _sub(told, "dimension", name=name, value=value)


def _organisation(told: Element, name: str, party: Organisation, role: str = "") -> None:
    given = {"ref": party.ref, "type": party.type, **({"role": role} if role else {})}
    _sub(_sub(told, name, **given), "narrative").text = party.name


def _words(told: Element, words: Words, language: str) -> None:
    """The language of the activity first, without its mark; then the others."""
    for each in sorted(words, key=lambda one: one != language):
        _sub(told, "narrative", **({} if each == language else {LANG: each})).text = words[each]


def _sub(told: Element, name: str, /, **attributes: str) -> Element:
    return ET.SubElement(told, name, attributes)


def _flag(is_so: bool) -> str:
    return "1" if is_so else "0"


def _figure(value: float) -> str:
    """A figure without exponent nor trailing zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
