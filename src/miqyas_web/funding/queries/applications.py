"""Questions about applications: those of an applicant, those a funder received."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, ConflictState
from miqyas_web.funding.models import Application, Call, Conflict, Partner
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
class Received:
    """What a funder knows of the applications to a call: counts, then the files once the deadline is past."""

    n_sent: int
    n_withdrawn: int
    is_sealed: bool
    rows: list[Application]
    n_hidden: int


def received(call: Call, person: Person) -> Received:
    """The files of a call, without those hidden from the person by a conflict. A constant number of queries."""
    sent = Application.objects.filter(call=call, sent_at__isnull=False)
    counts = sent.aggregate(
        n=Count("pk", filter=~Q(state=ApplicationState.WITHDRAWN)),
        withdrawn=Count("pk", filter=Q(state=ApplicationState.WITHDRAWN)),
    )
    first = call.stages.order_by("position").first()
    now = clock.now()
    if first is None or moment_of(first.opens_at, first.closes_at, now=now) is not Moment.AFTER:
        return Received(counts["n"], counts["withdrawn"], is_sealed=True, rows=[], n_hidden=0)
    standing = Conflict.objects.filter(application=OuterRef("pk"), person=person)
    rows = list(
        sent.annotate(is_hidden=Exists(standing.exclude(state=ConflictState.LIFTED)))
        .select_related("initiative__organisation", "stage", "region")
        .order_by("reference")
    )
    seen: list[Any] = [row for row in rows if not row.is_hidden]  # type: ignore[attr-defined]  # an annotation
    return Received(
        counts["n"], counts["withdrawn"], is_sealed=False, rows=seen, n_hidden=len(rows) - len(seen)
    )


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
