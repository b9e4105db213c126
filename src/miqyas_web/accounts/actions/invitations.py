"""A seat kept for an address: offered, taken, withdrawn."""

import secrets
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.actions import letters
from miqyas_web.accounts.actions.people import create_person
from miqyas_web.accounts.enums import InvitationState, Permission, Role
from miqyas_web.accounts.models import Invitation, Membership, Organisation, Person
from miqyas_web.accounts.queries import invitation_with, permissions_in, token_hash
from miqyas_web.accounts.rules import INVITATION_LIFE, check_has, check_is_pending
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    email: str,
    role: str,
    language: str,
    by: Person,
    link_for: Callable[[str], str],
) -> str:
    """Keep a seat for an address and mail the link; answer with the link, shown now or never."""
    check_has(Permission.MANAGE_MEMBERS, permissions_in(organisation, by))
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    email = email.strip().lower()
    _check_can_be_invited(organisation, email)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        language=language,
        token_hash=token_hash(token),
        invited_by=by,
        expires_at=clock.now() + INVITATION_LIFE,
    )
    link = link_for(token)
    letters.send_on_commit(
        "accounts/letters/invitation.txt",
        to=email,
        language=language,
        subject=_("%(organisation)s invites you to Miqyas"),
        organisation=organisation,
        invited_by=by,
        role=Role(role),
        link=link,
        expires_at=invitation.expires_at,
    )
    audit.record("person_invited", target=invitation, by=by, organisation=organisation, role=role)
    return link


def _check_can_be_invited(organisation: Organisation, email: str) -> None:
    if organisation.memberships.filter(person__email=email).exists():
        raise Unfit(_("This person is already a member."))
    for earlier in organisation.invitations.unanswered().filter(email=email):
        if earlier.state == InvitationState.PENDING:
            raise Unfit(_("An invitation already waits for this address. Withdraw it to send another."))
        # Its 14 days are over: the new invitation takes its place.
        earlier.withdrawn_at = clock.now()
        earlier.save(update_fields=["withdrawn_at"])


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Person) -> Invitation:
    """Take back an invitation that nobody has used."""
    check_has(Permission.MANAGE_MEMBERS, permissions_in(invitation.organisation, by))
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state != InvitationState.EXPIRED:
        check_is_pending(invitation.state)
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit.record("invitation_withdrawn", target=invitation, by=by, organisation=invitation.organisation)
    return invitation


def open_invitation(token: str) -> Invitation:
    """The invitation this secret opens; ``Refused``, each case with its sentence, when it opens nothing."""
    invitation = invitation_with(token)
    if invitation is None:
        raise Refused(
            _("This link is not one of our invitations. Copy it whole from the letter, then try again.")
        )
    check_is_pending(invitation.state)
    return invitation


@transaction.atomic
def accept(*, token: str, by: Person) -> Membership:
    """Take the seat. Whoever holds the link may take it: the address it was sent to stays in the trail."""
    invitation = Invitation.objects.select_for_update().get(pk=open_invitation(token).pk)
    check_is_pending(invitation.state)
    organisation = invitation.organisation
    if organisation.memberships.filter(person=by).exists():
        raise Refused(_("You are already a member of this organisation."))
    membership = Membership.objects.create(organisation=organisation, person=by, role=invitation.role)
    invitation.accepted_at, invitation.accepted_by = clock.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        "invitation_accepted", target=invitation, by=by, organisation=organisation, role=invitation.role
    )
    return membership


@transaction.atomic
def register_and_accept(*, token: str, name: str, password: str, language: str) -> Person:
    """A new person takes the seat kept for their address."""
    invitation = open_invitation(token)
    person = create_person(email=invitation.email, name=name, password=password, language=language)
    accept(token=token, by=person)
    return person
