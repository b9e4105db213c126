"""The committee's list against the best portfolio: the rules it breaks, and what each departure costs."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from miqyas.allocation.checking import broken_rules
from miqyas.allocation.portfolio import best_value
from miqyas.allocation.problem import Problem, cost_of, value_of
from miqyas.data.names import nearest_names
from miqyas.errors import LevelNotOffered, PortfolioNotFound, UnknownFile
from miqyas.results.allocation import Allocation, Departed, Departure
from miqyas.types import IntVector


def departure(
    problem: Problem, best: Allocation, chosen: Mapping[str, float], *, solve_each: bool = True
) -> Departure:
    """Compare the list of the committee with the best portfolio.

    Parameters
    ----------
    problem : Problem
        What was decided upon.
    best : Allocation
        Its best portfolio.
    chosen : mapping of str to float
        Files the committee funds, and the share of its ask each is paid.
    solve_each : bool
        Solve again for each file on which they differ, to say what that departure alone costs; a fraction of a second to
        some seconds each.

    Raises
    ------
    InvalidAllocation
        `UnknownFile`, `LevelNotOffered`.
    """
    levels = _levels_of(problem, chosen)
    broken = broken_rules(problem, levels)
    known = None if broken else levels
    departures = [
        Departed(
            name, name in chosen, chosen.get(name, 0.0), best.levels.get(name, 0.0),
            _lost(problem, best, place, chosen, known) if solve_each else None,
        )
        for place, name in enumerate(problem.ids)
        if chosen.get(name, 0.0) != best.levels.get(name, 0.0)
    ]  # fmt: skip
    worth = float(value_of(problem, levels).sum())
    return Departure(
        value=worth,
        cost=float(cost_of(problem, levels).sum()),
        best_value=best.value,
        value_lost=best.value - worth,
        broken=broken,
        departures=tuple(departures),
    )


def _levels_of(problem: Problem, chosen: Mapping[str, float]) -> IntVector:
    place = {name: i for i, name in enumerate(problem.ids)}
    offered = {level.cost: i for i, level in enumerate(problem.levels)}
    levels = np.full(problem.n, -1)
    for name, share in chosen.items():
        if name not in place:
            raise UnknownFile(file=name, nearest=nearest_names(name, problem.ids))
        if share not in offered:
            raise LevelNotOffered(file=name, share=share, offered=", ".join(f"{each:g}" for each in offered))
        levels[place[name]] = offered[share]
    return levels


def _lost(
    problem: Problem,
    best: Allocation,
    place: int,
    chosen: Mapping[str, float],
    known: IntVector | None,
) -> float | None:
    """Of the best portfolio, less the best with this file as the committee wants it; None when no such list was found.

    ``known``: the committee's list, where it obeys the rules; it is then one of them.
    """
    name, mask = problem.ids[place], np.arange(problem.n) == place
    forced, forbidden = problem.forced & ~mask, problem.forbidden & ~mask
    if name in chosen and name in best.levels:
        # In both lists at another level: what it brings there and what its dirhams are worth, at the prices.
        one = best.explanations[place]
        value = {level.cost: level.value for level in problem.levels}
        shares = best.levels[name], chosen[name]
        return one.value * (value[shares[0]] - value[shares[1]]) - one.price * one.cost * (
            shares[0] - shares[1]
        )
    pinned = replace(problem, forced=forced | mask) if name in chosen else replace(problem, forced=forced)
    pinned = replace(pinned, forbidden=forbidden if name in chosen else forbidden | mask)
    try:
        found = best_value(pinned, known=known)
    except PortfolioNotFound:
        return None
    return None if found is None else max(0.0, best.value - found)
