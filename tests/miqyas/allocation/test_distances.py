"""What is said of a distance is tested by doing it; floors within reach; frontier; rules made harder."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.allocation.files import COLUMNS, files, rules
from tests.miqyas.allocation.test_rules import small_call

from miqyas.allocation.counterfactual import rule_costs, tightening_costs
from miqyas.allocation.distances import distances, nearest_the_line
from miqyas.allocation.frontier import equity_frontier
from miqyas.allocation.portfolio import allocate, allocated
from miqyas.allocation.problem import Level, Limit
from miqyas.allocation.reach import within_reach
from miqyas.allocation.reading import read_problem
from miqyas.data.relation import open_relation
from miqyas.errors import ConstraintOnNothing, NoFeasiblePortfolio
from miqyas.results.allocation import Lowered

STEP = 1e-3  # values are whole: a thousandth beyond the turn is on the other side


def problem_of(table, **asked):
    return read_problem(open_relation(table), id_column="id", cost="cost", value="value", **asked)[0]


def at_value(problem, place, value):
    values = problem.value.copy()
    values[place] = value
    return allocated(replace(problem, value=values))


@pytest.mark.parametrize("seed", range(24))
def test_a_file_changes_side_at_the_value_told_and_not_before(seed):
    table, asked = small_call(seed)
    asked |= {"levels": (Level(1, 1),), "force": (), "forbid": ()}
    problem = problem_of(table, **asked)
    try:
        best = allocated(problem)
    except NoFeasiblePortfolio:
        return
    for place, one in enumerate(distances(problem, best)):
        assert (one.id, one.is_funded) == (problem.ids[place], problem.ids[place] in best.levels)
        if one.turns_at is None:  # no value would bring it in
            assert one.id not in at_value(problem, place, 1e6).levels
        elif one.is_funded:
            assert one.id in at_value(problem, place, one.turns_at + STEP).levels
            if one.turns_at > STEP:
                assert one.id not in at_value(problem, place, one.turns_at - STEP).levels
        else:
            assert one.id in at_value(problem, place, one.turns_at + STEP).levels
            assert one.turns_at >= problem.value[place]
            if one.turns_at - STEP > problem.value[place]:
                assert one.id not in at_value(problem, place, one.turns_at - STEP).levels


def test_with_levels_the_value_told_is_enough():
    table = files(40, seed=3)
    budget, limits = rules(table, share=0.3)
    problem = problem_of(table, budget=budget, limits=limits, levels=[Level(0.6, 0.72), Level(1, 1)])
    best = allocated(problem)
    said = []
    told = distances(problem, best, told=said.append)
    assert said == list(range(1, 41))
    out = [(place, one) for place, one in enumerate(told) if not one.is_funded]
    assert out
    for place, one in out:
        assert one.id in at_value(problem, place, one.turns_at + STEP).levels


def test_forced_files_have_no_distance():
    table = pd.DataFrame({"id": list("abc"), "cost": [1.0] * 3, "value": [3.0, 2, 1]})
    problem = problem_of(table, budget=2, force=["c"], forbid=["b"])
    assert [one.turns_at for one in distances(problem, allocated(problem))] == [0.0, None, None]


def test_a_floor_is_held_as_far_as_its_files_ask():
    table = pd.DataFrame({
        "id": list("abcde"), "cost": [5.0, 4, 3, 2, 9], "value": [1.0] * 5, "region": list("nnnns"), "who": list("xxxyz"),
        "owner": ["o", "o", None, None, None],
    })  # fmt: skip
    limits = [
        Limit("region", "n", 50.0, True),
        Limit("region", "s", 3.0, True),
        Limit("region", "n", 9.0, True, True),
    ]
    asked = {"budget": 60.0, "limits": limits}
    assert within_reach(problem_of(table, **asked))[1] == (
        Lowered("floor region:n", 50.0, 14.0), Lowered("floor count region:n", 9.0, 4.0),
    )  # fmt: skip
    assert within_reach(problem_of(table, **asked, exclusive="owner"))[1][0].reach == 10.0
    held, lowered = within_reach(problem_of(table, **asked, applicant="who", most_per_applicant=1))
    assert (lowered[0].reach, lowered[1].reach) == (7.0, 2.0)
    assert {"a", "d"} <= set(allocated(held).funded)


def test_a_floor_on_nobody_is_no_rule():
    table = files(12)
    problem = problem_of(table, budget=500)
    nobody = replace(problem, limits=(Limit("region", "9", 5.0, True),), members=(np.zeros(12, dtype=bool),))
    held, lowered = within_reach(nobody)
    assert (held.limits, lowered) == ((), (Lowered("floor region:9", 5.0, 0.0),))


def test_the_frontier_falls_as_floors_keep_more():
    table = files(60, seed=2)
    budget, limits = rules(table, share=0.3)
    problem = problem_of(table, budget=budget, limits=limits)
    members = {str(k): (table["region"] == str(k)).to_numpy() for k in range(4)}
    weights = {"0": 1.0, "1": 5.0, "2": 1.0, "3": 1.0, "elsewhere": 2.0}
    points = equity_frontier(problem, weights, members)
    assert [one.share for one in points] == pytest.approx(np.linspace(0, 1, 11))
    cap = [limit for limit in limits if not limit.is_floor]
    assert points[0].value == allocate(table, **COLUMNS, budget=budget, limits=cap).value
    values = [one.value for one in points if one.value is not None]
    assert values == sorted(values, reverse=True)
    assert values[-1] < values[0]
    # Money kept for a place without any file is not kept.
    assert points[5].held == pytest.approx(0.5 * 8 / 10)
    by_hand = allocate(table, **COLUMNS, budget=budget, limits=[
        *cap, *(Limit("region", k, 0.4 * budget * w / 10, True) for k, w in weights.items() if k in members),
    ])  # fmt: skip
    assert (points[4].value, points[4].funded) == (by_hand.value, by_hand.funded)


@pytest.mark.parametrize("weights", [{"0": 0.0}, {"0": 2.0, "1": -1.0}])
def test_a_frontier_on_no_weight_is_refused(weights):
    problem = problem_of(files(12), budget=500)
    with pytest.raises(ConstraintOnNothing):
        equity_frontier(problem, weights, {})


def test_a_harder_rule_costs_what_solving_under_it_loses():
    table = files(60, seed=21)
    budget, limits = rules(table, share=0.3)
    problem = problem_of(table, budget=budget, limits=limits)
    best = allocate(table, **COLUMNS, budget=budget, limits=limits).value
    told = {one.rule: one for one in tightening_costs(problem, best, share=0.2)}
    harder = [replace(limits[0], amount=1.2 * limits[0].amount), limits[1]]
    tighter = [limits[0], replace(limits[1], amount=0.8 * limits[1].amount)]
    for name, asked in {
        "budget": {"budget": 0.8 * budget, "limits": limits},
        limits[0].name: {"budget": budget, "limits": harder},
        limits[1].name: {"budget": budget, "limits": tighter},
    }.items():
        assert told[name].value_lost == best - allocate(table, **COLUMNS, **asked).value
    assert told["budget"].amount == 0.8 * budget
    # A fifth of the budget buys about as much value as a fifth of the budget is worth at its price, or more.
    assert told["budget"].money == pytest.approx(0.2 * budget, rel=0.35)
    whole = float(table["cost"].sum())
    nearly_all = Limit("region", "1", 0.95 * float(table.loc[table["region"] == "1", "cost"].sum()), True)
    assert tightening_costs(problem_of(table, budget=whole, limits=[nearly_all]))[1].value_lost is None
    with pytest.raises(NoFeasiblePortfolio):
        tightening_costs(problem_of(table, budget=budget, limits=[replace(limits[0], amount=2 * budget)]))


def test_files_forced_out_hold_no_floor():
    table = pd.DataFrame({"id": list("ab"), "cost": [5.0, 4], "value": [1.0, 1], "region": list("nn")})
    held = problem_of(table, budget=9, limits=[Limit("region", "n", 8.0, True)], forbid=["a"])
    assert within_reach(held)[1] == (Lowered("floor region:n", 8.0, 4.0),)


def test_a_floor_and_a_cap_name_the_files_they_keep_out():
    """Each file named is in the best list once the rule is gone, by solving again; no other is."""
    table = files(60, seed=21)
    budget, _ = rules(table, share=0.3)
    region = table.loc[table["region"] == "1", "cost"].sum()
    limits = [
        Limit("region", "1", float(round(0.7 * region)), True),
        Limit("theme", "0", float(round(0.2 * budget)), False),
        Limit("region", "2", 1.0, True),
    ]
    asked = {"id": "id", "cost": "cost", "value": "value", "budget": budget}
    best = allocate(table, **asked, limits=limits)
    problem = problem_of(table, budget=budget, limits=limits)
    costs = {one.rule: one for one in rule_costs(problem, best)}
    for limit in limits:
        without = allocate(table, **asked, limits=[one for one in limits if one != limit])
        assert costs[limit.name].entering == tuple(sorted(set(without.funded) - set(best.funded)))
    assert costs["floor region:1"].entering
    assert costs["cap theme:0"].entering
    assert costs["floor region:2"].entering == ()


def test_the_files_nearest_the_line_come_first_and_only_those_asked_are_solved():
    table = files(40, seed=5)
    budget, limits = rules(table)
    best = allocate(table, id="id", cost="cost", value="value", budget=budget, limits=limits)
    problem = problem_of(table, budget=budget, limits=limits)
    near = nearest_the_line(best, 5)
    away = {
        one.id: max(one.value, one.line) / max(min(one.value, one.line), 1e-9) for one in best.explanations
    }
    assert max(away[name] for name in near) <= min(away[name] for name in away if name not in near)
    some, every = distances(problem, best, among=near), distances(problem, best)
    assert {one.id: one.turns_at for one in some} == {one.id: one.turns_at for one in every if one.id in near}
