"""Invented diagnostics: one completed twice, one half-way, and neighbours enough to compare with."""

import random
from datetime import datetime, timedelta
from typing import Any

from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.adoption import science
from miqyas_web.adoption.actions import Said, answer_items, complete_diagnostic, start_diagnostic
from miqyas_web.adoption.enums import Audience, DiagnosticState, Size
from miqyas_web.adoption.models import Answer, Diagnostic
from miqyas_web.foundation import clock
from miqyas_web.territories.models import Territory

REGION = "05"
# Kind, size, region and number of the neighbours: enough of each to be compared with.
NEIGHBOURS = (
    (OrganisationKind.ASSOCIATION, Size.TINY, "05", 13, "Association voisine {number} (inventée)"),
    (OrganisationKind.COOPERATIVE, Size.SMALL, "09", 11, "Coopérative voisine {number} (inventée)"),
)
# Items of the innovators' version: a year ago, and now.
BEFORE = {
    "problem": 2, "theory": 2, "assumptions": 1, "choice": 2, "baseline": 1, "collection": 2, "quality": 1,
    "comparison": 1, "plan": 1, "honest": 2, "share": 2, "learn": 1, "people": 2, "oversight": 1, "care": 1, "data": 1,
}  # fmt: skip
NOW = BEFORE | {
    "problem": 4, "theory": 3, "assumptions": 2, "choice": 3, "baseline": 2, "collection": 3, "learn": 2,
    "people": 3, "care": 3, "data": 2,
}  # fmt: skip
NOTES = {
    "problem": "Relu avec douze mères en septembre (inventé) : le trajet compte plus que les fournitures.",
    "care": "Le texte d’accord est lu à voix haute, en amazighe et en darija (inventé).",
}
WHY_OTHERWISE = "Vu ensemble au bureau (inventé)."


def fill(context: dict[str, Any]) -> None:
    """After every room below: what is proposed comes from what they hold."""
    amina, association = context["people"]["amina"], context["organisations"]["association"]
    first = _taken(association, amina, BEFORE)
    _moved_back(first, days=372)
    _moved_back(_taken(association, amina, NOW), days=40)
    half_way = start_diagnostic(
        organisation=context["organisations"]["oasis"],
        audience=Audience.INNOVATOR,
        size=Size.SMALL,
        region=_region("08"),
        by=context["people"]["rachida"],
    )
    _answer(
        half_way, context["people"]["rachida"], {"problem": 3, "theory": 2, "assumptions": 2, "choice": 3}
    )
    _neighbours(amina)


def _taken(organisation: Organisation, by: Person, levels: dict[str, int]) -> Diagnostic:
    diagnostic = start_diagnostic(
        organisation=organisation, audience=Audience.INNOVATOR, size=Size.TINY, region=_region(REGION), by=by
    )
    _answer(diagnostic, by, levels)
    return complete_diagnostic(diagnostic=diagnostic, by=by)


def _answer(diagnostic: Diagnostic, by: Person, levels: dict[str, int]) -> None:
    found = dict(diagnostic.answers.values_list("item", "found_level"))
    said = {
        item: Said(level, NOTES.get(item, "" if found[item] in {None, level} else WHY_OTHERWISE))
        for item, level in levels.items()
    }
    answer_items(diagnostic=diagnostic, said=said, by=by)


def _moved_back(diagnostic: Diagnostic, *, days: int) -> None:
    """A past that the walk can compare with; nothing else dates from it."""
    when = clock.now() - timedelta(days=days)
    Diagnostic.objects.filter(pk=diagnostic.pk).update(started_at=when, completed_at=when)
    diagnostic.answers.update(answered_at=when)


def _region(code: str) -> Territory:
    return Territory.objects.get(code=code)


def _neighbours(by: Person) -> None:
    """Invented organisations that nobody leads: they stand only in the comparison."""
    draw = random.Random(2026)  # noqa: S311 - invented answers, not secrets
    asked = science.questionnaire(science.newest_version(Audience.INNOVATOR), Audience.INNOVATOR)
    when = clock.now() - timedelta(days=60)
    for kind, size, code, n, name in NEIGHBOURS:
        for number in range(1, n + 1):
            organisation = Organisation.objects.create(
                name=name.format(number=number), kind=kind, is_demonstration=True
            )
            level = draw.choice((1, 2, 2, 3, 3))
            answers = {item.key: min(5, max(1, level + draw.choice((-1, 0, 0, 1)))) for item in asked.items}
            diagnostic = Diagnostic(
                organisation=organisation, size=size, region=_region(code), started_by=by, completed_by=by
            )
            _store(diagnostic, answers, when=when)


def _store(diagnostic: Diagnostic, levels: dict[str, int], *, when: datetime) -> None:
    """Straight in the tables: nobody answered, and the trail says nothing that did not happen."""
    diagnostic.audience, diagnostic.version = Audience.INNOVATOR, science.newest_version(Audience.INNOVATOR)
    diagnostic.state, diagnostic.started_at, diagnostic.completed_at = DiagnosticState.COMPLETE, when, when
    answers = [
        Answer(
            diagnostic=diagnostic,
            item=item,
            level=level,
            answered_by=diagnostic.completed_by,
            answered_at=when,
            revision=1,
        )
        for item, level in levels.items()
    ]
    diagnostic.standings = science.standings_of(diagnostic, answers)
    diagnostic.save()
    Answer.objects.bulk_create(answers)
