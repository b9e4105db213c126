import re

import pytest

from miqyas.errors import files
from miqyas.errors.files import UnreadableFile
from miqyas.reporting.refusals import SENTENCES, refusal_sentence
from miqyas.reporting.refusals import files as sentences

# The three classes of `data.relation`, whose sentences stand with those of the sample.
ELSEWHERE = {"TableNotFound", "UnknownTableFormat", "UnparsedTable"}
CLASSES = [
    found
    for found in vars(files).values()
    if isinstance(found, type) and issubclass(found, UnreadableFile) and found is not UnreadableFile
]
OURS = [found for found in CLASSES if found.__name__ not in ELSEWHERE]


def placeholders(sentence):
    return set(re.findall(r"{(\w+)}", sentence))


def test_every_sentence_belongs_to_a_class():
    names = {found.__name__ for found in OURS}
    assert (set(sentences.FRENCH), set(sentences.ARABIC)) == (names, names)


@pytest.mark.parametrize("refusal", CLASSES, ids=lambda refusal: refusal.__name__)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_refusal_tells_the_same_facts_in_each_language(refusal, language):
    assert placeholders(SENTENCES[language][refusal.__name__]) == placeholders(refusal.template) != set()


@pytest.mark.parametrize("refusal", OURS, ids=lambda refusal: refusal.__name__)
def test_a_refusal_is_written_in_the_letters_of_its_language(refusal):
    error = refusal(**dict.fromkeys(placeholders(refusal.template), "7"))
    arabic, french = refusal_sentence(error, "ar"), refusal_sentence(error, "fr")
    assert len(re.findall("[\u0621-\u064a]", arabic)) > len(arabic) / 3
    assert not re.search("[\u0600-\u06ff]", french)
    assert arabic.endswith(".")
    assert french.endswith(".")


def test_a_ragged_line_in_french():
    assert refusal_sentence(files.RaggedLine(line=12, expected=5, found=6), "fr").startswith(
        "La ligne 12 a 6 champs ; la première ligne en a 5."
    )
