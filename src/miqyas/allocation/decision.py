"""A decision as a file: what was asked, what came out, and enough to take it again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import miqyas
from miqyas.allocation.portfolio import allocated
from miqyas.allocation.problem import Level, Limit, Problem
from miqyas.errors import DecisionUnreadable
from miqyas.results.allocation import Allocation

KIND = "miqyas.allocation/1"


def problem_data(problem: Problem) -> dict[str, Any]:
    """The problem as plain data: all that the portfolio depends on."""
    return {
        "ids": list(problem.ids),
        "cost": problem.cost.tolist(),
        "value": problem.value.tolist(),
        "budget": problem.budget,
        "limits": [
            {"column": limit.column, "value": limit.value, "amount": limit.amount, "is_floor": limit.is_floor,
             "counts_files": limit.counts_files, "members": np.flatnonzero(member).tolist()}
            for limit, member in zip(problem.limits, problem.members, strict=True)
        ],
        "group": problem.group.tolist(),
        "forced": np.flatnonzero(problem.forced).tolist(),
        "forbidden": np.flatnonzero(problem.forbidden).tolist(),
        "levels": [[level.cost, level.value] for level in problem.levels],
        "applicant": problem.applicant.tolist(),
        "most_per_applicant": problem.most_per_applicant,
        "needs": problem.needs.tolist(),
    }  # fmt: skip


def problem_of(data: Mapping[str, Any]) -> Problem:
    """The problem that ``problem_data`` wrote down."""
    n = len(data["ids"])

    def mask(places: list[int]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        found = np.zeros(n, dtype=np.bool_)
        found[places] = True
        return found

    limits = data["limits"]
    return Problem(
        ids=tuple(data["ids"]),
        cost=np.array(data["cost"], dtype=float),
        value=np.array(data["value"], dtype=float),
        budget=float(data["budget"]),
        limits=tuple(
            Limit(
                column=one["column"],
                value=one["value"],
                amount=float(one["amount"]),
                is_floor=bool(one["is_floor"]),
                counts_files=bool(one.get("counts_files", False)),
            )
            for one in limits
        ),
        members=tuple(mask(one["members"]) for one in limits),
        group=np.array(data["group"], dtype=np.int64),
        forced=mask(data["forced"]),
        forbidden=mask(data["forbidden"]),
        # Decisions sealed before levels, applicants and needs hold none of them.
        levels=tuple(Level(float(cost), float(value)) for cost, value in data.get("levels", [[1.0, 1.0]])),
        applicant=np.array(data.get("applicant", []), dtype=np.int64),
        most_per_applicant=int(data.get("most_per_applicant", 0)),
        needs=np.array(data.get("needs", []), dtype=np.int64).reshape(-1, 2),
    )


def seal(problem: Problem, found: Allocation) -> dict[str, Any]:
    """The decision as data, under the hash of what it was taken from."""
    inputs = problem_data(problem)
    return {
        "kind": KIND,
        "library": miqyas.__version__,
        "solver": found.solver,
        "inputs_sha256": _hash(inputs),
        "inputs": inputs,
        "funded": list(found.funded),
        "paid": found.levels,
        "value": found.value,
        "cost": found.cost,
        "bound": found.bound,
        "prices": found.prices,
        "value_unforced": found.value_unforced,
    }


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether a decision taken again is the same.

    Attributes
    ----------
    is_same : bool
        Same files at the same levels, and inputs under their hash.
    inputs_changed : bool
        The inputs are not those that were sealed.
    added, missing : tuple of str
        Files funded now and not then, or at another level; then and not now.
    value_then, value_now : float
        Of both portfolios.
    """

    is_same: bool
    inputs_changed: bool
    added: tuple[str, ...]
    missing: tuple[str, ...]
    value_then: float
    value_now: float


def read_decision(path: Path) -> dict[str, Any]:
    """Read a decision file.

    Raises
    ------
    DecisionUnreadable
        No JSON, or not that of an allocation.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise DecisionUnreadable(name=path.name, reason=type(error).__name__) from error
    wanted = {"kind", "inputs", "inputs_sha256", "funded", "value"}
    if not isinstance(data, dict) or data.get("kind") != KIND or not wanted <= set(data):
        raise DecisionUnreadable(name=path.name, reason=f"{KIND}?")
    return data


def replay(decision: Mapping[str, Any]) -> Replay:
    """Take a decision again from its own inputs."""
    try:
        problem = problem_of(decision["inputs"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DecisionUnreadable(name="inputs", reason=type(error).__name__) from error
    now = allocated(problem)
    then = {
        name: float(decision.get("paid", {}).get(name, now.levels.get(name, 1.0)))
        for name in decision["funded"]
    }
    changed = _hash(decision["inputs"]) != decision["inputs_sha256"]
    added = sorted(name for name, share in now.levels.items() if then.get(name) != share)
    missing = sorted(set(then) - set(now.levels))
    return Replay(
        is_same=not (changed or added or missing),
        inputs_changed=changed,
        added=tuple(added),
        missing=tuple(missing),
        value_then=float(decision["value"]),
        value_now=now.value,
    )


def _hash(inputs: Mapping[str, Any]) -> str:
    written = json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
