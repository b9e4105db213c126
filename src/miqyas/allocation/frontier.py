"""Value against equity: the best portfolio as floors keep more and more of the budget."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from miqyas.allocation.portfolio import allocated
from miqyas.allocation.problem import Limit, Problem
from miqyas.allocation.reach import within_reach
from miqyas.errors import ConstraintOnNothing, NoFeasiblePortfolio, PortfolioNotFound
from miqyas.results.allocation import FrontierPoint
from miqyas.types import BoolVector

SHARES = tuple(place / 10 for place in range(11))


def equity_frontier(
    problem: Problem,
    weights: Mapping[str, float],
    members: Mapping[str, BoolVector],
    *,
    column: str = "region",
    shares: Sequence[float] = SHARES,
) -> tuple[FrontierPoint, ...]:
    """Solve over whole files at each share of the budget that floors keep, shared out in proportion to weights.

    The call's own floors on the column give way to these; everything else stays. A floor above what its files ask is held
    as far as they ask (`within_reach`), so a curve grows flat where there is nothing more to keep money for.

    Parameters
    ----------
    problem : Problem
        The call.
    weights : mapping of str to float
        Of each place: its population, its poor people; zero or more, not all zero.
    members : mapping of str to BoolVector
        Files of each place that has files, shape (n,).
    column : str
        Name of the column of places.
    shares : sequence of float
        Of the budget that floors keep, between 0 and 1.

    Raises
    ------
    ConstraintOnNothing
        No weight is above zero.
    """
    whole = float(sum(weights.values()))
    if whole <= 0 or min(weights.values()) < 0:
        raise ConstraintOnNothing(value="0", column=column, found=", ".join(weights))
    kept = [
        (limit, member)
        for limit, member in zip(problem.limits, problem.members, strict=True)
        if not (limit.is_floor and limit.column == column and not limit.counts_files)
    ]
    nobody = np.zeros(problem.n, dtype=np.bool_)
    found: list[FrontierPoint] = []
    for share in shares:
        floors = [
            (Limit(column, place, share * problem.budget * weight / whole, True), members.get(place, nobody))
            for place, weight in weights.items()
        ]
        both = [*kept, *floors]
        asked = replace(
            problem, limits=tuple(limit for limit, _ in both), members=tuple(member for _, member in both)
        )
        found.append(_point(within_reach(asked)[0], share, column))
    return tuple(found)


def _point(problem: Problem, share: float, column: str) -> FrontierPoint:
    held = sum(limit.amount for limit in problem.limits if limit.is_floor and limit.column == column)
    try:
        best = allocated(problem)
    except (NoFeasiblePortfolio, PortfolioNotFound):
        return FrontierPoint(share, held / problem.budget, None, None, ())
    return FrontierPoint(share, held / problem.budget, best.value, best.cost, best.funded)
