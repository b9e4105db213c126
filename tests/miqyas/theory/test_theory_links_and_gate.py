"""The quality of one link, and the quality a call asks for."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.miqyas.theory.theories import changed, renamed, sound, theories, with_links, with_nodes

from miqyas.errors import GateOfAnotherVersion, GateOutOfReach, UnknownRule
from miqyas.theory.gate import Gate, meets
from miqyas.theory.graph import LEVELS, Link, Node
from miqyas.theory.links import LINK_RULES, link_qualities
from miqyas.theory.quality import quality
from miqyas.theory.rules import RULES_VERSION

FULL = {"assumption": "le marché existe", "confidence": "low", "evidence": "enquête", "rival": "les prix"}


def broken(theory, link):
    return link_qualities(theory)[link].broken


def test_a_link_that_says_all_keeps_every_point():
    theory = changed(sound(), "l2", **FULL)
    found = link_qualities(theory)["l2"]
    assert (found.broken, found.score, found.maximum, found.share) == ((), 34, 34, 1)


@pytest.mark.parametrize(
    ("theory", "rule"),
    [
        (with_links(sound(), Link("l9", "train", "price", **FULL)), "leap"),
        (
            with_nodes(sound(), Node("s", "output", "Stand"), links=(Link("l9", "price", "s", **FULL),)),
            "backwards",
        ),
        (
            changed(
                changed(changed(sound(), "l3", key="l9", **FULL), "price", term="long"),
                "control",
                term="short",
            ),
            "early_effect",
        ),
        (with_links(sound(), Link("l9", "control", "price", **FULL)), "cycle"),
        (changed(sound(), "l2", key="l9", **FULL | {"assumption": ""}), "link_without_assumption"),
        (changed(sound(), "l2", key="l9", **FULL | {"assumption": "tbd"}), "hollow_assumption"),
        (changed(sound(), "l2", key="l9", **FULL | {"confidence": "unknown"}), "confidence_not_said"),
        (changed(sound(), "l2", key="l9", **FULL | {"evidence": ""}), "no_evidence"),
        (changed(sound(), "l2", key="l9", **FULL | {"rival": " "}), "no_rival"),
    ],
)
def test_each_rule_on_a_link_is_told_with_its_points(theory, rule):
    assert broken(theory, "l9") == (rule,)
    found = link_qualities(theory)["l9"]
    assert found.score < found.maximum


def test_high_confidence_without_evidence_costs_both_rules():
    theory = changed(sound(), "l2", **FULL | {"confidence": "high", "evidence": ""})
    assert broken(theory, "l2") == ("confidence_without_evidence", "no_evidence")
    assert set(broken(theory, "l2")) <= set(LINK_RULES)


@given(theories(), st.sampled_from(LEVELS), st.sampled_from(["Foire", "The fair is held", "معرض", ""]))
@settings(max_examples=150, deadline=None)
def test_an_unrelated_node_never_raises_the_quality_of_a_link(theory, level, title):
    more = with_nodes(theory, Node("unrelated", level, title))
    before, after = link_qualities(theory), link_qualities(more)
    assert before.keys() == after.keys()
    for key, found in before.items():
        assert after[key].score <= found.score


@given(theories(distinct=True))
@settings(max_examples=100, deadline=None)
def test_order_and_names_change_no_link(theory):
    ours, theirs = link_qualities(theory), link_qualities(renamed(theory, "k-"))
    assert {f"k-{key[::-1]}": found.broken for key, found in ours.items()} == {
        key: found.broken for key, found in theirs.items()
    }


def test_gate_is_passed_by_points_and_by_rules_that_must_hold():
    weak = changed(sound(), "l1", assumption="")
    assert quality(weak).score == 98
    assert meets(quality(weak), Gate(98)).passed
    verdict = meets(quality(weak), Gate(90, must_hold=("link_without_assumption", "cycle")))
    assert (verdict.passed, verdict.broken, verdict.share) == (False, ("link_without_assumption",), 0.98)
    assert not meets(quality(weak), Gate(98.1)).passed
    assert meets(quality(sound()), Gate(100, must_hold=("cycle",))).passed


def test_gate_that_cannot_be_held_is_refused():
    with pytest.raises(GateOutOfReach):
        Gate(101)
    with pytest.raises(GateOutOfReach):
        Gate(-1)
    with pytest.raises(UnknownRule, match="beauty"):
        Gate(60, must_hold=("beauty",))
    with pytest.raises(GateOfAnotherVersion) as refusal:
        meets(quality(sound()), Gate(60, rules_version="1.0"))
    assert refusal.value.facts == {"gate": "1.0", "found": RULES_VERSION}


@given(theories())
@settings(max_examples=60, deadline=None)
def test_a_higher_gate_is_never_easier(theory):
    found = quality(theory)
    passed = [meets(found, Gate(minimum)).passed for minimum in (0, 25, 50, 75, 100)]
    assert passed == sorted(passed, reverse=True)
    assert passed[0]
    assert replace(found, score=100.0).share == 1
