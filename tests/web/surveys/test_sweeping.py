"""Files that no answer refers to are removed; those of an answer being received stay, or the answer is sent again."""

import os
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from miqyas_web.foundation import audit, shelf
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys import refusals
from miqyas_web.surveys.actions import storing
from miqyas_web.surveys.actions.receiving import ReceivedFile, receive
from miqyas_web.surveys.actions.sweeping import remove_unreferred, sweep
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.models import Submission
from tests.web.surveys import situations
from tests.web.surveys.situations import PNG, answer_xml


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    settings.ATTACHMENTS = tmp_path


def send(survey, xml, *files):
    return receive(survey=survey, xml=xml, files=files, origin=SubmissionOrigin.PHONE).submission


def place(content):
    return shelf.path_of(settings.ATTACHMENTS, shelf.keep(settings.ATTACHMENTS, content))


def aged(path):
    two_days_ago = time.time() - 2 * 86_400
    os.utime(path, (two_days_ago, two_days_ago))
    return path


def test_file_of_a_refused_answer_is_removed_once_it_is_old_and_no_other(survey):
    send(survey, answer_xml(instance_id="uuid:1", photo="a.png"), ReceivedFile("a.png", PNG))
    with pytest.raises(refusals.OtherContent):
        send(survey, answer_xml(instance_id="uuid:1", chef="Autre"), ReceivedFile("b.txt", b"refused"))
    kept, refused, young = place(PNG), place(b"refused"), place(b"on its way")
    cut_off = young.with_name(young.name + ".1234")
    cut_off.write_bytes(b"on")
    assert sweep() == 0
    for path in (kept, refused, cut_off):
        aged(path)
    assert sweep() == 2
    assert [path.exists() for path in (kept, refused, young, cut_off)] == [True, False, True, False]
    assert AuditEvent.objects.get(verb="files_swept").facts == {"n_attachments": 2}
    assert list(audit.broken_links()) == []


def test_old_file_that_comes_again_is_young_again(survey):
    path = aged(place(PNG))
    place(PNG)
    assert sweep() == 0
    assert path.exists()


def test_answer_whose_file_was_swept_before_its_row_is_not_kept_and_is_sent_again(
    client, initiative, amina, survey, monkeypatch
):
    base, _ = situations.collector_of(initiative, amina)
    written = storing.store_all

    def post():
        parts = {
            "xml_submission_file": SimpleUploadedFile(
                "s.xml", answer_xml(instance_id="uuid:1", photo="a.png")
            ),
            "a.png": SimpleUploadedFile("a.png", PNG),
        }
        return client.post(f"{base}/submission", parts).status_code

    def swept_first(arrivals):
        remove_unreferred(file.sha256 for arrival in arrivals for file in arrival.files)
        return written(arrivals)

    with monkeypatch.context() as patched:
        patched.setattr("miqyas_web.surveys.actions.together.store_all", swept_first)
        assert post() == 503
    assert not Submission.objects.exists()
    assert post() == 201
    assert place(PNG).exists()
    assert Submission.objects.get().attachments.get().name == "a.png"


def test_content_another_answer_holds_stays_whoever_is_erased(survey):
    one = send(survey, answer_xml(photo="a.png"), ReceivedFile("a.png", PNG)).attachments.get()
    send(survey, answer_xml(photo="b.png"), ReceivedFile("b.png", PNG))
    sha256 = one.sha256
    one.delete()
    assert remove_unreferred([sha256]) == 0
    assert place(PNG).read_bytes() == PNG


def test_command_says_how_many(survey, capsys):
    aged(place(b"left"))
    call_command("surveys", "sweep")
    assert capsys.readouterr().out == "Removed: 1 file(s).\n"
