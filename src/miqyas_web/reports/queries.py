"""Questions about reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.db.models.fields.json import KeyTransform

from miqyas_web.accounts.models import Person
from miqyas_web.evidence.models import Claim
from miqyas_web.evidence.queries import Graded, claims_visible_to, graded
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import places_of
from miqyas_web.reports import science
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.models import Report, ReportQuerySet, Verification
from miqyas_web.reports.rules import has_small_arm
from miqyas_web.theories.queries import map_for


def reports_visible_to(person: Person, *, initiative: Initiative) -> ReportQuerySet:
    """Reports of one initiative, latest first, with the last verification of each at hand."""
    verified = Prefetch("verifications", Verification.objects.order_by("-pk"))
    return (
        Report.objects.visible_to(person)
        .filter(initiative=initiative)
        .select_related("initiative__organisation", "created_by", "published_by")
        .prefetch_related(verified)
        .order_by("-pk")
    )


def public_reports() -> QuerySet[Report]:
    """What anyone may open by its address: published reports, and the withdrawn ones that say why."""
    verified = Prefetch("verifications", Verification.objects.order_by("-pk"))
    return Report.objects.public().select_related("initiative__organisation").prefetch_related(verified)


@dataclass(frozen=True, slots=True)
class Publication:
    """A published report in a list: its first figure and sentence, in the language of the page."""

    report: Report
    sentence: str
    label: str
    value: str
    unit: str
    low: str
    high: str
    level_pct: str
    n: str
    # Of the figure, as the address of its provenance holds it.
    key: str


def publications() -> QuerySet[Report]:
    """Published reports, latest first, with their first figure alone: a whole content weighs a hundred times more."""
    first = KeyTransform("0", KeyTransform("findings", "content"))
    reports = Report.objects.filter(state=ReportState.PUBLISHED).light()
    return (
        reports.select_related("initiative__organisation")
        .annotate(
            headline=KeyTransform("headline", first),
            sentence=KeyTransform("sentence", first),
            finding_key=KeyTransform("key", first),
        )
        .order_by("-published_at", "-pk")
    )


def publication_of(report: Any) -> Publication:
    """A row of ``publications``, read."""
    headline: Mapping[str, Any] = report.headline
    return Publication(
        report=report,
        sentence=science.said(report.sentence),
        label=headline["label"],
        **{name: science.said(headline[name]) for name in ("value", "unit", "low", "high", "n", "level_pct")},
        key=f"{report.finding_key}-effect",
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A claim that may enter a report, or why it may not."""

    graded: Graded
    is_too_small: bool


def choices_for(person: Person, initiative: Initiative) -> list[Choice]:
    """The last claim of each study, with its sentence."""
    latest: dict[int, Claim] = {}
    for claim in claims_visible_to(person, initiative=initiative):
        latest.setdefault(claim.estimation.study_id, claim)
    found = graded(list(latest.values()), initiative=initiative)
    return [Choice(each, has_small_arm(each.claim.estimation.groups)) for each in found]


def found_in(report: Report, person: Person) -> list[Graded]:
    """The claims of a draft, graded now, in the order they were made."""
    claims = claims_visible_to(person, initiative=report.initiative).filter(reports=report).order_by("pk")
    return graded(list(claims), initiative=report.initiative)


def written_now(
    report: Report, found: list[Graded], *, site: str = "", published_at: str = ""
) -> "science.Document":
    """What a draft would say if it were published now."""
    return science.write(
        report,
        found,
        theory=map_for(report.initiative),
        places=places_of(report.initiative),
        site=site,
        published_at=published_at,
    )


def document_for(report: Report, person: Person) -> "science.Document":
    """What the report says: as published, or as it would be published now."""
    if report.state != ReportState.DRAFT:
        return science.document_in(report)
    return written_now(report, found_in(report, person))


def has_claims(initiative: Initiative) -> bool:
    """Whether there is something to report on."""
    return Claim.objects.filter(link__theory__initiative=initiative).exists()


def may_have_data(report: Report, person: Person | AnonymousUser) -> bool:
    """Everyone when the publisher said so; else the members of the organisation."""
    if report.shares_data:
        return True
    return isinstance(person, Person) and Report.objects.visible_to(person).filter(pk=report.pk).exists()


@dataclass(frozen=True, slots=True)
class VerificationReading:
    """The last time a report was computed again, as its pages say it."""

    verification: Verification
    lines: list[tuple[str, str, str, str]]
    reason: str


def reading_of_last_verification(report: Report) -> VerificationReading | None:
    last = last_verification(report)
    if last is None:
        return None
    reason = last.verdicts["reason"]
    return VerificationReading(last, science.verdict_lines(last), science.said(reason) if reason else "")


def verdict_on(report: Report, key: str) -> tuple[Verification, str, str] | None:
    """The last verdict on one figure: when, its tone and its word; None when it was never computed again."""
    last = last_verification(report)
    if last is None:
        return None
    return next(
        ((last, tone, word) for found, tone, word, _ in science.verdict_lines(last) if found == key), None
    )


def last_verification(report: Report) -> Verification | None:
    """The last time the report was computed again. Its verifications must be at hand, latest first."""
    return next(iter(report.verifications.all()), None)


def claims_without_report(person: Person, initiatives: QuerySet[Initiative], *, most: int) -> list[Claim]:
    """Claims that no report has carried yet, one by study, latest first."""
    claims = (
        Claim.objects.visible_to(person)
        .filter(link__theory__initiative__in=initiatives)
        .exclude(estimation__study__estimations__claim__reports__state__in=list(ReportState))
        .select_related("estimation__study")
        .order_by("-pk")
    )
    return list({claim.estimation.study_id: claim for claim in claims}.values())[:most]
