"""A decision as one file: the list, and what was weighed and drawn beside it, each part taken again.

The list, the draw and every seal are compared byte for byte. Figures that were weighed are compared to a stated digit
(`COMPARED_TO`): another machine rounds sums otherwise, and a draw of the scores may fall on the other side of a tie.

The list is `miqyas.allocation.decision`. Two parts may stand beside it: ``weighing`` (chances under the error of scores,
value against equity, what each rule costs, how far each file is) and ``lottery`` (a draw by public chance). Each holds its
own inputs, and ``seals`` the SHA-256 of every part.
"""

import csv
import hashlib
import json
import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

import miqyas
from miqyas.allocation.chances import funding_chances, group_of
from miqyas.allocation.counterfactual import rule_costs, tightening_costs
from miqyas.allocation.decision import Replay, replay
from miqyas.allocation.distances import distances, nearest_the_line
from miqyas.allocation.frontier import equity_frontier
from miqyas.allocation.problem import Problem
from miqyas.allocation.sealed import sealed_allocation
from miqyas.data.relation import open_relation
from miqyas.errors import DecisionUnreadable
from miqyas.judgement.calibration import quality_draws
from miqyas.judgement.lottery import draw_lots
from miqyas.types import FloatMatrix

WEIGHING = "miqyas.weighing/1"
PARTS = ("weighing", "lottery")
# How near a figure taken again must be: values to a share of the list's value, money to a share of the budget, chances as
# they are; all other figures to a billionth of themselves.
COMPARED_TO = {"value": 1e-6, "money": 1e-5, "probability": 0.005, "other": 1e-9}
UNITS = {
    "value": "value", "value_lost": "value", "turns_at": "value", "cost": "money", "money": "money", "amount": "money",
    "probability": "probability",
}  # fmt: skip
MOST_DISTANCES = 400  # files nearest the line; farther ones are solved again one by one, when someone asks

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class FileReplay:
    """Whether everything in a decision file comes out again.

    Attributes
    ----------
    decision : Replay
        The list.
    parts : dict of str to bool
        Each part, by its name; those of the weighing are ``chances``, ``frontier``, ``rules``, ``tighter``, ``distances``.
    """

    decision: Replay
    parts: dict[str, bool]

    @property
    def is_same(self) -> bool:
        return self.decision.is_same and all(self.parts.values())


def digest(data: Any) -> str:
    """SHA-256 of data in its canonical writing."""
    return hashlib.sha256(_written(data).encode()).hexdigest()


def with_seals(decision: Mapping[str, Any], **parts: Mapping[str, Any] | None) -> dict[str, Any]:
    """The decision file: the record, the parts that there are, the hash of each."""
    held = {name: part for name, part in parts.items() if part is not None}
    seals = {"decision": digest(decision)} | {name: digest(part) for name, part in held.items()}
    return {**decision, **held, "seals": seals}


def weighing_of(
    decision: Mapping[str, Any], inputs: Mapping[str, Any], told: Tell = lambda _percent: None
) -> dict[str, Any]:
    """Weigh a sealed decision, with the inputs of the weighing beside what comes out.

    Parameters
    ----------
    decision : mapping
        As `miqyas.allocation.decision.seal` writes it.
    inputs : mapping
        ``reviews``: None, or ``rows`` (file, reviewer, panel or empty, score), ``seed``, ``draws``, and ``per_point``: the
        value of a point of score in each file. ``curves``: by name, ``weights`` of places. ``places``: of each file that
        has one. ``column``: what a place is. ``shares`` of the budget that floors keep. ``tighter``: by how much rules are
        made harder.
    told : callable
        Hears the percentage done.
    """
    problem, best = sealed_allocation(decision)
    rules = [asdict(one) for one in rule_costs(problem, best)]
    told(20)
    tighter = [asdict(one) for one in tightening_costs(problem, best.value, share=float(inputs["tighter"]))]
    told(40)
    frontier = _frontier(problem, inputs)
    told(60)
    near = nearest_the_line(best, MOST_DISTANCES)
    far = [
        asdict(one)
        for one in distances(
            problem, best, among=near, told=lambda done: told(60 + 20 * done // max(1, len(near)))
        )
    ]
    chances = _chances(problem, inputs["reviews"])
    told(100)
    found = {"chances": chances, "frontier": frontier, "rules": rules, "tighter": tighter, "distances": far}
    return {
        "kind": WEIGHING,
        "library": miqyas.__version__,
        "inputs": {**inputs, "decision_sha256": decision["inputs_sha256"]},
        "compared_to": COMPARED_TO,
        **found,
    }


def replay_file(data: Mapping[str, Any]) -> FileReplay:
    """Take every part of a decision file again.

    Raises
    ------
    DecisionUnreadable
        A part that cannot be read.
    """
    decision = {name: value for name, value in data.items() if name not in (*PARTS, "seals")}
    parts: dict[str, bool] = {}
    seals = data.get("seals", {})
    for name, sealed in seals.items():
        part = decision if name == "decision" else data.get(name)
        parts[f"seal of {name}"] = part is not None and digest(part) == sealed
    found = replay(decision)
    try:
        if "weighing" in data:
            parts |= _weighed_again(decision, data["weighing"])
        if "lottery" in data:
            parts["lottery"] = _drawn_again(data["lottery"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DecisionUnreadable(name="weighing", reason=type(error).__name__) from error
    return FileReplay(found, parts)


def lottery_part(names: Sequence[str], *, places: int, source: str) -> dict[str, Any]:
    """A draw as a part of a decision file."""
    found = draw_lots(names, places=places, source=source)
    return {
        "names": sorted(names),
        "places": places,
        "source": source,
        "list_sha256": found.list_sha256,
        "drawn": list(found.drawn),
    }


def _weighed_again(decision: Mapping[str, Any], sealed: Mapping[str, Any]) -> dict[str, bool]:
    asked = {name: value for name, value in sealed["inputs"].items() if name != "decision_sha256"}
    now = weighing_of(decision, asked)
    scale = {
        "value": float(decision["value"]),
        "money": float(decision["inputs"]["budget"]),
        "probability": 1.0,
    }
    near = {unit: COMPARED_TO[unit] * each for unit, each in scale.items()}
    is_same = {
        name: _alike(now[name], sealed[name], near) and _groups_follow(sealed[name])
        for name in ("chances", "frontier", "rules", "tighter", "distances")
    }
    return {"weighed decision": sealed["inputs"]["decision_sha256"] == decision["inputs_sha256"], **is_same}


def _alike(now: Any, sealed: Any, near: Mapping[str, float], key: str = "") -> bool:
    """Whether both say the same, figures to the digit stated for what they are."""
    if isinstance(now, Mapping) and isinstance(sealed, Mapping):
        return now.keys() == sealed.keys() and all(
            _alike(now[each], sealed[each], near, each) for each in now
        )
    if isinstance(now, list | tuple) and isinstance(sealed, list | tuple):
        return len(now) == len(sealed) and all(_alike(a, b, near) for a, b in zip(now, sealed, strict=True))
    if isinstance(now, float) and isinstance(sealed, int | float) and not isinstance(sealed, bool):
        within = near.get(UNITS.get(key, ""), 0.0)
        return math.isclose(now, sealed, rel_tol=COMPARED_TO["other"], abs_tol=within)
    # The group of a chance near its threshold may change with it: it is checked beside the chance it was sealed with.
    return key == "group" or now == sealed


def _groups_follow(sealed: Any) -> bool:
    """Whether each file's group is that of the chance beside it."""
    rows = sealed if isinstance(sealed, list) else []
    return all(row["group"] == group_of(row["probability"]) for row in rows if "group" in row)


def _drawn_again(sealed: Mapping[str, Any]) -> bool:
    now = lottery_part(sealed["names"], places=int(sealed["places"]), source=str(sealed["source"]))
    return _written(now) == _written(sealed)


def _frontier(problem: Problem, inputs: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    places = inputs["places"]
    members = {
        place: np.array([places.get(name) == place for name in problem.ids])
        for place in sorted(set(places.values()))
    }
    return {
        name: [
            asdict(point) | {"funded": list(point.funded)}
            for point in equity_frontier(
                problem, curve["weights"], members, column=inputs["column"], shares=inputs["shares"]
            )
        ]
        for name, curve in sorted(inputs["curves"].items())
    }


def _chances(problem: Problem, reviews: Mapping[str, Any] | None) -> list[dict[str, Any]] | None:
    if reviews is None:
        return None
    files, quality = _qualities(reviews)
    row = {name: place for place, name in enumerate(files)}
    values = np.repeat(problem.value[:, None], quality.shape[1], axis=1)
    for place, name in enumerate(problem.ids):
        if name in row:  # a file no review of the ranking is about keeps its value
            values[place] = quality[row[name]] * float(reviews["per_point"][name])
    return [asdict(one) for one in funding_chances(problem, values)]


def _qualities(reviews: Mapping[str, Any]) -> tuple[list[str], FloatMatrix]:
    """Draws of the qualities, and the files in their order.

    Files and reviewers go by their places: a table would read the name 001 as the number 1.
    """
    rows: Sequence[Sequence[Any]] = reviews["rows"]
    files, readers = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    file = {name: f"f{place:07}" for place, name in enumerate(files)}
    reader = {name: f"r{place:07}" for place, name in enumerate(readers)}
    panels = {row[2] for row in rows}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.csv"
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(["file", "reviewer", "panel", "score"])
            writer.writerows(
                [file[row[0]], reader[row[1]], f"p{row[2]}", repr(float(row[3]))] for row in rows
            )
        _, quality = quality_draws(
            open_relation(str(path)), file="file", reviewer="reviewer", score="score",
            panel="panel" if len(panels) > 1 and "" not in panels else None,
            draws=int(reviews["draws"]), rng=np.random.default_rng(int(reviews["seed"])),
        )  # fmt: skip
    return files, quality


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
