"""Files, their costs and values, and the rules a portfolio must obey."""

from dataclasses import dataclass, field

import numpy as np

from miqyas.types import BoolVector, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Limit:
    """A floor or a cap on the files that have ``value`` in ``column``: on what they cost, or on how many they are."""

    column: str
    value: str
    amount: float
    is_floor: bool
    counts_files: bool = False

    @property
    def name(self) -> str:
        kind = "floor" if self.is_floor else "cap"
        return f"{kind}{' count' if self.counts_files else ''} {self.column}:{self.value}"

    @property
    def sign(self) -> float:
        """Plus one where the amount is a most, minus one where it is a least."""
        return -1.0 if self.is_floor else 1.0


@dataclass(frozen=True, slots=True)
class Level:
    """A level of funding: ``cost``, the share of the ask it pays; ``value``, the share of the value it brings."""

    cost: float
    value: float


WHOLE = (Level(1.0, 1.0),)


def _nothing(*shape: int) -> IntVector:
    return np.zeros(shape, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be decided.

    Attributes
    ----------
    ids : tuple of str
        Files, in their order.
    cost, value : FloatVector
        Of the file funded whole, shape (n,); costs above zero, values zero or more.
    budget : float
        Of the whole portfolio, in the unit of the costs.
    limits : tuple of Limit
        Floors and caps.
    members : tuple of BoolVector
        For each limit, the files it bears on, shape (n,).
    group : IntVector
        Exclusion group of each file, -1 without: of one group one file at most, shape (n,).
    forced, forbidden : BoolVector
        Files in (at some level) or out whatever they are worth, shape (n,).
    levels : tuple of Level
        At which a file may be funded, cheapest first; one level, the whole ask, unless said.
    applicant : IntVector
        Who asks, -1 where nobody is named, shape (n,); empty when no rule bears on applicants.
    most_per_applicant : int
        Files of one applicant at most; zero: no such rule.
    needs : IntVector
        Pairs (file, file it needs): the first is funded only if the second is, shape (m, 2).
    """

    ids: tuple[str, ...]
    cost: FloatVector
    value: FloatVector
    budget: float
    limits: tuple[Limit, ...]
    members: tuple[BoolVector, ...]
    group: IntVector
    forced: BoolVector
    forbidden: BoolVector
    levels: tuple[Level, ...] = WHOLE
    applicant: IntVector = field(default_factory=lambda: _nothing(0))
    most_per_applicant: int = 0
    needs: IntVector = field(default_factory=lambda: _nothing(0, 2))

    @property
    def n(self) -> int:
        return len(self.ids)

    @property
    def cost_shares(self) -> FloatVector:
        return np.array([level.cost for level in self.levels])

    @property
    def value_shares(self) -> FloatVector:
        return np.array([level.value for level in self.levels])

    @property
    def amounts(self) -> FloatVector:
        """What the budget and each limit allow, shape (1 + limits,)."""
        return np.array([self.budget, *(limit.amount for limit in self.limits)])

    @property
    def signs(self) -> FloatVector:
        """Of the budget and of each limit: plus one where the amount is a most, shape (1 + limits,)."""
        return np.array([1.0, *(limit.sign for limit in self.limits)])


def closed_files(problem: Problem) -> BoolVector:
    """Files that cannot be in: forbidden, a sibling of one forced in, or dearer at every level than what may pay them."""
    least = problem.cost * problem.cost_shares.min()
    closed: BoolVector = problem.forbidden | (least > problem.budget)
    for limit, member in zip(problem.limits, problem.members, strict=True):
        if not limit.is_floor:
            closed = closed | (member & ((1.0 if limit.counts_files else least) > limit.amount))
    taken = problem.group[problem.forced & (problem.group >= 0)]
    if taken.size:
        closed = closed | np.isin(problem.group, taken)
    return closed & ~problem.forced


def forces_siblings(problem: Problem) -> bool:
    """Whether two files forced in exclude each other."""
    groups = problem.group[problem.forced & (problem.group >= 0)]
    return np.unique(groups).size < groups.size


def chosen_of(problem: Problem, files: BoolVector, level: IntVector | None = None) -> IntVector:
    """Level of each file of a list, -1 for those out; the whole ask (the dearest level) unless said."""
    whole = np.full(problem.n, int(np.argmax(problem.cost_shares)))
    return np.where(files, whole if level is None else level, -1)


def cost_of(problem: Problem, chosen: IntVector) -> FloatVector:
    """What each file takes at its level, zero for those out, shape (n,)."""
    return np.where(chosen >= 0, problem.cost * problem.cost_shares[chosen], 0.0)


def value_of(problem: Problem, chosen: IntVector) -> FloatVector:
    """What each file brings at its level, zero for those out, shape (n,)."""
    return np.where(chosen >= 0, problem.value * problem.value_shares[chosen], 0.0)
