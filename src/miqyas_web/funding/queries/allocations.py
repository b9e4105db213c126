"""Allocations of a call: kept ones, and tries that are kept only if asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.http import Http404
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.models import Allocation, Call
from miqyas_web.funding.queries.budgets import (
    FileLine,
    Told,
    Wording,
    codes_in,
    rules_of,
    told_of,
    wording_of,
)
from miqyas_web.funding.queries.candidates import Round, hidden_from, round_of, without
from miqyas_web.funding.queries.distances import UNMOVED, turn_sentence, turns_from
from miqyas_web.funding.queries.weighing import decision_file, weighed_of, with_weighing
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.rules.budgets import BudgetRules
from miqyas_web.funding.science.allocating import (
    Conflicting,
    Found,
    allocate,
    allocate_nearly,
    asked_sha256,
)
from miqyas_web.funding.science.weighing import distance_of

REMEMBERED_SECONDS = 3600


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
    """A try as the page shows it: what comes out, what moves, or the fewest rules that conflict.

    ``is_exact``: no list is worth more; else a first answer, near the best, whose distance is told.
    """

    round: Round
    n_hidden: int
    is_exact: bool = True
    told: Told | None = None
    conflict: tuple[str, ...] = ()
    entering: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    # The other policy: how many it funds, how many of them are the same. Said of exact lists only.
    other_policy: str = ""
    n_other: int = 0
    n_same: int = 0


def portfolio_of(found: Round, rules: BudgetRules, change: Change) -> Found:
    """The best list under a change; refused when nothing obeys. Floors that no file could reach are lowered, and said.

    A draw that was made is obeyed: what the lot left is out, unless someone forces it in and says so.
    """
    return allocate(**_asked(found, rules, change))


def _asked(found: Round, rules: BudgetRules, change: Change) -> dict[str, Any]:
    entries = [one.entry for one in found.open]
    read = {one.reference for one in entries}
    left = (found.left_by_lot & read) - {*change.force, *change.forbid}
    return {
        "entries": entries,
        "rules": change.of(rules),
        "force": change.force,
        "forbid": change.forbid,
        "left": tuple(sorted(left)),
    }


def exact_answer(found: Round, rules: BudgetRules, change: Change) -> Found:
    """As `portfolio_of`, taken from memory where the same was asked an hour ago or less: same inputs, same list."""
    key = _key(found, rules, change)
    held = cache.get(key)
    if held is None:
        try:
            held = portfolio_of(found, rules, change)
        except Conflicting as refusal:
            held = refusal.names
        cache.set(key, held, timeout=REMEMBERED_SECONDS)
    if isinstance(held, Found):
        return held
    raise Conflicting(held)


def _key(found: Round, rules: BudgetRules, change: Change) -> str:
    """A name for all that a list depends on, this library's version among it."""
    return "funding.allocation." + asked_sha256(**_asked(found, rules, change))


def tried(
    call: Call, change: Change, person: Person, *, soon: bool = False, whole: Round | None = None
) -> Tried:
    """Allocate under a change, without keeping anything; ``soon``: a first answer unless the exact one is known.

    ``whole``: the round, where it was read already.
    """
    whole, rules = whole or round_of(call), rules_of(call)
    hidden = hidden_from(person, call)
    seen = without(whole, hidden)
    wording = wording_of(call, codes_in(whole, rules))
    is_exact = not soon or cache.get(_key(whole, rules, change)) is not None
    try:
        found = exact_answer(whole, rules, change) if is_exact else _first_answer(whole, rules, change)
    except Conflicting as refusal:
        return Tried(seen, len(hidden), conflict=_conflict(refusal, wording, hidden))
    usual = set(found.funded) if change == Change() else _usual(whole, rules, is_exact=is_exact)
    answer = Tried(
        seen,
        len(hidden),
        is_exact=is_exact,
        told=told_of(found.record, found.more, seen, wording),
        entering=tuple(sorted(set(found.funded) - usual - hidden)),
        leaving=tuple(sorted(usual - set(found.funded) - hidden)),
    )
    return _beside_other_policy(answer, whole, rules, change, found) if is_exact else answer


def _conflict(refusal: Conflicting, wording: Wording, hidden: set[str]) -> tuple[str, ...]:
    """Rules that conflict, in words; those on a file hidden from the person are not named one by one."""
    seen = [key for key in refusal.names if key.partition(" ")[2] not in hidden]
    named = [wording.of_rule(key) for key in seen]
    if len(seen) < len(refusal.names):
        named.append(_("An application hidden from you, forced in or out"))
    return tuple(named)


def _first_answer(whole: Round, rules: BudgetRules, change: Change) -> Found:
    return allocate_nearly(**_asked(whole, rules, change))


def _usual(whole: Round, rules: BudgetRules, *, is_exact: bool) -> set[str]:
    """What the rules of the call fund without any change: the exact list if it is known or asked for."""
    is_known = cache.get(_key(whole, rules, Change())) is not None
    try:
        found = (exact_answer if is_exact or is_known else _first_answer)(whole, rules, Change())
    except Refused:
        return set()
    return set(found.funded)


def _beside_other_policy(
    answer: Tried, whole: Round, rules: BudgetRules, change: Change, found: Found
) -> Tried:
    policy = change.of(rules).policy
    other = ValuePolicy.SCORE if policy == ValuePolicy.SCORE_AMOUNT else ValuePolicy.SCORE_AMOUNT
    try:
        rival = set(exact_answer(whole, rules, replace(change, policy=other)).funded)
    except Refused:
        rival = set()
    return replace(
        answer, other_policy=str(other.label), n_other=len(rival), n_same=len(rival & set(found.funded))
    )


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
    told = with_weighing(told, allocation, weighed_of(allocation, wording, hidden), wording)
    return told, len(hidden & set(allocation.record["inputs"]["ids"]))


def far_of(allocation: Allocation, reference: str, person: Person) -> tuple[FileLine, str]:
    """One file of a kept allocation, and how far it is from the other side: solved now unless it was weighed."""
    told, _hidden = told_allocation(allocation, person)
    line = next((one for one in told.lines if one.candidate.reference == reference), None)
    if line is None:
        raise Http404
    if line.turn:
        return line, line.turn
    row = next(row for row in allocation.more["explanations"] if row["id"] == reference)
    if row["reason"] in UNMOVED:
        return line, _("No score would move it: it was forced in or out, or the lot decided.")
    if not row["score"]:
        return line, _("Its score is zero: no distance can be told from it.")
    turns = turns_from(allocation, distance_of(allocation.record, reference))
    if reference not in turns:
        return line, _("It cannot be said: the rules leave so little room that no other list is found.")
    return line, turn_sentence(turns[reference].as_data, line.score)


def file_for(person: Person, allocation: Allocation) -> dict[str, Any]:
    """The decision file; whole, or not at all: with rows left out nobody could take it again."""
    if hidden_from(person, allocation.call) & set(allocation.record["inputs"]["ids"]):
        raise Recused
    return decision_file(allocation)
