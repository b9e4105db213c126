"""The best portfolio a budget and its rules allow."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from miqyas.allocation.checking import broken_rules
from miqyas.allocation.conflict import smallest_conflict
from miqyas.allocation.prices import bound_at, explained, named
from miqyas.allocation.problem import WHOLE, Level, Limit, Problem, cost_of, value_of
from miqyas.allocation.reading import read_problem
from miqyas.allocation.whole import Line, line_of, near_portfolio, whole_portfolio
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import NoFeasiblePortfolio, RuleOutOfReach
from miqyas.results.allocation import Allocation
from miqyas.types import IntVector


def allocate(
    relation: Relation,
    *,
    id: str,  # noqa: A002 - the word of the table
    cost: str,
    value: str,
    budget: float,
    limits: Sequence[Limit] = (),
    exclusive: str | None = None,
    force: Sequence[str] = (),
    forbid: Sequence[str] = (),
    levels: Sequence[Level] = WHOLE,
    applicant: str | None = None,
    most_per_applicant: int = 0,
    needs: str | None = None,
) -> Allocation:
    """Choose the files that are worth most together within a budget, floors, caps and exclusions.

    Files are whole, each at one of its levels. Up to 2,000 files the portfolio is proved best, and among equals the cheapest
    is kept, then the one a hash of the names prefers; above, it is proved within 0.01 % of the best.

    Parameters
    ----------
    relation : Relation
        One row a file, or anything `open_relation` takes; rows with a missing value are left out and counted.
    id, cost, value : str
        Columns: name of the file, what it asks, what it is worth (the policy of the call says how).
    budget : float
        In the unit of the costs.
    limits : sequence of Limit
        Floors and caps on the cost, or the number, of the files that share a value of a column.
    exclusive : str, optional
        Column of groups of which one file at most may be funded; empty: excludes nobody.
    force, forbid : sequence of str
        Files in or out whatever they are worth.
    levels : sequence of Level
        Shares of the ask that may be paid, and what each brings of the value; the whole ask alone unless said.
    applicant, most_per_applicant : str and int, optional
        Column of who asks, and the most files one of them may win.
    needs : str, optional
        Column of the files each file needs, separated by semicolons: it is in only if they are.

    Returns
    -------
    Allocation
        The portfolio, its certificate, the price of each rule and the reason of each file.

    Raises
    ------
    InvalidSample, InvalidAllocation
        As in `read_problem`; `NoFeasiblePortfolio` with the smallest set of rules that conflict, `RuleOutOfReach` for one.

    References
    ----------
    Kellerer, H., Pferschy, U. and Pisinger, D. (2004). Knapsack Problems. Springer, chapters 3 (bounds) and 5 (cores).

    Examples
    --------
    >>> import pandas as pd
    >>> files = pd.DataFrame({"id": ["a", "b", "c"], "cost": [60.0, 50, 50], "value": [10.0, 7, 6]})
    >>> allocate(files, id="id", cost="cost", value="value", budget=100).funded
    ('b', 'c')
    """
    problem, n_dropped = read_problem(
        open_relation(relation), id_column=id, cost=cost, value=value, budget=budget, limits=limits,
        exclusive=exclusive, force=force, forbid=forbid, levels=levels, applicant=applicant,
        most_per_applicant=most_per_applicant, needs=needs,
    )  # fmt: skip
    return allocated(problem, n_dropped=n_dropped)


def allocated(problem: Problem, *, n_dropped: int = 0) -> Allocation:
    """Allocate a problem that was read."""
    line = line_of(problem)
    answer = whole_portfolio(problem, line)
    if answer is None:
        raise _conflict(problem)
    chosen, bound = answer
    return _certified(
        problem, line, (chosen, bound), unforced=_unforced(problem, chosen), n_dropped=n_dropped
    )


def nearly_allocated(problem: Problem, *, n_dropped: int = 0) -> Allocation:
    """A portfolio near the best, in a fraction of the time: its ``gap`` says how near, at most.

    For a person who moves a slider. It obeys every rule; ties are not settled, and what forcing costs is left to
    `allocated` (``value_unforced`` is the value).

    Raises
    ------
    NoFeasiblePortfolio
        As `allocated`, with the smallest set of rules that conflict.
    """
    line = line_of(problem)
    chosen = near_portfolio(problem, line)
    if chosen is None:
        raise _conflict(problem)
    return _certified(problem, line, (chosen, line.bound), unforced=0.0, n_dropped=n_dropped)


def _conflict(problem: Problem) -> NoFeasiblePortfolio:
    rules = smallest_conflict(problem)
    refusal = RuleOutOfReach if len(rules) == 1 else NoFeasiblePortfolio
    return refusal(conflict=", ".join(rules), rules=rules)


def _certified(
    problem: Problem, line: Line, answer: tuple[IntVector, float], *, unforced: float, n_dropped: int
) -> Allocation:
    """A portfolio with its bound, prices and reasons, once its rules are checked without the solver."""
    chosen, bound = answer
    broken = broken_rules(problem, chosen)
    if broken:
        raise RuntimeError(f"the solver's portfolio breaks {broken[0]}")
    worth = float(value_of(problem, chosen).sum())
    priced = bound_at(problem, line.prices)
    bound = max(worth, min(priced, bound))
    inside = np.flatnonzero(chosen >= 0)
    return Allocation(
        funded=tuple(sorted(problem.ids[i] for i in inside)),
        levels={problem.ids[i]: problem.levels[chosen[i]].cost for i in inside},
        value=worth,
        cost=float(cost_of(problem, chosen).sum()),
        bound=bound,
        priced_bound=max(worth, priced),
        gap=(bound - worth) / worth if worth else 0.0,
        prices=named(problem, line.prices),
        explanations=explained(problem, line.prices, chosen),
        value_unforced=max(worth, unforced),
        n_dropped=n_dropped,
        solver=f"HiGHS {version('highspy')}",
    )


def chosen_in(problem: Problem, found: Allocation) -> IntVector:
    """Level of each file of an allocation, -1 for those out, shape (n,)."""
    place = {level.cost: i for i, level in enumerate(problem.levels)}
    return np.array([place[found.levels[name]] if name in found.levels else -1 for name in problem.ids])


def _unforced(problem: Problem, chosen: IntVector) -> float:
    """What the best portfolio is worth with nobody forced in or out; the one chosen obeys those rules too."""
    worth = float(value_of(problem, chosen).sum())
    if not (problem.forced.any() or problem.forbidden.any()):
        return worth
    nobody = np.zeros(problem.n, dtype=np.bool_)
    free = best_value(replace(problem, forced=nobody, forbidden=nobody), known=chosen)
    return worth if free is None else max(worth, free)


def best_value(problem: Problem, *, known: IntVector | None = None) -> float | None:
    """Of the best portfolio, None when nothing obeys the rules; ``known``: a portfolio that does, to begin from.

    Raises
    ------
    PortfolioNotFound
        As in `miqyas.allocation.programme.solve`; never with ``known``.
    """
    answer = whole_portfolio(problem, line_of(problem), settles_ties=False, known=known)
    return None if answer is None else float(value_of(problem, answer[0]).sum())
