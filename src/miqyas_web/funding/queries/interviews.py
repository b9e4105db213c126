"""Interviews of a stage, who can hear them, and which times clash: one reader, one room or one applicant twice at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, ConflictState
from miqyas_web.funding.models import Application, Call, Conflict, Interview, Reviewer, Stage
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.rules.interviews import MOST_MINUTES, Booked, folded_place

READERS = Prefetch("readers", Reviewer.objects.select_related("person").order_by("person__name", "pk"))


def interviews_of(stage: Stage, person: Person) -> tuple[list[Interview], list[Application], int]:
    """Interviews of a stage by time, applications that have none yet, and how many a conflict hides."""
    hidden = hidden_applications(stage.call, person)
    booked = list(
        stage.interviews.select_related("application__initiative__organisation")
        .prefetch_related(READERS)
        .order_by("starts_at", "pk")
    )
    waiting = list(applications_to_hear(stage))
    n_hidden = sum(one.application_id in hidden for one in booked) + sum(one.pk in hidden for one in waiting)
    return (
        [one for one in booked if one.application_id not in hidden],
        [one for one in waiting if one.pk not in hidden],
        n_hidden,
    )


def applications_to_hear(stage: Stage) -> list[Application]:
    """Those invited to a stage of interviews that have no time yet, by reference."""
    return list(
        Application.objects.filter(stage=stage, state=ApplicationState.SENT)
        .exclude(interviews__stage=stage)
        .select_related("initiative__organisation", "stage")
        .order_by("reference", "pk")
    )


def interview_for(person: Person, pk: int, *, may: Permission | None = None) -> Interview:
    """The interview, for people of the funder."""
    found = (
        Interview.objects.filter(stage__call__in=Call.objects.visible_to(person), pk=pk)
        .select_related("stage__call__organisation", "application__initiative__organisation")
        .prefetch_related(READERS)
        .first()
    )
    if found is None:
        raise Http404
    if may is not None:
        check_has(may, permissions_in(found.stage.call.organisation, person))
    return found


def interviews_to_hear(reviewer: Reviewer) -> list[Interview]:
    """Those to come that a reader hears, by time; none of an applicant they are tied to."""
    return list(
        reviewer.interviews.filter(
            recorded_at__isnull=True, starts_at__gt=clock.now(), application__state=ApplicationState.SENT
        )
        .exclude(application__in=_tied(reviewer.person))
        .select_related("application__initiative__organisation", "stage")
        .order_by("starts_at", "pk")
    )


def _tied(person: Person) -> QuerySet[Conflict, Any]:
    return Conflict.objects.filter(person=person).exclude(state=ConflictState.LIFTED).values("application")


def readers_of(call: Call, application: Application | None = None) -> QuerySet[Reviewer]:
    """Who can hear an interview of a call: its readers who have not left, and are not tied to the applicant."""
    readers = call.reviewers.filter(left_at__isnull=True).select_related("person")
    if application is not None:
        tied = Conflict.objects.filter(application=application).exclude(state=ConflictState.LIFTED)
        readers = readers.exclude(person__in=tied.values("person"))
    return readers.order_by("person__name", "pk")


def tied_to(applications: Iterable[Application]) -> set[tuple[int, int]]:
    """Pairs of an application and a person whom a conflict keeps from it."""
    ties = Conflict.objects.filter(application__in=list(applications)).exclude(state=ConflictState.LIFTED)
    return set(ties.values_list("application_id", "person_id"))


def booked_around(stage: Stage, *, first: datetime, last: datetime, leaving_out: int = 0) -> Sequence[Booked]:
    """Interviews to come between two moments: of this funder and of others. Two queries."""
    found = (
        Interview.objects.filter(
            Q(application__state=ApplicationState.SENT),
            starts_at__lt=last,
            starts_at__gt=first - timedelta(minutes=MOST_MINUTES),
            recorded_at__isnull=True,
        )
        .exclude(pk=leaving_out)
        .select_related("application__initiative__organisation", "stage__call")
        .prefetch_related(READERS)
        .order_by("starts_at", "pk")
    )
    return [
        booked_of(one, is_own=one.stage.call.organisation_id == stage.call.organisation_id) for one in found
    ]


def booked_of(
    interview: Interview, *, is_own: bool = True, readers: Iterable[Reviewer] | None = None
) -> Booked:
    """An interview as the rules compare it; of another funder, nothing of it is named."""
    heard_by = interview.readers.all() if readers is None else readers
    return Booked(
        reference=interview.application.reference if is_own else "",
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        place=folded_place(interview.place) if is_own else "",
        applicant=interview.application.initiative.organisation_id,
        readers={each.person_id: each.person.name for each in heard_by},
    )
