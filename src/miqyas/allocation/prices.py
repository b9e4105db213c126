"""Prices of the rules: the certificate anyone recomputes, and why each file is in or out."""

import numpy as np
from numpy.typing import NDArray

from miqyas.allocation.problem import Problem
from miqyas.results.allocation import FileDecisions
from miqyas.types import BoolVector, FloatVector, IntVector

# Nearer than this share of its line, a file stands on it: which side is the last digit of a price.
ON_THE_LINE = 1e-9


def named(problem: Problem, prices: FloatVector) -> dict[str, float]:
    """Prices, shape (rules,), by the name of each rule."""
    names = ["budget", *(limit.name for limit in problem.limits)]
    return {name: float(price) for name, price in zip(names, prices, strict=True)}


def price_of_files(problem: Problem, prices: FloatVector) -> tuple[FloatVector, FloatVector]:
    """Value a unit of cost must bring in each file, and value it must bring for being a file, shape (n,) each.

    The budget's price, less that of the floors a file is in, plus that of the caps; limits that count files weigh on
    the file.
    """
    per_cost, per_file = np.full(problem.n, float(prices[0])), np.zeros(problem.n)
    for limit, member, price in zip(problem.limits, problem.members, prices[1:], strict=True):
        if price:
            (per_file if limit.counts_files else per_cost)[member] += limit.sign * price
    return per_cost, per_file


def bound_at(problem: Problem, prices: FloatVector) -> float:
    """The most any portfolio can be worth, whatever the prices: one pass over the files.

    Budget times its price, less floors times theirs, plus caps times theirs, plus for each file, or for the best of each
    exclusion group, what it is worth beyond its price at its best level; a file forced in counts even when that is negative.
    The most files of an applicant, and files that need others, are left aside, which can only raise the bound.
    """
    per_cost, per_file = price_of_files(problem, prices)
    surplus = surplus_at(problem, per_cost, per_file)
    forced_groups = problem.group[problem.forced & (problem.group >= 0)]
    out = problem.forbidden | (np.isin(problem.group, forced_groups) & ~problem.forced)
    open_to = ~problem.forced & ~out
    alone = open_to & (problem.group < 0)
    total = surplus[problem.forced].sum() + np.maximum(surplus[alone], 0.0).sum()
    grouped = open_to & (problem.group >= 0)
    best = np.zeros(int(problem.group.max(initial=-1)) + 1)
    np.maximum.at(best, problem.group[grouped], surplus[grouped])
    return float((problem.signs * problem.amounts) @ prices + total + best.sum())


def explained(problem: Problem, prices: FloatVector, chosen: IntVector) -> FileDecisions:
    """Say for each file why it is in or out, and how far its value is from the line."""
    per_cost, per_file = price_of_files(problem, prices)
    is_in = chosen >= 0
    surplus = surplus_at(problem, per_cost, per_file)
    surplus[problem.forbidden] = -np.inf
    hurdle = _kth_of_others(problem.group, surplus, 1)
    if problem.most_per_applicant:
        hurdle = np.maximum(hurdle, _kth_of_others(problem.applicant, surplus, problem.most_per_applicant))
    hurdle += _burden_of_needs(problem, surplus, is_in)
    line = np.full(problem.n, np.inf)
    for level in problem.levels:
        asked = per_cost * problem.cost * level.cost + per_file + hurdle
        line = np.minimum(line, np.maximum(asked, 0.0) / level.value)
    distance = np.where(line > 0, problem.value / np.where(line > 0, line, 1.0) - 1, np.inf)
    reasons = _reasons(problem, is_in, line)
    share = np.where(is_in, problem.cost_shares[chosen], 0.0)
    return FileDecisions(
        problem.ids, is_in, reasons, per_cost, line, distance, problem.value, problem.cost, share,
        float(prices[0]) - per_cost, _rivals(problem, is_in, reasons),
    )  # fmt: skip


def surplus_at(problem: Problem, per_cost: FloatVector, per_file: FloatVector) -> FloatVector:
    """Value of each file beyond its price at its best level, shape (n,)."""
    surplus = np.full(problem.n, -np.inf)
    for level in problem.levels:
        np.maximum(
            surplus,
            problem.value * level.value - per_cost * problem.cost * level.cost - per_file,
            out=surplus,
        )
    return surplus


def _kth_of_others(code: IntVector, surplus: FloatVector, k: int) -> FloatVector:
    """Of the other files of the same code, what the k-th best is worth beyond its price; zero where there is none."""
    found = np.zeros(code.size)
    places = np.flatnonzero(code >= 0)
    if not places.size:
        return found
    order = places[np.lexsort((-surplus[places], code[places]))]
    _, starts, sizes = np.unique(code[order], return_index=True, return_counts=True)
    start, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    other = np.where(np.arange(order.size) - start < k, k, k - 1)
    worth = surplus[order[np.minimum(start + other, order.size - 1)]]
    found[order] = np.where(other < size, worth, 0.0)
    return np.maximum(found, 0.0)


def _burden_of_needs(problem: Problem, surplus: FloatVector, is_in: BoolVector) -> FloatVector:
    """What a file must carry of those it needs that are out, less what those that wait for it bring, shape (n,)."""
    burden = np.zeros(problem.n)
    if not len(problem.needs):
        return burden
    file, needed = problem.needs.T
    lacking = ~is_in[needed]
    carried = np.where(np.isfinite(surplus), np.maximum(0.0, -surplus), np.inf)
    np.add.at(burden, file[lacking], carried[needed[lacking]])
    np.subtract.at(burden, needed[lacking], np.maximum(0.0, surplus[file[lacking]]))
    return burden


def _reasons(problem: Problem, is_in: BoolVector, line: FloatVector) -> NDArray[np.str_]:
    told = [
        (problem.forced, "forced"),
        (problem.forbidden, "forbidden"),
        (is_in & (problem.value >= line * (1 + ON_THE_LINE)), "above_line"),
        (is_in, "fit"),
        (problem.cost * problem.cost_shares.min() > problem.budget, "above_budget"),
        (
            (problem.group >= 0) & np.isin(problem.group, problem.group[is_in & (problem.group >= 0)]),
            "exclusive",
        ),
        (_is_full(problem, is_in), "applicant"),
        (_lacks(problem, is_in), "needs"),
        (problem.value <= line * (1 - ON_THE_LINE), "below_line"),
    ]
    return np.select([condition for condition, _ in told], [name for _, name in told], "fit")


def _is_full(problem: Problem, is_in: BoolVector) -> BoolVector:
    """Files whose applicant has the most files allowed, shape (n,)."""
    if not problem.most_per_applicant:
        return np.zeros(problem.n, dtype=np.bool_)
    who = problem.applicant
    counts = np.bincount(who[is_in & (who >= 0)], minlength=int(who.max(initial=0)) + 1)
    return (who >= 0) & (counts[who] >= problem.most_per_applicant)


def _lacks(problem: Problem, is_in: BoolVector) -> BoolVector:
    """Files that need one that is out, shape (n,)."""
    found = np.zeros(problem.n, dtype=np.bool_)
    found[problem.needs[~is_in[problem.needs[:, 1]], 0]] = True
    return found


def _rivals(problem: Problem, is_in: BoolVector, reasons: NDArray[np.str_]) -> IntVector:
    """The file that keeps each one out: that of its group which is in, or the one it needs which is out; -1 without."""
    found = np.full(problem.n, -1)
    inside = np.flatnonzero(is_in & (problem.group >= 0))
    of_group = np.full(int(problem.group.max(initial=-1)) + 1, -1)
    of_group[problem.group[inside]] = inside
    kept_out = np.flatnonzero(reasons == "exclusive")
    found[kept_out] = of_group[problem.group[kept_out]]
    lacking = problem.needs[~is_in[problem.needs[:, 1]]]
    lacking = lacking[reasons[lacking[:, 0]] == "needs"]
    found[lacking[:, 0]] = lacking[:, 1]
    return found
