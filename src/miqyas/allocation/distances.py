"""How far each file is from the other side, over whole files: the value at which its fate would change."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import numpy as np

from miqyas.allocation.portfolio import best_value
from miqyas.allocation.problem import Problem, value_of
from miqyas.allocation.whole import line_of, whole_portfolio
from miqyas.errors import PortfolioNotFound
from miqyas.results.allocation import Allocation, Distance


def distances(
    problem: Problem, best: Allocation, *, told: Callable[[int], None] = lambda _done: None
) -> tuple[Distance, ...]:
    """Solve again with each file on the other side, everything else equal.

    The best portfolio with a file forced in is worth so much less than the best: raised by as much, divided by the share of
    the value that its level brings, the file is in. The best with a file forced out is worth so much less: lowered by as
    much, it is out. With several levels a smaller rise may do, at another level: what is quoted always does. Under a value
    at which both are worth the same, the cheaper is kept.

    Parameters
    ----------
    problem : Problem
        What was decided upon.
    best : Allocation
        Its best portfolio.
    told : callable
        Hears how many files are done.
    """
    found = []
    for place, name in enumerate(problem.ids):
        with suppress(PortfolioNotFound):  # no distance is told of it
            found.append(Distance(name, name in best.levels, _turns_at(problem, best, place, name)))
        told(place + 1)
    return tuple(found)


def _turns_at(problem: Problem, best: Allocation, place: int, name: str) -> float | None:
    if problem.forced[place] or problem.forbidden[place]:
        return None
    mask = np.arange(problem.n) == place
    value = float(problem.value[place])
    if name in best.levels:
        other = best_value(replace(problem, forbidden=problem.forbidden | mask))
        brings = {level.cost: level.value for level in problem.levels}[best.levels[name]]
        return 0.0 if other is None else max(0.0, value - (best.value - other) / brings)
    forced = replace(problem, forced=problem.forced | mask)
    answer = whole_portfolio(forced, line_of(forced), settles_ties=False)
    if answer is None:
        return None
    chosen = answer[0]
    lost = max(0.0, best.value - float(value_of(problem, chosen).sum()))
    return value + lost / problem.levels[int(chosen[place])].value
