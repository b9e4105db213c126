"""The smallest set of rules that no portfolio obeys together.

References
----------
Chinneck, J. W. and Dravnieks, E. W. (1991). Locating minimal infeasible constraint sets in linear programs. ORSA Journal on
Computing 3(2), 157-168: the deletion filter.
"""

from dataclasses import replace

import numpy as np

from miqyas.allocation.problem import Problem, closed_files
from miqyas.allocation.programme import programme_of, solve
from miqyas.types import BoolVector

EXCLUSIONS, APPLICANTS, NEEDS = "exclusions", "applicants", "needs"


def rule_names(problem: Problem) -> list[str]:
    """Rules of a problem: ``budget``, limits by their names, ``exclusions``, ``applicants``, ``needs``, ``force ID``."""
    names = ["budget", *(limit.name for limit in problem.limits)]
    names += [EXCLUSIONS] if (problem.group >= 0).any() else []
    names += [APPLICANTS] if problem.most_per_applicant else []
    names += [NEEDS] if len(problem.needs) else []
    names += [f"force {problem.ids[i]}" for i in np.flatnonzero(problem.forced)]
    return names + [f"forbid {problem.ids[i]}" for i in np.flatnonzero(problem.forbidden)]


def smallest_conflict(problem: Problem) -> tuple[str, ...]:
    """Take each rule away in turn; what cannot be taken away without peace stays."""
    kept = rule_names(problem)
    for name in tuple(kept):
        without = [each for each in kept if each != name]
        if not _is_feasible(under(problem, set(without))):
            kept = without
    return tuple(kept)


def under(problem: Problem, rules: set[str]) -> Problem:
    """The problem under some of its rules, by their names."""
    limits = [
        (limit, member)
        for limit, member in zip(problem.limits, problem.members, strict=True)
        if limit.name in rules
    ]
    return replace(
        problem,
        budget=problem.budget if "budget" in rules else float(problem.cost.sum()),
        limits=tuple(limit for limit, _ in limits),
        members=tuple(member for _, member in limits),
        group=problem.group if EXCLUSIONS in rules else np.full(problem.n, -1),
        forced=_kept(problem, problem.forced, "force", rules),
        forbidden=_kept(problem, problem.forbidden, "forbid", rules),
        most_per_applicant=problem.most_per_applicant if APPLICANTS in rules else 0,
        needs=problem.needs if NEEDS in rules else problem.needs[:0],
    )


def _kept(problem: Problem, mask: BoolVector, verb: str, rules: set[str]) -> BoolVector:
    found = np.zeros(problem.n, dtype=np.bool_)
    for i in np.flatnonzero(mask):
        found[i] = f"{verb} {problem.ids[i]}" in rules
    return found


def _is_feasible(problem: Problem) -> bool:
    """Whether any portfolio obeys the rules, whatever it is worth."""
    everything = programme_of(problem, np.flatnonzero(~closed_files(problem)), np.full(problem.n, -1))
    return solve(everything, np.zeros(everything.file.size)) is not None
