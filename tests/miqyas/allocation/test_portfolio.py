"""Portfolios against brute force, their certificates recomputed by hand, reasons tested by solving again, refusals."""

import itertools

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.allocation.files import COLUMNS, files, rules

from miqyas.allocation.portfolio import allocate, allocated
from miqyas.allocation.problem import Limit
from miqyas.allocation.reading import read_problem
from miqyas.data.relation import open_relation
from miqyas.errors import (
    BudgetNotPositive,
    ConstraintOnNothing,
    CostNotPositive,
    FileTwice,
    ForcedBothWays,
    MissingColumn,
    NoFeasiblePortfolio,
    RuleOutOfReach,
    UnknownFile,
    ValueNegative,
)


def obeys(table, chosen, budget, limits):
    """Whether a portfolio obeys every rule, checked on the table itself."""
    kept = table[chosen]
    if kept["cost"].sum() > budget + 1e-9 or kept["owner"].dropna().duplicated().any():
        return False
    for limit in limits:
        spent = kept.loc[kept[limit.column] == limit.value, "cost"].sum()
        if (limit.is_floor and spent < limit.amount - 1e-9) or (
            not limit.is_floor and spent > limit.amount + 1e-9
        ):
            return False
    return True


def by_hand(table, budget, limits):
    """Best value and its least cost, over every portfolio."""
    best = None
    for mask in itertools.product([False, True], repeat=len(table)):
        chosen = np.array(mask)
        if obeys(table, chosen, budget, limits):
            found = (-table.loc[chosen, "value"].sum(), table.loc[chosen, "cost"].sum())
            best = found if best is None else min(best, found)
    return best


@pytest.mark.parametrize("seed", range(25))
def test_portfolio_is_the_best_of_all(seed):
    table = files(10, seed=seed)
    budget, limits = rules(table)
    expected = by_hand(table, budget, limits)
    if expected is None:
        with pytest.raises(NoFeasiblePortfolio):
            allocate(table, **COLUMNS, budget=budget, limits=limits, exclusive="owner")
        return
    found = allocate(table, **COLUMNS, budget=budget, limits=limits, exclusive="owner")
    assert (-found.value, found.cost) == expected
    assert obeys(table, table["id"].isin(found.funded).to_numpy(), budget, limits)
    assert found.bound >= found.value


def test_bound_is_recomputed_from_the_prices_by_hand():
    table = files(60, seed=3)
    budget, limits = rules(table)
    found = allocate(table, **COLUMNS, budget=budget, limits=limits)
    floor, cap = limits
    price = np.full(60, found.prices["budget"])
    price -= np.where(table["region"] == "1", found.prices[floor.name], 0)
    price += np.where(table["theme"] == "0", found.prices[cap.name], 0)
    surplus = np.maximum(0, table["value"] - price * table["cost"]).sum()
    bound = budget * found.prices["budget"] - floor.amount * found.prices[floor.name]
    bound += cap.amount * found.prices[cap.name] + surplus
    assert found.prices["budget"] > 0
    assert found.value <= found.bound <= bound + 1e-6
    assert bound <= 1.02 * found.value


def test_a_large_call_is_proved_within_a_ten_thousandth():
    table = files(4000, seed=5)
    budget, limits = rules(table, share=0.22)
    found = allocate(table, **COLUMNS, budget=budget, limits=limits, exclusive="owner")
    assert 0 <= found.gap <= 1e-4
    assert obeys(table, table["id"].isin(found.funded).to_numpy(), budget, limits)


def test_order_of_rows_and_unit_of_money_change_nothing():
    table = files(80, seed=7)
    budget, limits = rules(table)
    found = allocate(table, **COLUMNS, budget=budget, limits=limits, exclusive="owner")
    again = allocate(
        table.sample(frac=1, random_state=1), **COLUMNS, budget=budget, limits=limits, exclusive="owner"
    )
    assert again.funded == found.funded
    dearer = table.assign(cost=10 * table["cost"])
    wider = [Limit(one.column, one.value, 10 * one.amount, one.is_floor) for one in limits]
    tenfold = allocate(dearer, **COLUMNS, budget=10 * budget, limits=wider, exclusive="owner")
    assert tenfold.funded == found.funded


def test_of_equals_the_cheapest_then_always_the_same():
    table = pd.DataFrame({"id": list("abcd"), "cost": [10.0, 8, 10, 10], "value": [5.0, 5, 5, 5]})
    found = allocate(table, **COLUMNS, budget=20)
    assert "b" in found.funded
    assert (found.value, found.cost) == (10, 18)
    assert allocate(table.iloc[::-1], **COLUMNS, budget=20).funded == found.funded


def test_a_file_raised_over_its_line_comes_in_and_below_it_stays_out():
    table = files(300, seed=11)
    budget, _ = rules(table, share=0.25)
    found = allocate(table, **COLUMNS, budget=budget)
    out = [one for one in found.explanations if one.reason == "below_line" and -0.4 < one.distance < -0.05]
    raised, half = 0, 0
    for one in out[:10]:
        value = table.set_index("id").loc[one.id, "value"]
        for share, counter in ((1.03 * one.line, "raised"), ((value + one.line) / 2, "half")):
            changed = table.assign(value=table["value"].where(table["id"] != one.id, share))
            is_in = one.id in allocate(changed, **COLUMNS, budget=budget).funded
            raised, half = raised + (is_in and counter == "raised"), half + (is_in and counter == "half")
    assert len(out) >= 10
    assert raised >= 9
    assert half == 0


def test_each_reason_is_said():
    table = pd.DataFrame(
        {
            "id": ["good", "rival", "dear", "poor", "liked", "barred", "next"],
            "cost": [10.0, 10, 99, 10, 10, 10, 10],
            "value": [50.0, 40, 90, 1, 2, 60, 3],
            "owner": ["x", "x", None, None, None, None, None],
        }
    )
    asked = {"exclusive": "owner", "force": ["liked"], "forbid": ["barred"]}
    found = allocate(table, **COLUMNS, budget=25, **asked)
    assert {one.id: one.reason for one in found.explanations} == {
        "good": "above_line", "rival": "exclusive", "dear": "above_budget", "poor": "below_line", "liked": "forced",
        "barred": "forbidden", "next": "fit",
    }  # fmt: skip
    assert found.funded == ("good", "liked")
    assert found.value_unforced == 110


def test_a_rival_of_a_file_forced_in_is_out():
    table = pd.DataFrame({"id": ["a", "b"], "cost": [1.0, 1], "value": [1.0, 9], "owner": ["x", "x"]})
    assert allocate(table, **COLUMNS, budget=5, exclusive="owner", force=["a"]).funded == ("a",)


def test_a_rule_that_nothing_obeys_even_alone_is_named_alone():
    table = files(30, seed=2)
    floor = Limit("region", "1", 1.5 * table.loc[table["region"] == "1", "cost"].sum(), True)
    with pytest.raises(RuleOutOfReach, match="even alone: floor region:1. Its files do not reach") as refusal:
        allocate(table, **COLUMNS, budget=0.7 * table["cost"].sum(), limits=[floor])
    assert refusal.value.facts["rules"] == ("floor region:1",)


def test_rules_that_conflict_are_named_and_no_other():
    table = files(30, seed=2)
    floors = [
        Limit("region", str(k), 0.9 * table.loc[table["region"] == str(k), "cost"].sum(), True)
        for k in range(4)
    ]
    cap = Limit("theme", "0", 1e9, False)
    with pytest.raises(NoFeasiblePortfolio) as refusal:
        allocate(table, **COLUMNS, budget=0.7 * table["cost"].sum(), limits=[*floors, cap])
    named = str(refusal.value.facts["conflict"]).split(", ")
    assert "budget" in named
    assert cap.name not in named
    for name in named:
        kept = [limit for limit in floors if limit.name in named and limit.name != name]
        budget = 0.7 * table["cost"].sum() if name != "budget" else table["cost"].sum()
        allocate(table, **COLUMNS, budget=budget, limits=kept)


def test_prices_of_a_floor_tell_what_lowering_it_brings():
    table = files(400, seed=13)
    budget, limits = rules(table, share=0.22)
    hard = [Limit("region", "1", 0.35 * budget, True), *limits[1:]]
    problem, _ = read_problem(
        open_relation(table), id_column="id", cost="cost", value="value", budget=budget, limits=hard
    )
    found = allocated(problem)
    price = found.prices[hard[0].name]
    assert price > 0
    lower = [Limit("region", "1", 0.35 * budget - 400, True), *limits[1:]]
    gained = allocate(table, **COLUMNS, budget=budget, limits=lower).value - found.value
    assert gained == pytest.approx(400 * price, rel=0.25)


@pytest.mark.parametrize(("changed", "options", "error"), [
    (lambda t: pd.concat([t, t.head(1)]), {}, FileTwice),
    (lambda t: t.assign(cost=0.0), {}, CostNotPositive),
    (lambda t: t.assign(value=-1.0), {}, ValueNegative),
    (lambda t: t, {"budget": 0}, BudgetNotPositive),
    (lambda t: t, {"budget": float("nan")}, BudgetNotPositive),
    (lambda t: t, {"force": ["nobody"]}, UnknownFile),
    (lambda t: t, {"force": ["f000001"], "forbid": ["f000001"]}, ForcedBothWays),
    (lambda t: t, {"limits": [Limit("region", "north", 5, True)]}, ConstraintOnNothing),
    (lambda t: t, {"limits": [Limit("province", "1", 5, True)]}, MissingColumn),
])  # fmt: skip
def test_what_cannot_be_is_refused(changed, options, error):
    with pytest.raises(error):
        allocate(changed(files(12)), **{**COLUMNS, "budget": 500, **options})
