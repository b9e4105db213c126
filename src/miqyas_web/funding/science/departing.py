"""What departing from an allocation costs, and what an appeal that is upheld changes in it (`miqyas.allocation`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from miqyas.allocation.decision import problem_of, seal
from miqyas.allocation.departing import departure
from miqyas.allocation.portfolio import allocated
from miqyas.allocation.problem import Problem
from miqyas.allocation.sealed import sealed_allocation
from miqyas_web.funding.science.allocating import Found, told_files


@dataclass(frozen=True, slots=True)
class Departed:
    """A list that departs from its allocation, as `miqyas.allocation.departing` says it.

    ``lost`` is the share of the value lost by the list as it is, below zero where it breaks rules to be worth more;
    ``lost_alone`` what each departure costs by itself, when the rest of the list is then chosen at best; None where nothing
    obeys the rules with it. ``broken`` names the rules the list no longer obeys.
    """

    amounts: dict[str, float]
    spent: float
    lost: float
    lost_alone: dict[str, float | None]
    broken: tuple[str, ...]


def departed(record: Mapping[str, Any], *, into: Sequence[str], out: Sequence[str]) -> Departed:
    """Take files in and out of a sealed allocation, and say what it costs."""
    problem, best = sealed_allocation(record)
    whole = max(level.cost for level in problem.levels)
    shares = {name: share for name, share in best.levels.items() if name not in out}
    shares |= dict.fromkeys(into, whole)
    told = departure(problem, best, shares)
    cost = dict(zip(problem.ids, problem.cost.tolist(), strict=True))
    return Departed(
        amounts={name: cost[name] * share for name, share in sorted(shares.items())},
        spent=told.cost,
        lost=told.value_lost / best.value if best.value else 0.0,
        lost_alone={one.id: _share_of(one.value_lost, best.value) for one in told.departures},
        broken=tuple(one.rule for one in told.broken),
    )


def _share_of(lost: float | None, whole: float) -> float | None:
    return None if lost is None else lost / whole if whole else 0.0


def after_appeal(
    record: Mapping[str, Any],
    more: Mapping[str, Any],
    *,
    reference: str,
    score: float,
    announced: Mapping[str, float],
    budget: float,
) -> Found:
    """Allocate again from sealed inputs with one score corrected: what was announced stands, the reserve pays.

    The file gets in when its new value reaches the line that was quoted to it; no other file moves.
    """
    problem = problem_of(record["inputs"])
    rows = {row["id"]: dict(row) for row in more["explanations"]}
    at, row = problem.ids.index(reference), rows[reference]
    value = problem.value.copy()
    value[at] = value[at] * score / row["score"] if row["score"] else score * _weight(problem, at, more)
    line = row["line"]
    is_entitled = line is not None and value[at] >= line
    kept = np.array([name in announced for name in problem.ids])
    here = np.arange(problem.n) == at
    cost = problem.cost.copy()
    for name, amount in announced.items():
        cost[problem.ids.index(name)] = amount
    changed = replace(
        problem,
        cost=cost,
        value=value,
        budget=budget,
        # What was announced stands even where it departs from these.
        limits=(),
        members=(),
        group=np.full(problem.n, -1, dtype=np.int64),
        applicant=np.zeros(0, dtype=np.int64),
        most_per_applicant=0,
        levels=problem.levels[-1:],
        needs=np.zeros((0, 2), dtype=np.int64),
        forced=kept,
        forbidden=~kept & ~(here & is_entitled),
    )
    found = allocated(changed)
    rows[reference] |= {
        "score": score,
        "value": float(value[at]),
        "distance": value[at] / line - 1 if line else None,
    }
    told = told_files(found, [float(rows[name]["score"]) for name in problem.ids])
    told[at] = rows[reference] | {"is_funded": reference in found.funded}
    told[at]["reason"] = _reason(is_entitled=is_entitled, is_funded=reference in found.funded)
    return Found(seal(changed, found), {**more, "explanations": told, "gap": found.gap, "appeal": reference})


def _reason(*, is_entitled: bool, is_funded: bool) -> str:
    if is_funded:
        return "above_line"
    return "reserve" if is_entitled else "below_line"


def _weight(problem: Problem, at: int, more: Mapping[str, Any]) -> float:
    """Value of a point of score."""
    return 1.0 if more.get("policy") == "score" else float(problem.cost[at]) / 1000
