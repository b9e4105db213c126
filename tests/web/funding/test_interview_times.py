"""No reader, no room and no applicant is in two interviews at once; hours say where they are read."""

import html
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Unfit
from miqyas_web.funding.actions import interviews as actions
from miqyas_web.funding.actions.interviews import Slot
from miqyas_web.funding.enums import ApplicationState, ConflictSource, StageKind
from miqyas_web.funding.models import Application, Conflict, Interview
from miqyas_web.funding.rules.interviews import folded_place, with_zone
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations_stages import a_further_stage

pytestmark = pytest.mark.django_db
SITE = "https://miqyas.example"
SHARED = "https://salle.example/fonds"


@pytest.fixture
def call():
    return situations.a_call()


@pytest.fixture
def driss(call):
    return situations.people_of(call.organisation)[1]


def heard_in(call):
    """A stage of interviews, and what stands at it."""
    stage = a_further_stage(call, kind=StageKind.INTERVIEW)
    Application.objects.filter(call=call).update(stage=stage, state=ApplicationState.SENT)
    return stage


@pytest.fixture
def files(call):
    return [situations.a_sent_application(call) for _ in range(2)]


@pytest.fixture
def stage(call, files):
    return heard_in(call)


@pytest.fixture
def noon():
    return (clock.now() + timedelta(days=3)).replace(hour=11, minute=0, second=0, microsecond=0)


def book(stage, by, noon, *, minutes=30, place="Salle 2", readers=(), pause=10):
    slot = Slot(noon, minutes, place, tuple(readers))
    return actions.plan_interviews(stage=stage, first=slot, pause=pause, site=SITE, by=by)


def move(interview, by, starts_at, *, place, readers=(), minutes=30):
    interview.refresh_from_db()
    return actions.move_interview(
        interview=interview,
        slot=Slot(starts_at, minutes, place, tuple(readers)),
        revision=interview.revision,
        site=SITE,
        by=by,
    )


def test_hours_say_their_place_and_their_distance_from_utc():
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("UTC"))
    ramadan = datetime(2027, 2, 20, 9, 0, tzinfo=ZoneInfo("UTC"))
    with translation.override("fr"):
        assert with_zone(summer).endswith("10:00, heure de Casablanca (UTC+1)")
        assert with_zone(ramadan).endswith("09:00, heure de Casablanca (UTC+0)")
    assert folded_place("  Salle  2 ") == folded_place("salle 2")


def test_one_room_is_not_taken_twice(stage, driss, noon):
    assert book(stage, driss, noon) == 2
    first, second = Interview.objects.order_by("starts_at")
    with pytest.raises(Unfit, match=first.application.reference):
        move(second, driss, noon + timedelta(minutes=29), place="salle  2")
    assert move(second, driss, noon + timedelta(minutes=30), place="salle 2").revision == 1
    assert move(second, driss, noon, place="Salle 3").place == "Salle 3"


def test_one_reader_is_not_in_two_rooms(stage, driss, noon, call):
    rachid = situations.a_reviewer(call)
    book(stage, driss, noon, readers=[rachid])
    first, second = Interview.objects.order_by("starts_at")
    with pytest.raises(Unfit, match=r"Rachid.*" + first.application.reference):
        move(second, driss, noon, place="Salle 3", readers=[rachid])
    other = situations.a_reviewer(call, "Wafa")
    moved = move(second, driss, noon, place="Salle 3", readers=[other])
    assert [str(one) for one in moved.readers.all()] == ["Wafa"]


def test_one_applicant_is_not_heard_twice_at_once(call, driss, noon, files):
    other = web_cast.initiative(
        files[0].initiative.organisation, files[0].created_by, title="Autre initiative"
    )
    situations.a_sent_application(call, other)
    stage = heard_in(call)
    book(stage, driss, noon)
    first, _, third = Interview.objects.order_by("starts_at")
    with pytest.raises(Unfit, match=first.application.reference):
        move(third, driss, noon, place="Salle 9")


def test_of_another_funder_only_the_hour_is_told(stage, files, driss, noon):
    funder = situations.a_funder("Fonds Safran")
    theirs = situations.a_call(funder, slug="autre-appel")
    abroad = situations.a_sent_application(theirs, files[0].initiative, reference="2026-777")
    lead = situations.lead_of(funder)
    book(heard_in(theirs), lead, noon, place="Salle 2")
    with pytest.raises(Unfit) as refused:
        book(stage, driss, noon)
    assert abroad.reference not in str(refused.value)
    assert "Safran" not in str(refused.value)
    assert "UTC+1" in str(refused.value)
    assert not stage.interviews.exists()


def test_times_given_later_look_at_those_given_before(call, stage, driss, noon, files):
    book(stage, driss, noon)
    late = situations.a_sent_application(call)
    Application.objects.filter(pk=late.pk).update(stage=stage)
    with pytest.raises(Unfit, match=files[0].reference):
        book(stage, driss, noon + timedelta(minutes=10))
    assert book(stage, driss, noon + timedelta(minutes=70)) == 1


def test_a_withdrawn_or_held_interview_frees_its_room(stage, driss, noon, files):
    book(stage, driss, noon)
    first, second = Interview.objects.order_by("starts_at")
    Application.objects.filter(pk=first.application_id).update(state=ApplicationState.WITHDRAWN)
    assert move(second, driss, noon, place="Salle 2").starts_at == noon


def test_a_tied_reader_does_not_hear_that_applicant(call, stage, driss, noon, files, client):
    rachid = situations.a_reviewer(call, trained_at=clock.now())
    Conflict.objects.create(application=files[0], person=rachid.person, source=ConflictSource.DECLARED)
    book(stage, driss, noon, readers=[rachid])
    first, second = Interview.objects.order_by("starts_at")
    assert (list(first.readers.all()), list(second.readers.all())) == ([], [rachid])
    page = reverse("funding:interview_edit", args=[first.pk])
    client.force_login(driss)
    assert f'value="{rachid.pk}"' not in client.get(page).content.decode()
    client.force_login(rachid.person)
    shown = client.get(reverse("funding:reviewing_show", args=[rachid.pk])).content.decode()
    assert (files[1].reference in shown, files[0].reference in shown) == (True, False)


def test_the_pages_show_who_hears_and_the_zone(
    call, stage, driss, noon, files, client, django_capture_on_commit_callbacks
):
    rachid = situations.a_reviewer(call)
    client.force_login(driss)
    address = reverse("funding:interview_list", args=[call.pk, 2])
    plan = {
        "starts_at": noon.astimezone(ZoneInfo("Africa/Casablanca")).strftime("%Y-%m-%dT%H:%M"),
        "minutes": "30",
        "place": SHARED,
        "pause": "0",
        "readers": [str(rachid.pk)],
    }
    assert client.post(address, plan | {"readers": ["x", "1e9"]}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, plan).status_code == 302
    assert "UTC+1" in mail.outbox[0].body
    shown = html.unescape(client.get(address).content.decode())
    assert ("UTC+1" in shown, "Rachid" in shown) == (True, True)
    second = Interview.objects.order_by("starts_at")[1]
    clash = client.post(
        reverse("funding:interview_edit", args=[second.pk]),
        {**plan, "revision": "0"} | {"place": "Salle 9"},
    )
    assert clash.status_code == 422
    assert "Rachid" in clash.content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(call, driss, noon, client):
    reader = situations.a_reviewer(call)
    situations.a_sent_application(call)
    stage = heard_in(call)
    book(stage, driss, noon, readers=[reader])
    client.force_login(driss)
    address = reverse("funding:interview_list", args=[call.pk, 2])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _ in range(2):
        situations.a_sent_application(call)
    Application.objects.filter(call=call).update(stage=stage)
    book(stage, driss, noon + timedelta(hours=2), readers=[reader])
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert (Interview.objects.count(), len(one)) == (3, len(three))
