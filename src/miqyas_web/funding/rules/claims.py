"""What may be claimed, what may be answered, when a line is passed. No queries, no requests."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.folding import fold
from miqyas_web.funding.enums import ClaimState, ReceiptState

MOST_RECEIPTS = 200
WRITABLE = (ClaimState.DRAFT, ClaimState.RETURNED)
# What an officer may answer to an expense that waits, and what stays to be written by the grantee.
ANSWERS = (ReceiptState.ACCEPTED, ReceiptState.RETURNED, ReceiptState.REFUSED)
OPEN_RECEIPTS = (ReceiptState.WRITTEN, ReceiptState.RETURNED)


@dataclass(frozen=True, slots=True)
class LineTotals:
    """A line of the budget and what was claimed on it."""

    title: str
    budget_mad: Decimal
    written_mad: Decimal
    waiting_mad: Decimal
    accepted_mad: Decimal
    refused_mad: Decimal
    flexibility_pct: int

    @property
    def claimed_mad(self) -> Decimal:
        """What counts against the line: accepted, or waiting for an answer."""
        return self.waiting_mad + self.accepted_mad

    @property
    def left_mad(self) -> Decimal:
        return self.budget_mad - self.claimed_mad

    @property
    def most_mad(self) -> Decimal:
        """The line with the flexibility of the agreement."""
        return self.budget_mad * (100 + self.flexibility_pct) / 100

    @property
    def is_passed(self) -> bool:
        return self.claimed_mad > self.budget_mad

    @property
    def is_beyond(self) -> bool:
        """Past what the agreement's flexibility lets pass."""
        return self.claimed_mad > self.most_mad


def check_is_writable(state: str) -> None:
    if state not in WRITABLE:
        raise Refused(_("These expenses are sent: they change only if the officer returns them."))


def check_spending(
    *, spent_on: date, amount_mad: Decimal, today: date, starts_on: date | None, ends_on: date | None
) -> None:
    """Raise ``Unfit`` for an expense of nothing, to come, or outside the dates of the agreement."""
    if amount_mad <= 0:
        raise Unfit(_("Write an amount above zero."))
    if spent_on > today:
        raise Unfit(_("An expense is claimed once it is made: this day is to come."))
    if (starts_on and spent_on < starts_on) or (ends_on and spent_on > ends_on):
        raise Unfit(_("This day is outside the dates of the agreement: only an amendment can move them."))


def check_lines(after: list[LineTotals], *, is_refused: bool) -> None:
    """Raise ``Refused`` when a line passes what the agreement lets pass, naming it."""
    beyond = [line for line in after if line.is_beyond]
    if is_refused and beyond:
        line = beyond[0]
        raise Refused(
            _(
                "The line “%(line)s” would reach %(claimed)s dirhams for a budget of %(budget)s: the agreement lets "
                "it pass by %(pct)s%% at most. Claim less, or propose an amendment."
            )
            % {
                "line": line.title,
                "claimed": line.claimed_mad,
                "budget": line.budget_mad,
                "pct": line.flexibility_pct,
            }
        )


def check_answer(*, state: str, to: str, answer: str, is_double: bool) -> None:
    """Raise unless an expense waits, and a refusal, a return or a double receipt has its reason."""
    if state != ReceiptState.SENT:
        raise Refused(_("This expense does not wait for an answer."))
    if to not in ANSWERS:
        raise Unfit(_("Accept it, return it or refuse it."))
    if to != ReceiptState.ACCEPTED and not answer.strip():
        raise Unfit(_("Say why: the grantee reads it."))
    if is_double and to == ReceiptState.ACCEPTED and not answer.strip():
        raise Unfit(_("This receipt was met elsewhere: say why it is accepted all the same."))


def state_after(states: list[str]) -> ClaimState:
    """Where a claim stands once its expenses are answered one by one."""
    if not states:
        return ClaimState.DRAFT
    if ReceiptState.SENT in states:
        return ClaimState.SENT
    return ClaimState.RETURNED if set(states) & set(OPEN_RECEIPTS) else ClaimState.SETTLED


def folded_number(supplier: str, number: str) -> str:
    """Supplier and number of a receipt under one spelling; empty without a number."""
    bare = re.sub(r"\W+", "", fold(number))
    # Folding may lengthen a text: what is kept holds in its column.
    return f"{fold(supplier)[:200]}|{bare[:100]}" if bare else ""
