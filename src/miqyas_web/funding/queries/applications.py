"""Questions about applications: those of an applicant, those a funder received."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, ConflictState
from miqyas_web.funding.models import Application, Call, Conflict, Partner, Stage, StageAnswer
from miqyas_web.funding.queries.appeals import let_in_late
from miqyas_web.funding.queries.seals import SealedFigures, figures_at
from miqyas_web.funding.rules.calls import Moment, moment_of
from miqyas_web.initiatives.models import Initiative


def applications_of(initiative: Initiative) -> QuerySet[Application]:
    """Applications of one initiative, the last first."""
    return (
        Application.objects.filter(initiative=initiative)
        .select_related("call__organisation", "stage")
        .order_by("-created_at", "-pk")
    )


def initiatives_to_apply_with(person: Person, call: Call) -> QuerySet[Initiative]:
    """Initiatives the person may describe and that do not apply to this call yet."""
    standing = Application.objects.filter(call=call, initiative=OuterRef("pk"), withdrawn_at__isnull=True)
    theirs = Initiative.objects.where(person, may=Permission.DESCRIBE)
    return theirs.filter(~Exists(standing)).order_by("title", "pk")


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A file as it was sent at a stage, and what was answered to it there."""

    application: Application
    sealed: SealedFigures
    answer: StageAnswer | None


@dataclass(frozen=True, slots=True)
class Received:
    """What a funder knows of the applications to a call: counts, then the files of each stage once it is over."""

    n_sent: int
    n_withdrawn: int
    # Stages that are over, in order, and the one shown; none before the first deadline.
    stages: list[Stage]
    stage: Stage | None
    # The stage that is open now, and how many were sent at it: all that is known of it.
    open_stage: Stage | None
    n_sent_now: int
    rows: list[ReceivedRow]
    n_hidden: int
    # Those an appeal let in at the stage shown, sealed until the end of their own time.
    late: list[Application]

    @property
    def is_sealed(self) -> bool:
        return self.stage is None


def received(call: Call, person: Person, wanted: str = "") -> Received:
    """The files of a call at one stage, without those hidden from the person. A constant number of queries."""
    counts = Application.objects.filter(call=call, sent_at__isnull=False).aggregate(
        n=Count("pk", filter=~Q(state=ApplicationState.WITHDRAWN)),
        withdrawn=Count("pk", filter=Q(state=ApplicationState.WITHDRAWN)),
    )
    now, stages = clock.now(), list(call.stages.order_by("position"))
    moments = {stage.pk: moment_of(stage.opens_at, stage.closes_at, now=now) for stage in stages}
    over = [stage for stage in stages if moments[stage.pk] is Moment.AFTER]
    opened = next((stage for stage in stages if moments[stage.pk] is Moment.OPEN), None)
    chosen = [stage for stage in over if str(stage.position) == wanted]
    stage = next(iter(chosen or over[-1:]), None)
    rows, n_hidden = _rows(stage, person) if stage else ([], 0)
    n_now = opened.seals.values("application").distinct().count() if opened else 0
    late = let_in_late(stage) if stage else []
    return Received(counts["n"], counts["withdrawn"], over, stage, opened, n_now, rows, n_hidden, late)


def _rows(stage: Stage, person: Person) -> tuple[list[ReceivedRow], int]:
    standing = Conflict.objects.filter(application=OuterRef("pk"), person=person)
    answered = StageAnswer.objects.filter(stage=stage)
    found: list[Any] = list(
        Application.objects.sealed_at(stage, clock.now())
        .annotate(is_hidden=Exists(standing.exclude(state=ConflictState.LIFTED)))
        .select_related("initiative__organisation", "stage")
        .prefetch_related(Prefetch("stage_answers", answered, to_attr="answers_here"))
        .order_by("reference", "pk")
    )
    figures = figures_at(stage)
    rows = [
        ReceivedRow(row, figures[row.pk], next(iter(row.answers_here), None))
        for row in found
        if not row.is_hidden
    ]
    return rows, len(found) - len(rows)


def partner_for(person: Person, pk: int) -> Partner:
    """A partner's place in an application, for the people of that partner who may agree."""
    theirs = Organisation.objects.where(person, Permission.READ)
    found = (
        Partner.objects.filter(pk=pk, organisation__in=theirs)
        .select_related("organisation", "application__call", "application__initiative__organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found
