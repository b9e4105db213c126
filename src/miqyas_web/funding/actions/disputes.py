"""The grantee contests a payment; someone of the funder who did not approve it answers. Every step is in the log."""

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import DisputeState
from miqyas_web.funding.models import Dispute, Payment
from miqyas_web.funding.rules.grants import check_is_active


@transaction.atomic
def contest_payment(*, payment: Payment, text: str, by: Person) -> Dispute:
    """Say what is wrong in a payment computed, approved, refused or made."""
    payment = (
        Payment.objects.select_for_update(of=("self",))
        .select_related("grant__organisation", "grant__initiative__organisation")
        .get(pk=payment.pk)
    )
    check_has(Permission.APPLY, permissions_in(payment.grant.initiative.organisation, by))
    check_is_active(payment.grant.state)
    if payment.disputes.filter(state=DisputeState.OPEN).exists():
        raise Refused(_("This payment is contested already: it waits for the funder's answer."))
    if not text.strip():
        raise Unfit(_("Say what is wrong: the figure, the rule, or the amount."))
    dispute = Dispute.objects.create(payment=payment, text=text.strip(), filed_by=by, filed_at=clock.now())
    _trace("payment_contested", dispute, by)
    return dispute


@transaction.atomic
def answer_dispute(*, dispute: Dispute, to: str, answer: str, by: Person) -> Dispute:
    """The payment stands, or is to be computed again from a corrected figure; both with a reason."""
    dispute = (
        Dispute.objects.select_for_update(of=("self",))
        .select_related("payment__grant__organisation")
        .get(pk=dispute.pk)
    )
    payment = dispute.payment
    check_has(Permission.DECIDE, permissions_in(payment.grant.organisation, by))
    if dispute.state != DisputeState.OPEN:
        raise Refused(_("This dispute was answered already."))
    if by.pk in (payment.approved_by_id, payment.proposed_by_id):
        raise Refused(_("You computed or settled this payment: someone else of the funder answers."))
    if to not in (DisputeState.KEPT, DisputeState.CORRECTED) or not answer.strip():
        raise Unfit(_("Say whether the payment stands, and why: the grantee reads it."))
    dispute.state, dispute.answer = to, answer.strip()
    dispute.answered_by, dispute.answered_at = by, clock.now()
    dispute.save()
    _trace("dispute_answered", dispute, by)
    return dispute


def _trace(verb: str, dispute: Dispute, by: Person) -> None:
    grant = dispute.payment.grant
    audit.record(
        verb,
        target=dispute,
        by=by,
        organisation=grant.organisation,
        grant=grant.reference,
        amount=f"{dispute.payment.amount_mad:.2f}",
    )
