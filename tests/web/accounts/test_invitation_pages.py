"""Seats offered, taken, withdrawn, as a person meets them."""

import pytest

from miqyas_web.accounts.models import Invitation, Membership, Person
from miqyas_web.foundation import clock
from tests.web.accounts.pages import address, invite, sign_in, text


def test_an_invitation_shows_its_link_once_and_mails_it(
    client, tifawin, amina, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(amina)
    with django_capture_on_commit_callbacks(execute=True):
        _, link = invite(client, tifawin)
    assert f"http://testserver{link}" in mailoutbox[0].body
    page = text(client.get(address("organisation_show", tifawin.pk)))
    assert "hind@example.ma" in page
    assert link not in page


def test_who_is_invited_registers_and_joins(client, tifawin, amina):
    client.force_login(amina)
    _, link = invite(client, tifawin)
    client.logout()
    page = text(client.get(link))
    assert "Association Tifawin" in page
    response = client.post(link, {"name": "Hind", "password": "argan-et-cumin-2026"})
    assert response.url == address("organisation_show", tifawin.pk)
    hind = Person.objects.get(email="hind@example.ma")
    assert list(hind.memberships.values_list("organisation", "role")) == [(tifawin.pk, "evaluator")]
    assert client.get(response.url).status_code == 200


def test_who_has_an_account_signs_in_and_accepts(client, tifawin, amina, salma):
    client.force_login(amina)
    _, link = invite(client, tifawin, email=salma.email)
    client.logout()
    assert f"{address('person_sign_in')}?next={link}" in text(client.get(link))
    assert sign_in(client, email=salma.email, next=link).url == link
    client.post(link)
    assert Membership.objects.get(person=salma, organisation=tifawin).role == "evaluator"


def test_an_invitation_sent_to_another_address_says_so(client, tifawin, amina, salma):
    client.force_login(amina)
    _, link = invite(client, tifawin)
    client.force_login(salma)
    page = text(client.get(link))
    assert "hind@example.ma" in page
    assert "salma@example.ma" in page


def test_registering_by_invitation_with_a_taken_address_says_what_to_do(client, tifawin, amina, salma):
    client.force_login(amina)
    _, link = invite(client, tifawin, email=salma.email)
    client.logout()
    response = client.post(link, {"name": "Salma", "password": "argan-et-cumin-2026"})
    assert response.status_code == 422
    assert "Cette adresse a déjà un compte." in text(response)
    assert not Membership.objects.filter(person=salma, organisation=tifawin).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expires_at": clock.now()}, "Cette invitation a plus de 14 jours."),
        ({"withdrawn_at": clock.now()}, "Cette invitation a été retirée."),
        ({"token_hash": "other"}, "Ce lien n’est pas une de nos invitations."),
    ],
)
def test_each_dead_link_has_its_sentence(client, tifawin, amina, change, said):
    client.force_login(amina)
    _, link = invite(client, tifawin)
    Invitation.objects.update(**change)
    client.logout()
    for response in (client.get(link), client.post(link, {"name": "H", "password": "argan-et-cumin-2026"})):
        assert response.status_code == 409
        assert said in text(response)
        assert "Tifawin" not in text(response)
    assert Person.objects.count() == 1


def test_withdrawing_shuts_the_link(client, tifawin, amina):
    client.force_login(amina)
    _, link = invite(client, tifawin)
    client.post(address("invitation_withdraw", Invitation.objects.get().pk))
    client.logout()
    assert client.get(link).status_code == 409


def test_a_stranger_withdraws_nothing_and_a_reader_is_refused(client, tifawin, amina, youssef, salma):
    client.force_login(amina)
    invite(client, tifawin)
    invitation = Invitation.objects.get()
    for person, status in ((salma, 404), (youssef, 409)):
        client.force_login(person)
        assert client.post(address("invitation_withdraw", invitation.pk)).status_code == status
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


def test_inviting_twice_says_an_invitation_waits(client, tifawin, amina):
    client.force_login(amina)
    invite(client, tifawin)
    response, link = invite(client, tifawin)
    assert (response.status_code, link) == (422, None)
    assert "Une invitation attend déjà à cette adresse." in text(response)
