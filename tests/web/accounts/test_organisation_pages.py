"""Organisations, their members and their trail, as a person meets them."""

from datetime import timedelta

import pytest

from miqyas_web.accounts.enums import Role
from miqyas_web.accounts.models import Invitation, Membership, Organisation
from miqyas_web.foundation import clock
from miqyas_web.foundation.models import AuditEvent
from tests import web_cast
from tests.web.accounts.pages import address, invite, text


@pytest.mark.parametrize(
    "name", ["organisation_show", "organisation_edit", "trace_list", "invitation_create"]
)
def test_a_stranger_finds_no_organisation(client, tifawin, salma, name):
    client.force_login(salma)
    response = client.get(address(name, tifawin.pk))
    assert response.status_code == 404
    assert "Tifawin" not in text(response)


@pytest.mark.parametrize("name", ["organisation_edit", "trace_list", "invitation_create"])
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
    # 11 permissions by 4 roles; leads hold 11, contributors 4, evaluators 5, readers 1.
    assert (page.count("</span> oui"), page.count(">non<")) == (21, 23)


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


def test_a_lead_corrects_the_name_and_the_trail_keeps_the_old_one(client, tifawin, amina):
    client.force_login(amina)
    assert 'value="Association Tifawin"' in text(client.get(address("organisation_edit", tifawin.pk)))
    said = {"organisation": "Association Tifawin du Drâa", "kind": "cooperative"}
    response = client.post(address("organisation_edit", tifawin.pk), said, follow=True)
    assert "Association Tifawin du Drâa" in text(response)
    tifawin.refresh_from_db()
    assert (tifawin.name, tifawin.kind) == ("Association Tifawin du Drâa", "cooperative")
    trail = text(client.get(address("trace_list", tifawin.pk)))
    assert "«\u00a0Association Tifawin\u00a0»" in trail


def test_the_same_name_again_leaves_no_trace(client, tifawin, amina):
    client.force_login(amina)
    said = {"organisation": tifawin.name, "kind": tifawin.kind}
    assert client.post(address("organisation_edit", tifawin.pk), said).status_code == 302
    assert not AuditEvent.objects.filter(verb="organisation_edited").exists()


def test_an_organisation_keeps_a_name(client, tifawin, amina):
    client.force_login(amina)
    response = client.post(
        address("organisation_edit", tifawin.pk), {"organisation": " ", "kind": "association"}
    )
    assert response.status_code == 422
    tifawin.refresh_from_db()
    assert tifawin.name == "Association Tifawin"
