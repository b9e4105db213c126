"""Two versions drawn as one."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.miqyas.theory.theories import changed, sound, theories

from miqyas.reporting.drawing import difference_svg
from miqyas.theory.graph import Link, Node, Theory
from miqyas.theory.together import together

SVG = "{http://www.w3.org/2000/svg}"


def classes(svg):
    return [word for element in ET.fromstring(svg).iter() for word in (element.get("class") or "").split()]


def without(theory, key):
    links = tuple(link for link in theory.links if key not in (link.key, link.source, link.target))
    nodes = tuple(node for node in theory.nodes if node.key != key)
    return replace(theory, nodes=nodes, links=links, measured=theory.measured - {key})


def test_each_part_bears_its_fate():
    before = sound()
    kept = changed(before, before.nodes[0].key, title="Autre titre")
    gone = before.nodes[-1].key
    after = without(kept, gone)
    after = replace(after, nodes=(*after.nodes, Node("late", "impact", "Plus tard")))
    both = together(before, after)
    assert both.fates[before.nodes[0].key] == "changed"
    assert (both.fates["late"], both.fates[gone]) == ("added", "removed")
    cut = {link.key for link in before.links if gone in (link.source, link.target)}
    assert {key for key, fate in both.fates.items() if fate == "removed"} == cut | {gone}
    assert {node.key for node in both.theory.nodes} == {node.key for node in before.nodes} | {"late"}


def test_a_link_drawn_anew_between_the_same_two_is_one_that_changed():
    nodes = (Node("a", "activity", "A"), Node("b", "output", "B"))
    both = together(Theory(nodes, (Link("old", "a", "b"),)), Theory(nodes, (Link("new", "a", "b"),)))
    assert both.fates == {"new": "changed"}
    assert [link.key for link in both.theory.links] == ["new"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("ajouté", "retiré")), ("ar", ("أُضيف", "أُزيل")), ("en", ("added", "removed"))],
)
def test_fate_is_told_by_sign_and_by_word_in_each_language(language, words):
    one, other = Node("a", "activity", "A"), Node("b", "output", "B")
    svg = difference_svg(Theory((one,), ()), Theory((other,), ()), language=language)
    texts = ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]
    assert [texts.count(word) for word in words] == [2, 2]  # on the box, and in the legend
    assert {"toc-fate--added", "toc-fate--removed", "toc-node--added", "toc-node--removed"} <= set(
        classes(svg)
    )
    assert "toc-fate--changed" not in classes(svg)


@given(theories(most_nodes=10), theories(most_nodes=10), st.sampled_from(["fr", "ar"]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_two_theories_are_drawn_together(before, after, language, vertical):
    svg = difference_svg(before, after, language=language, vertical=vertical)
    both = together(before, after)
    drawn = sum(
        word.startswith("toc-node--") and word[10:] in {"added", "removed", "changed"}
        for word in classes(svg)
    )
    assert drawn == sum(node.key in both.fates for node in both.theory.nodes)


@given(theories(most_nodes=10))
@settings(max_examples=40, deadline=None)
def test_a_theory_and_itself_differ_in_nothing(theory):
    assert together(theory, theory).fates == {}
