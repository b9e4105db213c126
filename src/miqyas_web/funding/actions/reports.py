"""Reports of a grant: sent, returned with what they lack, accepted."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Unfit
from miqyas_web.funding.actions.calls import begin, finish
from miqyas_web.funding.enums import ReportState
from miqyas_web.funding.models import Call, Grant, GrantReport
from miqyas_web.funding.rules import grants as rules
from miqyas_web.funding.rules.reporting import Reporting, plain_reporting, reporting_of


@transaction.atomic
def send_report(*, report: GrantReport, answers: Mapping[str, str], by: Person) -> GrantReport:
    """Send a report: every question asked for this amount is answered."""
    report = _report(report)
    check_has(Permission.DESCRIBE, permissions_in(report.grant.initiative.organisation, by))
    rules.check_is_active(report.grant.state)
    rules.check_report_moves(report.state, ReportState.SENT)
    asked = reporting_of(report.grant.reporting).questions(report.grant.amount_mad)
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
def set_reporting(*, call: Call, reporting: Reporting, by: Person) -> Call:
    """Write from which amounts more is asked of a grantee, while the call is a draft."""
    call = begin(call, revision=None, by=by)
    call.reporting = plain_reporting(reporting)
    return finish(call, "call_reporting_set", by=by)


def _report(report: GrantReport) -> GrantReport:
    return (
        GrantReport.objects.select_for_update(of=("self",))
        .select_related("grant__organisation", "grant__initiative__organisation")
        .get(pk=report.pk)
    )


def _trace(verb: str, grant: Grant, by: Person) -> None:
    audit.record(verb, target=grant, by=by, organisation=grant.organisation, grant=grant.reference)
