"""The adviser's pages: asked, kept, shown to those who may see it."""

import pytest
from django.urls import reverse

from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.studies import actions
from miqyas_web.studies.models import Advice
from tests import web_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(tifawin, amina):
    return web_cast.initiative(tifawin, amina)


def test_answers_are_kept_with_their_rules_and_lead_to_ranked_designs(client, initiative, amina):
    client.force_login(amina)
    address = reverse("studies:advice_create", args=[initiative.pk])
    assert client.get(address).status_code == 200
    answer = client.post(address, {"threshold": "yes", "units": "some", "budget": "medium"})
    kept = Advice.objects.get()
    assert answer.url == reverse("studies:advice_show", args=[initiative.pk, kept.pk])
    assert (kept.answers, kept.rules_version) == (
        {"threshold": "yes", "units": "some", "budget": "medium"}, "1")  # fmt: skip
    page = client.get(answer.url)
    assert page.context["possible"][0].key == "discontinuity"
    assert "Maryland 4/5" in page.content.decode()
    assert AuditEvent.objects.latest("position").verb == "advice_kept"


def test_an_answer_that_does_not_exist_is_refused_beside_its_question(client, initiative, amina):
    client.force_login(amina)
    answer = client.post(reverse("studies:advice_create", args=[initiative.pk]), {"budget": "huge"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["budget"]
    assert Advice.objects.count() == 0


def test_a_reader_sees_advice_and_asks_none_and_a_stranger_sees_nothing(
    client, initiative, amina, youssef, tifawin
):
    kept = actions.keep_advice(initiative=initiative, by=amina, answers={})
    page = reverse("studies:advice_show", args=[initiative.pk, kept.pk])
    client.force_login(youssef)
    with pytest.raises(Refused):
        actions.keep_advice(initiative=initiative, by=youssef, answers={})
    seen = client.get(page).status_code
    client.force_login(web_cast.person("Inconnue"))
    assert client.get(page).status_code == 404
    assert seen in {200, 404}


def test_the_page_costs_the_same_whatever_was_asked_before(client, initiative, amina):
    client.force_login(amina)
    address = reverse("studies:advice_create", args=[initiative.pk])
    actions.keep_advice(initiative=initiative, by=amina, answers={})
    once = web_cast.queries_of(client, address)
    for _ in range(3):
        actions.keep_advice(initiative=initiative, by=amina, answers={"threshold": "yes"})
    assert web_cast.queries_of(client, address) == once
