"""Questions about who reads for a call, and their ties."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import AssignmentState, ConflictState
from miqyas_web.funding.models import Call, Conflict, Reviewer, ReviewerInvitation
from miqyas_web.funding.queries.ties import names_of
from miqyas_web.funding.rules.conflicts import sentence_of


def reviewers_of(call: Call) -> QuerySet[Reviewer, Any]:
    """Those who read, then those who left, with how many files each has and has sent."""
    return (
        call.reviewers.select_related("person")
        .annotate(
            n_asked=Count("assignments", filter=Q(assignments__state=AssignmentState.ASKED)),
            n_sent=Count("assignments", filter=Q(assignments__state=AssignmentState.SENT)),
        )
        .order_by("left_at", "panel", "person__name", "pk")
    )


def invitations_of(call: Call) -> QuerySet[ReviewerInvitation, Any]:
    """Those that wait for an answer."""
    return call.reviewer_invitations.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=clock.now()
    ).order_by("email")


def reviewer_of_secretariat(person: Person, pk: int, *, may: Permission | None = None) -> Reviewer:
    """The reviewer, for people of the funder."""
    reviewer = (
        Reviewer.objects.filter(call__in=Call.objects.visible_to(person), pk=pk)
        .select_related("call__organisation", "person")
        .first()
    )
    if reviewer is None:
        raise Http404
    if may is not None:
        check_has(may, permissions_in(reviewer.call.organisation, person))
    return reviewer


def reviewer_self(person: Person, pk: int) -> Reviewer:
    """The reader's own seat, while they have not left."""
    reviewer = (
        Reviewer.objects.filter(person=person, left_at__isnull=True, pk=pk)
        .select_related("call__organisation", "person")
        .first()
    )
    if reviewer is None:
        raise Http404
    return reviewer


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """A conflict as the secretariat, or the person concerned, reads it."""

    conflict: Conflict
    person: str
    rule: str
    # Hidden from who has a conflict with the same file: they are told that a row is there.
    is_hidden: bool


def conflicts_of(call: Call, person: Person) -> list[ShownConflict]:
    """All conflicts of a call; a reader who is concerned by a file sees only their own row of it."""
    rows = list(
        Conflict.objects.filter(application__call=call)
        .select_related("application__initiative__organisation", "application__call__organisation", "settled_by")
        .order_by("state", "application__reference", "pk")
    )  # fmt: skip
    theirs = hidden_applications(call, person)
    names = names_of(row.person_id for row in rows)
    return [
        ShownConflict(
            row,
            names.get(row.person_id, ""),
            sentence_of(row.rule),
            row.application_id in theirs and row.person_id != person.pk,
        )
        for row in rows
    ]


def own_conflicts(reviewer: Reviewer) -> list[ShownConflict]:
    """What stands between a reviewer and files of the call."""
    rows = (
        Conflict.objects.filter(application__call=reviewer.call_id, person=reviewer.person_id)
        .select_related("application__initiative__organisation")
        .order_by("state", "pk")
    )
    return [ShownConflict(row, "", sentence_of(row.rule), is_hidden=False) for row in rows]


def hidden_applications(call: Call, person: Person) -> set[int]:
    """Applications of the call that are hidden from a person."""
    rows = Conflict.objects.filter(application__call=call, person=person).exclude(state=ConflictState.LIFTED)
    return set(rows.values_list("application_id", flat=True))


def conflict_of_secretariat(person: Person, pk: int) -> Conflict:
    """A conflict, for people who run the call."""
    conflict = _conflict(Conflict.objects.filter(application__call__in=Call.objects.visible_to(person)), pk)
    check_has(Permission.FUND, permissions_in(conflict.application.call.organisation, person))
    return conflict


def own_conflict(person: Person, pk: int) -> Conflict:
    """A conflict, for the person concerned."""
    return _conflict(Conflict.objects.filter(person=person), pk)


def _conflict(among: QuerySet[Conflict, Any], pk: int) -> Conflict:
    conflict: Conflict | None = among.select_related("application__call__organisation").filter(pk=pk).first()
    if conflict is None:
        raise Http404
    return conflict


def own_seats(person: Person) -> list[Reviewer]:
    """Calls one reads for, the newest first, with what is left to send."""
    return list(
        Reviewer.objects.filter(person=person, left_at__isnull=True)
        .select_related("call__organisation")
        .annotate(
            n_asked=Count("assignments", filter=Q(assignments__state=AssignmentState.ASKED)),
            n_sent=Count("assignments", filter=Q(assignments__state=AssignmentState.SENT)),
        )
        .order_by("-invited_at", "-pk")
    )
