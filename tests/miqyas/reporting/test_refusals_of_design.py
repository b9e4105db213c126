"""Every refusal of a plan, of facts or of an archive speaks three languages with the same facts."""

import re

import pytest

from miqyas import errors
from miqyas.reporting.refusals import SENTENCES

OURS = [
    "EmptyQuestion", "UnknownDesign", "RoleMissing", "RoleTwice", "InvalidField", "UnknownField",
    "ContradictoryFacts", *[error.__name__ for error in errors.NotReproduced.__subclasses__()],
]  # fmt: skip


@pytest.mark.parametrize("name", OURS)
def test_refusal_has_the_same_facts_in_three_languages(name):
    facts = re.findall(r"{(\w+)}", getattr(errors, name).template)
    for language in ("fr", "ar"):
        assert sorted(re.findall(r"{(\w+)}", SENTENCES[language][name])) == sorted(facts)
