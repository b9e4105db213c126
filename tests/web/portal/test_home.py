"""The public home page: what it says to strangers, to the signed-in, on an empty and on a demonstration platform."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from miqyas.data.relation import open_relation
from miqyas.estimators.itt import itt
from miqyas_web.portal.queries.home import illustration
from miqyas_web.portal.words import CHAIN

pytestmark = pytest.mark.django_db
HOME = "/"


def test_home_is_public_and_says_what_this_is(client, amina):
    page = client.get(HOME).content.decode()
    assert "Mesurer ce qu’une action change, et montrer comment on le sait" in page
    assert page.count('class="chain-step') == len(CHAIN) == 8
    assert f'href="{reverse("accounts:person_register")}"' in page
    assert f'href="{reverse("accounts:person_sign_in")}"' in page
    assert "Cette installation est neuve" not in page
    assert "safran-argan-atlas" not in page


def test_home_shows_a_figure_with_its_interval_and_its_origin(client, amina):
    page = client.get(HOME).content.decode()
    assert '<bdi dir="ltr">+1\u202f145</bdi>' in page
    assert '<bdi dir="ltr">643</bdi>' in page
    assert '<bdi dir="ltr">1\u202f647</bdi>' in page
    assert f'href="{reverse("toolbox:sheet_show", args=["reading-an-effect"])}"' in page


@pytest.mark.reference
def test_figure_of_the_home_page_is_computed_from_the_published_data(shared_data):
    relation = open_relation(shared_data / "econ" / "crepon2015_morocco_microcredit_full.csv")
    estimate = itt(relation, outcome="Y_borrowing", treatment="D", strata="pair", cluster="village")
    shown = illustration()
    plain = {ord("\u202f"): None, ord("+"): None}
    assert int(shown.value.translate(plain)) == round(estimate.value)
    assert int(shown.low.translate(plain)) == round(estimate.low)
    assert int(shown.high.translate(plain)) == round(estimate.high)
    assert int(shown.n.translate(plain)) == estimate.n


def test_home_leads_the_signed_in_to_their_desk(client, amina):
    client.force_login(amina)
    page = client.get(HOME).content.decode()
    assert f'href="{reverse("portal:desk_show")}"' in page
    assert "Ouvrir un compte" not in page


def test_home_of_an_empty_installation_says_what_to_do(client):
    assert "Cette installation est neuve" in client.get(HOME).content.decode()


def test_home_speaks_arabic_from_right_to_left(client, amina):
    client.cookies["language"] = "ar"
    page = client.get(HOME).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "قياس ما يغيّره عملٌ ما" in page


def test_home_of_a_demonstration_lists_who_can_be_tried(client, settings):
    settings.DEMONSTRATION = True
    call_command("demonstration", stdout=io.StringIO())
    page = client.get(HOME).content.decode()
    assert "safran-argan-atlas" in page
    assert page.count("@demo.miqyas.ma") == 9


def test_home_costs_few_queries(client, amina, django_assert_num_queries):
    client.get(HOME)
    with django_assert_num_queries(1):
        client.get(HOME)
