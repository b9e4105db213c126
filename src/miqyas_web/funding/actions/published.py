"""Keep and remove grants that others published; say who their recipients are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.models import PublishedFile, PublishedGrant, RecipientMatch
from miqyas_web.funding.queries.published import Proposal, proposals_of
from miqyas_web.funding.rules.published import folded, is_identifier, recipient_key

BATCH = 1_000


@transaction.atomic
def keep_published(
    *, organisation: Organisation, said: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], by: Person
) -> PublishedFile:
    """Keep what the preview showed; the same file is kept once."""
    _locked(organisation, by)
    if organisation.published_files.filter(sha256=said["sha256"]).exists():
        raise Refused(_("This very file is kept already."))
    file = PublishedFile.objects.create(
        organisation=organisation,
        publisher=said["publisher"],
        source=said["source"],
        sha256=said["sha256"],
        n_grants=len(rows),
        n_left_out=said["n_left_out"],
        brought_by=by,
        brought_at=clock.now(),
    )
    PublishedGrant.objects.bulk_create([_grant(file, row) for row in rows], batch_size=BATCH)
    audit.record(
        "published_file_kept",
        target=file,
        by=by,
        organisation=organisation,
        publisher=file.publisher,
        n=file.n_grants,
        sha256=file.sha256,
    )
    return file


def _grant(file: PublishedFile, row: Mapping[str, Any]) -> PublishedGrant:
    name, ref = row["recipient"], row["recipient_ref"]
    key = recipient_key(name=name, ref=ref, funder=row["funder"] or file.publisher)
    return PublishedGrant(file=file, recipient_folded=folded(name), recipient_key=key, **row)


@transaction.atomic
def remove_published(*, file: PublishedFile, by: Person) -> None:
    """Take a file away with its grants. What was said of its recipients stays, for the next file."""
    _locked(file.organisation, by)
    audit.record(
        "published_file_removed",
        target=file,
        by=by,
        organisation=file.organisation,
        publisher=file.publisher,
        n=file.n_grants,
    )
    file.delete()


@transaction.atomic
def say_recipient(
    *, organisation: Organisation, applicant_pk: str, key: str, is_same: bool, by: Person
) -> RecipientMatch:
    """Say that a recipient that was proposed is the applicant, or is not."""
    _locked(organisation, by)
    proposal = _proposed(organisation, applicant_pk, key, by)
    match = RecipientMatch.objects.create(
        organisation=organisation,
        applicant=proposal.applicant,
        recipient=proposal.recipient,
        recipient_ref=proposal.recipient_ref,
        recipient_key=proposal.recipient_key,
        funder="" if is_identifier(proposal.recipient_ref) else proposal.funder,
        is_same=is_same,
        said_by=by,
        said_at=clock.now(),
    )
    facts: dict[str, Any] = {"recipient": match.recipient, "applicant": match.applicant_id}
    if is_same:
        audit.record("published_recipient_confirmed", target=match, by=by, organisation=organisation, **facts)
    else:
        audit.record("published_recipient_refused", target=match, by=by, organisation=organisation, **facts)
    return match


def _proposed(organisation: Organisation, applicant_pk: str, key: str, by: Person) -> Proposal:
    if organisation.recipient_matches.filter(recipient_key=key, applicant_id=_number(applicant_pk)).exists():
        raise Refused(_("Someone has answered about this recipient already: read the page again."))
    for one in proposals_of(organisation, by):
        if (str(one.applicant.pk), one.recipient_key) == (applicant_pk, key):
            return one
    raise Unfit(_("This recipient is not among those proposed: read the page again."))


def _number(text: str) -> int:
    """The number a form sent; 0, which nothing has, where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


@transaction.atomic
def take_back_recipient(*, match: RecipientMatch, by: Person) -> None:
    """Take an answer back: the recipient is proposed again."""
    _locked(match.organisation, by)
    audit.record(
        "published_recipient_reopened",
        target=match,
        by=by,
        organisation=match.organisation,
        recipient=match.recipient,
        applicant=match.applicant_id,
    )
    match.delete()


def _locked(organisation: Organisation, by: Person) -> None:
    check_has(Permission.FUND, permissions_in(organisation, by))
    Organisation.objects.select_for_update().get(pk=organisation.pk)
