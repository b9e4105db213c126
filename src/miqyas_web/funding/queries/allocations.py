"""Allocations of a call: kept ones, and tries that are kept only if asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.models import Allocation, Call
from miqyas_web.funding.queries.budgets import Told, codes_in, rules_of, told_of, wording_of
from miqyas_web.funding.queries.candidates import Round, hidden_from, round_of, without
from miqyas_web.funding.queries.weighing import decision_file, weighed_of, with_weighing
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.rules.budgets import BudgetRules
from miqyas_web.funding.science.allocating import Conflicting, Found, allocate


@dataclass(frozen=True, slots=True)
class Change:
    """What is tried against the rules of the call: nothing, unless said."""

    budget_mad: Decimal | None = None
    floors_pct: Decimal | None = None
    policy: str = ""
    force: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()

    def of(self, rules: BudgetRules) -> BudgetRules:
        return rules.changed(budget_mad=self.budget_mad, policy=self.policy, floors_pct=self.floors_pct)


@dataclass(frozen=True, slots=True)
class Tried:
    """A try as the page shows it: what comes out, what moves, or the fewest rules that conflict."""

    round: Round
    n_hidden: int
    told: Told | None = None
    conflict: tuple[str, ...] = ()
    entering: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    # The other policy: how many it funds, how many of them are the same.
    other_policy: str = ""
    n_other: int = 0
    n_same: int = 0


def portfolio_of(found: Round, rules: BudgetRules, change: Change) -> Found:
    """The best list under a change; refused when nothing obeys. Floors that no file could reach are lowered, and said.

    A draw that was made is obeyed: what the lot left is out, unless someone forces it in and says so.
    """
    entries = [one.entry for one in found.open]
    read = {one.reference for one in entries}
    left = (found.left_by_lot & read) - {*change.force, *change.forbid}
    return allocate(
        entries, change.of(rules), force=change.force, forbid=change.forbid, left=tuple(sorted(left))
    )


def tried(call: Call, change: Change, person: Person) -> Tried:
    """Allocate under a change, without keeping anything."""
    whole, rules = round_of(call), rules_of(call)
    hidden = hidden_from(person, call)
    seen = without(whole, hidden)
    wording = wording_of(call, codes_in(whole, rules))
    try:
        found = portfolio_of(whole, rules, change)
    except Conflicting as refusal:
        return Tried(seen, len(hidden), conflict=tuple(wording.of_rule(key) for key in refusal.names))
    usual = _usual(whole, rules, found, change)
    entering, leaving = set(found.funded) - usual - hidden, usual - set(found.funded) - hidden
    policy = change.of(rules).policy
    other = ValuePolicy.SCORE if policy == ValuePolicy.SCORE_AMOUNT else ValuePolicy.SCORE_AMOUNT
    rival = _funded(
        whole, rules, Change(change.budget_mad, change.floors_pct, other, change.force, change.forbid)
    )
    return Tried(
        seen,
        len(hidden),
        told=told_of(found.record, found.more, seen, wording),
        entering=tuple(sorted(entering)),
        leaving=tuple(sorted(leaving)),
        other_policy=str(other.label),
        n_other=len(rival),
        n_same=len(rival & set(found.funded)),
    )


def _usual(whole: Round, rules: BudgetRules, found: Found, change: Change) -> set[str]:
    """What the rules of the call fund without any change."""
    return set(found.funded) if change == Change() else _funded(whole, rules, Change())


def _funded(whole: Round, rules: BudgetRules, change: Change) -> set[str]:
    try:
        return set(portfolio_of(whole, rules, change).funded)
    except Conflicting:
        return set()


def kept_of(call: Call) -> Sequence[Allocation]:
    """Allocations kept for a call, the latest first."""
    return list(call.allocations.select_related("made_by").order_by("-pk"))


def allocation_for(person: Person, pk: int, *, may: Permission | None = None) -> Allocation:
    """The allocation, for people of the funder."""
    allocation = (
        Allocation.objects.filter(call__in=Call.objects.visible_to(person), pk=pk)
        .select_related("call__organisation", "made_by", "ranking__stage__grid", "lottery")
        .first()
    )
    if allocation is None:
        raise Http404
    if may is not None:
        check_has(may, permissions_in(allocation.call.organisation, person))
    return allocation


def told_allocation(allocation: Allocation, person: Person) -> tuple[Told, int]:
    """A kept allocation in words, and how many of its files are hidden from the person."""
    call = allocation.call
    whole, hidden = round_of(call), hidden_from(person, call)
    wording = wording_of(call, codes_in(whole, rules_of(call)))
    told = told_of(allocation.record, allocation.more, without(whole, hidden), wording)
    told = with_weighing(told, allocation, weighed_of(allocation, wording, hidden))
    return told, len(hidden & set(allocation.record["inputs"]["ids"]))


def file_for(person: Person, allocation: Allocation) -> dict[str, Any]:
    """The decision file; whole, or not at all: with rows left out nobody could take it again."""
    if hidden_from(person, allocation.call) & set(allocation.record["inputs"]["ids"]):
        raise Recused
    return decision_file(allocation)
