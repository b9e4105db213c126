"""The published test of a grid: each rule by hand, invariances, words, and the command."""

import json
import random

import pytest
from tests.conftest import ROOT
from tests.miqyas.judgement.grid_cases import criterion, grid, plain

from miqyas.cli.main import main
from miqyas.judgement.grid_impact import IMPACT_TEST_VERSION, impact_reading
from miqyas.types import LANGUAGES


def kept(made):
    return {rule.key: rule.kept for rule in impact_reading(made).rules}


def test_a_whole_grid_keeps_every_point():
    found = impact_reading(grid())
    assert (found.points, found.maximum, found.integrates, found.strength) == (100, 100, True, "determining")
    assert found.share_of_weight == pytest.approx(0.7)


def test_a_grid_without_impact_keeps_none():
    found = impact_reading(grid(criterion("cost", weight=1, gate=2)))
    assert (found.points, found.integrates, found.strength) == (0, False, "absent")
    assert all(rule.remedy["fr"] for rule in found.rules)


@pytest.mark.parametrize(("theory", "others", "strength", "integrates", "points"), [
    # Judged, neither gate nor weight: 5 (it parts equals) + 10 (anchors).
    ({}, 1, "named", False, 15),
    # A tenth of the weight: 15 + 15/3 + 5 (first tie-break) + 10.
    ({"weight": 1}, 9, "counted", False, 35),
    # A gate alone: 15 + 20 + 5 + 10.
    ({"gate": 3}, 1, "counted", True, 50),
    # A gate at the lowest level is none: 15 + 15 + 5 + 10.
    ({"gate": 1, "weight": 3}, 7, "counted", False, 45),
    ({"gate": 2, "weight": 3}, 7, "determining", True, 65),
])  # fmt: skip
def test_strength_follows_what_the_theory_does(theory, others, strength, integrates, points):
    made = grid(criterion("theory", judges="theory", **theory), criterion("team", weight=others))
    found = impact_reading(made)
    assert (found.strength, found.integrates, round(found.points, 9)) == (strength, integrates, points)


def test_without_the_theory_no_grid_integrates_impact():
    made = grid(
        criterion("plan", weight=2, gate=3, judges="indicators", has_facts=True),
        criterion("design", weight=1, judges="design", has_facts=True),
        criterion("evidence", weight=1, judges="evidence", has_facts=True),
    )
    found = impact_reading(made)
    assert found.points == 75  # 30 judged, 10 of the 20 of the gate, 15, 5, 10, 5
    assert not found.integrates
    assert found.strength == "counted"


def test_anchors_missing_lose_their_share():
    bare = criterion("plan", weight=1, judges="indicators")
    del bare["levels"][0]["anchors"]["ar"]
    assert kept(grid(criterion("theory", weight=1, judges="theory"), bare))["impact_anchored"] == 5


def test_order_keys_and_scale_change_nothing():
    held = plain()
    renamed = json.loads(
        json.dumps(held).replace('"theory"', '"x"').replace('"judges": "x"', '"judges": "theory"')
    )
    criteria = random.Random(2).sample(renamed["criteria"], len(renamed["criteria"]))
    from_first, again = impact_reading(grid()), impact_reading(grid(*criteria, tie_breaks=["x"]))
    assert again.points == from_first.points
    assert again.strength == from_first.strength
    heavier = [one | {"weight": 7 * one.get("weight", 0)} for one in held["criteria"]]
    assert impact_reading(grid(*heavier)).points == pytest.approx(from_first.points)


def test_points_never_fall_when_a_weight_of_impact_rises():
    points = [
        impact_reading(grid(criterion("t", judges="theory", weight=w), criterion("o", weight=5))).points
        for w in range(8)
    ]
    assert points == sorted(points)


def test_rules_speak_each_language_and_are_published():
    page = (ROOT / "docs/judgement/grids.md").read_text(encoding="utf-8")
    for made in (grid(), grid(criterion("cost", weight=1))):
        for rule in impact_reading(made).rules:
            assert f"`{rule.key}`" in page
            for language in LANGUAGES:
                assert rule.title[language]
                assert "{" not in rule.text[language] + rule.remedy[language]
                assert bool(rule.remedy[language]) != rule.holds
    assert f"version {IMPACT_TEST_VERSION}" in page


@pytest.mark.parametrize(("language", "word"), [
    ("fr", "Cette grille intègre l’analyse d’impact"), ("ar", "هذه الشبكة تدمج تحليل الأثر"),
    ("en", "This grid integrates impact analysis"),
])  # fmt: skip
def test_the_command_tells_a_person_and_a_program(tmp_path, capsys, language, word):
    path = tmp_path / "grid.json"
    path.write_text(json.dumps(plain()), encoding="utf-8")
    assert main(["grid", "check", str(path), "--lang", language]) == 0
    assert word in capsys.readouterr().out
    assert main(["grid", "check", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["impact"]["points"] == 100
    assert told["sha256"] == grid().sha256


def test_a_grid_that_cannot_be_published_is_told(tmp_path, capsys):
    path = tmp_path / "grid.json"
    path.write_text(json.dumps(plain(criterion("a", weight=1, gate=9))), encoding="utf-8")
    assert main(["grid", "check", str(path), "--lang", "en"]) == 1
    assert "nobody can be admitted" in capsys.readouterr().out
