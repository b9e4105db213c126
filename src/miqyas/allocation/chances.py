"""How often each file is in the best portfolio, when scores are known only up to their error.

References
----------
Liesiö, J., Mild, P. and Salo, A. (2007). Preference programming for robust portfolio modeling and project selection.
European Journal of Operational Research 181(3), 1488-1505: files in every good portfolio, in none, and those in between.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from miqyas.allocation.bundle import Planes
from miqyas.allocation.lagrangian import Lagrangian, Picked, lagrangian_of
from miqyas.allocation.problem import Problem
from miqyas.allocation.whole import line_of
from miqyas.errors import DrawsOfOtherShape, NoFeasiblePortfolio
from miqyas.results.allocation import Chance
from miqyas.types import FloatVector

CERTAIN = 0.95
POOL = (
    24  # portfolios of earlier draws that start the next; more weigh on the solver more than they spare steps
)
STEPS = 60
# Of 1,000 files: moves a probability by 0.003 on average, less than 4,000 draws leave unknown. Fewer files are cheaper to
# solve, and a file weighs more among them: the distance falls as the square of their number.
TARGET, MANY = 1e-4, 1_000

Draws = NDArray[np.float64]


def funding_chances(
    problem: Problem, draws: Draws | Iterable[Draws], *, certain: float = CERTAIN
) -> tuple[Chance, ...]:
    """Choose again under each draw of the values, in shares of files; a share above one half counts.

    Parameters
    ----------
    problem : Problem
        The call; its own values serve only to start.
    draws : array of shape (files, draws), or blocks of such arrays
        Values of the files in the order of ``problem.ids``; what is below zero counts as zero, as a value below zero is
        refused.
    certain : float
        A file is ``in`` from this probability, ``out`` up to one less it, else ``between``.

    Raises
    ------
    DrawsOfOtherShape, NoFeasiblePortfolio
        Rows that are not the files; rules nothing obeys.
    """
    line = line_of(problem)
    if line.bound < 0:
        raise NoFeasiblePortfolio(conflict="budget")
    again = _Again(problem, line.prices)
    counts, n_draws = np.zeros(problem.n), 0
    for block in [draws] if isinstance(draws, np.ndarray) else draws:
        if block.ndim != 2 or len(block) != problem.n:
            raise DrawsOfOtherShape(found=" × ".join(map(str, block.shape)), files=problem.n)
        for values in np.maximum(block, 0.0).T:
            counts[again.lagrangian.files] += again.taken(values[again.lagrangian.files])
        n_draws += block.shape[1]
    if not n_draws:
        raise DrawsOfOtherShape(found="0", files=problem.n)
    chance = counts / n_draws
    return tuple(
        Chance(name, float(p), group_of(float(p), certain))
        for name, p in zip(problem.ids, chance, strict=True)
    )


def group_of(chance: float, certain: float = CERTAIN) -> str:
    """``in`` from the probability ``certain``, ``out`` up to one less it, else ``between``."""
    return "in" if chance >= certain else "out" if chance <= 1 - certain else "between"


class _Again:
    """The best shares of files under one draw after another, each started from the portfolios of those before."""

    def __init__(self, problem: Problem, prices: FloatVector) -> None:
        self.lagrangian = lagrangian_of(problem)
        self._prices = prices
        self._radius = np.maximum(0.1 * prices, 0.1 * _scales(problem, prices, self.lagrangian))
        n = self.lagrangian.files.size
        self._target = TARGET * min(1.0, n / MANY) ** 2
        self._shares = np.zeros((0, n))  # of the value, in each portfolio kept
        self._taken = np.zeros((0, n), dtype=np.bool_)
        self._usage = np.zeros((0, prices.size))

    def taken(self, values: FloatVector) -> NDArray[np.bool_]:
        """Files of which more than half is in, under these values."""
        drawn = replace(self.lagrangian, value=values)
        best, at_best = self._prices, drawn.at(self._prices)
        planes = Planes(drawn, at_best.bound)
        planes.add_many(self._shares @ values, self._usage)
        picks, radius = [at_best], self._radius
        planes.add(at_best)
        for _ in range(STEPS):
            z, low = planes.lowest(np.maximum(0.0, best - radius), best + radius)
            promised = at_best.bound - low
            if promised <= self._target * at_best.bound:
                break
            picked = drawn.at(z)
            planes.add(picked)
            picks.append(picked)
            gained = at_best.bound - picked.bound
            if gained > 0:
                best, at_best = z, picked
            radius = radius * (0.6 if gained < 0.1 * promised else 1.5)
        known = len(self._taken)
        weights = planes.weights()
        share = weights[:known] @ self._taken + sum(
            weight * picked.taken for weight, picked in zip(weights[known:], picks, strict=True) if weight
        )
        self._keep(picks, weights)
        return np.asarray(share > 0.5)

    def _keep(self, picks: list[Picked], weights: FloatVector) -> None:
        """Keep the portfolios this draw used, and the latest of the others."""
        shares = np.array(
            [np.where(one.taken, self.lagrangian.value_shares[one.level], 0.0) for one in picks]
        )
        taken = np.array([one.taken for one in picks])
        usage = np.array([one.usage for one in picks])
        order = np.argsort(weights > 1e-9, kind="stable")[-POOL:]
        self._shares = np.concatenate([self._shares, shares])[order]
        self._taken = np.concatenate([self._taken, taken])[order]
        self._usage = np.concatenate([self._usage, usage])[order]


def _scales(problem: Problem, prices: FloatVector, lagrangian: Lagrangian) -> FloatVector:
    counts = np.array([False, *(limit.counts_files for limit in problem.limits)])
    return float(prices[0]) * np.where(counts, float(np.median(lagrangian.cost)), 1.0)
