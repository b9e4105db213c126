"""Grids read from TOML or JSON and written back, with a sentence for each thing that is wrong in them."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from math import isfinite
from pathlib import Path

from miqyas.errors import GridFieldWrong, GridUnreadable
from miqyas.judgement.grids import IMPACT, Criterion, Grid, Level, Texts
from miqyas.types import LANGUAGES

_GRID = ("key", "version", "labels", "criteria", "tie_breaks", "minimum", "source", "dated", "says")
_CRITERION = ("key", "labels", "levels", "weight", "gate", "judges", "has_facts", "asks")
_LEVEL = ("score", "anchors")
_TEXTS = "texts by language: " + ", ".join(LANGUAGES)


def read_grid(path: str | Path) -> Grid:
    """Read a grid from a file.

    Raises
    ------
    GridUnreadable, GridFieldWrong
        The file is neither TOML nor JSON, or a field is not what is expected.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
        held = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as wrong:
        raise GridUnreadable(name=path.name, reason=_reason(wrong)) from wrong
    if not isinstance(held, dict):
        raise GridUnreadable(name=path.name, reason="no field")
    return grid_of(held)


def _reason(wrong: Exception) -> str:
    # The whole text of an error of the system holds the folder of the person.
    return wrong.strerror or "absent" if isinstance(wrong, OSError) else str(wrong).rstrip(".")


def grid_of(held: Mapping[str, object]) -> Grid:
    """Make a grid of plain values, as TOML or JSON give them.

    Faults of judgement (weights all zero, anchors missing) are for `miqyas.judgement.grid_check.check_grid`; here only
    what would keep a grid from being read at all.

    Raises
    ------
    GridFieldWrong
        A field is missing, unknown, or of another kind.
    """
    _known(held, _GRID, "grid", needed=("key", "criteria"))
    parts = _tables(held, "criteria", "grid")
    breaks = held.get("tie_breaks", [])
    if not isinstance(breaks, list | tuple) or not all(isinstance(key, str) for key in breaks):
        raise GridFieldWrong(where="grid", field="tie_breaks", expected="a list of keys")
    return Grid(
        key=_text(held, "key", "grid", needed=True),
        version=_text(held, "version", "grid") or "1",
        labels=_texts(held, "labels", "grid"),
        criteria=tuple(_criterion(part, at) for at, part in enumerate(parts, start=1)),
        tie_breaks=tuple(breaks),
        minimum=_number(held, "minimum", "grid"),
        source=_text(held, "source", "grid"),
        dated=_text(held, "dated", "grid"),
        says=_texts(held, "says", "grid"),
    )


def _criterion(part: Mapping[str, object], at: int) -> Criterion:
    key = part.get("key")
    where = f"criterion {at} ({key})" if isinstance(key, str) and key else f"criterion {at}"
    _known(part, _CRITERION, where, needed=("key", "levels"))
    levels = sorted((_level(one, where) for one in _tables(part, "levels", where)), key=lambda one: one.score)
    if len({one.score for one in levels}) < max(2, len(levels)):
        raise GridFieldWrong(where=where, field="levels", expected="two different scores or more")
    judges = part.get("judges")
    if judges is not None and judges not in IMPACT:
        raise GridFieldWrong(where=where, field="judges", expected=", ".join(IMPACT))
    facts = part.get("has_facts", False)
    if not isinstance(facts, bool):
        raise GridFieldWrong(where=where, field="has_facts", expected="true or false")
    gate = part.get("gate")
    weight = _number(part, "weight", where)
    if weight < 0:
        raise GridFieldWrong(where=where, field="weight", expected="a number from 0 up")
    return Criterion(
        key=_text(part, "key", where, needed=True),
        labels=_texts(part, "labels", where),
        levels=tuple(levels),
        weight=weight,
        gate=None if gate is None else _number(part, "gate", where),
        judges=judges,
        has_facts=facts,
        asks=_texts(part, "asks", where),
    )


def _level(part: Mapping[str, object], where: str) -> Level:
    _known(part, _LEVEL, where, needed=("score",))
    return Level(_number(part, "score", where), _texts(part, "anchors", where))


def _known(part: Mapping[str, object], fields: Iterable[str], where: str, *, needed: Iterable[str]) -> None:
    known = tuple(fields)
    for name in part:
        if name not in known:
            raise GridFieldWrong(where=where, field=name, expected="one of: " + ", ".join(known))
    for name in needed:
        if name not in part:
            raise GridFieldWrong(where=where, field=name, expected="there")


def _tables(part: Mapping[str, object], name: str, where: str) -> list[Mapping[str, object]]:
    held = part.get(name)
    if not isinstance(held, list | tuple) or not held or not all(isinstance(one, Mapping) for one in held):
        raise GridFieldWrong(where=where, field=name, expected="a list of tables, one at least")
    return list(held)


def _text(part: Mapping[str, object], name: str, where: str, *, needed: bool = False) -> str:
    held = part.get(name, "")
    if not isinstance(held, str) or (needed and not held.strip()):
        raise GridFieldWrong(where=where, field=name, expected="a text")
    return held.strip()


def _texts(part: Mapping[str, object], name: str, where: str) -> Texts:
    held = part.get(name, {})
    if not isinstance(held, Mapping) or not all(isinstance(text, str) for text in held.values()):
        raise GridFieldWrong(where=where, field=name, expected=_TEXTS)
    if unknown := sorted(set(held) - set(LANGUAGES)):
        raise GridFieldWrong(where=where, field=f"{name}.{unknown[0]}", expected=_TEXTS)
    return {language: held[language].strip() for language in LANGUAGES if held.get(language, "").strip()}


def _number(part: Mapping[str, object], name: str, where: str) -> float:
    held = part.get(name, 0.0)
    if isinstance(held, bool) or not isinstance(held, int | float) or not isfinite(held):
        raise GridFieldWrong(where=where, field=name, expected="a number")
    return float(held)


def plain_grid(grid: Grid) -> dict[str, object]:
    """Return a grid as plain values: `grid_of` reads it back the same."""
    return {
        "key": grid.key, "version": grid.version, "labels": dict(grid.labels), "source": grid.source,
        "dated": grid.dated, "says": dict(grid.says), "minimum": grid.minimum,
        "tie_breaks": list(grid.tie_breaks), "criteria": [_plain(one) for one in grid.criteria],
    }  # fmt: skip


def _plain(one: Criterion) -> dict[str, object]:
    told: dict[str, object] = {
        "key": one.key, "labels": dict(one.labels), "asks": dict(one.asks), "weight": one.weight,
        "has_facts": one.has_facts,
        "levels": [{"score": level.score, "anchors": dict(level.anchors)} for level in one.levels],
    }  # fmt: skip
    # TOML has no word for nothing: what is absent is left out.
    return told | {name: held for name in ("gate", "judges") if (held := getattr(one, name)) is not None}
