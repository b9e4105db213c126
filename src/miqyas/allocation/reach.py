"""Floors as far as they can be held: what the files of a place ask is the most that can be kept for it."""

from dataclasses import replace

import numpy as np

from miqyas.allocation.problem import Problem
from miqyas.results.allocation import Lowered
from miqyas.types import BoolVector, FloatVector, IntVector


def within_reach(problem: Problem) -> tuple[Problem, tuple[Lowered, ...]]:
    """The problem with no floor above what its files can take together, and the floors lowered; one at zero is no rule.

    A floor keeps money for a place; it cannot make files come. Files forced out do not count.
    """
    limits, members, lowered = [], [], []
    for limit, member in zip(problem.limits, problem.members, strict=True):
        taken = np.ones(problem.n) if limit.counts_files else problem.cost * problem.cost_shares.max()
        reach = (
            min(limit.amount, _most(problem, taken, member & ~problem.forbidden))
            if limit.is_floor
            else limit.amount
        )
        if reach < limit.amount:
            lowered.append(Lowered(limit.name, limit.amount, reach))
        if reach > 0 or not limit.is_floor:
            limits.append(replace(limit, amount=reach))
            members.append(member)
    return replace(problem, limits=tuple(limits), members=tuple(members)), tuple(lowered)


def _most(problem: Problem, taken: FloatVector, member: BoolVector) -> float:
    """The most that files can take together under their groups, and under the most files of an applicant."""
    found = _top(taken, member, problem.group, 1)
    if problem.most_per_applicant:
        found = min(found, _top(taken, member, problem.applicant, problem.most_per_applicant))
    return found


def _top(taken: FloatVector, member: BoolVector, code: IntVector, most: int) -> float:
    """Sum of the ``most`` largest of each code, and of all files without one."""
    alone = float(taken[member & (code < 0)].sum())
    places = np.flatnonzero(member & (code >= 0))
    places = places[np.lexsort((-taken[places], code[places]))]
    who = code[places]
    starts = np.flatnonzero(np.r_[True, who[1:] != who[:-1]]) if who.size else np.zeros(0, np.int64)
    rank = np.arange(who.size) - np.repeat(starts, np.diff(np.r_[starts, who.size]))
    return alone + float(taken[places[rank < most]].sum())
