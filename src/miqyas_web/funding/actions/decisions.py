"""The committee decides, from an allocation; where it departs, why, and what it costs is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.stage_answers import restore_figures
from miqyas_web.funding.enums import CallState
from miqyas_web.funding.models import Allocation, Call, Decision, Outcome
from miqyas_web.funding.queries.appeals import check_stages_settled
from miqyas_web.funding.queries.candidates import Round, hidden_from, round_of
from miqyas_web.funding.queries.distances import kept_out_by, last_weighing, turns_from
from miqyas_web.funding.queries.reasons import reasons_of
from miqyas_web.funding.science.allocating import digest
from miqyas_web.funding.science.departing import Departed, departed
from miqyas_web.funding.science.weighing import weighed_at_once

AT_ONCE = 40  # files that are solved again one by one while the committee decides: a second or two


@dataclass(frozen=True, slots=True)
class Departure:
    """An application taken in or out, and why."""

    reference: str
    is_in: bool
    reason: str


def weighed(allocation: Allocation, departures: Sequence[Departure], hidden: set[str]) -> Departed:
    """What departing costs; refused when a file cannot be moved so."""
    funded, open_to = set(allocation.record["funded"]), set(allocation.record["inputs"]["ids"])
    for one in departures:
        if one.reference in hidden:
            raise Refused(
                _("You have a conflict of interest with %(reference)s: someone else moves it.")
                % {"reference": one.reference}
            )
        if one.reference not in open_to:
            raise Refused(
                _("%(reference)s was not read, or a gate stopped it: a decision does not buy it back.")
                % {"reference": one.reference}
            )
        if one.is_in == (one.reference in funded):
            raise Refused(_("%(reference)s stands there already.") % {"reference": one.reference})
        if not one.reason.strip():
            raise Unfit(
                _("Say why %(reference)s is moved: the reason is written in the decision and in the letter.")
                % {"reference": one.reference}
            )
    return departed(
        allocation.record,
        into=[one.reference for one in departures if one.is_in],
        out=[one.reference for one in departures if not one.is_in],
    )


@transaction.atomic
def decide(
    *, allocation: Allocation, departures: Sequence[Departure], present: Sequence[str], by: Person
) -> Decision:
    """Decide: the list, its amounts, its departures, and an outcome for each application."""
    call = (
        Call.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=allocation.call_id)
    )
    check_has(Permission.DECIDE, permissions_in(call.organisation, by))
    earlier = list(call.decisions.order_by("number"))
    _check_follows(allocation, earlier)
    if not earlier:
        check_stages_settled(call)
    found = round_of(call)
    cost = weighed(allocation, departures, hidden_from(by, call))
    if "budget" in cost.broken:
        raise Refused(
            _("This list costs %(spent)s dirhams, more than the budget. Take another application out.")
            % {"spent": f"{cost.spent:.0f}"}
        )
    told: list[dict[str, Any]] = [
        {
            "reference": one.reference,
            "direction": "in" if one.is_in else "out",
            "reason": one.reason.strip(),
            "lost_alone": cost.lost_alone[one.reference],
        }
        for one in departures
    ]
    content: dict[str, Any] = {
        "funded": {name: f"{amount:.2f}" for name, amount in cost.amounts.items()},
        "departures": told and [*told, {"all": True, "lost": cost.lost, "broken": list(cost.broken)}],
        "present": [name.strip() for name in present if name.strip()],
    }
    decision = Decision.objects.create(
        call=call,
        allocation=allocation,
        number=len(earlier) + 1,
        **content,
        sha256=digest({**content, "allocation": allocation.sha256}),
        decided_by=by,
        decided_at=clock.now(),
    )
    _write_outcomes(decision, found, earlier)
    restore_figures(found.stage, [one.application for one in found.candidates])
    Call.objects.filter(pk=call.pk).update(state=CallState.DECIDED)
    audit.record(
        "funding_decided",
        target=decision,
        by=by,
        organisation=call.organisation,
        call=str(call),
        allocation=allocation.sha256,
        sha256=decision.sha256,
        n_funded=len(content["funded"]),
        n_departures=len(told),
    )
    return decision


def _check_follows(allocation: Allocation, earlier: Sequence[Decision]) -> None:
    """A first decision stands: after it, only the allocation of an appeal is decided on."""
    if not earlier:
        return
    if "appeal" not in allocation.more:
        raise Refused(_("This call is decided. Only an appeal that is upheld opens a new decision."))
    if any(one.allocation_id == allocation.pk for one in earlier):
        raise Refused(_("This allocation was decided on already."))
    if missing := set(earlier[-1].funded) - set(allocation.record["funded"]):
        raise Refused(
            _("%(references)s was announced since: hear the appeal again from the latest decision.")
            % {"references": ", ".join(sorted(missing))}
        )


def _weighed(allocation: Allocation) -> Mapping[str, Any]:
    """Distances and costs of rules of the newest weighing; solved now where files are few and nobody weighed."""
    weighing = last_weighing(allocation)
    if weighing is not None:
        return dict(weighing.content)
    if len(allocation.record["inputs"]["ids"]) <= AT_ONCE and "appeal" not in allocation.more:
        return weighed_at_once(allocation.record)
    return {"distances": (), "rules": ()}


def _write_outcomes(decision: Decision, found: Round, earlier: Sequence[Decision]) -> None:
    """One for each application; after an appeal, for the one it is about."""
    appealed = decision.allocation.more.get("appeal")
    departures: Mapping[str, Any] = {
        one["reference"]: one for one in decision.departures if "reference" in one
    }
    content = _weighed(decision.allocation)
    turns = turns_from(decision.allocation, content["distances"])
    kept_out = kept_out_by(content["rules"])
    Outcome.objects.bulk_create(
        Outcome(
            decision=decision,
            application=one.application,
            is_funded=one.reference in decision.funded,
            amount_mad=Decimal(decision.funded[one.reference]) if one.reference in decision.funded else None,
            reasons=reasons_of(
                one,
                decision.allocation,
                found,
                departures.get(one.reference),
                turn=turns.get(one.reference),
                kept_out=kept_out.get(one.reference, ()),
            ),
        )
        for one in found.candidates
        if not earlier or one.reference == appealed
    )
