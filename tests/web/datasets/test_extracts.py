"""From the answers to a questionnaire to a frozen dataset: who may, what is kept apart, what is measured, what returns."""

from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas.reporting.typography import french_spaces
from miqyas_web.datasets import actions, queries
from miqyas_web.datasets.actions import extracting
from miqyas_web.datasets.demonstration import extract as demonstration
from miqyas_web.datasets.enums import Extract
from miqyas_web.datasets.models import Dataset, SurveyExtract, Upload
from miqyas_web.datasets.rules import parsed_step, written_setting
from miqyas_web.foundation import jobs
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.surveys.demonstration import household
from miqyas_web.surveys.models import Submission
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
NAMES = ("Fatima", "Idir", "Touda", "Mhand", "Rahma", "Lahcen")


@pytest.fixture
def survey(initiative, amina):
    survey = situations.published_survey(initiative, amina)
    for n, name in enumerate(NAMES):
        receive(survey, n, name)
    return survey


def receive(survey, n, name, **answers):
    key = f"uuid:{n}"
    Submission.objects.create(
        survey=survey,
        version=survey.versions.get(number=1),
        instance_id=key,
        xml=situations.answer_xml(instance_id=key, chef=name, **({"age": str(20 + n)} | answers)),
        sha256="0" * 64,
        origin="phone",
        received_at=DAY + timedelta(days=n),
    )


@pytest.fixture
def extract(survey, amina):
    said = actions.ExtractSaid(title="Eau, automne 2026", language="Français (fr)")
    return actions.create_extract(survey=survey, said=said, by=amina)


def said(**columns):
    blank = {"step": None, "role": "", "is_known": False, "is_sensitive": False}
    return {name: {**blank, **said} for name, said in columns.items()}


def step(kind, column, **settings):
    return {"step": kind, "column": column, **settings}


def describe(extract, by, *, k=3, suppresses=False, **columns):
    return actions.describe_extract(
        extract=extract, columns=said(**columns), k=k, suppresses=suppresses, by=by
    )


def rows(version, extract=Extract.ANALYSIS):
    return duckdb.sql(f"FROM '{queries.frozen_path(version, extract)}'")


def frozen(extract, by):
    return actions.freeze_extract(extract=actions.measure_extract(extract=extract, by=by), by=by)


def test_an_extract_freezes_answers_with_their_words_and_names_apart(extract, amina):
    version = frozen(extract, amina)
    found = rows(version)
    assert not {"chef", "photo", "deviceid", "_instance_name", "lieu/latitude"} & set(found.columns)
    assert found.project("age").fetchall() == [(20 + n,) for n in range(6)]
    apart = rows(version, Extract.PERSONAL)
    assert apart.project("_key, chef").fetchall() == [(f"uuid:{n}", name) for n, name in enumerate(NAMES)]
    columns = {column.name: column for column in version.columns.all()}
    assert columns["age"].label == "Âge"
    assert columns["eau"].profile["value_labels"]["puits"]
    assert (columns["_key"].role, columns["chef"].is_personal) == ("identifier", True)
    facts = version.reading["extract"]
    assert (facts["questionnaire"], facts["versions"], facts["n_answers"]) == (extract.survey.title, ["1"], 6)
    assert facts["last_received_at"].startswith("2026-11-06T09:00:00")
    assert Upload.objects.get().version == version


def test_freezing_again_makes_the_next_version_of_the_same_dataset(extract, amina, survey):
    first = frozen(extract, amina)
    extract.refresh_from_db()
    with pytest.raises(Refused, match="Mesurez d'abord"):
        actions.freeze_extract(extract=extract, by=amina)
    receive(survey, 9, "Itto")
    second = frozen(extract, amina)
    assert (first.dataset, second.number, second.n_rows) == (second.dataset, 2, 7)
    assert Dataset.objects.count() == 1


def test_steps_are_applied_and_remembered(extract, amina):
    extract = describe(
        extract,
        amina,
        chef={"step": step("pseudonymise", "chef")},
        age={"step": step("band", "age", edges=[22, 24])},
        today={"step": step("drop", "today")},
        eau={"role": "stratum"},
    )
    version = frozen(extract, amina)
    found = rows(version)
    assert "today" not in found.columns
    assert found.project("age").fetchall() == [
        (band,) for band in ("<22", "<22", "22-23", "22-23", "24+", "24+")
    ]
    names = [name for (name,) in found.project("chef").fetchall()]
    assert len(set(names)) == 6
    assert all(len(name) == 64 for name in names)
    assert [each["step"] for each in version.reading["extract"]["steps"]] == ["pseudonymise", "band", "drop"]
    assert version.columns.get(name="eau").role == "stratum"
    assert version.columns.get(name="age").profile["value_labels"] == {}
    told = dict(queries.provenance_of(version))
    assert "chef: Pseudonyme" in told["Étapes pour protéger les personnes"]


def test_the_same_person_has_the_same_pseudonym_in_the_next_round(extract, amina, survey):
    extract = describe(extract, amina, chef={"step": step("pseudonymise", "chef")})
    first = rows(frozen(extract, amina)).project("chef").fetchall()
    receive(survey, 9, "Fatima")
    extract.refresh_from_db()
    second = rows(frozen(extract, amina)).project("chef").fetchall()
    assert second[0] == second[6] == first[0]


def test_rows_at_risk_are_counted_then_left_out(extract, amina):
    known = {
        "age": {"step": step("band", "age", edges=[23]), "is_known": True},
        "eau": {"is_sensitive": True},
    }
    extract = actions.measure_extract(extract=describe(extract, amina, k=4, **known), by=amina)
    risk = extract.report["anonymity"]
    assert (risk["k"], risk["holds"], risk["n_at_risk"], risk["n_unique"]) == (3, False, 6, 0)
    assert risk["sensitive"] == [{"name": "eau", "least": 1, "n_revealed": 6}]
    extract = describe(
        extract, amina, k=3, suppresses=True, age={"step": step("band", "age", edges=[24]), "is_known": True}
    )
    assert extract.report == {}
    version = frozen(extract, amina)
    assert (version.n_rows, version.reading["extract"]["n_suppressed"]) == (4, 2)


def test_a_repeat_is_a_table_of_its_own(survey, amina):
    asked = actions.ExtractSaid(title="Membres", table="membre", language="العربية (ar)")
    version = frozen(actions.create_extract(survey=survey, said=asked, by=amina), amina)
    assert rows(version).project("_parent, m_age").fetchall()[0] == ("uuid:0", 12)
    assert version.columns.get(name="m_age").label == "العمر"
    assert version.columns.get(name="langues/dar").type == "boolean"


def test_days_are_both_included(survey, amina):
    asked = actions.ExtractSaid(
        title="J", since_date=DAY.date() + timedelta(1), until_date=DAY.date() + timedelta(3)
    )
    assert frozen(actions.create_extract(survey=survey, said=asked, by=amina), amina).n_rows == 3


def test_who_may_not_see_personal_columns_cannot_bring_them_out_by_a_step(extract, karim, amina):
    name = {"step": step("prefix", "chef", length=50)}
    with pytest.raises(Unfit, match=french_spaces("« chef » est personnelle. Votre rôle")):
        describe(extract, karim, chef=name)
    describe(extract, karim, chef={"step": step("pseudonymise", "chef")})
    describe(extract, amina, chef=name)
    with pytest.raises(Unfit, match="reste à part"):
        describe(extract, amina, chef={"is_known": True})
    with pytest.raises(Unfit, match="est retirée"):
        describe(extract, amina, age={"step": step("drop", "age"), "is_known": True})


def test_a_reader_is_refused_and_a_stranger_finds_nothing(client, extract, youssef, salma, survey):
    place = survey.initiative_id
    pages = [
        reverse("datasets:extract_list", args=[place, survey.pk]),
        reverse("datasets:extract_create", args=[place, survey.pk]),
        reverse("datasets:extract_show", args=[place, extract.pk]),
    ]
    client.force_login(youssef)
    assert [client.get(page).status_code for page in pages] == [409] * 3
    client.force_login(salma)
    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert client.post(reverse("datasets:extract_freeze", args=[place, extract.pk])).status_code == 404


def test_a_step_that_does_not_suit_is_said_and_nothing_is_frozen(extract, amina, on_disk):
    extract = describe(extract, amina, eau={"step": step("band", "eau", edges=[5])})
    with pytest.raises(Unfit, match="ne convient pas à « eau »"):
        actions.measure_extract(extract=extract, by=amina)
    assert on_disk() == {"uploads": [], "frozen": []}


def test_no_answer_is_said(amina, initiative):
    survey = situations.published_survey(initiative, amina)
    extract = actions.create_extract(survey=survey, said=actions.ExtractSaid(title="T"), by=amina)
    with pytest.raises(Refused, match="aucune ligne à prendre"):
        actions.measure_extract(extract=extract, by=amina)


def test_many_answers_are_a_job(extract, amina, monkeypatch, no_heartbeat):
    monkeypatch.setattr(extracting, "ANSWERS_AT_ONCE", 2)
    asked = actions.ask_measure(extract=extract, by=amina)
    assert isinstance(asked, Job)
    jobs.run(jobs.claim())
    extract.refresh_from_db()
    assert extract.report["n_rows"] == 6
    assert isinstance(actions.ask_freeze_extract(extract=extract, by=amina), Job)
    jobs.run(jobs.claim())
    extract.refresh_from_db()
    assert extract.dataset.versions.count() == 1


def test_the_extract_of_the_demonstration_is_frozen_once_there_are_answers(initiative, amina, monkeypatch):
    survey = situations.published_survey(initiative, amina)
    columns = {
        "age": {"step": {"step": "band", "edges": [40]}, "is_known": True},
        "eau": {"role": "outcome", "is_sensitive": True},
        "deviceid": {"step": {"step": "pseudonymise"}},
    }
    weighting = {"totals": [{"columns": ["eau"], "values": ["puits"], "total": 90}]}
    monkeypatch.setattr(demonstration, "COLUMNS", columns)
    monkeypatch.setattr(demonstration, "WEIGHTING", weighting)
    assert demonstration.take(survey).dataset is None
    for n, name in enumerate(NAMES):
        receive(survey, n, name)
    version = demonstration.take(survey).dataset.versions.get()
    assert (version.n_rows, version.number) == (6, 1)
    assert rows(version).project("_weight").distinct().fetchall() == [(15.0,)]


def test_the_invented_questionnaire_has_the_columns_its_extract_protects():
    names = {row["name"] for row in household.SURVEY}
    assert set(demonstration.COLUMNS) <= names


def test_the_whole_way_by_pages(client, amina, survey):
    client.force_login(amina)
    place = survey.initiative_id
    assert survey.title in client.get(reverse("datasets:dataset_list", args=[place])).content.decode()
    created = client.post(
        reverse("datasets:extract_create", args=[place, survey.pk]),
        {"title": "Eau", "table": "", "language": "Français (fr)"},
    )
    extract = SurveyExtract.objects.get()
    assert created.url == reverse("datasets:extract_show", args=[place, extract.pk])
    columns = {column.name: column.position for column in queries.extract_columns(extract)}
    age = columns["age"]
    sent = {"k": "3", f"step_{age}": "band", f"setting_{age}": "٢٣", f"known_{age}": "on", "then": "measure"}
    wrong = client.post(created.url, {**sent, f"setting_{age}": "23; 5"})
    assert wrong.status_code == 422
    answer = client.post(created.url, sent, follow=True)
    assert answer.context["report"]["anonymity"]["holds"] is True
    frozen_page = client.post(reverse("datasets:extract_freeze", args=[place, extract.pk]), follow=True)
    assert frozen_page.context["version"].n_rows == 6
    assert "Fatima" not in frozen_page.content.decode()
    assert client.get(reverse("datasets:extract_list", args=[place, survey.pk])).status_code == 200
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {
        "extract_created",
        "extract_described",
        "extract_measured",
        "extract_frozen",
        "dataset_frozen",
    } <= verbs


def test_pages_cost_the_same_for_one_and_three(client, amina, survey, extract):
    client.force_login(amina)
    url = reverse("datasets:extract_list", args=[survey.initiative_id, survey.pk])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    for n in range(2):
        actions.create_extract(survey=survey, said=actions.ExtractSaid(title=f"E{n}"), by=amina)
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(three) == len(one)


@pytest.mark.parametrize(
    ("kind", "setting", "read"),
    [
        ("band", "15, 25, 60", {"edges": [15.0, 25.0, 60.0]}),
        ("round", "0.1", {"to": 0.1}),
        ("top_code", "10000", {"most": 10000.0}),
        ("to_period", "année", {"period": "year"}),
        ("prefix", "6", {"length": 6}),
        ("regroup", "puits=sous terre; *=autre", {"groups": {"puits": "sous terre"}, "other": "autre"}),
    ],
)
def test_a_setting_is_read_and_written_again(kind, setting, read):
    record = parsed_step(kind, setting, "c")
    assert record == {"step": kind, "column": "c", **read}
    assert written_setting(record) == setting
    assert parsed_step("", setting, "c") is None


@pytest.mark.parametrize(
    ("kind", "setting"),
    [
        ("band", ""),
        ("band", "5, 3"),
        ("round", "-1"),
        ("round", "x"),
        ("top_code", "nan"),
        ("to_period", "week"),
        ("prefix", "0"),
        ("prefix", "a"),
        ("regroup", "a"),
        ("regroup", "*=b"),
    ],
)
def test_a_setting_that_makes_no_sense_says_what_was_expected(kind, setting):
    with pytest.raises(Unfit, match="Attendu"):
        parsed_step(kind, setting, "c")


def test_the_page_folds_columns_by_what_they_wait_for(client, amina, survey, extract):
    client.force_login(amina)
    address = reverse("datasets:extract_show", args=[survey.initiative_id, extract.pk])
    first, *others = client.get(address).context["form"].groups()
    assert (first.title, first.is_open) == ("Personnelles, sans mesure", True)
    assert {row.column.name for row in first.rows} >= {"chef"}
    assert [(one.title, one.is_open) for one in others] == [("Laissées telles quelles", False)]
    actions.describe_extract(
        extract=extract,
        columns=said(chef={"step": step("drop", "chef")}),
        k=4,
        suppresses=True,
        by=amina,
    )
    form = client.get(address).context["form"]
    assert "chef" not in {row.column.name for row in form.groups()[0].rows}
    assert "chef" in {
        row.column.name for group in form.groups() if group.title == "Déjà précisées" for row in group.rows
    }
    assert form.risk_said == "lignes à risque écartées · k = 4"
