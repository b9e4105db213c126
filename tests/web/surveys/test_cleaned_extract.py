"""A frozen extract holds the answers after the steps of cleaning; without steps, as they came."""

import duckdb
import pytest

from miqyas_web.datasets import actions
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.surveys.actions.cleaning import StepSaid, add_step
from miqyas_web.surveys.actions.receiving import receive
from miqyas_web.surveys.enums import StepKind
from tests import web_cast
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(tifawin, amina):
    survey = situations.published_survey(web_cast.initiative(tifawin, amina), amina)
    for number, age in enumerate(("104", "34", "51"), 1):
        xml = situations.answer_xml(instance_id=f"uuid:{number}", age=age)
        receive(survey=survey, xml=xml, origin="phone")
    return survey


def ages(survey, by, title):
    said = actions.ExtractSaid(title=title, language="Français (fr)")
    extract = actions.create_extract(survey=survey, said=said, by=by)
    version = actions.freeze_extract(extract=actions.measure_extract(extract=extract, by=by), by=by)
    found = duckdb.sql(
        f"SELECT age, typeof(age) FROM read_parquet('{frozen_path(version)}') ORDER BY 1"
    ).fetchall()
    return [age for age, _ in found], {kind for _, kind in found}, version


def test_steps_reach_the_extract_and_keep_its_types(survey, amina):
    before, types, _ = ages(survey, amina, "Avant")
    assert before == [34, 51, 104]
    replace = StepSaid(StepKind.REPLACE, "Faute", "", "age", {"keys": ["uuid:1"]}, {"value": "40"})
    add_step(survey=survey, said=replace, by=amina)
    add_step(
        survey=survey, said=StepSaid(StepKind.EXCLUDE, "Formation", selection={"keys": ["uuid:3"]}), by=amina
    )
    after, types_after, version = ages(survey, amina, "Après")
    assert (after, types_after) == ([34, 40], types)
    assert version.reading["extract"]["n_cleaning_steps"] == 2
