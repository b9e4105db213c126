"""The field team: quotas, assignments, second visits; people linked, handed over, erased."""

import json

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation import shelf
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys.actions.looking import look_at
from miqyas_web.surveys.actions.panel import erase_respondent, export_respondent, link_respondents
from miqyas_web.surveys.actions.quality_settings import set_quality
from miqyas_web.surveys.actions.receiving import ReceivedFile, receive
from miqyas_web.surveys.actions.team import Where, assign, draw_back_checks, set_quota, spread_draw
from miqyas_web.surveys.models import (
    Alert,
    Attachment,
    BackCheck,
    QualityRun,
    Quota,
    Respondent,
    RespondentIdentity,
    Submission,
)
from miqyas_web.surveys.rules.quality import settings_with_defaults
from tests import web_cast
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(tifawin, amina):
    return situations.published_survey(web_cast.initiative(tifawin, amina), amina)


@pytest.fixture
def phones(survey, amina):
    return [situations.collector_of(survey.initiative, amina, name=name)[1] for name in ("Brahim", "Hind")]


def send(survey, collector=None, files=(), **answers):
    xml = situations.answer_xml(**answers)
    return receive(survey=survey, xml=xml, files=files, origin="phone", collector=collector).submission


def identify(survey, by, question="chef"):
    set_quality(survey=survey, checks=settings_with_defaults({}), roles={"identifier": question}, by=by)


def address(name, survey, *more):
    return reverse(f"surveys:{name}", args=[survey.initiative_id, survey.pk, *more])


def test_quotas_and_assignments_are_set_counted_and_taken_away(client, amina, survey, phones):
    for n in range(3):
        send(survey, phones[0], eau="puits" if n else "reseau", chef=f"Personne {n * 7919}")
    client.force_login(amina)
    team = address("team_show", survey)
    sent = {
        "do": "quota",
        "quota-name": "Puits",
        "quota-question": "eau",
        "quota-value": "puits",
        "quota-target": "٤",
    }
    assert client.post(team, sent).status_code == 302
    assert client.post(team, sent).status_code == 422
    assert client.post(team, sent | {"quota-name": "x", "quota-value": ""}).status_code == 422
    given = {
        "do": "assign",
        "assignment-collector": phones[0].pk,
        "assignment-target": "10",
        "assignment-place": "Douar A",
    }
    assert client.post(team, given).status_code == 302
    assert client.post(team, given).status_code == 422
    assert client.post(team, {"do": "dance"}).status_code == 404
    assert client.get(team).context["quotas"][0].found is None
    look_at(survey, by=amina)
    page = client.get(team)
    assert [(shown.found, shown.percent) for shown in page.context["quotas"]] == [(2, 50)]
    assert [(one.name, one.n, one.remaining) for one in page.context["team"]] == [("Brahim", 3, 7)]
    quota, given = Quota.objects.get(), survey.assignments.get()
    assert client.post(address("quota_remove", survey, quota.pk)).status_code == 302
    assert client.post(address("assignment_remove", survey, given.pk)).status_code == 302
    assert (Quota.objects.count(), survey.assignments.count()) == (0, 0)
    verbs = ("quota_set", "quota_removed", "assignment_given", "assignment_removed")
    assert AuditEvent.objects.filter(verb__in=verbs).count() == 4


def test_the_team_is_set_by_who_may_and_with_phones_of_the_initiative(youssef, amina, tifawin, survey):
    with pytest.raises(Refused):
        set_quota(survey=survey, name="x", question="", value="", target=1, by=youssef)
    elsewhere = situations.collector_of(web_cast.initiative(tifawin, amina, "Autre"), amina)[1]
    with pytest.raises(Unfit):
        assign(survey=survey, collector=elsewhere, where=Where(), target=1, due_date=None, by=amina)


def test_a_draw_is_done_again_with_its_seed_and_leaves_nobody_out():
    found = [(pk, "ABC"[pk % 3] if pk < 90 else "D") for pk in range(100)]
    drawn = spread_draw(found, 12, 7)
    assert drawn == spread_draw(found, 12, 7)
    assert drawn != spread_draw(found, 12, 8)
    assert len(set(drawn)) == 12
    senders = [dict(found)[pk] for pk in drawn]
    assert sorted(senders) == ["A"] * 3 + ["B"] * 3 + ["C"] * 3 + ["D"] * 3


def test_second_visits_are_matched_compared_and_not_taken_for_copies(survey, phones, amina):
    identify(survey, amina)
    first = [send(survey, phones[0], chef=f"Foyer {n * 7919}", age="30") for n in range(4)]
    draw = draw_back_checks(survey=survey, n=2, seed=5, by=amina)
    assert (draw.n_among, BackCheck.objects.count()) == (4, 2)
    with pytest.raises(Refused):
        draw_back_checks(survey=survey, n=3, seed=None, by=amina)
    drawn = BackCheck.objects.select_related("original").first()
    name = f"Foyer {first.index(drawn.original) * 7919}"
    send(survey, phones[0], chef=name, age="55")
    look_at(survey, by=amina)
    drawn.refresh_from_db()
    assert drawn.again is None
    again = send(survey, phones[1], chef=name, age="60")
    look_at(survey, by=amina)
    drawn.refresh_from_db()
    assert drawn.again == again
    assert (drawn.original_id, "different", "age") in Alert.objects.values_list(
        "submission_id", "kind", "question"
    )
    copies = Alert.objects.filter(kind="repeated", submission=again)
    assert not copies.exists()
    told = next(each for each in QualityRun.objects.get().results if each["name"] == "back_checks")
    assert told["facts"]["n_pairs"] == 1


def test_people_are_linked_across_rounds_and_apart_from_answers(client, survey, amina, tifawin, phones):
    identify(survey, amina)
    for name in ("Fatima Zahra", "FATIMA ZAHRA", "Hassan"):
        send(survey, phones[0], chef=name)
    assert link_respondents(survey=survey, by=amina) == 3
    assert link_respondents(survey=survey, by=amina) == 0
    assert sorted(person.answers.count() for person in Respondent.objects.all()) == [1, 2]
    sara = web_cast.member("Sara", tifawin, role=Role.CONTRIBUTOR)
    client.force_login(sara)
    page = client.get(address("respondent_list", survey)).content.decode().casefold()
    assert "fatima" not in page
    with pytest.raises(Refused):
        link_respondents(survey=survey, by=sara)
    person = Respondent.objects.first()
    for act in (export_respondent, erase_respondent):
        with pytest.raises(Refused):
            act(respondent=person, by=sara)
    client.force_login(amina)
    assert "fatima" in client.get(address("respondent_list", survey)).content.decode().casefold()


def test_linking_without_an_identifier_is_refused(survey, amina):
    with pytest.raises(Refused):
        link_respondents(survey=survey, by=amina)


def test_what_is_held_is_handed_over_and_erased_with_a_trace(
    client, survey, amina, phones, django_capture_on_commit_callbacks
):
    identify(survey, amina)
    submission = send(
        survey,
        phones[0],
        [ReceivedFile("puits.png", situations.PNG)],
        chef="Fatima Zahra",
        photo="puits.png",
        age="44",
    )
    link_respondents(survey=survey, by=amina)
    person = Respondent.objects.get()
    client.force_login(amina)
    held = json.loads(client.post(address("respondent_export", survey, person.pk)).content)
    assert held["identifier"] == "fatima zahra"
    assert ["/data/foyer/chef", [], "Fatima Zahra"] in held["answers"][0]["values"]
    before = submission.sha256
    picture = shelf.path_of(settings.ATTACHMENTS, submission.attachments.get().sha256)
    assert picture.read_bytes() == situations.PNG
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address("respondent_erase", survey, person.pk)).status_code == 302
    assert not picture.exists()
    submission.refresh_from_db()
    assert b"Fatima" not in bytes(submission.xml)
    assert b"Youssef" not in bytes(submission.xml)
    assert b"<age>44</age>" in bytes(submission.xml)
    assert (RespondentIdentity.objects.count(), Attachment.objects.count()) == (0, 0)
    event = AuditEvent.objects.get(verb="respondent_erased")
    assert event.facts["answers"] == [{"id": submission.pk, "before": before, "after": submission.sha256}]
    assert client.post(address("respondent_erase", survey, person.pk)).status_code == 409
    assert Submission.objects.standing().count() == 1
    assert client.get(address("submission_show", survey, submission.pk)).status_code == 200


def test_pages_cost_the_same_and_are_closed_to_strangers(client, salma, amina, survey, phones):
    identify(survey, amina)
    client.force_login(amina)
    costs = []
    for n in range(2):
        for each in range(1 + 3 * n):
            send(survey, phones[each % 2], chef=f"Foyer {n} {each * 7919}")
            set_quota(
                survey=survey, name=f"{n}{each}", question="eau", value=f"{n}{each}", target=1, by=amina
            )
        link_respondents(survey=survey, by=amina)
        draw_back_checks(survey=survey, n=1 + 2 * n, seed=1, by=amina)
        for name in ("team_show", "respondent_list"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address(name, survey)).status_code == 200
            costs.append(len(asked))
    assert costs[:2] == costs[2:]
    client.force_login(salma)
    for name in ("team_show", "respondent_list"):
        assert client.get(address(name, survey)).status_code == 404
