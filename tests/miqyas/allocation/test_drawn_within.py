"""A draw within the rules, against every list there is; with places alone, the draw itself."""

import itertools

import numpy as np
import pytest
from tests.miqyas.allocation.test_rules import obeys, small_call

from miqyas.allocation.drawing import drawn_within
from miqyas.allocation.problem import Level
from miqyas.allocation.reading import read_problem
from miqyas.data.relation import open_relation
from miqyas.errors import UnknownFile
from miqyas.judgement.lottery import draw_lots


def problem_of(table, asked):
    return read_problem(open_relation(table), id_column="id", cost="cost", value="value", **asked)[0]


def lists_that_obey(table, asked):
    """Every list at the cheapest level of each file and at the others, from the table alone."""
    shares = [0.0, *(level.cost for level in asked["levels"])]
    for each in itertools.product(shares, repeat=len(table)):
        chosen = np.array(each)
        if obeys(table, chosen, asked):
            yield set(table["id"][chosen > 0])


def by_hand(lists, order, places):
    """First in the order with whom some list obeys, and so on, by enumeration."""
    taken = []
    for name in order:
        if len(taken) < places and any({*taken, name} <= each for each in lists):
            taken.append(name)
    return tuple(taken)


@pytest.mark.parametrize("block", range(6))
def test_ten_small_calls_the_order_is_obeyed_as_far_as_the_rules_allow(block):
    n_passed = 0
    for seed in range(500 + 10 * block, 510 + 10 * block):
        table, asked = small_call(seed)
        asked |= {"force": (), "forbid": (), "levels": (Level(1.0, 1.0),)}
        lists = list(lists_that_obey(table, asked))
        rng = np.random.default_rng(seed)
        order = list(rng.permutation(table["id"].to_numpy())[: len(table) - 1])
        places = int(rng.integers(1, 4))
        found = drawn_within(problem_of(table, asked), order, places=places)
        assert found.taken == by_hand(lists, order, places)
        assert [*found.taken, *found.passed, *found.left] == sorted(
            order, key=[*found.taken, *found.passed, *found.left].index
        )
        n_passed += len(found.passed)
    assert n_passed


def test_with_places_alone_it_is_the_draw():
    table, asked = small_call(7)
    free = {"budget": float(table["cost"].sum())}
    lots = draw_lots(list(table["id"]), places=3, source="07 11 23")
    found = drawn_within(problem_of(table, free), [*lots.drawn, *lots.left], places=3)
    assert (found.taken, found.passed, found.left) == (lots.drawn, (), lots.left)
    assert asked


def test_files_in_or_out_already_stand_and_are_not_drawn():
    table, _ = small_call(7)
    names = list(table["id"])
    asked = {"budget": float(table["cost"].sum()), "force": [names[0]], "forbid": [names[1]]}
    found = drawn_within(problem_of(table, asked), names, places=2)
    assert found.taken == tuple(names[2:4])
    with pytest.raises(UnknownFile):
        drawn_within(problem_of(table, asked), ["?"], places=1)
