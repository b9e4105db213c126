"""A person's desk: what to do next, initiatives at a glance, each kind of desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import web_cast

from miqyas_web.accounts.enums import Desk, OrganisationKind, Role
from miqyas_web.accounts.models import Membership
from miqyas_web.accounts.rules import DESK_OF_KIND
from miqyas_web.foundation import slots
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import steps_of
from miqyas_web.portal.queries.desk import BULK, MOST_INITIATIVES, actions_for, desk_for, glances_of
from miqyas_web.portal.words import OFFERS

pytestmark = pytest.mark.django_db
DESK = "/desk/"
KIND_OF_DESK = {desk: kind for kind, desk in DESK_OF_KIND.items()}


def test_desk_asks_to_sign_in(client):
    answer = client.get(DESK)
    assert (answer.status_code, answer.url) == (302, f"{reverse('accounts:person_sign_in')}?next={DESK}")


def test_desk_begins_with_the_most_pressing_action(client, amina, tifawin):
    client.force_login(amina)
    page = client.get(DESK)
    desk = page.context["desk"]
    assert str(desk.first.title) == "Décrire votre première initiative"
    assert page.content.decode().count("btn-primary") == 1
    assert [action.priority for action in actions_for(amina)] == sorted(
        action.priority for action in actions_for(amina)
    )


def test_desk_of_someone_without_organisation_says_how_to_begin(client, db):
    nour = web_cast.person("Nour")
    client.force_login(nour)
    page = client.get(DESK).content.decode()
    assert f'href="{reverse("accounts:organisation_create")}"' in page
    assert "nour@example.ma" in page


@pytest.mark.parametrize("desk", list(Desk))
def test_each_kind_of_desk_says_what_can_be_done_and_what_cannot_yet(client, db, desk):
    of = web_cast.organisation("Organisation d’essai", kind=KIND_OF_DESK[desk])
    client.force_login(web_cast.member("Yto", of))
    page = client.get(DESK).content.decode()
    offer = OFFERS[desk]
    assert [each.desk for each in desk_for(of.memberships.get().person).offers] == [desk]
    for words, name in offer.today:
        assert f'<a href="{reverse(name)}">{words}</a>' in page
    assert ("Pas encore construit" in page) is bool(offer.coming)
    for words in offer.coming:
        assert str(words) in page


def test_desk_is_that_of_where_one_works_and_not_of_where_one_reads(db, tifawin):
    incubator = web_cast.organisation("Incubateur d’essai", kind=OrganisationKind.SUPPORT)
    coach = web_cast.member("Salma", incubator)
    Membership.objects.create(organisation=tifawin, person=coach, role=Role.READER)
    assert [offer.desk for offer in desk_for(coach).offers] == [Desk.COACH]


def test_desk_shows_only_what_is_theirs(client, amina, salma, tifawin):
    initiative = web_cast.initiative(tifawin, amina, "Le crédit des coopératives")
    client.force_login(salma)
    assert initiative.title not in client.get(DESK).content.decode()
    client.force_login(amina)
    assert initiative.title in client.get(DESK).content.decode()


def test_desk_names_how_many_initiatives_it_leaves_out(client, amina, tifawin):
    for number in range(MOST_INITIATIVES + 2):
        web_cast.initiative(tifawin, amina, f"Initiative {number}")
    client.force_login(amina)
    page = client.get(DESK)
    assert len(page.context["desk"].glances) == MOST_INITIATIVES
    assert f"Voir les {MOST_INITIATIVES + 2} initiatives" in page.content.decode()


def filled(tifawin, amina, number):
    initiative = web_cast.initiative(tifawin, amina, f"Initiative {number}")
    web_cast.theory_link(initiative)
    web_cast.draft_study(initiative, amina)


def test_desk_costs_the_same_for_one_initiative_and_for_three(
    client, amina, tifawin, django_assert_num_queries
):
    client.force_login(amina)
    filled(tifawin, amina, 1)
    client.get(DESK)
    with CaptureQueriesContext(connection) as one:
        client.get(DESK)
    filled(tifawin, amina, 2)
    filled(tifawin, amina, 3)
    with django_assert_num_queries(len(one)):
        client.get(DESK)


def test_glance_says_what_each_room_says(told):
    initiatives = list(Initiative.objects.order_by("pk"))
    assert {step.key for step in slots.items("initiative_steps")} == set(BULK)
    reader = initiatives[0].created_by
    for glance in glances_of(initiatives, reader):
        told = [(step.key, step.status) for step in steps_of(glance.initiative, reader)]
        assert [(step.key, step.status) for step in glance.steps] == told
    seen = {(step.key, step.status) for each in glances_of(initiatives, reader) for step in each.steps}
    assert {key for key, status in seen if status == "done"} == set(BULK)
