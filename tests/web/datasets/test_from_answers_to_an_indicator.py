"""The chain of collection whole: a phone sends answers, an extract freezes them, the indicator of a question is fed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas_web.datasets import actions
from miqyas_web.datasets.models import Feed
from miqyas_web.foundation import jobs
from miqyas_web.indicators.actions import create_indicator
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.indicators.models import Measurement
from miqyas_web.surveys.models import Question
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node, Theory
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db

AGES = (22, 31, 35, 47, 52, 60)


@pytest.fixture
def indicator(initiative, amina):
    theory = Theory.objects.create(initiative=initiative)
    node = Node.objects.create(theory=theory, level=NodeLevel.OUTCOME, title="Les aînés restent", key="w")
    sheet = {
        "node": node, "name": "Âge des personnes de référence", "definition": "Âge moyen.", "unit": "years",
        "direction": Direction.INCREASE, "aggregation": Aggregation.MEAN,
    }  # fmt: skip
    return create_indicator(initiative=initiative, sheet=sheet, by=amina)


def send(client, address, ages):
    for age in ages:
        xml = situations.answer_xml(instance_id=situations.fresh_id(), age=str(age))
        part = SimpleUploadedFile("s.xml", xml, "text/xml")
        assert client.post(f"{address}/submission", {"xml_submission_file": part}).status_code == 201


def frozen(extract, by):
    return actions.freeze_extract(extract=actions.measure_extract(extract=extract, by=by), by=by)


def test_answers_of_a_phone_become_the_measure_of_an_indicator(
    client, initiative, amina, indicator, monkeypatch
):
    survey = situations.published_survey(initiative, amina)
    question = Question.objects.get(version__survey=survey, name="age")
    Question.objects.filter(pk=question.pk).update(indicator=indicator)
    address, _ = situations.collector_of(initiative, amina)
    send(client, address, AGES)
    said = actions.ExtractSaid(title="Foyers", language="Français (fr)")
    extract = actions.create_extract(survey=survey, said=said, by=amina)
    frozen(extract, amina)

    client.force_login(amina)
    client.post(reverse("datasets:feed_create", args=[initiative.pk]), {"question": question.pk})
    first = Feed.objects.get().feedings.get().measurement
    assert (float(first.value), first.n, first.state) == (pytest.approx(sum(AGES) / 6), 6, "draft")
    assert first.low < first.value < first.high

    send(client, address, (70, 75))
    version = frozen(extract, amina)
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    while job := jobs.claim():
        jobs.run(job)
    latest = Measurement.objects.exclude(pk=first.pk).get()
    assert (float(latest.value), latest.n) == (pytest.approx((sum(AGES) + 145) / 8), 8)
    assert latest.figure["dataset_sha256"] == version.sha256

    page = reverse("indicators:measurement_show", args=[initiative.pk, latest.pk])
    again = client.post(f"{page}again/", follow=True).content.decode()
    assert "tous les nombres sont les mêmes" in again
