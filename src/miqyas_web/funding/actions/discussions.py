"""A committee discusses a file, and closes with its minutes."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.minutes import write_minute
from miqyas_web.funding.actions.reviewers import check_may_run
from miqyas_web.funding.enums import DiscussionState
from miqyas_web.funding.models import Application, Discussion, DiscussionNote, Minute, Stage
from miqyas_web.funding.queries.access import check_open_to
from miqyas_web.funding.queries.discussions import are_all_in, seat_of
from miqyas_web.funding.refusals import DiscussionClosed, OpinionsSealed


@transaction.atomic
def add_note(*, application: Application, stage: Stage, text: str, by: Person) -> DiscussionNote:
    """Say something of a file, once every first opinion is in."""
    check_open_to(by, application)
    if seat_of(by, stage, application) is None:
        raise Refused(_("The secretariat, the committee and the readers of the file discuss it."))
    if not text.strip():
        raise Unfit(_("Write what you have to say."))
    discussion = _open(application, stage)
    note = DiscussionNote.objects.create(
        discussion=discussion, text=text.strip(), written_by=by, written_at=clock.now()
    )
    audit.record("discussion_noted", target=discussion, by=by, organisation=stage.call.organisation)
    return note


@transaction.atomic
def close_discussion(
    *, application: Application, stage: Stage, text: str, present: Iterable[Person], by: Person
) -> Minute:
    """Write what was concluded, who was there and who had left; no note and no change comes after."""
    check_may_run(stage.call, by)
    check_open_to(by, application)
    discussion = _open(application, stage)
    minute = write_minute(call=stage.call, application=application, text=text, present=present, by=by)
    discussion.state, discussion.closed_by = DiscussionState.CLOSED, by
    discussion.closed_at = clock.now()
    discussion.save(update_fields=["state", "closed_by", "closed_at"])
    audit.record("discussion_closed", target=discussion, by=by, organisation=stage.call.organisation)
    return minute


def _open(application: Application, stage: Stage) -> Discussion:
    """The discussion, to be written on."""
    if not are_all_in(application, stage):
        raise OpinionsSealed
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    discussion, _is_new = Discussion.objects.get_or_create(
        application=application, stage=stage, defaults={"opened_at": clock.now()}
    )
    if discussion.state == DiscussionState.CLOSED:
        raise DiscussionClosed
    return discussion
