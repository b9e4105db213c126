"""What each whole rule costs: the best portfolio without it, and the best under a harder one."""

from dataclasses import replace

import numpy as np

from miqyas.allocation.conflict import rule_names, under
from miqyas.allocation.portfolio import best_value, chosen_in
from miqyas.allocation.problem import Problem, value_of
from miqyas.allocation.whole import line_of, whole_portfolio
from miqyas.errors import NoFeasiblePortfolio, PortfolioNotFound
from miqyas.results.allocation import Allocation, RuleCost, Tightened
from miqyas.types import IntVector


def rule_costs(problem: Problem, best: Allocation | None = None) -> tuple[RuleCost, ...]:
    """Solve again without each rule in turn, files forced in or out included; the budget stays.

    Rules that cost nothing alone may cost together: the figures do not add up. Above 2,000 files each value is within 0.01 %
    of the best, and so is the difference.

    Parameters
    ----------
    problem : Problem
        The call.
    best : Allocation, optional
        Its best portfolio, when known: each floor and each cap then says which files it keeps out, and each search begins
        from it.

    Raises
    ------
    NoFeasiblePortfolio, PortfolioNotFound
        Without ``best``: nothing obeys the rules, or nothing was found that does.
    """
    names = rule_names(problem)
    worth = best_value(problem) if best is None else best.value
    if worth is None:
        raise NoFeasiblePortfolio(conflict=", ".join(names))
    known = None if best is None else chosen_in(problem, best)
    return tuple(
        _cost_of(problem, name, worth, known if name in _limits(problem) else None, known)
        for name in names[1:]
    )


def _limits(problem: Problem) -> dict[str, float]:
    return {limit.name: limit.amount for limit in problem.limits}


def _cost_of(
    problem: Problem, name: str, worth: float, inside: IntVector | None, known: IntVector | None
) -> RuleCost:
    """``inside``: the best portfolio, where the files that would enter are told; ``known``: the same, to begin from."""
    without = under(problem, set(rule_names(problem)) - {name})
    line = line_of(without)
    answer = whole_portfolio(without, line, settles_ties=inside is not None, known=known)
    free = worth if answer is None else float(value_of(without, answer[0]).sum())
    lost = max(0.0, free - worth)
    price = float(line.prices[0])
    entering: tuple[str, ...] = ()
    if inside is not None and answer is not None and lost > 0:
        entering = tuple(sorted(without.ids[i] for i in np.flatnonzero((answer[0] >= 0) & (inside < 0))))
    return RuleCost(name, lost, lost / price if price > 0 else None, _limits(problem).get(name), entering)


def tightening_costs(
    problem: Problem, value: float | None = None, *, share: float = 0.1
) -> tuple[Tightened, ...]:
    """Solve again with each limit made harder in turn: floors higher, caps and the budget lower, by a share of their amount.

    Parameters
    ----------
    problem : Problem
        The call.
    value : float, optional
        Of its best portfolio, when known.
    share : float
        By how much.

    Raises
    ------
    NoFeasiblePortfolio
        Nothing obeys the rules as they stand.
    """
    worth = best_value(problem) if value is None else value
    if worth is None:
        raise NoFeasiblePortfolio(conflict=", ".join(rule_names(problem)))
    price = float(line_of(problem).prices[0])
    found = [_tightened("budget", replace(problem, budget=(1 - share) * problem.budget), worth, price)]
    for place, limit in enumerate(problem.limits):
        harder = replace(limit, amount=limit.amount * (1 - limit.sign * share))
        limits = (*problem.limits[:place], harder, *problem.limits[place + 1 :])
        found.append(_tightened(limit.name, replace(problem, limits=limits), worth, price))
    return tuple(found)


def _tightened(name: str, harder: Problem, worth: float, price: float) -> Tightened:
    amount = next((limit.amount for limit in harder.limits if limit.name == name), harder.budget)
    try:
        left = best_value(harder)
    except PortfolioNotFound:
        left = None
    lost = None if left is None else max(0.0, worth - left)
    money = None if lost is None or price <= 0 else lost / price
    return Tightened(name, amount, lost, money)
