"""What a phone is answered: documents, exact bytes, statuses, sentences in the language of its address."""

import hashlib
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from miqyas.reporting.typography import french_spaces
from miqyas_web.surveys.enums import CollectorKind, SubmissionOrigin, VersionState
from miqyas_web.surveys.models import Attachment, Collector, Submission
from miqyas_web.surveys.openrosa import FORM_LIST, MANIFEST, RESPONSE
from tests import web_cast
from tests.web.surveys import forms, situations
from tests.web.surveys.situations import PNG, add_version, answer_xml


@pytest.fixture
def phone(initiative, amina, survey):
    return situations.collector_of(initiative, amina)[0]


def listed(client, base, **query):
    answer = client.get(f"{base}/formList", query)
    assert answer.status_code == 200
    root = ET.fromstring(answer.content)
    assert root.tag == f"{{{FORM_LIST}}}xforms"
    return [{child.tag.partition("}")[2]: child.text for child in form} for form in root]


def send(client, base, xml, *files, **fields):
    parts = {"xml_submission_file": SimpleUploadedFile("s.xml", xml, "text/xml")}
    parts |= {name: SimpleUploadedFile(name, content) for name, content in files}
    return client.post(f"{base}/submission?deviceID=collect:1", parts | fields)


def message(answer):
    element = ET.fromstring(answer.content).find(f"{{{RESPONSE}}}message")
    return element.get("nature"), element.text


def test_form_list_gives_the_published_form_with_its_hash_and_absolute_addresses(client, phone, survey):
    version = survey.versions.get()
    answer = client.get(f"{phone}/formList")
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert answer.headers["Content-Language"] == "fr"
    assert not answer.cookies
    form = f"http://testserver{phone}/forms/{survey.pk}/1"
    assert listed(client, phone) == [
        {
            "formID": "eau_essai",
            "name": "Eau (essai)",
            "version": "1",
            "hash": f"md5:{version.md5}",
            "downloadUrl": f"{form}/form.xml",
            "manifestUrl": f"{form}/manifest",
        }
    ]


def test_form_and_its_files_are_given_byte_for_byte(client, phone, survey):
    (entry,) = listed(client, phone)
    form = client.get(entry["downloadUrl"])
    assert form.content == bytes(survey.versions.get().xform)
    assert client.get(f"{phone}/forms/{survey.pk}/form.xml").content == form.content
    root = ET.fromstring(client.get(entry["manifestUrl"]).content)
    assert root.tag == f"{{{MANIFEST}}}manifest"
    (media,) = ({child.tag.partition("}")[2]: child.text for child in file} for file in root)
    assert media["filename"] == "villages.csv"
    content = b"".join(client.get(media["downloadUrl"]).streaming_content)
    assert content == forms.VILLAGES
    assert media["hash"] == f"md5:{hashlib.md5(content).hexdigest()}"


def test_form_list_filters_by_form_and_an_unknown_one_is_an_empty_list(client, phone):
    assert len(listed(client, phone, formID="eau_essai")) == 1
    assert listed(client, phone, formID="autre") == []


def test_newest_published_version_is_listed_and_the_old_one_still_downloads(client, phone, survey, amina):
    (old,) = listed(client, phone)
    add_version(survey, amina, version="2")
    add_version(survey, amina, version="3", state=VersionState.TEST)
    (entry,) = listed(client, phone)
    assert entry["version"] == "2"
    assert b'version="1"' in client.get(old["downloadUrl"]).content


def test_closed_or_unpublished_questionnaire_is_absent(client, phone, survey):
    survey.closed_at = timezone.now()
    survey.save()
    assert listed(client, phone) == []
    survey.closed_at = None
    survey.save()
    survey.versions.update(state=VersionState.RETIRED)
    assert listed(client, phone) == []


def test_list_costs_the_same_for_one_and_three(client, phone, initiative, amina, survey):
    one = web_cast.queries_of(client, f"{phone}/formList")
    for name in ("b", "c"):
        survey.pk, survey._state.adding, survey.form_id = None, True, f"eau_{name}"
        survey.save()
        add_version(survey, amina, version="1")
    assert len(listed(client, phone)) == 3
    assert web_cast.queries_of(client, f"{phone}/formList") == one


def test_phone_with_chosen_questionnaires_sees_and_sends_to_those_alone(client, initiative, amina, survey):
    survey_pk = survey.pk
    survey.pk, survey._state.adding, survey.form_id = None, True, "autre"
    survey.save()
    add_version(survey, amina, version="1")
    base, _ = situations.collector_of(initiative, amina, surveys=(survey,))
    assert [form["formID"] for form in listed(client, base)] == ["autre"]
    assert send(client, base, answer_xml()).status_code == 404
    assert client.get(f"{base}/forms/{survey_pk}/form.xml").status_code == 404
    assert not Submission.objects.exists()


def test_head_tells_how_much_may_be_sent(client, phone):
    answer = client.head(f"{phone}/submission")
    assert answer.status_code == 204
    assert answer.headers["X-OpenRosa-Accept-Content-Length"] == "100000000"


def test_answer_is_taken_with_its_files_and_thanked(client, phone):
    xml = answer_xml(photo="صورة.png")
    answer = send(client, phone, xml, ("صورة.png", PNG))
    assert (answer.status_code, *message(answer)) == (201, "submit_success", "Bien reçu. Merci.")
    submission = Submission.objects.get()
    assert bytes(submission.xml) == xml
    assert (submission.origin, submission.device_id) == (SubmissionOrigin.PHONE, "collect:1")
    assert Attachment.objects.get().name == "صورة.png"
    again = send(client, phone, xml)
    assert (again.status_code, message(again)[1]) == (201, "Cette réponse est déjà ici. Merci.")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "déjà ici"), ("ar", "توجد هنا إجابة"), ("en", "already here")],
)
def test_refusal_is_said_in_the_language_of_the_address(
    client, initiative, amina, survey, language, sentence
):
    base, _ = situations.collector_of(initiative, amina, language=language)
    send(client, base, answer_xml(instance_id="uuid:1"))
    # A phone says nothing of its language; what a proxy adds does not count.
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = send(client, base, answer_xml(instance_id="uuid:1", chef="Autre"))
    assert answer.status_code == 409
    assert answer.headers["Content-Language"] == language
    nature, text = message(answer)
    assert nature == "error"
    assert sentence in text


def test_first_of_several_posts_says_that_more_is_awaited(client, phone):
    xml = answer_xml(photo="a.png")
    first = send(client, phone, xml, **{"*isIncomplete*": "yes"})
    assert (first.status_code, message(first)[1]) == (
        201,
        french_spaces("Reçu ; les fichiers qui restent sont attendus."),
    )
    last = send(client, phone, xml, ("a.png", PNG))
    assert last.status_code == 201
    assert Attachment.objects.get().name == "a.png"


def test_full_post_of_the_phone_is_taken(client, phone):
    files = [(f"{n:03}.txt", b"x") for n in range(101)]
    assert send(client, phone, answer_xml(), *files).status_code == 201
    assert Attachment.objects.count() == 101


def test_answer_in_a_plain_field_of_an_old_client_is_taken(client, phone):
    xml = answer_xml(chef="عائشة")
    assert client.post(f"{phone}/submission", {"xml_submission_file": xml.decode()}).status_code == 201
    assert bytes(Submission.objects.get().xml) == xml


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "multipart/form-data; boundary=b", 400),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b", 400),
        (b"x", "multipart/form-data", 400),
        (b"x", "text/plain", 400),
        (b"x" * 100, "multipart/form-data; boundary=b", 400),
    ],
)
def test_post_without_an_answer_is_refused_in_the_phones_own_format(
    client, phone, body, content_type, status
):
    answer = client.post(f"{phone}/submission", body, content_type=content_type)
    assert (answer.status_code, message(answer)[0]) == (status, "error")


def test_too_many_files_are_refused(client, phone):
    answer = send(client, phone, answer_xml(), *((f"{n}.txt", b"x") for n in range(300)))
    assert (answer.status_code, message(answer)[0]) == (400, "error")
    assert not Submission.objects.exists()


def test_post_that_says_it_is_too_large_is_refused_before_it_is_read(client, phone):
    answer = client.generic("POST", f"{phone}/submission", b"x", CONTENT_LENGTH="105000001")
    assert answer.status_code == 413
    assert "100 Mo" in message(answer)[1]


def test_wrong_or_revoked_address_opens_nothing_without_redirection(client, initiative, amina, survey):
    base, collector = situations.collector_of(initiative, amina, language="ar")
    other = web_cast.initiative(initiative.organisation, amina, title="Une autre")
    wrong = f"/key/{'x' * 64}/projects/{initiative.pk}"
    elsewhere = base.rpartition("/")[0] + f"/{other.pk}"
    for address in (wrong, elsewhere):
        assert client.get(f"{address}/formList").status_code == 404
        assert client.head(f"{address}/submission").status_code == 404
        assert send(client, address, answer_xml()).status_code == 404
    Collector.objects.filter(pk=collector.pk).update(revoked_at=timezone.now())
    closed = send(client, base, answer_xml())
    assert closed.status_code == 403
    assert "أُغلق" in message(closed)[1]
    assert closed.headers["Content-Language"] == "ar"
    assert client.get(f"{base}/forms/{survey.pk}/form.xml").status_code == 403
    assert not Submission.objects.exists()


def test_address_on_trial_opens_trial_forms_and_its_answers_stand_apart(client, initiative, amina, survey):
    base, _ = situations.collector_of(initiative, amina, is_test=True)
    assert listed(client, base) == []
    add_version(survey, amina, version="2", state=VersionState.TEST)
    (entry,) = listed(client, base)
    assert entry["version"] == "2"
    assert b'version="2"' in client.get(entry["downloadUrl"]).content
    assert send(client, base, answer_xml(version="nouvelle")).status_code == 201
    assert Submission.objects.get().is_test
    assert not Submission.objects.standing().exists()


def test_web_link_sends_to_the_same_door(client, initiative, amina, survey):
    base, _ = situations.collector_of(initiative, amina, kind=CollectorKind.LINK)
    assert send(client, base, answer_xml()).status_code == 201
    assert Submission.objects.get().origin == SubmissionOrigin.WEB


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_other_methods_are_not_for_answers(client, phone, method):
    assert getattr(client, method)(f"{phone}/submission").status_code == 405


def test_sending_costs_a_known_number_of_queries(client, phone, django_assert_max_num_queries):
    send(client, phone, answer_xml())
    with django_assert_max_num_queries(13):
        send(client, phone, answer_xml())
