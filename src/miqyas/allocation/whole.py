"""Whole files: what the prices settle is fixed, the solver chooses among the others, the distance to the bound is proved.

References
----------
Kellerer, H., Pferschy, U. and Pisinger, D. (2004). Knapsack Problems. Springer: chapters 3 (bounds that fix variables)
and 5 (cores).
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from miqyas.allocation.bundle import lowest_bound
from miqyas.allocation.lagrangian import Lagrangian, Picked, lagrangian_of
from miqyas.allocation.prices import price_of_files
from miqyas.allocation.problem import Problem, forces_siblings, value_of
from miqyas.allocation.programme import Programme, place, programme_of, solve, with_row
from miqyas.errors import PortfolioNotFound
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

EXACT = 2_000  # up to here the optimum is proved and ties are settled
TARGET = 1e-4  # above, relative distance to the bound that is good enough
CORE = 200  # files nearest the line
# Options nearest the line, files of each rule, and steps, of a first portfolio, which settles most of the others.
FEW, FEW_EACH, FEW_NODES = 60, 2, 20
MANY = 300  # options left open from which a better portfolio is sought first
ROUNDS = 5
SAMPLE = 5_000  # above four times as many files, prices start from a sample
SEED = 20_260_101
DECIMALS = 6
# Steps of a search for the optimum, times its options: calls whose rules pull against each other end there, with their
# bound.
NODES = 3_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A problem at its best prices.

    Attributes
    ----------
    prices : FloatVector
        Of the budget and of each limit, shape (rules,).
    bound : float
        No portfolio is worth more.
    picked : IntVector
        Level of each file at these prices, -1 for those out, shape (n,).
    margin : FloatVector
        What any other fate of a file takes from the bound, at least; infinity for files that cannot be in, shape (n,).
    """

    prices: FloatVector
    bound: float
    picked: IntVector
    margin: FloatVector


def line_of(problem: Problem) -> Line:
    """Seek the best prices, from a sample first when files are many."""
    lagrangian = lagrangian_of(problem)
    start, radius = first_prices(problem, lagrangian)
    if lagrangian.files.size > 4 * SAMPLE:
        keep = np.zeros(problem.n, dtype=np.bool_)
        keep[np.random.default_rng(SEED).choice(lagrangian.files, SAMPLE, replace=False)] = True
        keep |= problem.forced
        sample = lagrangian_of(problem, keep, share=float(keep.sum() / lagrangian.files.size))
        start, _ = lowest_bound(sample, start, radius, target=TARGET)
        radius = 0.1 * radius
    exact = problem.n <= EXACT
    prices, at_prices = lowest_bound(lagrangian, start, radius, target=1e-9 if exact else TARGET / 20)
    return line_at(problem, lagrangian, prices, at_prices)


def first_prices(problem: Problem, lagrangian: Lagrangian) -> tuple[FloatVector, FloatVector]:
    """Prices to start from, and how far to look: the median value of a dirham for what is counted in dirhams."""
    scale = float(np.median(lagrangian.value / lagrangian.cost)) if lagrangian.files.size else 1.0
    each = float(np.median(lagrangian.cost)) if lagrangian.files.size else 1.0
    counts = np.array([False, *(limit.counts_files for limit in problem.limits)])
    radius = 0.5 * (scale or 1.0) * np.where(counts, each, 1.0)
    return np.r_[scale, np.zeros(len(problem.limits))], radius


def line_at(problem: Problem, lagrangian: Lagrangian, prices: FloatVector, at_prices: Picked) -> Line:
    """A problem at some prices."""
    picked, margin = np.full(problem.n, -1), np.full(problem.n, np.inf)
    picked[lagrangian.files] = np.where(at_prices.taken, at_prices.level, -1)
    margin[lagrangian.files] = lagrangian.margins(at_prices, prices)
    open_files = np.isfinite(margin)
    # What the prices do not see: files that need others, and applicants whose groups cross.
    margin[np.intersect1d(problem.needs, np.flatnonzero(open_files))] = 0.0
    if problem.most_per_applicant and not lagrangian.applicant.size:
        who = problem.applicant[(picked >= 0) & (problem.applicant >= 0)]
        over = np.flatnonzero(np.bincount(who) > problem.most_per_applicant)
        margin[np.isin(problem.applicant, over) & open_files] = 0.0
    return Line(prices, at_prices.bound, picked, margin)


def whole_portfolio(
    problem: Problem, line: Line, *, settles_ties: bool = True, known: IntVector | None = None
) -> tuple[IntVector, float] | None:
    """Level of each file of the best portfolio, -1 for those out, and a bound; None when nothing obeys the rules.

    Without settling ties it is any of the best: enough where its value alone is asked. ``known``: a portfolio that obeys the
    rules, from which the search begins.
    """
    if line.bound < 0 or forces_siblings(problem):
        return None
    if problem.n <= EXACT:
        near = _soon(problem, line, patience=NODES // 8) if known is None else known
        if near is None:
            return None
        return _settled(problem, line, _nearer(problem, line, near), exact=True, settles_ties=settles_ties)
    near = _near_the_line(problem, line)
    if known is not None and (near is None or _worth(problem, near) < _worth(problem, known)):
        near = known
    if near is None or _far(line.bound, _worth(problem, near)):
        return _settled(problem, line, near, exact=False, settles_ties=settles_ties)
    return near, line.bound


def near_portfolio(problem: Problem, line: Line) -> IntVector | None:
    """Level of each file of a portfolio near the best, -1 for those out, in a fraction of the time; None when nothing obeys.

    How near: no portfolio is worth more than the bound of the line.
    """
    if line.bound < 0 or forces_siblings(problem):
        return None
    return _soon(problem, line, patience=NODES // 60)


def _soon(problem: Problem, line: Line, *, patience: int) -> IntVector | None:
    """Seek whole files among the few nearest the line, some of each rule; twice as many until some obey the rules.

    ``patience``: steps, times their options, among all the files, where rules leave almost no room.
    """
    times = 1
    while True:
        kept, is_all = _nearest(problem, line, times)
        part = programme_of(problem, kept, line.picked)
        nodes = max(FEW_NODES, patience // max(1, part.file.size)) if is_all else FEW_NODES
        try:
            found = solve(part, part.value, gap=TARGET * line.bound, nodes=nodes)
        except PortfolioNotFound:
            if is_all:
                raise
            found = None
        if found is not None:
            return place(line.picked, part, found.x)
        if is_all:
            return None
        times *= 2


def _nearer(problem: Problem, line: Line, known: IntVector) -> IntVector:
    """Seek among more files when a known portfolio leaves many open: a better one settles more of them."""
    if _open_at(problem, line, _worth(problem, known)).file.size <= MANY:
        return known
    part = programme_of(problem, _nearest(problem, line, 3)[0], line.picked)
    try:
        found = solve(part, part.value, gap=TARGET * line.bound, start=_in(part, known), nodes=3 * FEW_NODES)
    except PortfolioNotFound:  # among these files; the one known stands
        return known
    here = known if found is None else place(line.picked, part, found.x)
    return here if _worth(problem, here) > _worth(problem, known) else known


def _nearest(problem: Problem, line: Line, times: int) -> tuple[IntVector, bool]:
    """Files nearest the line, those of each rule among them, and whether they are all."""
    order = np.argsort(line.margin, kind="stable")
    order = order[np.isfinite(line.margin[order])]
    n_free = int((line.margin <= 0).sum())
    nearest = [order[: n_free + times * FEW // len(problem.levels)]]
    nearest += [order[member[order]][: FEW_EACH * times] for member in problem.members]
    kept = np.unique(np.concatenate(nearest))
    return kept, kept.size == order.size


def _near_the_line(problem: Problem, line: Line) -> IntVector | None:
    """Seek whole files among those near the line; twice as many until near enough to the bound."""
    order = np.argsort(line.margin, kind="stable")
    n_open, n_zero = int(np.isfinite(line.margin).sum()), int((line.margin <= 0).sum())
    best: IntVector | None = None
    for size in (CORE * 2**n for n in range(ROUNDS)):
        kept = np.sort(order[: min(n_open, size + n_zero)])
        part = programme_of(problem, kept, line.picked)
        try:
            found = solve(part, part.value, gap=0.25 * TARGET * line.bound, nodes=_nodes(part) // 4)
        except PortfolioNotFound:  # among so few; there are more
            found = None
        if found is not None:
            here = place(line.picked, part, found.x)
            best = here if best is None or _worth(problem, here) > _worth(problem, best) else best
            if not _far(line.bound, _worth(problem, best)):
                break
        if kept.size == n_open:
            break
    return best


def _settled(
    problem: Problem, line: Line, known: IntVector | None, *, exact: bool, settles_ties: bool
) -> tuple[IntVector, float] | None:
    """Solve over every file that the bound and a known portfolio leave open: the optimum, or near it for many files."""
    part = _open_at(problem, line, 0.0 if known is None else _worth(problem, known))
    grain, is_discrete = _grain(part.value, line.bound)
    gap = 0.9 * grain if exact else 0.5 * TARGET * line.bound
    found = solve(part, part.value, gap=gap, start=_in(part, known), nodes=_nodes(part))
    if found is None:
        return None if known is None else (known, line.bound)
    best = place(line.picked, part, found.x)
    left = found.bound - float(part.value[found.x].sum())
    if left > max(gap, 1e-9 * line.bound):  # the search ended early
        return best, min(line.bound, _worth(problem, best) + left)
    if exact and is_discrete and settles_ties:  # figures that are not round have no equals
        best = _first_of_equals(problem, line, best)
    left = 0.0 if exact and is_discrete else min(gap, max(left, 0.0))
    return best, min(line.bound, _worth(problem, best) + left)


def _open_at(problem: Problem, line: Line, worth: float) -> Programme:
    left = line.bound - worth + 1e-9 * max(1.0, abs(line.bound))
    kept = np.flatnonzero(line.margin <= left)
    if len(problem.levels) == 1:
        return programme_of(problem, kept, line.picked)
    return programme_of(problem, kept, line.picked, _losses(problem, line)[kept] <= left)


def _losses(problem: Problem, line: Line) -> FloatMatrix:
    """What each level of each file takes from the bound, at least, shape (n, levels)."""
    per_cost, per_file = price_of_files(problem, line.prices)
    surplus = (
        problem.value[:, None] * problem.value_shares
        - (per_cost * problem.cost)[:, None] * problem.cost_shares
        - per_file[:, None]
    )
    entering = np.where(line.picked < 0, line.margin, 0.0)
    losses: FloatMatrix = entering[:, None] + surplus.max(axis=1, keepdims=True) - surplus
    return losses


def _in(part: Programme, known: IntVector | None) -> BoolVector | None:
    return None if known is None else known[part.file] == part.level


def _first_of_equals(problem: Problem, line: Line, best: IntVector) -> IntVector:
    """Among portfolios worth as much the cheapest, then the one a hash of the names prefers."""
    grain, _ = _grain(problem.value[:, None] * problem.value_shares, line.bound)
    part = _open_at(problem, line, _worth(problem, best) - grain)
    known = best[part.file] == part.level
    at_best = with_row(part, part.value, float(part.value[known].sum()) - 0.5 * grain)
    penny, _ = _grain(part.cost, problem.budget)
    cheapest = solve(at_best, -part.cost, gap=0.9 * penny, start=known, nodes=_nodes(part))
    if cheapest is None:  # rounding: the best itself stands
        return best
    at_cheapest = with_row(at_best, -part.cost, -float(part.cost[cheapest.x].sum()) - 0.5 * penny)
    names = [hashlib.sha256(problem.ids[file].encode()).digest() for file in part.file]
    order = np.argsort(np.argsort(np.array(names, dtype="S32"), kind="stable")).astype(float)
    first = solve(at_cheapest, -order, gap=0.9, start=cheapest.x, nodes=_nodes(part))
    return place(best, part, (first or cheapest).x)


def _grain(figures: FloatVector, total: float) -> tuple[float, bool]:
    """The smallest step between two sums of figures with few decimals; else a tolerance of a few ten-millionths."""
    for decimals in range(DECIMALS + 1):
        scaled = figures * 10**decimals
        if np.abs(scaled - np.round(scaled)).max(initial=0.0) < 1e-6:
            return float(10.0**-decimals), True
    return 2e-7 * total, False


def _nodes(part: Programme) -> int:
    return max(1_000, NODES // max(1, part.file.size))


def _worth(problem: Problem, chosen: IntVector) -> float:
    return float(value_of(problem, chosen).sum())


def _far(bound: float, worth: float) -> bool:
    return bound - worth > TARGET * worth
