"""Weights of an extract: said on its page, measured, frozen under their role, used by the indicators it feeds."""

import pytest
from django.urls import reverse

from miqyas_web.datasets import actions
from miqyas_web.datasets.models import Feed
from miqyas_web.datasets.rules.weights import parsed_totals, written_totals
from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.actions import create_indicator
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.surveys.models import Question
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node, Theory
from tests.web.datasets.test_extracts import describe, extract, receive, rows, said, step  # noqa: F401 - a fixture
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db

WATER = ("puits", "puits", "puits", "puits", "reseau", "reseau")
TOTALS = "eau: puits = 100\neau; reseau; 300"


@pytest.fixture
def survey(initiative, amina):
    survey = situations.published_survey(initiative, amina)
    for n, water in enumerate(WATER):
        receive(survey, n, f"Personne {n * 7919}", eau=water)
    return survey


def page_of(extract):  # noqa: F811 - the fixture
    return reverse("datasets:extract_show", args=[extract.survey.initiative_id, extract.pk])


def sent(**more):
    return {"k": "3", "then": "measure"} | more


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sex: f = 5210", (["sex"], ["f"], 5210)),
        ("sex;f;5 210", (["sex"], ["f"], 5210)),
        ("sex\tf\t٥٢١٠", (["sex"], ["f"], 5210)),
        ("sex × area: f × urban = 2900,5", (["sex", "area"], ["f", "urban"], 2900.5)),
        ("sex x area; f x urban; 1", (["sex", "area"], ["f", "urban"], 1)),
    ],
)
def test_a_total_is_read_as_people_write_it(line, expected):
    (found,) = parsed_totals(line)
    assert (found["columns"], found["values"], found["total"]) == expected
    assert parsed_totals(written_totals([found])) == [found]


@pytest.mark.parametrize(
    "line", ["sex", "sex: f", "sex: f = beaucoup", "sex × area: f = 3", "sex: f = 0", "a;b;c;1"]
)
def test_a_line_that_gives_no_total_is_shown(line):
    with pytest.raises(ValueError, match=".") as wrong:
        parsed_totals(f"sex: m = 3\n{line}")
    assert str(wrong.value) == line


def test_the_page_weighs_rows_and_tells_what_it_costs(client, amina, extract):  # noqa: F811
    client.force_login(amina)
    wrong = client.post(page_of(extract), sent(weight_totals="eau: puits"))
    assert wrong.status_code == 422
    assert "eau: puits" in str(wrong.context["form"].errors["weight_totals"])
    assert client.post(page_of(extract), sent(weight_totals=TOTALS, weight_is="weight")).status_code == 302
    page = client.get(page_of(extract))
    weights = page.context["report"]["weights"]
    assert (weights["population"], weights["least"], weights["greatest"]) == (400, 25, 150)
    kish = 6 * (4 * 25**2 + 2 * 150**2) / 400**2
    assert weights["deff"] == pytest.approx(kish)
    assert page.context["form"]["weight_totals"].value() == "eau: puits = 100\neau: reseau = 300"


def test_the_weight_is_frozen_with_its_role_and_said_of_the_version(client, amina, extract):  # noqa: F811
    weighting = {"totals": parsed_totals(TOTALS)}
    extract = describe(extract, amina, age={"role": "weight"})
    extract = actions.describe_extract(
        extract=extract, columns={}, k=3, suppresses=False, by=amina, weighting=weighting
    )
    version = actions.freeze_extract(extract=actions.measure_extract(extract=extract, by=amina), by=amina)
    assert rows(version).aggregate("eau, sum(_weight)").order("eau").fetchall() == [
        ("puits", 100),
        ("reseau", 300),
    ]
    roles = dict(version.columns.values_list("name", "role"))
    assert (roles["_weight"], roles["age"]) == ("weight", "")
    assert version.reading["extract"]["weights"]["said"] == weighting
    client.force_login(amina)
    page = reverse("datasets:version_show", args=[extract.survey.initiative_id, version.dataset_id, 1])
    assert "post-stratification" in client.get(page).content.decode()


def test_a_total_that_tells_nothing_of_a_row_is_refused_before_freezing(amina, extract):  # noqa: F811
    weighting = {"totals": parsed_totals("eau: puits = 100")}
    extract = actions.describe_extract(
        extract=extract, columns={}, k=3, suppresses=False, by=amina, weighting=weighting
    )
    with pytest.raises(Unfit) as refusal:
        actions.measure_extract(extract=extract, by=amina)
    assert "reseau" in refusal.value.sentence
    extract.refresh_from_db()
    assert extract.report == {}


@pytest.mark.parametrize("column", ["chef", "eau", "nowhere"])
def test_weights_are_made_of_what_stands_in_the_extract(amina, extract, column):  # noqa: F811
    columns = said(eau={"step": step("drop", "eau")})
    weighting = {"totals": [{"columns": [column], "values": ["x"], "total": 1.0}]}
    with pytest.raises(Unfit):
        actions.describe_extract(
            extract=extract, columns=columns, k=3, suppresses=False, by=amina, weighting=weighting
        )


def test_an_indicator_fed_from_it_is_weighted(client, initiative, amina, survey, extract):  # noqa: F811
    node = Node.objects.create(
        theory=Theory.objects.create(initiative=initiative), level=NodeLevel.OUTCOME, title="Âge", key="a"
    )
    sheet = {
        "node": node, "name": "Âge moyen", "definition": "Âge moyen.", "unit": "years",
        "direction": Direction.INCREASE, "aggregation": Aggregation.MEAN,
    }  # fmt: skip
    indicator = create_indicator(initiative=initiative, sheet=sheet, by=amina)
    Question.objects.filter(version__survey=survey, name="age").update(indicator=indicator)
    weighting = {"totals": parsed_totals(TOTALS)}
    extract = actions.describe_extract(
        extract=extract, columns={}, k=3, suppresses=False, by=amina, weighting=weighting
    )
    actions.freeze_extract(extract=actions.measure_extract(extract=extract, by=amina), by=amina)
    client.force_login(amina)
    question = Question.objects.get(version__survey=survey, name="age")
    client.post(reverse("datasets:feed_create", args=[initiative.pk]), {"question": question.pk})
    feed = Feed.objects.get()
    assert feed.parameters["weight"] == "_weight"
    measure = feed.feedings.get().measurement
    ages = [20 + n for n in range(6)]
    weights = [25, 25, 25, 25, 150, 150]
    mean = sum(age * weight for age, weight in zip(ages, weights, strict=True)) / 400
    # Taylor linearisation of the ratio mean, each row a primary unit.
    scores = [weight * (age - mean) / 400 for age, weight in zip(ages, weights, strict=True)]
    error = (6 / 5 * sum(score**2 for score in scores)) ** 0.5
    assert float(measure.value) == pytest.approx(mean)
    assert float(measure.high - measure.value) == pytest.approx(float(measure.value - measure.low), rel=1e-6)
    assert 1.9 < float(measure.high - measure.value) / error < 2.7
