"""The ladders of a practice: what they show, what they say to whom cannot see them, in three languages."""

import pytest

from miqyas.reporting.charts.practice import N_LEVELS, WORDS, Rung, practice_chart
from miqyas.reporting.documents.printing import for_print
from miqyas.reporting.pictures import to_svg
from miqyas.types import LANGUAGES

RUNGS = [Rung("Describe", 3, 2), Rung("Collect", None), Rung("Use", 5)]


def cells(spec):
    return spec["layer"][0]["data"]["values"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_dimension_has_five_cells_filled_up_to_its_level(language):
    spec = practice_chart("Profile", RUNGS, language)
    reached = [cell["is_reached"] for cell in cells(spec)]
    assert len(reached) == N_LEVELS * len(RUNGS)
    assert [sum(reached[at : at + N_LEVELS]) for at in (0, 5, 10)] == [3, 0, 5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_levels_the_time_before_and_what_is_not_concerned(language):
    told = practice_chart("Profile", RUNGS, language)["description"]
    words = WORDS[language]
    assert words["level"].format(name="Describe", level=3) in told
    assert words["before"].format(before=2) in told
    assert words["none"].format(name="Collect") in told
    assert to_svg(practice_chart("Profile", RUNGS, language), language=language).count("<svg") == 1


def test_levels_read_from_the_side_the_reader_starts():
    assert practice_chart("صورة", RUNGS, "ar")["encoding"]["x"]["sort"] == [5, 4, 3, 2, 1]
    assert practice_chart("Profil", RUNGS, "fr")["encoding"]["x"]["sort"] == [1, 2, 3, 4, 5]


def test_without_a_time_before_there_is_no_diamond():
    assert len(practice_chart("Profil", [Rung("Décrire", 3)], "fr")["layer"]) == 2
    assert len(practice_chart("Profil", RUNGS, "fr")["layer"]) == 3


def test_a_long_name_goes_on_below():
    spec = practice_chart("Profil", [Rung("Éthique et données personnelles", 3)], "fr")
    assert cells(spec)[0]["name"] == "Éthique et données|personnelles"


def test_vowel_marks_are_left_out_for_print_and_nothing_else():
    assert for_print("<text>بُعد — été</text>") == "<text>بعد — été</text>"
