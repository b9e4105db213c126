from decimal import Decimal

import pytest

from miqyas_web.initiatives.forms import InitiativeForm
from miqyas_web.initiatives.goals import GOALS
from miqyas_web.initiatives.rules import writable

pytestmark = pytest.mark.django_db


def filled(**changes):
    return InitiativeForm({"title": "Dar Taliba", "state": "planned"} | changes)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 800 000", Decimal(1800000)),
        ("1\u202f250,50", Decimal("1250.50")),
        ("١٢٥٠", Decimal(1250)),
        ("", None),
    ],
)
def test_budget_is_read_as_people_write_it(souss, written, read):
    form = filled(budget_mad=written)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["budget_mad"] == read


@pytest.mark.parametrize("written", ["-5", "beaucoup", "1.234,5", "nan", "1e400"])
def test_budget_that_is_none_is_refused(souss, written):
    form = filled(budget_mad=written)
    assert not form.is_valid()
    assert list(form.errors) == ["budget_mad"]


def test_end_before_start_is_said_beside_the_end(souss):
    form = filled(start_date="2026-02-01", end_date="2026-01-01")
    assert not form.is_valid()
    assert list(form.errors) == ["end_date"]


def test_goals_are_kept_as_numbers_in_order(souss):
    form = filled(sdg_goals=["5", "1"])
    assert form.is_valid(), form.errors
    assert form.description()["sdg_goals"] == [1, 5]


def test_an_eighteenth_goal_is_refused(souss):
    assert list(filled(sdg_goals=["18"]).errors) == ["sdg_goals"]


def test_characters_that_no_document_holds_are_left_out(souss):
    form = filled(problem="un\x07 deux\r\ntrois")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["problem"] == "un deux\ntrois"
    assert writable("\x00\ud800\ufffea") == "a"


def test_there_are_seventeen_goals_named_in_three_languages():
    assert list(GOALS) == list(range(1, 18))
    assert all(set(goal.names) == {"fr", "ar", "en"} and all(goal.names.values()) for goal in GOALS.values())
