"""Assignments name a territory or a sampled place: found by name, counted one by one, compared with positions."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.surveys.actions.looking import look_at
from miqyas_web.surveys.actions.quality_settings import set_quality
from miqyas_web.surveys.actions.receiving import receive
from miqyas_web.surveys.actions.team import Where, assign
from miqyas_web.surveys.forms.places import OneTerritoryField, PointField
from miqyas_web.surveys.models import Alert, Assignment
from miqyas_web.surveys.rules.quality import settings_with_defaults
from miqyas_web.territories.models import Territory
from tests import web_cast
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db
HERE, FAR = "30.3300 -5.8400 0 8", "30.9000 -6.4000 0 8"


@pytest.fixture
def survey(tifawin, amina):
    survey = situations.published_survey(web_cast.initiative(tifawin, amina), amina)
    set_quality(survey=survey, checks=settings_with_defaults({}), roles={"place": "eau"}, by=amina)
    return survey


@pytest.fixture
def phones(survey, amina):
    return [situations.collector_of(survey.initiative, amina, name=name)[1] for name in ("Brahim", "Hind")]


def send(survey, collector, **answers):
    return receive(
        survey=survey, xml=situations.answer_xml(**answers), origin="phone", collector=collector
    ).submission


def page_of(survey):
    return reverse("surveys:team_show", args=[survey.initiative_id, survey.pk])


def given(survey, collector, target, by, **where):
    return assign(
        survey=survey, collector=collector, where=Where(**where), target=target, due_date=None, by=by
    )


def test_a_territory_is_found_by_name_in_both_languages_or_by_code():
    field = OneTerritoryField(required=False)
    province = Territory.objects.provinces().get(code="01.051")
    assert field.clean("Al Hoceima") == field.clean("الحسيمة") == field.clean("01.051") == province
    assert field.clean("") is None
    with pytest.raises(ValidationError) as nowhere:
        field.clean("Atlantide")
    assert "Atlantide" not in str(nowhere.value)
    with pytest.raises(ValidationError) as several:
        field.clean("sidi")
    assert ", " in several.value.messages[0]


@pytest.mark.parametrize("written", ["30.33", "91 0", "nord", "30 181", "1 2 3"])
def test_a_point_that_is_nowhere_on_earth_is_refused(written):
    with pytest.raises(ValidationError):
        PointField().clean(written)


def test_the_database_refuses_it_too(survey, phones):
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(survey=survey, collector=phones[0], target=1, latitude=91, longitude=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(survey=survey, collector=phones[0], target=1, latitude=30)


def test_assigning_from_the_page_keeps_the_place_as_it_is(client, amina, survey, phones):
    client.force_login(amina)
    sent = {
        "do": "assign",
        "assignment-collector": phones[0].pk,
        "assignment-place": "Douar A",
        "assignment-territory": "Al Hoceima",
        "assignment-place_code": "puits",
        "assignment-at": "30.33 -5.84",
        "assignment-target": "10",
    }
    assert client.post(page_of(survey), sent | {"assignment-at": "ici"}).status_code == 422
    assert client.post(page_of(survey), sent | {"assignment-place_code": "nowhere"}).status_code == 422
    assert client.post(page_of(survey), sent).status_code == 302
    kept = survey.assignments.select_related("territory").get()
    assert (kept.territory.code, kept.place_code) == ("01.051", "puits")
    assert (kept.latitude, kept.longitude) == (30.33, -5.84)
    assert "Douar A, Al Hoceima" in client.get(page_of(survey)).content.decode()


def test_each_assignment_is_counted_by_itself(client, amina, survey, phones):
    given(survey, phones[0], 4, amina, place="A", place_code="puits")
    given(survey, phones[0], 2, amina, place="B", place_code="reseau")
    given(survey, phones[1], 5, amina)
    for n in range(3):
        send(survey, phones[0], eau="puits" if n else "reseau", chef=f"Personne {n * 7919}")
    send(survey, phones[1], eau="puits", chef="Autre")
    look_at(survey, by=amina)
    client.force_login(amina)
    page = client.get(page_of(survey))
    shown = {
        (one.assignment.collector.name, one.assignment.place): (one.found, one.percent)
        for member in page.context["team"]
        for one in member.given
    }
    assert shown == {("Brahim", "A"): (2, 50), ("Brahim", "B"): (1, 50), ("Hind", ""): (1, 20)}
    assert [(one.name, one.n, one.remaining) for one in page.context["team"]] == [
        ("Brahim", 3, 3),
        ("Hind", 1, 4),
    ]


def test_two_places_that_answers_do_not_tell_apart_are_not_counted_apart(client, amina, survey, phones):
    for place in "AB":
        given(survey, phones[0], 4, amina, place=place)
    send(survey, phones[0])
    look_at(survey, by=amina)
    client.force_login(amina)
    (member,) = client.get(page_of(survey)).context["team"]
    assert ([one.found for one in member.given], member.n) == ([None, None], 1)


def test_positions_are_compared_with_the_sampled_place(amina, survey, phones):
    given(survey, phones[0], 4, amina, place="A", place_code="puits", latitude=30.33, longitude=-5.84)
    given(survey, phones[0], 4, amina, place="B", place_code="reseau", latitude=30.90, longitude=-6.40)
    given(survey, phones[1], 4, amina, place="C", latitude=30.33, longitude=-5.84)
    near = send(survey, phones[0], eau="puits", lieu=HERE, chef="a")
    far = send(survey, phones[0], eau="puits", lieu=FAR, chef="b")
    other = send(survey, phones[0], eau="reseau", lieu=FAR, chef="c")
    alone = send(survey, phones[1], eau="source", lieu=FAR, chef="d")
    look_at(survey, by=amina)
    seen = set(Alert.objects.filter(check_name="position", kind="far").values_list("submission", flat=True))
    assert seen == {far.pk, alone.pk}
    assert not seen & {near.pk, other.pk}


def test_the_page_costs_the_same_for_one_assignment_and_five(client, amina, survey, phones):
    client.force_login(amina)
    territory = Territory.objects.get(code="01.051")
    given(survey, phones[0], 4, amina, place="A", territory=territory)
    client.get(page_of(survey))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(survey))
    for place in "BCDE":
        given(survey, phones[1], 4, amina, place=place, territory=territory)
    with CaptureQueriesContext(connection) as five:
        client.get(page_of(survey))
    assert len(five) == len(one)
