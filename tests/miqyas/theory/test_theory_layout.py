import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.miqyas.theory.theories import renamed, sound, theories

from miqyas.theory.boxes import SMALL, STANDARD
from miqyas.theory.graph import LEVELS, Link, Node, Theory
from miqyas.theory.layout import layout
from miqyas.theory.lettering import text_width, wrap
from miqyas.theory.straightening import nearest_spaced

FLOWS = st.sampled_from(["horizontal", "vertical"])


def overlap(one, other):
    return (
        one.x < other.x + other.w
        and other.x < one.x + one.w
        and one.y < other.y + other.h
        and other.y < one.y + one.h
    )


@given(theories(most_nodes=25), FLOWS, st.booleans())
@settings(max_examples=120, deadline=None)
def test_boxes_never_overlap_and_stay_inside(theory, flow, rtl):
    plan = layout(theory, direction=flow, rtl=rtl)
    assert set(plan) == {node.key for node in theory.nodes}
    assert set(plan.paths) == {link.key for link in theory.links}
    for one, other in combinations(plan.boxes.values(), 2):
        assert not overlap(one, other)
    for box in plan.boxes.values():
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.w <= plan.width
        assert box.y + box.h <= plan.height


@given(theories(most_nodes=18), FLOWS)
@settings(max_examples=80, deadline=None)
def test_link_goes_from_the_side_of_its_source_to_the_side_of_its_target(theory, flow):
    plan = layout(theory, direction=flow)
    for link in theory.links:
        path = plan.paths[link.key]
        for (x, y), box in ((path.points[0], plan[link.source]), (path.points[-1], plan[link.target])):
            assert min(abs(x - box.x), abs(x - box.x - box.w)) < 0.2
            assert box.y - 0.2 <= y <= box.y + box.h + 0.2


def curve_points(path, steps=12):
    for i in range(0, len(path.points) - 1, 3):
        a, b, c, d = path.points[i : i + 4]
        for n in range(steps + 1):
            t = n / steps
            w = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield tuple(sum(k * p[j] for k, p in zip(w, (a, b, c, d), strict=True)) for j in (0, 1))


@given(theories(most_nodes=18), FLOWS)
@settings(max_examples=60, deadline=None)
def test_link_passes_over_no_box(theory, flow):
    plan = layout(theory, direction=flow)
    for path in plan.paths.values():
        for x, y in curve_points(path):
            for box in plan.boxes.values():
                assert not (box.x + 0.5 < x < box.x + box.w - 0.5 and box.y + 0.5 < y < box.y + box.h - 0.5)


@given(theories(most_nodes=16, distinct=True), FLOWS)
@settings(max_examples=80, deadline=None)
def test_names_and_order_change_nothing(theory, flow):
    ours, theirs = layout(theory, direction=flow), layout(renamed(theory, "k-"), direction=flow)
    assert {"k-" + key[::-1]: box for key, box in ours.boxes.items()} == theirs.boxes
    assert {"k-" + key[::-1]: path for key, path in ours.paths.items()} == theirs.paths


@given(theories(most_nodes=12))
@settings(max_examples=40, deadline=None)
def test_right_to_left_is_the_mirror(theory):
    plan, turned = layout(theory), layout(theory, rtl=True)
    assert (plan.width, plan.height) == (turned.width, turned.height)
    for key, box in plan.items():
        assert turned[key].x == pytest.approx(plan.width - box.x - box.w, abs=0.11)
        assert turned[key][1:] == box[1:]


def test_levels_follow_each_other():
    plan = layout(sound())
    assert plan["train"].x < plan["trained"].x < plan["price"].x < plan["control"].x < plan["better"].x
    down = layout(sound(), direction="vertical")
    assert down["train"].y < down["trained"].y < down["price"].y < down["control"].y < down["better"].y
    assert list(plan.bands) == list(LEVELS)


def test_two_chains_do_not_cross():
    nodes = tuple(Node(f"{level}{i}", level, f"{i}") for level in LEVELS for i in range(4))
    # Titles of each level run the other way round than those of the level before.
    order = {
        "activity": [0, 1, 2, 3],
        "output": [3, 2, 1, 0],
        "outcome": [1, 0, 3, 2],
        "impact": [2, 3, 0, 1],
    }
    links = tuple(
        Link(f"{a}{i}", f"{a}{order[a][i]}", f"{b}{order[b][i]}")
        for a, b in pairwise(LEVELS)
        for i in range(4)
    )
    plan = layout(Theory(nodes, links))
    for i in range(4):
        heights = {plan[f"{level}{order[level][i]}"].y for level in LEVELS}
        assert max(heights) - min(heights) < 1


def test_empty_theory_has_four_bands_and_no_box():
    for flow in ("horizontal", "vertical"):
        plan = layout(Theory((), ()), direction=flow)
        assert len(plan) == 0
        assert list(plan.bands) == list(LEVELS)
        assert plan.height > 0


def test_thumbnail_is_small():
    plan = layout(sound(), style=SMALL)
    assert plan.width < 320
    assert all(lines == () for lines in plan.lines.values())


@given(st.text(max_size=200), st.sampled_from([80.0, 148.0, 240.0]))
@settings(max_examples=150, deadline=None)
def test_lines_are_never_wider_than_the_box_and_lose_nothing(text, width):
    lines = wrap(text, width=width, size=14, most_lines=1000)
    assert all(text_width(line, size=14) <= width for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


def test_long_title_ends_with_an_ellipsis_at_a_word():
    lines = wrap("mot " * 100, width=STANDARD.box_width, size=14, most_lines=6)
    assert len(lines) == 6
    assert lines[-1].endswith("mot…")


@given(
    st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12),
    st.lists(st.floats(0, 50), min_size=11, max_size=11),
)
@settings(max_examples=100, deadline=None)
def test_nearest_heights_keep_their_distance(wished, distances):
    apart = distances[: len(wished) - 1]
    found = nearest_spaced(wished, apart)
    assert all(b - a >= d - 1e-6 for a, b, d in zip(found[:-1], found[1:], apart, strict=True))
    assert sum(found) == pytest.approx(sum(wished), abs=1e-6)
