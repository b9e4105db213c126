"""What a reviewer has to read, and what the others wrote once they have written themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.models import Application, Assignment, Review, Reviewer, Stage
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.rules.scales import ShownCriterion

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class ToRead:
    """One file of a reviewer's list."""

    assignment: Assignment
    title: str
    # Draft, sent, or nothing yet.
    state: str


def files_of(reviewer: Reviewer, person: Person) -> list[ToRead]:
    """Files given and not taken back, those to read first."""
    hidden = hidden_applications(reviewer.call, person)
    rows = (
        reviewer.assignments.exclude(state__in=[AssignmentState.RELEASED, AssignmentState.DECLINED])
        .exclude(application__in=hidden)
        .select_related("application__initiative", "reference_file", "stage", "review")
        .order_by("state", "due_at", "application__reference", "reference_file__code")
    )
    return [ToRead(row, row.title, _state(row)) for row in rows]


def _state(assignment: Assignment) -> str:
    if assignment.state == AssignmentState.SENT:
        return "sent"
    return "draft" if hasattr(assignment, "review") else "new"


def review_of(assignment: Assignment) -> Review | None:
    """What stands of this review, draft or sent."""
    return Review.objects.filter(assignment=assignment).first()


def stages_before(assignment: Assignment) -> list[Stage]:
    """Earlier stages at which the same file was sealed, the first first."""
    return list(
        Stage.objects.filter(
            call=assignment.stage.call_id,
            position__lt=assignment.stage.position,
            seals__application=assignment.application_id,
        )
        .select_related("grid")
        .distinct()
        .order_by("position")
    )


def own_review_at(assignment: Assignment, stage: Stage) -> Review | None:
    """What the same reader sent on the same file at an earlier stage."""
    return Review.objects.filter(
        assignment__reviewer=assignment.reviewer_id,
        assignment__application=assignment.application_id,
        assignment__stage=stage,
        assignment__state=AssignmentState.SENT,
    ).first()


def own_levels(review: Review, criteria: list[ShownCriterion]) -> list[tuple[str, str, str, str]]:
    """Of one's own review: label, first level, level now, words."""
    return [_level(each, review) for each in criteria]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A review as others read it: a letter for the reviewer, the first opinion, and the later one beside it."""

    letter: str
    name: str
    review: Review
    levels: tuple[tuple[str, str, str, str], ...]
    is_changed: bool

    @property
    def first_opinion(self) -> str:
        """The words as first sent."""
        return str(self.review.first.get("opinion", ""))


def readings_beside(assignment: Assignment) -> QuerySet[Assignment]:
    """What was given of the same file at the same stage and stands, this one with it."""
    return Assignment.objects.filter(
        stage=assignment.stage_id,
        application=assignment.application_id,
        reference_file=assignment.reference_file_id,
        state__in=[AssignmentState.ASKED, AssignmentState.SENT],
    )


def readings_of(application: Application, stage: Stage) -> QuerySet[Assignment]:
    """What was given of an application at a stage and stands."""
    return application.assignments.filter(
        stage=stage, state__in=[AssignmentState.ASKED, AssignmentState.SENT]
    )


def opinions_once_all_in(assignment: Assignment, criteria: list[ShownCriterion]) -> dict[str, Any]:
    """The others' opinions once every first opinion of the file is in: until then they stay sealed."""
    readings = readings_beside(assignment)
    n, n_sent = readings.count(), readings.filter(state=AssignmentState.SENT).count()
    are_in = n == n_sent
    return {
        "opinions": opinions_on(readings, criteria) if are_in else [],
        "are_in": are_in,
        "n": n,
        "n_sent": n_sent,
    }


def opinions_on(
    readings: QuerySet[Assignment], criteria: list[ShownCriterion], *, with_names: bool = False
) -> list[Opinion]:
    """Every review sent among these readings of a file; those taken back do not count."""
    rows = (
        Review.objects.filter(assignment__in=readings, assignment__state=AssignmentState.SENT)
        .select_related("assignment__reviewer__person")
        .order_by("assignment_id")
    )
    return [
        Opinion(
            LETTERS[place % len(LETTERS)],
            row.assignment.reviewer.person.name if with_names else "",
            row,
            tuple(_level(each, row) for each in criteria),
            is_changed=row.changed_at is not None,
        )
        for place, row in enumerate(rows)
    ]


def _level(criterion: ShownCriterion, review: Review) -> tuple[str, str, str, str]:
    """Label, first level, level now, words."""
    first = review.first.get("scores", {}).get(criterion.key, {})
    now = review.scores.get(criterion.key, {})
    return criterion.label, _mark(first), _mark(now), str(now.get("comment", ""))


def _mark(score: Mapping[str, Any]) -> str:
    level = score.get("level")
    return "—" if level is None else f"{level:g}"
