"""What is wrong in a grid before it is published, and what to do about it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from miqyas.judgement.grids import FULL, Criterion, Grid, Texts
from miqyas.types import LANGUAGES

SHORTEST_ANCHOR = 12  # letters: a sentence says what is seen, a word (“good”) does not
# Of the weight in one criterion: above it the others hardly count.
LARGEST_SHARE = 0.6
_WORDS = tomllib.loads(files(__package__).joinpath("grid_check.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class GridFinding:
    """One thing wrong in a grid.

    Attributes
    ----------
    rule : str
        Key of the rule.
    criterion : str
        Key of the criterion concerned; empty for the grid as a whole.
    blocks : bool
        Whether the grid cannot be published with it.
    text, remedy : dict of str
        By language: what was found, what to do.
    """

    rule: str
    criterion: str
    blocks: bool
    text: Texts
    remedy: Texts


def check_grid(grid: Grid) -> tuple[GridFinding, ...]:
    """Read a grid as its applicants and reviewers will.

    Returns
    -------
    tuple of GridFinding
        What keeps it from being published first, then what could be better, each in the order of the criteria. None when
        it is sound.
    """
    found = [*_whole(grid)]
    for one in grid.criteria:
        found += _criterion(one)
    return tuple(sorted(found, key=lambda each: not each.blocks))


def can_publish(grid: Grid) -> bool:
    """Whether nothing in the grid keeps it from being published."""
    return not any(each.blocks for each in check_grid(grid))


def _said(rule: str, criterion: str = "", **facts: object) -> GridFinding:
    words = _WORDS[rule]
    text, remedy = (
        {language: words[part][language].format(criterion=criterion, **facts) for language in LANGUAGES}
        for part in ("text", "remedy")
    )
    return GridFinding(rule, criterion, words["blocks"], text, remedy)


def _whole(grid: Grid) -> Iterator[GridFinding]:
    keys = [one.key for one in grid.criteria]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield _said("key_twice", key, n=keys.count(key))
    if not 0 <= grid.minimum <= FULL:
        yield _said("minimum_beyond", minimum=f"{grid.minimum:g}")
    for language in LANGUAGES:
        if language not in grid.labels:
            yield _said("no_name", "", language=language)
    yield from _weights(grid)
    yield from _tie_breaks(grid, keys)


def _weights(grid: Grid) -> Iterator[GridFinding]:
    total = sum(one.weight for one in grid.criteria)
    largest = max(grid.criteria, key=lambda one: one.weight)
    if total <= 0:
        yield _said("no_weight")
    elif len(grid.criteria) > 1 and largest.weight / total > LARGEST_SHARE:
        yield _said("one_weighs_all", largest.key, share=round(100 * largest.weight / total))


def _tie_breaks(grid: Grid, keys: list[str]) -> Iterator[GridFinding]:
    if not grid.tie_breaks:
        yield _said("no_tie_break")
    for key in dict.fromkeys(grid.tie_breaks):
        if key not in keys:
            yield _said("tie_break_unknown", key)
        if grid.tie_breaks.count(key) > 1:
            yield _said("tie_break_twice", key)


def _criterion(one: Criterion) -> Iterator[GridFinding]:
    if one.gate is not None and one.gate > one.high:
        yield _said("gate_above", one.key, gate=f"{one.gate:g}", high=f"{one.high:g}")
    elif one.gate is not None and one.gate <= one.low:
        yield _said("gate_below", one.key, gate=f"{one.gate:g}", low=f"{one.low:g}")
    if one.gate is None and one.weight == 0:
        yield _said("no_role", one.key)
    for language in LANGUAGES:
        if language not in one.labels:
            yield _said("no_label", one.key, language=language)
        anchors = [level.anchors.get(language, "") for level in one.levels]
        bare = [level.score for level, text in zip(one.levels, anchors, strict=True) if not text]
        if bare:
            yield _said(
                "no_anchor", one.key, language=language, levels=", ".join(f"{score:g}" for score in bare)
            )
        written = [text.casefold() for text in anchors if text]
        if len(set(written)) < len(written):
            yield _said("anchor_twice", one.key, language=language)
        if any(len(text) < SHORTEST_ANCHOR for text in written):
            yield _said("anchor_short", one.key, language=language)
