"""Whether a grid integrates impact analysis, and how strongly: the published test that the second national indicator counts.

The rules and their points are in ``grid_impact.toml``, versioned, and explained in docs/judgement/grids.md. The test reads
what the grid asks, never how it will be used: it does not say whether reviewers will judge well.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeAlias

from miqyas.judgement.grid_check import SHORTEST_ANCHOR
from miqyas.judgement.grids import IMPACT, Criterion, Grid, Texts
from miqyas.types import LANGUAGES

Strength: TypeAlias = Literal["absent", "named", "counted", "determining"]
STRENGTHS: tuple[Strength, ...] = ("absent", "named", "counted", "determining")
_PUBLISHED = tomllib.loads(files(__package__).joinpath("grid_impact.toml").read_text(encoding="utf-8"))
IMPACT_TEST_VERSION: str = _PUBLISHED["version"]
LEAST_POINTS: float = _PUBLISHED["least_points"]
# Share of the weight from which all the points of weighing are kept, and a grid may be determining.
FULL_SHARE: float = _PUBLISHED["full_share"]


@dataclass(frozen=True, slots=True)
class ImpactRule:
    """One rule of the test, what it was worth for a grid, and why.

    Attributes
    ----------
    key : str
        Stable name.
    points, kept : float
        Points of the rule, those this grid keeps.
    title, text, why, remedy : dict of str
        By language: its name, what was found, why it matters, how to mend it (empty when every point is kept).
    criteria : tuple of str
        Keys of the criteria it found.
    """

    key: str
    points: float
    kept: float
    title: Texts
    text: Texts
    why: Texts
    remedy: Texts
    criteria: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether all its points are kept."""
        return self.kept >= self.points


@dataclass(frozen=True, slots=True)
class ImpactReading:
    """What the published test says of a grid.

    Attributes
    ----------
    integrates : bool
        Whether the national indicator counts it: the theory of impact is judged, an impact criterion counts (it has a gate
        or a weight), and the points reach the least that is published.
    strength : str
        ``absent``: no criterion judges impact; ``named``: one does, without gate or weight; ``counted``: it has one of
        them; ``determining``: a gate on the theory of impact, and a share of the weight at least ``FULL_SHARE``.
    points, maximum : float
        Points kept, out of 100.
    share_of_weight : float
        Of impact criteria in the ranking, from 0 to 1.
    rules : tuple of ImpactRule
        Every rule, those that hold included.
    version : str
        Of the test: readings of two versions are not comparable.
    """

    integrates: bool
    strength: Strength
    points: float
    maximum: float
    share_of_weight: float
    rules: tuple[ImpactRule, ...]
    version: str


def impact_reading(grid: Grid) -> ImpactReading:
    """Say whether a grid integrates impact analysis, and how strongly.

    Parameters
    ----------
    grid : Grid
        Any grid, published or not.

    Returns
    -------
    ImpactReading
        It depends neither on the order of criteria nor on their keys.

    Examples
    --------
    >>> from miqyas.judgement.grids import Criterion, Grid, Level
    >>> levels = (Level(1, {"en": "No effect is named."}), Level(2, {"en": "One effect is named and measured."}))
    >>> impact_reading(Grid("g", "1", {"en": "Grid"}, (Criterion("cost", {"en": "Cost"}, levels, weight=1),))).strength
    'absent'
    """
    impact = tuple(one for one in grid.criteria if one.judges in IMPACT)
    share = _share(grid, impact)
    rules = tuple(_read(words, grid, impact) for words in _PUBLISHED["rule"])
    points = sum(rule.kept for rule in rules)
    counts = any(one.is_gate or one.weight > 0 for one in impact)
    has_theory = any(one.judges == "theory" for one in impact)
    strength: Strength = "absent"
    if impact:
        strength = "counted" if counts else "named"
    if share >= FULL_SHARE and any(one.is_gate for one in impact if one.judges == "theory"):
        strength = "determining"
    return ImpactReading(
        integrates=has_theory and counts and round(points, 1) >= LEAST_POINTS,
        strength=strength,
        points=points,
        maximum=float(sum(words["points"] for words in _PUBLISHED["rule"])),
        share_of_weight=share,
        rules=rules,
        version=IMPACT_TEST_VERSION,
    )


def _share(grid: Grid, impact: tuple[Criterion, ...]) -> float:
    total = sum(one.weight for one in grid.criteria)
    return sum(one.weight for one in impact) / total if total > 0 else 0.0


def _read(words: Mapping[str, object], grid: Grid, impact: tuple[Criterion, ...]) -> ImpactRule:
    key, points = str(words["key"]), float(str(words["points"]))
    kept, found = _LOOKS[key](grid, impact)
    facts = {
        "criteria": ", ".join(one.key for one in found) or "–",
        "share": round(100 * _share(grid, impact)),
        "full": round(100 * FULL_SHARE),
    }
    said = "holds" if kept >= 1 else "lacks"
    title, text, why, remedy = (_texts(words[part], facts) for part in ("title", said, "why", "remedy"))
    if kept >= 1:
        remedy = dict.fromkeys(LANGUAGES, "")
    return ImpactRule(
        key, points, points * kept, title, text, why, remedy, tuple(sorted(one.key for one in found))
    )


def _texts(held: object, facts: Mapping[str, object]) -> Texts:
    assert isinstance(held, dict)
    return {language: held[language].format_map(facts) for language in LANGUAGES}


_Found: TypeAlias = tuple[float, list[Criterion]]


def _judging(kind: str) -> Callable[[Grid, tuple[Criterion, ...]], _Found]:
    def look(_grid: Grid, impact: tuple[Criterion, ...]) -> _Found:
        found = [one for one in impact if one.judges == kind and (one.is_gate or one.weight > 0)]
        return float(bool(found)), found

    return look


def _gate(_grid: Grid, impact: tuple[Criterion, ...]) -> _Found:
    """All for a gate on the theory, half for a gate on another impact criterion."""
    found = [one for one in impact if one.is_gate]
    on_theory = any(one.judges == "theory" for one in found)
    return (1.0 if on_theory else 0.5 * bool(found)), found


def _weight(grid: Grid, impact: tuple[Criterion, ...]) -> _Found:
    return min(1.0, _share(grid, impact) / FULL_SHARE), [one for one in impact if one.weight > 0]


def _tie_break(grid: Grid, impact: tuple[Criterion, ...]) -> _Found:
    first = grid.tie_breaks[:1]
    found = [one for one in impact if one.key in first]
    return float(bool(found)), found


def _anchors(_grid: Grid, impact: tuple[Criterion, ...]) -> _Found:
    """Each impact criterion keeps its share when every level has its own sentence in every language."""
    sound = [one for one in impact if all(_is_told(one, language) for language in LANGUAGES)]
    return (len(sound) / len(impact) if impact else 0.0), sound


def _is_told(one: Criterion, language: str) -> bool:
    anchors = [{**level.anchors}.get(language, "").casefold() for level in one.levels]  # type: ignore[call-overload]  # a language is a string
    return len(set(anchors)) == len(anchors) and all(len(text) >= SHORTEST_ANCHOR for text in anchors)


def _facts(_grid: Grid, impact: tuple[Criterion, ...]) -> _Found:
    found = [one for one in impact if one.has_facts]
    return (len(found) / len(impact) if impact else 0.0), found


_LOOKS: Mapping[str, Callable[[Grid, tuple[Criterion, ...]], _Found]] = {
    "theory_judged": _judging("theory"),
    "indicators_judged": _judging("indicators"),
    "design_judged": _judging("design"),
    "evidence_judged": _judging("evidence"),
    "impact_admits": _gate,
    "impact_weighs": _weight,
    "impact_parts": _tie_break,
    "impact_anchored": _anchors,
    "impact_facts": _facts,
}
