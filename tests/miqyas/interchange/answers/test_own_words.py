"""The technical columns are told in the language of the form."""

import pytest

from miqyas.interchange.answers.building import MAIN, REPEAT
from miqyas.interchange.answers.layout import AnswerColumn
from miqyas.interchange.answers.own_words import WORDS, own_words
from miqyas.interchange.answers.reasons import WHY_EMPTY


def test_every_column_of_ours_has_words_in_three_languages():
    assert set(WORDS) == {name for name, _ in (*MAIN, *REPEAT)} | {WHY_EMPTY}
    assert all(set(words) == {"fr", "ar", "en"} for words in WORDS.values())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("Français (fr)", "Rang dans la répétition"),
        ("العربية (ar)", "الرتبة في التكرار"),
        ("", "Place in the repeat"),
        ("Deutsch (de)", "Place in the repeat"),
    ],
)
def test_the_label_follows_the_language(language, expected):
    assert AnswerColumn("_position", "integer").label(language) == expected
    assert own_words("nowhere", language) == ""
