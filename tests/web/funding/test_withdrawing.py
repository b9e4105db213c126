"""A call withdrawn before and after it opens, told to all, nothing lost; and opened again by an erratum."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import applications as applying
from miqyas_web.funding.actions import withdrawing as actions
from miqyas_web.funding.models import Call, Notice, Sealed
from miqyas_web.funding.refusals import NotOpen
from tests.web.funding import situations
from tests.web.funding.situations_stages import a_further_stage

pytestmark = pytest.mark.django_db
TEXTS = {f"text_{code}": f"Budget retiré {code}" for code in ("fr", "ar", "en")}
TEXT = situations.texts("Erratum")


@pytest.fixture
def call():
    return situations.a_call(moment="open")


@pytest.fixture
def people(call):
    return situations.people_of(call.organisation)


@pytest.mark.parametrize("moment", ["before", "open"])
def test_a_call_is_withdrawn_with_its_reason_and_everyone_is_told(
    client, moment, django_capture_on_commit_callbacks
):
    call = situations.a_call(moment=moment)
    hajar, driss, _ = situations.people_of(call.organisation)
    amina, initiative = situations.an_applicant()
    draft = situations.a_draft_application(call, initiative)
    sent = situations.a_sent_application(call)
    address = reverse("funding:call_withdraw", args=[call.pk])
    client.force_login(driss)
    assert client.post(address, TEXTS).status_code == 409
    client.force_login(hajar)
    assert client.get(address).status_code == 200
    assert client.post(address, {"text_fr": "Retiré"}).status_code == 422
    assert Call.objects.get().state == "published"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, TEXTS).status_code == 302
    assert {letter.to[0] for letter in mail.outbox} == {amina.email, sent.created_by.email}
    assert "Budget retiré fr" in mail.outbox[0].body
    assert AuditEvent.objects.filter(verb="call_withdrawn").count() == 1
    assert not AuditEvent.objects.filter(verb="notice_published").exists()
    public = client.get(reverse("funding:call_read", args=[call.slug])).content.decode()
    assert "Budget retiré" in public
    assert reverse("funding:application_create", args=[call.slug]) not in public
    with pytest.raises(NotOpen):
        applying.send_application(application=draft, by=amina)
    with pytest.raises(NotOpen):
        applying.create_application(call=call, initiative=initiative, by=amina)
    # Nothing is lost: what was written and sealed stands, and is read by who wrote it.
    draft.refresh_from_db()
    assert draft.answers == {"1": {"need": "L'eau manque en été."}}
    assert Sealed.objects.get().application == sent
    client.force_login(amina)
    page = client.get(reverse("funding:application_show", args=[draft.pk])).content.decode()
    assert reverse("funding:application_edit", args=[draft.pk]) not in page
    assert reverse("funding:application_offer", args=[draft.pk]) in page
    client.force_login(hajar)
    assert client.post(address, TEXTS).status_code == 409


@pytest.mark.parametrize("state", ["draft", "decided", "closed"])
def test_only_a_published_call_is_withdrawn(call, people, state):
    Call.objects.filter(pk=call.pk).update(state=state)
    with pytest.raises(Refused):
        actions.withdraw_call(call=call, text=TEXT, by=people[0])
    with pytest.raises(Refused):
        actions.reopen_call(call=call, text=TEXT, closes_at=None, by=people[0])
    assert not Notice.objects.exists()


def test_it_opens_again_with_its_dates_while_they_hold(client, call, people):
    amina, initiative = situations.an_applicant()
    draft = situations.a_draft_application(call, initiative)
    actions.withdraw_call(call=call, text=TEXT, by=people[0])
    client.force_login(people[0])
    address = reverse("funding:call_reopen", args=[call.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, TEXTS | {"closes_at": ""}).status_code == 302
    assert Call.objects.get().state == "published"
    assert applying.send_application(application=draft, by=amina).number == 1
    assert AuditEvent.objects.filter(verb="call_reopened").count() == 1


def test_a_deadline_that_passed_meanwhile_is_given_again_and_later_stages_follow(client, call, people):
    full = a_further_stage(call, moment="open")
    actions.withdraw_call(call=call, text=TEXT, by=people[0])
    now = clock.now()
    Notice.objects.update(published_at=now - timedelta(days=10))
    first = situations.stage_of(call)
    first.closes_at = now - timedelta(days=2)
    first.save()
    full.opens_at, full.closes_at = now - timedelta(days=1), now + timedelta(days=20)
    full.save()
    with pytest.raises(Unfit):
        actions.reopen_call(call=call, text=TEXT, closes_at=None, by=people[0])
    with pytest.raises(Unfit):
        actions.reopen_call(call=call, text=TEXT, closes_at=now - timedelta(days=1), by=people[0])
    later = timezone.localtime(now + timedelta(days=8)).replace(second=0, microsecond=0)
    client.force_login(people[0])
    sent = TEXTS | {"closes_at": later.strftime("%Y-%m-%dT%H:%M")}
    assert client.post(reverse("funding:call_reopen", args=[call.pk]), sent).status_code == 302
    delay = later - first.closes_at
    full_before = (full.opens_at, full.closes_at)
    first.refresh_from_db()
    full.refresh_from_db()
    assert first.closes_at == later
    assert (full.opens_at, full.closes_at) == tuple(each + delay for each in full_before)


def test_a_stage_that_was_over_stays_over(people):
    call = situations.a_call(people[0].memberships.get().organisation, slug="clos")
    actions.withdraw_call(call=call, text=TEXT, by=people[0])
    with pytest.raises(Unfit):
        actions.reopen_call(call=call, text=TEXT, closes_at=clock.now() + timedelta(days=9), by=people[0])
    before = situations.stage_of(call).closes_at
    actions.reopen_call(call=call, text=TEXT, closes_at=None, by=people[0])
    assert situations.stage_of(call).closes_at == before
