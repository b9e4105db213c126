"""What a theory says beside its graph: terms, groups, goals, dimensions, risks."""

import json
from dataclasses import replace

import pytest
from tests.miqyas.theory.theories import changed, sound

from miqyas.errors import (
    DuplicateRisk,
    DuplicateStakeholder,
    RiskOnTwoParts,
    RiskOnUnknownPart,
    TermOutsideOutcome,
    TheoryNotText,
    TheoryUnknownField,
    TooManyParts,
    UnknownGroup,
    UnknownSdg,
    UnknownWord,
    UnwritableText,
)
from miqyas.theory.exchange import from_dict, group_key
from miqyas.theory.graph import Link, Node, Theory
from miqyas.theory.impact import Dimensions, Risk, Stakeholder
from miqyas.theory.layout import layout
from miqyas.theory.sdg import SDG_TITLES, goal_of, targets_of
from miqyas.theory.versions import Change, compare

A = Node("a", "outcome", "A")
GIRLS = Stakeholder("girls", "Girls", role="beneficiary")


def theory(*nodes, stakeholders=(), risks=(), links=()):
    return Theory(nodes, links, frozenset(), stakeholders, risks)


def full():
    """A theory that says something everywhere."""
    said = Dimensions(threshold="9 years", importance="high", scale="96", depth_without="half of it")
    node = replace(A, term="medium", groups=("girls",), sdg=("4", "4.1"), dimensions=said)
    return theory(
        node,
        Node("b", "output", "B"),
        links=(Link("l", "b", "a"),),
        stakeholders=(replace(GIRLS, size="96", description="12 to 15", involvement="Heard in March"),),
        risks=(
            Risk("r", "drop_off", "They leave", "a", "", "low", "high", "A bus", "The head", "2026-11-23"),
            Risk("s", "external", "Drought", link="l"),
        ),
    )


@pytest.mark.parametrize(
    ("make", "error", "facts"),
    [
        (lambda: theory(replace(A, term="soon")), UnknownWord, {"where": "a.term", "found": "soon"}),
        (lambda: theory(replace(A, level="output", term="short")), TermOutsideOutcome, {"node": "a"}),
        (lambda: theory(replace(A, groups=("x",))), UnknownGroup, {"node": "a", "group": "x"}),
        (lambda: theory(replace(A, sdg=("4.11",))), UnknownSdg, {"node": "a", "code": "4.11"}),
        (lambda: theory(A, stakeholders=(GIRLS, GIRLS)), DuplicateStakeholder, {"key": "girls"}),
        (
            lambda: theory(A, stakeholders=(replace(GIRLS, role="boss"),)),
            UnknownWord,
            {"where": "girls.role", "found": "boss"},
        ),
        (
            lambda: theory(replace(A, dimensions=Dimensions(importance="huge"))),
            UnknownWord,
            {"where": "a.dimensions.importance", "found": "huge"},
        ),
        (
            lambda: theory(replace(A, dimensions=Dimensions(scale="x\x00"))),
            UnwritableText,
            {"where": "a.dimensions.scale"},
        ),
        (lambda: theory(risks=(Risk("r", "luck", ""),)), UnknownWord, {"where": "r.kind", "found": "luck"}),
        (lambda: theory(risks=(Risk("r", "external", ""),) * 2), DuplicateRisk, {"key": "r"}),
        (
            lambda: theory(A, risks=(Risk("r", "external", "", node="z"),)),
            RiskOnUnknownPart,
            {"risk": "r", "part": "z"},
        ),
        (
            lambda: theory(A, risks=(Risk("r", "external", "", node="a", link="a"),)),
            RiskOnTwoParts,
            {"risk": "r"},
        ),
        (
            lambda: theory(risks=(Risk("r", "external", "", judged_on="soon"),)),
            UnknownWord,
            {"where": "r.judged_on", "found": "soon"},
        ),
        (
            lambda: theory(stakeholders=tuple(Stakeholder(f"s{i}", "x") for i in range(501))),
            TooManyParts,
            {"found": 501, "most": 500},
        ),
    ],
)
def test_what_no_list_holds_is_refused(make, error, facts):
    with pytest.raises(error) as refusal:
        make()
    assert {name: refusal.value.facts[name] for name in facts} == facts


def test_all_of_it_goes_to_json_and_back():
    again = from_dict(json.loads(full().canonical()))
    assert again.to_dict() == full().to_dict()
    assert again == full()
    assert compare(full(), again).is_empty


def test_texts_of_groups_risks_and_dimensions_are_given_by_language():
    data = {
        "nodes": [
            {
                "key": "a",
                "level": "outcome",
                "title": "A",
                "dimensions": {"scale": {"fr": "Toutes", "ar": "كلهن"}},
            }
        ],
        "stakeholders": [{"key": "g", "name": {"fr": "Filles", "ar": "بنات"}}],
        "risks": [{"key": "r", "kind": "external", "text": {"fr": "Sécheresse", "ar": "جفاف"}}],
    }
    read = from_dict(data, language="ar")
    assert (read.nodes[0].dimensions.scale, read.stakeholders[0].name, read.risks[0].text) == (
        "كلهن", "بنات", "جفاف",
    )  # fmt: skip


def test_unknown_dimension_and_a_number_are_refused_where_they_stand():
    data = {"nodes": [{"key": "a", "level": "outcome", "title": "A", "dimensions": {"colour": "red"}}]}
    with pytest.raises(TheoryUnknownField, match="colour"):
        from_dict(data)
    data["nodes"][0]["dimensions"] = {"scale": 96}
    with pytest.raises(TheoryNotText) as refusal:
        from_dict(data)
    assert refusal.value.facts["where"] == "nodes[0].dimensions.scale"


def test_an_old_text_becomes_one_group_in_every_language():
    both = {"fr": "Filles", "ar": "بنات"}
    data = {
        "nodes": [
            {"key": "a", "level": "outcome", "title": "A", "stakeholders": both},
            {"key": "b", "level": "outcome", "title": "B", "stakeholders": both},
            {"key": "c", "level": "outcome", "title": "C", "stakeholders": ""},
        ]
    }
    french, arabic = from_dict(data, language="fr"), from_dict(data, language="ar")
    assert [group.name for group in french.stakeholders] == ["Filles"]
    assert [group.name for group in arabic.stakeholders] == ["بنات"]
    key = group_key(both)
    assert [node.groups for node in french.nodes] == [(key,), (key,), ()]
    assert [node.groups for node in arabic.nodes] == [(key,), (key,), ()]


def test_compare_tells_what_changed_in_groups_risks_and_dimensions():
    before = full()
    after = Theory(
        (
            replace(before.nodes[0], term="long", groups=(), dimensions=Dimensions(scale="90")),
            before.nodes[1],
        ),
        before.links,
        stakeholders=(replace(GIRLS, size="90", description="12 to 15", involvement="Heard in March"),),
        risks=(before.risks[0],),
    )
    found = compare(before, after)
    assert found.node_changes == (
        Change("a", "term", "medium", "long"),
        Change("a", "groups", "girls", ""),
        Change("a", "dimensions.threshold", "9 years", ""),
        Change("a", "dimensions.importance", "high", ""),
        Change("a", "dimensions.scale", "96", "90"),
        Change("a", "dimensions.depth_without", "half of it", ""),
    )
    assert found.stakeholder_changes == (Change("girls", "size", "96", "90"),)
    assert (found.risks_removed, found.risks_added, found.stakeholders_added) == (("s",), (), ())
    assert not found.is_empty


@pytest.mark.parametrize(
    ("likelihood", "consequence", "level"),
    [
        ("", "high", ""), ("low", "medium", "low"), ("medium", "medium", "medium"),
        ("low", "high", "medium"), ("medium", "high", "high"), ("high", "high", "high"),
    ],
)  # fmt: skip
def test_risk_level_is_likelihood_times_consequence(likelihood, consequence, level):
    assert Risk("r", "external", "", likelihood=likelihood, consequence=consequence).level == level


def test_dimensions_say_which_they_speak_of():
    assert full().nodes[0].dimensions.said == {"what", "how_much", "contribution"}
    assert Dimensions(baseline=" ").said == frozenset()


def test_the_list_of_goals_is_whole():
    goals = [code for code in SDG_TITLES if goal_of(code) == code]
    assert goals == [str(number) for number in range(1, 18)]
    assert sum(len(targets_of(goal)) for goal in goals) == 169
    assert all(titles["fr"] and titles["ar"] and titles["en"] for titles in SDG_TITLES.values())
    assert not any("\u0640" in titles["ar"] for titles in SDG_TITLES.values())


def test_outcomes_stand_in_a_column_for_each_term_in_use():
    early, late = Node("a", "outcome", "A", term="short"), Node("b", "outcome", "B", term="long")
    plan = layout(theory(early, late, links=(Link("l", "a", "b"),)))
    assert list(plan.bands) == ["activity", "output", "outcome-short", "outcome-long", "impact"]
    assert plan["a"].x < plan["b"].x
    assert list(layout(theory(early, late, Node("c", "outcome", "C"))).bands)[2:4] == [
        "outcome", "outcome-short",
    ]  # fmt: skip
    tall = layout(theory(early, late), direction="vertical")
    assert tall["a"].y < tall["b"].y
    assert list(layout(changed(sound(), "price", description="x")).bands) == [
        "activity", "output", "outcome", "impact",
    ]  # fmt: skip
