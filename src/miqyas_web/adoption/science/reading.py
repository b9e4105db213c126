"""A diagnostic as a person reads it, in the language of the page."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas.judgement import standing
from miqyas.reporting.charts.practice import Rung, practice_chart
from miqyas.reporting.pictures import to_svg
from miqyas.types import Language
from miqyas_web.adoption import science
from miqyas_web.adoption.models import Answer, Diagnostic
from miqyas_web.adoption.screens import address_of
from miqyas_web.adoption.words import FOUND
from miqyas_web.ui import charts

TOP = 5


@dataclass(frozen=True, slots=True)
class Grade:
    """A level in words; ``level`` None: not concerned."""

    level: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One answered question."""

    answer: Answer
    name: str
    grade: Grade
    anchor: str
    found: "str | Promise"


@dataclass(frozen=True, slots=True)
class Part:
    """One dimension with its lines."""

    key: str
    name: str
    says: str
    grade: Grade
    before: int | None
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to do: where it stands, what comes next, where to learn it and where to do it."""

    name: str
    grade: Grade
    aim: str
    reason: str
    sheet: str
    screen: "str | Promise"
    href: str
    is_protection: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """One question whose level changed since the time before."""

    name: str
    before: Grade
    after: Grade
    is_up: bool


@dataclass(frozen=True, slots=True)
class Result:
    """All that a completed diagnostic says."""

    parts: list[Part]
    priorities: list[Stop]
    path: list[Stop]
    moves: list[Moved]
    title: str
    svg: str
    table: dict[str, Any]

    @property
    def drawing(self) -> SafeString:
        """The picture, fit to stand in the page."""
        return charts.inline(self.svg)


def grade(diagnostic: Diagnostic, level: int | None) -> Grade:
    """A level with its name."""
    names = science.questionnaire_of(diagnostic).levels[science.page_language()]
    return Grade(level, names[level - 1] if level else _("Not concerned"))


def found_sentence(answer: Answer) -> "str | Promise":
    """What the platform found, if anything."""
    return FOUND.get((answer.found_fact, answer.found_level or 0), "")


def result_of(
    diagnostic: Diagnostic,
    answers: Sequence[Answer],
    *,
    before: Diagnostic | None,
    answers_before: Iterable[Answer],
    initiative: int | None,
) -> Result:
    """Read a completed diagnostic; ``before`` is the one completed before it, if any."""
    asked, language = science.questionnaire_of(diagnostic), science.page_language()
    levels = science.levels_in(answers)
    parts = _parts(diagnostic, answers, before)
    title = _("The level of each dimension")
    rungs = [Rung(part.name, part.grade.level, part.before) for part in parts]
    spec = practice_chart(title, rungs, language)
    first = standing.priorities(asked, levels)
    return Result(
        parts=parts,
        priorities=[_priority(diagnostic, each, initiative) for each in first],
        path=[_step(diagnostic, each, initiative) for each in standing.path(asked, levels)],
        moves=_moves(diagnostic, science.levels_in(answers_before), levels),
        title=title,
        svg=_drawn(json.dumps(spec, sort_keys=True), language),
        table=_table(parts),
    )


@lru_cache(maxsize=128)
def _drawn(spec: str, language: Language) -> str:
    # The same profile is read again and again; drawing it takes a twentieth of a second.
    return to_svg(json.loads(spec), language=language, fonts=settings.FONTS)


def _parts(diagnostic: Diagnostic, answers: Sequence[Answer], before: Diagnostic | None) -> list[Part]:
    asked, language = science.questionnaire_of(diagnostic), science.page_language()
    held = {answer.item: answer for answer in answers}
    stood: Mapping[str, int | None] = before.standings if before else {}
    return [
        Part(
            key=dimension.key,
            name=dimension.names[language],
            says=dimension.says[language],
            grade=grade(diagnostic, diagnostic.standings.get(dimension.key)),
            before=stood.get(dimension.key),
            lines=[_line(diagnostic, item, held[item.key]) for item in asked.items_of(dimension.key)],
        )
        for dimension in asked.dimensions
    ]


def _line(diagnostic: Diagnostic, item: science.Item, answer: Answer) -> Line:
    language = science.page_language()
    anchor = item.anchors[language][answer.level - 1] if answer.level else ""
    found = found_sentence(answer) if answer.is_as_found else ""
    return Line(answer, item.names[language], grade(diagnostic, answer.level), anchor, found)


def _priority(diagnostic: Diagnostic, priority: standing.Priority, initiative: int | None) -> Stop:
    asked, language = science.questionnaire_of(diagnostic), science.page_language()
    if priority.is_protection:
        reason = _("People may be harmed while this is below level 3: it comes before the rest.")
    elif priority.carries:
        named = [item.names[language] for item in asked.items if item.key in priority.carries][:3]
        n = len(priority.carries)
        reason = ngettext(
            "%(n)s other practice rests on it: %(names)s.",
            "%(n)s other practices rest on it, among them: %(names)s.",
            n,
        ) % {"n": n, "names": " · ".join(named)}
    else:
        reason = _("It is among what stands lowest.")
    return _stop(
        diagnostic, priority.item, priority.level, reason, initiative, protects=priority.is_protection
    )


def _step(diagnostic: Diagnostic, step: standing.Step, initiative: int | None) -> Stop:
    served = science.questionnaire_of(diagnostic).item(step.serves)
    reason = ""
    if served is not None and step.serves != step.item.key:
        reason = _("Needed before: %(name)s") % {"name": served.names[science.page_language()]}
    return _stop(diagnostic, step.item, step.level, reason, initiative)


def _stop(
    diagnostic: Diagnostic,
    item: science.Item,
    level: int,
    reason: str,
    initiative: int | None,
    *,
    protects: bool = False,
) -> Stop:
    language = science.page_language()
    screen, href = address_of(item.screen, organisation=diagnostic.organisation_id, initiative=initiative)
    return Stop(
        name=item.names[language],
        grade=grade(diagnostic, level),
        # The anchor of the next level says what to reach.
        aim=item.anchors[language][level],
        reason=reason,
        sheet=item.sheet,
        screen=screen,
        href=href,
        is_protection=protects,
    )


def _moves(
    diagnostic: Diagnostic, before: Mapping[str, int | None], after: Mapping[str, int | None]
) -> list[Moved]:
    asked, language = science.questionnaire_of(diagnostic), science.page_language()
    names = {item.key: item.names[language] for item in asked.items}
    return [
        Moved(
            names[move.key],
            grade(diagnostic, move.before),
            grade(diagnostic, move.after),
            is_up=(move.after or 0) > (move.before or 0),
        )
        for move in standing.moves(before, after)
    ]


def _table(parts: Sequence[Part]) -> dict[str, Any]:
    head = [_("Dimension"), _("Level"), _("The time before")]
    rows = [
        [
            part.name,
            f"{part.grade.level} · {part.grade.name}" if part.grade.level else part.grade.name,
            part.before or "–",
        ]
        for part in parts
    ]
    if not any(part.before for part in parts):
        head, rows = head[:2], [row[:2] for row in rows]
    return charts.table(head=head, rows=rows)
