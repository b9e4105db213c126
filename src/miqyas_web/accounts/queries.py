"""Questions about people, their organisations and their rights."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery

from miqyas_web.accounts.enums import Desk, OrganisationKind, Permission, Role
from miqyas_web.accounts.models import Invitation, Membership, Organisation, Person
from miqyas_web.accounts.rules import DESK_OF_KIND, permissions_of
from miqyas_web.foundation import slots
from miqyas_web.foundation.models import AuditEvent

EVENTS_A_PAGE = 50


def permissions_in(organisation: Organisation, person: Person) -> frozenset[Permission]:
    """What ``person`` may do in ``organisation``; empty for a stranger."""
    return permissions_of(organisation.memberships.filter(person=person).values_list("role", flat=True))


def desks_of(person: Person) -> list[Desk]:
    """The desks laid for a person: one by kind of organisation they belong to."""
    kinds = person.memberships.values_list("organisation__kind", flat=True).distinct()
    return sorted({DESK_OF_KIND[OrganisationKind(kind)] for kind in kinds}, key=list(Desk).index)


def organisations_of(person: Person) -> QuerySet[Organisation, Any]:
    """The person's organisations, by name, with their role there and the number of members."""
    role = Membership.objects.filter(organisation=OuterRef("pk"), person=person).values("role")[:1]
    n_members = (
        Membership.objects.filter(organisation=OuterRef("pk"))
        .order_by()
        .values("organisation")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        Organisation.objects.visible_to(person)
        .annotate(role=Subquery(role), n_members=Subquery(n_members))
        .order_by("name", "pk")
    )


def members_of(organisation: Organisation) -> QuerySet[Membership, Any]:
    """Members with their person, by name."""
    return organisation.memberships.select_related("person").order_by("person__name", "pk")


def memberships_visible_to(person: Person) -> QuerySet[Membership, Any]:
    """Seats in the organisations the person belongs to."""
    return Membership.objects.filter(organisation__in=Organisation.objects.visible_to(person)).select_related(
        "organisation", "person"
    )


def invitations_waiting(organisation: Organisation) -> QuerySet[Invitation, Any]:
    """Invitations neither accepted nor withdrawn, the latest first."""
    return organisation.invitations.unanswered().select_related("invited_by").order_by("-invited_at", "-pk")


def invitations_visible_to(person: Person) -> QuerySet[Invitation, Any]:
    """Invitations of the organisations the person belongs to."""
    return Invitation.objects.filter(organisation__in=Organisation.objects.visible_to(person)).select_related(
        "organisation"
    )


def token_hash(token: str) -> str:
    """What is stored of the secret of an invitation."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_with(token: str) -> Invitation | None:
    """The invitation this secret opens, whatever has become of it."""
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(token_hash=token_hash(token))
        .first()
    )


@dataclass(frozen=True, slots=True)
class Trace:
    """One row of the audit log, in words."""

    at: datetime
    person_name: str
    words: str
    target_name: str


def traces_of(organisation: Organisation, *, page: int | str = 1) -> Page[Any]:
    """What was done in an organisation, latest first, a page at a time.

    Words for verbs come from the slot ``audit_words``: each room fills it with ``{verb: words}``.
    """
    events = AuditEvent.objects.filter(organisation_id=organisation.pk).order_by("-position")
    found: Page[Any] = Paginator(events, EVENTS_A_PAGE).get_page(page)
    words = {verb: said for part in slots.items("audit_words") for verb, said in part.items()}
    found.object_list = [_trace(event, words) for event in found.object_list]
    return found


def _trace(event: AuditEvent, words: dict[str, Any]) -> Trace:
    said = words.get(event.verb)
    if said is None:
        sentence = event.verb.replace("_", " ")
    else:
        roles = dict(Role.choices)
        facts = {key: roles.get(value, value) for key, value in event.facts.items() if isinstance(value, str)}
        # A fact that an older row lacks is left out of the sentence.
        sentence = str(said) % defaultdict(str, facts)
    return Trace(event.at, event.person_name, sentence, event.target_name)
