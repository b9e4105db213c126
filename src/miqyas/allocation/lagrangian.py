"""What the best portfolio is worth when rules are bought at a price instead of obeyed.

The budget and the limits are priced; levels, exclusion groups and the most files of an applicant are obeyed exactly, file by
file. Any prices of zero or more give a bound on every portfolio, and the portfolio they pick says which rules it breaks: the
slope of the bound.

References
----------
Geoffrion, A. M. (1974). Lagrangean relaxation for integer programming. Mathematical Programming Study 2, 82-114.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.allocation.problem import Problem, closed_files
from miqyas.types import BoolVector, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Picked:
    """The portfolio some prices pick.

    Attributes
    ----------
    bound : float
        No portfolio that obeys the rules is worth more.
    worth : float
        Of the files picked.
    usage : FloatVector
        What they take of the budget and of each limit, signed as in the rules, shape (rules,).
    surplus : FloatVector
        Value of each file beyond its price, at its best level, shape (n,).
    level : IntVector
        That level, shape (n,).
    taken : BoolVector
        Files picked, shape (n,).
    """

    bound: float
    worth: float
    usage: FloatVector
    surplus: FloatVector
    level: IntVector
    taken: BoolVector


@dataclass(frozen=True, slots=True)
class Lagrangian:
    """A problem ready for pricing: files that can be in, those of one exclusion group side by side.

    Attributes
    ----------
    files : IntVector
        Place in the problem of each file kept, shape (n,).
    cost, value : FloatVector
        Of the file funded whole, shape (n,).
    cost_shares, value_shares : FloatVector
        Of each level.
    kind : IntVector
        Files of one kind are in the same limits, shape (n,).
    on_cost, on_count : numpy array of float
        How each rule bears on a file of each kind, per dirham and per file, signed, shape (kinds, rules).
    rhs : FloatVector
        Signed amounts, shape (rules,).
    starts, sizes : IntVector
        Of the exclusion groups, which stand first.
    applicant : IntVector
        Of each file, -1 where the most files of an applicant cannot bind, shape (n,) or empty.
    most : int
        Files of one applicant at most.
    forced : BoolVector
        Shape (n,).
    """

    files: IntVector
    cost: FloatVector
    value: FloatVector
    cost_shares: FloatVector
    value_shares: FloatVector
    kind: IntVector
    on_cost: FloatVector
    on_count: FloatVector
    rhs: FloatVector
    starts: IntVector
    sizes: IntVector
    applicant: IntVector
    most: int
    forced: BoolVector

    def at(self, prices: FloatVector) -> Picked:
        """Buy the rules at these prices, shape (rules,)."""
        surplus, level = self.surplus(prices)
        taken = (surplus > 0) | self.forced
        if self.starts.size:
            self._keep_best_of_groups(surplus, taken)
        if self.applicant.size:
            self._keep_best_of_applicants(surplus, taken)
        at = level[taken]
        kinds = self.kind[taken]
        paid = np.bincount(kinds, self.cost[taken] * self.cost_shares[at], minlength=len(self.on_cost))
        usage = paid @ self.on_cost + np.bincount(kinds, minlength=len(self.on_count)) @ self.on_count
        worth = float((self.value[taken] * self.value_shares[at]).sum())
        bound = float(self.rhs @ prices) + worth - float(usage @ prices)
        return Picked(bound, worth, usage, surplus, level, taken)

    def surplus(self, prices: FloatVector) -> tuple[FloatVector, IntVector]:
        """Value of each file beyond its price at its best level, and that level."""
        paid = (self.on_cost @ prices)[self.kind] * self.cost
        best = self.value * self.value_shares[0] - paid * self.cost_shares[0]
        level = np.zeros(best.size, dtype=np.int64)
        for each in range(1, self.cost_shares.size):
            other = self.value * self.value_shares[each] - paid * self.cost_shares[each]
            level[other > best] = each
            np.maximum(best, other, out=best)
        if self.on_count.any():
            best -= (self.on_count @ prices)[self.kind]
        return best, level

    def most_taken(self) -> FloatVector:
        """What all the files together would take of the budget and of each limit, above zero, shape (rules,)."""
        n_kinds = len(self.on_cost)
        paid = np.bincount(self.kind, self.cost, minlength=n_kinds) @ np.abs(self.on_cost)
        counted = np.bincount(self.kind, minlength=n_kinds) @ np.abs(self.on_count)
        taken = np.asarray(paid + counted, dtype=np.float64)
        return np.where(taken > 0, taken, 1.0)

    def _keep_best_of_groups(self, surplus: FloatVector, taken: BoolVector) -> None:
        n = int(self.sizes.sum())
        is_best = surplus[:n] == np.repeat(np.maximum.reduceat(surplus[:n], self.starts), self.sizes)
        places = np.flatnonzero(is_best)
        group = np.repeat(np.arange(self.sizes.size), self.sizes)[places]
        first = np.ones(places.size, dtype=np.bool_)
        first[1:] = group[1:] != group[:-1]
        alone = np.zeros(n, dtype=np.bool_)
        alone[places[first]] = True
        taken[:n] &= alone

    def _keep_best_of_applicants(self, surplus: FloatVector, taken: BoolVector) -> None:
        places = np.flatnonzero(taken & (self.applicant >= 0))
        if not places.size:
            return
        merit = np.where(self.forced[places], np.inf, surplus[places])
        places = places[np.lexsort((-merit, self.applicant[places]))]
        who = self.applicant[places]
        starts = np.flatnonzero(np.r_[True, who[1:] != who[:-1]])
        rank = np.arange(who.size) - np.repeat(starts, np.diff(np.r_[starts, who.size]))
        taken[places[rank >= self.most]] = False

    def margins(self, picked: Picked, prices: FloatVector) -> FloatVector:
        """What any other fate of each file would take from the bound, at least, shape (n,)."""
        best, second = self._two_best_options(prices)
        beside = np.where(best > 0, best - np.maximum(second, 0.0), -best)
        margin = np.where(self.forced, best - second, beside)
        n = int(self.sizes.sum())
        if n:
            floor, out = np.maximum(best[:n], 0.0), ~picked.taken[:n]
            top = np.repeat(np.maximum.reduceat(floor, self.starts), self.sizes)
            rival = np.repeat(np.maximum.reduceat(np.where(out, floor, 0.0), self.starts), self.sizes)
            margin[:n] = np.where(out, top - best[:n], np.minimum(margin[:n], best[:n] - rival))
        if self.applicant.size:
            self._applicant_margins(picked, margin)
        return margin

    def _two_best_options(self, prices: FloatVector) -> tuple[FloatVector, FloatVector]:
        """Surplus of the best and of the second best level of each file; minus infinity without a second."""
        paid = (self.on_cost @ prices)[self.kind] * self.cost
        fixed = (self.on_count @ prices)[self.kind]
        best, second = np.full(paid.size, -np.inf), np.full(paid.size, -np.inf)
        for cost, value in zip(self.cost_shares, self.value_shares, strict=True):
            each = self.value * value - paid * cost - fixed
            second = np.maximum(second, np.minimum(best, each))
            best = np.maximum(best, each)
        return best, second

    def _applicant_margins(self, picked: Picked, margin: FloatVector) -> None:
        who, surplus = self.applicant, picked.surplus
        named = who >= 0
        inside, outside = named & picked.taken, named & ~picked.taken & (surplus > 0)
        least, most = np.full(int(who.max()) + 1, np.inf), np.zeros(int(who.max()) + 1)
        np.minimum.at(least, who[inside & ~self.forced], surplus[inside & ~self.forced])
        np.maximum.at(most, who[outside], surplus[outside])
        margin[inside] = np.minimum(margin[inside], surplus[inside] - most[who[inside]])
        margin[outside] = np.minimum(margin[outside], np.maximum(0.0, least[who[outside]] - surplus[outside]))


def lagrangian_of(problem: Problem, keep: BoolVector | None = None, share: float = 1.0) -> Lagrangian:
    """Make a problem ready for pricing; ``keep`` a part of its files, with ``share`` of every amount."""
    is_open = ~closed_files(problem)
    if keep is not None:
        is_open &= keep
    files = np.flatnonzero(is_open)
    group = problem.group[files]
    order = np.argsort(np.where(group < 0, np.iinfo(np.int64).max, group), kind="stable")
    files, group = files[order], group[order]
    grouped = group[group >= 0]
    starts = (
        np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]]) if grouped.size else np.zeros(0, np.int64)
    )
    kind, on_cost, on_count = _kinds(problem, files)
    return Lagrangian(
        files=files,
        cost=problem.cost[files],
        value=problem.value[files],
        cost_shares=problem.cost_shares,
        value_shares=problem.value_shares,
        kind=kind,
        on_cost=on_cost,
        on_count=on_count,
        rhs=share * problem.signs * problem.amounts,
        starts=starts,
        sizes=np.diff(np.r_[starts, grouped.size]) if starts.size else starts,
        applicant=_binding_applicants(problem, files),
        most=problem.most_per_applicant,
        forced=problem.forced[files],
    )


def _kinds(problem: Problem, files: IntVector) -> tuple[IntVector, FloatVector, FloatVector]:
    """Files by the limits they are in: their kind, and how each rule bears on a file of that kind."""
    code = np.zeros(files.size, dtype=np.int64)
    for member in problem.members:  # renumbered at each step, so that no code overflows
        _, code = np.unique(2 * code + member[files], return_inverse=True)
    _, first, kind = np.unique(code, return_index=True, return_inverse=True)
    member_of = np.array([[True, *(member[files[f]] for member in problem.members)] for f in first])
    counts = np.array([False, *(limit.counts_files for limit in problem.limits)])
    signed = member_of.reshape(first.size, counts.size) * problem.signs
    return kind, np.where(counts, 0.0, signed), np.where(counts, signed, 0.0)


def _binding_applicants(problem: Problem, files: IntVector) -> IntVector:
    if not problem.most_per_applicant:
        return np.zeros(0, dtype=np.int64)
    who, group = problem.applicant[files], problem.group[files]
    # Groups that straddle applicants cannot be obeyed together with them: then applicants are left to the solver.
    first = np.full(int(group.max(initial=-1)) + 1, -1)
    first[group[group >= 0]] = who[group >= 0]
    if (who[group >= 0] != first[group[group >= 0]]).any():
        return np.zeros(0, dtype=np.int64)
    many = np.bincount(who[who >= 0], minlength=int(who.max(initial=-1)) + 1) > problem.most_per_applicant
    return np.where((who >= 0) & many[who], who, -1) if many.any() else np.zeros(0, dtype=np.int64)
