"""The page that fills in a questionnaire: whose it is, what it reads, what it sends."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from miqyas_web.accounts.enums import Role
from miqyas_web.surveys.enums import CollectorKind, VersionState
from miqyas_web.surveys.form_words import WORDS, words_by_language
from miqyas_web.surveys.models import Submission, Survey
from tests import web_cast
from tests.conftest import ROOT
from tests.web.surveys import filled, situations
from tests.web.surveys.situations import PNG, answer_xml


def address(name, survey, *more):
    return reverse(f"surveys:{name}", args=[survey.initiative_id, survey.pk, *more])


def config_of(response):
    return response.context["config"]


def post(client, survey, xml, *, name="submission_send", **files):
    sent = {"xml_submission_file": SimpleUploadedFile("xml_submission_file", xml, "text/xml")} | files
    return client.post(address(name, survey) + "?deviceID=web:essai", sent)


@pytest.fixture
def signed_in(client, amina):
    client.force_login(amina)
    return client


@pytest.fixture
def brahim(tifawin):
    """A contributor: brings data, sees no personal field."""
    return web_cast.member("Brahim", tifawin, role=Role.CONTRIBUTOR)


@pytest.fixture
def link(initiative, amina, survey):
    path, collector = situations.collector_of(initiative, amina, kind=CollectorKind.LINK, surveys=(survey,))
    return path.split("/projects/")[0] + f"/forms/{survey.pk}/", collector


def test_page_names_the_published_version_and_its_files(signed_in, survey):
    response = signed_in.get(address("form_fill", survey))
    version = survey.versions.get()
    config = config_of(response)
    assert config["hash"] == version.sha256
    assert signed_in.get(config["xform"]).content == bytes(version.xform)
    (media,) = config["media"].values()
    served = signed_in.get(media)
    assert b"".join(served.streaming_content).startswith(b"name,label")
    assert "immutable" in served["Cache-Control"]
    assert survey.purpose in response.text


def test_only_this_page_may_run_webassembly(signed_in, survey):
    policy = signed_in.get(address("form_fill", survey))["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "unsafe-inline" not in policy
    other = signed_in.get(reverse("initiatives:initiative_show", args=[survey.initiative_id]))
    assert "wasm-unsafe-eval" not in other["Content-Security-Policy"]


def test_worker_rules_over_its_own_form(signed_in, survey):
    config = config_of(signed_in.get(address("form_fill", survey)))
    assert config["worker"].startswith(config["scope"])


def test_page_of_the_questionnaire_leads_to_the_form(signed_in, survey, amina):
    page = signed_in.get(address("survey_show", survey)).text
    assert address("form_fill", survey) in page
    assert address("form_try", survey) not in page
    situations.add_version(survey, amina, version="2", state=VersionState.TEST)
    assert address("form_try", survey) in signed_in.get(address("survey_show", survey)).text


def test_page_of_the_questionnaire_offers_no_form_to_a_reader(client, survey, youssef):
    client.force_login(youssef)
    assert address("form_fill", survey) not in client.get(address("survey_show", survey)).text


def test_trial_reads_the_version_on_trial(signed_in, survey, amina):
    trial = situations.add_version(survey, amina, version="2", state=VersionState.TEST)
    assert config_of(signed_in.get(address("form_fill", survey)))["version"] == "1"
    tried = config_of(signed_in.get(address("form_try", survey)))
    assert (tried["hash"], tried["isTest"]) == (trial.sha256, True)


def test_questionnaire_that_is_not_published_is_refused_with_a_sentence(signed_in, initiative, amina):
    survey = situations.published_survey(initiative, amina, state=VersionState.DRAFT)
    response = signed_in.get(address("form_fill", survey))
    assert response.status_code == 409
    assert "Il n&#x27;y a pas encore de version" in response.text


def test_draft_is_not_served_by_its_hash(signed_in, survey, amina):
    draft = situations.add_version(survey, amina, version="2", state=VersionState.DRAFT)
    assert signed_in.get(address("form_xform", survey, draft.sha256)).status_code == 404


def test_stranger_is_told_there_is_none(client, survey, salma):
    client.force_login(salma)
    for name in ("form_fill", "form_worker", "submission_send"):
        assert client.head(address(name, survey)).status_code in {404, 405}
        assert client.get(address(name, survey)).status_code in {404, 405}
    assert post(client, survey, answer_xml()).status_code == 404
    assert Submission.objects.count() == 0


def test_reader_may_not_send(client, survey, youssef):
    client.force_login(youssef)
    assert client.get(address("form_fill", survey)).status_code == 409
    assert post(client, survey, answer_xml()).status_code == 409
    assert Submission.objects.count() == 0


def test_answer_is_received_with_its_file_and_its_sender(signed_in, survey, amina):
    photo = SimpleUploadedFile("photo.png", PNG, "image/png")
    response = post(signed_in, survey, answer_xml(photo="photo.png"), **{"photo.png": photo})
    assert response.status_code == 201
    assert "Votre réponse est bien reçue." in response.text
    answer = Submission.objects.get()
    kept = (answer.sent_by, answer.origin, answer.is_test, answer.device_id)
    assert kept == (amina, "web", False, "web:essai")
    assert answer.attachments.get().name == "photo.png"


def test_same_answer_with_other_content_is_refused_with_a_sentence(signed_in, survey):
    one = situations.fresh_id()
    assert post(signed_in, survey, answer_xml(instance_id=one)).status_code == 201
    assert post(signed_in, survey, answer_xml(instance_id=one)).status_code == 201
    refused = post(signed_in, survey, answer_xml(instance_id=one, chef="Autre"))
    assert refused.status_code == 409
    assert '<message nature="error">' in refused.text
    assert Submission.objects.count() == 1


def test_post_without_an_answer_is_refused(signed_in, survey):
    response = signed_in.post(address("submission_send", survey))
    assert response.status_code == 400
    assert "La réponse n'était pas dans cet envoi" in response.text


def test_answer_on_trial_stands_apart(signed_in, survey, amina):
    situations.add_version(survey, amina, version="2", state=VersionState.TEST)
    assert post(signed_in, survey, answer_xml(version="2"), name="submission_try").status_code == 201
    assert Submission.objects.get().is_test


def test_server_says_how_much_it_takes(signed_in, survey):
    response = signed_in.head(address("submission_send", survey))
    assert response.status_code == 204
    assert int(response["X-OpenRosa-Accept-Content-Length"]) > 10_000_000


def test_answer_is_opened_to_be_corrected(signed_in, survey):
    photo = SimpleUploadedFile("photo.png", PNG, "image/png")
    post(signed_in, survey, answer_xml(photo="photo.png"), **{"photo.png": photo})
    answer = Submission.objects.get()
    correction = config_of(signed_in.get(address("form_correct", survey, answer.pk)))["correction"]
    assert correction["instanceId"] == answer.instance_id
    assert signed_in.get(correction["xml"]).content == bytes(answer.xml)
    assert b"".join(signed_in.get(correction["files"]["photo.png"]).streaming_content) == PNG


def test_answer_with_personal_fields_is_corrected_by_those_who_may_see_them(client, survey, amina, brahim):
    client.force_login(amina)
    post(client, survey, answer_xml())
    answer = Submission.objects.get()
    client.force_login(brahim)
    for name in ("form_correct", "form_answer"):
        refused = client.get(address(name, survey, answer.pk))
        assert refused.status_code == 409
        assert "Fatima" not in refused.text


def test_answer_corrected_since_is_not_corrected_again(signed_in, survey):
    first = situations.fresh_id()
    post(signed_in, survey, answer_xml(instance_id=first))
    post(signed_in, survey, answer_xml(deprecated_id=first, chef="Amal"))
    old, new = Submission.objects.order_by("pk")
    assert signed_in.get(address("form_correct", survey, old.pk)).status_code == 409
    assert signed_in.get(address("form_correct", survey, new.pk)).status_code == 200


def test_answer_of_another_questionnaire_is_not_there(signed_in, survey, initiative, amina):
    post(signed_in, survey, answer_xml())
    other = Survey.objects.create(initiative=initiative, title="Autre", form_id="autre", created_by=amina)
    answer = Submission.objects.get()
    assert signed_in.get(address("form_correct", other, answer.pk)).status_code == 404
    assert signed_in.get(address("form_answer", other, answer.pk)).status_code == 404


def test_link_opens_without_signing_in(client, survey, link):
    path, collector = link
    response = client.get(path)
    config = config_of(response)
    key = path.split("forms/")[0]
    assert config["post"] == f"{key}projects/{survey.initiative_id}/submission"
    assert (config["isLink"], config["username"], config["back"]) == (True, "", "")
    assert client.get(config["xform"]).status_code == 200
    assert client.get(config["worker"])["Content-Type"] == "text/javascript"
    assert "wasm-unsafe-eval" in response["Content-Security-Policy"]
    assert collector.name not in response.text


def test_link_of_another_questionnaire_or_closed_opens_nothing(client, survey, link, publish_other):
    path, collector = link
    other = path.replace(f"/forms/{survey.pk}/", f"/forms/{publish_other.pk}/")
    assert client.get(other).status_code == 404
    assert client.get(path.replace("/key/", "/key/x")).status_code == 404
    collector.revoked_at = timezone.now()
    collector.save()
    assert client.get(path).status_code == 403
    assert client.get(f"{path}worker.js").status_code == 403


@pytest.fixture
def publish_other(initiative, amina):
    other = Survey.objects.create(initiative=initiative, title="Autre", form_id="autre", created_by=amina)
    situations.add_version(other, amina, sample=filled.household())
    return other


def test_phone_address_is_no_web_link(client, initiative, amina, survey):
    path, _collector = situations.collector_of(initiative, amina, surveys=(survey,))
    assert client.get(path.split("/projects/")[0] + f"/forms/{survey.pk}/").status_code == 404


def test_page_asks_the_same_of_the_database_whatever_the_form_reads(signed_in, survey, publish_other):
    first = web_cast.queries_of(signed_in, address("form_fill", survey))
    for name in ("a.csv", "b.csv", "c.csv"):
        version = publish_other.versions.get()
        version.media.create(name=name, sha256="0" * 64, md5="0" * 32, n_bytes=1, media_type="text/csv")
    assert web_cast.queries_of(signed_in, address("form_fill", publish_other)) == first


def test_every_word_the_script_says_is_written_and_none_is_idle():
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "frontend/src/form").glob("*.ts")]
    template = (ROOT / "src/miqyas_web/surveys/templates/surveys/form_fill.html").read_text(encoding="utf-8")
    said = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', "\n".join(scripts)))
    said |= set(re.findall(r'data-word="(\w+)"', template))
    assert set(WORDS) - said == set()
    # What is surely a word of ours must be there.
    sure = set(re.findall(r'\bsay\(\s*"(\w+)"', "\n".join(scripts)))
    sure |= set(re.findall(r'data-word="(\w+)"', template))
    assert sure - set(WORDS) == set()


def test_words_stand_in_every_language():
    tongues = {tongue["code"]: tongue for tongue in words_by_language()}
    assert set(tongues) == {"fr", "ar", "en"}
    assert tongues["ar"]["direction"] == "rtl"
    for code in ("fr", "ar"):
        same = {
            key for key, sentence in tongues[code]["words"].items() if sentence == tongues["en"]["words"][key]
        }
        assert same <= {"correction", "errors_item"}
