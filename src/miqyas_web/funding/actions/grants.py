"""An agreement is written from a funded application, agreed by both, reported on, closed."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import GrantState, PayRule
from miqyas_web.funding.models import BudgetLine, Grant, GrantReport, Milestone, Outcome
from miqyas_web.funding.queries.agreements import text_of
from miqyas_web.funding.queries.grants import promise_of
from miqyas_web.funding.rules import grants as rules
from miqyas_web.funding.rules.reporting import plain_reporting, reporting_of
from miqyas_web.funding.science.allocating import digest

FINAL_REPORT_AFTER = timedelta(days=60)


@transaction.atomic
def create_grant(*, outcome: Outcome, by: Person) -> Grant:
    """Begin the agreement of a funded application, with its budget; nothing binds yet."""
    outcome = (
        Outcome.objects.select_for_update(of=("self",))
        .select_related("decision__call__organisation", "application__initiative")
        .get(pk=outcome.pk)
    )
    call, application = outcome.decision.call, outcome.application
    check_has(Permission.FUND, permissions_in(call.organisation, by))
    if not outcome.is_funded or outcome.amount_mad is None:
        raise Refused(_("This application is not funded: there is nothing to agree on."))
    if Grant.objects.filter(application=application).exists():
        raise Refused(_("This application has its agreement already."))
    grant = Grant.objects.create(
        organisation=call.organisation,
        initiative=application.initiative,
        application=application,
        reference=f"{call.slug[:25]}-{application.reference}"[:40],
        title=application.initiative.title,
        amount_mad=outcome.amount_mad,
        theme=application.theme,
        region=application.region,
        reporting=plain_reporting(reporting_of(call.reporting)),
        created_by=by,
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            grant=grant,
            position=at,
            title=str(line.get("title", ""))[:200],
            amount_mad=Decimal(str(line.get("amount_mad") or 0)),
        )
        for at, line in enumerate(application.budget, start=1)
    )
    _trace("grant_created", grant, by)
    return grant


@transaction.atomic
def edit_terms(*, grant: Grant, terms: Mapping[str, Any], by: Person) -> Grant:
    """Write when it starts and ends, by how much a line may be passed; what was agreed to is agreed to again."""
    grant = _draft(grant, by)
    for name in ("title", "starts_on", "ends_on", "flexibility_pct", "is_overspend_refused"):
        if name in terms:
            setattr(grant, name, terms[name])
    _withdraw_agreement(grant)
    _trace("grant_edited", grant, by)
    return grant


@transaction.atomic
def add_milestone(*, grant: Grant, said: Mapping[str, Any], by: Person) -> Milestone:
    """Add a milestone to an agreement under way."""
    grant = _draft(grant, by)
    last = grant.milestones.order_by("-position").first()
    milestone = Milestone(grant=grant, position=(last.position if last else 0) + 1, **said)
    check_promise(milestone)
    milestone.save()
    _withdraw_agreement(grant)
    _trace("milestone_added", grant, by, title=milestone.title)
    return milestone


def check_promise(milestone: Milestone) -> None:
    """Raise ``Unfit`` when the rule of a milestone cannot be read."""
    if milestone.rule != PayRule.FIXED:
        if milestone.indicator_id is None or milestone.target is None:
            raise Unfit(_("A rule on a measured figure needs its indicator and its target."))
        if (
            milestone.indicator is not None
            and milestone.indicator.node.theory.initiative_id != milestone.grant.initiative_id
        ):
            raise Unfit(_("This indicator belongs to another initiative."))
    promise_of(milestone).milestone()


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Person) -> None:
    """Take a milestone out of an agreement under way."""
    grant = _draft(milestone.grant, by)
    _trace("milestone_removed", grant, by, title=milestone.title)
    milestone.delete()
    _withdraw_agreement(grant)


@transaction.atomic
def agree(*, grant: Grant, by: Person) -> Grant:
    """Agree for one's own side; when both have, the text is sealed, the grant active, its reports asked."""
    grant = _locked(grant)
    rules.check_is_draft(grant.state)
    milestones = list(grant.milestones.select_related("indicator").order_by("position"))
    rules.check_can_be_agreed(
        amount_mad=grant.amount_mad,
        parts=[each.amount_mad for each in milestones],
        starts_on=grant.starts_on,
        ends_on=grant.ends_on,
    )
    _sign(grant, by)
    if grant.agreed_by_funder_at and grant.agreed_by_grantee_at:
        grant.agreement = text_of(grant)
        grant.sha256, grant.state = digest(grant.agreement), GrantState.ACTIVE
        _ask_reports(grant, milestones)
    grant.save()
    _trace("grant_agreed", grant, by, sha256=grant.sha256)
    return grant


def _sign(grant: Grant, by: Person) -> None:
    """On the side of the person; who sits on both signs for the one that lacks it."""
    is_funder = Permission.DECIDE in permissions_in(grant.organisation, by)
    is_grantee = Permission.APPLY in permissions_in(grant.initiative.organisation, by)
    if is_funder and not grant.agreed_by_funder_at:
        grant.agreed_by_funder, grant.agreed_by_funder_at = by, clock.now()
    elif is_grantee and not grant.agreed_by_grantee_at:
        grant.agreed_by_grantee, grant.agreed_by_grantee_at = by, clock.now()
    elif is_funder or is_grantee:
        raise Refused(_("Your side agreed already: the other has not yet."))
    else:
        check_has(Permission.APPLY, permissions_in(grant.initiative.organisation, by))


def _ask_reports(grant: Grant, milestones: list[Milestone]) -> None:
    """One by milestone, one at the end; a small grant owes the last alone, unless a payment waits for a report."""
    ask_reports_on(grant, milestones)
    if grant.ends_on:
        GrantReport.objects.create(grant=grant, due_on=grant.ends_on + FINAL_REPORT_AFTER)


def ask_reports_on(grant: Grant, milestones: list[Milestone]) -> None:
    """Ask what the rule of the call asks of these milestones."""
    asks_each = reporting_of(grant.reporting).asks_each_milestone(grant.amount_mad)
    GrantReport.objects.bulk_create(
        GrantReport(grant=grant, milestone=each, due_on=each.due_on)
        for each in milestones
        if asks_each or each.rule == PayRule.FIXED
    )


def _locked(grant: Grant) -> Grant:
    return (
        Grant.objects.select_for_update(of=("self",))
        .select_related("organisation", "initiative__organisation")
        .get(pk=grant.pk)
    )


def _draft(grant: Grant, by: Person) -> Grant:
    grant = _locked(grant)
    check_has(Permission.FUND, permissions_in(grant.organisation, by))
    rules.check_is_draft(grant.state)
    return grant


def _withdraw_agreement(grant: Grant) -> None:
    """What one side agreed to has changed."""
    grant.agreed_by_funder = grant.agreed_by_grantee = None
    grant.agreed_by_funder_at = grant.agreed_by_grantee_at = None
    grant.revision += 1
    grant.save()


def _trace(verb: str, grant: Grant, by: Person, **facts: Any) -> None:
    audit.record(verb, target=grant, by=by, organisation=grant.organisation, grant=grant.reference, **facts)
