"""XLSForms brought by people: sound ones kept, wrong ones told whole, long ones read by a job, hostile ones refused."""

import io
import os
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas_web.foundation import jobs
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.foundation.shelf import path_of
from miqyas_web.surveys.actions.bringing import BroughtFile, bring_form, bring_media
from miqyas_web.surveys.actions.definitions import undo_change
from miqyas_web.surveys.actions.publishing import publish_version, put_on_trial
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.rules.bringing import is_read_apart

SHARED = Path(os.environ.get("MIQYAS_SHARED", "/nowhere")) / "data" / "collect"
HEADINGS = ("type", "name", "label::Français (fr)", "label::العربية (ar)", "relevant")


def workbook(*rows, choices=(), settings=None):
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(HEADINGS)
    for row in rows:
        survey.append(row)
    sheet = book.create_sheet("choices")
    sheet.append(("list_name", "name", "label::Français (fr)", "label::العربية (ar)"))
    for row in choices:
        sheet.append(row)
    sheet = book.create_sheet("settings")
    said = settings or {"form_title": "Enquête eau", "form_id": "eau", "default_language": "Français (fr)"}
    sheet.append(tuple(said))
    sheet.append(tuple(said.values()))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SOUND = workbook(("integer", "n", "Combien ?", "كم؟"), ("text", "telephone", "Téléphone", "الهاتف"))
WRONG = workbook(
    ("integer", "n", "Combien ?", "كم؟"),
    ("integr", "age", "Âge ?", "السن؟"),
    ("select_one nowhere", "who", "Qui ?", "من؟"),
    ("text", "why", "Pourquoi ?", "لماذا؟", "${missing} = 1"),
)


@pytest.fixture
def bring(client, amina, initiative):
    client.force_login(amina)

    def bring(content, name="enquete.xlsx", *, survey=None, media=()):
        args = [initiative.pk] + ([survey.pk] if survey else [])
        address = reverse("surveys:version_bring" if survey else "surveys:survey_bring", args=args)
        files = [SimpleUploadedFile(each, content) for each, content in media]
        return client.post(address, {"file": SimpleUploadedFile(name, content), "attached": files})

    return bring


def test_a_sound_workbook_becomes_a_draft_kept_under_its_hash(bring, settings, amina):
    answer = bring(SOUND)
    survey = Survey.objects.get()
    version = survey.versions.get()
    assert answer.headers["Location"] == reverse(
        "surveys:version_show", args=[survey.initiative_id, survey.pk, 1]
    )
    assert (survey.title, survey.form_id, version.source_name) == ("Enquête eau", "eau", "enquete.xlsx")
    assert path_of(settings.FORM_FILES, version.source_sha256).read_bytes() == SOUND
    assert [row["name"] for row in version.definition["survey"]] == ["n", "telephone"]
    assert list(version.questions.order_by("position").values_list("name", "is_personal", "labels")) == [
        ("n", False, {"Français (fr)": "Combien ?", "العربية (ar)": "كم؟"}),
        ("telephone", True, {"Français (fr)": "Téléphone", "العربية (ar)": "الهاتف"}),
    ]
    assert AuditEvent.objects.get(verb="form_brought").facts["sha256"] == version.source_sha256


def test_all_that_is_wrong_is_told_at_once_with_row_and_remedy_and_nothing_kept(bring, settings):
    answer = bring(WRONG)
    assert answer.status_code == 422
    assert {each["row"] for each in answer.context["errors"]} >= {3, 4, 5}
    assert all(each["remedy"]["fr"] and each["sentence"]["ar"] for each in answer.context["errors"])
    assert Survey.objects.count() == 0
    assert not settings.FORM_FILES.exists()


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 200, b"PK\x03\x04 broken", b"", b"a,b\n\xff\xfe,1\n"])
@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "x.xls", "x.md", "x.exe"])
def test_what_is_no_questionnaire_is_refused_with_a_sentence(bring, content, name):
    answer = bring(content, name)
    assert answer.status_code == 422
    assert answer.context["errors"] or answer.context["form"].errors
    assert Survey.objects.count() == 0


def test_the_next_file_fills_the_draft_and_undo_brings_it_back(bring, amina):
    bring(SOUND)
    survey = Survey.objects.get()
    bring(workbook(("integer", "other", "Autre ?", "آخر؟")), survey=survey)
    version = survey.versions.get()
    assert [row["name"] for row in version.definition["survey"]] == ["other"]
    version = undo_change(version=version, by=amina)
    assert [row["name"] for row in version.definition["survey"]] == ["n", "telephone"]


def test_over_a_published_version_it_becomes_the_next_and_marks_are_kept(bring, amina):
    bring(SOUND)
    survey = Survey.objects.get()
    Survey.objects.update(purpose="Eau", consent={"fr": "Oui ?", "ar": "؟"})
    version = survey.versions.get()
    version.questions.filter(name="n").update(is_personal=True)
    publish_version(version=put_on_trial(version=version, by=amina), by=amina)
    bring(SOUND, survey=survey)
    assert list(survey.versions.order_by("number").values_list("number", "state")) == [
        (1, "published"),
        (2, "draft"),
    ]
    assert survey.versions.get(number=2).questions.get(name="n").is_personal


def test_the_version_of_the_workbook_is_taken_when_it_is_free(bring):
    said = {"form_title": "T", "form_id": "t", "default_language": "Français (fr)", "version": "7b"}
    bring(workbook(("integer", "n", "Combien ?", "كم؟"), settings=said))
    assert Survey.objects.get().versions.get().version == "7b"


def test_two_questionnaires_with_one_form_id_are_told_apart(bring):
    bring(SOUND)
    bring(SOUND)
    assert list(Survey.objects.order_by("pk").values_list("form_id", flat=True)) == ["eau", "eau_2"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared data")
def test_a_real_workbook_with_its_list(bring, amina):
    communes = (SHARED / "communes.csv").read_bytes()
    bring((SHARED / "menage.xlsx").read_bytes(), "menage.xlsx", media=[("communes.csv", communes)])
    version = Survey.objects.get().versions.get()
    assert version.media.get().name == "communes.csv"
    assert version.outline["media"] == ["communes.csv"]
    assert not [each for each in version.findings if each["severity"] == "error"]


def test_a_file_named_and_not_brought_stands_in_the_way(bring, client, amina):
    bring(workbook(("select_one_from_file lieux.csv", "lieu", "Lieu ?", "المكان؟")))
    version = Survey.objects.get().versions.get()
    where = [version.survey.initiative_id, version.survey_id, 1]
    page = client.get(reverse("surveys:media_list", args=where))
    assert page.context["absent"] == ["lieux.csv"]
    lieux = SimpleUploadedFile("lieux.csv", b"name,label\n1,A\n")
    client.post(reverse("surveys:media_list", args=where), {"attached": [lieux]})
    assert client.get(reverse("surveys:media_list", args=where)).context["absent"] == []


def test_a_long_workbook_is_read_by_a_job(bring, monkeypatch, initiative):
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    rows = [("integer", f"q{n}", f"Question {n}", f"سؤال {n}") for n in range(2100)]
    answer = bring(workbook(*rows))
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("ui:job_show", args=[job.pk])
    assert Survey.objects.count() == 0
    jobs.run(jobs.claim())
    job.refresh_from_db()
    version = Survey.objects.get().versions.get()
    assert (job.state, version.questions.count()) == ("done", 2100)


def test_readers_and_strangers_bring_nothing(client, youssef, salma, initiative):
    address = reverse("surveys:survey_bring", args=[initiative.pk])
    for person, status in ((youssef, 409), (salma, 404)):
        client.force_login(person)
        assert client.post(address, {"file": SimpleUploadedFile("a.xlsx", SOUND)}).status_code == status
    assert Survey.objects.count() == 0


def test_bring_form_keeps_the_base_name_of_a_file(initiative, amina):
    media = [BroughtFile("C:\\dossier\\lieux.csv", b"name,label\n1,A\n")]
    brought = bring_form(initiative=initiative, file=BroughtFile("e.xlsx", SOUND), media=media, by=amina)
    assert brought.version.media.get().name == "lieux.csv"


FROM_FILE = workbook(("select_one_from_file lieux.csv", "lieu", "Où ?", "أين؟"))


def test_list_in_a_file_brought_with_the_form_is_looked_into(initiative, amina):
    def findings(content):
        brought = bring_form(
            initiative=initiative,
            file=BroughtFile("e.xlsx", FROM_FILE),
            media=[BroughtFile("lieux.csv", content)],
            by=amina,
        )
        errors = [each["code"] for each in brought.findings if each["severity"] == "error"]
        return errors, brought.version

    assert findings(b"code,label\n1,A\n")[0] == ["list_column_missing"]
    assert findings("name,label\n1,Salé\n".encode("cp1252"))[0] == ["list_encoding"]
    assert Survey.objects.count() == 0
    _, version = findings(b"name,label\n1,A\n")
    assert version.xform
    # Another list in its place is looked into as well.
    held = bring_media(version=version, media=[BroughtFile("lieux.csv", b"code,label\n1,A\n")], by=amina)
    assert "list_column_missing" in {each["code"] for each in held.findings}
    assert not held.xform


def test_a_workbook_whose_packing_is_damaged_is_told_by_the_check():
    sound = workbook(("text", "name", "Nom", "الاسم"))
    content = bytearray(sound)
    with zipfile.ZipFile(io.BytesIO(sound)) as parts:
        sheet = next(part for part in parts.infolist() if part.filename.startswith("xl/worksheets/"))
    start = sheet.header_offset + 30 + len(sheet.filename)
    content[start : start + sheet.compress_size] = b"\xff" * sheet.compress_size
    with zipfile.ZipFile(io.BytesIO(content)) as parts, pytest.raises(zlib.error):
        parts.read(sheet.filename)
    assert not is_read_apart(bytes(content))
