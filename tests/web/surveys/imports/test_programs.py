"""Answers sent by another program: all or none, repeats, and what it may not do."""

import json

import pytest
from django.urls import reverse
from lxml import etree

from miqyas.interchange.xform import read_xform
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys.actions import programs
from miqyas_web.surveys.models import Collector, Submission
from tests import web_cast
from tests.web.surveys.imports.test_workbooks import of_households
from tests.web.surveys.situations import answer_xml, collector_of, published_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(initiative, amina):
    return published_survey(initiative, amina)


@pytest.fixture
def opened(initiative, amina):
    return programs.open_program(initiative=initiative, name="Registre", by=amina)


@pytest.fixture
def send(client, initiative, survey, opened):
    def send(body, *, token=opened[0], key="", into=survey, kind="application/json", **headers):
        where = reverse("collect:program_answers", args=[token, initiative.pk, into.pk])
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        if key:
            headers["HTTP_IDEMPOTENCY_KEY"] = key
        return client.post(where, content, content_type=kind, **headers)

    return send


ROWS = {"rows": [{"chef": "Fatima", "age": 42, "eau": "puits"}, {"chef": "Idir", "age": 51, "eau": "reseau"}]}


def test_rows_become_answers_and_a_repeat_adds_nothing(send, opened):
    first = send(ROWS, key="2026-11-23")
    assert first.status_code == 201
    assert (first.json()["received"], first.json()["new"]) == (2, 2)
    again = send(ROWS, key="2026-11-23")
    assert (again.status_code, again.json()["new"]) == (200, 0)
    assert again.json()["answers"][0]["instanceID"] == first.json()["answers"][0]["instanceID"]
    assert send(ROWS, key="2026-11-24").json()["new"] == 2
    assert set(Submission.objects.values_list("origin", "collector")) == {("api", opened[1].pk)}


def test_the_same_key_with_other_rows_changes_nothing(send):
    send(ROWS, key="one")
    other = {"rows": [{"chef": "Fatima", "age": 43, "eau": "puits"}]}
    assert send(other, key="one").status_code == 409
    assert Submission.objects.count() == 2


def test_every_bad_row_is_told_and_none_is_kept(send):
    bad = {"rows": [ROWS["rows"][0], {"age": "x", "eau": "fontaine"}, {"taille": 3, "age": 20}]}
    refused = send(bad, key="k")
    assert refused.status_code == 422
    assert [(one["row"], one["column"], one["code"]) for one in refused.json()["faults"]] == [
        (0, "taille", "column"), (2, "age", "integer"), (2, "eau", "choice"),
    ]  # fmt: skip
    assert Submission.objects.count() == 0


def test_an_answer_as_xml_is_that_of_a_phone(send):
    xml = answer_xml(instance_id="uuid:by-program")
    assert send(xml, kind="text/xml").status_code == 201
    assert bytes(Submission.objects.get().xml) == xml
    assert send(xml, kind="text/xml").status_code == 200
    assert send(answer_xml(instance_id="uuid:by-program", age="50"), kind="text/xml").status_code == 409
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><data id="eau_essai"/>'
    assert send(bomb, kind="text/xml").status_code == 400


def test_its_own_identifiers_need_no_key(send):
    rows = {"rows": [{"instanceID": "uuid:mine", "age": 20}]}
    assert send(rows).status_code == 201
    assert send(rows).json()["new"] == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b'{"rows": 3}', b'{"rows": [3]}', b'{"rows": []}', b'{"rows": [{"age": 3}]}'],
)
def test_what_is_no_sending_is_refused_with_a_sentence(send, body):
    answer = send(body)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert Submission.objects.count() == 0


def test_too_many_rows_or_too_heavy_is_refused(send, settings):
    assert send({"rows": [{"age": 3}] * 1001}, key="k").status_code == 422
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert send({"rows": [{"chef": "x" * 2000}]}, key="k").status_code == 413


def test_unknown_versions_and_questionnaires_of_others_are_not_found(send, amina, salma):
    assert send(ROWS | {"version": "never"}, key="k").status_code == 404
    assert send(ROWS | {"version": "1"}, key="k").status_code == 201
    theirs = web_cast.initiative(salma.memberships.get().organisation, salma)
    assert send(ROWS, key="k", into=published_survey(theirs, salma)).status_code == 404


def test_wrong_closed_and_other_addresses_open_nothing(send, opened, initiative, amina, client):
    assert send(ROWS, key="k", token="wrong").status_code == 404
    phone, _row = collector_of(initiative, amina)
    assert send(ROWS, key="k", token=phone.split("/")[2]).status_code == 404
    assert client.get(f"/key/{opened[0]}/projects/{initiative.pk}/formList").status_code == 404
    programs.close_program(collector=opened[1], by=amina)
    assert send(ROWS, key="k").status_code == 403
    assert Submission.objects.count() == 0


def test_the_page_shows_the_address_once_and_its_hash_is_all_that_is_kept(client, initiative, survey, amina):
    client.force_login(amina)
    page = reverse("surveys:import_program", args=[initiative.pk])
    shown = client.post(page, {"name": "Registre"})
    secret = shown.context["secret"]
    token = secret.split("/key/")[1].split("/")[0]
    assert len(token) == 64
    assert shown.headers["Cache-Control"] == "no-store"
    kept = str(list(Collector.objects.values())) + str(list(AuditEvent.objects.values()))
    assert token not in kept + client.get(page).content.decode()
    program = Collector.objects.get()
    client.post(reverse("surveys:import_program_close", args=[initiative.pk, program.pk]))
    program.refresh_from_db()
    assert program.revoked_at is not None


def test_readers_open_no_address(client, initiative, youssef):
    client.force_login(youssef)
    page = reverse("surveys:import_program", args=[initiative.pk])
    assert client.post(page, {"name": "Registre"}).status_code == 409
    assert Collector.objects.count() == 0


@pytest.fixture
def judged(survey):
    """The version as it is kept since conditions of groups are."""
    version = survey.versions.get()
    version.outline = read_xform(bytes(version.xform)).to_data()
    version.save()
    return survey


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"chef": "Touda", "age": 40, "eau": "reseau", "prix": 30}, []),
        ({"chef": "", "age": 40, "eau": "puits", "prix": ""}, [("chef", "required")]),
        ({"chef": "Touda", "age": 12, "eau": "puits", "prix": ""}, [("age", "constraint")]),
        ({"chef": "Touda", "age": 40, "eau": "puits", "prix": 30}, [("prix", "irrelevant")]),
    ],
)
def test_rows_of_a_program_are_judged_as_a_phone_would(send, judged, row, told):
    answer = send({"rows": [row]}, key="k")
    faults = answer.json().get("faults", [])
    assert [(one["column"], one["code"]) for one in faults] == told
    assert answer.status_code == (422 if told else 201)
    assert Submission.objects.count() == (0 if told else 1)


def test_rules_that_the_rows_do_not_let_judge_are_named(send, judged):
    answer = send({"rows": [{"chef": "Touda", "age": 40, "prix": 30}]}, key="k")
    assert (answer.status_code, answer.json()["not_judged"]) == (201, ["prix"])


def test_a_row_holds_the_rows_of_its_repeats(send, survey, amina):
    households = of_households(survey, amina)
    members = [
        {"prenom": "Idir", "age": 40, "niveau": "bac", "annee": [{"note": 15}]},
        {"prenom": "Zineb", "age": 9, "niveau": "primaire", "annee": [{"note": 12}, {"note": 14}]},
    ]
    row = {"commune": "Douar", "n": 2, "membre": members}
    assert send({"rows": [row]}, key="k", into=households).status_code == 201
    said = etree.fromstring(bytes(Submission.objects.get().xml))
    assert [one.text for one in said.iterfind("foyer/membre/prenom")] == ["Idir", "Zineb"]
    assert [one.text for one in said.iterfind("foyer/membre/ecole/annee/note")] == ["15", "12", "14"]
    bad = {"commune": "Douar", "n": 1, "membre": [members[0], members[1] | {"niveau": ""}]}
    refused = send({"rows": [bad]}, key="l", into=households).json()["faults"]
    assert [(one.get("repeat"), one["column"], one["code"]) for one in refused] == [
        ("membre[2]", "niveau", "required"),
        ("membre[2]", "", "too_many"),
    ]
    lost = send({"rows": [{"commune": "D", "membre": [{"taille": 3}]}]}, key="m", into=households).json()
    assert [(one["column"], one["code"]) for one in lost["faults"]] == [("membre/taille", "column")]
