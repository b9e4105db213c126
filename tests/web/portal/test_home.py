"""The public home page: what it says to strangers, to the signed-in, on an empty and on a demonstration platform."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import web_cast

from miqyas.data.relation import open_relation
from miqyas.estimators.itt import itt
from miqyas_web.portal.queries.home import illustration
from miqyas_web.portal.words import CHAIN
from miqyas_web.reports import actions

pytestmark = pytest.mark.django_db
HOME = "/"
PUBLISHED = "/published/"


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


def test_home_of_a_demonstration_lists_who_can_be_tried(client, settings, told):
    settings.DEMONSTRATION = True
    page = client.get(HOME).content.decode()
    assert "safran-argan-atlas" in page
    assert page.count("@demo.miqyas.ma") == 9


def test_home_costs_few_queries(client, amina, django_assert_num_queries):
    client.get(HOME)
    with django_assert_num_queries(2):
        client.get(HOME)


def test_home_shows_the_first_figure_of_the_last_published_report(client, tifawin, amina):
    report = published(tifawin, amina)
    page = client.get(HOME).content.decode()
    assert f'href="{reverse("reports:public_report_show", args=[report.address])}"' in page
    assert f"/r/{report.address}/figure/" in page
    assert "montant emprunté" in page
    assert "+1\u202f145" not in page


def test_published_reports_are_listed_to_everyone_and_drafts_to_nobody(client, tifawin, amina):
    empty = client.get(PUBLISHED)
    assert "Aucun rapport n’est encore publié" in empty.content.decode()
    report = published(tifawin, amina)
    draft(tifawin, amina, "Un brouillon")
    page = client.get(PUBLISHED)
    assert [each.report.pk for each in page.context["publications"]] == [report.pk]
    assert "Un brouillon" not in page.content.decode()
    figure = client.get(f"/r/{report.address}/figure/{page.context['publications'][0].key}/")
    assert figure.status_code == 200


def test_list_of_reports_costs_the_same_for_one_and_for_three(client, tifawin, amina):
    published(tifawin, amina)
    client.get(PUBLISHED)
    with CaptureQueriesContext(connection) as one:
        client.get(PUBLISHED)
    published(tifawin, amina, job_id=2)
    published(tifawin, amina, job_id=3)
    with CaptureQueriesContext(connection) as three:
        assert len(client.get(PUBLISHED).context["publications"]) == 3
    assert len(three) == len(one)


def draft(of, by, title="Le crédit dans les villages", *, job_id=9):
    initiative = web_cast.initiative(of, by, f"Crédit {job_id}")
    claim = web_cast.estimated_study(initiative, by, job_id=job_id).claim
    said = {"title": title, "language": "fr", "summary": "", "lessons": "", "shares_data": False}
    return actions.create_report(initiative=initiative, by=by, claims=[claim], **said)


def published(of, by, *, job_id=1):
    return actions.publish_report(report=draft(of, by, job_id=job_id), by=by, site="https://miqyas.ma")
