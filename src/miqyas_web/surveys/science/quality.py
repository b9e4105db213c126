"""Every check that a questionnaire asks for, over the answers read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import translation

from miqyas.checks.collection.answers import Answers
from miqyas.checks.collection.back_checks import Compared, Kind, back_checks, differences
from miqyas.checks.collection.completeness import completeness, missing_by_question
from miqyas.checks.collection.consent import consent_rate
from miqyas.checks.collection.duplicates import exact_duplicates, percent_match
from miqyas.checks.collection.duration import duration
from miqyas.checks.collection.enumerators import enumerator_effects
from miqyas.checks.collection.flags import COLUMNS as FLAG_COLUMNS
from miqyas.checks.collection.hours import time_of_day
from miqyas.checks.collection.outliers import outliers
from miqyas.checks.collection.places import position
from miqyas.checks.collection.quotas import Quota, quota_progress
from miqyas.checks.collection.similar_names import similar_names
from miqyas.checks.collection.straight_lining import straight_lining
from miqyas.checks.sentences.collection import flag_sentence
from miqyas.errors import MiqyasError
from miqyas.numerics.proportions import wilson
from miqyas.reporting.refusals import refusal_sentence
from miqyas.results.check import CheckResult
from miqyas.types import LANGUAGES, Language
from miqyas_web.surveys.science.fieldwork import AssignmentAsked, counted_assignments, expected_places
from miqyas_web.surveys.science.reading import NOT_PUT, NUMBERS, Asked, Read, kept

LEVEL = 0.95
# Two answers that say three things alike are no copy yet.
FEWEST_ALIKE = 4
PLACELESS = frozenset(
    {"image", "audio", "video", "file", "geopoint", "geotrace", "geoshape", "start-geopoint"}
)


@dataclass(frozen=True, slots=True)
class QuotaAsked:
    """A quota as the platform keeps it."""

    name: str
    question: str
    value: str
    target: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What one check said: its verdict and sentences, and what it flagged."""

    name: str
    passed: bool | None
    text: Mapping[str, str]
    facts: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    flags: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Looking:
    """All a look needs: answers read, what is asked, which question says what, thresholds, quotas, second visits."""

    read: Read
    asked: Sequence[Asked]
    roles: Mapping[str, Any]
    settings: Mapping[str, Mapping[str, Any]]
    quotas: Sequence[QuotaAsked] = ()
    linked: Mapping[str, str] = field(default_factory=dict)
    assignments: Sequence[AssignmentAsked] = ()

    @property
    def answers(self) -> Answers:
        return self.read.answers

    @property
    def main(self) -> list[Asked]:
        return [each for each in self.asked if not each.repeat and each.name in self.answers.columns]

    @property
    def put(self) -> list[Asked]:
        return [each for each in self.main if each.kind not in NOT_PUT]

    @property
    def enumerator(self) -> str:
        return str(self.roles.get("enumerator") or "_sender")

    @property
    def numbers(self) -> list[str]:
        named = self.roles.get("numbers") or []
        return [
            each.name
            for each in self.put
            if (each.name in named if named else each.kind in NUMBERS and not each.is_personal)
        ]


def look(looking: Looking) -> list[Looked]:
    """Run every check that is on and has what it needs; a refusal is a sentence, not a failure."""
    found = []
    agreed = _agreed(looking)
    for name, run in CHECKS.items():
        thresholds = dict(looking.settings.get(name, {}))
        given = looking if name == "consent_rate" else agreed
        if not thresholds.pop("is_on", True) or given is None:
            continue
        try:
            results = run(given, thresholds)
        except MiqyasError as refusal:
            said: dict[str, str] = {one: refusal_sentence(refusal, one) for one in LANGUAGES}
            found.append(Looked(name, None, said))
        else:
            found += [_looked(name, result) for result in results]
    return found


def _agreed(looking: Looking) -> Looking | None:
    """The same over those who agreed to answer: a refusal is short and empty, and that is right."""
    question, yes = str(looking.roles.get("consent") or ""), looking.roles.get("consent_yes")
    if not yes or question not in looking.answers.columns:
        return looking
    places = [place for place, said in enumerate(looking.answers.columns[question]) if said == yes]
    some = kept(looking.read, places)
    return replace(looking, read=some) if some else None


def _looked(name: str, result: CheckResult) -> Looked:
    facts, text = dict(result.facts), dict(result.text)
    if result.table.columns == FLAG_COLUMNS:
        flags = tuple(result.table.records())
        return Looked(name, result.passed, text, facts, flags=flags)
    return Looked(name, result.passed, text, facts, result.table.columns, result.table.rows)


Run = Callable[[Looking, dict[str, Any]], list[CheckResult]]


def _completeness(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    names = [each.name for each in looking.put]
    return [completeness(looking.answers, questions=names, **thresholds)] if names else []


def _missing(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    names = [each.name for each in looking.put]
    return [missing_by_question(looking.answers, questions=names, **thresholds)] if names else []


def _duration(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    shortest = 60 * float(thresholds.pop("shortest", 0) or 0)
    return [duration(looking.answers, question="_seconds", shortest=shortest or None, **thresholds)]


def _hours(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    return [time_of_day(looking.answers, question="_hour", **thresholds)]


def _position(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    expected = expected_places(looking.answers, looking.roles, looking.assignments)
    return [
        position(looking.answers, question=name, found=found, expected=expected, **thresholds)
        for name, found in list(looking.read.positions.items())[:1]
    ]


def _comparable(looking: Looking) -> list[str]:
    return [each.name for each in looking.put if each.kind not in PLACELESS]


def _exact(looking: Looking, _thresholds: dict[str, Any]) -> list[CheckResult]:
    if looking.roles.get("identifier"):
        return [exact_duplicates(looking.answers, questions=[str(looking.roles["identifier"])])]
    names = _comparable(looking)
    return [exact_duplicates(looking.answers, questions=names, fewest=FEWEST_ALIKE)] if names else []


def _percent(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    return [percent_match(looking.answers, questions=_comparable(looking), **thresholds)]


def _names(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    names = [name for name in looking.roles.get("names") or [] if name in looking.answers.columns]
    place = str(looking.roles.get("place") or "")
    within = [place] if place in looking.answers.columns else []
    return [similar_names(looking.answers, questions=names, within=within, **thresholds)] if names else []


def _outliers(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    return [outliers(looking.answers, questions=looking.numbers, **thresholds)] if looking.numbers else []


def _straight(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    batteries = {
        name: [each for each in names if each in looking.answers.columns]
        for name, names in (looking.roles.get("batteries") or {}).items()
        if any(each in looking.answers.columns for each in names)
    }
    return [straight_lining(looking.answers, batteries=batteries, **thresholds)] if batteries else []


def _enumerators(looking: Looking, _thresholds: dict[str, Any]) -> list[CheckResult]:
    return [
        enumerator_effects(looking.answers, question=name, enumerator=looking.enumerator)
        for name in looking.numbers
    ]


def _consent(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    question, yes = looking.roles.get("consent"), looking.roles.get("consent_yes")
    if not question or not yes:
        return []
    by = looking.enumerator
    return [consent_rate(looking.answers, question=str(question), yes=[str(yes)], by=by, **thresholds)]


def _quotas(looking: Looking, _thresholds: dict[str, Any]) -> list[CheckResult]:
    counted = [
        Quota(each.name, each.target, counted_in(looking.answers, each.question, each.value))
        for each in looking.quotas
    ]
    return [quota_progress(counted)] if counted else []


def _assignments(looking: Looking, _thresholds: dict[str, Any]) -> list[CheckResult]:
    counted = counted_assignments(looking.answers, looking.roles, looking.assignments)
    return [quota_progress(counted)] if counted else []


def counted_in(answers: Answers, question: str, value: str) -> int:
    """How many answers say ``value`` to ``question``; all when no question is named."""
    if not question:
        return len(answers.keys)
    return sum(said == value for said in answers.columns.get(question, ()))


def _back_checks(looking: Looking, thresholds: dict[str, Any]) -> list[CheckResult]:
    kinds = looking.roles.get("back_check_kinds")
    tolerances = looking.roles.get("back_check_tolerances") or {}
    compared = {
        each.name: Compared(
            Kind(int(1 if kinds is None else kinds[each.name])), tolerances.get(each.name, 0.0)
        )
        for each in looking.put
        if each.kind not in PLACELESS and (kinds is None or each.name in kinds)
    }
    if not looking.linked or not compared:
        return []
    how = {"linked": looking.linked, "questions": compared, "enumerator": looking.enumerator}
    rates = back_checks(looking.answers, looking.answers, **how, **thresholds)  # type: ignore[arg-type]
    seen = differences(looking.answers, looking.answers, **how)  # type: ignore[arg-type]
    return [rates, CheckResult("back_checks", rates.passed, seen, rates.text, rates.facts)]


# In the order of the page; each tells which questions it needs, and gives nothing when they are not said.
CHECKS: dict[str, Run] = {
    "completeness": _completeness,
    "duration": _duration,
    "time_of_day": _hours,
    "position": _position,
    "exact_duplicates": _exact,
    "percent_match": _percent,
    "similar_names": _names,
    "outliers": _outliers,
    "straight_lining": _straight,
    "missing_by_question": _missing,
    "enumerator_effects": _enumerators,
    "consent_rate": _consent,
    "quota_progress": _quotas,
    "assignment_progress": _assignments,
    "back_checks": _back_checks,
}


def sentence_of(kind: str, question: str, facts: Mapping[str, Any]) -> str:
    """Why an answer needs a look, in the language of the page."""
    return flag_sentence(
        kind, language(), question=question, value=facts.get("value"), limit=facts.get("limit")
    )


def share_with_interval(n_flagged: int, n: int) -> tuple[float, float, float] | None:
    """Share with its Wilson interval; None of nothing."""
    return (n_flagged / n, *wilson(n_flagged / n, n, LEVEL)) if n else None


def language() -> Language:
    """The language of the page, as the science calls it."""
    code = translation.get_language()
    return next((known for known in LANGUAGES if known == code), "fr")
