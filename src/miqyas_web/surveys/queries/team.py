"""Questions about the field team: quotas, who collects how many, answers to collect again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet
from django.utils.translation import get_language

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import Assignment, BackCheck, QualityRun, Quota, Respondent, Survey
from miqyas_web.surveys.science.reading import said_in


@dataclass(frozen=True, slots=True)
class QuotaShown:
    """A quota with what has come in, as the checks last counted it; None before they did."""

    quota: Quota
    found: int | None

    @property
    def percent(self) -> int | None:
        return None if self.found is None else min(100, round(100 * self.found / self.quota.target))


@dataclass(frozen=True, slots=True)
class GivenShown:
    """One assignment with what has come in for it, as the checks last counted it; None when it cannot be told."""

    assignment: Assignment
    found: int | None

    @property
    def percent(self) -> int | None:
        return None if self.found is None else min(100, round(100 * self.found / self.assignment.target))


@dataclass(frozen=True, slots=True)
class MemberShown:
    """What one phone or link is to collect, everywhere, and has collected."""

    name: str
    given: list[GivenShown]
    n: int
    last_at: datetime | None

    @property
    def target(self) -> int:
        return sum(one.assignment.target for one in self.given)

    @property
    def remaining(self) -> int:
        return max(0, self.target - self.n)

    @property
    def due_date(self) -> date | None:
        return max((one.assignment.due_date for one in self.given if one.assignment.due_date), default=None)


def quotas_of(survey: Survey) -> list[QuotaShown]:
    """Two queries."""
    counted = _counted(survey, "quota_progress")
    return [QuotaShown(quota, counted.get(quota.name)) for quota in survey.quotas.order_by("name", "pk")]


def _counted(survey: Survey, check: str) -> dict[str, int]:
    """What the checks last counted, by group. One query."""
    run = QualityRun.objects.filter(survey=survey).first()
    results = next((each for each in run.results if each["name"] == check), None) if run else None
    return {row[0]: row[2] for row in results["rows"]} if results else {}


def team_of(survey: Survey) -> list[MemberShown]:
    """Three queries, however many there are."""
    standing = survey.submissions.standing().filter(collector__isnull=False).values("collector")
    received = {
        row["collector"]: (row["n"], row["last"])
        for row in standing.annotate(n=Count("pk"), last=Max("received_at")).order_by("collector")
    }
    counted = _counted(survey, "assignment_progress")
    given: dict[int, list[Assignment]] = {}
    for each in survey.assignments.select_related("collector", "territory").order_by("collector__name", "pk"):
        given.setdefault(each.collector_id, []).append(each)
    return [
        MemberShown(
            theirs[0].collector.name,
            [GivenShown(one, counted.get(one.group)) for one in theirs],
            *received.get(pk, (0, None)),
        )
        for pk, theirs in given.items()
    ]


def places_to_name(survey: Survey, question: str) -> list[tuple[str, str]]:
    """The choices of the question that tells the place, in the language of the page; none when it has no list."""
    outline = (
        survey.versions.exclude(outline={}).order_by("-number").values_list("outline", flat=True).first()
    )
    language = (get_language() or "fr")[:2]
    for each in (outline or {}).get("questions", []):
        if question and each["name"] == question:
            return [(one["name"], said_in(one["labels"], language) or one["name"]) for one in each["choices"]]
    return []


def back_checks_of(survey: Survey) -> QuerySet[BackCheck]:
    """The answers drawn to be collected again, those that wait first."""
    return (
        BackCheck.objects.filter(draw__survey=survey)
        .select_related("draw", "original__collector", "again__collector")
        .defer("original__xml", "again__xml")
        .order_by("again_id", "pk")
    )


def answers_to_draw_from(survey: Survey) -> Iterator[tuple[int, str]]:
    """Number and sender of each answer that counts, is drawn by nobody yet, and repeats none. One query."""
    rows = (
        survey.submissions.standing()
        .filter(back_check__isnull=True, back_check_of__isnull=True)
        .order_by("pk")
        .values_list("pk", "collector__name", "sent_by__name")
    )
    for pk, collector, person in rows:
        yield pk, collector or person or ""


def respondents_of(initiative: Initiative) -> QuerySet[Respondent]:
    """People answered for, those with most answers first."""
    return (
        Respondent.objects.filter(initiative=initiative)
        .select_related("identity")
        .annotate(n_answers=Count("answers"), last_at=Max("answers__submission__received_at"))
        .order_by("-n_answers", "pk")
    )


def respondents_visible_to(person: Person) -> QuerySet[Respondent]:
    """Those of the initiatives the person may read."""
    return Respondent.objects.filter(initiative__in=Initiative.objects.visible_to(person))
