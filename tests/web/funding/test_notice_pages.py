"""After publication: a deadline that moves, an erratum, questions and their answers, each told to all."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from miqyas_web.foundation import clock
from miqyas_web.funding.models import Notice
from tests import web_cast
from tests.web.funding import situations

pytestmark = pytest.mark.django_db
TEXTS = {f"text_{code}": f"Avis {code}" for code in ("fr", "ar", "en")}


@pytest.fixture
def funder():
    return situations.a_funder()


@pytest.fixture
def people(funder):
    return situations.people_of(funder)


@pytest.fixture
def call(funder):
    return situations.a_call(funder, moment="open")


def in_days(n):
    return timezone.localtime(clock.now() + timedelta(days=n)).strftime("%Y-%m-%dT%H:%M")


def test_a_deadline_moves_later_with_a_notice_told_to_applicants(
    client, call, people, django_capture_on_commit_callbacks
):
    _, initiative = situations.an_applicant()
    situations.a_draft_application(call, initiative)
    client.force_login(people[0])
    address = reverse("funding:deadline_move", args=[call.pk, 1])
    assert client.get(address).status_code == 200
    before = situations.stage_of(call).closes_at
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"closes_at": in_days(40), **TEXTS}).status_code == 302
    after = situations.stage_of(call).closes_at
    assert after > before
    assert Notice.objects.get().change == {
        "stage": 1, "before": before.isoformat(), "after": after.isoformat(),
    }  # fmt: skip
    assert [letter.to for letter in mail.outbox] == [["amina@example.ma"]]
    assert "Avis fr" in mail.outbox[0].body
    client.logout()
    client.post("/language/", {"language": "ar"})
    assert "Avis ar" in client.get(reverse("funding:call_read", args=[call.slug])).content.decode()


def test_a_deadline_never_moves_earlier_nor_once_it_is_past(client, funder, call, people):
    client.force_login(people[0])
    address = reverse("funding:deadline_move", args=[call.pk, 1])
    assert client.post(address, {"closes_at": in_days(3), **TEXTS}).status_code == 422
    past = situations.a_call(funder, slug="clos")
    address = reverse("funding:deadline_move", args=[past.pk, 1])
    assert client.post(address, {"closes_at": in_days(3), **TEXTS}).status_code == 409
    assert not Notice.objects.exists()


def test_a_notice_lacking_a_language_moves_nothing(client, call, people):
    client.force_login(people[0])
    before = situations.stage_of(call).closes_at
    address = reverse("funding:deadline_move", args=[call.pk, 1])
    assert client.post(address, {"closes_at": in_days(40), "text_fr": "Avis"}).status_code == 422
    assert situations.stage_of(call).closes_at == before


def test_an_erratum_is_published_by_who_may_publish(client, funder, call, people):
    address = reverse("funding:notice_create", args=[call.pk])
    client.force_login(people[1])
    assert client.get(address).status_code == 409
    client.force_login(people[0])
    assert client.get(address).status_code == 200
    assert client.post(address, {"kind": "erratum", **TEXTS}).status_code == 302
    assert Notice.objects.get().text == {code: f"Avis {code}" for code in ("fr", "ar", "en")}
    draft = situations.a_call(funder, state="draft", slug="brouillon")
    address = reverse("funding:notice_create", args=[draft.pk])
    assert client.post(address, {"kind": "erratum", **TEXTS}).status_code == 409


def test_a_question_is_answered_once_for_all_and_without_a_name(client, call, people):
    salma = web_cast.person("Salma")
    client.force_login(salma)
    address = reverse("funding:question_create", args=[call.slug])
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "Une commune peut-elle candidater ?"}).status_code == 302
    public = reverse("funding:call_read", args=[call.slug])
    assert "Une commune" not in client.get(public).content.decode()
    client.force_login(people[1])
    answering = reverse("funding:question_list", args=[call.pk])
    assert client.get(answering).status_code == 200
    sent = {"question": call.asked.get().pk, "answer": "Oui, avec une association."}
    assert client.post(answering, sent).status_code == 302
    assert client.post(answering, sent).status_code == 409
    client.logout()
    page = client.get(public).content.decode()
    assert "Oui, avec une association." in page
    assert "Salma" not in page


def test_questions_stop_at_the_deadline_and_have_a_measure(client, funder, call):
    client.force_login(web_cast.person("Salma"))
    past = situations.a_call(funder, slug="clos")
    closed = reverse("funding:question_create", args=[past.slug])
    assert client.post(closed, {"text": "Trop tard ?"}).status_code == 409
    address = reverse("funding:question_create", args=[call.slug])
    answers = [client.post(address, {"text": f"Question {n}"}).status_code for n in range(6)]
    assert answers == [302] * 5 + [409]


def test_the_desk_says_what_waits(client, call, people):
    amina, initiative = situations.an_applicant()
    draft = situations.a_draft_application(call, initiative)
    salma = web_cast.member("Salma", web_cast.organisation("Coopérative Assafou"))
    partner = draft.partners.create(name="Assafou", organisation=salma.memberships.get().organisation)
    call.asked.create(text="Quand ?", asked_by=salma, asked_at=clock.now())
    for person, name, pk in (
        (amina, "application_show", draft.pk),
        (salma, "partner_consent", partner.pk),
        (people[1], "question_list", call.pk),
    ):
        client.force_login(person)
        assert reverse(f"funding:{name}", args=[pk]) in client.get("/desk/").content.decode()
    client.force_login(people[2])
    assert reverse("funding:question_list", args=[call.pk]) not in client.get("/desk/").content.decode()
