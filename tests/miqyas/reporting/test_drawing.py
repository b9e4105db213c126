import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.miqyas.theory.theories import changed, sound, theories

from miqyas.reporting.drawing import theory_svg
from miqyas.theory.exchange import read_theory
from miqyas.theory.graph import Link, Node, Theory

EXAMPLES = Path(__file__).parents[3] / "content/examples/theories"
SVG = "{http://www.w3.org/2000/svg}"
STRENGTHS = {"l1": "supported", "l2": "uncertain", "l3": "contradicted", "l4": "none"}
ALLOWED_TAGS = {"svg", "g", "a", "title", "desc", "rect", "path", "circle", "text", "tspan"}


def parsed(theory, **options):
    return ET.fromstring(theory_svg(theory, **options))


def classes(root):
    return {word for element in root.iter() for word in (element.get("class") or "").split()}


def texts(root, kind):
    return ["".join(e.itertext()) for e in root.iter(f"{SVG}text") if kind in (e.get("class") or "")]


@given(theories(most_nodes=12), st.sampled_from(["fr", "ar", "en"]), st.booleans(), st.booleans(), st.data())
@settings(max_examples=80, deadline=None)
def test_any_theory_is_well_formed_and_holds_nothing_a_strict_policy_blocks(
    theory, language, vertical, small, data
):
    strengths = {
        link.key: data.draw(st.sampled_from(["supported", "uncertain", "contradicted", "none"]))
        for link in theory.links
    }
    root = parsed(
        theory,
        language=language,
        strengths=strengths,
        vertical=vertical,
        small=small,
        node_href=lambda key: f"/n/{key}?a=1&b=2",
    )
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED_TAGS
    for element in root.iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
    hrefs = [e.get("href") for e in root.iter(f"{SVG}a")]
    assert sorted(hrefs) == sorted(f"/n/{node.key}?a=1&b=2" for node in theory.nodes)


def test_hostile_titles_are_text_and_nothing_else():
    hostile = '</text></svg><script>alert(\'1\')</script>&amp;"<a href="javascript:x">'
    theory = changed(changed(sound(), "price", title=hostile), "l1", assumption=hostile)
    svg = theory_svg(theory, language="fr", node_href=lambda key: f'/"><script>{key}')
    root = ET.fromstring(svg)
    assert "<script" not in svg
    assert [e for e in root.iter(f"{SVG}a") if "javascript" in e.get("href")] == []
    shown = next(text for text in texts(root, "toc-node__title") if "script" in text)
    assert shown.replace(" ", "") == hostile.replace(" ", "")


def test_marks_of_direction_in_a_title_stay_out_of_the_drawing():
    svg = theory_svg(changed(sound(), "price", title="\u202eelatot\u202c vente"), language="fr")
    assert "\u202e" not in svg
    assert "\u2068elatot vente\u2069" in svg


@pytest.mark.parametrize(
    ("language", "heading", "words"),
    [
        ("fr", "Réalisations", "Liens\u00a0: 4\u00a0; étayé par des preuves\u00a0: 1"),
        ("ar", "المخرجات", "الروابط: 4؛ تدعمه الأدلة: 1"),
        ("en", "Outputs", "Links: 4; supported by evidence: 1"),
    ],
)
def test_drawing_speaks_its_language(language, heading, words):
    root = parsed(sound(language), language=language, strengths=STRENGTHS)
    assert heading in texts(root, "toc-heading")
    assert root.get("role") == "img"
    title, desc = root.get("aria-labelledby").split()
    assert root.find(f"{SVG}title").get("id") == title
    assert root.find(f"{SVG}desc").get("id") == desc
    assert words in root.find(f"{SVG}desc").text


def test_each_strength_has_its_line_its_mark_and_its_word():
    root = parsed(sound(), language="fr", strengths=STRENGTHS)
    lines = {}
    for group in root.iter(f"{SVG}g"):
        kind = re.search(r"toc-link--(\w+)", group.get("class") or "")
        if kind:
            line = next(e for e in group if "toc-link__line" in (e.get("class") or ""))
            lines[kind[1]] = (line.get("stroke"), line.get("stroke-dasharray"))
            assert any(f"toc-mark--{kind[1]}" in (e.get("class") or "") for e in group)
    assert set(lines) == {"supported", "uncertain", "contradicted", "none"}
    assert len({colour for colour, _ in lines.values()}) == 4
    assert len({dashes for _, dashes in lines.values()}) == 4
    legend = next(e for e in root.iter(f"{SVG}g") if e.get("class") == "toc-legend")
    assert "contredit par des preuves" in "".join(legend.itertext())


def test_links_without_evidence_asked_for_are_plain_and_need_no_legend():
    bare = replace(sound(), measured=frozenset())
    found = classes(parsed(bare, language="en"))
    assert "toc-link--plain" in found
    assert not found & {"toc-legend", "toc-mark"}


def test_arabic_starts_at_the_right_and_french_titles_keep_their_direction():
    theory = changed(sound("ar"), "trained", title="Tisserandes formées")
    root = parsed(theory, language="ar")
    directions = {
        "".join(e.itertext()): e.get("direction")
        for e in root.iter(f"{SVG}text")
        if e.get("class") == "toc-node__title"
    }
    latin = next(d for text, d in directions.items() if text.startswith("Tisserandes"))
    assert latin is None
    assert {d for text, d in directions.items() if not text.startswith("Tisserandes")} == {"rtl"}
    boxes = [float(e.get("x")) for e in root.iter(f"{SVG}rect") if e.get("class") == "toc-node__box"]
    assert boxes == sorted(boxes, reverse=True)  # reading order: activities, at the right, come first


def test_nodes_are_links_when_they_have_an_address():
    root = parsed(sound(), language="fr", node_href=lambda key: f"#{key}", here="price")
    anchors = {a.get("href"): a for a in root.iter(f"{SVG}a")}
    assert list(anchors) == ["#train", "#trained", "#price", "#control", "#better"]
    assert root.get("role") == "group"
    assert anchors["#price"].get("aria-current") == "true"
    assert "a un indicateur" in anchors["#price"].get("aria-label")
    assert "effet négatif" in anchors["#control"].get("aria-label")


def test_links_are_links_when_they_have_an_address():
    root = parsed(sound(), language="en", link_href=lambda key: f"#{key}")
    labels = {a.get("href"): a.get("aria-label") for a in root.iter(f"{SVG}a")}
    assert set(labels) == {"#l1", "#l2", "#l3", "#l4"}
    assert "leads to" in labels["#l1"]


def test_thumbnail_has_no_text_and_says_where_one_is():
    root = parsed(sound(), language="en", small=True, here="price")
    assert list(root.iter(f"{SVG}text")) == []
    assert root.find(f"{SVG}desc").text.startswith("You are here: ")
    here = [e for e in root.iter(f"{SVG}g") if "toc-node--here" in (e.get("class") or "")]
    assert len(here) == 1
    assert float(root.get("width")) < 320


def test_two_drawings_of_one_theory_have_different_names():
    page, small = parsed(sound(), language="fr"), parsed(sound(), language="fr", small=True)
    assert page.get("aria-labelledby") != small.get("aria-labelledby")


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("vertical", [False, True])
def test_empty_theory_invites(language, vertical):
    root = parsed(Theory((), ()), language=language, vertical=vertical)
    assert len(texts(root, "toc-empty")) == 1
    assert len(texts(root, "toc-heading")) == 4


def test_same_theory_same_drawing_whatever_the_order():
    theory = sound()
    turned = replace(theory, nodes=theory.nodes[::-1], links=theory.links[::-1])
    assert theory_svg(theory, language="fr") == theory_svg(turned, language="fr")


@pytest.mark.parametrize("name", ["argan-cooperative", "rural-school-dropout", "village-microcredit"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_examples_are_drawn_on_a_phone_within_its_width(name, language):
    theory = read_theory(EXAMPLES / f"{name}.json", language=language)
    root = parsed(theory, language=language, vertical=True)
    assert float(root.get("width")) <= 390


def test_a_link_back_inside_a_level_is_drawn():
    nodes = (Node("a", "outcome", "Un"), Node("b", "outcome", "Deux"))
    theory = Theory(nodes, (Link("x", "a", "b"), Link("y", "b", "a")))
    assert len([e for e in parsed(theory, language="fr").iter() if e.get("class") == "toc-link__line"]) == 2
