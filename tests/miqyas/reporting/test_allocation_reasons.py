"""Each reason of an allocation is a sentence with the file's figures, in each language."""

from dataclasses import replace

import pytest
from tests.miqyas.allocation.files import COLUMNS, files, rules

from miqyas.allocation.portfolio import allocate
from miqyas.reporting.allocation_reasons import IN, OUT, reason_sentences
from miqyas.results.allocation import FileDecision
from miqyas.types import LANGUAGES

ONE = FileDecision("a", False, "below_line", 0.5, 60.0, -0.2, 48.0, 120.0, 0.0, 0.0, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("reason", "is_in"), [*((r, True) for r in IN), *((r, False) for r in OUT)])
def test_each_reason_is_said_with_its_figures(language, reason, is_in):
    one = replace(ONE, reason=reason, is_funded=is_in, share=1.0 if is_in else 0.0, rival="b7")
    (sentence,) = reason_sentences(one, language)
    assert sentence[-1] == "."
    assert ("120" if reason == "above_budget" else "48") in sentence
    assert ("b7" in sentence) == (reason in ("exclusive", "needs"))
    assert ("60" in sentence) == (reason not in ("needs", "above_budget"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_a_floor_and_the_weight_of_a_cap_are_said(language):
    helped, hindered = (reason_sentences(replace(ONE, help=far), language) for far in (0.125, -0.125))
    assert len(helped) == len(hindered) == 2
    assert helped[1] != hindered[1]
    assert all("125" in said[1] for said in (helped, hindered))


def test_a_line_no_value_reaches_is_a_dash():
    one = replace(ONE, line=float("inf"), reason="forbidden")
    assert "—" in reason_sentences(one, "en")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_of_a_call_has_its_sentences(language):
    table = files(80, seed=4)
    budget, limits = rules(table)
    found = allocate(table, **COLUMNS, budget=budget, limits=limits, exclusive="owner", forbid=["f000001"])
    said = [reason_sentences(one, language) for one in found.explanations]
    assert all(sentences and "{" not in "".join(sentences) for sentences in said)
    assert len({sentences[0][:12] for sentences in said}) >= 2
