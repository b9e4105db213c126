import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from tests.miqyas.theory.theories import changed, sound, theories, with_links, with_nodes, without

from miqyas.errors import (
    DuplicateLink,
    DuplicateLinkKey,
    DuplicateNode,
    InvalidDesign,
    InvalidKey,
    LinkToItself,
    LinkToUnknownNode,
    MeasuredUnknownNode,
    TextNotInLanguage,
    TheoryFieldMissing,
    TheoryFileMissing,
    TheoryNotJson,
    TheoryNotList,
    TheoryNotObject,
    TheoryNotText,
    TheoryTooLarge,
    TheoryUnknownField,
    UnknownConfidence,
    UnknownEffect,
    UnknownLevel,
    UnwritableText,
)
from miqyas.theory.exchange import from_dict, read_theory
from miqyas.theory.graph import Link, Node, Theory
from miqyas.theory.versions import Change, compare

A, B = Node("a", "activity", "A"), Node("b", "output", "B")


@pytest.mark.parametrize(
    ("nodes", "links", "measured", "error", "facts"),
    [
        ((A, A), (), (), DuplicateNode, {"key": "a"}),
        ((A, B), (Link("l", "a", "b"), Link("l", "b", "a")), (), DuplicateLinkKey, {"key": "l"}),
        (
            (A, B),
            (Link("l", "a", "b"), Link("m", "a", "b")),
            (),
            DuplicateLink,
            {"first": "l", "second": "m", "source": "a", "target": "b"},
        ),
        ((A,), (Link("l", "a", "z"),), (), LinkToUnknownNode, {"link": "l", "node": "z"}),
        ((A,), (Link("l", "a", "a"),), (), LinkToItself, {"link": "l", "node": "a"}),
        ((A,), (), ("z",), MeasuredUnknownNode, {"node": "z"}),
        ((Node("a b", "activity", ""),), (), (), InvalidKey, {"key": "a b"}),
        ((Node("", "activity", ""),), (), (), InvalidKey, {"key": ""}),
        ((Node("a", "activity", "x\x00"),), (), (), UnwritableText, {"where": "a.title"}),
        ((Node("a", "activity", "x\ud800"),), (), (), UnwritableText, {"where": "a.title"}),
    ],
)
def test_theory_that_is_no_graph_is_refused(nodes, links, measured, error, facts):
    with pytest.raises(error) as refusal:
        Theory(nodes, links, frozenset(measured))
    assert refusal.value.facts == facts
    assert isinstance(refusal.value, InvalidDesign)


def test_words_outside_the_lists_are_refused():
    with pytest.raises(UnknownLevel, match="activity, output, outcome, impact"):
        Theory((replace(A, level="goal"),), ())
    with pytest.raises(UnknownEffect, match="intended, unintended, negative"):
        Theory((replace(A, effect="good"),), ())
    with pytest.raises(UnknownConfidence, match="high, medium, low, unknown"):
        Theory((A, B), (Link("l", "a", "b", confidence="sure"),))


def test_five_hundred_nodes_are_accepted_and_one_more_refused():
    nodes = tuple(Node(f"n{i}", "output", "x") for i in range(501))
    assert len(Theory(nodes[:500], ()).nodes) == 500
    with pytest.raises(TheoryTooLarge) as refusal:
        Theory(nodes, ())
    assert refusal.value.facts["nodes"] == 501


def test_too_many_links_are_refused():
    nodes = tuple(Node(f"n{i}", "output", "x") for i in range(60))
    links = tuple(Link(f"l{i}-{j}", f"n{i}", f"n{j}") for i in range(60) for j in range(60) if i != j)
    with pytest.raises(TheoryTooLarge):
        Theory(nodes, links)


def test_a_cycle_is_a_draft_and_not_refused():
    theory = Theory((A, B), (Link("l", "a", "b"), Link("m", "b", "a")))
    assert [node.key for node in theory.predecessors("a")] == ["b"]


def test_theory_does_not_change():
    with pytest.raises(FrozenInstanceError):
        sound().nodes = ()


@given(theories())
@settings(max_examples=60, deadline=None)
def test_dict_and_back_is_the_same_theory(theory):
    again = from_dict(json.loads(theory.canonical()))
    assert again.to_dict() == theory.to_dict()
    assert again.sha256() == theory.sha256()
    assert compare(theory, again).is_empty


def test_fingerprint_tells_any_change_and_no_order():
    theory = sound()
    turned = replace(
        theory,
        nodes=theory.nodes[::-1],
        links=theory.links[::-1],
        stakeholders=theory.stakeholders[::-1],
    )
    assert turned.sha256() == theory.sha256()
    others = [
        changed(theory, "price", description="x"),
        changed(theory, "l1", confidence="low"),
        replace(theory, measured=frozenset({"price"})),
    ]
    assert len({theory.sha256(), *(other.sha256() for other in others)}) == 4


def test_compare_tells_each_change_by_key():
    before = sound()
    after = with_nodes(
        changed(changed(without(before, "control"), "price", title="Autre"), "l1", rival="pluie"),
        Node("new", "outcome", "Neuf"),
        links=(Link("l9", "trained", "new"),),
        measured=("better", "new"),
    )
    difference = compare(before, after)
    assert difference.nodes_added == ("new",)
    assert difference.nodes_removed == ("control",)
    assert difference.node_changes == (
        Change("price", "title", "Les tisserandes vendent plus cher", "Autre"),
    )
    assert difference.links_added == ("l9",)
    assert difference.links_removed == ("l3",)
    assert difference.link_changes == (Change("l1", "rival", "", "pluie"),)
    assert difference.measures_added == ("better",)
    assert difference.measures_removed == ()
    assert not difference.is_empty


@pytest.mark.parametrize(
    ("data", "error", "where"),
    [
        ([], TheoryNotObject, "theory"),
        ({"nodes": {}}, TheoryNotList, "nodes"),
        ({}, TheoryFieldMissing, "theory"),
        ({"nodes": [], "extra": 1}, TheoryUnknownField, "theory"),
        ({"nodes": ["a"]}, TheoryNotObject, "nodes[0]"),
        ({"nodes": [{"key": "a", "level": "output"}]}, TheoryFieldMissing, "nodes[0]"),
        ({"nodes": [{"key": 3, "level": "output", "title": "x"}]}, TheoryNotText, "nodes[0].key"),
        ({"nodes": [], "links": None}, TheoryNotList, "links"),
        ({"nodes": [], "links": [{"key": "a", "source": "b"}]}, TheoryFieldMissing, "links[0]"),
        ({"nodes": [], "measured": [None]}, TheoryNotText, "measured[0]"),
        (
            {"nodes": [{"key": "a", "level": "output", "title": {"fr": "x"}}]},
            TextNotInLanguage,
            "nodes[0].title",
        ),
    ],
)
def test_data_that_are_no_theory_are_refused_where_they_fail(data, error, where):
    with pytest.raises(error) as refusal:
        from_dict(data, language="ar")
    assert refusal.value.facts["where"] == where


def test_file_is_read_with_or_without_what_is_about_it(tmp_path):
    path = tmp_path / "theory.json"
    path.write_bytes(sound().canonical())
    bare = read_theory(path)
    path.write_text(json.dumps({"about": {"name": "x"}, "theory": sound().to_dict()}), encoding="utf-8-sig")
    assert read_theory(path).sha256() == bare.sha256() == sound().sha256()


def test_file_that_is_no_json_says_where_reading_stopped(tmp_path):
    path = tmp_path / "theory.json"
    path.write_text('{"nodes":\n  [}')
    with pytest.raises(TheoryNotJson) as refusal:
        read_theory(path)
    assert (refusal.value.facts["line"], refusal.value.facts["column"]) == (2, 4)
    path.write_bytes('{\n"é'.encode("latin-1"))
    with pytest.raises(TheoryNotJson) as refusal:
        read_theory(path)
    assert (refusal.value.facts["line"], refusal.value.facts["column"]) == (2, 2)
    path.write_text("[" * 100_000)
    with pytest.raises(TheoryNotJson):
        read_theory(path)
    with pytest.raises(TheoryFileMissing):
        read_theory(tmp_path / "absent.json")


def test_link_added_between_known_nodes_is_a_new_version():
    after = with_links(sound(), Link("l5", "control", "better"))
    assert compare(sound(), after).links_added == ("l5",)
