"""Answers as pages: who reads what, what it costs, what is withdrawn and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys.actions.receiving import ReceivedFile, receive
from miqyas_web.surveys.actions.withdrawing import withdraw_submission
from miqyas_web.surveys.models import Attachment, Submission
from tests import web_cast
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(tifawin, amina):
    return situations.published_survey(web_cast.initiative(tifawin, amina), amina)


@pytest.fixture
def collector(survey, amina):
    return situations.collector_of(survey.initiative, amina)[1]


@pytest.fixture
def answer(survey, collector):
    def send(files=(), **answers):
        xml = situations.answer_xml(**answers)
        return receive(survey=survey, xml=xml, files=files, origin="phone", collector=collector).submission

    return send


def address(name, survey, *more):
    return reverse(f"surveys:{name}", args=[survey.initiative_id, survey.pk, *more])


def test_answers_are_read_in_the_words_of_the_form_and_the_language_of_the_page(
    client, amina, survey, answer
):
    submission = answer(eau="puits", members=("Youssef", "Nadia"))
    client.force_login(amina)
    page = client.get(address("submission_show", survey, submission.pk)).content.decode()
    assert "Puits" in page
    assert "Fatima" in page
    assert "Darija · Amazighe" in page
    assert "membre 2" in page
    assert "Nom de la personne de référence" in page
    client.cookies["django_language"] = "ar"
    amina.language = "ar"
    amina.save()
    page = client.get(
        address("submission_show", survey, submission.pk), headers={"accept-language": "ar"}
    ).content.decode()
    assert "من أين يأتي الماء؟" in page


def test_personal_values_and_positions_are_hidden_without_the_right(client, tifawin, survey, answer):
    sara = web_cast.member("Sara", tifawin, role=Role.CONTRIBUTOR)
    picture = ReceivedFile("puits.png", situations.PNG)
    submission = answer(files=[picture], chef="Fatima Zahra", photo="puits.png", lieu="31.5 -7.1 0 5")
    client.force_login(sara)
    page = client.get(address("submission_show", survey, submission.pk)).content.decode()
    assert "Fatima Zahra" not in page
    assert "Youssef" not in page
    assert "31.5" not in page
    assert "puits.png" not in page
    assert "•••" in page
    assert "Puits" in page
    file = Attachment.objects.get()
    assert client.get(address("attachment_download", survey, submission.pk, file.pk)).status_code == 404


def test_a_file_is_given_to_who_may_see_it(client, amina, survey, answer):
    submission = answer(files=[ReceivedFile("puits.png", situations.PNG)], photo="puits.png")
    client.force_login(amina)
    got = client.get(address("attachment_download", survey, submission.pk, Attachment.objects.get().pk))
    assert b"".join(got.streaming_content) == situations.PNG
    assert got["Content-Disposition"].startswith("attachment")


def test_a_stranger_finds_nothing(client, salma, survey, answer):
    submission = answer()
    client.force_login(salma)
    for name, more in (("submission_list", ()), ("submission_show", (submission.pk,))):
        assert client.get(address(name, survey, *more)).status_code == 404
    assert (
        client.post(address("submission_withdraw", survey, submission.pk), {"reason": "x"}).status_code == 404
    )


def test_the_list_costs_the_same_for_one_and_thirty(client, amina, survey, answer):
    answer()
    client.force_login(amina)
    client.get(address("submission_list", survey))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address("submission_list", survey))
    for _ in range(12):
        answer()
    with CaptureQueriesContext(connection) as many:
        page = client.get(address("submission_list", survey))
    assert len(many) == len(one)
    assert page.context["page"].paginator.count == 13
    assert not [query for query in many.captured_queries if '"xml"' in query["sql"]]


def test_the_list_is_narrowed(client, amina, survey, answer, collector):
    first = answer(instance_id="uuid:1")
    second = answer(instance_id="uuid:2", deprecated_id="uuid:1")
    third = answer()
    withdraw_submission(submission=third, reason="essai", by=amina)
    client.force_login(amina)

    def listed(**query):
        return {one.pk for one in client.get(address("submission_list", survey), query).context["page"]}

    assert listed() == {second.pk}
    assert listed(state="corrected") == {first.pk}
    assert listed(state="withdrawn") == {third.pk}
    assert listed(collector=collector.pk) == {second.pk}
    assert listed(from_date="2090-01-01") == set()
    assert listed(with_alerts="on") == set()


def test_corrections_are_told(client, amina, survey, answer):
    first = answer(instance_id="uuid:1", age="41")
    second = answer(instance_id="uuid:2", deprecated_id="uuid:1", age="42")
    client.force_login(amina)
    page = client.get(address("submission_show", survey, first.pk))
    assert [one.pk for one in page.context["history"]] == [first.pk, second.pk]
    assert address("submission_show", survey, second.pk) in page.content.decode()


def test_an_answer_is_withdrawn_once_with_a_reason_and_a_trace(client, amina, survey, answer):
    submission = answer()
    client.force_login(amina)
    refused = client.post(address("submission_withdraw", survey, submission.pk), {"reason": " "})
    assert refused.status_code == 422
    assert Submission.objects.standing().count() == 1
    done = client.post(
        address("submission_withdraw", survey, submission.pk), {"reason": "Faite en formation"}
    )
    assert done.status_code == 302
    assert Submission.objects.standing().count() == 0
    event = AuditEvent.objects.get(verb="answer_withdrawn")
    assert event.facts == {"reason": "Faite en formation"}
    assert (
        "Faite en formation" in client.get(address("submission_show", survey, submission.pk)).content.decode()
    )
    again = client.post(address("submission_withdraw", survey, submission.pk), {"reason": "encore"})
    assert again.status_code == 409


def test_withdrawing_needs_the_right_and_the_answer_that_counts(youssef, amina, survey, answer):
    first = answer(instance_id="uuid:1")
    answer(instance_id="uuid:2", deprecated_id="uuid:1")
    with pytest.raises(Refused):
        withdraw_submission(submission=first, reason="x", by=youssef)
    with pytest.raises(Refused):
        withdraw_submission(submission=first, reason="x", by=amina)
    with pytest.raises(Unfit):
        withdraw_submission(submission=first, reason=" ", by=amina)
