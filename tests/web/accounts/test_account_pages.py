"""Doors and profile, as a person meets them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from miqyas_web.accounts.models import Brake, Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.foundation.models import AuditEvent
from tests.web.accounts.pages import address, sign_in, text
from tests.web_cast import PASSWORD

REGISTRATION = {
    "name": "Hind Alaoui",
    "email": "hind@example.ma",
    "password": "argan-et-cumin-2026",
    "kind": "cooperative",
    "organisation": "Coopérative Tirizi",
}


def test_register_opens_the_account_and_signs_in(client, db):
    response = client.post(address("person_register"), REGISTRATION)
    assert (response.status_code, response.url) == (302, address("organisation_list"))
    page = text(client.get(response.url))
    assert "Coopérative Tirizi" in page
    assert Person.objects.get().name == "Hind Alaoui"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "short"}, "trop court"),
        ({"password": "password123"}, "trop courant"),
        ({"password": "hindalaoui1"}, "trop semblable"),
        ({"email": "no address"}, "adresse"),
        ({"email": ""}, "obligatoire"),
        ({"organisation": ""}, "Écrivez le nom de votre organisation."),
        ({"kind": "empire"}, "valide"),
    ],
)
def test_register_says_what_to_correct_and_creates_nothing(client, db, changes, said):
    response = client.post(address("person_register"), REGISTRATION | changes)
    assert response.status_code == 422
    assert said in text(response)
    assert (Person.objects.count(), Organisation.objects.count()) == (0, 0)


def test_register_keeps_what_was_written_but_never_the_password(client, db):
    page = text(client.post(address("person_register"), REGISTRATION | {"email": "no address"}))
    assert 'value="Hind Alaoui"' in page
    assert "argan-et-cumin-2026" not in page


def test_register_with_a_taken_address_says_what_to_do(client, amina):
    response = client.post(address("person_register"), REGISTRATION | {"email": amina.email})
    assert response.status_code == 422
    assert "Cette adresse a déjà un compte. Connectez-vous, ou demandez un nouveau mot de passe." in text(
        response
    )


def test_signing_in_speaks_the_persons_language(client, amina):
    Person.objects.update(language="ar")
    response = sign_in(client)
    assert response.cookies["language"].value == "ar"
    assert '<html lang="ar" dir="rtl"' in text(client.get(response.url))


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/accounts/roles/", "/accounts/roles/"),
        ("https://evil.example/", "/accounts/organisations/"),
        ("//evil.example/", "/accounts/organisations/"),
        ("/\\evil.example", "/accounts/organisations/"),
        ("javascript:alert(1)", "/accounts/organisations/"),
        ("", "/accounts/organisations/"),
    ],
)
def test_signing_in_leads_to_our_pages_only(client, amina, wanted, leads_to):
    assert sign_in(client, next=wanted).url == leads_to


def test_a_protected_page_asks_to_sign_in_then_opens(client, amina, tifawin):
    wanted = address("organisation_show", tifawin.pk)
    door = client.get(wanted)
    assert door.url == f"{address('person_sign_in')}?next={wanted}"
    assert f'name="next" value="{wanted}"' in text(client.get(door.url))
    assert sign_in(client, next=wanted).url == wanted


def test_a_wrong_password_and_an_unknown_address_show_the_same_page(client, amina):
    wrong = sign_in(client, password="wrong")
    unknown = sign_in(client, email="nobody@example.ma")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    blank = re.compile(r'value="[^"]*"|"x-csrftoken": "[^"]*"')
    assert blank.sub("", text(wrong)) == blank.sub("", text(unknown))


def test_the_sixth_failure_asks_to_wait(client, amina):
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 422
    response = sign_in(client)
    assert response.status_code == 409
    assert "Trop de tentatives. Attendez 1 minute, puis réessayez." in text(response)
    Brake.objects.update(last_failed_at=clock.now() - timedelta(minutes=1))
    assert sign_in(client).status_code == 302


def test_behind_our_proxy_the_brake_knows_the_visitors_address(client, amina, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for _ in range(5):
        client.post(
            address("person_sign_in"),
            {"email": amina.email, "password": "wrong"},
            headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.1"},
        )
    assert sign_in(client).status_code == 302


def test_signing_out_needs_a_form_and_closes_the_session(client, amina):
    client.force_login(amina)
    assert client.get(address("person_sign_out")).status_code == 405
    assert client.post(address("person_sign_out")).url == address("person_sign_in")
    assert client.get(address("organisation_list")).status_code == 302
    assert AuditEvent.objects.get().verb == "person_signed_out"


def test_a_forgotten_password_is_replaced_by_mail(
    client, amina, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = text(client.post(address("password_recover"), {"email": amina.email}))
    assert "amina@example.ma" in page
    [link] = re.findall(r"http://testserver(/\S+)", mailoutbox[0].body)
    assert "amina@example.ma" in text(client.get(link))
    assert client.post(link, {"password": "short"}).status_code == 422
    assert client.post(link, {"password": "figuier-et-menthe-2026"}).url == address("person_sign_in")
    assert sign_in(client, password="figuier-et-menthe-2026").status_code == 302
    used = client.get(link)
    assert used.status_code == 409
    assert "Ce lien a déjà servi" in text(used)


def test_asking_for_a_password_says_the_same_for_an_unknown_address(client, amina, mailoutbox):
    known = text(client.post(address("password_recover"), {"email": "amina@example.ma"}))
    unknown = text(client.post(address("password_recover"), {"email": "nobody@example.ma"}))
    token = re.compile(r'"x-csrftoken": "[^"]*"|value="[^"]*"')
    assert token.sub("", known).replace("amina@", "nobody@") == token.sub("", unknown)


def test_changing_a_password_keeps_this_session_and_closes_the_others(client, amina, client_elsewhere):
    client.force_login(amina)
    client_elsewhere.force_login(amina)
    response = client.post(
        address("password_edit"), {"current": PASSWORD, "password": "figuier-et-menthe-2026"}
    )
    assert response.url == address("person_edit")
    assert client.get(address("person_edit")).status_code == 200
    assert client_elsewhere.get(address("person_edit")).status_code == 302


def test_changing_a_password_needs_the_current_one(client, amina):
    client.force_login(amina)
    response = client.post(
        address("password_edit"), {"current": "wrong", "password": "figuier-et-menthe-2026"}
    )
    assert response.status_code == 422
    assert "Ce n’est pas votre mot de passe actuel." in text(response)


def test_the_profile_changes_name_and_language(client, amina):
    client.force_login(amina)
    response = client.post(address("person_edit"), {"name": "Amina Ouhaddou", "language": "ar"})
    assert response.cookies["language"].value == "ar"
    amina.refresh_from_db()
    assert (amina.name, amina.language) == ("Amina Ouhaddou", "ar")


def test_the_language_chosen_at_the_top_of_a_page_is_remembered(client, amina):
    client.force_login(amina)
    client.post(reverse("ui:language_choose"), {"language": "en", "next": "/"})
    amina.refresh_from_db()
    assert amina.language == "en"


def test_a_visitor_may_choose_a_language_too(client, db):
    response = client.post(
        reverse("ui:language_choose"), {"language": "ar", "next": address("person_sign_in")}
    )
    assert response.cookies["language"].value == "ar"
