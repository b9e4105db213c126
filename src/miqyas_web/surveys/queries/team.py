"""Questions about the field team: quotas, who collects how many, answers to collect again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import BackCheck, QualityRun, Quota, Respondent, Survey


@dataclass(frozen=True, slots=True)
class QuotaShown:
    """A quota with what has come in, as the checks last counted it; None before they did."""

    quota: Quota
    found: int | None

    @property
    def percent(self) -> int | None:
        return None if self.found is None else min(100, round(100 * self.found / self.quota.target))


@dataclass(frozen=True, slots=True)
class MemberShown:
    """What one phone or link is to collect, everywhere, and has collected."""

    name: str
    places: str
    target: int
    n: int
    last_at: datetime | None
    due_date: date | None
    numbers: list[int]

    @property
    def remaining(self) -> int:
        return max(0, self.target - self.n)


def quotas_of(survey: Survey) -> list[QuotaShown]:
    """Two queries."""
    run = QualityRun.objects.filter(survey=survey).first()
    results = next((each for each in run.results if each["name"] == "quota_progress"), None) if run else None
    counted = {row[0]: row[2] for row in results["rows"]} if results else {}
    return [QuotaShown(quota, counted.get(quota.name)) for quota in survey.quotas.order_by("name", "pk")]


def team_of(survey: Survey) -> list[MemberShown]:
    """Two queries, however many there are."""
    standing = survey.submissions.standing().filter(collector__isnull=False).values("collector")
    counted = {
        row["collector"]: (row["n"], row["last"])
        for row in standing.annotate(n=Count("pk"), last=Max("received_at")).order_by("collector")
    }
    given: dict[int, list[Any]] = {}
    for each in survey.assignments.select_related("collector").order_by("collector__name", "pk"):
        given.setdefault(each.collector_id, []).append(each)
    return [
        MemberShown(
            name=theirs[0].collector.name,
            places=" · ".join(each.place for each in theirs if each.place),
            target=sum(each.target for each in theirs),
            n=counted.get(pk, (0, None))[0],
            last_at=counted.get(pk, (0, None))[1],
            due_date=max((each.due_date for each in theirs if each.due_date), default=None),
            numbers=[each.pk for each in theirs],
        )
        for pk, theirs in given.items()
    ]


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
