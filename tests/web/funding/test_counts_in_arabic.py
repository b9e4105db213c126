"""Counts joined to a noun take the form that Arabic gives each: one, two, three to ten, eleven to ninety-nine, a hundred."""

import pytest
from django.utils import translation

from miqyas_web.funding.queries.letters import _appeal
from miqyas_web.funding.rules.applications import at_most_words

WORDS = {1: "كلمة واحدة", 2: "كلمتان", 5: "5 كلمات", 11: "11 كلمة", 100: "100 كلمة"}
DAYS = {1: "يوم واحد", 2: "يومين", 7: "7 أيام", 30: "30 يوما", 100: "100 يوم "}


@pytest.mark.parametrize("n", WORDS)
def test_words_an_answer_may_hold(n):
    with translation.override("ar"):
        assert WORDS[n] in at_most_words(n)


@pytest.mark.parametrize("n", DAYS)
def test_days_in_which_to_appeal(n):
    with translation.override("ar"):
        assert DAYS[n] in _appeal(n)


def test_one_word_in_french_and_nothing_said_without_a_limit():
    with translation.override("fr"):
        assert at_most_words(1) == "Au plus 1 mot."
    assert at_most_words(None) == ""
