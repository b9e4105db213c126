"""Keep an allocation; weigh it; take it again."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock, jobs
from miqyas_web.foundation.models import Job
from miqyas_web.funding.models import Allocation, Call, Replay, Weighing
from miqyas_web.funding.queries.allocations import Change, portfolio_of
from miqyas_web.funding.queries.budgets import rules_of
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.queries.weighing import decision_file, inputs_of
from miqyas_web.funding.science.weighing import DRAWS, digest, replay_file, weighed


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
def ask_weighing(*, allocation: Allocation, by: Person) -> Job:
    """Ask for chances, equity, whole prices and distances; it is a long piece of work."""
    check_has(Permission.FUND, permissions_in(allocation.call.organisation, by))
    return jobs.ask(
        "funding.weigh",
        title=_("Weighing the list"),
        by=by,
        allocation_id=allocation.pk,
        person_id=by.pk,
    )


def make_weighing(
    *,
    allocation: Allocation,
    by: Person,
    told: Callable[[int], None],
    job_id: int | None = None,
    draws: int = DRAWS,
) -> Weighing:
    """Weigh a kept allocation, once for each time it was asked; the long part stands outside the transaction."""
    check_has(Permission.FUND, permissions_in(allocation.call.organisation, by))
    content = weighed(allocation.record, inputs_of(allocation, draws=draws), told)
    return _keep_weighing(allocation, content, by, job_id)


@transaction.atomic
def _keep_weighing(
    allocation: Allocation, content: dict[str, Any], by: Person, job_id: int | None
) -> Weighing:
    weighing = Weighing.objects.create(
        allocation=allocation,
        content=content,
        sha256=digest(content),
        job=job_id,
        made_by=by,
        made_at=clock.now(),
    )
    audit.record(
        "allocation_weighed",
        target=allocation,
        by=by,
        organisation=allocation.call.organisation,
        call=str(allocation.call),
        sha256=weighing.sha256,
    )
    return weighing


def ask_replay(*, allocation: Allocation, by: Person) -> Job:
    """Ask for it to be taken again with all that was weighed of it; as long a piece of work as the weighing."""
    return jobs.ask(
        "funding.replay",
        title=_("Taking the list again"),
        by=by,
        allocation_id=allocation.pk,
        person_id=by.pk,
    )


def replay_allocation(*, allocation: Allocation, by: Person, job_id: int | None = None) -> Replay:
    """Take a sealed allocation again, with all that stands beside it, from its own inputs: same, or what differs."""
    whole = replay_file(decision_file(allocation))
    is_sealed = digest(allocation.record) == allocation.sha256 and all(
        digest(one.content) == one.sha256 for one in allocation.weighings.all()
    )
    content = {
        "inputs_changed": whole.decision.inputs_changed or not is_sealed,
        "added": list(whole.decision.added),
        "missing": list(whole.decision.missing),
        "parts": whole.parts,
    }
    return _keep_replay(allocation, content, by, is_same=whole.is_same and is_sealed, job_id=job_id)


@transaction.atomic
def _keep_replay(
    allocation: Allocation, content: dict[str, Any], by: Person, *, is_same: bool, job_id: int | None
) -> Replay:
    replay = Replay.objects.create(
        allocation=allocation,
        is_same=is_same,
        content=content,
        job=job_id,
        made_by=by,
        made_at=clock.now(),
    )
    audit.record(
        "allocation_replayed",
        target=allocation,
        by=by,
        organisation=allocation.call.organisation,
        is_same=is_same,
    )
    return replay
