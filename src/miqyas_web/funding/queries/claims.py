"""Expenses claimed on a grant: totals by line, what is claimed, receipts met twice."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import ClaimState, GrantState, ReceiptState
from miqyas_web.funding.models import Claim, Grant, Receipt
from miqyas_web.funding.rules.claims import LineTotals

COUNTED = (ReceiptState.SENT, ReceiptState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Double:
    """Where a receipt was met before. ``reference`` is empty for a grant that the person does not see."""

    is_same_paper: bool
    reference: str
    claim_number: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    receipt: Receipt
    doubles: Sequence[Double]


def lines_of(grant: Grant) -> list[LineTotals]:
    """Each line of the budget with what was claimed on it. One query."""

    def summed(*states: str) -> Sum:
        return Sum("receipts__amount_mad", filter=Q(receipts__state__in=states), default=Decimal(0))

    lines = grant.lines.order_by("position").annotate(
        written=summed(ReceiptState.WRITTEN, ReceiptState.RETURNED),
        waiting=summed(ReceiptState.SENT),
        accepted=summed(ReceiptState.ACCEPTED),
        refused=summed(ReceiptState.REFUSED),
    )
    return [
        LineTotals(
            line.title,
            line.amount_mad,
            line.written,
            line.waiting,
            line.accepted,
            line.refused,
            grant.flexibility_pct,
        )
        for line in lines
    ]


def claims_of(grant: Grant) -> Sequence[Claim]:
    """What was sent together, the latest first, with how many expenses and how much."""
    return list(
        grant.claims.annotate(
            n=Count("receipts"), total=Sum("receipts__amount_mad", default=Decimal(0))
        ).order_by("-number")
    )


def claim_in(grant: Grant, pk: int) -> Claim:
    claim = grant.claims.select_related("sent_by").filter(pk=pk).first()
    if claim is None:
        raise Http404
    claim.grant = grant
    return claim


def receipts_of(claim: Claim, person: Person) -> list[ShownReceipt]:
    """The expenses of a claim, each with where its receipt was met before. Three queries, however many there are."""
    receipts = list(claim.receipts.select_related("line", "answered_by").order_by("pk"))
    met = _met(receipts)
    grants = {each.claim.grant_id for found in met.values() for each in found}
    seen = set(Grant.objects.visible_to(person).filter(pk__in=grants).values_list("pk", flat=True))
    return [
        ShownReceipt(each, [_double(each, other, claim, seen) for other in met[each.pk]]) for each in receipts
    ]


def is_double(receipt: Receipt) -> bool:
    """Whether the same paper, or the same number of the same supplier, stands in another expense."""
    return bool(_met([receipt])[receipt.pk])


def _met(receipts: Sequence[Receipt]) -> dict[int, list[Receipt]]:
    """Other expenses, refused ones aside, on the same paper or number."""
    papers = {each.sha256 for each in receipts if each.sha256}
    numbers = {each.folded for each in receipts if each.folded}
    others = list(
        Receipt.objects.filter(Q(sha256__in=papers) | Q(folded__in=numbers))
        .exclude(state=ReceiptState.REFUSED)
        .select_related("claim__grant")
        .order_by("pk")
    )
    found: defaultdict[int, list[Receipt]] = defaultdict(list)
    for each in receipts:
        found[each.pk] = [other for other in others if other.pk != each.pk and _is_same(each, other)]
    return found


def _is_same(one: Receipt, other: Receipt) -> bool:
    return bool(one.sha256 and one.sha256 == other.sha256) or bool(one.folded and one.folded == other.folded)


def _double(receipt: Receipt, other: Receipt, claim: Claim, seen: set[int]) -> Double:
    grant = other.claim.grant
    return Double(
        is_same_paper=bool(receipt.sha256) and receipt.sha256 == other.sha256,
        reference=grant.reference if grant.pk in seen else "",
        claim_number=other.claim.number,
        is_here=other.claim_id == claim.pk,
    )


def claims_figure(grant: Grant, _person: Person) -> "str | Promise | None":
    """How many claims wait for an answer, for the page of a grant; nothing while the agreement is under way."""
    if grant.state == GrantState.DRAFT:
        return None
    states = list(grant.claims.values_list("state", flat=True))
    waiting = states.count(ClaimState.SENT)
    if waiting:
        return ngettext("%(n)s waits for answers", "%(n)s wait for answers", waiting) % {"n": waiting}
    if not states:
        return _("none claimed yet")
    return ngettext("%(n)s sent or written", "%(n)s sent or written", len(states)) % {"n": len(states)}
