"""A call is withdrawn, and may be opened again: each is a notice told to every applicant. Nothing written is lost."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.notices import keep_notice
from miqyas_web.funding.enums import CallState, NoticeKind
from miqyas_web.funding.models import Call, Notice, Stage


def _begin(call: Call, by: Person, state: CallState, refusal: str) -> Call:
    call = Call.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=call.pk)
    check_has(Permission.PUBLISH, permissions_in(call.organisation, by))
    if call.state != state:
        raise Refused(refusal)
    return call


@transaction.atomic
def withdraw_call(*, call: Call, text: Mapping[str, str], by: Person) -> Notice:
    """Withdraw a published call, before or after it opens, with the reason in every language."""
    call = _begin(
        call,
        by,
        CallState.PUBLISHED,
        _(
            "Only a published call is withdrawn: a draft is nobody's yet, and a decision that was announced stands."
        ),
    )
    notice = keep_notice(call, NoticeKind.WITHDRAWAL, text, {}, by, verb="call_withdrawn")
    Call.objects.filter(pk=call.pk).update(state=CallState.WITHDRAWN)
    return notice


@transaction.atomic
def reopen_call(*, call: Call, text: Mapping[str, str], closes_at: datetime | None, by: Person) -> Notice:
    """Open a withdrawn call again, by an erratum.

    Stages that were over when it was withdrawn stay over. One that was open, or to come, has all its time: if its deadline
    passed meanwhile a new one is needed, and the stages after it move by as much.
    """
    call = _begin(call, by, CallState.WITHDRAWN, _("This call is not withdrawn."))
    withdrawn = call.notices.filter(kind=NoticeKind.WITHDRAWAL).order_by("-published_at", "-pk").first()
    since = withdrawn.published_at if withdrawn else clock.now()
    stages = list(call.stages.select_for_update().filter(closes_at__gt=since).order_by("position"))
    change: dict[str, str | int] = {}
    if stages:
        change = _moved(stages, closes_at)
    elif closes_at is not None:
        raise Unfit(_("Every stage was over when this call was withdrawn: none of them opens again."))
    _give_back_own_time(call, since)
    Call.objects.filter(pk=call.pk).update(state=CallState.PUBLISHED)
    return keep_notice(call, NoticeKind.REOPENING, text, change, by, verb="call_reopened")


def _give_back_own_time(call: Call, since: datetime) -> None:
    """Those an appeal gave time of their own have what was left of it at the withdrawal."""
    late = call.applications.filter(own_closes_at__gt=since)
    late.update(own_closes_at=F("own_closes_at") + (clock.now() - since))


def _moved(stages: list[Stage], closes_at: datetime | None) -> dict[str, str | int]:
    """Give the first stage its new deadline, and move those after it by as much."""
    first, now = stages[0], clock.now()
    before = first.closes_at
    if before is None:
        return {}
    if closes_at is None:
        if before <= now:
            raise Unfit(_("The deadline passed while the call was withdrawn: give a new one."))
        return {}
    if closes_at <= max(before, now):
        raise Unfit(_("A deadline only moves later: people counted on the one that was published."))
    delay = closes_at - before
    first.closes_at = closes_at
    for later in stages[1:]:
        later.opens_at = later.opens_at + delay if later.opens_at else None
        later.closes_at = later.closes_at + delay if later.closes_at else None
    Stage.objects.bulk_update(stages, ["opens_at", "closes_at"])
    return {
        "stage": first.position,
        "before": before.astimezone(UTC).isoformat(),
        "after": closes_at.astimezone(UTC).isoformat(),
    }
