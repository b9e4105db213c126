"""An answer is kept once, byte for byte, with what came with it."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from miqyas_web.foundation import audit, shelf
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys import refusals
from miqyas_web.surveys.actions.receiving import ReceivedFile, Sending, receive, receive_all
from miqyas_web.surveys.enums import SubmissionOrigin, VersionState
from miqyas_web.surveys.models import Attachment, Submission
from tests.web.surveys import situations
from tests.web.surveys.situations import PNG, add_version, answer_xml

PHOTO = ReceivedFile("صورة البئر.png", PNG)


def send(survey, xml, *files, **more):
    return receive(survey=survey, xml=xml, files=files, **({"origin": SubmissionOrigin.PHONE} | more))


def traces():
    return list(AuditEvent.objects.filter(verb="answers_received").order_by("position"))


def test_answer_is_kept_byte_for_byte_with_its_file_and_its_trace(initiative, amina, survey):
    _, collector = situations.collector_of(initiative, amina)
    xml = answer_xml(instance_id="uuid:1", photo="صورة البئر.png")
    receipt = send(survey, xml, PHOTO, collector=collector, device_id="collect:9")
    assert receipt.is_new
    submission = Submission.objects.get()
    assert bytes(submission.xml) == xml
    assert submission.expected_files == ["صورة البئر.png"]
    assert (submission.version.version, submission.device_id) == ("1", "collect:9")
    attachment = submission.attachments.get()
    assert (attachment.name, attachment.media_type, attachment.is_doubtful) == (
        PHOTO.name,
        "image/png",
        False,
    )
    assert shelf.path_of(settings.ATTACHMENTS, attachment.sha256).read_bytes() == PNG
    trace = traces()[0]
    assert (trace.target_id, trace.organisation_id) == (str(survey.pk), initiative.organisation_id)
    assert trace.facts["answers"] == [
        {
            "id": submission.pk,
            "sha256": submission.sha256,
            "is_new": True,
            "collector": collector.pk,
            "files": [attachment.sha256],
        }
    ]
    assert list(audit.broken_links()) == []


def test_same_answer_again_is_known_and_leaves_no_second_trace(survey):
    xml = answer_xml()
    first, again = send(survey, xml), send(survey, xml)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.submission == first.submission
    assert len(traces()) == 1


def test_same_identifier_with_other_content_is_refused_and_changes_nothing(survey):
    xml = answer_xml(instance_id="uuid:1")
    send(survey, xml)
    with pytest.raises(refusals.OtherContent):
        send(survey, answer_xml(instance_id="uuid:1", chef="Une autre"), PHOTO)
    assert bytes(Submission.objects.get().xml) == xml
    assert not Attachment.objects.exists()


def test_same_identifier_serves_another_questionnaire(initiative, amina, survey, shared_data):
    other = situations.published_survey(initiative, amina, form="menage")
    send(survey, answer_xml(instance_id="uuid:1"))
    assert send(other, situations.shared_answer("menage", instance_id="uuid:1")).is_new


def test_files_of_a_split_answer_are_added(survey):
    xml = answer_xml(photo="a.png")
    send(survey, xml, is_partial=True)
    send(survey, xml, ReceivedFile("a.png", PNG), is_partial=True)
    send(survey, xml, ReceivedFile("b.txt", b"b"), ReceivedFile("a.png", PNG))
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a.png", "b.txt"]
    assert [len(trace.facts["answers"][0]["files"]) for trace in traces()] == [0, 1, 1]
    assert [trace.facts["answers"][0]["is_new"] for trace in traces()] == [True, False, False]


def test_other_file_under_a_name_already_there_is_refused(survey):
    xml = answer_xml(photo="a.png")
    send(survey, xml, ReceivedFile("a.png", PNG))
    with pytest.raises(refusals.OtherContent, match=r"a\.png"):
        send(survey, xml, ReceivedFile("b.txt", b"b"), ReceivedFile("a.png", b"other"))
    assert Attachment.objects.count() == 1


def test_correction_becomes_current_and_takes_over_files_not_sent_again(survey):
    send(survey, answer_xml(instance_id="uuid:1", photo="a.png"), ReceivedFile("a.png", PNG))
    correction = answer_xml(instance_id="uuid:2", deprecated_id="uuid:1", photo="a.png", chef="Aïcha")
    second = send(survey, correction).submission
    assert not send(survey, correction).is_new
    third = send(survey, answer_xml(instance_id="uuid:3", deprecated_id="uuid:2")).submission
    first = Submission.objects.get(instance_id="uuid:1")
    assert (second.corrects, second.first) == (first, first)
    assert (third.corrects, third.first) == (second, first)
    assert list(Submission.objects.standing()) == [third]
    assert [each.name for each in second.attachments.all()] == ["a.png"]
    # The third names no picture: it has none, and its history keeps it.
    assert not third.attachments.exists()


def test_correction_of_what_is_no_longer_current_or_unknown_is_refused(survey):
    send(survey, answer_xml(instance_id="uuid:1"))
    send(survey, answer_xml(instance_id="uuid:2", deprecated_id="uuid:1"))
    with pytest.raises(refusals.AlreadyCorrected):
        send(survey, answer_xml(instance_id="uuid:3", deprecated_id="uuid:1"))
    with pytest.raises(refusals.UnknownAnswer):
        send(survey, answer_xml(instance_id="uuid:3", deprecated_id="uuid:9"))
    assert Submission.objects.count() == 2


def test_withdrawn_answer_is_not_taken_again_nor_corrected(survey):
    xml = answer_xml(instance_id="uuid:1")
    send(survey, xml)
    Submission.objects.update(withdrawn_at=datetime(2026, 11, 23, tzinfo=UTC))
    with pytest.raises(refusals.Withdrawn):
        send(survey, xml)
    with pytest.raises(refusals.Withdrawn):
        send(survey, answer_xml(deprecated_id="uuid:1"))


def test_closed_questionnaire_takes_nothing_new_but_completes_what_it_has(survey):
    xml = answer_xml(photo="a.png")
    send(survey, xml, is_partial=True)
    survey.closed_at = datetime(2026, 11, 23, tzinfo=UTC)
    with pytest.raises(refusals.ClosedSurvey):
        send(survey, answer_xml())
    assert not send(survey, xml, ReceivedFile("a.png", PNG)).is_new
    assert Attachment.objects.get().name == "a.png"


@pytest.mark.parametrize(
    "origin", [SubmissionOrigin.PHONE, SubmissionOrigin.WEB, SubmissionOrigin.API, SubmissionOrigin.KOBO]
)
def test_retired_version_takes_nothing_new_from_those_who_collect(survey, origin):
    xml = answer_xml(instance_id="uuid:1", photo="a.png")
    send(survey, xml)
    survey.versions.update(state=VersionState.RETIRED)
    if origin == SubmissionOrigin.KOBO:
        assert send(survey, answer_xml(), origin=origin).is_new
        return
    with pytest.raises(refusals.RetiredVersion) as refusal:
        send(survey, answer_xml(), origin=origin)
    assert refusal.value.status == 409
    assert Submission.objects.count() == 1
    # What is here is completed and put right all the same.
    assert not send(survey, xml, ReceivedFile("a.png", PNG), origin=origin).is_new
    assert send(survey, answer_xml(deprecated_id="uuid:1"), origin=origin).is_new


def test_every_published_version_is_taken(survey, amina):
    add_version(survey, amina, version="2")
    assert send(survey, answer_xml(version="2")).submission.version.version == "2"
    assert send(survey, answer_xml(version="1")).submission.version.version == "1"


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.TEST])
def test_version_never_published_is_unknown(survey, amina, state):
    add_version(survey, amina, version="2", state=state)
    for version in ("2", "3", ""):
        with pytest.raises(refusals.UnknownVersion):
            send(survey, answer_xml(version=version))


def test_answers_on_trial_stand_apart_and_their_version_is_not_checked(survey, amina):
    on_trial = add_version(survey, amina, version="2", state=VersionState.TEST)
    xml = answer_xml(instance_id="uuid:1", version="2")
    send(survey, answer_xml(instance_id="uuid:1"))
    assert send(survey, xml, is_test=True).is_new
    assert send(survey, answer_xml(version="autre"), is_test=True).submission.version == on_trial
    assert Submission.objects.standing().count() == 1


def test_other_form_is_unknown(survey):
    with pytest.raises(refusals.UnknownForm) as refusal:
        send(survey, answer_xml(form_id="autre"))
    assert refusal.value.status == 404


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../dehors.txt", "dehors.txt"),
        ("C:\\photos\\a.png", "a.png"),
        ("/etc/passwd", "passwd"),
        ("صورة é.jpg", "صورة é.jpg"),
    ],
)
def test_file_keeps_the_last_part_of_its_name(survey, sent, kept):
    send(survey, answer_xml(), ReceivedFile(sent, b"x"))
    assert Attachment.objects.get().name == kept


@pytest.mark.parametrize("name", ["", "..", "/", "a/..", "x" * 256])
def test_file_without_a_usable_name_is_refused(survey, name):
    with pytest.raises(refusals.Unreadable):
        send(survey, answer_xml(), ReceivedFile(name, b"x"))
    assert not Submission.objects.exists()


def test_picture_that_is_none_is_kept_and_marked(survey):
    send(survey, answer_xml(photo="a.jpg"), ReceivedFile("a.jpg", b"<html>"))
    attachment = Attachment.objects.get()
    assert (attachment.media_type, attachment.is_doubtful) == ("text/plain", True)


def test_several_answers_brought_together_stand_or_fall_together(survey, amina):
    sendings = [Sending(answer_xml(instance_id=f"uuid:{n}")) for n in range(3)]
    receipts = receive_all(survey=survey, sendings=sendings, origin=SubmissionOrigin.SPREADSHEET, by=amina)
    assert [receipt.submission.instance_id for receipt in receipts] == ["uuid:0", "uuid:1", "uuid:2"]
    assert [trace.facts["n_answers"] for trace in traces()] == [3]
    fails = [Sending(answer_xml()), Sending(answer_xml(deprecated_id="uuid:9"))]
    with pytest.raises(refusals.UnknownAnswer):
        receive_all(survey=survey, sendings=fails, origin=SubmissionOrigin.SPREADSHEET, by=amina)
    assert Submission.objects.count() == 3
