"""A draft kept while it is written: what may be kept is, what may not says why, and two writers are told of each other."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from miqyas_web.foundation import clock
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.models import Application
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations_stages import close

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return situations.a_call(moment="open")


@pytest.fixture
def applicant():
    return situations.an_applicant()


@pytest.fixture
def draft(call, applicant):
    return situations.a_draft_application(call, applicant[1])


@pytest.fixture
def keep(client, draft, applicant):
    """Sends what a page holds; everything that stands, and the changes."""
    client.force_login(applicant[0])

    def send(**changes):
        data = {
            "revision": Application.objects.get(pk=draft.pk).revision, "answer-need": "L'eau manque en été.",
            "theme": "water", "asked_mad": "100000", "line-0-title": "Travaux", "line-0-amount": "100000.00",
            "line-0-asked": "100000",
        }  # fmt: skip
        data |= {name.replace("__", "-"): text for name, text in changes.items()}
        return client.post(reverse("funding:application_keep", args=[draft.pk]), data)

    return send


def events():
    return AuditEvent.objects.filter(verb="application_edited").count()


def test_what_is_written_is_kept_and_the_hour_is_said(client, draft, applicant, keep):
    answer = keep(answer__need="La source tarit.")
    assert answer.status_code == 200
    told = answer.json()
    draft.refresh_from_db()
    assert (told["revision"], draft.revision, draft.answers["1"]["need"]) == (1, 1, "La source tarit.")
    assert told["errors"] == {}
    assert "Amina" in told["saved"]
    page = client.get(reverse("funding:application_edit", args=[draft.pk])).content.decode()
    assert told["saved"] in page
    assert 'data-keep="' in page
    assert "draft.js" in page


def test_a_sitting_of_writing_is_one_row_of_the_log(draft, applicant, keep):
    for text in ("L", "La", "La source"):
        assert keep(answer__need=text).status_code == 200
    assert events() == 1
    Application.objects.filter(pk=draft.pk).update(edited_at=clock.now() - timedelta(hours=1))
    keep(answer__need="La source tarit")
    assert events() == 2
    fatima = web_cast.member("Fatima", applicant[1].organisation)
    Application.objects.filter(pk=draft.pk).update(edited_by=fatima)
    keep(answer__need="La source tarit.")
    assert events() == 3


def test_what_cannot_be_kept_stays_as_it_stands_and_the_rest_is_kept(draft, keep):
    answer = keep(
        asked_mad="beaucoup", answer__need="La source tarit.", line__0__asked="200000", line__1__title="X"
    )
    assert answer.status_code == 200
    assert set(answer.json()["errors"]) == {"asked_mad", "line-0-asked"}
    draft.refresh_from_db()
    assert (draft.answers["1"]["need"], draft.asked_mad) == ("La source tarit.", Decimal(100000))
    assert draft.budget == [{"title": "Travaux", "amount_mad": "100000.00", "asked_mad": "100000.00"}]
    keep(line__1__title="Pompe", line__1__amount="5")
    draft.refresh_from_db()
    assert [line["title"] for line in draft.budget] == ["Travaux", "Pompe"]


def test_a_second_writer_is_told_what_stands_and_by_whom(client, draft, applicant, keep):
    fatima = web_cast.member("Fatima", applicant[1].organisation)
    client.force_login(fatima)
    assert keep(answer__need="La source tarit en août.").status_code == 200
    client.force_login(applicant[0])
    answer = keep(revision=0, theme="work")
    assert answer.status_code == 409
    told = answer.json()
    assert (told["revision"], told["who"]) == (1, "Fatima")
    assert told["standing"]["answer-need"] == "La source tarit en août."
    assert told["standing"]["line-0-title"] == "Travaux"
    draft.refresh_from_db()
    assert (draft.revision, draft.theme) == (1, "water")


def test_a_closed_stage_a_reader_a_stranger_and_nonsense_are_refused(client, call, draft, applicant, keep):
    assert keep(revision="x").status_code == 422
    close(situations.stage_of(call))
    answer = keep(answer__need="Trop tard")
    assert (answer.status_code, "standing" in answer.json()) == (409, False)
    client.force_login(web_cast.member("Nour", applicant[1].organisation, role="reader"))
    assert keep().status_code == 409
    client.force_login(web_cast.person("Zineb"))
    assert keep().status_code == 404
    assert client.get(reverse("funding:application_keep", args=[draft.pk])).status_code == 405
    draft.refresh_from_db()
    assert draft.revision == 0
