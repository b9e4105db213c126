import string

import pytest

from miqyas.errors import InvalidIndicator, InvalidTheory, LinkToUnknownNode
from miqyas.reporting.refusals import SENTENCES, refusal_sentence


def family(base):
    return [base, *(each for child in base.__subclasses__() for each in family(child))]


def facts(sentence):
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


@pytest.mark.parametrize("error", family(InvalidTheory) + family(InvalidIndicator), ids=lambda e: e.__name__)
def test_refusal_is_told_with_the_same_facts_in_three_languages(error):
    for language in ("fr", "ar"):
        assert facts(SENTENCES[language][error.__name__]) == facts(error.template)


def test_refusal_quotes_what_was_found():
    error = LinkToUnknownNode(link="l1", node="z")
    assert "« z », qui n'est pas un élément" in refusal_sentence(error, "fr")
    assert "«\u2068z\u2069»" in refusal_sentence(error, "ar")
