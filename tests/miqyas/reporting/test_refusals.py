"""Every refusal speaks French, Arabic and English, with the same facts."""

import string

import pytest
from tests.miqyas.trials import village_trial

from miqyas.errors import MiqyasError, MissingColumn, RoleMissing, RoleTwice, TooManyColumns
from miqyas.reporting.notes import SENTENCES as NOTES
from miqyas.reporting.notes import estimate_notes, note_sentence
from miqyas.reporting.refusals import SENTENCES, refusal_sentence
from miqyas.results.estimate import Note
from miqyas.types import LANGUAGES


def tree(root=MiqyasError):
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


OURS = sorted(
    {kind for kind in tree() if kind.__module__.split(".")[:2] == ["miqyas", "errors"]},
    key=lambda kind: kind.__name__,
)
ARABIC_LETTERS = {chr(code) for code in range(0x0620, 0x064B)}


def facts_of(sentence):
    return sorted({name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None})


def test_the_tree_is_found():
    assert MissingColumn in OURS
    assert len(OURS) == len({kind.__name__ for kind in OURS})


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_refusal_speaks_each_language_with_the_same_facts(kind):
    for language in ("fr", "ar"):
        sentence = SENTENCES[language].get(kind.__name__)
        assert sentence, f"{kind.__name__} has no sentence in {language}: see miqyas/reporting/refusals"
        assert facts_of(sentence) == facts_of(kind.template)
        assert sentence.rstrip("»").endswith((".", "!", "؟")), sentence
    assert ARABIC_LETTERS & set(SENTENCES["ar"][kind.__name__])


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_sentence_is_kept_for_a_class_that_is_gone(language):
    assert set(SENTENCES[language]) - {kind.__name__ for kind in OURS} == set()


def test_arabic_isolates_latin_facts():
    sentence = refusal_sentence(MissingColumn(column="village", nearest="pair"), "ar")
    assert "\u2068village\u2069" in sentence


def test_class_without_translation_keeps_its_english():
    class Foreign(MiqyasError):
        template = "The {thing} is foreign."

    assert refusal_sentence(Foreign(thing="stone"), "ar") == "The stone is foreign."


@pytest.mark.parametrize("name", NOTES)
def test_notes_speak_each_language(name):
    assert set(NOTES[name]) == set(LANGUAGES)
    for language in LANGUAGES:
        assert "12" in note_sentence(Note(name, 12), language)


def test_every_note_of_an_estimate_has_a_sentence():
    from miqyas.estimators.itt import itt

    trial = village_trial(3, pairs=True).drop(index=[1, 2, 3, 4, 5]).assign(copy=1)
    trial.loc[trial["village"] == 39, "pair"] = 99
    found = itt(
        trial, outcome="income", treatment="assigned", strata="pair", cluster="village", covariates=["copy"]
    )
    assert [note.name for note in found.notes] == ["single_unit_clusters", "one_arm_strata", "small_strata"]
    assert len(estimate_notes(found, "fr")) == 4


@pytest.mark.parametrize(
    ("error", "language", "said"),
    [
        (RoleMissing(design="cluster_randomised", role="cluster"), "fr", "« Essai randomisé par grappes »"),
        (RoleMissing(design="cluster_randomised", role="cluster"), "fr", "le rôle « grappe »"),
        (RoleMissing(design="cluster_randomised", role="cluster"), "ar", "العنقود"),
        (RoleTwice(column="cluster", first="outcome", second="treatment"), "fr", "« cluster »"),
        (
            RoleTwice(column="D", first="outcome", second="treatment"),
            "fr",
            "variable de résultat et traitement",
        ),
        (TooManyColumns(file="a.csv", found=200_000, maximum=5_000), "fr", "200\u202f000 colonnes"),
        (TooManyColumns(file="a.csv", found=200_000, maximum=5_000), "fr", "limite est de 5000"),
    ],
)
def test_our_words_and_long_figures_are_said_as_the_reader_says_them(error, language, said):
    assert said in refusal_sentence(error, language)
