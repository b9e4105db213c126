"""Keep an allocation; take it again."""

from typing import Any

from django.db import transaction

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.funding.models import Allocation, Call
from miqyas_web.funding.queries.allocations import Change, portfolio_of
from miqyas_web.funding.queries.budgets import rules_of
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.science.allocating import digest, replayed


@transaction.atomic
def keep_allocation(*, call: Call, change: Change, note: str, by: Person) -> Allocation:
    """Allocate and seal: inputs, answer, prices, reasons, under their hash."""
    call = Call.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=call.pk)
    check_has(Permission.FUND, permissions_in(call.organisation, by))
    whole = round_of(call)
    found = portfolio_of(whole, rules_of(call), change)
    allocation = Allocation.objects.create(
        call=call,
        ranking=whole.ranking,
        lottery=whole.lottery,
        note=note.strip(),
        record=found.record,
        sha256=found.sha256,
        more=found.more,
        made_by=by,
        made_at=clock.now(),
    )
    audit.record(
        "allocation_kept",
        target=allocation,
        by=by,
        organisation=call.organisation,
        call=str(call),
        sha256=allocation.sha256,
        n_funded=len(found.funded),
        force=list(change.force),
        forbid=list(change.forbid),
    )
    return allocation


@transaction.atomic
def replay_allocation(*, allocation: Allocation, by: Person) -> dict[str, Any]:
    """Take a sealed allocation again from its own inputs: same, or what differs."""
    found = replayed(allocation.record)
    is_sealed = digest(allocation.record) == allocation.sha256
    told = {
        "is_same": found.is_same and is_sealed,
        "inputs_changed": found.inputs_changed or not is_sealed,
        "added": list(found.added),
        "missing": list(found.missing),
    }
    audit.record(
        "allocation_replayed",
        target=allocation,
        by=by,
        organisation=allocation.call.organisation,
        is_same=told["is_same"],
    )
    return told
