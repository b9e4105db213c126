"""Addresses given to phones and web links: shown once, replaced, closed, by who may."""

import base64
import json
import re
import zlib
from urllib.parse import urlsplit

import pytest

from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys.enums import CollectorKind
from miqyas_web.surveys.models import Collector
from miqyas_web.surveys.phone_settings import TRIAL_ICON, settings_code
from miqyas_web.surveys.queries.collecting import token_hash
from tests import web_cast
from tests.web.surveys import situations


@pytest.fixture
def pages(client, initiative, amina):
    client.force_login(amina)
    return f"/initiatives/{initiative.pk}/surveys/phones/"


def said(**changes):
    return {"kind": "phone", "name": "Téléphone de Brahim", "language": "ar"} | changes


def address_in(answer):
    return re.search(r'id="address"[^>]* value="([^"]+)"', answer.content.decode()).group(1)


def test_address_is_shown_once_and_opens_what_was_chosen(client, pages, initiative, survey):
    answer = client.post(f"{pages}new/", said(surveys=[survey.pk]))
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert b'src="data:image/png;base64,' in answer.content
    address = address_in(answer)
    token = urlsplit(address).path.split("/")[2]
    collector = Collector.objects.get()
    assert address == f"http://testserver/key/{token}/projects/{initiative.pk}"
    assert (len(token), collector.token_sha256) == (64, token_hash(token))
    assert (collector.language, list(collector.surveys.all())) == ("ar", [survey])
    assert client.get(f"{urlsplit(address).path}/formList").status_code == 200
    assert token not in client.get(pages).content.decode()
    trail = AuditEvent.objects.get(verb="collector_opened")
    assert token not in json.dumps(trail.facts) + trail.target_name


def test_web_link_leads_to_its_questionnaire(client, pages, survey):
    answer = client.post(f"{pages}new/", said(kind="link", surveys=[survey.pk]))
    path = urlsplit(address_in(answer)).path
    assert path.endswith(f"/forms/{survey.pk}/")
    assert Collector.objects.get().kind == CollectorKind.LINK


@pytest.mark.parametrize("changes", [{"kind": "link"}, {"name": ""}, {"language": "xx"}, {"kind": "fax"}])
def test_incomplete_address_is_not_opened(client, pages, survey, changes):
    assert client.post(f"{pages}new/", said(**changes)).status_code == 422
    assert not Collector.objects.exists()


def test_questionnaire_of_another_initiative_cannot_be_chosen(client, pages, initiative, amina):
    other = web_cast.initiative(initiative.organisation, amina, title="Une autre")
    elsewhere = situations.published_survey(other, amina)
    assert client.post(f"{pages}new/", said(surveys=[elsewhere.pk])).status_code == 422


def test_replaced_address_opens_nothing_and_the_new_one_does(client, pages, initiative, amina, survey):
    old, collector = situations.collector_of(initiative, amina)
    assert client.get(f"{pages}{collector.pk}/replace/").status_code == 200
    new = urlsplit(address_in(client.post(f"{pages}{collector.pk}/replace/"))).path
    assert client.get(f"{old}/formList").status_code == 404
    assert client.get(f"{new}/formList").status_code == 200
    assert AuditEvent.objects.filter(verb="collector_replaced", target_id=str(collector.pk)).exists()


def test_closed_address_opens_nothing_and_stays_closed(client, pages, initiative, amina, survey):
    base, collector = situations.collector_of(initiative, amina)
    assert client.post(f"{pages}{collector.pk}/close/").status_code == 302
    assert client.get(f"{base}/formList").status_code == 403
    assert client.post(f"{pages}{collector.pk}/close/").status_code == 409
    assert client.post(f"{pages}{collector.pk}/replace/").status_code == 409
    assert AuditEvent.objects.filter(verb="collector_closed").count() == 1


def test_reader_and_stranger_open_nothing(client, pages, initiative, amina, youssef, salma, survey):
    _, collector = situations.collector_of(initiative, amina)
    for person, status in ((youssef, 409), (salma, 404)):
        client.force_login(person)
        assert client.get(pages).status_code == status
        assert client.post(f"{pages}new/", said()).status_code == status
        assert client.post(f"{pages}{collector.pk}/replace/").status_code == status
        assert client.post(f"{pages}{collector.pk}/close/").status_code == status
    collector.refresh_from_db()
    assert (Collector.objects.count(), collector.revoked_at) == (1, None)


def test_list_of_a_questionnaire_holds_those_that_open_it(
    client, pages, initiative, amina, survey, shared_data
):
    other = situations.published_survey(initiative, amina, form="menage")
    situations.collector_of(initiative, amina, name="Pour tous")
    situations.collector_of(initiative, amina, name="Pour l'eau", surveys=(survey,))
    situations.collector_of(initiative, amina, name="Pour le reste", surveys=(other,))
    page = client.get(f"/initiatives/{initiative.pk}/surveys/{survey.pk}/phones/").content.decode()
    names = re.findall(r"<bdi>(Pour [^<]+)</bdi>", page)
    assert names == ["Pour l&#x27;eau", "Pour tous"]
    assert (
        "2 adresses ouvertes"
        in client.get(f"/initiatives/{initiative.pk}/surveys/{survey.pk}/").content.decode()
    )


def test_list_costs_the_same_for_one_and_three(client, pages, initiative, amina, survey):
    situations.collector_of(initiative, amina, surveys=(survey,))
    one = web_cast.queries_of(client, pages)
    for name in ("b", "c"):
        situations.collector_of(initiative, amina, name=name, surveys=(survey,))
    assert web_cast.queries_of(client, pages) == one


def test_code_of_a_phone_holds_its_settings(initiative, amina):
    _, collector = situations.collector_of(initiative, amina, language="ar", is_test=True)
    told = json.loads(
        zlib.decompress(base64.b64decode(settings_code(collector, "https://m.ma/key/x/projects/1")))
    )
    assert told == {
        "general": {
            "server_url": "https://m.ma/key/x/projects/1",
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "app_language": "ar",
        },
        "project": {"name": initiative.title, "icon": TRIAL_ICON},
        "admin": {},
    }
