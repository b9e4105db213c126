"""The list of questionnaires, a new one, its page, its purpose and consent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.foundation import slots
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.initiatives.steps import PlacedStep, next_step, steps_of
from miqyas_web.surveys.actions.surveys import Framing, create_survey
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.parts import Part

BOTH = ["Français (fr)", "العربية (ar)"]


@pytest.fixture
def survey(initiative, amina):
    return create_survey(initiative=initiative, framing=Framing("Enquête ménages"), languages=BOTH, by=amina)


def test_create_survey_begins_as_an_empty_draft_with_its_languages(survey, amina):
    version = survey.versions.get()
    assert (survey.form_id, version.number, version.state) == ("enquete_menages", 1, "draft")
    assert version.definition["languages"] == BOTH
    assert version.definition["settings"][0]["default_language"] == "Français (fr)"
    event = AuditEvent.objects.get(verb="survey_created")
    assert (event.target_id, event.person_id) == (str(survey.pk), amina.pk)


def test_create_survey_twice_under_one_title_gives_two_form_ids(survey, initiative, amina):
    again = create_survey(initiative=initiative, framing=Framing("Enquête ménages"), languages=BOTH, by=amina)
    assert again.form_id == "enquete_menages_2"


def test_create_survey_with_an_arabic_title_has_a_form_id_phones_read(initiative, amina):
    made = create_survey(initiative=initiative, framing=Framing("استبيان الأسر"), languages=BOTH, by=amina)
    assert made.form_id == "form"


def test_a_survey_is_created_from_its_page(client, amina, initiative):
    client.force_login(amina)
    sent = {"title": "Enquête eau", "languages": ["ar", "fr"]}
    answer = client.post(reverse("surveys:survey_create", args=[initiative.pk]), sent)
    made = Survey.objects.get()
    assert answer.headers["Location"] == reverse("surveys:survey_show", args=[initiative.pk, made.pk])
    assert made.versions.get().definition["languages"] == BOTH


def test_a_survey_without_title_or_language_is_asked_again(client, amina, initiative):
    client.force_login(amina)
    answer = client.post(reverse("surveys:survey_create", args=[initiative.pk]), {"title": ""})
    assert (answer.status_code, Survey.objects.count()) == (422, 0)
    assert set(answer.context["form"].errors) == {"title", "languages"}


def test_readers_see_and_do_not_create(client, youssef, survey, initiative):
    client.force_login(youssef)
    assert client.get(reverse("surveys:survey_show", args=[initiative.pk, survey.pk])).status_code == 200
    sent = {"title": "Autre", "languages": ["fr"]}
    assert client.post(reverse("surveys:survey_create", args=[initiative.pk]), sent).status_code == 409
    assert Survey.objects.count() == 1


@pytest.mark.parametrize("name", ["survey_show", "survey_edit"])
def test_strangers_are_told_there_is_none(client, salma, survey, initiative, name):
    client.force_login(salma)
    assert client.get(reverse(f"surveys:{name}", args=[initiative.pk, survey.pk])).status_code == 404


def test_a_survey_is_not_found_under_another_initiative(client, amina, tifawin, survey):
    other = type(survey.initiative).objects.create(organisation=tifawin, title="Autre", created_by=amina)
    client.force_login(amina)
    assert client.get(reverse("surveys:survey_show", args=[other.pk, survey.pk])).status_code == 404


def test_framing_is_kept_by_language(client, amina, survey, initiative):
    client.force_login(amina)
    sent = {
        "title": "Enquête ménages",
        "purpose": "Suivre l’accès à l’eau.",
        "consent_fr": "Acceptez-vous ?",
        "consent_ar": "هل توافقون؟",
        "authorisation": "D-W-12/2026",
    }
    client.post(reverse("surveys:survey_edit", args=[initiative.pk, survey.pk]), sent)
    survey.refresh_from_db()
    assert survey.consent == {"fr": "Acceptez-vous ?", "ar": "هل توافقون؟"}
    assert (survey.purpose, survey.authorisation) == ("Suivre l’accès à l’eau.", "D-W-12/2026")
    assert AuditEvent.objects.filter(verb="survey_described").count() == 1


def test_arabic_consent_is_written_from_the_right(client, amina, survey, initiative):
    client.force_login(amina)
    page = client.get(reverse("surveys:survey_edit", args=[initiative.pk, survey.pk])).content.decode()
    field = page[page.index('name="consent_ar"') :].split(">")[0]
    assert 'dir="rtl"' in field


def test_empty_list_shows_what_one_looks_like(client, amina, initiative):
    client.force_login(amina)
    page = client.get(reverse("surveys:survey_list", args=[initiative.pk]))
    assert page.context["rows"] == []
    assert reverse("surveys:survey_create", args=[initiative.pk]) in page.content.decode()


def test_list_costs_the_same_for_one_and_three(client, amina, initiative, survey, django_assert_num_queries):
    client.force_login(amina)
    page = reverse("surveys:survey_list", args=[initiative.pk])
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for title in ("Deux", "Trois"):
        create_survey(initiative=initiative, framing=Framing(title), languages=BOTH, by=amina)
    with django_assert_num_queries(len(one)):
        client.get(page)


def test_parts_of_others_stand_on_the_page(client, amina, initiative, survey, monkeypatch):
    monkeypatch.setitem(slots._slots, "survey_parts", {})
    part = Part("Réponses", "surveys:survey_edit", lambda survey, person: "214 reçues")
    slots.fill("survey_parts", key="answers", order=20, item=part)
    slots.fill(
        "survey_parts", key="none", order=30, item=Part("Rien", "surveys:survey_edit", lambda s, p: None)
    )
    client.force_login(amina)
    page = client.get(reverse("surveys:survey_show", args=[initiative.pk, survey.pk]))
    assert [(part.title, part.figure) for part in page.context["parts"]] == [("Réponses", "214 reçues")]


def test_step_is_started_by_a_draft(initiative, amina, survey):
    placed = {step.key: step for step in steps_of(initiative, amina)}
    assert placed["surveys"].status == "started"
    assert list(placed).index("indicators") < list(placed).index("surveys") < list(placed).index("datasets")


def test_next_step_passes_over_an_optional_one_once_a_later_one_is_begun():
    def step(key, status, *, is_optional=False):
        return PlacedStep(key, key, "/", status, "", is_optional)

    optional = step("surveys", "empty", is_optional=True)
    assert next_step([optional, step("datasets", "empty")]).key == "surveys"
    assert next_step([optional, step("datasets", "started")]).key == "datasets"
    assert next_step([optional, step("datasets", "done")]) is None
