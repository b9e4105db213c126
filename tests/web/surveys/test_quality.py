"""Quality of answers: alerts opened once, moved with reasons, the page, what leaks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas.reporting.typography import french_spaces
from miqyas_web.accounts.enums import Role
from miqyas_web.foundation import jobs
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.surveys.actions.alerts import assign_alerts, reopen_alerts, resolve_alerts
from miqyas_web.surveys.actions.looking import look_at
from miqyas_web.surveys.actions.quality_settings import set_quality
from miqyas_web.surveys.actions.receiving import receive
from miqyas_web.surveys.actions.withdrawing import withdraw_submission
from miqyas_web.surveys.enums import AlertState
from miqyas_web.surveys.models import Alert, QualityRun, Survey
from miqyas_web.surveys.rules.quality import settings_with_defaults
from tests import web_cast
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(tifawin, amina):
    return situations.published_survey(web_cast.initiative(tifawin, amina), amina)


@pytest.fixture
def collectors(survey, amina):
    return [situations.collector_of(survey.initiative, amina, name=name)[1] for name in ("Brahim", "Hind")]


def send(survey, collector=None, *, minutes=12, hour=9, **answers):
    xml = situations.answer_xml(**answers).decode()
    xml = xml.replace("T09:00:00.000+01:00", f"T{hour:02d}:00:00.000+01:00")
    xml = xml.replace("T09:12:00.000+01:00", f"T{hour:02d}:{minutes:02d}:00.000+01:00")
    return receive(survey=survey, xml=xml.encode(), origin="phone", collector=collector).submission


@pytest.fixture
def answers(survey, collectors):
    """Fourteen answers; one of two minutes, one at three in the morning, one of somebody of 110 years."""
    sent = [
        send(survey, collectors[n % 2], minutes=10 + n % 5, chef=f"Personne {n * 7919}", age=str(30 + n))
        for n in range(11)
    ]
    quick = send(survey, collectors[0], minutes=1, chef="Brahim El Idrissi", age="40")
    night = send(survey, collectors[1], hour=3, minutes=11, chef="Hassan Ouali", age="41")
    old = send(survey, collectors[1], minutes=13, chef="Aïcha Benani", age="110")
    return {"sent": sent, "quick": quick, "night": night, "old": old}


def address(name, survey, *more):
    return reverse(f"surveys:{name}", args=[survey.initiative_id, survey.pk, *more])


def kinds(survey):
    return set(Alert.objects.filter(survey=survey).values_list("submission_id", "kind"))


def test_a_look_opens_alerts_once(survey, answers, amina):
    run = look_at(survey, by=amina)
    expected = {
        (answers["quick"].pk, "too_short"),
        (answers["night"].pk, "odd_hour"),
        (answers["old"].pk, "outlier_high"),
    }
    assert expected <= kinds(survey)
    n = Alert.objects.count()
    assert look_at(survey, by=amina).pk == run.pk
    assert Alert.objects.count() == n
    events = AuditEvent.objects.filter(verb="answers_looked_at").order_by("position")
    assert [event.facts for event in events] == [
        {"n_answers": 14, "n_opened": n},
        {"n_answers": 14, "n_opened": 0},
    ]


def test_receiving_asks_for_one_look_and_the_job_is_run(survey, answers):
    (job,) = Job.objects.filter(task="surveys.look")
    jobs.run(jobs.claim())
    job.refresh_from_db()
    assert (job.state, job.next_address) == ("done", address("quality_show", survey))
    assert QualityRun.objects.get().n_answers == 14


def test_no_answer_gives_an_empty_run(survey, amina):
    assert (look_at(survey, by=amina).n_answers, Alert.objects.count()) == (0, 0)


def test_the_first_line_counts_answers_and_the_page_costs_the_same(client, amina, survey, answers):
    look_at(survey, by=amina)
    client.force_login(amina)
    page = client.get(address("quality_show", survey))
    flagged = Alert.objects.values("submission").distinct().count()
    assert (page.context["dashboard"].n_answers, page.context["dashboard"].n_flagged) == (14, flagged)
    assert french_spaces(f"Réponses à revoir : {flagged} sur 14") in page.content.decode()
    assert {group.name: group.n for group in page.context["dashboard"].collectors} == {"Brahim": 7, "Hind": 7}
    with CaptureQueriesContext(connection) as before:
        client.get(address("quality_show", survey))
    send(survey, answers["old"].collector, minutes=1, age="100")
    look_at(survey, by=amina)
    with CaptureQueriesContext(connection) as after:
        client.get(address("quality_show", survey))
    assert len(after) == len(before)


def test_withdrawn_and_corrected_answers_need_no_look(survey, answers, amina):
    look_at(survey, by=amina)
    withdraw_submission(submission=answers["quick"], reason="essai", by=amina)
    from miqyas_web.surveys.queries.alerts import AlertFilter, alerts_in
    from miqyas_web.surveys.queries.quality import dashboard_of

    waiting = {alert.submission_id for alert in alerts_in(survey, AlertFilter())}
    assert answers["quick"].pk not in waiting
    assert dashboard_of(survey, {}).n_flagged == len(waiting)


def test_alerts_are_given_resolved_and_opened_again_with_a_trace(client, amina, youssef, survey, answers):
    look_at(survey, by=amina)
    numbers = list(Alert.objects.values_list("pk", flat=True)[:2])
    client.force_login(amina)
    move = address("alert_move", survey)
    assert client.post(move, {"do": "assign", "alert": numbers}).status_code == 422
    assert client.post(move, {"do": "assign", "alert": numbers, "person": youssef.pk}).status_code == 302
    assert set(Alert.objects.filter(pk__in=numbers).values_list("state", "assigned_to")) == {
        ("assigned", youssef.pk)
    }
    assert (
        client.post(move, {"do": "resolve", "alert": numbers, "outcome": "true", "reason": ""}).status_code
        == 422
    )
    done = client.post(
        move, {"do": "resolve", "alert": numbers, "outcome": "true", "reason": "Appelé : exact"}
    )
    assert done.status_code == 302
    alert = Alert.objects.get(pk=numbers[0])
    assert (alert.state, alert.resolved_by, alert.reason) == (AlertState.RESOLVED, amina, "Appelé : exact")
    again = client.post(move, {"do": "resolve", "alert": numbers, "outcome": "true", "reason": "encore"})
    assert again.status_code == 409
    look_at(survey, by=amina)
    assert Alert.objects.get(pk=numbers[0]).state == AlertState.RESOLVED
    assert client.post(move, {"do": "reopen", "alert": numbers}).status_code == 302
    assert Alert.objects.get(pk=numbers[0]).reason == ""
    assert [e.facts["to"] for e in AuditEvent.objects.filter(verb="alerts_moved").order_by("position")] == [
        "assigned",
        "resolved",
        "open",
    ]
    assert client.post(move, {"do": "burn"}).status_code == 404


def test_moving_alerts_needs_the_right_a_choice_and_someone_of_the_house(
    youssef, amina, salma, survey, answers
):
    look_at(survey, by=amina)
    numbers = list(Alert.objects.values_list("pk", flat=True))
    with pytest.raises(Refused):
        reopen_alerts(survey=survey, alerts=numbers, by=youssef)
    with pytest.raises(Unfit):
        assign_alerts(survey=survey, alerts=numbers, to=salma, by=amina)
    with pytest.raises(Unfit):
        resolve_alerts(survey=survey, alerts=[], outcome="true", reason="x", by=amina)
    with pytest.raises(Unfit):
        resolve_alerts(survey=survey, alerts=numbers, outcome="true", reason=" ", by=amina)
    assert set(Alert.objects.values_list("state", flat=True)) == {"open"}


def test_alerts_say_nothing_personal(client, tifawin, amina, survey, collectors):
    roles = {"names": ["chef"], "identifier": "chef"}
    set_quality(survey=survey, checks=settings_with_defaults({}), roles=roles, by=amina)
    for name in ("Fatima Zahra", "Fatima Zahra", "Fatima Zohra"):
        send(survey, collectors[0], chef=name)
    look_at(survey, by=amina)
    assert {kind for _, kind in kinds(survey)} >= {"repeated", "similar_text"}
    assert "Fatima" not in str(list(Alert.objects.values()))
    assert "Fatima" not in str(list(QualityRun.objects.values()))
    sara = web_cast.member("Sara", tifawin, role=Role.CONTRIBUTOR)
    client.force_login(sara)
    for name in ("alert_list", "quality_show"):
        assert "Fatima" not in client.get(address(name, survey)).content.decode()


def test_settings_change_what_is_seen(client, amina, survey, answers):
    client.force_login(amina)
    form = client.get(address("quality_edit", survey)).context["form"]
    sent = {field.name: field.value() for field in form if field.value() and not field.name.startswith("on:")}
    assert (
        client.post(address("quality_edit", survey), sent | {"at:duration:cutoff": "zz"}).status_code == 422
    )
    done = client.post(
        address("quality_edit", survey), sent | {"on:time_of_day": "on", "at:time_of_day:earliest": "2"}
    )
    assert done.status_code == 302
    look_at(Survey.objects.get(pk=survey.pk), by=amina)
    assert kinds(survey) == set()
    assert AuditEvent.objects.filter(verb="quality_set").count() == 1


def test_a_personal_question_cannot_make_groups(client, amina, survey):
    client.force_login(amina)
    form = client.get(address("quality_edit", survey)).context["form"]
    assert "chef" not in dict(form.fields["role:enumerator"].choices)
    assert "chef" in dict(form.fields["role:names"].choices)


def test_pages_are_closed_to_strangers_and_work_to_readers(client, salma, youssef, survey):
    client.force_login(salma)
    for name in ("quality_show", "alert_list", "quality_edit"):
        assert client.get(address(name, survey)).status_code == 404
    client.force_login(youssef)
    assert client.get(address("quality_show", survey)).status_code == 200
    assert client.get(address("quality_edit", survey)).status_code == 409
    assert client.post(address("quality_look", survey)).status_code == 409


def test_the_alert_list_costs_the_same_whatever_it_holds(client, amina, survey, answers):
    look_at(survey, by=amina)
    client.force_login(amina)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address("alert_list", survey))
    assert len(page.context["alerts"]) == Alert.objects.count()
    keep = Alert.objects.first().pk
    Alert.objects.exclude(pk=keep).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(address("alert_list", survey))
    assert len(one) == len(many)


def test_looking_by_the_button(client, amina, survey, answers):
    client.force_login(amina)
    assert client.post(address("quality_look", survey)).status_code == 302
    assert QualityRun.objects.get().n_answers == 14
