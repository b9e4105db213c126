"""The same application offered to another call, with consent: what matches is filled, the two funders stay apart."""

from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse

from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import offers as actions
from miqyas_web.funding.models import Application
from miqyas_web.funding.refusals import AlreadyApplied, NotOpen
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations_stages import close

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant():
    return situations.an_applicant()


@pytest.fixture
def source(applicant):
    first = situations.a_call(moment="after", slug="premier")
    sent = situations.a_sent_application(first, applicant[1], cofunding_mad=Decimal(20000))
    salma = web_cast.member("Salma", web_cast.organisation("Coopérative Assafou"))
    sent.partners.create(name="Assafou", organisation=salma.memberships.get().organisation, consented_by=salma, consented_at=sent.sent_at)  # fmt: skip
    sent.files.create(
        name="plan.png", sha256="a" * 64, n_bytes=4, media_type="image/png", joined_by=applicant[0]
    )
    return sent


@pytest.fixture
def other():
    themes = [{"code": "w", "label": {"fr": "Eau (fr)"}}, {"code": "x", "label": {"fr": "EAU fr"}}]
    call = situations.a_call(situations.a_funder("Fonds Cèdre"), moment="open", slug="second", themes=themes)
    stage = situations.stage_of(call)
    stage.questions = [
        situations.a_question("q1", label={"fr": "Autre chose ?"}),
        situations.a_question("q2", label={"fr": "quel est le besoin (FR)"}),
    ]
    stage.save()
    return call


def test_what_matches_is_filled_and_what_does_not_is_said(client, source, other, applicant):
    client.force_login(applicant[0])
    address = reverse("funding:application_offer", args=[source.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"call": other.pk}).status_code == 422
    assert Application.objects.count() == 1
    assert client.post(address, {"call": other.pk, "agrees": "on"}).status_code == 302
    draft = Application.objects.get(call=other)
    assert draft.answers == {"1": {"q2": "L'eau manque en été."}}
    assert (draft.theme, draft.asked_mad, draft.cofunding_mad) == ("w", Decimal(100000), Decimal(20000))
    assert (draft.state, draft.sent_at, draft.offered_from, draft.tells_offer) == (
        "draft",
        None,
        source,
        False,
    )
    assert [(one.name, one.consented_at) for one in draft.partners.all()] == [("Assafou", None)]
    assert draft.files.get().sha256 == "a" * 64
    page = client.get(reverse("funding:application_show", args=[draft.pk])).content.decode()
    assert "Autre chose ?" in page
    assert AuditEvent.objects.filter(verb="application_offered").count() == 1
    assert not AuditEvent.objects.filter(verb="application_created").exists()
    assert mail.outbox == []
    assert draft.seals.count() == 0
    assert client.post(address, {"call": other.pk, "agrees": "on"}).status_code == 422


def test_a_funder_knows_of_the_other_only_when_the_applicant_says_so(client, source, other, applicant):
    draft = actions.offer_application(
        application=source, call=other, agrees=True, tells=False, by=applicant[0]
    )
    officer = situations.people_of(source.call.organisation)[1]
    here = reverse("funding:received_show", args=[source.pk])

    def funder_sees():
        client.force_login(officer)
        return "Fonds Cèdre" in client.get(here).content.decode()

    tell = reverse("funding:application_offer_tell", args=[draft.pk])
    Application.objects.filter(pk=draft.pk).update(state="sent", sent_at=source.sent_at)
    assert not funder_sees()
    client.force_login(officer)
    assert client.post(tell, {"tells": "yes"}).status_code == 404
    client.force_login(applicant[0])
    assert client.post(tell, {"tells": "yes"}).status_code == 302
    assert funder_sees()
    Application.objects.filter(pk=draft.pk).update(state="draft", sent_at=None)
    assert not funder_sees()
    client.force_login(applicant[0])
    assert client.post(tell).status_code == 302
    assert client.post(reverse("funding:application_offer_tell", args=[source.pk])).status_code == 409


def test_closed_calls_the_same_call_and_no_consent_are_refused(source, other, applicant):
    amina = applicant[0]
    said = {"application": source, "by": amina, "tells": False}
    with pytest.raises(Unfit):
        actions.offer_application(call=other, agrees=False, **said)
    with pytest.raises(actions.Refused):
        actions.offer_application(call=source.call, agrees=True, **said)
    actions.offer_application(call=other, agrees=True, **said)
    with pytest.raises(AlreadyApplied):
        actions.offer_application(call=other, agrees=True, **said)
    Application.objects.filter(call=other).delete()
    close(situations.stage_of(other))
    with pytest.raises(NotOpen):
        actions.offer_application(call=other, agrees=True, **said)
    reader = web_cast.member("Nour", applicant[1].organisation, role="reader")
    with pytest.raises(actions.Refused):
        actions.offer_application(call=other, agrees=True, **said | {"by": reader})
