"""What rules cost, what other amounts would do, chances under uncertain scores, and the committee's departures."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from tests.miqyas.allocation.files import COLUMNS, files, rules

from miqyas.allocation.chances import funding_chances
from miqyas.allocation.counterfactual import rule_costs
from miqyas.allocation.decision import seal
from miqyas.allocation.departing import departure
from miqyas.allocation.portfolio import allocate, allocated
from miqyas.allocation.problem import Level, Limit
from miqyas.allocation.reading import read_problem
from miqyas.allocation.sealed import sealed_allocation
from miqyas.allocation.what_if import WhatIf
from miqyas.data.relation import open_relation
from miqyas.errors import (
    DecisionUnreadable,
    DrawsOfOtherShape,
    LevelNotOffered,
    NoFeasiblePortfolio,
    UnknownFile,
    UnknownLimit,
)


def problem_of(table, **asked):
    return read_problem(open_relation(table), id_column="id", cost="cost", value="value", **asked)[0]


def shares_by_scipy(problem, values=None):
    """The programme in shares of files, written again and given to another solver."""
    values = problem.value if values is None else values
    rows = [problem.cost] + [
        limit.sign * member * problem.cost
        for limit, member in zip(problem.limits, problem.members, strict=True)
    ]
    groups = [(problem.group == g).astype(float) for g in np.unique(problem.group[problem.group >= 0])]
    return linprog(
        -values, A_ub=np.array([*rows, *groups]), b_ub=[*(problem.signs * problem.amounts), *(1.0 for _ in groups)],
        bounds=(0, 1),
    )  # fmt: skip


@pytest.fixture(scope="module")
def call():
    table = files(120, seed=21)
    budget, limits = rules(table, share=0.3)
    return table, problem_of(table, budget=budget, limits=limits, exclusive="owner")


def test_each_rule_costs_what_solving_without_it_adds(call):
    table, problem = call
    hard = [Limit("region", "1", 0.4 * problem.budget, True), problem.limits[1]]
    asked = {"budget": problem.budget, "exclusive": "owner", "force": ["f000000"], "forbid": ["f000007"]}
    costs = {one.rule: one for one in rule_costs(problem_of(table, limits=hard, **asked))}
    assert list(costs) == [hard[0].name, hard[1].name, "exclusions", "force f000000", "forbid f000007"]
    best = allocate(table, **COLUMNS, limits=hard, **asked).value
    for name, without in {
        hard[0].name: {"limits": hard[1:], **asked},
        hard[1].name: {"limits": hard[:1], **asked},
        "exclusions": {"limits": hard, **asked, "exclusive": None},
        "force f000000": {"limits": hard, **asked, "force": []},
        "forbid f000007": {"limits": hard, **asked, "forbid": []},
    }.items():
        assert costs[name].value_lost == allocate(table, **COLUMNS, **without).value - best
    assert costs[hard[0].name].value_lost > 0
    assert costs[hard[0].name].money == pytest.approx(costs[hard[0].name].value_lost / 0.5, rel=0.6)


def test_a_rule_of_a_call_nothing_obeys_has_no_cost(call):
    _, problem = call
    hard = tuple(replace(limit, amount=1e9) if limit.is_floor else limit for limit in problem.limits)
    with pytest.raises(NoFeasiblePortfolio):
        rule_costs(replace(problem, limits=hard))


def test_other_amounts_equal_another_solver(call):
    _, problem = call
    desk = WhatIf(problem)
    floor = problem.limits[0]
    for share, times in ((1.0, 1.0), (0.7, 1.2), (1.4, 0.5), (1.0, 2.0)):
        point = desk.at(budget=share * problem.budget, amounts={floor.name: times * floor.amount})
        changed = replace(
            problem, budget=share * problem.budget,
            limits=(replace(floor, amount=times * floor.amount), *problem.limits[1:]),
        )  # fmt: skip
        expected = -shares_by_scipy(changed).fun
        assert point.value == pytest.approx(expected, rel=2e-5)
        assert point.value >= expected * (1 - 1e-9)


def test_the_frontier_falls_and_ends_where_floors_cannot_be_met(call):
    _, problem = call
    hard = tuple(
        replace(limit, amount=0.6 * problem.budget) if limit.is_floor else limit for limit in problem.limits
    )
    desk = WhatIf(replace(problem, limits=hard))
    points = desk.frontier(points=9)
    values = [one.value for one in points if one.value is not None]
    assert [one.multiple for one in points] == pytest.approx(np.linspace(0, 2, 9))
    assert max(np.diff(values)) <= 2e-5 * values[0]
    assert values[0] > values[-1]
    assert points[-1].value is None
    exact = desk.exactly(multiple=points[2].multiple)
    assert exact.value <= points[2].value * (1 + 1e-9)
    assert exact.value >= 0.98 * points[2].value
    assert exact.funded
    assert desk.exactly(multiple=2.0).value is None


def test_a_limit_the_call_does_not_have_is_refused(call):
    with pytest.raises(UnknownLimit):
        WhatIf(call[1]).at(amounts={"floor province:1": 5})


def test_chances_equal_those_of_another_solver(call):
    _, problem = call
    rng = np.random.default_rng(5)
    draws = problem.value[:, None] * np.exp(rng.normal(0, 0.12, (problem.n, 60)))
    expected = np.mean([shares_by_scipy(problem, draws[:, d]).x > 0.5 for d in range(60)], axis=0)
    found = funding_chances(problem, draws)
    difference = np.abs(np.array([one.probability for one in found]) - expected)
    assert difference.mean() < 0.005
    assert difference.max() <= 0.1
    assert {one.group for one in found} == {"in", "out", "between"}
    blocks = funding_chances(problem, (draws[:, k : k + 20] for k in (0, 20, 40)))
    assert blocks == found


def test_without_error_every_file_is_in_or_out(call):
    _, problem = call
    found = funding_chances(problem, np.repeat(problem.value[:, None], 3, axis=1))
    assert {one.probability for one in found} == {0.0, 1.0}


@pytest.mark.parametrize("draws", [np.ones((3, 4)), np.ones(120), np.ones((120, 0))])
def test_draws_of_another_shape_are_refused(call, draws):
    with pytest.raises(DrawsOfOtherShape):
        funding_chances(call[1], draws)


def test_departures_are_told_and_priced():
    table = pd.DataFrame(
        {"id": list("abcd"), "cost": [10.0] * 4, "value": [9.0, 8, 7, 1], "owner": ["x", None, "x", None]}
    )
    problem = problem_of(table, budget=20, exclusive="owner", levels=[Level(0.5, 0.6), Level(1, 1)])
    best = allocated(problem)
    assert best.levels == {"a": 1.0, "b": 1.0}
    told = departure(problem, best, {"a": 1.0, "b": 0.5, "d": 0.5})
    assert (told.value, told.cost, told.best_value) == pytest.approx((9 + 4.8 + 0.6, 20, 17))
    assert told.value_lost == pytest.approx(2.6)
    assert told.broken == ()
    costs = {one.id: one.value_lost for one in told.departures}
    assert set(costs) == {"b", "d"}
    # With d in at a half: a whole, b at a half.
    assert costs["d"] == pytest.approx(17 - (9 + 4.8 + 0.6))
    assert costs["b"] >= 0
    breaking = departure(problem, best, {"a": 1.0, "b": 1.0, "c": 1.0})
    assert [one.rule for one in breaking.broken] == ["budget", "exclusions a, c"]
    assert breaking.value_lost == -7
    assert departure(problem, best, best.levels).departures == ()


def test_a_list_that_cannot_be_read_is_refused(call):
    _, problem = call
    best = allocated(problem)
    with pytest.raises(UnknownFile):
        departure(problem, best, {"nobody": 1.0})
    with pytest.raises(LevelNotOffered):
        departure(problem, best, {"f000001": 0.8})


def test_a_sealed_decision_is_read_back_as_it_was(call):
    table, problem = call
    found = allocate(
        table, **COLUMNS, budget=problem.budget, limits=problem.limits, exclusive="owner", force=["f000000"]
    )
    asked = problem_of(
        table, budget=problem.budget, limits=problem.limits, exclusive="owner", force=["f000000"]
    )
    read, back = sealed_allocation(json.loads(json.dumps(seal(asked, found))))
    assert read.ids == asked.ids
    assert (back.funded, back.levels, back.value, back.cost, back.prices) == (
        found.funded, found.levels, found.value, found.cost, found.prices,
    )  # fmt: skip
    assert (back.priced_bound, back.value_unforced) == pytest.approx(
        (found.priced_bound, found.value_unforced)
    )
    assert list(back.explanations) == list(found.explanations)
    with pytest.raises(DecisionUnreadable):
        sealed_allocation(seal(asked, found) | {"prices": {}})
