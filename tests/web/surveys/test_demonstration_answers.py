"""The invented answers: read by the checks as a real collection would be."""

from collections import Counter

import pytest
from django.urls import reverse

from miqyas_web.surveys.actions.definitions import Said, change_definition
from miqyas_web.surveys.actions.publishing import publish_version, put_on_trial
from miqyas_web.surveys.actions.surveys import Framing, create_survey
from miqyas_web.surveys.demonstration import answers, household, quality, workbook
from miqyas_web.surveys.models import Alert, CleaningStep
from tests import web_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(tifawin, amina):
    framing = Framing(household.TITLE, household.PURPOSE, household.CONSENT, household.AUTHORISATION)
    initiative = web_cast.initiative(tifawin, amina)
    survey = create_survey(initiative=initiative, framing=framing, languages=household.LANGUAGES, by=amina)
    version = change_definition(
        version=survey.versions.get(),
        change=lambda _empty: household.definition(survey.form_id),
        what="demonstration",
        said=Said({}),
        by=amina,
    )
    publish_version(version=put_on_trial(version=version, by=amina), by=amina)
    return survey


def test_the_demonstration_is_filled_once_and_shows_each_kind_of_alert(survey):
    context = {"surveys": {"household": survey}}
    for _ in range(2):
        answers.fill(context)
        quality.fill(context)
    assert survey.submissions.standing().count() == answers.N_ANSWERS + 5
    kinds = Counter(Alert.objects.values_list("kind", flat=True))
    assert set(kinds) >= {"too_short", "odd_hour", "far", "outlier_high", "repeated", "same_sound"}
    assert sum(kinds.values()) < 25
    assert CleaningStep.objects.count() == 1
    assert Counter(Alert.objects.values_list("state", flat=True)).keys() == {"open", "assigned", "resolved"}


def test_an_invented_answer_says_so():
    assert all("inventé" in name for name in answers.TEAM)
    assert len(answers.visits()) - 5 == answers.N_ANSWERS


def test_an_invented_workbook_waits_with_its_sheets_found(client, survey, amina, settings, tmp_path):
    settings.UPLOADS = tmp_path
    for _ in range(2):
        workbook.fill({"surveys": {"household": survey}})
    source = survey.sources.get()
    found = {sheet["title"]: (sheet["repeat"], sheet["parent"], sheet["key"]) for sheet in source.sheets}
    assert found == {
        "Foyers": ("", "", ""),
        "pupil": ("/data/pupil", "_parent_index", "_index"),
        "Lisez-moi": (None, "", ""),
    }
    assert all(sheet["columns"] for sheet in source.sheets if sheet["repeat"] is not None)
    client.force_login(amina)
    for page in ("import_arrange", "import_match"):
        shown = client.get(reverse(f"surveys:{page}", args=[survey.initiative_id, source.pk]))
        assert shown.status_code == 200
