"""Whether a list obeys the rules: sums over the files, without any solver."""

import math

import numpy as np

from miqyas.allocation.problem import Problem, cost_of
from miqyas.results.allocation import Broken
from miqyas.types import IntVector

TOLERANCE = 1e-9  # of the amount: rounding of sums


def broken_rules(problem: Problem, chosen: IntVector) -> tuple[Broken, ...]:
    """List the rules a portfolio breaks, in the order of the rules.

    Parameters
    ----------
    problem : Problem
        The rules.
    chosen : IntVector
        Level of each file, -1 for those out, shape (n,).
    """
    taken, is_in = cost_of(problem, chosen), chosen >= 0
    told = [("budget", 1.0, problem.budget, math.fsum(taken))]
    for limit, member in zip(problem.limits, problem.members, strict=True):
        used = float((member & is_in).sum()) if limit.counts_files else math.fsum(taken[member])
        told.append((limit.name, limit.sign, limit.amount, used))
    found = [
        Broken(name, amount, used)
        for name, sign, amount, used in told
        if sign * (used - amount) > TOLERANCE * max(1.0, abs(amount))
    ]
    found += _too_many(problem, problem.group, is_in, 1, "exclusions")
    if problem.most_per_applicant:
        found += _too_many(problem, problem.applicant, is_in, problem.most_per_applicant, "applicants")
    for file, needed in problem.needs[is_in[problem.needs[:, 0]] & ~is_in[problem.needs[:, 1]]]:
        found.append(Broken(f"needs {problem.ids[file]} → {problem.ids[needed]}", 1.0, 0.0))
    found += [Broken(f"force {problem.ids[i]}", 1.0, 0.0) for i in np.flatnonzero(problem.forced & ~is_in)]
    found += [Broken(f"forbid {problem.ids[i]}", 0.0, 1.0) for i in np.flatnonzero(problem.forbidden & is_in)]
    return tuple(found)


def _too_many(
    problem: Problem, code: IntVector, is_in: "np.typing.NDArray[np.bool_]", most: int, name: str
) -> list[Broken]:
    places = np.flatnonzero(is_in & (code >= 0))
    codes, counts = np.unique(code[places], return_counts=True)
    return [
        Broken(
            f"{name} {', '.join(problem.ids[i] for i in places[code[places] == each])}", float(most), float(n)
        )
        for each, n in zip(codes, counts, strict=True)
        if n > most
    ]
