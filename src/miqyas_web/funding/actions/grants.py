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
from miqyas_web.funding.enums import GrantState, PaymentState, PayRule, ReportState
from miqyas_web.funding.models import BudgetLine, Grant, GrantReport, Milestone, Outcome
from miqyas_web.funding.queries.grants import promise_of
from miqyas_web.funding.rules import grants as rules
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
    """Write when it starts and ends; what was agreed to before is agreed to again."""
    grant = _draft(grant, by)
    grant.title, grant.starts_on, grant.ends_on = terms["title"], terms["starts_on"], terms["ends_on"]
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
        grant.agreement = _text_of(grant, milestones)
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


def _text_of(grant: Grant, milestones: list[Milestone]) -> dict[str, Any]:
    """What both agreed to, whole."""
    shown = (
        "title",
        "rule",
        "target",
        "floor",
        "is_higher_better",
        "level",
        "method",
        "source",
        "least_evidence",
        "n_planned",
    )
    return {
        "reference": grant.reference,
        "title": grant.title,
        "amount_mad": f"{grant.amount_mad:.2f}",
        "starts_on": str(grant.starts_on),
        "ends_on": str(grant.ends_on),
        "lines": [[line.title, f"{line.amount_mad:.2f}"] for line in grant.lines.order_by("position")],
        "milestones": [
            {name: getattr(each, name) for name in shown}
            | {
                "amount_mad": f"{each.amount_mad:.2f}",
                "due_on": str(each.due_on),
                "indicator": each.indicator.name if each.indicator else None,
            }
            for each in milestones
        ],
    }


def _ask_reports(grant: Grant, milestones: list[Milestone]) -> None:
    """One by milestone, one at the end; a small grant owes the last alone, unless a payment waits for a report."""
    asked = [each for each in milestones if each.rule == PayRule.FIXED or grant.amount_mad >= rules.SMALL_MAD]
    GrantReport.objects.bulk_create(
        GrantReport(grant=grant, milestone=each, due_on=each.due_on) for each in asked
    )
    if grant.ends_on:
        GrantReport.objects.create(grant=grant, due_on=grant.ends_on + FINAL_REPORT_AFTER)


@transaction.atomic
def send_report(*, report: GrantReport, answers: Mapping[str, str], by: Person) -> GrantReport:
    """Send a report: every question asked for this amount is answered."""
    report = _report(report)
    check_has(Permission.DESCRIBE, permissions_in(report.grant.initiative.organisation, by))
    rules.check_is_active(report.grant.state)
    rules.check_report_moves(report.state, ReportState.SENT)
    asked = rules.questions_for(report.grant.amount_mad)
    if any(not answers.get(key, "").strip() for key in asked):
        raise Unfit(_("Answer every question: a sentence is enough."))
    report.answers = {key: answers[key].strip() for key in asked}
    report.state, report.sent_by, report.sent_at = ReportState.SENT, by, clock.now()
    report.save()
    _trace("grant_report_sent", report.grant, by)
    return report


@transaction.atomic
def answer_report(*, report: GrantReport, is_accepted: bool, answer: str, by: Person) -> GrantReport:
    """Accept a report, or return it with what it lacks."""
    report = _report(report)
    check_has(Permission.FUND, permissions_in(report.grant.organisation, by))
    to = ReportState.ACCEPTED if is_accepted else ReportState.RETURNED
    rules.check_report_moves(report.state, to)
    if not is_accepted and not answer.strip():
        raise Unfit(_("Say what the report lacks: the grantee reads it."))
    report.state, report.answer = to, answer.strip()
    report.answered_by, report.answered_at = by, clock.now()
    report.save()
    _trace(f"grant_report_{to}", report.grant, by)
    return report


@transaction.atomic
def close_grant(*, grant: Grant, note: str, by: Person) -> Grant:
    """Close: every report accepted, no payment left under way, a note that says what remains."""
    grant = _locked(grant)
    check_has(Permission.DECIDE, permissions_in(grant.organisation, by))
    rules.check_is_active(grant.state)
    if grant.reports.exclude(state=ReportState.ACCEPTED).exists():
        raise Refused(_("A report is not accepted yet: the grant stays open until then."))
    if grant.payments.filter(state__in=[PaymentState.PROPOSED, PaymentState.APPROVED]).exists():
        raise Refused(_("A payment is under way: settle it before closing."))
    if not note.strip():
        raise Unfit(_("Say in a sentence how the grant ends."))
    grant.state, grant.closed_at, grant.closing_note = GrantState.CLOSED, clock.now(), note.strip()
    grant.save()
    _trace("grant_closed", grant, by)
    return grant


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


def _report(report: GrantReport) -> GrantReport:
    return (
        GrantReport.objects.select_for_update(of=("self",))
        .select_related("grant__organisation", "grant__initiative__organisation")
        .get(pk=report.pk)
    )


def _trace(verb: str, grant: Grant, by: Person, **facts: Any) -> None:
    audit.record(verb, target=grant, by=by, organisation=grant.organisation, grant=grant.reference, **facts)
