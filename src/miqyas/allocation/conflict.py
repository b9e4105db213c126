"""The smallest set of rules that no portfolio obeys together.

References
----------
Chinneck, J. W. and Dravnieks, E. W. (1991). Locating minimal infeasible constraint sets in linear programs. ORSA Journal on
Computing 3(2), 157-168: the deletion filter.
"""

from dataclasses import replace

import numpy as np

from miqyas.allocation.problem import Problem, closed_files
from miqyas.allocation.programme import is_feasible, programme_of
from miqyas.types import BoolVector

EXCLUSIONS, APPLICANTS, NEEDS = "exclusions", "applicants", "needs"
OF_ONE_FILE = ("force ", "forbid ")
STEPS = 50  # of a search whether rules can be obeyed: nearly always one or two


def rule_names(problem: Problem) -> list[str]:
    """Rules of a problem: ``budget``, limits by their names, ``exclusions``, ``applicants``, ``needs``, ``force ID``."""
    names = ["budget", *(limit.name for limit in problem.limits)]
    names += [EXCLUSIONS] if (problem.group >= 0).any() else []
    names += [APPLICANTS] if problem.most_per_applicant else []
    names += [NEEDS] if len(problem.needs) else []
    names += [f"force {problem.ids[i]}" for i in np.flatnonzero(problem.forced)]
    return names + [f"forbid {problem.ids[i]}" for i in np.flatnonzero(problem.forbidden)]


def smallest_conflict(problem: Problem) -> tuple[str, ...]:
    """Take each rule away in turn; what cannot be taken away without peace stays.

    Files forced in or out go by halves: there may be hundreds, out by lot, and few of them in the conflict.
    """
    names = rule_names(problem)
    one_file = [name for name in names if name.startswith(OF_ONE_FILE)]
    kept = tuple(names)
    for name in names[: len(names) - len(one_file)]:
        kept = _without(problem, kept, [name])
    return _without(problem, kept, one_file)


def _without(problem: Problem, kept: tuple[str, ...], away: list[str]) -> tuple[str, ...]:
    """The rules kept that still conflict once those of ``away`` that have no part in it are gone."""
    left = tuple(name for name in kept if name not in away)
    if not away or not _may_be_obeyed(under(problem, set(left))):
        return left
    if len(away) == 1:
        return kept
    half = len(away) // 2
    return _without(problem, _without(problem, kept, away[:half]), away[half:])


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


def _may_be_obeyed(problem: Problem) -> bool:
    """Whether some portfolio obeys the rules, whatever it is worth, or a search of some length does not tell.

    A rule is then kept among those that conflict: the set named still conflicts, it may hold one too many.
    """
    everything = programme_of(problem, np.flatnonzero(~closed_files(problem)), np.full(problem.n, -1))
    return is_feasible(everything, nodes=STEPS) is not False
