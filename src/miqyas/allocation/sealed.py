"""A sealed decision read back as the allocation it was, without solving anything."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from miqyas.allocation.decision import problem_of
from miqyas.allocation.prices import bound_at, explained
from miqyas.allocation.problem import Problem
from miqyas.errors import DecisionUnreadable
from miqyas.results.allocation import Allocation


def sealed_allocation(decision: Mapping[str, Any]) -> tuple[Problem, Allocation]:
    """What was decided upon, and what came out of it: reasons and bound are computed from the sealed prices.

    Raises
    ------
    DecisionUnreadable
        The data are not those of a decision.
    """
    try:
        problem = problem_of(decision["inputs"])
        return problem, _allocation(problem, decision)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DecisionUnreadable(name="inputs", reason=type(error).__name__) from error


def _allocation(problem: Problem, decision: Mapping[str, Any]) -> Allocation:
    # Decisions sealed before levels paid every file whole.
    paid = {name: float(decision.get("paid", {}).get(name, 1.0)) for name in decision["funded"]}
    place = {level.cost: at for at, level in enumerate(problem.levels)}
    chosen = np.array([place[paid[name]] if name in paid else -1 for name in problem.ids])
    names = ["budget", *(limit.name for limit in problem.limits)]
    prices = np.array([float(decision["prices"][name]) for name in names])
    worth, bound = float(decision["value"]), float(decision["bound"])
    return Allocation(
        funded=tuple(decision["funded"]),
        levels=paid,
        value=worth,
        cost=float(decision["cost"]),
        bound=bound,
        priced_bound=max(worth, bound_at(problem, prices)),
        gap=(bound - worth) / worth if worth else 0.0,
        prices=dict(zip(names, prices.tolist(), strict=True)),
        explanations=explained(problem, prices, chosen),
        value_unforced=float(decision.get("value_unforced", worth)),
        n_dropped=0,
        solver=str(decision["solver"]),
    )
