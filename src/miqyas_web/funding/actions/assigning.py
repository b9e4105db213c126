"""Files are given to reviewers, taken back, reminded of."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.actions import letters
from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.reminders import send_reminder
from miqyas_web.funding.actions.reviewers import check_may_run
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.models import Application, Assignment, Reviewer, Stage
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.refusals import StillSealed
from miqyas_web.funding.rules.calls import Moment, moment_of
from miqyas_web.funding.rules.reviewing import REMINDER_PAUSE


def assign_file(
    *,
    stage: Stage,
    application: Application,
    reviewer: Reviewer,
    due_at: datetime | None,
    by: Person,
    is_additional: bool = False,
    reason: str = "",
    link: str = "",
) -> Assignment:
    """Give one file to one reviewer, who gets a letter with this link; one that was taken back is given again."""
    check_may_run(stage.call, by)
    check_can_assign(stage, application, reviewer)
    try:
        with transaction.atomic():
            given = given_to(
                stage, application, reviewer, due_at=due_at, by=by, is_additional=is_additional, reason=reason
            )
            audit.record("file_assigned", target=given, by=by, organisation=stage.call.organisation)
            tell_files(reviewer, n=1, due_at=due_at, link=link)
    except IntegrityError as twice:
        raise Unfit(_("This person has this file already.")) from twice
    return given


@transaction.atomic
def ask_one_more(
    *, stage: Stage, application: Application, reviewer: Reviewer, link: str, by: Person
) -> Assignment:
    """The readers disagree: give the file to one more, with the last day the others had, if it is still to come."""
    check_may_run(stage.call, by)
    check_can_assign(stage, application, reviewer)
    standing = application.assignments.filter(stage=stage, due_at__gt=clock.now())
    due_at = standing.order_by("-due_at").values_list("due_at", flat=True).first()
    given = given_to(
        stage, application, reviewer, due_at=due_at, by=by, is_additional=True,
        reason=_("The first readers disagree."),
    )  # fmt: skip
    audit.record(
        "additional_reader_asked",
        target=given,
        by=by,
        organisation=stage.call.organisation,
        reference=application.reference,
    )
    tell_files(reviewer, n=1, due_at=due_at, link=link)
    return given


def check_can_assign(stage: Stage, application: Application, reviewer: Reviewer) -> None:
    if moment_of(stage.opens_at, stage.closes_at, now=clock.now()) is not Moment.AFTER:
        raise StillSealed
    if reviewer.call_id != stage.call_id or application.call_id != stage.call_id:
        raise Unfit(_("This file or this person is of another call."))
    if reviewer.left_at is not None:
        raise Unfit(_("This person has left: choose someone else."))
    if has_conflict(reviewer.person, application):
        raise Unfit(_("A conflict of interest stands between this person and this file."))


def given_to(
    stage: Stage,
    application: Application,
    reviewer: Reviewer,
    *,
    due_at: datetime | None,
    by: Person,
    is_additional: bool,
    reason: str,
) -> Assignment:
    standing = Assignment.objects.filter(stage=stage, application=application, reviewer=reviewer).first()
    if standing is None:
        return Assignment.objects.create(
            stage=stage, application=application, reviewer=reviewer, due_at=due_at, made_by=by,
            is_additional=is_additional, reason=reason,
        )  # fmt: skip
    if standing.state in {AssignmentState.ASKED, AssignmentState.SENT}:
        raise Unfit(_("This person has this file already."))
    was_sent = hasattr(standing, "review") and standing.review.sent_at is not None
    standing.state = AssignmentState.SENT if was_sent else AssignmentState.ASKED
    standing.due_at, standing.made_by, standing.reason = due_at, by, reason
    standing.is_additional = standing.is_additional or is_additional
    standing.save(update_fields=["state", "due_at", "made_by", "reason", "is_additional"])
    return standing


def tell_files(reviewer: Reviewer, *, n: int, due_at: datetime | None, link: str) -> None:
    """A letter in the reviewer's language: files were given to them. Without a link, none."""
    if not link:
        return
    person, call = reviewer.person, reviewer.call
    letters.send_on_commit(
        "funding/letters/files_given.txt",
        to=person.email,
        language=person.language,
        subject=gettext_lazy("Files are given to you to read"),
        call=call.title.get(person.language) or str(call),
        organisation=call.organisation,
        n=n,
        due_at=due_at,
        link=link,
    )


@transaction.atomic
def release_file(*, assignment: Assignment, by: Person) -> None:
    """Take a file back that was not read yet."""
    check_may_run(assignment.stage.call, by)
    if assignment.state != AssignmentState.ASKED:
        raise Refused(_("This review was sent: it stays."))
    assignment.state, assignment.reason = AssignmentState.RELEASED, _("Taken back by the secretariat.")
    assignment.save(update_fields=["state", "reason"])
    audit.record("file_released", target=assignment, by=by, organisation=assignment.stage.call.organisation)


@transaction.atomic
def remind_reviewer(*, reviewer: Reviewer, link: str, by: Person) -> int:
    """One letter for all the files that wait; answers with how many. Not twice in two days."""
    call = reviewer.call
    check_may_run(call, by)
    waiting = reviewer.assignments.filter(state=AssignmentState.ASKED)
    if not waiting.exists():
        raise Refused(_("This person has nothing left to send."))
    if waiting.filter(reminded_at__gt=clock.now() - REMINDER_PAUSE).exists():
        raise Refused(_("This person was reminded less than two days ago."))
    due_at = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    n = waiting.update(reminded_at=clock.now())
    send_reminder(reviewer, n=n, due_at=due_at, link=link)
    audit.record("reviewer_reminded", target=reviewer, by=by, organisation=call.organisation, n=n)
    return n
