"""Grids: reading, totals, gates, ties, and what keeps them from being published."""

import json
import random

import pytest
from tests.miqyas.judgement.grid_cases import criterion, grid, plain

from miqyas.errors import GridFieldWrong, GridScoreMissing, GridScoreOffScale, GridUnreadable, NoWeight
from miqyas.judgement.grid_check import can_publish, check_grid
from miqyas.judgement.grid_file import grid_of, plain_grid, read_grid
from miqyas.judgement.grids import admission, order, weighted_total
from miqyas.types import LANGUAGES


def rules_of(found):
    return [(each.rule, each.criterion) for each in check_grid(found)]


def test_a_grid_is_read_back_the_same_and_its_hash_says_so(tmp_path):
    made = grid()
    path = tmp_path / "grid.json"
    path.write_text(json.dumps(plain_grid(made), ensure_ascii=False), encoding="utf-8")
    again = read_grid(path)
    assert again == made
    assert again.sha256 == made.sha256
    assert grid(minimum=10).sha256 != made.sha256


def test_total_is_the_share_of_each_scale_by_weight():
    made = grid(criterion("a", weight=3), criterion("b", weight=1, n=3), criterion("c"))
    assert weighted_total(made, {"a": 5, "b": 1}) == 75
    assert weighted_total(made, {"a": 1, "b": 3}) == 25
    assert weighted_total(made, {"a": 3, "b": 2, "c": 5}) == 50
    doubled = grid(criterion("a", weight=6), criterion("b", weight=2, n=3), criterion("c"))
    for a in range(1, 6):
        scores = {"a": a, "b": 2}
        assert weighted_total(doubled, scores) == pytest.approx(weighted_total(made, scores))


def test_a_gate_reads_the_median_and_no_other_criterion_makes_up_for_it():
    made = grid(criterion("theory", gate=3), criterion("team", weight=1))
    reviews = [{"theory": score, "team": 5} for score in (1, 3, 5)]
    assert admission(made, reviews).admitted
    kept_out = admission(made, [{"theory": score, "team": 5} for score in (2, 3)])
    assert not kept_out.admitted
    assert (kept_out.gates[0].median, kept_out.gates[0].gate) == (2.5, 3)


def test_the_least_total_admits_too():
    made = grid(criterion("a", weight=1), minimum=50)
    assert admission(made, [{"a": 3}]).admitted
    assert not admission(made, [{"a": 2}, {"a": 3}]).admitted


def test_ties_are_parted_in_the_order_published_and_the_rest_left_to_the_lottery():
    made = grid(criterion("a", weight=1), criterion("b"), criterion("c"), tie_breaks=["b", "c"])
    files = {
        "low": (40.0, {"b": 5, "c": 5}), "x": (60.0, {"b": 3, "c": 2}), "y": (60.0, {"b": 3, "c": 4}),
        "z": (60.0, {"b": 3, "c": 4}), "w": (60.0, {"b": 4, "c": 1}),
    }  # fmt: skip
    assert order(made, files) == (("w",), ("y", "z"), ("x",), ("low",))
    turned = dict(random.Random(1).sample(sorted(files.items()), len(files)))
    assert order(made, turned) == order(made, files)


@pytest.mark.parametrize(("scores", "error"), [
    ({}, GridScoreMissing), ({"a": 6}, GridScoreOffScale), ({"a": 2.5}, GridScoreOffScale),
    ({"a": 3, "b": 1}, GridScoreOffScale), ({"a": float("nan")}, GridScoreOffScale),
])  # fmt: skip
def test_scores_that_do_not_fit_are_refused(scores, error):
    with pytest.raises(error):
        weighted_total(grid(criterion("a", weight=1)), scores)


def test_no_review_and_no_weight_are_refused():
    with pytest.raises(GridScoreMissing):
        admission(grid(), [])
    with pytest.raises(NoWeight):
        weighted_total(grid(criterion("a")), {"a": 1})
    with pytest.raises(GridScoreMissing):
        order(grid(), {"x": (10.0, {})})


def test_a_sound_grid_has_nothing_to_mend():
    assert rules_of(grid()) == []


def broken(name):
    one = criterion("a", weight=1)
    if name == "anchor":
        del one["levels"][2]["anchors"]["ar"]
    if name == "twice":
        one["levels"][2]["anchors"]["fr"] = one["levels"][1]["anchors"]["fr"]
    if name == "short":
        one["levels"][2]["anchors"]["en"] = "Good"
    if name == "label":
        del one["labels"]["ar"]
    return grid(one)


@pytest.mark.parametrize(("made", "expected"), [
    (grid(criterion("a")), [("no_weight", ""), ("no_role", "a")]),
    (grid(criterion("a", weight=1, gate=6)), [("gate_above", "a")]),
    (grid(criterion("a", weight=1, gate=1)), [("gate_below", "a")]),
    (grid(criterion("a", weight=1), criterion("a", weight=1)), [("key_twice", "a")]),
    (grid(criterion("a", weight=1), tie_breaks=[]), [("no_tie_break", "")]),
    (grid(criterion("a", weight=1), tie_breaks=["z", "z"]), [("tie_break_unknown", "z"), ("tie_break_twice", "z")]),
    (grid(criterion("a", weight=1), minimum=101), [("minimum_beyond", "")]),
    (grid(criterion("a", weight=9), criterion("b", weight=1)), [("one_weighs_all", "a")]),
    (grid(criterion("a", weight=1), labels={"fr": "Grille", "ar": "شبكة"}), [("no_name", "")]),
    (broken("anchor"), [("no_anchor", "a")]), (broken("twice"), [("anchor_twice", "a")]),
    (broken("short"), [("anchor_short", "a")]), (broken("label"), [("no_label", "a")]),
])  # fmt: skip
def test_each_fault_is_found_and_told_in_each_language(made, expected):
    assert rules_of(made) == expected
    for each in check_grid(made):
        for language in LANGUAGES:
            assert each.text[language].endswith(".")
            assert each.remedy[language].endswith(".")
    assert can_publish(made) == (not any(each.blocks for each in check_grid(made)))


def test_what_nobody_can_pass_is_not_published():
    assert not can_publish(grid(criterion("a", weight=1, gate=6)))
    assert can_publish(grid(criterion("a", weight=1, gate=5)))


@pytest.mark.parametrize("change", [
    {"criteria": []}, {"criteria": "none"}, {"key": ""}, {"colour": "red"}, {"labels": {"de": "Raster"}},
    {"labels": "Grid"}, {"minimum": "10"}, {"minimum": float("nan")}, {"tie_breaks": "a"}, {"version": 1},
    {"criteria": [criterion("a", weight=-1)]}, {"criteria": [criterion("a", weight=True)]},
    {"criteria": [criterion("a", n=1)]}, {"criteria": [criterion("a", judges="money")]},
    {"criteria": [criterion("a", has_facts="yes")]}, {"criteria": [criterion("a", gate=float("inf"))]},
    {"criteria": [{"key": "a"}]},
    {"criteria": [{"key": "a", "levels": [{"score": 1}, {"score": 1}]}]},
])  # fmt: skip
def test_a_field_that_is_not_expected_is_named(change):
    with pytest.raises(GridFieldWrong):
        grid_of(plain() | change)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"key = ", b"[" * 50_000, None])
@pytest.mark.parametrize("name", ["grid.toml", "grid.json"])
def test_a_file_that_is_no_grid_is_refused_without_its_folder(tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GridUnreadable) as refusal:
        read_grid(path)
    assert str(tmp_path) not in str(refusal.value)


def test_json_that_holds_no_table_is_refused(tmp_path):
    path = tmp_path / "grid.json"
    path.write_text("[1]")
    with pytest.raises(GridUnreadable):
        read_grid(path)
