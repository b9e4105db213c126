"""Grants that other funders published: files kept, recipients to recognise, what an applicant received elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.http import Http404

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, ConflictState
from miqyas_web.funding.models import (
    Application,
    Conflict,
    PublishedFile,
    PublishedGrant,
    RecipientMatch,
    Sealed,
)
from miqyas_web.funding.rules.published import folded, is_identifier

GRANTS_A_PAGE = 50
MOST_PROPOSED = 100


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recipient that may be an applicant, until a person says."""

    applicant: Organisation
    recipient: str
    recipient_ref: str
    recipient_key: str
    funder: str
    n: int
    # Its name is the applicant's; otherwise its identifier is one already confirmed under another name.
    is_by_name: bool


def files_of(organisation: Organisation) -> QuerySet[PublishedFile]:
    return organisation.published_files.select_related("brought_by").order_by("-brought_at", "-pk")


def file_in(organisation: Organisation, pk: int) -> PublishedFile:
    found = files_of(organisation).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def grants_in(file: PublishedFile, *, page: str) -> "Page[PublishedGrant]":
    return Paginator(file.grants.all(), GRANTS_A_PAGE).get_page(page)


def applicants_known(organisation: Organisation, person: Person) -> list[Organisation]:
    """Who applied to the funder, once a deadline has opened their seal; without those a conflict hides from a person."""
    theirs = Application.objects.filter(call__organisation=organisation)
    opened = Sealed.objects.opened(clock.now()).filter(application=OuterRef("pk"))
    sent = theirs.filter(Exists(opened)).exclude(state=ApplicationState.WITHDRAWN)
    hidden = Conflict.objects.filter(application__in=theirs, person=person).exclude(
        state=ConflictState.LIFTED
    )
    found = Organisation.objects.filter(initiatives__applications__in=sent).exclude(
        pk__in=hidden.values("application__initiative__organisation")
    )
    return list(found.distinct().order_by("name", "pk"))


def answers_of(organisation: Organisation, person: Person) -> list[RecipientMatch]:
    """What was said of recipients, the last first; of organisations that no conflict hides."""
    known = [one.pk for one in applicants_known(organisation, person)]
    said = organisation.recipient_matches.filter(applicant__in=known)
    return list(said.select_related("applicant", "said_by").order_by("-said_at", "-pk"))


def proposals_of(organisation: Organisation, person: Person) -> list[Proposal]:
    """Recipients named exactly as an applicant, or with an identifier confirmed before, of whom nobody spoke yet."""
    applicants = applicants_known(organisation, person)
    by_name: defaultdict[str, list[Organisation]] = defaultdict(list)
    for one in applicants:
        if name := folded(one.name):
            by_name[name].append(one)
    known = {one.pk: one for one in applicants}
    said = list(organisation.recipient_matches.all())
    by_ref = {one.recipient_ref: known[one.applicant_id] for one in said if _tells(one, known)}
    answered = {(one.applicant_id, one.recipient_key) for one in said}
    settled = {one.recipient_key for one in said if one.is_same}
    found = []
    for row in _recipients(organisation, by_name, by_ref):
        named = by_name.get(row["recipient_folded"], [])
        other = by_ref.get(row["ref"])
        for applicant in [*named, *([other] if other and other not in named else [])]:
            key = row["recipient_key"]
            if (applicant.pk, key) not in answered and key not in settled:
                found.append(_proposal(row, applicant, is_by_name=applicant in named))
    return sorted(found, key=lambda one: (one.applicant.name, one.recipient))[:MOST_PROPOSED]


def _tells(match: RecipientMatch, known: dict[int, Organisation]) -> bool:
    return match.is_same and match.applicant_id in known and is_identifier(match.recipient_ref)


def _recipients(
    organisation: Organisation, names: Iterable[str], refs: Iterable[str]
) -> Iterable[Mapping[str, Any]]:
    grants = PublishedGrant.objects.filter(file__organisation=organisation)
    found = grants.filter(recipient_folded__in=list(names)) | grants.filter(recipient_ref__in=list(refs))
    rows = found.order_by().values("recipient_key", "recipient_folded")
    told: Iterable[Mapping[str, Any]] = rows.annotate(
        n=Count("reference", distinct=True),
        named=Min("recipient"),
        ref=Min("recipient_ref"),
        given_by=Min("funder"),
    ).order_by("recipient_folded", "recipient_key")
    return told


def _proposal(row: Mapping[str, Any], applicant: Organisation, *, is_by_name: bool) -> Proposal:
    return Proposal(
        applicant=applicant,
        recipient=row["named"],
        recipient_ref=row["ref"],
        recipient_key=row["recipient_key"],
        funder=row["given_by"],
        n=row["n"],
        is_by_name=is_by_name,
    )


def funded_elsewhere(application: Application) -> Sequence[PublishedGrant]:
    """Grants to recipients that a person confirmed to be the applicant; of a grant brought twice, the last file's."""
    funder = application.call.organisation_id
    confirmed = RecipientMatch.objects.filter(
        organisation=funder, applicant=application.initiative.organisation_id, is_same=True
    )
    found = PublishedGrant.objects.filter(
        file__organisation=funder, recipient_key__in=confirmed.values("recipient_key")
    )
    last: dict[tuple[str, str], PublishedGrant] = {}
    for grant in found.select_related("file").order_by("-file__brought_at", "-file_id", "pk"):
        last.setdefault((grant.reference, grant.recipient_key), grant)
    return sorted(last.values(), key=lambda one: one.day or date.min, reverse=True)
