from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from miqyas_web.accounts.actions import invitations
from miqyas_web.accounts.enums import InvitationState, Role
from miqyas_web.accounts.models import Invitation, Membership, Person
from miqyas_web.accounts.queries import token_hash
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent


def link_for(token):
    return f"https://miqyas.example/invitations/{token}/"


def invite(organisation, by, *, email="salma@example.ma", role=Role.CONTRIBUTOR, language="fr"):
    link = invitations.invite(
        organisation=organisation, email=email, role=role, language=language, by=by, link_for=link_for
    )
    return link.rsplit("/", 2)[1]


def test_an_invitation_keeps_only_the_hash_of_its_token(tifawin, amina):
    token = invite(tifawin, amina, email=" Salma@Example.ma ")
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by) == (
        "salma@example.ma",
        "contributor",
        amina,
    )
    assert invitation.token_hash == token_hash(token)
    assert token not in str(vars(invitation))
    assert token not in str(list(AuditEvent.objects.values()))
    assert abs(invitation.expires_at - clock.now() - timedelta(days=14)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("fr", "Association Tifawin vous invite sur Miqyas", "avec le rôle «\u00a0Contributeur\u00a0»"),
        ("ar", "Association Tifawin تدعوكم إلى مقياس", "بدور «مساهم»"),
        ("en", "Association Tifawin invites you to Miqyas", "with the role «Contributor»"),
    ],
)
def test_the_letter_is_in_the_language_of_whoever_is_invited(
    *, tifawin, amina, mailoutbox, django_capture_on_commit_callbacks, language, subject, said
):
    with django_capture_on_commit_callbacks(execute=True):
        token = invite(tifawin, amina, language=language)
    [letter] = mailoutbox
    assert (letter.to, letter.subject) == (["salma@example.ma"], subject)
    assert said in letter.body
    assert link_for(token) in letter.body


def test_the_name_of_an_organisation_cannot_add_a_header_to_the_letter(
    tifawin, amina, mailoutbox, django_capture_on_commit_callbacks
):
    tifawin.name = "Tifawin\r\nBcc: all@example.ma"
    tifawin.save()
    with django_capture_on_commit_callbacks(execute=True):
        invite(tifawin, amina)
    assert mailoutbox[0].subject == "Tifawin Bcc: all@example.ma vous invite sur Miqyas"
    assert mailoutbox[0].recipients() == ["salma@example.ma"]


def test_accepting_gives_the_seat_once(tifawin, amina, salma):
    token = invite(tifawin, amina)
    membership = invitations.accept(token=token, by=salma)
    assert (membership.organisation, membership.person, membership.role) == (tifawin, salma, "contributor")
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.accepted_by) == (InvitationState.ACCEPTED, salma)
    with pytest.raises(Refused, match="déjà servi"):
        invitations.accept(token=token, by=salma)
    assert list(
        AuditEvent.objects.order_by("position").values_list("verb", "person_id", "organisation_id")
    ) == [
        ("person_invited", amina.pk, tifawin.pk),
        ("invitation_accepted", salma.pk, tifawin.pk),
    ]


def test_a_wrong_token_has_its_sentence(db):
    with pytest.raises(Refused, match="n’est pas une de nos invitations"):
        invitations.open_invitation("made-up")


def test_an_old_invitation_has_its_sentence(tifawin, amina, salma):
    token = invite(tifawin, amina)
    Invitation.objects.update(expires_at=clock.now())
    with pytest.raises(Refused, match="plus de 14 jours"):
        invitations.accept(token=token, by=salma)
    assert not Membership.objects.filter(person=salma, organisation=tifawin).exists()


def test_a_withdrawn_invitation_has_its_sentence(tifawin, amina, salma):
    token = invite(tifawin, amina)
    invitations.withdraw(invitation=Invitation.objects.get(), by=amina)
    with pytest.raises(Refused, match="a été retirée"):
        invitations.accept(token=token, by=salma)
    assert not Membership.objects.filter(person=salma, organisation=tifawin).exists()


def test_a_used_invitation_cannot_be_withdrawn(tifawin, amina, salma):
    invitations.accept(token=invite(tifawin, amina), by=salma)
    with pytest.raises(Refused, match="déjà servi"):
        invitations.withdraw(invitation=Invitation.objects.get(), by=amina)
    assert Invitation.objects.get().withdrawn_at is None


def test_registering_by_invitation_creates_the_person_with_the_seat(tifawin, amina):
    token = invite(tifawin, amina, email="Hind@example.ma", role=Role.EVALUATOR)
    person = invitations.register_and_accept(
        token=token, name="Hind", password="argan-et-cumin-2026", language="ar"
    )
    assert (person.email, person.name, person.language) == ("hind@example.ma", "Hind", "ar")
    assert list(person.memberships.values_list("organisation", "role")) == [(tifawin.pk, "evaluator")]
    assert person.check_password("argan-et-cumin-2026")


def test_registering_by_an_old_invitation_creates_nobody(tifawin, amina):
    token = invite(tifawin, amina, email="hind@example.ma")
    Invitation.objects.update(expires_at=clock.now())
    with pytest.raises(Refused):
        invitations.register_and_accept(
            token=token, name="Hind", password="argan-et-cumin-2026", language="fr"
        )
    assert not Person.objects.filter(email="hind@example.ma").exists()


def test_a_reader_may_not_invite(tifawin, amina, youssef):
    with pytest.raises(Refused, match="Votre rôle ne le permet pas"):
        invite(tifawin, youssef)
    assert Invitation.objects.count() == 0


def test_a_lead_of_another_organisation_may_not_invite_here(tifawin, salma):
    with pytest.raises(Refused):
        invite(tifawin, salma, email="x@example.ma")
    assert Invitation.objects.count() == 0


def test_a_member_is_not_invited_again(tifawin, amina, youssef):
    with pytest.raises(Unfit, match="est déjà membre"):
        invite(tifawin, amina, email=youssef.email)


def test_an_address_waits_for_one_invitation_at_a_time(tifawin, amina):
    invite(tifawin, amina)
    with pytest.raises(Unfit, match="attend déjà"):
        invite(tifawin, amina)
    assert Invitation.objects.count() == 1


def test_a_new_invitation_takes_the_place_of_an_old_one(tifawin, amina, salma):
    old = invite(tifawin, amina)
    Invitation.objects.update(expires_at=clock.now())
    new = invite(tifawin, amina)
    with pytest.raises(Refused, match="a été retirée"):
        invitations.open_invitation(old)
    assert invitations.accept(token=new, by=salma).organisation == tifawin


def test_a_member_cannot_accept_again(tifawin, amina, youssef):
    token = invite(tifawin, amina)
    with pytest.raises(Refused, match="déjà membre"):
        invitations.accept(token=token, by=youssef)
    assert Membership.objects.get(person=youssef).role == Role.READER
    assert Invitation.objects.get().state == InvitationState.PENDING


def test_the_database_refuses_two_open_invitations_for_one_address(tifawin, amina):
    invite(tifawin, amina)
    first = Invitation.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            organisation=tifawin, email=first.email, role="reader", token_hash="x", invited_by=amina,
            expires_at=first.expires_at,
        )  # fmt: skip
