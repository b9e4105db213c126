"""The pages of accounts, as a person meets them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.accounts.models import Brake, Invitation, Membership, Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.foundation.models import AuditEvent
from tests import web_cast
from tests.web_cast import PASSWORD


def text(response):
    return response.content.decode()


def address(name, *args):
    return reverse(f"accounts:{name}", args=args)


REGISTRATION = {
    "name": "Hind Alaoui",
    "email": "hind@example.ma",
    "password": "argan-et-cumin-2026",
    "kind": "cooperative",
    "organisation": "Coopérative Tirizi",
}


def sign_in(client, **changes):
    return client.post(
        address("person_sign_in"), {"email": "amina@example.ma", "password": PASSWORD, **changes}
    )


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


# --- organisations ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["organisation_show", "trace_list", "invitation_create"])
def test_a_stranger_finds_no_organisation(client, tifawin, salma, name):
    client.force_login(salma)
    response = client.get(address(name, tifawin.pk))
    assert response.status_code == 404
    assert "Tifawin" not in text(response)


@pytest.mark.parametrize("name", ["trace_list", "invitation_create"])
def test_a_reader_is_told_who_may(client, tifawin, amina, youssef, name):
    client.force_login(youssef)
    response = client.get(address(name, tifawin.pk))
    assert response.status_code == 409
    assert "Rôles qui le permettent\u00a0: Responsable." in text(response)


def test_a_list_shows_ones_own_organisations_only(client, amina, salma):
    client.force_login(salma)
    page = text(client.get(address("organisation_list")))
    assert "Coopérative Assafou" in page
    assert "Tifawin" not in page


def test_a_reader_sees_members_without_addresses_nor_invitations(client, tifawin, amina, youssef):
    Invitation.objects.create(
        organisation=tifawin, email="hind@example.ma", role=Role.READER, token_hash="h", invited_by=amina,
        expires_at=clock.now() + timedelta(days=14),
    )  # fmt: skip
    client.force_login(youssef)
    page = text(client.get(address("organisation_show", tifawin.pk)))
    assert "Amina" in page
    assert "amina@example.ma" not in page
    assert "hind@example.ma" not in page
    client.force_login(amina)
    page = text(client.get(address("organisation_show", tifawin.pk)))
    assert "youssef@example.ma" in page
    assert "hind@example.ma" in page


def test_a_person_without_organisation_is_told_what_to_do(client, db):
    client.force_login(web_cast.person("Hind"))
    page = text(client.get(address("organisation_list")))
    assert "Vous n’êtes encore dans aucune organisation" in page
    assert address("organisation_create") in page


def test_an_organisation_is_added_with_its_first_lead(client, amina):
    client.force_login(amina)
    response = client.post(
        address("organisation_create"), {"kind": "university", "organisation": "Université Cadi Ayyad"}
    )
    added = Organisation.objects.get(name="Université Cadi Ayyad")
    assert response.url == address("organisation_show", added.pk)
    assert list(added.memberships.values_list("person", "role")) == [(amina.pk, "lead")]


def test_a_lead_changes_a_role_and_ends_a_membership(client, tifawin, amina, youssef):
    client.force_login(amina)
    seat = Membership.objects.get(person=youssef)
    client.post(address("membership_edit", seat.pk), {"role": "evaluator"})
    seat.refresh_from_db()
    assert seat.role == "evaluator"
    page = text(client.get(address("organisation_show", tifawin.pk)))
    assert "Youssef a maintenant le rôle «\u00a0Évaluateur\u00a0»." in page
    client.post(address("membership_end", seat.pk))
    assert list(tifawin.memberships.values_list("person", flat=True)) == [amina.pk]


@pytest.mark.parametrize("name", ["membership_edit", "membership_end"])
def test_a_stranger_finds_no_membership(client, youssef, salma, name):
    client.force_login(salma)
    seat = Membership.objects.get(person=youssef)
    assert client.post(address(name, seat.pk), {"role": "lead"}).status_code == 404
    seat.refresh_from_db()
    assert seat.role == "reader"


@pytest.mark.parametrize("name", ["membership_edit", "membership_end"])
def test_a_reader_changes_nobody(client, amina, youssef, name):
    client.force_login(youssef)
    seat = Membership.objects.get(person=amina)
    assert client.post(address(name, seat.pk), {"role": "reader"}).status_code == 409
    seat.refresh_from_db()
    assert seat.role == "lead"


def test_the_last_lead_cannot_leave(client, tifawin, amina):
    client.force_login(amina)
    response = client.post(address("membership_end", Membership.objects.get().pk))
    assert response.status_code == 409
    assert "Une organisation garde au moins un responsable." in text(response)
    assert tifawin.memberships.count() == 1


def test_roles_are_a_table_that_says_yes_and_no(client, youssef):
    client.force_login(youssef)
    page = text(client.get(address("role_list")))
    # 7 permissions by 4 roles; leads hold 7, contributors 3, evaluators 4, readers 1.
    assert (page.count("</span> oui"), page.count(">non<")) == (15, 13)


# --- invitations --------------------------------------------------------------------------------------------


def invite(client, tifawin, **changes):
    facts = {"email": "hind@example.ma", "role": "evaluator", "language": "ar", **changes}
    response = client.post(address("invitation_create", tifawin.pk), facts)
    found = re.findall(r"http://testserver(/accounts/invitations/[\w-]+/)", text(response))
    return response, found[0] if found else None


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


# --- trail and costs ----------------------------------------------------------------------------------------


def test_the_trail_says_who_did_what_in_words(client, tifawin, amina, youssef):
    client.force_login(amina)
    client.post(address("membership_edit", Membership.objects.get(person=youssef).pk), {"role": "lead"})
    page = text(client.get(address("trace_list", tifawin.pk)))
    assert "a changé un rôle, de «\u00a0Lecteur\u00a0» à «\u00a0Responsable\u00a0»" in page
    assert "Youssef · Association Tifawin" in page


def test_the_trail_holds_nothing_of_another_organisation(client, tifawin, amina, salma):
    client.force_login(salma)
    assafou = Organisation.objects.get(name="Coopérative Assafou")
    invite(client, assafou, email="secret@example.ma")
    client.force_login(amina)
    invite(client, tifawin)
    page = text(client.get(address("trace_list", tifawin.pk)))
    assert "hind@example.ma" in page
    assert "secret@example.ma" not in page


def test_the_trail_comes_by_pages(client, tifawin, amina, many_events):
    client.force_login(amina)
    many_events(51)
    first = text(client.get(address("trace_list", tifawin.pk)))
    second = text(client.get(address("trace_list", tifawin.pk) + "?page=2"))
    assert (
        first.count("Association Tifawin</bdi></td>"),
        second.count("Association Tifawin</bdi></td>"),
    ) == (50, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_trail_costs_the_same_for_one_and_three(
    *, client, tifawin, amina, count, many_events, django_assert_num_queries
):
    many_events(count)
    client.force_login(amina)
    # Session, person, organisation with role, count, page.
    with django_assert_num_queries(5):
        client.get(address("trace_list", tifawin.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_organisations_costs_the_same_for_one_and_three(
    client, amina, count, django_assert_num_queries
):
    for number in range(count - 1):
        Membership.objects.create(
            organisation=web_cast.organisation(f"A{number}"), person=amina, role=Role.READER
        )
    client.force_login(amina)
    # Session, person, organisations.
    with django_assert_num_queries(3):
        page = text(client.get(address("organisation_list")))
    assert page.count('<article class="tile') == count


@pytest.mark.parametrize("count", [1, 3])
def test_an_organisation_costs_the_same_for_one_and_three_members(
    client, tifawin, amina, count, django_assert_num_queries
):
    for number in range(count - 1):
        web_cast.member(f"M{number}", tifawin, role=Role.READER)
        Invitation.objects.create(
            organisation=tifawin, email=f"i{number}@example.ma", role=Role.READER, token_hash=str(number),
            invited_by=amina, expires_at=clock.now() + timedelta(days=1),
        )  # fmt: skip
    client.force_login(amina)
    # Session, person, organisation with role, members, invitations.
    with django_assert_num_queries(5):
        client.get(address("organisation_show", tifawin.pk))
