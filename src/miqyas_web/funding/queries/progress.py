"""Where the reading of a stage stands: file by file, reader by reader."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, AssignmentState
from miqyas_web.funding.models import Application, Assignment, Call, Stage
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.rules.scales import LEVELS_APART, ShownCriterion, criteria_of, steps_apart

STANDING = (AssignmentState.ASKED, AssignmentState.SENT)


@dataclass(frozen=True, slots=True)
class FileProgress:
    """A file: who reads it, how many have sent, on what they disagree."""

    application: Application
    assignments: tuple[Assignment, ...]
    n_sent: int
    n_late: int
    # Labels of criteria on which two readers are two levels apart or more: where to look, not a flag.
    apart: tuple[str, ...]
    # Whether someone was asked because of it.
    has_additional: bool


@dataclass(frozen=True, slots=True)
class ReaderProgress:
    """A reader: sent, asked, late, reminded."""

    reviewer: Any
    n_sent: int
    n_asked: int
    n_late: int
    reminded_at: Any


@dataclass(frozen=True, slots=True)
class Progress:
    """The reading of a stage, without the files hidden from who looks."""

    files: tuple[FileProgress, ...]
    readers: tuple[ReaderProgress, ...]
    n_hidden: int
    n_sent: int
    n_given: int


def applications_read(stage: Stage) -> Any:
    """Those that are read at this stage: sealed at it, neither withdrawn nor ineligible; a later draft does not matter."""
    return (
        Application.objects.sealed_at(stage, clock.now())
        .exclude(state__in=[ApplicationState.WITHDRAWN, ApplicationState.INELIGIBLE])
        .select_related("initiative__organisation")
        .order_by("reference", "pk")
    )


def progress_of(stage: Stage, person: Person, language: str) -> Progress:
    """Five queries, whatever there is. Readers are counted over all files: a load tells nothing of a file."""
    hidden = hidden_applications(stage.call, person)
    given: defaultdict[int | None, list[Assignment]] = defaultdict(list)
    for row in stage.assignments.filter(state__in=STANDING).select_related("review", "reviewer__person"):
        given[row.application_id].append(row)
    criteria = criteria_of(stage.grid.content if stage.grid else {}, language)
    applications = list(applications_read(stage))
    files = tuple(_file(each, given[each.pk], criteria) for each in applications if each.pk not in hidden)
    every = [row for rows in given.values() for row in rows]
    return Progress(
        files=files,
        readers=_readers(stage, every),
        n_hidden=sum(each.pk in hidden for each in applications),
        n_sent=sum(row.state == AssignmentState.SENT for row in every),
        n_given=len(every),
    )


def _is_late(row: Assignment) -> bool:
    return row.state == AssignmentState.ASKED and row.due_at is not None and row.due_at < clock.now()


def _file(application: Application, rows: list[Assignment], criteria: list[ShownCriterion]) -> FileProgress:
    sent = [row.review.scores for row in rows if row.state == AssignmentState.SENT and hasattr(row, "review")]
    apart = tuple(
        each.label
        for each in criteria
        if steps_apart(each, [one[each.key]["level"] for one in sent if each.key in one]) >= LEVELS_APART
    )
    return FileProgress(
        application,
        tuple(sorted(rows, key=lambda row: (row.reviewer.person.name, row.pk))),
        len(sent),
        sum(_is_late(row) for row in rows),
        apart,
        any(row.is_additional for row in rows),
    )


def _readers(stage: Stage, rows: list[Assignment]) -> tuple[ReaderProgress, ...]:
    by_reader: defaultdict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        by_reader[row.reviewer_id].append(row)
    reviewers = stage.call.reviewers.filter(left_at__isnull=True).select_related("person")
    return tuple(
        ReaderProgress(
            reviewer,
            sum(row.state == AssignmentState.SENT for row in by_reader[reviewer.pk]),
            sum(row.state == AssignmentState.ASKED for row in by_reader[reviewer.pk]),
            sum(_is_late(row) for row in by_reader[reviewer.pk]),
            max((row.reminded_at for row in by_reader[reviewer.pk] if row.reminded_at), default=None),
        )
        for reviewer in reviewers.order_by("panel", "person__name", "pk")
    )


def reading_figure(call: Call, person: Person) -> str | None:
    """How many reviews were sent, for who runs the call."""
    if Permission.FUND not in permissions_in(call.organisation, person):
        return None
    rows = Assignment.objects.filter(stage__call=call, state__in=STANDING)
    counts = rows.aggregate(given=Count("pk"), sent=Count("pk", filter=Q(state=AssignmentState.SENT)))
    return _("Reviews sent: %(sent)s of %(given)s") % counts
