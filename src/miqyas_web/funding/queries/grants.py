"""Grants for both sides: the agreement, its milestones, what is owed and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import GrantState, PaymentState, ReportState
from miqyas_web.funding.models import BudgetLine, Dispute, Grant, GrantReport, Milestone, Payment
from miqyas_web.funding.science.paying import Promise, Rates, rates_of, share_error
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.initiatives.models import Initiative

SOON = timedelta(days=30)
PERCENT = 100.0
GRANTS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Sides:
    """What the person may do, on each side."""

    may_fund: bool
    may_decide: bool
    may_agree: bool
    may_report: bool


@dataclass(frozen=True, slots=True)
class ShownMilestone:
    """A milestone with what its rule errs, the figures it may be paid on, and its payments."""

    milestone: Milestone
    rates: Rates | None
    measures: Sequence[Measurement]
    payments: Sequence[Payment]
    is_reported: bool


@dataclass(frozen=True, slots=True)
class ShownGrant:
    """A grant as its page shows it."""

    grant: Grant
    sides: Sides
    lines: Sequence[BudgetLine]
    milestones: Sequence[ShownMilestone]
    reports: Sequence[GrantReport]
    paid_mad: Decimal
    promised_mad: Decimal


def grant_for(person: Person, pk: int) -> Grant:
    """The grant, for either side; a stranger is told that there is none."""
    grant = (
        Grant.objects.visible_to(person)
        .select_related(
            "organisation",
            "initiative__organisation",
            "application",
            "agreed_by_funder",
            "agreed_by_grantee",
        )
        .filter(pk=pk)
        .distinct()
        .first()
    )
    if grant is None:
        raise Http404
    return grant


def sides_of(person: Person, grant: Grant) -> Sides:
    given = permissions_in(grant.organisation, person)
    received = permissions_in(grant.initiative.organisation, person)
    return Sides(
        may_fund=Permission.FUND in given,
        may_decide=Permission.DECIDE in given,
        may_agree=Permission.APPLY in received,
        may_report=Permission.DESCRIBE in received,
    )


def shown_grant(grant: Grant, person: Person) -> ShownGrant:
    """The whole of a grant, at a cost that does not grow with its milestones."""
    milestones = list(grant.milestones.select_related("indicator").order_by("position"))
    payments = list(
        grant.payments.select_related("measurement", "approved_by", "proposed_by")
        .prefetch_related(
            Prefetch("disputes", Dispute.objects.select_related("filed_by", "answered_by").order_by("pk"))
        )
        .order_by("pk")
    )
    reports = list(grant.reports.select_related("milestone").order_by("due_on", "pk"))
    measures = list(
        Measurement.objects.approved()
        .filter(indicator__in=[each.indicator_id for each in milestones if each.indicator_id])
        .order_by("-date")
    )
    accepted = {each.milestone_id for each in reports if each.state == ReportState.ACCEPTED}
    return ShownGrant(
        grant=grant,
        sides=sides_of(person, grant),
        lines=list(grant.lines.order_by("position")),
        milestones=[
            ShownMilestone(
                milestone=each,
                rates=rates_for(each, each.indicator),
                measures=[one for one in measures if one.indicator_id == each.indicator_id],
                payments=[one for one in payments if one.milestone_id == each.pk],
                is_reported=each.pk in accepted,
            )
            for each in milestones
        ],
        reports=reports,
        paid_mad=sum((one.amount_mad for one in payments if one.state == PaymentState.PAID), Decimal(0)),
        promised_mad=sum((each.amount_mad for each in milestones), Decimal(0)),
    )


def promise_of(milestone: Milestone) -> Promise:
    """The milestone as its rule reads it."""
    return Promise(
        milestone.rule, milestone.target, milestone.floor, milestone.level, milestone.is_higher_better
    )


def rates_for(milestone: Milestone, indicator: Indicator | None) -> Rates | None:
    """How the rule of a milestone errs, from the number of answers planned or the error expected."""
    scale = PERCENT if indicator is not None and indicator.unit.strip() == "%" else 1.0
    share = (milestone.target or 0.0) / scale
    is_share = 0 < share < 1
    std_error = milestone.error_planned
    if std_error is None and is_share and milestone.n_planned:
        std_error = scale * share_error(share, milestone.n_planned)
    if std_error is None:
        return None
    return rates_of(promise_of(milestone), std_error=std_error, is_share=is_share, scale=scale)


def grants_of(person: Person, *, page: int | str = 1) -> "Page[Grant]":
    """A page of the grants given or received by the person's organisations, the latest first."""
    found = (
        Grant.objects.visible_to(person)
        .select_related("organisation", "initiative__organisation")
        .distinct()
        .order_by("-pk")
    )
    return Paginator(found, GRANTS_A_PAGE).get_page(page)


def reports_due(person: Person) -> Sequence[GrantReport]:
    """Reports that the person's initiatives owe within a month, or are late with."""
    return list(
        GrantReport.objects.filter(
            grant__in=Grant.objects.received_by(person),
            state__in=[ReportState.ASKED, ReportState.RETURNED],
            due_on__lte=clock.today() + SOON,
        )
        .select_related("grant")
        .order_by("due_on")[:5]
    )


def grants_to_agree(person: Person) -> Sequence[Grant]:
    """Agreements that the funder has agreed to, and that wait for the person's side."""
    return list(
        Grant.objects.filter(
            initiative__in=Initiative.objects.where(person, may=Permission.APPLY),
            state=GrantState.DRAFT,
            agreed_by_funder_at__isnull=False,
            agreed_by_grantee_at__isnull=True,
        ).order_by("pk")[:5]
    )


def grants_to_publish(person: Person, *, most: int) -> Sequence[Grant]:
    """Grants agreed by both, of the organisations that the person runs grants for; one more than ``most`` says so."""
    return list(
        Grant.objects.filter(organisation__in=Organisation.objects.where(person, Permission.FUND))
        .exclude(state=GrantState.DRAFT)
        .select_related(
            "organisation", "initiative__organisation", "application__call", "application__region"
        )
        .prefetch_related("payments")
        .order_by("pk")[: most + 1]
    )
