"""The best portfolio a budget and its rules allow."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from miqyas.allocation.conflict import smallest_conflict
from miqyas.allocation.prices import bound_at, explained, prices_of
from miqyas.allocation.problem import Limit, Problem, read_problem
from miqyas.allocation.programme import Answer, Rows, part_of, rows_of, solve
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import NoFeasiblePortfolio
from miqyas.results.allocation import Allocation
from miqyas.types import FloatVector

# Up to here the optimum is proved and ties are settled; above, prices first and whole files near the line after.
EXACT = 1_500
CORE = 200  # files whose fate the prices do not settle
ROUNDS = 5
TARGET = 1e-4  # relative distance to the bound that is good enough above EXACT
WHOLE_DECIMALS = 6


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
) -> Allocation:
    """Choose the files that are worth most together within a budget, floors, caps and exclusions.

    Files are whole. Up to 1,500 files the portfolio is proved best, and among equals the cheapest is kept, then the one a
    hash of the names prefers; above, it is proved within 0.01 % of the best.

    Parameters
    ----------
    relation : Relation
        One row a file, or anything `open_relation` takes; rows with a missing value are left out and counted.
    id, cost, value : str
        Columns: name of the file, what it asks, what it is worth (the policy of the call says how).
    budget : float
        In the unit of the costs.
    limits : sequence of Limit
        Floors and caps on the cost of the files that share a value of a column.
    exclusive : str, optional
        Column of groups of which one file at most may be funded; empty: excludes nobody.
    force, forbid : sequence of str
        Files in or out whatever they are worth.

    Returns
    -------
    Allocation
        The portfolio, its certificate, the price of each rule and the reason of each file.

    Raises
    ------
    InvalidSample, InvalidAllocation
        As in `read_problem`; `NoFeasiblePortfolio` with the smallest set of rules that conflict.

    References
    ----------
    Kellerer, H., Pferschy, U. and Pisinger, D. (2004). Knapsack Problems. Springer, sections 5.4 (core) and 3.3 (bounds).

    Examples
    --------
    >>> import pandas as pd
    >>> files = pd.DataFrame({"id": ["a", "b", "c"], "cost": [60.0, 50, 50], "value": [10.0, 7, 6]})
    >>> allocate(files, id="id", cost="cost", value="value", budget=100).funded
    ('b', 'c')
    """
    problem, n_dropped = read_problem(
        open_relation(relation), id_column=id, cost=cost, value=value, budget=budget, limits=limits,
        exclusive=exclusive, force=force, forbid=forbid,
    )  # fmt: skip
    return allocated(problem, n_dropped=n_dropped)


def allocated(problem: Problem, *, n_dropped: int = 0) -> Allocation:
    """Allocate a problem that was read."""
    rows = rows_of(problem)
    low, high = bounds_of(problem)
    relaxed = solve(rows, problem.value, low, high, is_whole=False)
    whole = None if relaxed is None else _whole(problem, rows, low, high, relaxed)
    if relaxed is None or whole is None:
        raise NoFeasiblePortfolio(conflict=", ".join(smallest_conflict(problem)))
    x = whole.x > 0.5
    prices = prices_of(problem, rows, relaxed)
    worth = float(problem.value[x].sum())
    bound = max(worth, min(bound_at(problem, prices), whole.bound if np.isfinite(whole.bound) else np.inf))
    is_forcing = bool(problem.forced.any() or problem.forbidden.any())
    free = np.zeros(problem.n, dtype=np.bool_)
    unforced = allocated(replace(problem, forced=free, forbidden=free)).value if is_forcing else worth
    return Allocation(
        funded=tuple(sorted(name for name, is_in in zip(problem.ids, x, strict=True) if is_in)),
        value=worth,
        cost=float(problem.cost[x].sum()),
        bound=bound,
        gap=(bound - worth) / worth if worth else 0.0,
        prices=prices.named(problem),
        explanations=explained(problem, prices, x),
        value_unforced=unforced,
        n_dropped=n_dropped,
        solver=f"HiGHS {version('highspy')}",
    )


def bounds_of(problem: Problem) -> tuple[FloatVector, FloatVector]:
    """Least and most share of each file: a file forced in has no sibling in its group."""
    low = problem.forced.astype(float)
    high = np.where(problem.forbidden, 0.0, 1.0)
    taken = problem.group[problem.forced & (problem.group >= 0)]
    siblings = np.isin(problem.group, taken) & ~problem.forced
    high[siblings] = 0.0
    return low, high


def _whole(
    problem: Problem, rows: Rows, low: FloatVector, high: FloatVector, relaxed: Answer
) -> Answer | None:
    if problem.n <= EXACT:
        found = solve(rows, problem.value, low, high, is_whole=True)
        return None if found is None else _first_of_equals(problem, rows, low, high, found)
    return _near_the_line(problem, rows, low, high, relaxed)


def _first_of_equals(
    problem: Problem, rows: Rows, low: FloatVector, high: FloatVector, best: Answer
) -> Answer:
    """Among portfolios worth as much the cheapest, then the one a hash of the names prefers."""
    value = float(problem.value @ best.x)
    at_best = _with_row(rows, problem.value, value - _slack(problem.value))
    cheapest = solve(at_best, -problem.cost, low, high, is_whole=True)
    if cheapest is None:  # rounding: the best itself stands
        return best
    cost = float(problem.cost @ cheapest.x)
    at_cheapest = _with_row(at_best, -problem.cost, -cost - _slack(problem.cost))
    names = [hashlib.sha256(name.encode()).digest() for name in problem.ids]
    order = np.argsort(np.argsort(np.array(names, dtype="S32"))).astype(float)
    first = solve(at_cheapest, -order, low, high, is_whole=True)
    return replace(best, x=(first or cheapest).x)


def _slack(figures: FloatVector) -> float:
    """Half of the smallest step between two sums: of whole figures, or of figures with a few decimals."""
    for decimals in range(WHOLE_DECIMALS + 1):
        scaled = figures * 10**decimals
        if np.abs(scaled - np.round(scaled)).max() < 1e-6:
            return float(0.5 / 10**decimals)
    return 1e-7 * float(np.abs(figures).max())


def _with_row(rows: Rows, line: FloatVector, least: float) -> Rows:
    """The rows and one more: line @ x >= least."""
    pointers = np.append(rows.matrix.indptr, rows.matrix.indptr[-1] + line.size)
    matrix = type(rows.matrix)(
        (
            np.concatenate([rows.matrix.data, line]),
            np.concatenate([rows.matrix.indices, np.arange(line.size)]),
            pointers,
        ),
        shape=(rows.low.size + 1, line.size),
    )
    return replace(rows, matrix=matrix, low=np.append(rows.low, least), high=np.append(rows.high, np.inf))


def _near_the_line(
    problem: Problem, rows: Rows, low: FloatVector, high: FloatVector, relaxed: Answer
) -> Answer | None:
    """Fix what the prices settle, seek whole files among the others; twice as many until near enough to the bound."""
    margins = np.abs(problem.value - rows.matrix.T @ relaxed.duals)
    unsettled = (relaxed.x > 1e-9) & (relaxed.x < 1 - 1e-9)
    margins[unsettled] = -1.0
    order = np.argsort(margins, kind="stable")
    best: Answer | None = None
    for size in (CORE * 2**n for n in range(ROUNDS)):
        kept = np.sort(order[: max(size, int(unsettled.sum()))])
        taken = np.round(relaxed.x)
        taken[kept] = 0.0
        part = part_of(rows, kept, taken)
        found = solve(part, problem.value[kept], low[kept], high[kept], is_whole=True, gap=TARGET / 10)
        if found is not None:
            taken[kept] = found.x
            best = Answer(taken, np.inf, np.zeros(0))
            if relaxed.bound - float(problem.value @ taken) <= TARGET * relaxed.bound:
                return best
    whole = solve(rows, problem.value, low, high, is_whole=True, gap=TARGET)
    return whole or best
