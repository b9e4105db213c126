"""Draft, trial, published, retired: what is asked before, what is frozen after."""

import hashlib

import pytest
from django.urls import reverse

from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys.actions.definitions import change_definition, undo_change
from miqyas_web.surveys.actions.framing import describe_survey
from miqyas_web.surveys.actions.publishing import (
    begin_next_version,
    publish_version,
    put_back_version,
    put_on_trial,
    retire_version,
)
from miqyas_web.surveys.actions.surveys import Framing, create_survey
from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.rules.definition import with_settings
from miqyas_web.surveys.rules.states import Stale
from miqyas_web.surveys.rules.structure import inserted

FRENCH, ARABIC = "Français (fr)", "العربية (ar)"
CONSENT = {"fr": "Acceptez-vous de répondre ?", "ar": "هل توافقون على الإجابة؟"}
FRAMING = Framing("Enquête ménages", "Suivre l’accès à l’eau.", CONSENT)


def asked(name, kind="integer", **more):
    return {"type": kind, "name": name, f"label::{FRENCH}": "Combien ?", f"label::{ARABIC}": "كم؟", **more}


@pytest.fixture
def draft(initiative, amina):
    survey = create_survey(initiative=initiative, framing=FRAMING, languages=[FRENCH, ARABIC], by=amina)
    return add(survey.versions.get(), amina, asked("n_people"))


def add(version, by, *rows, seen=None):
    return change_definition(
        version=version, change=lambda d: inserted(d, rows, at=99), what="test", by=by, seen=seen
    )


@pytest.fixture
def published(draft, amina):
    return publish_version(version=put_on_trial(version=draft, by=amina), by=amina)


def test_a_change_makes_the_form_and_its_questions(draft):
    assert hashlib.md5(draft.xform).hexdigest() == draft.md5
    assert [(q.name, q.path, q.kind) for q in draft.questions.order_by("position")][:2] == [
        ("consent", "/data/consent", "select_one"),
        ("n_people", "/data/n_people", "integer"),
    ]
    assert f'version="{draft.version}"' in bytes(draft.xform).decode()


def test_consent_is_put_first_and_refusal_ends_the_form(draft):
    questions = {each["name"]: each for each in draft.outline["questions"]}
    assert questions["consent"]["labels"] == {FRENCH: CONSENT["fr"], ARABIC: CONSENT["ar"]}
    assert questions["n_people"]["relevant"].split() == ["/data/consent", "=", "'yes'"]
    assert [row["name"] for row in draft.definition["survey"]] == ["n_people"]


def test_a_questionnaire_that_asks_consent_itself_keeps_its_own(draft, amina):
    draft = add(draft, amina, asked("consentement", "acknowledge"))
    assert "consent" not in {each["name"] for each in draft.outline["questions"]}


def test_published_bytes_and_date_are_kept(published, amina):
    published.refresh_from_db()
    assert published.state == "published"
    assert (published.sha256, published.published_by) == (hashlib.sha256(published.xform).hexdigest(), amina)
    assert AuditEvent.objects.get(verb="version_published").facts["sha256"] == published.sha256


def test_publish_twice_is_refused(published, amina):
    with pytest.raises(Refused, match="(?i)publi"):
        publish_version(version=published, by=amina)


def test_publish_without_trial_is_refused(draft, amina):
    with pytest.raises(Refused):
        publish_version(version=draft, by=amina)
    draft.refresh_from_db()
    assert (draft.state, draft.published_at) == ("draft", None)


def test_a_published_version_no_longer_changes(published, amina):
    with pytest.raises(Refused):
        add(published, amina, asked("other"))
    with pytest.raises(Refused):
        undo_change(version=published, by=amina)


def test_words_of_consent_said_after_publication_do_not_touch_frozen_bytes(published, amina):
    before = bytes(published.xform)
    describe_survey(
        survey=published.survey, framing=Framing("Autre titre", "Autre", {"fr": "Non", "ar": "لا"}), by=amina
    )
    published.refresh_from_db()
    assert bytes(published.xform) == before


def test_words_of_consent_bring_a_version_on_trial_back_to_a_draft(draft, amina):
    put_on_trial(version=draft, by=amina)
    describe_survey(
        survey=draft.survey, framing=Framing("T", "P", {"fr": "Acceptez-vous ?", "ar": "؟"}), by=amina
    )
    draft.refresh_from_db()
    assert draft.state == "draft"
    labels = {each["name"]: each["labels"] for each in draft.outline["questions"]}["consent"]
    assert labels == {FRENCH: "Acceptez-vous ?", ARABIC: "؟"}


@pytest.mark.parametrize(
    ("framing", "page"),
    [
        (Framing("T", "", CONSENT), "survey_edit"),
        (Framing("T", "Pour l’eau", {"fr": "Acceptez-vous ?"}), "survey_edit"),
        (Framing("T", "Pour l’eau", {}), "survey_edit"),
    ],
)
def test_without_purpose_or_consent_in_each_language_there_is_no_publication(draft, amina, framing, page):
    describe_survey(survey=draft.survey, framing=framing, by=amina)
    draft.refresh_from_db()
    put_on_trial(version=draft, by=amina)
    draft.refresh_from_db()
    with pytest.raises(Refused):
        publish_version(version=draft, by=amina)
    draft.refresh_from_db()
    assert (draft.state, draft.published_at) == ("test", None)


def test_an_encrypted_form_is_refused_with_its_reason(draft, amina):
    version = change_definition(
        version=draft, change=lambda d: with_settings(d, public_key="MIIB"), what="test", by=amina
    )
    with pytest.raises(Refused, match="public_key"):
        put_on_trial(version=version, by=amina)


def test_a_form_with_errors_cannot_be_tried(draft, amina):
    version = add(draft, amina, asked("bad", "no_such_kind"))
    assert version.outline == {}
    assert version.findings[0]["severity"] == "error"
    with pytest.raises(Refused):
        put_on_trial(version=version, by=amina)


def test_next_version_begins_from_the_published_one_with_its_marks(published, amina):
    published.questions.filter(name="n_people").update(is_personal=True)
    made = begin_next_version(version=published, by=amina)
    assert (made.number, made.state, made.definition["survey"]) == (
        2,
        "draft",
        published.definition["survey"],
    )
    assert made.version != published.version
    assert made.questions.get(name="n_people").is_personal
    assert begin_next_version(version=published, by=amina).pk == made.pk


def test_retired_version_is_put_back_as_it_was_and_becomes_nothing_else(published, amina):
    with pytest.raises(Refused):
        put_back_version(version=published, by=amina)
    retire_version(version=published, by=amina)
    published.refresh_from_db()
    for action in (put_on_trial, publish_version):
        with pytest.raises(Refused):
            action(version=published, by=amina)
    back = put_back_version(version=published, by=amina)
    assert (back.state, back.published_at, back.sha256) == (
        "published",
        published.published_at,
        published.sha256,
    )


def test_version_brought_from_another_server_is_not_put_back(published, amina):
    retire_version(version=published, by=amina)
    FormVersion.objects.filter(pk=published.pk).update(definition={})
    with pytest.raises(Refused, match="another server|autre serveur"):
        put_back_version(version=published, by=amina)


def test_undo_takes_the_last_change_back_and_again_brings_it(draft, amina):
    version = add(draft, amina, asked("second"))
    version = undo_change(version=version, by=amina)
    assert [row["name"] for row in version.definition["survey"]] == ["n_people"]
    version = undo_change(version=version, by=amina)
    assert [row["name"] for row in version.definition["survey"]] == ["n_people", "second"]


def test_who_writes_on_an_older_state_is_told(draft, amina):
    seen = draft.revision
    add(draft, amina, asked("second"), seen=seen)
    with pytest.raises(Stale):
        add(draft, amina, asked("third"), seen=seen)


def test_what_seems_personal_is_marked_until_a_person_says_otherwise(draft, amina):
    version = add(draft, amina, asked("telephone", "text"), asked("where", "geopoint"))
    assert dict(version.questions.values_list("name", "is_personal")) == {
        "consent": False, "n_people": False, "telephone": True, "where": True,
    }  # fmt: skip


def test_readers_do_not_publish(client, youssef, draft, amina, initiative):
    put_on_trial(version=draft, by=amina)
    client.force_login(youssef)
    address = reverse("surveys:version_publish", args=[initiative.pk, draft.survey_id, draft.number])
    assert client.post(address).status_code == 409
    draft.refresh_from_db()
    assert draft.state == "test"


def test_walk_from_draft_to_published(client, amina, draft, initiative):
    client.force_login(amina)
    where = [initiative.pk, draft.survey_id, draft.number]
    page = client.get(reverse("surveys:version_show", args=where))
    assert [row.item.name for row in page.context["sight"].rows] == ["n_people"]
    client.post(reverse("surveys:version_move", args=where), {"to": "test"})
    assert client.get(reverse("surveys:version_publish", args=where)).status_code == 200
    client.post(reverse("surveys:version_publish", args=where), {"revision": draft.revision})
    draft.refresh_from_db()
    assert draft.state == "published"
    client.post(reverse("surveys:version_next", args=where))
    assert draft.survey.versions.count() == 2


def test_walk_out_of_use_and_back(client, amina, youssef, published, initiative):
    where = [initiative.pk, published.survey_id, published.number]
    page, move = (reverse(f"surveys:version_{name}", args=where) for name in ("show", "move"))
    client.force_login(amina)
    assert "Retirer cette version" in client.get(page).content.decode()
    client.post(move, {"to": "retired"})
    assert "Remettre en service" in client.get(page).content.decode()
    assert client.post(reverse("surveys:version_publish", args=where)).status_code == 409
    client.force_login(youssef)
    assert "Remettre en service" not in client.get(page).content.decode()
    assert client.post(move, {"to": "published"}).status_code == 409
    client.force_login(amina)
    assert client.post(move, {"to": "published"}).status_code == 302
    published.refresh_from_db()
    assert published.state == "published"
    verbs = AuditEvent.objects.filter(verb__in=["version_retired", "version_put_back"]).order_by("position")
    assert [event.verb for event in verbs] == ["version_retired", "version_put_back"]


def test_a_closed_questionnaire_can_be_opened_again_and_not_closed_twice(
    client, amina, published, initiative
):
    client.force_login(amina)
    address = reverse("surveys:survey_close", args=[initiative.pk, published.survey_id])
    client.post(address, {"to": "closed"})
    published.survey.refresh_from_db()
    assert published.survey.closed_at is not None
    assert client.post(address, {"to": "closed"}).status_code == 409
    client.post(address, {"to": "open"})
    published.survey.refresh_from_db()
    assert published.survey.closed_at is None
    assert AuditEvent.objects.filter(verb__in=["survey_closed", "survey_reopened"]).count() == 2


def test_readers_do_not_close(client, youssef, published, initiative):
    client.force_login(youssef)
    address = reverse("surveys:survey_close", args=[initiative.pk, published.survey_id])
    assert client.post(address, {"to": "closed"}).status_code == 409
    published.survey.refresh_from_db()
    assert published.survey.closed_at is None
