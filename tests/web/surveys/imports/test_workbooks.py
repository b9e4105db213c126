"""Workbooks of answers with rows of repeats: arranged by a person, all or nothing, and our own taken back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import etree
from openpyxl import Workbook, load_workbook

from miqyas.interchange.xform import read_xform
from miqyas_web.accounts.enums import Role
from miqyas_web.foundation import jobs
from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys.actions import spreadsheets
from miqyas_web.surveys.actions.receiving import receive
from miqyas_web.surveys.models import Source, Submission
from tests import web_cast
from tests.miqyas.interchange.test_row_repeats import CHOICES, MAIN, MEMBER, PARTS, SURVEY, YEAR, changed
from tests.web.surveys import forms
from tests.web.surveys.situations import add_version, published_survey

pytestmark = pytest.mark.django_db

SETTINGS = [{"form_id": "foyers", "form_title": "Foyers (essai)", "version": "1"}]
ANSWER = """<data id="foyers" version="1"><commune>{commune}</commune><n>2</n><foyer>
<membre><prenom>Idir</prenom><age>40</age><ecole><niveau>bac</niveau><annee><note>15</note></annee></ecole></membre>
<membre><prenom>Zineb</prenom><age>9</age><ecole><niveau>007</niveau><annee><note>12</note></annee>
<annee><note>14</note></annee></ecole></membre></foyer><lieu>31.63 -8 450.5 4</lieu>
<quand>2026-11-23T09:30:00.000+01:00</quand><eau>puits reseau</eau>
<meta><instanceID>uuid:{name}-1111-4111-8111-111111111111</instanceID></meta></data>"""


def as_bytes(parts):
    book = Workbook()
    book.remove(book.active)
    for title, rows in parts.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of_households(survey, by):
    """The same questionnaire, asking about households instead."""
    survey.versions.all().delete()
    sample = forms.sample({"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS})
    version = add_version(survey, by, sample=sample)
    version.outline = read_xform(bytes(version.xform)).to_data()
    version.save()
    survey.form_id = "foyers"
    survey.save()
    return survey


@pytest.fixture
def survey(initiative, amina):
    return of_households(published_survey(initiative, amina), amina)


def bring(survey, by, content):
    source = spreadsheets.bring_sheet(survey=survey, name="foyers.xlsx", content=content, by=by)
    spreadsheets.match_sheets(source=source, columns={}, by=by)
    while job := jobs.claim():
        jobs.run(job)
    return source.runs.get()


def leaves(xml):
    """What an answer says, in order."""
    root = etree.fromstring(bytes(xml))
    return [(one.tag, (one.text or "").strip()) for one in root.iter() if not len(one) and one.text]


def test_rows_of_repeats_stand_under_their_answer_and_come_once(survey, amina):
    run = bring(survey, amina, as_bytes(PARTS))
    assert (run.trouble, run.n_new) == ("", 3)
    said = leaves(Submission.objects.order_by("pk").first().xml)
    assert [text for tag, text in said if tag in {"prenom", "note"}] == ["Idir", "15", "Zineb", "12", "14"]
    again = bring(survey, amina, as_bytes(PARTS))
    assert (again.n_new, again.n_known, Submission.objects.count()) == (0, 3, 3)
    # One row of a repeat more is another answer.
    more = {**PARTS, "annee": [*PARTS["annee"], [11, 2]]}
    assert bring(survey, amina, as_bytes(more)).n_new == 1


def test_faults_of_all_sheets_are_told_and_nothing_is_kept(survey, amina):
    parts = changed("membre", 4, _parent_index=99, age="x")
    parts["Foyers"] = [*MAIN, ["Ailleurs", "deux", 4]]
    run = bring(survey, amina, as_bytes(parts))
    assert (run.n_refused, Submission.objects.count()) == (2, 0)
    assert [(one["sheet"], one["row"], one["column"]) for one in run.refused] == [
        ("membre", 5, "_parent_index"),
        ("Foyers", 5, "n"),
    ]
    assert "« 99 »" in run.refused[0]["reason"]
    assert "ajoutez la ligne" in run.refused[0]["reason"]


def test_a_person_sees_which_sheet_is_which_and_mends_it(client, initiative, survey, amina):
    client.force_login(amina)
    parts = {"Lisez-moi": [["texte"], ["à lire"]], "Gens": PARTS["membre"], "Foyers": MAIN}
    # Nothing ties this sheet: its column of keys has a name of its own.
    parts["Gens"] = [[*PARTS["membre"][0][:5], "cle du foyer"], *PARTS["membre"][1:]]
    file = SimpleUploadedFile("foyers.xlsx", as_bytes(parts))
    answer = client.post(
        reverse("surveys:import_sheet", args=[initiative.pk]), {"survey": survey.pk, "file": file}
    )
    source = Source.objects.get()
    page = reverse("surveys:import_arrange", args=[initiative.pk, source.pk])
    assert answer.url == page
    form = client.get(page).context["form"]
    proposed = {name: form[name].value() for name in form.fields}
    assert [proposed[f"repeat_{place}"] for place in range(3)] == ["", MEMBER, "answers"]
    refused = client.post(page, proposed)
    assert refused.status_code == 422
    assert "Gens" in refused.content.decode()
    mended = {**proposed, "parent_1": "cle du foyer", "key_1": "_index"}
    columns = reverse("surveys:import_match", args=[initiative.pk, source.pk])
    assert client.post(page, mended).url == columns
    shown = client.get(columns)
    assert "Idir" in shown.content.decode()
    fields = {name: shown.context["form"][name].value() for name in shown.context["form"].fields}
    assert client.post(columns, fields).url.startswith("/work/")
    jobs.run(jobs.claim())
    assert Submission.objects.count() == 3
    source.refresh_from_db()
    assert all(sheet["rows"] == [] for sheet in source.sheets)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "réponses elles-mêmes"),
        ({"Foyers": ("", "", ""), "membre": ("", "", "")}, "réponses elles-mêmes"),
        ({"Foyers": ("", "", ""), "annee": (YEAR, "_parent_index", "_index")}, "autre"),
        ({"Foyers": ("", "", ""), "membre": (MEMBER, "rien", "_index")}, "membre"),
        (
            {"Foyers": ("", "", ""), "membre": (MEMBER, "_parent_index", "_index"), "annee": (MEMBER, "_parent_index", "_index")},
            "même répétition",
        ),
    ],
)  # fmt: skip
def test_an_arrangement_that_cannot_be_is_refused(survey, amina, said, sentence):
    source = spreadsheets.bring_sheet(survey=survey, name="f.xlsx", content=as_bytes(PARTS), by=amina)
    with pytest.raises(Unfit, match=sentence):
        spreadsheets.arrange_sheets(source=source, said=said, by=amina)


def test_our_own_workbook_is_taken_back_whole(client, initiative, survey, amina, tifawin):
    for place in range(3):
        name = f"{place}1111111"
        receive(
            survey=survey,
            xml=ANSWER.format(commune=f"Douar {place}", name=name).encode(),
            origin="phone",
            by=amina,
        )
    client.force_login(amina)
    answer = client.post(reverse("surveys:submission_export", args=[initiative.pk, survey.pk]))
    assert load_workbook(io.BytesIO(answer.content)).sheetnames[:3] == ["foyers", "membre", "annee"]
    # Brought where they came from, they are known by their identifiers.
    here = bring(survey, amina, answer.content)
    assert (here.trouble, here.n_new, here.n_known) == ("", 0, 3)
    other = of_households(published_survey(web_cast.initiative(tifawin, amina), amina), amina)
    there = bring(other, amina, answer.content)
    assert (there.trouble, there.n_new) == ("", 3)
    before, after = (
        {row.instance_id: leaves(row.xml) for row in one.submissions.all()} for one in (survey, other)
    )
    assert {name: [part for part in said if part[0] != "quand"] for name, said in before.items()} == {
        name: [part for part in said if part[0] != "quand"] for name, said in after.items()
    }
    assert {dict(said)["quand"] for said in after.values()} == {"2026-11-23T09:30:00+01:00"}
    assert AuditEvent.objects.filter(verb="answers_exported").count() == 1


def test_what_is_personal_is_not_taken_away_by_whom_may_not_read_it(
    client, initiative, survey, amina, tifawin
):
    receive(
        survey=survey, xml=ANSWER.format(commune="Douar", name="11111111").encode(), origin="phone", by=amina
    )
    survey.versions.get().questions.filter(name="prenom").update(is_personal=True)
    client.force_login(web_cast.member("Karim", tifawin, role=Role.CONTRIBUTOR))
    page = reverse("surveys:submission_export", args=[initiative.pk, survey.pk])
    heads = [cell.value for cell in load_workbook(io.BytesIO(client.post(page).content))["membre"][1]]
    assert "prenom" not in heads
    assert "age" in heads


def test_readers_take_no_workbook_away(client, initiative, survey, youssef):
    client.force_login(youssef)
    page = reverse("surveys:submission_export", args=[initiative.pk, survey.pk])
    assert client.post(page).status_code == 302
    assert AuditEvent.objects.filter(verb="answers_exported").count() == 0


def test_identifiers_that_are_none_or_stand_twice_are_faults(survey, amina):
    name = "1f2e3d4c-1111-4111-8111-111111111111"
    rows = [["commune", "_uuid"], ["A", name], ["B", name], ["C", None]]
    run = bring(survey, amina, as_bytes({"f": rows[:3], "g": [["x"], [1]]}))
    assert [(one["row"], one["column"]) for one in run.refused] == [(3, "_uuid")]
    source = spreadsheets.bring_sheet(survey=survey, name="f.xlsx", content=as_bytes({"f": rows}), by=amina)
    assert source.columns == {"commune": "/data/commune"}
