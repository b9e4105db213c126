"""Along a grant: its amendments, its lessons, its disputes; what is due next; lessons of all grants, searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.rules import roles_with
from miqyas_web.foundation.folding import fold
from miqyas_web.funding.enums import DisputeState, GrantState, PaymentState, ReportState
from miqyas_web.funding.models import Amendment, Call, Dispute, Grant, GrantReport, Lesson, Milestone, Payment
from miqyas_web.funding.queries.agreements import Change, amendments_of, changes_between, milestone_of
from miqyas_web.funding.queries.grants import rates_for
from miqyas_web.funding.rules.reporting import reporting_of
from miqyas_web.funding.science.paying import Rates
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import StepState
from miqyas_web.territories.models import Territory

LESSONS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ShownAmendment:
    amendment: Amendment
    changes: Sequence[Change]
    # Title and error rates of each rule that it writes or changes.
    rates: Sequence[tuple[str, Rates]]


@dataclass(frozen=True, slots=True)
class DueNext:
    """The next thing a grantee owes, or the next milestone."""

    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ReceivedGrant:
    grant: Grant
    paid_mad: Any
    next: DueNext | None


def amendments_shown(grant: Grant) -> list[ShownAmendment]:
    """Each amendment with what it changes and how its rules err, the latest first. Two queries."""
    found = amendments_of(grant)
    named = {held["indicator_key"] for each in found for held in each.after["milestones"]} - {None}
    indicators = Indicator.objects.in_bulk(list(named))
    return [
        ShownAmendment(each, changes_between(each.before, each.after), _rates(grant, each, indicators))
        for each in found
    ]


def _rates(grant: Grant, amendment: Amendment, indicators: dict[int, Indicator]) -> list[tuple[str, Rates]]:
    told = []
    for held in amendment.after["milestones"]:
        indicator = indicators.get(held["indicator_key"])
        if held in amendment.before["milestones"] or indicator is None:
            continue
        if rates := rates_for(milestone_of(grant, held), indicator):
            told.append((held["title"], rates))
    return told


def amendments_figure(grant: Grant, _person: Person) -> "str | Promise | None":
    if grant.state == GrantState.DRAFT:
        return None
    found = list(grant.amendments.values_list("agreed_at", "refused_at"))
    if any(agreed is None and refused is None for agreed, refused in found):
        return _("one waits for an answer")
    n = sum(agreed is not None for agreed, _refused in found)
    return ngettext("%(n)s agreed", "%(n)s agreed", n) % {"n": n} if n else _("as first agreed")


def lessons_figure(grant: Grant, _person: Person) -> "str | Promise | None":
    if grant.state == GrantState.DRAFT:
        return None
    n = grant.lessons.count()
    return ngettext("%(n)s kept", "%(n)s kept", n) % {"n": n} if n else _("none kept yet")


def reporting_figure(call: Call, _person: Person) -> str:
    held = reporting_of(call.reporting)
    return _("two questions below %(few)s dirhams, three below %(more)s, five above") % {
        "few": f"{held.few_mad:.0f}",
        "more": f"{held.more_mad:.0f}",
    }


def lessons_of(grant: Grant) -> Sequence[Lesson]:
    return list(
        grant.lessons.select_related(
            "indicator", "evidence__link__source", "evidence__link__target", "written_by"
        ).order_by("-pk")
    )


def lessons_visible_to(person: Person) -> QuerySet[Lesson]:
    """Public ones, and those of grants that the person gives or receives."""
    return Lesson.objects.filter(Q(is_public=True) | Q(grant__in=Grant.objects.visible_to(person)))


def lessons_found(
    person: Person, *, words: str, theme: str, region: str, indicator: str, page: int | str = 1
) -> "Page[Any]":
    """A page of lessons that hold every word, of a theme, a region, an indicator's name."""
    found = lessons_visible_to(person)
    for word in fold(words).split():
        found = found.filter(words__contains=word)
    if theme:
        found = found.filter(grant__theme=theme)
    if region:
        found = found.filter(
            Q(grant__region__code=region)
            | Q(grant__initiative__territories__code=region)
            | Q(grant__initiative__territories__code__startswith=f"{region}.")
        )
    if indicator:
        found = found.filter(indicator__name__icontains=indicator)
    return Paginator(_with_grant(found.distinct()), LESSONS_A_PAGE).get_page(page)


def lessons_for_call(call: Call, person: Person) -> QuerySet[Lesson]:
    """Lessons on the themes of a call, or from where it applies; of all when it says neither."""
    themes = [each["code"] for each in call.themes or []]
    places = [place.code for place in call.territories.all()]
    found = lessons_visible_to(person)
    if themes or places:
        found = found.filter(Q(grant__theme__in=themes) | Q(grant__region__code__in=places))
    return found.distinct()


def lessons_of_call(call: Call, person: Person, *, page: int | str = 1) -> "Page[Any]":
    return Paginator(_with_grant(lessons_for_call(call, person)), LESSONS_A_PAGE).get_page(page)


def lessons_for_call_figure(call: Call, person: Person) -> "str | Promise | None":
    n = lessons_for_call(call, person).count()
    return ngettext("%(n)s kept", "%(n)s kept", n) % {"n": n} if n else _("none kept yet")


def _with_grant(found: QuerySet[Lesson]) -> QuerySet[Lesson]:
    return found.select_related(
        "grant__organisation",
        "grant__region",
        "indicator",
        "evidence__link__source",
        "evidence__link__target",
    ).order_by("-pk")


def lesson_choices(person: Person) -> dict[str, Any]:
    """Themes of the lessons the person may read, labelled by their calls, and the regions."""
    themes: dict[str, Any] = {}
    rows = (
        lessons_visible_to(person)
        .exclude(grant__theme="")
        .values_list("grant__theme", "grant__application__call__themes")
    )
    for code, known in rows.distinct():
        themes.setdefault(code, next((each["label"] for each in known or [] if each["code"] == code), {}))
    return {"themes": sorted(themes.items()), "regions": Territory.objects.regions()}


def dispute_in(grant: Grant, pk: int) -> Dispute:
    found = Dispute.objects.filter(payment__grant=grant, pk=pk).first()
    if found is None:
        raise Http404
    return found


def grants_received(initiative: Initiative) -> list[ReceivedGrant]:
    """The grants of an initiative, each with what was paid and what is due next. Four queries."""
    grants = (
        Grant.objects.filter(initiative=initiative)
        .select_related("organisation")
        .prefetch_related(
            Prefetch("payments", Payment.objects.filter(state=PaymentState.PAID)),
            Prefetch("reports", GrantReport.objects.select_related("milestone").order_by("due_on")),
            Prefetch("milestones", Milestone.objects.order_by("due_on")),
        )
        .order_by("-pk")
    )
    return [
        ReceivedGrant(grant, sum(one.amount_mad for one in grant.payments.all()), _next(grant))
        for grant in grants
    ]


def _next(grant: Grant) -> DueNext | None:
    if grant.state != GrantState.ACTIVE:
        return None
    owed = [one for one in grant.reports.all() if one.state in (ReportState.ASKED, ReportState.RETURNED)]
    if not owed:
        return None
    first = owed[0]
    return DueNext(first.milestone.title if first.milestone else _("Final report"), first.due_on)


def grants_state(initiative: Initiative, _person: Person) -> StepState:
    """Grants on the initiative's page. One query."""
    return grants_state_of(list(Grant.objects.filter(initiative=initiative).values_list("state", flat=True)))


def grants_state_of(states: Sequence[str]) -> StepState:
    """Where grants stand, from the states of those of an initiative."""
    if not states:
        return StepState("empty")
    active = states.count(GrantState.ACTIVE)
    if active:
        return StepState(
            "started", ngettext("%(n)s grant under way", "%(n)s grants under way", active) % {"n": active}
        )
    if GrantState.DRAFT in states:
        return StepState("started", _("an agreement under way"))
    return StepState(
        "done", ngettext("%(n)s grant closed", "%(n)s grants closed", len(states)) % {"n": len(states)}
    )


def amendments_to_answer(person: Person) -> list[Amendment]:
    """Amendments that wait for a side of which the person is, and did not propose."""
    waiting = Amendment.objects.filter(agreed_at__isnull=True, refused_at__isnull=True)
    gives = Q(
        side="grantee",
        grant__organisation__memberships__person=person,
        grant__organisation__memberships__role__in=roles_with(Permission.DECIDE),
    )
    receives = Q(
        side="funder",
        grant__initiative__organisation__memberships__person=person,
        grant__initiative__organisation__memberships__role__in=roles_with(Permission.APPLY),
    )
    return list(
        waiting.filter(gives | receives).exclude(proposed_by=person).select_related("grant").distinct()[:5]
    )


def claims_to_answer(person: Person) -> list[Any]:
    """Claims sent to funders whose grants the person runs, and claims returned to the person's side."""
    return list(
        Grant.objects.filter(
            Q(
                claims__state="sent",
                organisation__memberships__person=person,
                organisation__memberships__role__in=roles_with(Permission.FUND),
            )
            | Q(
                claims__state="returned",
                initiative__organisation__memberships__person=person,
                initiative__organisation__memberships__role__in=roles_with(Permission.DESCRIBE),
            )
        )
        .distinct()
        .order_by("pk")[:5]
    )


def grants_to_look_at(person: Person) -> list[Grant]:
    """Grants that the person runs where a report was sent, a payment is contested, or one waits to be approved."""
    runs = Grant.objects.filter(
        organisation__memberships__person=person,
        organisation__memberships__role__in=roles_with(Permission.FUND),
        state=GrantState.ACTIVE,
    )
    waits = (
        Q(reports__state=ReportState.SENT)
        | Q(payments__disputes__state=DisputeState.OPEN)
        | Q(payments__state=PaymentState.PROPOSED)
    )
    return list(runs.filter(waits).distinct().order_by("pk")[:5])
