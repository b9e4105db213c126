"""A scoring grid as data: what is judged, on which anchored levels, and what each criterion is for.

Three roles, never mixed. A *gate* admits: a level below which no other criterion can make up. A *weight* ranks what the
gates admitted. A *tie-break* is an ordered list, published beforehand.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal, TypeAlias

from miqyas.errors import GridScoreMissing, GridScoreOffScale, NoWeight
from miqyas.types import Language

Texts: TypeAlias = Mapping[Language, str]
# What a criterion may judge of an impact; the platform computes facts beside each.
Impact: TypeAlias = Literal["theory", "indicators", "design", "evidence"]
IMPACT: tuple[Impact, ...] = ("theory", "indicators", "design", "evidence")
FULL = 100.0  # of a total


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale, and the sentence that says what is seen there.

    Attributes
    ----------
    score : float
        What a reviewer gives.
    anchors : dict of str
        By language.
    """

    score: float
    anchors: Texts


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question put to a file.

    Attributes
    ----------
    key : str
        Stable from version to version.
    labels : dict of str
        Its name, by language.
    levels : tuple of Level
        Lowest first.
    weight : float
        Share of the ranking, 0 when it only admits.
    gate : float or None
        Least median score that is admitted.
    judges : str or None
        What it judges of an impact: theory, indicators, design or evidence.
    has_facts : bool
        Whether what the platform computes is shown beside it.
    asks : dict of str
        The question, by language; may be empty.
    """

    key: str
    labels: Texts
    levels: tuple[Level, ...]
    weight: float = 0.0
    gate: float | None = None
    judges: Impact | None = None
    has_facts: bool = False
    asks: Texts = field(default_factory=dict)

    @property
    def low(self) -> float:
        return self.levels[0].score

    @property
    def high(self) -> float:
        return self.levels[-1].score

    def share(self, score: float) -> float:
        """Where a score stands on the scale, from 0 to 1."""
        return (score - self.low) / (self.high - self.low)

    @property
    def is_gate(self) -> bool:
        """Whether someone may be kept out by it."""
        return self.gate is not None and self.gate > self.low


@dataclass(frozen=True, slots=True)
class Grid:
    """What reviewers fill in, as it is published with a call.

    Attributes
    ----------
    key, version : str
        Name of the grid, and which writing of it.
    labels : dict of str
        Its name, by language.
    criteria : tuple of Criterion
        In the order in which they are read.
    tie_breaks : tuple of str
        Keys of criteria: equal totals are parted by the first, then by the next.
    minimum : float
        Least median total that is admitted, out of 100.
    source, dated : str
        Where it comes from, and the day it was written.
    says : dict of str
        What it is for, by language.
    """

    key: str
    version: str
    labels: Texts
    criteria: tuple[Criterion, ...]
    tie_breaks: tuple[str, ...] = ()
    minimum: float = 0.0
    source: str = ""
    dated: str = ""
    says: Texts = field(default_factory=dict)

    def criterion(self, key: str) -> Criterion | None:
        """The criterion of that key."""
        return next((one for one in self.criteria if one.key == key), None)

    @property
    def sha256(self) -> str:
        """Of all that is published: a grid is frozen by it when the call opens."""
        return hashlib.sha256(
            json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()


def _plain(part: object) -> object:
    if isinstance(part, Grid | Criterion | Level):
        return {name: _plain(getattr(part, name)) for name in part.__slots__}
    if isinstance(part, tuple | list):
        return [_plain(each) for each in part]
    if isinstance(part, Mapping):
        return {name: _plain(each) for name, each in part.items()}
    # 3 and 3.0 are one score.
    return float(part) if isinstance(part, int | float) and not isinstance(part, bool) else part


def weighted_total(grid: Grid, scores: Mapping[str, float]) -> float:
    """Total of one review out of 100: each score as a share of its scale, by weight.

    Gates play no part in it.

    Parameters
    ----------
    grid : Grid
        The grid.
    scores : mapping of str to float
        Criterion → score; every criterion that weighs must have one.

    Raises
    ------
    GridScoreMissing, GridScoreOffScale, NoWeight
        A score is absent or outside the levels; every weight is zero.
    """
    total = sum(one.weight for one in grid.criteria)
    if total <= 0:
        raise NoWeight(grid=grid.key)
    weighing = [one for one in grid.criteria if one.weight > 0]
    check_scores(grid, scores, [one.key for one in weighing])
    return FULL * sum(one.weight * one.share(scores[one.key]) for one in weighing) / total


def check_scores(grid: Grid, scores: Mapping[str, float], needed: Sequence[str] | None = None) -> None:
    """Raise unless every score needed is there and every score stands among the levels of its criterion.

    Raises
    ------
    GridScoreMissing, GridScoreOffScale
        Which criterion, and what its levels are.
    """
    for key in [one.key for one in grid.criteria] if needed is None else needed:
        if key not in scores:
            raise GridScoreMissing(criterion=key)
    for key, score in scores.items():
        one = grid.criterion(key)
        levels = [level.score for level in one.levels] if one else []
        if score not in levels:
            expected = ", ".join(f"{each:g}" for each in levels)
            raise GridScoreOffScale(criterion=key, found=score, expected=expected or "–")


@dataclass(frozen=True, slots=True)
class GateReading:
    """One gate against the reviews of a file.

    Attributes
    ----------
    criterion : str
        Its key; empty for the least total.
    median, gate : float
        Median of the raw anchored scores; least that is admitted.
    passed : bool
        Whether the median reaches the gate.
    scores : tuple of float
        The scores read, in the order of the reviews.
    """

    criterion: str
    median: float
    gate: float
    passed: bool
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a file is admitted to the ranking, gate by gate."""

    admitted: bool
    gates: tuple[GateReading, ...]


def admission(grid: Grid, reviews: Sequence[Mapping[str, float]]) -> Admission:
    """Read the gates of a grid over all the reviews of one file.

    The rule: the median of the raw anchored scores, never of calibrated ones, so that nobody is kept out by an adjustment
    they cannot redo. With an even number of reviews the median is the mean of the two in the middle.

    Raises
    ------
    GridScoreMissing, GridScoreOffScale
        As in `weighted_total`; also when there is no review at all.
    """
    read = []
    for one in grid.criteria:
        if one.gate is not None:
            if not reviews:
                raise GridScoreMissing(criterion=one.key)
            for scores in reviews:
                check_scores(grid, scores, [one.key])
            read.append(_reading(one.key, [scores[one.key] for scores in reviews], one.gate))
    if grid.minimum > 0:
        if not reviews:
            raise GridScoreMissing(criterion=grid.key)
        read.append(_reading("", [weighted_total(grid, scores) for scores in reviews], grid.minimum))
    return Admission(all(each.passed for each in read), tuple(read))


def _reading(key: str, scores: list[float], gate: float) -> GateReading:
    middle = float(median(scores))
    # A total is compared as it is shown, to a tenth: 59.96 is read as 60.
    return GateReading(key, middle, gate, round(middle, 1) >= round(gate, 1), tuple(scores))


def order(grid: Grid, files: Mapping[str, tuple[float, Mapping[str, float]]]) -> tuple[tuple[str, ...], ...]:
    """Order files by total, then by the tie-breaks; files that nothing parts stay together.

    Parameters
    ----------
    files : mapping
        Identifier → its total, and its score by criterion (medians, say).

    Returns
    -------
    tuple of tuple of str
        Best first; a group of several is a tie left to the lottery, in the order of the identifiers.
    """
    groups: dict[tuple[float, ...], list[str]] = {}
    for name, (total, scores) in files.items():
        if missing := [key for key in grid.tie_breaks if key not in scores]:
            raise GridScoreMissing(criterion=missing[0])
        place = (-round(total, 6), *(-scores[key] for key in grid.tie_breaks))
        groups.setdefault(place, []).append(name)
    return tuple(tuple(sorted(groups[place])) for place in sorted(groups))
