"""Questions about anchors and files to learn on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, AssignmentState, ReferenceUse
from miqyas_web.funding.models import (
    Application,
    Call,
    Conflict,
    ReferenceFile,
    Reviewer,
    Stage,
    TrainingAnswer,
)
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.queries.ties import ties_in_records
from miqyas_web.funding.rules.scales import ShownCriterion, steps_apart


def references_of(stage: Stage) -> QuerySet[ReferenceFile, Any]:
    """Those in use at a stage, by their code, with how many reviews were asked and sent."""
    given = "application__assignments"
    at = Q(**{f"{given}__stage": stage})
    return (
        stage.reference_files.filter(retired_at__isnull=True)
        .select_related("application__initiative", "source__call")
        .annotate(
            n_answers=Count("answers", distinct=True),
            n_own=Count(
                "assignments",
                filter=~Q(assignments__state__in=[AssignmentState.RELEASED, AssignmentState.DECLINED]),
                distinct=True,
            ),
            n_candidate=Count(
                given,
                filter=at
                & ~Q(**{f"{given}__state__in": [AssignmentState.RELEASED, AssignmentState.DECLINED]}),
                distinct=True,
            ),
        )
        .order_by("use", "code")
    )


def references_shown(stage: Stage, person: Person) -> list[ReferenceFile]:
    """The same for one person of the secretariat: candidates they are tied to are left out."""
    hidden = hidden_applications(stage.call, person)
    return [one for one in references_of(stage) if one.application_id not in hidden]


def anchors_of(stage: Stage) -> list[ReferenceFile]:
    """Anchors in use."""
    return list(
        stage.reference_files.filter(retired_at__isnull=True, use=ReferenceUse.ANCHOR)
        .select_related("application", "source")
        .order_by("code")
    )


def reference_for(call: Call, pk: int, person: Person) -> ReferenceFile:
    """One of the call, for its secretariat; not for who is tied to the candidate, or to the file it was taken from."""
    file = (
        ReferenceFile.objects.filter(stage__call=call, pk=pk, retired_at__isnull=True)
        .select_related("stage__call__organisation", "stage__grid", "application", "source")
        .first()
    )
    if file is None or file.application_id in hidden_applications(call, person):
        raise Http404
    return file


def past_applications(call: Call, person: Person) -> QuerySet[Application, Any]:
    """Applications of other calls of the funder that are over, those the person is tied to left out."""
    tied = Conflict.objects.filter(person=person).exclude(state="lifted").values("application")
    return (
        Application.objects.filter(
            call__organisation=call.organisation_id,
            sent_at__isnull=False,
            stage__closes_at__lt=clock.now(),
            state__in=[ApplicationState.FUNDED, ApplicationState.NOT_RETAINED],
        )
        .exclude(call=call)
        .exclude(pk__in=tied)
        .select_related("initiative", "call")
        .order_by("-sent_at", "-pk")
    )


def ties_to_sources(anchors: list[ReferenceFile], people: Mapping[int, str]) -> set[tuple[str, str]]:
    """Who is tied to the past file an anchor was taken from: pairs of a code and of what ``people`` gives."""
    found: set[tuple[str, str]] = set()
    for file in anchors:
        if file.source is None:
            continue
        known = Conflict.objects.filter(application=file.source, person__in=people).exclude(state="lifted")
        tied = set(known.values_list("person_id", flat=True))
        tied |= {
            tie.person_id
            for tie in ties_in_records(file.source.call, people=people)
            if tie.application_id == file.source_id
        }
        found |= {(file.code, people[person]) for person in tied}
    return found


@dataclass(frozen=True, slots=True)
class Lesson:
    """A file to learn on, and whether the reviewer has answered."""

    file: ReferenceFile
    is_done: bool


def lessons_of(reviewer: Reviewer) -> list[Lesson]:
    """What the reviewer has to learn on. Two queries."""
    done = set(reviewer.training_answers.values_list("file_id", flat=True))
    files = ReferenceFile.objects.filter(
        stage__call=reviewer.call_id, use=ReferenceUse.TRAINING, retired_at__isnull=True
    ).order_by("stage__position", "code")
    return [Lesson(file, file.pk in done) for file in files]


def lesson_of(reviewer: Reviewer, pk: int) -> ReferenceFile:
    """One file to learn on, for who reads for its call."""
    file = (
        ReferenceFile.objects.filter(
            stage__call=reviewer.call_id, use=ReferenceUse.TRAINING, retired_at__isnull=True, pk=pk
        )
        .select_related("stage__call", "stage__grid")
        .first()
    )
    if file is None:
        raise Http404
    return file


@dataclass(frozen=True, slots=True)
class Beside:
    """One criterion: what the reviewer gave, what careful readers give, and why."""

    label: str
    own: str
    reference: str
    steps: int
    is_higher: bool
    reason: str


def answer_of(reviewer: Reviewer, file: ReferenceFile) -> TrainingAnswer | None:
    """What the reviewer answered."""
    return TrainingAnswer.objects.filter(reviewer=reviewer, file=file).first()


def beside_reference(answer: TrainingAnswer, criteria: list[ShownCriterion]) -> list[Beside]:
    """How the reviewer stands beside the reference, criterion by criterion."""
    told = []
    for each in criteria:
        held = answer.file.levels.get(each.key, {})
        own, reference = answer.levels.get(each.key), held.get("level")
        if own is None or reference is None:
            continue
        told.append(
            Beside(
                each.label, f"{own:g}", f"{reference:g}", steps_apart(each, [own, reference]),
                own > reference, str(held.get("reason", "")),
            )
        )  # fmt: skip
    return told
