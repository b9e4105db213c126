"""When an agreement binds, what a grant is asked to report, how payments move. No queries, no requests."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import GrantState, PaymentState, ReportState

SMALL_MAD, MIDDLE_MAD = Decimal(100_000), Decimal(500_000)
# What is asked grows with the amount: few words for a small grant.
QUESTIONS: dict[str, "str | Promise"] = {
    "done": gettext_lazy("What was done?"),
    "changed": gettext_lazy("What changed for people, and how do you know?"),
    "learnt": gettext_lazy("What did you learn, and what will you change?"),
    "risks": gettext_lazy("What threatens the results that remain?"),
    "money": gettext_lazy("Where does spending differ from the budget, and why?"),
}
NEXT_REPORT = {
    ReportState.ASKED: {ReportState.SENT},
    ReportState.RETURNED: {ReportState.SENT},
    ReportState.SENT: {ReportState.RETURNED, ReportState.ACCEPTED},
}
NEXT_PAYMENT = {
    PaymentState.PROPOSED: {PaymentState.APPROVED, PaymentState.REFUSED},
    PaymentState.APPROVED: {PaymentState.PAID},
}


def questions_for(amount_mad: Decimal) -> tuple[str, ...]:
    """Keys of the questions a report answers: two below 100,000 dirhams, three below 500,000, all above."""
    keys = tuple(QUESTIONS)
    return keys[:2] if amount_mad < SMALL_MAD else keys[:3] if amount_mad < MIDDLE_MAD else keys


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
