"""What stands at the end of a grant: the money, and what keeps it from closing."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from miqyas_web.funding.enums import ClaimState, DisputeState, PaymentState, ReceiptState, ReportState
from miqyas_web.funding.models import Dispute, Grant, Receipt


@dataclass(frozen=True, slots=True)
class Balance:
    """Granted, paid, spent. ``unspent_mad`` is None where no expense was claimed: the grant is paid on results alone."""

    granted_mad: Decimal
    paid_mad: Decimal
    spent_mad: Decimal
    unspent_mad: Decimal | None
    obstacles: tuple[str, ...]


def balance_of(grant: Grant) -> Balance:
    """Seven queries, whatever the grant holds."""
    payments = grant.payments.aggregate(
        paid=Sum("amount_mad", filter=Q(state=PaymentState.PAID), default=Decimal(0)),
    )
    spent = Receipt.objects.filter(claim__grant=grant, state=ReceiptState.ACCEPTED).aggregate(
        total=Sum("amount_mad", default=Decimal(0))
    )["total"]
    has_claims = grant.claims.exclude(state=ClaimState.DRAFT).exists()
    paid = payments["paid"]
    return Balance(
        granted_mad=grant.amount_mad,
        paid_mad=paid,
        spent_mad=spent,
        unspent_mad=max(paid - spent, Decimal(0)) if has_claims else None,
        obstacles=tuple(_obstacles(grant)),
    )


def _obstacles(grant: Grant) -> list[str]:
    found = []
    if grant.reports.exclude(state=ReportState.ACCEPTED).exists():
        found.append(_("A report is not accepted yet: the grant stays open until then."))
    if grant.payments.filter(state__in=[PaymentState.PROPOSED, PaymentState.APPROVED]).exists():
        found.append(_("A payment is under way: settle it before closing."))
    if grant.claims.filter(state__in=[ClaimState.SENT, ClaimState.RETURNED]).exists():
        found.append(_("Expenses wait for an answer or a correction: settle them before closing."))
    if Dispute.objects.filter(payment__grant=grant, state=DisputeState.OPEN).exists():
        found.append(_("A payment is contested: answer before closing."))
    if grant.amendments.filter(agreed_at__isnull=True, refused_at__isnull=True).exists():
        found.append(_("An amendment waits for its answer: settle it before closing."))
    if not grant.lessons.exists():
        found.append(_("No lesson is kept yet: write what worked or did not, for the grants that follow."))
    return found
