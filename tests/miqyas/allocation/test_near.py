"""A first answer: its bound holds, it obeys every rule, and the exact one is worth as much or more."""

from dataclasses import replace

import numpy as np
import pytest
from tests.miqyas.allocation.drawn import drawn_call
from tests.miqyas.allocation.files import COLUMNS, files, rules
from tests.miqyas.allocation.test_rules import best_by_hand, obeys, small_call

from miqyas.allocation import whole
from miqyas.allocation.checking import broken_rules
from miqyas.allocation.conflict import rule_names, smallest_conflict, under
from miqyas.allocation.counterfactual import rule_costs
from miqyas.allocation.departing import departure
from miqyas.allocation.portfolio import allocate, allocated, chosen_in, nearly_allocated
from miqyas.allocation.problem import WHOLE, Level, Limit, cost_of
from miqyas.allocation.programme import programme_of, solve
from miqyas.allocation.reading import read_problem
from miqyas.data.relation import open_relation
from miqyas.errors import NoFeasiblePortfolio, PortfolioNotFound

THREE = (Level(0.6, 0.72), Level(0.8, 0.88), Level(1.0, 1.0))


def problem_of(table, asked):
    return read_problem(open_relation(table), id_column="id", cost="cost", value="value", **asked)[0]


@pytest.mark.parametrize("block", range(8))
def test_ten_small_calls_no_list_is_worth_more_than_the_bound_told(block):
    for seed in range(300 + 10 * block, 310 + 10 * block):
        table, asked = small_call(seed)
        best = best_by_hand(table, asked)
        if best is None:
            with pytest.raises(NoFeasiblePortfolio):
                nearly_allocated(problem_of(table, asked))
            continue
        found = nearly_allocated(problem_of(table, asked))
        assert obeys(table, table["id"].map(found.levels).fillna(0.0).to_numpy(), asked)
        assert found.value <= -best[0] + 1e-6 <= found.bound + 2e-6
        assert found.gap == pytest.approx((found.bound - found.value) / found.value if found.value else 0.0)


@pytest.mark.parametrize("seed", [0, 3, 5, 8])
def test_the_exact_list_lies_between_the_first_answer_and_its_bound(seed):
    table, asked = drawn_call(seed)
    problem = problem_of(table, asked)
    first, exact = nearly_allocated(problem), allocated(problem)
    assert broken_rules(problem, chosen_in(problem, first)) == ()
    assert first.value <= exact.value + 1e-6
    assert exact.value <= first.bound + 1e-6
    assert first.prices == exact.prices


def large_money(n=300, seed=3):
    """A call in dirhams at three levels, as the platform writes one: twelve floors, two caps, one file an applicant."""
    rng = np.random.default_rng(seed)
    cost = np.round(rng.lognormal(np.log(180_000), 0.5, n) / 1000) * 1000
    score = np.round(rng.normal(60, 12, n).clip(5, 98), 4)
    table = files(n)
    table["cost"], table["value"] = cost, np.round(score * cost / 1000, 4)
    table["region"] = rng.integers(0, 12, n).astype(str)
    table["theme"] = rng.integers(0, 5, n).astype(str)
    table["owner"] = [f"o{x}" for x in rng.integers(0, int(n * 0.9), n)]
    budget = float(round(0.22 * cost.sum(), -3))
    shares = rng.dirichlet(np.full(12, 4.0))
    limits = []
    for place in range(12):
        asked = table.loc[table["region"] == str(place), "cost"].sum()
        limits.append(
            Limit("region", str(place), min(round(0.4 * budget * shares[place], 2), 0.6 * asked), True)
        )
    limits += [Limit("theme", str(place), round(0.18 * budget, 2), False) for place in range(2)]
    return problem_of(table, {"budget": budget, "limits": limits, "exclusive": "owner", "levels": THREE})


def test_an_optimum_proved_in_dirhams_is_the_optimum():
    """The solver once proved 1,192,542.11 to be the best here, on rows of money that were not scaled."""
    found = allocated(large_money())
    assert found.value == pytest.approx(1_192_628.69568, abs=1e-4)
    assert found.gap < 1e-6


def test_prices_of_scores_against_dirhams_reach_the_lowest_bound():
    """Scores of a hundred and costs of hundreds of thousands: the bound stopped 0.005 % too high before its unit was its own."""
    problem = large_money(seed=1)
    problem = replace(problem, value=np.round(1000 * problem.value / problem.cost, 4))
    priced = nearly_allocated(problem).priced_bound
    assert priced == pytest.approx(6981.254557523565, rel=1e-7)


def test_rules_that_leave_almost_no_room_are_said_so_and_do_not_hold_a_person_up():
    problem = large_money(seed=1)
    floors = sum(limit.amount for limit in problem.limits if limit.is_floor)
    tight = replace(problem, budget=1.004 * floors)
    with pytest.raises(PortfolioNotFound, match="almost no room"):
        nearly_allocated(tight)
    with pytest.raises(NoFeasiblePortfolio, match="budget"):
        nearly_allocated(replace(problem, budget=0.95 * floors))


def hugged(problem, *, seed):
    """Rules drawn around a list of no merit so close that a search finds no list that obeys them; and that list."""
    problem = replace(problem, levels=WHOLE)
    rng = np.random.default_rng(seed)
    chosen = np.where(rng.random(problem.n) < 0.35, 0, -1)
    for group in np.unique(problem.group[problem.group >= 0]):
        chosen[np.flatnonzero((problem.group == group) & (chosen == 0))[1:]] = -1
    costs = cost_of(problem, chosen)
    limits = tuple(
        replace(limit, amount=float(costs[member].sum()) - 0.5, is_floor=True)
        for limit, member in zip(problem.limits, problem.members, strict=True)
    )
    return replace(problem, limits=limits, budget=float(costs.sum()) + 0.5), chosen


def test_a_list_that_is_known_is_never_said_not_to_be_found(monkeypatch):
    """The search for its price starts from it: files forced in, each rule, the committee's own list."""
    monkeypatch.setattr(whole, "NODES", 30_000)  # searches that end soon
    monkeypatch.setattr(whole, "_nodes", lambda _part: 10)
    tight, chosen = hugged(large_money(seed=1), seed=1)
    with pytest.raises(PortfolioNotFound):
        allocated(tight)
    forced = replace(tight, forced=chosen == 0, forbidden=chosen < 0)
    best = allocated(forced)
    assert broken_rules(tight, chosen_in(tight, best)) == ()
    assert best.value_unforced >= best.value
    with pytest.raises(PortfolioNotFound):
        rule_costs(tight)
    assert all(one.value_lost >= 0 for one in rule_costs(tight, best))

    other = int(np.flatnonzero(chosen < 0)[0])
    theirs = best.levels | {tight.ids[other]: 1.0}
    told = departure(tight, best, theirs)
    assert [(one.id, one.value_lost) for one in told.departures] == [(tight.ids[other], None)]
    assert told.broken


def test_a_search_that_ends_early_says_that_it_knows_nothing():
    problem = large_money(seed=1)
    floors = sum(limit.amount for limit in problem.limits if limit.is_floor)
    tight = replace(problem, budget=1.004 * floors)
    part = programme_of(tight, np.arange(tight.n), np.full(tight.n, -1))
    with pytest.raises(PortfolioNotFound, match="2 steps"):
        solve(part, part.value, nodes=1)


def test_hundreds_of_files_out_by_lot_are_not_in_a_conflict_they_have_no_part_in():
    table = files(150, seed=4)
    budget, _ = rules(table)
    region = table.loc[table["region"] == "1"]
    limits = [
        Limit("region", "1", float(0.6 * region["cost"].sum()), True),
        Limit("theme", "0", 500.0, False),
    ]
    out = [*region["id"][: len(region) // 2], *table.loc[table["region"] != "1", "id"][:60]]
    asked = {"budget": budget, "limits": limits, "forbid": out}
    problem = problem_of(table, asked)
    named = smallest_conflict(problem)
    assert named[0] == "floor region:1"
    assert set(named[1:]) < {f"forbid {name}" for name in region["id"]}
    for name in named:  # without any one of them there is peace
        without = under(problem, set(rule_names(problem)) & set(named) - {name})
        assert nearly_allocated(without).funded
    with pytest.raises(NoFeasiblePortfolio, match="floor region:1"):
        allocate(table, **COLUMNS, **asked)
