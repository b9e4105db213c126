"""The smallest set of rules that no portfolio obeys together.

References
----------
Chinneck, J. W. and Dravnieks, E. W. (1991). Locating minimal infeasible constraint sets in linear programs. ORSA Journal on
Computing 3(2), 157-168: the deletion filter.
"""

from dataclasses import replace

import numpy as np

from miqyas.allocation.problem import Problem
from miqyas.allocation.programme import rows_of, solve

EXCLUSIONS = "exclusions"


def smallest_conflict(problem: Problem) -> tuple[str, ...]:
    """Take each rule away in turn; what cannot be taken away without peace stays.

    Names are ``budget``, those of the limits, ``exclusions``, and ``force ID``.
    """
    names = ["budget", *(limit.name for limit in problem.limits)]
    names += [EXCLUSIONS] if (problem.group >= 0).any() else []
    names += [f"force {problem.ids[i]}" for i in np.flatnonzero(problem.forced)]
    kept = list(names)
    for name in names:
        without = [each for each in kept if each != name]
        if not _is_feasible(_with(problem, set(without))):
            kept = without
    return tuple(kept)


def _with(problem: Problem, rules: set[str]) -> Problem:
    """The problem under some of its rules."""
    limits = [
        (limit, member)
        for limit, member in zip(problem.limits, problem.members, strict=True)
        if limit.name in rules
    ]
    forced = np.array([f"force {name}" in rules for name in problem.ids])
    return replace(
        problem,
        budget=problem.budget if "budget" in rules else float(problem.cost.sum()),
        limits=tuple(limit for limit, _ in limits),
        members=tuple(member for _, member in limits),
        group=problem.group if EXCLUSIONS in rules else np.full(problem.n, -1),
        forced=problem.forced & forced,
    )


def _is_feasible(problem: Problem) -> bool:
    low, high = problem.forced.astype(float), np.where(problem.forbidden, 0.0, 1.0)
    return solve(rows_of(problem), np.zeros(problem.n), low, high, is_whole=True) is not None
