"""From reviews to the science of judging and back: sharing out, what to expect, calibration, reliability, draws."""

import csv
import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miqyas.data.relation import Relation, open_relation
from miqyas.errors import MiqyasError
from miqyas.judgement.agreement import agreement
from miqyas.judgement.assignment import assign
from miqyas.judgement.calibration import calibrate
from miqyas.judgement.foresight import ASSUMED, ASSUMED_PANELS, foresee
from miqyas.judgement.grids import Grid, weighted_total
from miqyas.judgement.lottery import Lottery, draw_lots, list_hash
from miqyas.judgement.readers import FileToRead, Reader
from miqyas.reporting.refusals import refusal_sentence
from miqyas.results.assignment import Assignment, Foresight
from miqyas.types import LANGUAGES, Language
from miqyas_web.foundation.errors import Unfit
from miqyas_web.funding.science.grids import grid_of
from miqyas_web.funding.science.scoring import standing_by

__all__ = [
    "FileToRead", "Lottery", "Pair", "Read", "Reader", "calibrated", "drawn_lots", "expected", "linked_groups",
    "said_plainly", "sealed_list", "shared_out", "table_of",
]  # fmt: skip

Pair = tuple[str, str]
Answer = TypeVar("Answer")
# Resamples behind the intervals of reliability.
REPEATS = 500


def said_plainly(compute: Callable[[], Answer], *, hidden: Collection[str] = ()) -> Answer:
    """Compute; what the science refuses becomes a sentence for the person, without the names of files hidden from them."""
    try:
        return compute()
    except MiqyasError as error:
        told = type(error)(**{key: _without(fact, hidden) for key, fact in error.facts.items()})
        raise Unfit(refusal_sentence(told, _language())) from error


def _without(fact: object, hidden: Collection[str]) -> object:
    """A fact of a refusal; each file hidden from the person is a file without its name."""
    if not hidden or not isinstance(fact, str):
        return fact
    names = "|".join(re.escape(name) for name in sorted(hidden, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{names})(?![\w-])", str(_("(hidden from you)")), fact)


def _language() -> Language:
    code = (get_language() or "en")[:2]
    return next((language for language in LANGUAGES if language == code), "en")


def shared_out(
    files: Sequence[FileToRead],
    readers: Sequence[Reader],
    *,
    each: int,
    conflicts: Collection[Pair],
    done: Collection[Pair],
    before: Collection[Pair],
    bridged: float,
    anchors: Collection[str] = (),
    most_chance: float = 1.0,
    seed: int = 0,
) -> Assignment:
    """Who reads what; files that nothing links are refused with the way to mend it.

    ``most_chance`` below 1: readings are drawn from ``seed``, none with more chance than that.
    """
    return said_plainly(
        lambda: assign(
            files,
            readers,
            each=each,
            conflicts=conflicts,
            done=done,
            before=before,
            bridged=bridged,
            anchors=anchors,
            most_chance=most_chance,
            rng=np.random.default_rng(seed),
        )
    )


def expected(
    pairs: Sequence[Pair],
    files: Sequence[FileToRead] = (),
    readers: Sequence[Reader] = (),
    *,
    unranked: Collection[str] = (),
    top: int,
    seed: int,
) -> Foresight:
    """How wide the rank intervals will be, and how many files merit will not part."""
    in_panels = len({one.panel for one in readers}) > 1
    return said_plainly(
        lambda: foresee(
            pairs, top=top, variances=ASSUMED_PANELS if in_panels else ASSUMED, unranked=unranked,
            files=files if in_panels else (), readers=readers if in_panels else (),
            rng=np.random.default_rng(seed),
        )
    )  # fmt: skip


def linked_groups(pairs: Collection[Pair]) -> list[list[str]]:
    """Files by group: those of one group are linked by readers they share."""
    head: dict[str, str] = {}

    def root(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for file, reader in pairs:
        head[root(f"f{file}")] = root(f"r{reader}")
    groups: dict[str, list[str]] = {}
    for file in sorted({file for file, _reader in pairs}):
        groups.setdefault(root(f"f{file}"), []).append(file)
    return sorted(groups.values())


@dataclass(frozen=True, slots=True)
class Read:
    """One review, as it is counted."""

    file: str
    reviewer: str
    panel: str
    levels: Mapping[str, float]


def calibrated(
    reviews: Sequence[Read],
    content: Mapping[str, Any],
    *,
    unranked: Collection[str] = (),
    top: int,
    group_level: float,
    seed: int,
    hidden: Collection[str] = (),
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The ranking with its uncertainty, as plain values; and leniencies apart. Anchors that are no candidates: unranked.

    ``hidden``: files that a refusal does not name to who asks.
    """
    grid = grid_of(content)
    panels = {one.panel for one in reviews}
    rng = np.random.default_rng(seed)
    with table_of(grid, reviews) as relation:
        found = said_plainly(
            lambda: calibrate(
                relation, file="file", reviewer="reviewer", score="total",
                panel="panel" if len(panels) > 1 and "" not in panels else None,
                top=top, unranked=unranked, group_level=group_level, rng=rng,
            ),
            hidden=hidden,
        )  # fmt: skip
        keys = [one.key for one in grid.criteria]
        reliability, why_none = _reliability(relation, keys, rng)
    held = asdict(found)
    leniencies = list(held.pop("reviewers"))
    held["files"] = [row | _gates(grid, reviews, row["id"]) for row in held["files"]]
    return held | {"criteria": reliability, "criteria_refused": why_none}, leniencies


@contextmanager
def table_of(grid: Grid, reviews: Sequence[Read]) -> Iterator[Relation]:
    """The reviews as a table of the science, a row each with its total, while it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.csv"
        _write(path, grid, reviews)
        yield said_plainly(lambda: open_relation(str(path)))


def _write(path: Path, grid: Grid, reviews: Sequence[Read]) -> None:
    keys = [one.key for one in grid.criteria]
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["file", "reviewer", "panel", "total", *keys])
        for one in reviews:
            levels = dict(one.levels)
            total = said_plainly(lambda levels=levels: weighted_total(grid, levels))  # type: ignore[misc]
            writer.writerow(
                [one.file, one.reviewer, one.panel, repr(total), *(levels.get(key, "") for key in keys)]
            )


def _reliability(
    relation: Any, keys: Sequence[str], rng: np.random.Generator
) -> tuple[list[dict[str, Any]], str]:
    """By criterion, with intervals; a refusal of the science does not take the ranking away."""
    try:
        rows = agreement(relation, file="file", reviewer="reviewer", criteria=keys, repeats=REPEATS, rng=rng)
    except MiqyasError as error:
        return [], refusal_sentence(error, _language())
    return [asdict(row) for row in rows], ""


def _gates(grid: Grid, reviews: Sequence[Read], file: str) -> dict[str, Any]:
    told = standing_by(grid, [one.levels for one in reviews if one.file == file])
    kept = ("criterion", "median", "gate", "passed")
    return {
        "admitted": told.is_admitted,
        "gates": [{name: gate[name] for name in kept} for gate in told.gates],
    }


def sealed_list(references: Sequence[str], places: int) -> str:
    """SHA-256 of a list of files and its places."""
    return said_plainly(lambda: list_hash(references, places))


def drawn_lots(references: Sequence[str], *, places: int, source: str) -> Lottery:
    """The draw by a public chance."""
    return said_plainly(lambda: draw_lots(references, places=places, source=source))
