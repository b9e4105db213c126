"""Reviewers are reminded of files that wait, when the day nears and when it is past. Asked again, nobody gets two."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.actions import letters
from miqyas_web.foundation import audit, clock
from miqyas_web.funding.enums import AssignmentState, CallState
from miqyas_web.funding.models import Assignment, Reviewer
from miqyas_web.funding.rules.reviewing import REMINDER_BEFORE, reminder_wanted


def remind_when_due(*, link_for: Callable[[Reviewer], str]) -> int:
    """One letter to each reviewer for whom a day nears or is past; answers with how many."""
    soon = Assignment.objects.filter(
        state=AssignmentState.ASKED,
        due_at__lte=clock.now() + REMINDER_BEFORE,
        reviewer__left_at__isnull=True,
        stage__call__state=CallState.PUBLISHED,
    )
    people = sorted(set(soon.values_list("reviewer_id", flat=True)))
    return sum(_remind(pk, link_for) for pk in people)


@transaction.atomic
def _remind(pk: int, link_for: Callable[[Reviewer], str]) -> int:
    """Locked, then looked at again: two commands at once send one letter."""
    reviewer = (
        Reviewer.objects.select_for_update(of=("self",))
        .select_related("person", "call__organisation")
        .get(pk=pk)
    )
    waiting = reviewer.assignments.filter(state=AssignmentState.ASKED)
    dates = list(waiting.values_list("due_at", "reminded_at"))
    if not any(reminder_wanted(due_at=due, reminded_at=reminded, now=clock.now()) for due, reminded in dates):
        return 0
    waiting.update(reminded_at=clock.now())
    send_reminder(
        reviewer, n=len(dates), due_at=min(due for due, _reminded in dates if due), link=link_for(reviewer)
    )
    audit.record(
        "reviewer_reminded",
        target=reviewer,
        by=None,
        organisation=reviewer.call.organisation,
        n=len(dates),
    )
    return 1


def send_reminder(reviewer: Reviewer, *, n: int, due_at: datetime | None, link: str) -> None:
    """The letter, in the reviewer's language."""
    person, call = reviewer.person, reviewer.call
    letters.send_on_commit(
        "funding/letters/review_reminder.txt",
        to=person.email,
        language=person.language,
        subject=gettext_lazy("Files wait for your reading"),
        call=call.title.get(person.language) or str(call),
        organisation=call.organisation,
        n=n,
        due_at=due_at,
        link=link,
    )
