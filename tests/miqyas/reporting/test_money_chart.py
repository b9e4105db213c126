"""Promised, paid and spent by category: what the bars show, what is said to whom cannot see them, in three languages."""

import pytest

from miqyas.reporting.charts.money import WORDS, Amounts, money_chart
from miqyas.reporting.pictures import to_svg
from miqyas.types import LANGUAGES

ROWS = [Amounts("Water", 300_000, 120_000, 90_000), Amounts("School", 0, 0, 0)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_category_has_its_three_amounts_from_zero(language):
    spec = money_chart("Money", ROWS, language)
    assert [row["amount"] for row in spec["data"]["values"]] == [300_000, 120_000, 90_000, 0, 0, 0]
    assert spec["encoding"]["x"]["scale"]["zero"] is True
    assert to_svg(spec, language=language).count("<svg") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_the_amounts_in_words(language):
    told = money_chart("Money", ROWS[:1], language)["description"]
    assert "Water" in told
    assert WORDS[language]["said"].partition("{")[0] in told


def test_amounts_grow_from_the_side_the_reader_starts():
    scales = [
        money_chart("x", ROWS, language)["encoding"]["x"]["scale"]["reverse"] for language in ("fr", "ar")
    ]
    assert scales == [False, True]


def test_categories_stay_in_the_order_given():
    assert money_chart("x", ROWS, "en")["encoding"]["y"]["sort"] == ["Water", "School"]
