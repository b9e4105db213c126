"""Question by question: the kind of each at a second visit, the batteries found and set."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.surveys.actions.looking import look_at
from miqyas_web.surveys.actions.receiving import receive
from miqyas_web.surveys.actions.team import draw_back_checks
from miqyas_web.surveys.models import Alert, FormVersion, QualityRun, QualitySettings, Question
from miqyas_web.surveys.rules.batteries import batteries_in, gathered, numbered
from tests import web_cast
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db
SCALE = [{"name": str(n), "labels": {}} for n in range(1, 5)]
MOODS = [f"avis{n}" for n in range(1, 7)]


def question(name, *, choices=SCALE, kind="select_one", group="/data/foyer", repeat=""):
    return {
        "name": name,
        "path": f"{group}/{name}",
        "kind": kind,
        "repeat": repeat,
        "choices": choices,
        "choices_file": "",
    }


@pytest.fixture
def survey(tifawin, amina):
    """The small form, with a battery of six questions put before its end."""
    survey = situations.published_survey(web_cast.initiative(tifawin, amina), amina)
    version = survey.versions.get()
    outline = version.outline
    outline["questions"] += [
        question(name) | {"labels": {"Français (fr)": f"Avis {name[-1]}"}} for name in MOODS
    ]
    FormVersion.objects.filter(pk=version.pk).update(outline=outline)
    Question.objects.bulk_create(
        Question(
            version=version,
            position=50 + place,
            name=name,
            path=f"/data/foyer/{name}",
            kind="select_one",
            labels={"Français (fr)": f"Avis {name[-1]}"},
        )
        for place, name in enumerate(MOODS)
    )
    return survey


def address(survey):
    return reverse("surveys:quality_edit", args=[survey.initiative_id, survey.pk])


def sent_as_shown(page):
    form = page.context["form"]
    return {field.name: field.value() for field in form if field.value()}


def send(survey, collector=None, **answers):
    return receive(
        survey=survey, xml=situations.answer_xml(**answers), origin="phone", collector=collector
    ).submission


def test_a_battery_is_questions_side_by_side_on_one_scale():
    row = [question(name) for name in MOODS]
    assert batteries_in({"questions": row}) == {"avis1": MOODS}
    assert batteries_in({"questions": row[:4]}) == {}
    assert batteries_in({"questions": [*row[:3], question("eau", choices=SCALE[:3]), *row[3:]]}) == {}
    yes_no = [question(name, choices=SCALE[:2]) for name in MOODS]
    assert batteries_in({"questions": yes_no}) == {}
    apart = [question(name, group=f"/data/g{place // 3}") for place, name in enumerate(MOODS)]
    assert batteries_in({"questions": apart}) == {}
    assert batteries_in({"questions": [question(name, repeat="/data/m") for name in MOODS]}) == {}


def test_numbers_of_batteries_go_and_come_back():
    batteries = {"a": ["a", "b"], "d": ["d", "e"]}
    numbers = numbered(batteries)
    assert numbers == {"a": "1", "b": "1", "d": "2", "e": "2"}
    assert gathered((name, numbers.get(name, "")) for name in "abcde") == batteries


def test_the_battery_found_is_judged_without_any_setting(survey, amina):
    flat = send(survey, **dict.fromkeys(MOODS, "2"))
    send(survey, chef="Autre", **{name: str(1 + place % 4) for place, name in enumerate(MOODS)})
    look_at(survey, by=amina)
    found = Alert.objects.get(check_name="straight_lining")
    assert (found.submission_id, found.question, found.facts["value"]) == (flat.pk, "avis1", 1.0)


def test_a_person_takes_a_battery_apart_and_it_stays_so(client, amina, survey):
    client.force_login(amina)
    page = client.get(address(survey))
    assert page.context["form"]["battery:avis3"].value() == "1"
    assert "Avis 3" in page.content.decode()
    sent = sent_as_shown(page)
    none = {name: value for name, value in sent.items() if not name.startswith("battery:")}
    assert client.post(address(survey), none).status_code == 302
    assert QualitySettings.objects.get().roles["batteries"] == {}
    assert client.get(address(survey)).context["form"]["battery:avis3"].value() == ""
    send(survey, **dict.fromkeys(MOODS, "2"))
    look_at(survey, by=amina)
    assert not Alert.objects.filter(check_name="straight_lining").exists()


def test_a_battery_that_nothing_would_judge_is_refused_at_its_place(client, amina, survey):
    client.force_login(amina)
    sent = sent_as_shown(client.get(address(survey)))
    short = {name: value for name, value in sent.items() if name not in {"battery:avis1", "battery:avis2"}}
    page = client.post(address(survey), short)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["battery:avis3"]
    assert page.context["form"].has_fault_by_question()
    assert not QualitySettings.objects.exists()


def test_second_visits_are_judged_by_kind(client, amina, survey):
    phones = [situations.collector_of(survey.initiative, amina, name=name)[1] for name in ("Brahim", "Hind")]
    client.force_login(amina)
    sent = sent_as_shown(client.get(address(survey)))
    assert sent["kind:eau"] == "1"
    kept = {name: value for name, value in sent.items() if not name.startswith("kind:")}
    kept |= {"role:identifier": "chef", "kind:eau": "1", "kind:age": "2", "tolerance:age": "2,5"}
    assert client.post(address(survey), kept).status_code == 302
    roles = QualitySettings.objects.get().roles
    assert roles["back_check_kinds"] == {"eau": 1, "age": 2}
    assert roles["back_check_tolerances"] == {"age": 2.5}
    for name, first, second, age in (("A", "puits", "reseau", "32"), ("B", "puits", "puits", "40")):
        send(survey, phones[0], chef=f"Foyer {name}", eau=first, age="30")
        survey.refresh_from_db()
        draw_back_checks(survey=survey, n=1, seed=1, by=amina)
        send(survey, phones[1], chef=f"Foyer {name}", eau=second, age=age)
    look_at(survey, by=amina)
    rows = next(each["rows"] for each in QualityRun.objects.get().results if each["name"] == "back_checks")
    by_kind = {(row[0], row[1]): (row[2], row[3]) for row in rows if row[0] in {"kind", "question"}}
    assert by_kind == {
        ("kind", "1"): (2, 1),
        ("kind", "2"): (2, 1),
        ("question", "eau"): (2, 1),
        ("question", "age"): (2, 1),
    }
    assert client.get(address(survey)).context["form"]["tolerance:age"].value() == "2.5"


def test_the_page_costs_the_same_whatever_the_number_of_questions(client, amina, survey):
    client.force_login(amina)
    client.get(address(survey))
    with CaptureQueriesContext(connection) as many:
        client.get(address(survey))
    Question.objects.filter(name__in=MOODS[1:]).delete()
    with CaptureQueriesContext(connection) as few:
        client.get(address(survey))
    assert len(few) == len(many)
