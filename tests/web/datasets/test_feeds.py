"""Indicators fed from each new version of a dataset: values, intervals, groups; and what a version cannot give."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas.data.survey_design import SurveyDesign
from miqyas.estimators.survey import survey
from miqyas_web.accounts.enums import Role
from miqyas_web.accounts.models import Membership
from miqyas_web.datasets.actions.bringing import bring_file
from miqyas_web.datasets.actions.feeding import declare_feed, declare_feed_like, feed_from, stop_feed
from miqyas_web.datasets.actions.freezing import Naming, freeze_upload
from miqyas_web.datasets.models import Dataset, Feed, Feeding
from miqyas_web.foundation import jobs
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.indicators.actions import create_indicator
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.indicators.models import Measurement
from miqyas_web.surveys.models import Question
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node, Theory
from tests import web_cast
from tests.web.surveys.situations import published_survey

pytestmark = pytest.mark.django_db

ROLES = {"poids": "weight", "douar": "cluster", "region": "stratum"}


def rows(n=160, seed=3, yes="reseau", **renamed):
    rng = np.random.default_rng(seed)
    douar = rng.integers(0, 16, n)
    table = pd.DataFrame(
        {
            "eau": np.where(rng.random(n) < 0.4, yes, "puits"),
            "prix": rng.normal(120, 30, n).round(2),
            "sexe": rng.choice(["F", "M"], n),
            "age": rng.integers(15, 80, n),
            "poids": rng.uniform(1, 3, n).round(3),
            "douar": douar,
            "region": np.where(douar < 8, "nord", "sud"),
        }
    )
    return table.rename(columns=renamed)


@pytest.fixture
def indicator(initiative, amina):
    theory = Theory.objects.create(initiative=initiative)
    node = Node.objects.create(theory=theory, level=NodeLevel.OUTCOME, title="L’eau arrive au foyer", key="w")

    def indicator(**changes):
        sheet = {
            "node": node, "name": "Prix payé pour l’eau", "definition": "Prix payé le mois passé.", "unit": "MAD",
            "direction": Direction.DECREASE, "aggregation": Aggregation.MEAN,
            "disaggregation": ["sex", "age"], "age_bands": [15, 35],
        }  # fmt: skip
        return create_indicator(initiative=initiative, sheet=sheet | changes, by=amina)

    return indicator


@pytest.fixture
def freeze_rows(initiative, amina):
    def freeze_rows(table, *, into=None, by=amina, roles=ROLES):
        file = SimpleUploadedFile("eau.csv", table.to_csv(index=False).encode())
        upload = bring_file(initiative=initiative, file=file, by=by)
        for column in upload.profile["columns"]:
            column["role"], column["is_personal"] = roles.get(column["name"], ""), False
        upload.save()
        naming = Naming(dataset_id=into.pk if into else None, title="Enquête eau")
        return freeze_upload(upload=upload, naming=naming, by=by)

    return freeze_rows


DESIGN = {"weight": "poids", "cluster": "douar", "strata": "region"}
MEAN = {"statistic": "mean", "column": "prix", **DESIGN,
        "groups": {"sex": {"column": "sexe", "keys": {"F": "female", "M": "male"}}}}  # fmt: skip


def work(monkeypatch):
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    while job := jobs.claim():
        jobs.run(job)


@pytest.fixture
def feed(indicator, freeze_rows, amina):
    version = freeze_rows(rows())
    return declare_feed(indicator=indicator(), dataset=version.dataset, parameters=MEAN, by=amina)


def test_a_new_version_gives_a_draft_under_the_design_of_the_survey(feed, freeze_rows, monkeypatch):
    table = rows(n=200, seed=9)
    version = freeze_rows(table, into=feed.dataset)
    work(monkeypatch)
    measure = Measurement.objects.get()
    expected = survey(table, outcome="prix", design=SurveyDesign("poids", "douar", "region")).estimate
    assert float(measure.value) == pytest.approx(expected.value, rel=1e-9)
    assert (measure.std_error, float(measure.low), float(measure.high)) == pytest.approx(
        (expected.std_error, expected.low, expected.high), rel=1e-6
    )
    assert (measure.n, measure.state, measure.origin) == (200, "draft", "formula")
    assert measure.figure["dataset_sha256"] == version.sha256
    assert {one.group: one.n for one in measure.groups.all()} == {
        "female": int((table["sexe"] == "F").sum()),
        "male": int((table["sexe"] == "M").sum()),
    }
    assert measure.feedings.get().version == version
    assert Job.objects.get(task="datasets.feed_indicators").state == "done"


def test_a_version_is_fed_once_even_when_the_worker_comes_back(feed, freeze_rows, monkeypatch):
    version = freeze_rows(rows(seed=8), into=feed.dataset)
    first = feed_from(feed=feed, version=version)
    work(monkeypatch)
    assert feed_from(feed=feed, version=version) == first
    assert Measurement.objects.count() == 1


def test_a_dataset_that_feeds_nothing_asks_for_no_job(freeze_rows):
    freeze_rows(rows())
    assert Job.objects.count() == 0


def test_a_column_gone_is_told_in_three_languages_and_nothing_is_computed(feed, freeze_rows, monkeypatch):
    freeze_rows(rows(prix="tarif"), into=feed.dataset)
    work(monkeypatch)
    assert Measurement.objects.count() == 0
    trouble = Feeding.objects.get().trouble
    assert set(trouble) == {"fr", "ar", "en"}
    assert all("prix" in sentence for sentence in trouble.values())
    assert len(set(trouble.values())) == 3
    failed = AuditEvent.objects.get(verb="feed_failed")
    assert failed.facts["reason"] == trouble["en"]


def test_codes_that_changed_do_not_become_a_share_of_nobody(indicator, freeze_rows, amina):
    version = freeze_rows(rows())
    share = {"statistic": "share", "column": "eau", "values": ["reseau"], "percent": True, **DESIGN}
    feed = declare_feed(
        indicator=indicator(unit="%", aggregation=Aggregation.RATIO_OF_SUMS),
        dataset=version.dataset, parameters=share, by=amina,
    )  # fmt: skip
    assert feed_from(feed=feed, version=version).measurement.numerator > 0
    second = freeze_rows(rows(yes="robinet"), into=feed.dataset)
    fed = feed_from(feed=feed, version=second)
    assert fed.measurement is None
    assert "reseau" in fed.trouble["fr"]
    third = freeze_rows(rows(seed=6), into=feed.dataset)
    assert feed_from(feed=feed, version=third).measurement.value > Decimal(20)


def test_an_author_who_left_is_told_and_another_may_run_it(
    client, feed, freeze_rows, initiative, tifawin, amina, monkeypatch
):
    web_cast.member("Nadia", tifawin)
    Membership.objects.filter(person=amina).update(role=Role.READER)
    version = freeze_rows(rows(seed=8), into=feed.dataset, by=web_cast.Person.objects.get(name="Nadia"))
    work(monkeypatch)
    assert Measurement.objects.count() == 0
    assert Feeding.objects.get(version=version).trouble["fr"]


def test_a_value_computed_by_hand_becomes_a_feed_in_one_press(
    client, feed, initiative, freeze_rows, amina, monkeypatch
):
    version = freeze_rows(rows(seed=8), into=feed.dataset)
    work(monkeypatch)
    measure = Measurement.objects.get()
    stop_feed(feed=feed, by=amina)
    client.force_login(amina)
    listed = client.get(reverse("datasets:feed_list", args=[initiative.pk]))
    assert listed.context["computed"] == [measure]
    answer = client.post(reverse("datasets:feed_create", args=[initiative.pk]), {"measurement": measure.pk})
    again = Feed.objects.get(stopped_at__isnull=True)
    assert answer.url == reverse("datasets:feed_show", args=[initiative.pk, again.pk])
    assert again.parameters == measure.figure["parameters"]
    assert again.dataset == version.dataset


def test_a_measure_written_by_hand_feeds_nothing(feed, amina):
    measure = Measurement(indicator=feed.indicator, origin="hand", figure={})
    with pytest.raises(Refused, match="pas été calculée"):
        declare_feed_like(measurement=measure, by=amina)


def marked(initiative, by, indicator, name):
    survey = published_survey(initiative, by)
    question = Question.objects.get(version__survey=survey, name=name)
    question.indicator = indicator
    question.save()
    return question


def test_a_question_made_for_an_indicator_feeds_it_in_one_press(
    client, initiative, indicator, freeze_rows, amina
):
    question = marked(initiative, amina, indicator(), "prix")
    table = rows(n=300)
    freeze_rows(table)
    client.force_login(amina)
    listed = client.get(reverse("datasets:feed_list", args=[initiative.pk])).content.decode()
    assert f'value="{question.pk}"' in listed
    client.post(reverse("datasets:feed_create", args=[initiative.pk]), {"question": question.pk})
    feed = Feed.objects.get()
    assert feed.parameters == {
        "statistic": "mean", "column": "prix", **DESIGN,
        "groups": {
            "sex": {"column": "sexe", "keys": {**dict.fromkeys(("F", "f", "femme", "Femme"), "female"),
                    **dict.fromkeys(("M", "m", "H", "h", "homme", "Homme"), "male")}},
            "age": {"column": "age", "bands": [15, 35]},
        },
    }  # fmt: skip
    measure = feed.feedings.get().measurement
    expected = survey(table, outcome="prix", design=SurveyDesign("poids", "douar", "region")).estimate
    assert float(measure.value) == pytest.approx(expected.value, rel=1e-9)
    assert {one.group for one in measure.groups.all()} == {"female", "male", "15-34", "35+"}


def test_a_choice_whose_codes_do_not_say_yes_asks_a_person(client, initiative, indicator, freeze_rows, amina):
    question = marked(initiative, amina, indicator(unit="%", aggregation=Aggregation.RATIO_OF_SUMS), "eau")
    version = freeze_rows(rows())
    client.force_login(amina)
    listed = client.get(reverse("datasets:feed_list", args=[initiative.pk]))
    (proposal,) = listed.context["proposals"]
    assert proposal.parameters is None
    assert f"?data={version.sha256}" in listed.content.decode()
    created = client.post(reverse("datasets:feed_create", args=[initiative.pk]), {"question": question.pk})
    assert created.status_code == 404
    assert Feed.objects.count() == 0


def test_a_personal_question_is_never_proposed(initiative, indicator, freeze_rows, amina, client):
    marked(initiative, amina, indicator(), "chef")
    freeze_rows(rows(prix="chef"))
    client.force_login(amina)
    assert client.get(reverse("datasets:feed_list", args=[initiative.pk])).context["proposals"] == []


def test_the_page_of_the_indicator_says_what_feeds_it(
    client, feed, initiative, freeze_rows, amina, monkeypatch
):
    page = reverse("indicators:indicator_show", args=[initiative.pk, feed.indicator.pk])
    client.force_login(amina)
    assert reverse("datasets:feed_show", args=[initiative.pk, feed.pk]) in client.get(page).content.decode()
    freeze_rows(rows(prix="tarif"), into=feed.dataset)
    work(monkeypatch)
    assert "n’a rien donné" in client.get(page).content.decode()


def test_run_by_hand_after_a_trouble_and_refused_when_done(client, feed, initiative, freeze_rows, amina):
    client.force_login(amina)
    run = reverse("datasets:feed_run", args=[initiative.pk, feed.pk])
    client.post(run)
    assert Measurement.objects.count() == 1
    again = client.post(run, follow=True).content.decode()
    assert "déjà" in again
    assert Measurement.objects.count() == 1


def test_stopped_it_gives_nothing_more(client, feed, initiative, freeze_rows, amina, monkeypatch):
    client.force_login(amina)
    client.post(reverse("datasets:feed_stop", args=[initiative.pk, feed.pk]))
    freeze_rows(rows(seed=8), into=feed.dataset)
    work(monkeypatch)
    assert Measurement.objects.count() == 0
    shown = client.get(reverse("datasets:feed_show", args=[initiative.pk, feed.pk]))
    assert "Arrêté" in shown.content.decode()


def test_two_feeds_of_one_indicator_from_one_dataset_are_refused(feed, amina):
    with pytest.raises(Refused, match="déjà alimenté"):
        declare_feed(indicator=feed.indicator, dataset=feed.dataset, parameters=MEAN, by=amina)


def test_readers_look_and_strangers_find_nothing(client, feed, initiative, youssef, salma):
    show = reverse("datasets:feed_show", args=[initiative.pk, feed.pk])
    client.force_login(youssef)
    assert client.get(show).status_code == 200
    for name, args in (("feed_run", [feed.pk]), ("feed_stop", [feed.pk]), ("feed_create", [])):
        refused = client.post(reverse(f"datasets:{name}", args=[initiative.pk, *args]))
        assert refused.status_code in {302, 409}
    assert Feed.objects.get().stopped_at is None
    assert Measurement.objects.count() == 0
    client.force_login(salma)
    assert client.get(show).status_code == 404


def test_the_list_costs_the_same_for_one_and_three(client, feed, initiative, indicator, freeze_rows, amina):
    client.force_login(amina)
    address = reverse("datasets:feed_list", args=[initiative.pk])
    feed_from(feed=feed, version=feed.dataset.versions.get())
    one = web_cast.queries_of(client, address)
    for name in ("Deuxième", "Troisième"):
        more = declare_feed(indicator=indicator(name=name), dataset=feed.dataset, parameters=MEAN, by=amina)
        feed_from(feed=more, version=feed.dataset.versions.get())
    assert web_cast.queries_of(client, address) == one


def test_a_dataset_of_others_is_refused(indicator, salma, amina):
    theirs = web_cast.initiative(salma.memberships.get().organisation, salma)
    dataset = Dataset.objects.create(initiative=theirs, title="Autre")
    with pytest.raises(Refused, match="n’appartient pas"):
        declare_feed(indicator=indicator(), dataset=dataset, parameters=MEAN, by=amina)
