"""Languages side by side, marks, the bank of questions, what changed, files taken away."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas_web.indicators.models import Indicator
from miqyas_web.surveys.actions.definitions import change_definition
from miqyas_web.surveys.actions.publishing import begin_next_version, publish_version, put_on_trial
from miqyas_web.surveys.actions.surveys import Framing, create_survey
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.rules.changes import changes_between
from miqyas_web.surveys.rules.questions import with_choices
from miqyas_web.surveys.rules.structure import inserted
from tests import web_cast

FRENCH, ARABIC = "Français (fr)", "العربية (ar)"
FRAMING = Framing("Enquête", "Suivre l’eau", {"fr": "Acceptez-vous ?", "ar": "هل توافقون؟"})
PEOPLE = {"type": "integer", "name": "n_people", f"label::{FRENCH}": "Combien ?"}
SOURCE = {
    "type": "select_one water",
    "name": "source",
    f"label::{FRENCH}": "D’où ?",
    f"label::{ARABIC}": "من أين؟",
}
WATER = [
    {"name": "well", f"label::{FRENCH}": "Puits", f"label::{ARABIC}": "بئر"},
    {"name": "tap", f"label::{FRENCH}": "Robinet", f"label::{ARABIC}": "صنبور"},
]


@pytest.fixture
def draft(client, initiative, amina):
    survey = create_survey(initiative=initiative, framing=FRAMING, languages=[FRENCH, ARABIC], by=amina)
    client.force_login(amina)

    def filled(definition):
        return with_choices(inserted(definition, [PEOPLE, SOURCE], at=0), "water", WATER)

    return change_definition(version=survey.versions.get(), change=filled, what="test", by=amina)


@pytest.fixture
def indicator(initiative, amina):
    node = web_cast.theory_link(initiative).target
    return Indicator.objects.create(
        node=node, name="Ménages qui empruntent", definition="…", unit="% des ménages", direction="increase",
        aggregation="ratio_of_sums", question="Avez-vous emprunté cette année ?", disaggregation=["sex", "age"],
        age_bands=[0, 15, 25], created_by=amina,
    )  # fmt: skip


def address(version, name, *more):
    return reverse(
        f"surveys:{name}", args=[version.survey.initiative_id, version.survey_id, version.number, *more]
    )


def test_missing_words_are_counted_and_written(client, draft):
    page = client.get(address(draft, "version_languages"))
    assert page.context["languages"] == [(FRENCH, 0), (ARABIC, 1)]
    shown = {field.html_name: field.value() for field in page.context["form"]}
    sent = {**shown, "survey_0_label_1": "كم شخصا؟", "revision": draft.revision}
    client.post(address(draft, "version_languages"), sent)
    draft.refresh_from_db()
    assert draft.definition["survey"][0][f"label::{ARABIC}"] == "كم شخصا؟"
    assert client.get(address(draft, "version_languages")).context["languages"][1] == (ARABIC, 0)


def test_arabic_words_are_written_from_the_right(client, draft):
    form = client.get(address(draft, "version_languages")).context["form"]
    assert form.fields["survey_0_label_1"].widget.attrs["dir"] == "rtl"


def test_a_language_is_added(client, draft):
    client.post(address(draft, "language_add"), {"language": "English (en)"})
    page = client.get(address(draft, "version_languages"))
    assert page.context["languages"] == [(FRENCH, 0), (ARABIC, 1), ("English (en)", 4)]


def test_marks_are_kept_and_an_indicator_can_be_fed(client, draft, indicator):
    page = client.get(address(draft, "version_marks"))
    questions = {row.question.name: row.question.pk for row in page.context["form"].rows}
    sent = {f"personal_{questions['n_people']}": "on", f"indicator_{questions['source']}": str(indicator.pk)}
    client.post(address(draft, "version_marks"), sent)
    assert list(draft.questions.order_by("position").values_list("name", "is_personal", "indicator_id")) == [
        ("consent", False, None),
        ("n_people", True, None),
        ("source", False, indicator.pk),
    ]


def test_a_published_personal_question_stays_personal(client, draft, amina):
    draft.questions.filter(name="n_people").update(is_personal=True)
    publish_version(version=put_on_trial(version=draft, by=amina), by=amina)
    assert client.post(address(draft, "version_marks"), {}).status_code == 409
    assert draft.questions.get(name="n_people").is_personal


def test_a_question_taken_from_an_indicator_knows_what_it_feeds(client, draft, indicator):
    prefix = f"i{indicator.pk}"
    sent = {
        "indicator": indicator.pk,
        "revision": draft.revision,
        f"{prefix}-kind": "select_one",
        f"{prefix}-dimensions": ["sex", "age"],
    }
    client.post(address(draft, "question_bank"), sent)
    draft.refresh_from_db()
    asked = draft.questions.get(indicator=indicator)
    assert (asked.name, asked.kind) == ("menages_qui_empruntent", "select_one")
    assert asked.labels[FRENCH] == "Avez-vous emprunté cette année ?"
    rows = {row["name"]: row for row in draft.definition["survey"]}
    assert (rows["age"]["type"], rows["sex"][f"label::{ARABIC}"]) == ("integer", "جنس الشخص")
    assert not [each for each in draft.findings if each["severity"] == "error"]


def test_the_catalogue_gives_its_words_in_each_language(client, draft, indicator):
    indicator.catalogue_key, indicator.question = "cooperative-member-income", ""
    indicator.save()
    sent = {"indicator": indicator.pk, f"i{indicator.pk}-kind": "decimal"}
    client.post(address(draft, "question_bank"), sent)
    labels = draft.questions.get(indicator=indicator).labels
    assert labels[FRENCH].startswith("Au cours des 12 derniers mois")
    assert labels[ARABIC].startswith("خلال الاثني عشر شهرا الماضية")


def test_an_indicator_of_others_is_not_taken(client, draft, indicator, tifawin, amina):
    other = web_cast.initiative(tifawin, amina, "Autre")
    node = web_cast.theory_link(other).target
    Indicator.objects.filter(pk=indicator.pk).update(node=node)
    assert client.post(address(draft, "question_bank"), {"indicator": indicator.pk}).status_code == 404


def test_questions_of_another_questionnaire_come_with_their_list(client, draft, initiative, amina):
    other = create_survey(initiative=initiative, framing=Framing("Autre"), languages=[FRENCH], by=amina)
    version = other.versions.get()
    page = f"{address(version, 'question_import')}?from={draft.survey_id}"
    assert client.get(page).context["chosen"] == draft
    client.post(page, {"names": ["source"], "revision": version.revision})
    version.refresh_from_db()
    assert version.definition["survey"] == [
        {"type": "select_one water", "name": "source", f"label::{FRENCH}": "D’où ?"}
    ]
    assert [row["name"] for row in version.definition["choices"]] == ["well", "tap"]


def test_questionnaires_of_strangers_are_not_offered(client, draft, salma):
    organisation = salma.memberships.get().organisation
    elsewhere = web_cast.initiative(organisation, salma, "Ailleurs")
    create_survey(initiative=elsewhere, framing=Framing("Secret"), languages=[FRENCH], by=salma)
    assert client.get(address(draft, "question_import")).context["others"] == []


@pytest.mark.parametrize(
    ("change", "breaks", "named"),
    [
        (lambda d: {**d, "survey": d["survey"][1:]}, True, "n_people"),
        (lambda d: inserted(d, [{**PEOPLE, "name": "more"}], at=0), False, "more"),
        (lambda d: {**d, "survey": [{**PEOPLE, "type": "text"}, SOURCE]}, True, "n_people"),
        (lambda d: {**d, "survey": [{**PEOPLE, f"label::{FRENCH}": "Et ?"}, SOURCE]}, False, "n_people"),
        (lambda d: {**d, "survey": [{**PEOPLE, "relevant": "1 = 1"}, SOURCE]}, False, "n_people"),
        (lambda d: with_choices(d, "water", WATER[:1]), True, "tap"),
        (lambda d: with_choices(d, "water", [*WATER, {"name": "river"}]), False, "river"),
    ],
)
def test_what_changed_is_said_with_what_it_breaks(draft, change, breaks, named):
    changes = changes_between(draft.definition, change(draft.definition))
    assert [(each.breaks, named in each.sentence) for each in changes] == [(breaks, True)]


def test_nothing_changed_says_nothing(draft):
    assert changes_between(draft.definition, draft.definition) == []


def test_a_question_put_in_a_repeat_breaks(draft):
    rows = [{"type": "begin_repeat", "name": "r"}, PEOPLE, {"type": "end_repeat", "name": "r"}, SOURCE]
    assert [
        each.breaks for each in changes_between(draft.definition, {**draft.definition, "survey": rows})
    ] == [True]


def test_changes_have_their_page(client, draft, amina):
    publish_version(version=put_on_trial(version=draft, by=amina), by=amina)
    made = begin_next_version(version=draft, by=amina)
    assert client.get(address(made, "version_compare")).context["changes"] == []
    assert client.get(address(draft, "version_compare")).status_code == 404


def test_the_xlsform_taken_away_can_be_brought_back(client, draft, initiative):
    answer = client.get(address(draft, "version_download", "xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [row[0].value for row in book["survey"]][1:] == [
        "select_one miqyas_consent",
        "integer",
        "select_one water",
    ]
    file = SimpleUploadedFile("again.xlsx", answer.content)
    client.post(reverse("surveys:survey_bring", args=[initiative.pk]), {"file": file})
    again = Survey.objects.exclude(pk=draft.survey_id).get().versions.get()
    assert [each["name"] for each in again.outline["questions"]] == ["consent", "n_people", "source"]


def test_the_form_taken_away_is_byte_for_byte_that_of_phones(client, draft):
    assert client.get(address(draft, "version_download", "xml")).content == bytes(draft.xform)
