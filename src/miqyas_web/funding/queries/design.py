"""The design of a reading: who could read what, what is linked, what to expect of the ranks."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import AssignmentState, ConflictState
from miqyas_web.funding.models import Application, Assignment, Conflict, Reviewer, Stage
from miqyas_web.funding.queries.progress import STANDING, applications_read
from miqyas_web.funding.queries.seals import SealedFigures, figures_at
from miqyas_web.funding.science.judging import (
    FileToRead,
    Pair,
    Reader,
    expected,
    linked_groups,
)


@dataclass(frozen=True, slots=True)
class Design:
    """What the sharing out starts from."""

    files: list[FileToRead]
    readers: list[Reader]
    conflicts: set[Pair]
    done: set[Pair]
    before: set[Pair]
    applications: dict[str, Application]
    reviewers: dict[str, Reviewer]


def design_of(stage: Stage) -> Design:
    """Files, readers, ties, what was read and what is given already."""
    applications = {row.reference: row for row in applications_read(stage)}
    reviewers = {
        str(row.pk): row
        for row in stage.call.reviewers.filter(left_at__isnull=True).select_related("person").order_by("pk")
    }
    rows = list(stage.assignments.filter(reviewer__left_at__isnull=True).select_related("application"))
    declined = {_pair(row) for row in rows if row.state == AssignmentState.DECLINED}
    return Design(
        files=_files(list(applications.values()), list(reviewers.values()), figures_at(stage)),
        readers=[_reader(row) for row in reviewers.values()],
        conflicts=_conflicts(stage, reviewers) | declined,
        done={_pair(row) for row in rows if row.state == AssignmentState.SENT},
        before={_pair(row) for row in rows if row.state == AssignmentState.ASKED},
        applications=applications,
        reviewers=reviewers,
    )


def _pair(row: Assignment) -> Pair:
    return row.application.reference, str(row.reviewer_id)


def _conflicts(stage: Stage, reviewers: dict[str, Reviewer]) -> set[Pair]:
    by_person = {row.person_id: pk for pk, row in reviewers.items()}
    standing = Conflict.objects.filter(application__call=stage.call_id, person__in=by_person)
    found = standing.exclude(state=ConflictState.LIFTED).values_list("application__reference", "person_id")
    return {(reference, by_person[person]) for reference, person in found}


def _files(
    applications: list[Application], reviewers: list[Reviewer], sealed: dict[int, SealedFigures]
) -> list[FileToRead]:
    """Each file goes to the panel that knows its theme best, then to the one that has the fewest."""
    panels = sorted({row.panel for row in reviewers if row.panel})
    known = {
        panel: Counter(theme for row in reviewers if row.panel == panel for theme in row.themes)
        for panel in panels
    }
    load: Counter[str] = Counter()
    files = []
    for row in applications:
        theme = sealed[row.pk].theme
        panel = min(panels, key=lambda name: (-known[name][theme], load[name], name), default="")
        load[panel] += 1
        files.append(FileToRead(row.reference, panel, frozenset({theme} - {""})))
    return files


def _reader(row: Reviewer) -> Reader:
    return Reader(str(row.pk), row.panel, frozenset(row.themes), most=row.most_files)


def usual_top(stage: Stage) -> int:
    """How many files the budget would pay at the mean of what is asked; one at least, not all."""
    asked = [
        each.asked_mad for each in figures_at(stage, applications_read(stage)).values() if each.asked_mad
    ]
    if not asked or not stage.call.budget_mad:
        return 1
    mean = sum(asked, Decimal(0)) / len(asked)
    return max(1, min(len(asked) - 1, int((stage.call.budget_mad - stage.call.reserve_mad) / mean)))


def standing_pairs(stage: Stage) -> list[Pair]:
    """What is given and not taken back."""
    rows = stage.assignments.filter(state__in=STANDING).select_related("application").order_by("pk")
    return [_pair(row) for row in rows]


def links_of(stage: Stage) -> list[list[str]]:
    """Groups of files that readers link: one group when all ranks can be compared."""
    return linked_groups(standing_pairs(stage))


def foresight_of(stage: Stage) -> dict[str, Any]:
    """What the ranks will be able to say; or why it cannot be told yet."""
    try:
        found = expected(standing_pairs(stage), top=usual_top(stage), seed=stage.pk)
    except Refused as refusal:
        return {"refusal": refusal}
    return {"found": found, "width": f"{found.width:.1f}", "undecided": f"{found.undecided:.0f}"}
