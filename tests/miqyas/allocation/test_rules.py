"""200 small invented calls with every kind of rule, against every portfolio there is; and each rule alone."""

import itertools

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.allocation.files import COLUMNS, files

from miqyas.allocation.checking import broken_rules
from miqyas.allocation.portfolio import allocate, allocated, chosen_in
from miqyas.allocation.problem import Level, Limit, chosen_of
from miqyas.allocation.reading import read_problem
from miqyas.data.relation import open_relation
from miqyas.errors import (
    ApplicantRuleIncomplete,
    LevelOutOfRange,
    LevelTwice,
    NeededFileUnknown,
    NoFeasiblePortfolio,
)

LEVELS = (Level(0.6, 0.72), Level(1.0, 1.0))


def small_call(seed):
    """Six to nine files under rules drawn at random; what each row obeys is checked below without our code."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(6, 10))
    table = files(n, seed=seed)
    table["owner"] = [f"o{x}" if x < 3 else None for x in rng.integers(0, 6, n)]
    table["who"] = [f"w{x}" for x in rng.integers(0, 4, n)]
    table["needs"] = None
    if seed % 3 == 0:
        table.loc[0, "needs"] = table.loc[1, "id"]
        table.loc[2, "needs"] = f"{table.loc[1, 'id']}; {table.loc[3, 'id']}"
    budget = float(round(rng.uniform(0.3, 0.6) * table["cost"].sum()))
    region, theme = table.loc[0, "region"], table.loc[1, "theme"]
    limits = [
        Limit("region", region, float(round(0.5 * table.loc[table["region"] == region, "cost"].min())), True),
        Limit("theme", theme, float(round(0.8 * table.loc[table["theme"] == theme, "cost"].sum())), False),
    ]
    if seed % 2:
        limits += [Limit("theme", theme, 1.0, True, True), Limit("region", region, 2.0, False, True)]
    asked = {
        "budget": budget, "limits": limits, "exclusive": "owner", "levels": LEVELS if seed % 5 < 2 else (Level(1, 1),),
        "applicant": "who" if seed % 4 else None, "most_per_applicant": 2 if seed % 4 else 0, "needs": "needs",
        **drawn_by_lot(table, rng, some=seed % 7 < 3),
    }  # fmt: skip
    return table, asked


def drawn_by_lot(table, rng, *, some):
    """Two files forced in and one out, as a committee may ask: now and then what cannot be."""
    if not some:
        return {"force": (), "forbid": ()}
    names = rng.permutation(table["id"].to_numpy())
    return {"force": tuple(names[:2]), "forbid": tuple(names[2:3])}


def obeys(table, shares, asked):
    """Whether shares of the asks obey every rule, from the table alone."""
    is_in = shares > 0
    kept, paid = table[is_in], (table["cost"] * shares)[is_in]
    if paid.sum() > asked["budget"] + 1e-9 or kept["owner"].dropna().duplicated().any():
        return False
    for limit in asked["limits"]:
        among = (kept[limit.column] == limit.value).to_numpy()
        used = among.sum() if limit.counts_files else paid[among].sum()
        if used < limit.amount - 1e-9 if limit.is_floor else used > limit.amount + 1e-9:
            return False
    if asked["applicant"] and (kept["who"].value_counts() > asked["most_per_applicant"]).any():
        return False
    if not set(asked["force"]) <= set(kept["id"]) or set(asked["forbid"]) & set(kept["id"]):
        return False
    wanted = {name.strip() for cell in kept["needs"].dropna() for name in cell.split(";")}
    return wanted <= set(kept["id"])


def best_by_hand(table, asked):
    """Best value, then least cost, over every portfolio at every level: all of them at once, a row each."""
    worth = {0.0: 0.0, **{level.cost: level.value for level in asked["levels"]}}
    shares = np.array(list(itertools.product(worth, repeat=len(table))))
    paid, is_in = shares * table["cost"].to_numpy(), shares > 0
    value = np.vectorize(worth.get)(shares) @ table["value"].to_numpy()
    fine = paid.sum(axis=1) <= asked["budget"] + 1e-9
    for column, most in (("owner", 1), ("who", asked["most_per_applicant"] or len(table))):
        for name in table[column].dropna().unique():
            fine &= is_in[:, (table[column] == name).to_numpy()].sum(axis=1) <= most
    for limit in asked["limits"]:
        among = (table[limit.column] == limit.value).to_numpy()
        used = (is_in if limit.counts_files else paid)[:, among].sum(axis=1)
        fine &= used >= limit.amount - 1e-9 if limit.is_floor else used <= limit.amount + 1e-9
    for i, cell in table["needs"].dropna().items():
        for name in cell.split(";"):
            fine &= ~is_in[:, i] | is_in[:, table.index[table["id"] == name.strip()][0]]
    named = table["id"]
    fine &= is_in[:, named.isin(asked["force"])].all(axis=1) & ~is_in[:, named.isin(asked["forbid"])].any(
        axis=1
    )
    cost = paid.sum(axis=1)
    return min(zip(-value[fine].round(9), cost[fine], strict=True), default=None)


@pytest.mark.parametrize("block", range(20))
def test_ten_small_calls_each_is_the_best_of_all(block):
    for seed in range(10 * block, 10 * block + 10):
        table, asked = small_call(seed)
        expected = best_by_hand(table, asked)
        if expected is None:
            with pytest.raises(NoFeasiblePortfolio):
                allocate(table, **COLUMNS, **asked)
            continue
        found = allocate(table, **COLUMNS, **asked)
        assert (-found.value, found.cost) == pytest.approx(expected, abs=1e-6), seed
        shares = table["id"].map(found.levels).fillna(0.0).to_numpy()
        assert obeys(table, shares, asked), seed
        assert found.priced_bound >= found.bound >= found.value


def test_two_files_forced_in_that_exclude_each_other_are_refused_by_name():
    table = pd.DataFrame(
        {"id": list("abc"), "cost": [1.0] * 3, "value": [3.0, 2, 1], "owner": ["o", "o", None]}
    )
    with pytest.raises(NoFeasiblePortfolio) as told:
        allocate(table, **COLUMNS, budget=3, exclusive="owner", force=("a", "b"))
    assert told.value.facts["conflict"] == "exclusions, force a, force b"


def test_levels_pay_more_files_when_parts_bring_more():
    table = pd.DataFrame({"id": list("abc"), "cost": [10.0] * 3, "value": [10.0] * 3})
    assert allocate(table, **COLUMNS, budget=20).value == 20
    found = allocate(table, **COLUMNS, budget=20, levels=LEVELS)
    assert found.value == pytest.approx(21.6)
    assert found.levels == {"a": 0.6, "b": 0.6, "c": 0.6}
    assert {one.share for one in found.explanations} == {0.6}


def test_an_applicant_wins_no_more_than_the_most():
    table = pd.DataFrame(
        {"id": list("abcd"), "cost": [1.0] * 4, "value": [9.0, 8, 7, 1], "who": ["x", "x", "x", "y"]}
    )
    found = allocate(table, **COLUMNS, budget=4, applicant="who", most_per_applicant=2)
    assert found.funded == ("a", "b", "d")
    assert {one.id: one.reason for one in found.explanations}["c"] == "applicant"


def test_a_file_comes_with_those_it_needs():
    table = pd.DataFrame(
        {"id": list("abc"), "cost": [5.0, 5, 5], "value": [20.0, 0.5, 9], "needs": ["b", None, None]}
    )
    found = allocate(table, **COLUMNS, budget=10, needs="needs")
    assert found.funded == ("a", "b")
    tight = allocate(table, **COLUMNS, budget=5, needs="needs")
    assert tight.funded == ("c",)
    reason = {one.id: (one.reason, one.rival) for one in tight.explanations}["a"]
    assert reason == ("needs", "b")


def test_many_files_under_every_rule_are_proved_and_obey():
    table = files(2400, seed=8)
    rng = np.random.default_rng(1)
    table["who"] = [f"w{x}" for x in rng.integers(0, 700, 2400)]
    table["needs"] = [f"f{i + 1:06}" if i % 60 == 0 else None for i in range(2400)]
    budget = round(0.22 * table["cost"].sum())
    limits = [Limit("region", "1", round(0.3 * budget), True), Limit("theme", "0", 150.0, False, True)]
    asked = {
        "exclusive": "owner", "levels": LEVELS, "applicant": "who", "most_per_applicant": 2, "needs": "needs",
        "budget": budget, "limits": limits, "force": (), "forbid": (),
    }  # fmt: skip
    found = allocate(table, **COLUMNS, **asked)
    assert found.gap <= 1e-4
    assert obeys(table, table["id"].map(found.levels).fillna(0.0).to_numpy(), asked)


def test_a_list_that_breaks_rules_is_told_each():
    table = pd.DataFrame(
        {
            "id": list("abcd"), "cost": [5.0] * 4, "value": [4.0, 3, 2, 1], "owner": ["x", "x", None, None],
            "who": ["w", "w", "w", "v"], "needs": ["d", None, None, None], "region": ["n", "n", "s", "s"],
        }
    )  # fmt: skip
    problem, _ = read_problem(
        open_relation(table), id_column="id", cost="cost", value="value", budget=12.0,
        limits=[Limit("region", "s", 10.0, True), Limit("region", "n", 1.0, False, True)], exclusive="owner",
        applicant="who", most_per_applicant=2, needs="needs", forbid=["c"], force=["d"],
    )  # fmt: skip
    list_of_committee = chosen_of(problem, np.array([True, True, True, False]))
    assert {one.rule: (one.allowed, one.found) for one in broken_rules(problem, list_of_committee)} == {
        "budget": (12.0, 15.0),
        "floor region:s": (10.0, 5.0),
        "cap count region:n": (1.0, 2.0),
        "exclusions a, b": (1.0, 2.0),
        "applicants a, b, c": (2.0, 3.0),
        "needs a → d": (1.0, 0.0),
        "force d": (1.0, 0.0),
        "forbid c": (0.0, 1.0),
    }
    asked = problem.__class__(
        **{name: getattr(problem, name) for name in problem.__slots__} | {"limits": (), "members": ()}
    )
    assert broken_rules(asked, chosen_in(asked, allocated(asked))) == ()


@pytest.mark.parametrize(("options", "error"), [
    ({"levels": [Level(1.2, 1)]}, LevelOutOfRange),
    ({"levels": [Level(0.5, 0)]}, LevelOutOfRange),
    ({"levels": [Level(0.5, 0.6), Level(0.5, 0.7)]}, LevelTwice),
    ({"applicant": "owner"}, ApplicantRuleIncomplete),
    ({"most_per_applicant": 2}, ApplicantRuleIncomplete),
    ({"needs": "region"}, NeededFileUnknown),
])  # fmt: skip
def test_what_cannot_be_is_refused(options, error):
    with pytest.raises(error):
        allocate(files(12), **COLUMNS, budget=500, **options)
