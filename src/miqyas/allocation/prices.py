"""Prices of the rules: the certificate anyone recomputes, and why each file is in or out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miqyas.allocation.problem import Problem
from miqyas.allocation.programme import Answer, Rows
from miqyas.results.allocation import FileDecision
from miqyas.types import BoolVector, FloatVector


@dataclass(frozen=True, slots=True)
class Prices:
    """Zero or more each: of the budget, and of each limit in its order."""

    budget: float
    limits: FloatVector

    def named(self, problem: Problem) -> dict[str, float]:
        """By the name of each rule."""
        told = {limit.name: float(price) for limit, price in zip(problem.limits, self.limits, strict=True)}
        return {"budget": self.budget, **told}

    def of_files(self, problem: Problem) -> FloatVector:
        """Value a unit of cost must bring in each file, shape (n,): less where a floor helps, more under a cap."""
        price = np.full(problem.n, self.budget)
        for limit, member, each in zip(problem.limits, problem.members, self.limits, strict=True):
            price += np.where(member, -each if limit.is_floor else each, 0.0)
        return price


def prices_of(problem: Problem, rows: Rows, relaxed: Answer) -> Prices:
    """Read the prices of the rules from the duals of shares of files."""
    duals = relaxed.duals[: rows.n_priced]
    signs = np.array([-1.0 if limit.is_floor else 1.0 for limit in problem.limits])
    # Adding zero turns a negative zero into zero.
    return Prices(max(0.0, float(duals[0])) + 0.0, np.maximum(0.0, signs * duals[1:]) + 0.0)


def bound_at(problem: Problem, prices: Prices) -> float:
    """The most any portfolio can be worth, whatever the prices: one pass over the files.

    Budget times its price, less floors times theirs, plus caps times theirs, plus for each file, or for the best of each
    exclusion group, what it is worth beyond its price; a file forced in counts even when that is negative.
    """
    floors = sum(
        (-1.0 if limit.is_floor else 1.0) * limit.amount * price
        for limit, price in zip(problem.limits, prices.limits, strict=True)
    )
    surplus = problem.value - prices.of_files(problem) * problem.cost
    forced_groups = problem.group[problem.forced & (problem.group >= 0)]
    out = problem.forbidden | (np.isin(problem.group, forced_groups) & ~problem.forced)
    open_to = ~problem.forced & ~out
    alone = open_to & (problem.group < 0)
    total = surplus[problem.forced].sum() + np.maximum(surplus[alone], 0.0).sum()
    grouped = open_to & (problem.group >= 0)
    best = np.zeros(int(problem.group.max(initial=-1)) + 1)
    np.maximum.at(best, problem.group[grouped], surplus[grouped])
    return float(problem.budget * prices.budget + floors + total + best.sum())


def explained(problem: Problem, prices: Prices, is_in: BoolVector) -> tuple[FileDecision, ...]:
    """Say for each file why it is in or out, and how far its value is from the line."""
    price = prices.of_files(problem)
    line = price * problem.cost + _rivals(problem, price)
    with np.errstate(divide="ignore"):
        distance = np.where(line > 0, problem.value / np.where(line > 0, line, 1.0) - 1, np.inf)
    reasons = _reasons(problem, is_in, line)
    return tuple(
        FileDecision(
            name, bool(is_in[i]), str(reasons[i]), float(price[i]), float(line[i]), float(distance[i])
        )
        for i, name in enumerate(problem.ids)
    )


def _rivals(problem: Problem, price: FloatVector) -> FloatVector:
    """What the best other file of the group is worth beyond its price, shape (n,); zero where there is none."""
    found = np.zeros(problem.n)
    surplus = np.where(problem.forbidden, -np.inf, problem.value - price * problem.cost)
    order = np.lexsort((-surplus, problem.group))
    ranked = order[problem.group[order] >= 0]
    if not ranked.size:
        return found
    _, starts, sizes = np.unique(problem.group[ranked], return_index=True, return_counts=True)
    best = surplus[ranked[starts]]
    second = np.where(sizes > 1, surplus[ranked[np.minimum(starts + 1, ranked.size - 1)]], 0.0)
    found[ranked] = np.repeat(best, sizes)
    found[ranked[starts]] = second
    return np.maximum(found, 0.0)


def _reasons(problem: Problem, is_in: BoolVector, line: FloatVector) -> NDArray[np.str_]:
    is_above = problem.value >= line
    taken = problem.group[is_in & (problem.group >= 0)]
    told = [
        (problem.forced, "forced"),
        (problem.forbidden, "forbidden"),
        (is_in & is_above, "above_line"),
        (is_in, "fit"),
        (problem.cost > problem.budget, "above_budget"),
        ((problem.group >= 0) & np.isin(problem.group, taken), "exclusive"),
        (problem.value <= line, "below_line"),
    ]
    return np.select([condition for condition, _ in told], [name for _, name in told], "fit")
