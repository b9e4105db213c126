"""How far each file is from the other side, over whole files: the value at which its fate would change."""

import math
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace

import numpy as np

from miqyas.allocation.portfolio import best_value
from miqyas.allocation.problem import Problem, value_of
from miqyas.allocation.whole import line_of, whole_portfolio
from miqyas.errors import PortfolioNotFound
from miqyas.results.allocation import Allocation, Distance


def distances(
    problem: Problem,
    best: Allocation,
    *,
    among: Collection[str] | None = None,
    told: Callable[[int], None] = lambda _done: None,
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
    among : collection of str, optional
        Files to say it of; all of them unless said.
    told : callable
        Hears how many files are done.
    """
    found = []
    asked = [(place, name) for place, name in enumerate(problem.ids) if among is None or name in among]
    for done, (place, name) in enumerate(asked, start=1):
        with suppress(PortfolioNotFound):  # no distance is told of it
            found.append(Distance(name, name in best.levels, _turns_at(problem, best, place, name)))
        told(done)
    return tuple(found)


def nearest_the_line(best: Allocation, most: int) -> tuple[str, ...]:
    """The files whose value is nearest their line, ``most`` of them at most: those whose fate is in doubt."""
    rows = sorted(best.explanations, key=lambda one: (abs(math.log1p(max(one.distance, -1 + 1e-9))), one.id))
    return tuple(one.id for one in rows[:most])


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
