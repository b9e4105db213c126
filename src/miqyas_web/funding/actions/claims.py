"""Expenses are written with their receipts, sent together, answered one by one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import ClaimState, ReceiptState
from miqyas_web.funding.models import Claim, Grant, Receipt
from miqyas_web.funding.queries.claims import is_double, lines_of
from miqyas_web.funding.rules import claims as rules
from miqyas_web.funding.rules.grants import check_is_active
from miqyas_web.indicators import evidence


@transaction.atomic
def begin_claim(*, grant: Grant, by: Person) -> Claim:
    """The expenses being written; begun when there are none."""
    grant = (
        Grant.objects.select_for_update(of=("self",))
        .select_related("organisation", "initiative__organisation")
        .get(pk=grant.pk)
    )
    check_has(Permission.DESCRIBE, permissions_in(grant.initiative.organisation, by))
    check_is_active(grant.state)
    open_one = grant.claims.filter(state=ClaimState.DRAFT).first()
    if open_one is not None:
        return open_one
    last = grant.claims.order_by("-number").first()
    claim = Claim.objects.create(grant=grant, number=(last.number if last else 0) + 1)
    _trace("claim_begun", claim, by)
    return claim


@transaction.atomic
def keep_receipt(
    *, claim: Claim, said: Mapping[str, Any], file: Any, by: Person, receipt: Receipt | None = None
) -> Receipt:
    """Write an expense, or correct one that was returned; the paper is kept under its own hash."""
    claim = _writable(claim, by)
    grant = claim.grant
    if receipt is not None and receipt.state not in rules.OPEN_RECEIPTS:
        raise Refused(_("This expense was answered: it no longer changes."))
    if receipt is None and claim.receipts.count() >= rules.MOST_RECEIPTS:
        raise Refused(
            _("A claim holds at most %(n)s expenses: send it and begin another.") % {"n": rules.MOST_RECEIPTS}
        )
    if said["line"].grant_id != grant.pk:
        raise Unfit(_("Choose a line of this budget."))
    rules.check_spending(
        spent_on=said["spent_on"],
        amount_mad=said["amount_mad"],
        today=clock.today(),
        starts_on=grant.starts_on,
        ends_on=grant.ends_on,
    )
    receipt = receipt or Receipt(claim=claim)
    for name in ("line", "spent_on", "title", "supplier", "number", "amount_mad"):
        setattr(receipt, name, said[name])
    receipt.folded = rules.folded_number(receipt.supplier, receipt.number)
    if file is not None:
        kept = evidence.keep(file)
        receipt.name, receipt.sha256 = kept.name, kept.sha256
        receipt.media_type = (file.content_type or "application/octet-stream")[:100]
    if not receipt.sha256:
        raise Unfit(_("Join the receipt: a picture, a PDF or a table."))
    receipt.state = ReceiptState.WRITTEN
    receipt.save()
    _trace("receipt_kept", claim, by, amount=f"{receipt.amount_mad:.2f}", sha256=receipt.sha256)
    return receipt


@transaction.atomic
def remove_receipt(*, receipt: Receipt, by: Person) -> None:
    """Take away an expense that was not answered, or that was returned."""
    claim = _writable(receipt.claim, by)
    if receipt.state not in rules.OPEN_RECEIPTS:
        raise Refused(_("This expense was answered: it no longer changes."))
    _trace("receipt_removed", claim, by, amount=f"{receipt.amount_mad:.2f}", sha256=receipt.sha256)
    receipt.delete()
    if claim.state == ClaimState.RETURNED:
        _settle(claim)


@transaction.atomic
def send_claim(*, claim: Claim, note: str, by: Person) -> Claim:
    """Send what is written; a line that would pass what the agreement lets pass stops it."""
    # Two claims of one grant are sent one after the other: together they could pass a line.
    Grant.objects.select_for_update().get(pk=claim.grant_id)
    claim = _writable(claim, by)
    written = claim.receipts.filter(state=ReceiptState.WRITTEN)
    if not written.exists():
        raise Unfit(_("Write an expense first, or correct those that were returned."))
    if claim.receipts.filter(state=ReceiptState.RETURNED).exists():
        raise Refused(_("An expense that was returned is not corrected yet: correct it or take it away."))
    written.update(state=ReceiptState.SENT)
    rules.check_lines(lines_of(claim.grant), is_refused=claim.grant.is_overspend_refused)
    claim.state, claim.note = ClaimState.SENT, note.strip()
    claim.sent_by, claim.sent_at = by, clock.now()
    claim.save()
    _trace("claim_sent", claim, by)
    return claim


@transaction.atomic
def answer_receipt(*, receipt: Receipt, to: str, answer: str, by: Person) -> Receipt:
    """Accept, return or refuse one expense. Nobody answers what they claimed themselves."""
    claim = _locked(receipt.claim)
    receipt = Receipt.objects.get(pk=receipt.pk)
    check_has(Permission.FUND, permissions_in(claim.grant.organisation, by))
    check_is_active(claim.grant.state)
    if claim.sent_by_id == by.pk:
        raise Refused(_("You claimed these expenses yourself: someone else of the funder answers."))
    rules.check_answer(state=receipt.state, to=to, answer=answer, is_double=is_double(receipt))
    receipt.state, receipt.answer = to, answer.strip()
    receipt.answered_by, receipt.answered_at = by, clock.now()
    receipt.save()
    claim.answered_by, claim.answered_at = by, clock.now()
    _settle(claim)
    _trace(f"receipt_{to}", claim, by, amount=f"{receipt.amount_mad:.2f}", sha256=receipt.sha256)
    return receipt


def _settle(claim: Claim) -> None:
    claim.state = rules.state_after(list(claim.receipts.values_list("state", flat=True)))
    claim.save()


def _locked(claim: Claim) -> Claim:
    return (
        Claim.objects.select_for_update(of=("self",))
        .select_related("grant__organisation", "grant__initiative__organisation")
        .get(pk=claim.pk)
    )


def _writable(claim: Claim, by: Person) -> Claim:
    claim = _locked(claim)
    check_has(Permission.DESCRIBE, permissions_in(claim.grant.initiative.organisation, by))
    check_is_active(claim.grant.state)
    rules.check_is_writable(claim.state)
    return claim


def _trace(verb: str, claim: Claim, by: Person, **facts: Any) -> None:
    grant = claim.grant
    audit.record(
        verb,
        target=claim,
        by=by,
        organisation=grant.organisation,
        grant=grant.reference,
        n=claim.number,
        **facts,
    )
