"""Files are shared out by the machine; the secretariat may change each afterwards."""

import secrets
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.funding.actions.assigning import tell_files
from miqyas_web.funding.actions.conflicts import find_conflicts
from miqyas_web.funding.actions.reviewers import check_may_run
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.models import Assignment, Reviewer, Stage
from miqyas_web.funding.queries.design import Design, design_of
from miqyas_web.funding.refusals import StillSealed
from miqyas_web.funding.rules.calls import Moment, moment_of
from miqyas_web.funding.rules.settings import settings_of
from miqyas_web.funding.science.judging import shared_out

PERCENT = 100
SEED_BITS = 32
# The address of a reviewer's own page.
LinkFor = Callable[[Reviewer], str]


@transaction.atomic
def share_out(
    *, stage: Stage, each: int, due_at: datetime | None, by: Person, link_for: LinkFor | None = None
) -> int:
    """Give each file its readers, within loads and ties, panels linked. What was given before is kept where it can be.

    Each reviewer who gets new files gets one letter. Answers with how many readings are new. Called again after a reviewer
    leaves, it fills only what is missing.
    """
    check_may_run(stage.call, by)
    if moment_of(stage.opens_at, stage.closes_at, now=clock.now()) is not Moment.AFTER:
        raise StillSealed
    find_conflicts(call=stage.call, by=by)
    design, settings = design_of(stage), settings_of(stage.call.settings)
    # Told to nobody before, written in the log after: whoever holds both can draw the readings again.
    seed = secrets.randbits(SEED_BITS)
    found = shared_out(
        design.files,
        design.readers,
        each=each,
        conflicts=design.conflicts,
        done=design.done,
        before=design.before,
        bridged=settings.bridge_pct / PERCENT,
        anchors=design.anchors,
        most_chance=settings.most_chance_pct / PERCENT,
        seed=seed,
    )
    for file, reader in found.dropped:
        stage.assignments.filter(
            **_which(design, file), reviewer=design.reviewers[reader], state=AssignmentState.ASKED
        ).update(state=AssignmentState.RELEASED, reason=_("Shared out again."))
    new: Counter[str] = Counter()
    for one in found.readings:
        new[one.reviewer] += _keep(
            {"stage": stage, **_which(design, one.file), "reviewer_id": int(one.reviewer)},
            {"is_bridge": one.is_bridge, "is_anchor": one.file in design.anchors},
            due_at=due_at,
            by=by,
        )
    n = new.total()
    for reader in sorted(name for name, count in new.items() if count and link_for):
        reviewer = design.reviewers[reader]
        tell_files(reviewer, n=new[reader], due_at=due_at, link=link_for(reviewer) if link_for else "")
    drawn = (
        {"most_chance_pct": settings.most_chance_pct, "seed": seed}
        if settings.most_chance_pct < PERCENT
        else {}
    )
    audit.record(
        "files_shared_out",
        target=stage.call,
        by=by,
        organisation=stage.call.organisation,
        n=n,
        each=each,
        **drawn,
    )
    return n


def _which(design: Design, file: str) -> dict[str, Any]:
    """The application, or the anchor that is none."""
    if file in design.references:
        return {"application": None, "reference_file": design.references[file]}
    return {"application": design.applications[file]}


def _keep(which: dict[str, Any], links: dict[str, bool], *, due_at: datetime | None, by: Person) -> int:
    """Give it, or give it again; 1 when the reader did not have it."""
    given, is_new = Assignment.objects.get_or_create(
        **which, defaults={**links, "due_at": due_at, "made_by": by}
    )
    if is_new or given.state == AssignmentState.SENT:
        return int(is_new)
    was_away = given.state != AssignmentState.ASKED
    given.state, given.is_bridge = AssignmentState.ASKED, links["is_bridge"]
    given.is_anchor, given.due_at = links["is_anchor"], due_at or given.due_at
    given.save(update_fields=["state", "is_bridge", "is_anchor", "due_at"])
    return int(was_away)
