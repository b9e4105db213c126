"""Reviewers are invited, accept, are described, leave."""

import secrets
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.actions import letters
from miqyas_web.accounts.actions.people import create_person
from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in, token_hash
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.models import Call, Reviewer, ReviewerInvitation
from miqyas_web.funding.rules.reviewing import INVITATION_LIFE, check_invitation_opens


def check_may_run(call: Call, by: Person) -> None:
    """Raise ``Refused`` unless the person runs the calls of this funder."""
    check_has(Permission.FUND, permissions_in(call.organisation, by))


@transaction.atomic
def invite_reviewer(
    *, call: Call, email: str, panel: str, language: str, by: Person, link_for: Callable[[str], str]
) -> str:
    """Ask an address to read; answer with the link, shown now or never."""
    check_may_run(call, by)
    email = email.strip().lower()
    if call.reviewers.filter(person__email=email, left_at__isnull=True).exists():
        raise Unfit(_("This person reads for this call already."))
    if call.reviewer_invitations.filter(
        email=email, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=clock.now()
    ).exists():
        raise Unfit(_("An invitation already waits for this address. Withdraw it to send another."))
    # One that is over makes room for the new one.
    call.reviewer_invitations.filter(email=email, accepted_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=clock.now()
    )
    token = secrets.token_urlsafe(32)
    invitation = ReviewerInvitation.objects.create(
        call=call, email=email, panel=panel.strip(), language=language, token_hash=token_hash(token),
        invited_by=by, expires_at=clock.now() + INVITATION_LIFE,
    )  # fmt: skip
    link = link_for(token)
    letters.send_on_commit(
        "funding/letters/reviewer_invitation.txt",
        to=email,
        language=language,
        subject=gettext_lazy("%(organisation)s asks you to read applications"),
        organisation=call.organisation,
        call=call.title.get(language) or str(call),
        invited_by=by,
        link=link,
        expires_at=invitation.expires_at,
    )
    audit.record("reviewer_invited", target=invitation, by=by, organisation=call.organisation)
    return link


@transaction.atomic
def withdraw_invitation(*, invitation: ReviewerInvitation, by: Person) -> None:
    """Take back an invitation that nobody used."""
    check_may_run(invitation.call, by)
    if invitation.accepted_at is not None:
        raise Refused(_("This invitation has been accepted: the person is among the reviewers."))
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit.record(
        "reviewer_invitation_withdrawn", target=invitation, by=by, organisation=invitation.call.organisation
    )


def open_invitation(token: str) -> ReviewerInvitation:
    """The invitation this secret opens; ``Refused`` with its reason when it opens nothing."""
    invitation = (
        ReviewerInvitation.objects.select_related("call__organisation", "invited_by")
        .filter(token_hash=token_hash(token))
        .first()
    )
    if invitation is None:
        raise Refused(
            _("This link is not one of our invitations. Copy it whole from the letter, then try again.")
        )
    check_invitation_opens(
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        expires_at=invitation.expires_at,
        at=clock.now(),
    )
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, by: Person) -> Reviewer:
    """Agree to read. Someone who had left comes back with what they had sent."""
    invitation = open_invitation(token)
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    reviewer, is_new = Reviewer.objects.get_or_create(
        call=invitation.call,
        person=by,
        defaults={"panel": invitation.panel, "invited_by": invitation.invited_by},
    )
    if not is_new:
        reviewer.left_at, reviewer.left_because, reviewer.panel = None, "", invitation.panel or reviewer.panel
        reviewer.save(update_fields=["left_at", "left_because", "panel"])
    audit.record("reviewer_accepted", target=reviewer, by=by, organisation=invitation.call.organisation)
    return reviewer


@transaction.atomic
def register_and_accept(*, token: str, name: str, password: str, language: str) -> Person:
    """A new person agrees to read, at the address the letter went to."""
    invitation = open_invitation(token)
    person = create_person(email=invitation.email, name=name, password=password, language=language)
    accept_invitation(token=token, by=person)
    return person


@transaction.atomic
def describe_reviewer(
    *,
    reviewer: Reviewer,
    panel: str,
    themes: list[str],
    languages: list[str],
    most_files: int | None,
    is_committee: bool,
    by: Person,
) -> Reviewer:
    """Say in which panel someone sits, what they know, how much they take."""
    check_may_run(reviewer.call, by)
    reviewer.panel, reviewer.themes, reviewer.languages = panel.strip(), themes, languages
    reviewer.most_files, reviewer.is_committee = most_files, is_committee
    reviewer.save(update_fields=["panel", "themes", "languages", "most_files", "is_committee"])
    audit.record("reviewer_described", target=reviewer, by=by, organisation=reviewer.call.organisation)
    return reviewer


@transaction.atomic
def end_reviewing(*, reviewer: Reviewer, because: str, by: Person) -> int:
    """A reviewer leaves: what they sent stays, what they had not sent is given back. Answers with how many files."""
    if by.pk != reviewer.person_id:
        check_may_run(reviewer.call, by)
    if reviewer.left_at is not None:
        raise Refused(_("This person has left this call already."))
    if not because.strip():
        raise Unfit(_("Write why, in a few words: the record keeps it."))
    reviewer.left_at, reviewer.left_because = clock.now(), because.strip()
    reviewer.save(update_fields=["left_at", "left_because"])
    n = reviewer.assignments.filter(state=AssignmentState.ASKED).update(
        state=AssignmentState.RELEASED, reason=because.strip()
    )
    audit.record("reviewer_left", target=reviewer, by=by, organisation=reviewer.call.organisation, n_files=n)
    return n
