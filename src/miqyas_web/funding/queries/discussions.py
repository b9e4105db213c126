"""Who may discuss a file, what its readers said once all are in, what was noted."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.funding.enums import AssignmentState, DiscussionState
from miqyas_web.funding.models import Application, Assignment, Call, Discussion, Reviewer, Stage
from miqyas_web.funding.queries.access import check_open_to
from miqyas_web.funding.queries.disagreements import Flag, flags_of
from miqyas_web.funding.queries.progress import STANDING, applications_read
from miqyas_web.funding.queries.reading import LETTERS, Opinion, opinions_on, readings_of
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.queries.stages import stage_read
from miqyas_web.funding.rules.scales import LEVELS_APART, ShownCriterion, criteria_of, steps_apart


class Seat(StrEnum):
    """In which quality someone takes part."""

    SECRETARIAT = "secretariat"
    COMMITTEE = "committee"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Room:
    """A discussion as one person comes to it."""

    call: Call
    stage: Stage
    application: Application
    seat: Seat
    # Their own reading of the file, if they sent one.
    reading: Assignment | None

    @property
    def with_names(self) -> bool:
        """Whether readers are named: to the secretariat always, to the others where the stage is not blind."""
        return self.seat == Seat.SECRETARIAT or not self.stage.is_blind


def seat_of(person: Person, stage: Stage, application: Application) -> Seat | None:
    """The secretariat, the committee, then who read the file; nobody else."""
    if Permission.FUND in permissions_in(stage.call.organisation, person):
        return Seat.SECRETARIAT
    reviewer = Reviewer.objects.filter(
        call=stage.call_id, person=person, left_at__isnull=True, declared_at__isnull=False
    ).first()
    if reviewer is None:
        return None
    if reviewer.is_committee:
        return Seat.COMMITTEE
    has_read = application.assignments.filter(stage=stage, reviewer=reviewer, state=AssignmentState.SENT)
    return Seat.READER if has_read.exists() else None


def room_for(person: Person, call_pk: int, application_pk: int, wanted: str = "") -> Room:
    """The discussion, for who has a seat there. Who is tied to the file is told so; a stranger, that there is none."""
    call = Call.objects.select_related("organisation").filter(pk=call_pk).first()
    stage = stage_read(call, wanted) if call else None
    if call is None or stage is None:
        raise Http404
    application = applications_read(stage).select_related("stage").filter(pk=application_pk).first()
    is_of_call = Permission.FUND in permissions_in(call.organisation, person) or (
        call.reviewers.filter(person=person, left_at__isnull=True).exists()
    )
    if application is None or not is_of_call:
        raise Http404
    check_open_to(person, application)
    seat = seat_of(person, stage, application)
    if seat is None:
        raise Http404
    own = readings_of(application, stage).filter(reviewer__person=person, state=AssignmentState.SENT).first()
    return Room(call, stage, application, seat, own)


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is shown: who, or which reader."""

    who: str
    letter: str
    text: str
    written_at: Any


@dataclass(frozen=True, slots=True)
class ShownDiscussion:
    """What the page of a discussion shows."""

    n: int
    n_sent: int
    opinions: tuple[Opinion, ...]
    flag: Flag | None
    apart: tuple[str, ...]
    notes: tuple[Note, ...]
    discussion: Discussion | None

    @property
    def are_in(self) -> bool:
        """Whether every first opinion is in: until then they stay sealed, for everybody."""
        return 0 < self.n == self.n_sent

    @property
    def is_closed(self) -> bool:
        return self.discussion is not None and self.discussion.state == DiscussionState.CLOSED


def discussion_of(application: Application, stage: Stage) -> Discussion | None:
    """The discussion of a file at a stage, once something was noted."""
    return Discussion.objects.filter(application=application, stage=stage).first()


def are_all_in(application: Application, stage: Stage) -> bool:
    """Whether every reading given of the file is sent, and there is one."""
    states = list(readings_of(application, stage).values_list("state", flat=True))
    return bool(states) and all(state == AssignmentState.SENT for state in states)


def discussion_shown(room: Room, language: str) -> ShownDiscussion:
    """Opinions once all are in, the disagreement as the science tells it, what was noted."""
    criteria = criteria_of(room.stage.grid.content if room.stage.grid else {}, language)
    rows = list(readings_of(room.application, room.stage).values_list("state", flat=True))
    n_sent = sum(state == AssignmentState.SENT for state in rows)
    are_in = bool(rows) and n_sent == len(rows)
    readings = readings_of(room.application, room.stage)
    opinions = opinions_on(readings, criteria, with_names=room.with_names) if are_in else []
    discussion = discussion_of(room.application, room.stage)
    return ShownDiscussion(
        n=len(rows),
        n_sent=n_sent,
        opinions=tuple(opinions),
        flag=flags_of(room.stage).by_file.get(room.application.reference) if are_in else None,
        apart=levels_apart(opinions, criteria),
        notes=_notes(discussion, opinions, with_names=room.with_names) if are_in else (),
        discussion=discussion,
    )


def levels_apart(opinions: list[Opinion], criteria: list[ShownCriterion]) -> tuple[str, ...]:
    """Labels of criteria on which two readers stand two levels apart or more, now."""
    return tuple(
        each.label
        for each in criteria
        if steps_apart(
            each,
            [one.review.scores[each.key]["level"] for one in opinions if each.key in one.review.scores],
        )
        >= LEVELS_APART
    )


def _notes(discussion: Discussion | None, opinions: list[Opinion], *, with_names: bool) -> tuple[Note, ...]:
    if discussion is None:
        return ()
    letters = {one.review.assignment.reviewer.person_id: one.letter for one in opinions}
    rows = discussion.notes.select_related("written_by").order_by("written_at", "pk")
    return tuple(
        Note(
            row.written_by.name if with_names or row.written_by_id not in letters else "",
            letters.get(row.written_by_id, ""), row.text, row.written_at,
        )
        for row in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DiscussedFile:
    """One line of the list."""

    application: Application
    n: int
    n_sent: int
    state: str
    asks_one_more: bool


def files_discussed(stage: Stage, person: Person) -> list[DiscussedFile]:
    """Files of a stage with how far they are, those to discuss first; hidden ones left out. Five queries."""
    hidden = hidden_applications(stage.call, person)
    states: defaultdict[int | None, list[str]] = defaultdict(list)
    rows = stage.assignments.filter(state__in=STANDING).values_list("application_id", "state")
    for application_id, state in rows:
        states[application_id].append(state)
    held = dict(stage.discussions.values_list("application_id", "state"))
    flags = flags_of(stage).by_file
    found = []
    for each in applications_read(stage).exclude(pk__in=hidden):
        given = states[each.pk]
        flag = flags.get(each.reference)
        found.append(
            DiscussedFile(
                each, len(given), sum(state == AssignmentState.SENT for state in given),
                held.get(each.pk, ""), flag is not None and flag.asks_one_more,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.state == DiscussionState.CLOSED, not one.asks_one_more))


def discussions_for(reviewer: Reviewer) -> list[Application]:
    """Files a reviewer may discuss now: all for the committee, those they read for others; every opinion in."""
    hidden = hidden_applications(reviewer.call, reviewer.person)
    waiting = Assignment.objects.filter(state=AssignmentState.ASKED, application__isnull=False)
    read = Assignment.objects.filter(state=AssignmentState.SENT, stage__call=reviewer.call_id)
    mine = read if reviewer.is_committee else read.filter(reviewer=reviewer)
    return list(
        reviewer.call.applications.filter(pk__in=mine.values("application"))
        .exclude(pk__in=waiting.values("application"))
        .exclude(Q(pk__in=hidden) | Q(discussions__state=DiscussionState.CLOSED))
        .select_related("initiative")
        .order_by("reference")
    )


def letter_of(place: int) -> str:
    """How a reader is called where names are not told."""
    return LETTERS[place % len(LETTERS)]
