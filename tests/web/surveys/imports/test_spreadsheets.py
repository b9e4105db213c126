"""Spreadsheets of answers: matched, checked whole, stored once; 100,000 rows with bad ones among them."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from miqyas.interchange.xform import read_xform
from miqyas_web.accounts.enums import Role
from miqyas_web.foundation import jobs
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import Job
from miqyas_web.surveys.actions import booked_rows, spreadsheets
from miqyas_web.surveys.models import ImportRun, Source, Submission
from tests import web_cast
from tests.web.surveys.situations import published_survey

pytestmark = pytest.mark.django_db

ROWS = [
    {"Nom de la personne de référence": "Fatima", "العمر": "42", "eau": "Puits", "inconnue": "x"},
    {"Nom de la personne de référence": "Idir", "العمر": "51", "eau": "reseau", "inconnue": "y"},
    {"Nom de la personne de référence": "Idir", "العمر": "51", "eau": "reseau", "inconnue": "z"},
]


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_workbook(rows):
    book = Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def survey(initiative, amina):
    return published_survey(initiative, amina)


def bring(survey, by, rows=ROWS, *, name="foyers.csv", content=None):
    source = spreadsheets.bring_sheet(survey=survey, name=name, content=content or as_csv(rows), by=by)
    spreadsheets.match_sheets(source=source, columns={}, by=by)
    while job := jobs.claim():
        jobs.run(job)
    return source.runs.get()


@pytest.mark.parametrize(("name", "make"), [("foyers.csv", as_csv), ("foyers.xlsx", as_workbook)])
def test_rows_become_answers_once(survey, amina, name, make):
    first = bring(survey, amina, name=name, content=make(ROWS))
    assert (first.trouble, first.n_new, first.n_there) == ("", 3, 3)
    xml = [bytes(one.xml).decode() for one in Submission.objects.order_by("pk")]
    assert "<chef>Fatima</chef><age>42</age><eau>puits</eau>" in xml[0]
    assert set(Submission.objects.values_list("origin", "sent_by")) == {("spreadsheet", amina.pk)}
    # Two people may answer alike: the second row is another answer, and both are known again.
    again = bring(survey, amina, name=name, content=make(ROWS))
    assert (again.n_new, again.n_known, Submission.objects.count()) == (0, 3, 3)


def test_a_longer_file_adds_its_new_rows(survey, amina):
    bring(survey, amina)
    more = [*ROWS, {**ROWS[0], "العمر": "43"}]
    assert bring(survey, amina, more).n_new == 1


def test_all_faults_are_told_with_line_and_column_and_nothing_is_kept(survey, amina):
    bad = [*ROWS, {**ROWS[0], "العمر": "beaucoup", "eau": "fontaine"}, {**ROWS[0], "العمر": "4.5"}]
    run = bring(survey, amina, bad)
    assert (run.n_refused, run.n_new, Submission.objects.count()) == (3, 0, 0)
    assert [(one["row"], one["column"]) for one in run.refused] == [(5, "العمر"), (5, "eau"), (6, "العمر")]
    assert "fontaine" in run.refused[1]["reason"]
    assert "rien n’a été gardé" in run.trouble
    assert Job.objects.get().state == "refused"


def test_a_fault_in_a_personal_column_does_not_quote_the_cell(survey, amina):
    run = bring(survey, amina, [{"chef": "Zineb\x07 Aït", "age": "20"}, {"chef": "b", "age": "21"}])
    assert run.n_refused == 1
    assert "Zineb" not in str(run.refused)


def test_100_000_rows_with_bad_ones_are_refused_whole_and_told(survey, amina):
    rows = [{"age": str(20 + place % 60), "eau": "puits"} for place in range(100_000)]
    for place in (7, 50_000, 99_999):
        rows[place]["eau"] = "fontaine"
    run = bring(survey, amina, rows)
    assert (run.n_there, run.n_refused, Submission.objects.count()) == (100_000, 3, 0)
    assert [one["row"] for one in run.refused] == [9, 50_002, 100_001]


def test_a_worker_that_dies_between_two_bundles_is_followed_by_one_that_ends(survey, amina, monkeypatch):
    monkeypatch.setattr(booked_rows, "STORED_TOGETHER", 2)
    real, calls = booked_rows.receive_all, []

    def receive_all(**options):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**options)

    monkeypatch.setattr(booked_rows, "receive_all", receive_all)
    source = spreadsheets.bring_sheet(survey=survey, name="f.csv", content=as_csv(ROWS), by=amina)
    job = spreadsheets.match_sheets(source=source, columns={}, by=amina)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(jobs.claim())
    assert Submission.objects.count() == 2
    Job.objects.filter(pk=job.pk).update(state="waiting")
    jobs.run(jobs.claim())
    run = ImportRun.objects.get()
    assert (run.n_new, Submission.objects.count(), run.trouble) == (3, 3, "")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03" * 50, b"=cmd|' /C calc'!A0,b\n1,2\n"])
def test_what_is_no_table_is_refused(survey, amina, content):
    with pytest.raises(Unfit):
        spreadsheets.bring_sheet(survey=survey, name="f.csv", content=content, by=amina)
    assert Source.objects.count() == 0


def test_two_columns_for_one_question_or_none_at_all_are_refused(survey, amina):
    source = spreadsheets.bring_sheet(survey=survey, name="f.csv", content=as_csv(ROWS), by=amina)
    with pytest.raises(Unfit, match="age"):
        spreadsheets.match_sheets(
            source=source, columns={"": {"a": "/data/foyer/age", "b": "/data/foyer/age"}}, by=amina
        )
    with pytest.raises(Unfit, match="au moins"):
        spreadsheets.match_sheets(source=source, columns={"": {}}, by=amina)


def test_a_questionnaire_without_version_takes_no_rows(initiative, amina):
    draft = published_survey(initiative, amina, state="draft")
    with pytest.raises(Refused, match="publiez"):
        spreadsheets.bring_sheet(survey=draft, name="f.csv", content=as_csv(ROWS), by=amina)


def test_the_pages_from_the_file_to_the_answers(client, initiative, survey, amina):
    client.force_login(amina)
    page = reverse("surveys:import_sheet", args=[initiative.pk])
    assert survey.title in client.get(page).content.decode()
    file = SimpleUploadedFile("foyers.csv", as_csv(ROWS))
    answer = client.post(page, {"survey": survey.pk, "file": file})
    source = Source.objects.get()
    assert answer.url == reverse("surveys:import_match", args=[initiative.pk, source.pk])
    shown = client.get(answer.url)
    assert "Fatima" in shown.content.decode()
    fields = {name: shown.context["form"][name].value() for name in shown.context["form"].fields}
    assert list(fields.values()) == ["/data/foyer/chef", "/data/foyer/age", "/data/foyer/eau", ""]
    assert client.post(answer.url, fields).url.startswith("/work/")
    jobs.run(jobs.claim())
    assert Submission.objects.count() == 3
    assert client.get(answer.url).status_code == 404
    again = client.get(reverse("surveys:import_show", args=[initiative.pk, source.pk]))
    assert "foyers.csv" in again.content.decode()


def test_names_of_people_are_hidden_from_whom_may_not_read_them(client, initiative, survey, tifawin):
    karim = web_cast.member("Karim", tifawin, role=Role.CONTRIBUTOR)
    source = spreadsheets.bring_sheet(survey=survey, name="f.csv", content=as_csv(ROWS), by=karim)
    client.force_login(karim)
    shown = client.get(reverse("surveys:import_match", args=[initiative.pk, source.pk])).content.decode()
    assert "Fatima" not in shown
    assert "reseau" in shown


def test_readers_bring_nothing(client, initiative, survey, youssef):
    client.force_login(youssef)
    assert client.get(reverse("surveys:import_sheet", args=[initiative.pk])).status_code == 409
    with pytest.raises(Refused):
        spreadsheets.bring_sheet(survey=survey, name="f.csv", content=as_csv(ROWS), by=youssef)


def test_a_file_given_up_leaves_nothing(
    client, initiative, survey, amina, settings, django_capture_on_commit_callbacks
):
    source = spreadsheets.bring_sheet(survey=survey, name="f.csv", content=as_csv(ROWS), by=amina)
    assert any(path.is_file() for path in settings.UPLOADS.rglob("*"))
    client.force_login(amina)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("surveys:import_discard", args=[initiative.pk, source.pk]))
    assert Source.objects.count() == 0
    assert not any(path.is_file() for path in settings.UPLOADS.rglob("*"))


def test_rows_that_are_answers_are_not_given_up(client, initiative, survey, amina, settings):
    bring(survey, amina)
    assert not any(path.is_file() for path in settings.UPLOADS.rglob("*"))
    client.force_login(amina)
    refused = client.post(
        reverse("surveys:import_discard", args=[initiative.pk, Source.objects.get().pk]), follow=True
    )
    assert "restent" in refused.content.decode()
    assert Submission.objects.count() == 3


def test_rows_are_judged_by_the_rules_of_the_questionnaire(survey, amina):
    version = survey.versions.get()
    version.outline = read_xform(bytes(version.xform)).to_data()
    version.save()
    price = {"Nom de la personne de référence": "Touda", "العمر": "40", "eau": "puits", "prix": ""}
    bad = [
        price | {"eau": "reseau", "prix": "30"},
        price | {"Nom de la personne de référence": ""},
        price | {"العمر": "12"},
        price | {"prix": "30"},
    ]
    run = bring(survey, amina, bad)
    assert run.trouble
    assert Submission.objects.count() == 0
    told = {(one["row"], one["column"]) for one in run.refused}
    assert told == {(3, "Nom de la personne de référence"), (4, "العمر"), (5, "prix")}
    assert ". >= 15 and . <= 110" in next(one["reason"] for one in run.refused if one["row"] == 4)
    good = bring(survey, amina, bad[:1])
    assert (good.trouble, good.n_new) == ("", 1)


def test_the_page_says_which_required_questions_no_column_answers(client, amina, survey):
    client.force_login(amina)
    source = spreadsheets.bring_sheet(
        survey=survey, name="a.csv", content=as_csv([{"eau": "puits"}]), by=amina
    )
    page = client.get(reverse("surveys:import_match", args=[survey.initiative_id, source.pk]))
    assert page.context["not_checked"].required == ["Nom de la personne de référence", "Âge"]
    assert "Nom de la personne de référence · Âge" in page.content.decode()
