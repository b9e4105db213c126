"""When an agreement binds, what a grant is asked to report, how payments move. No queries, no requests."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import GrantState, PaymentState, ReportState

NEXT_REPORT = {
    ReportState.ASKED: {ReportState.SENT},
    ReportState.RETURNED: {ReportState.SENT},
    ReportState.SENT: {ReportState.RETURNED, ReportState.ACCEPTED},
}
NEXT_PAYMENT = {
    PaymentState.PROPOSED: {PaymentState.APPROVED, PaymentState.REFUSED},
    PaymentState.APPROVED: {PaymentState.PAID},
}


def check_is_draft(state: str) -> None:
    if state != GrantState.DRAFT:
        raise Refused(_("The agreement is sealed: a change needs an amendment that both agree to."))


def check_is_active(state: str) -> None:
    if state != GrantState.ACTIVE:
        raise Refused(_("The grant is not active: both must have agreed, and it must not be closed."))


def check_can_be_agreed(
    *, amount_mad: Decimal, parts: Iterable[Decimal], starts_on: date | None, ends_on: date | None
) -> None:
    """Raise ``Refused`` unless the milestones pay the whole grant, no more, between two dates."""
    total = sum(parts, Decimal(0))
    if total != amount_mad:
        raise Refused(
            _("The milestones add up to %(total)s dirhams, the grant is of %(amount)s. Make them equal.")
            % {"total": total, "amount": amount_mad}
        )
    if starts_on is None or ends_on is None:
        raise Refused(_("Write when the grant starts and ends."))


def check_report_moves(state: str, to: str) -> None:
    if to not in NEXT_REPORT.get(ReportState(state), set()):
        raise Refused(
            _("This report stands as “%(state)s”: that is not its next step.")
            % {"state": ReportState(state).label}
        )


def check_payment_moves(state: str, to: str) -> None:
    if to not in NEXT_PAYMENT.get(PaymentState(state), set()):
        raise Refused(
            _("This payment stands as “%(state)s”: that is not its next step.")
            % {"state": PaymentState(state).label}
        )
