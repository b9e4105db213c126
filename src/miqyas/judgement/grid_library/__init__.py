"""Grids to start from: invented presets, in our words, with their source and their date."""

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from miqyas.errors import GridNotHeld
from miqyas.judgement.grid_file import grid_of
from miqyas.judgement.grids import Grid
from miqyas.types import LANGUAGES


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def library() -> MappingProxyType[str, Grid]:
    """Every grid of the library, by key; each can be published as it is."""
    criteria = {key: _criterion(key, held) for key, held in _read("criteria.toml").items()}
    return MappingProxyType({key: _grid(key, held, criteria) for key, held in _read("grids.toml").items()})


def preset(key: str) -> Grid:
    """Return one grid of the library.

    Raises
    ------
    GridNotHeld
        No such grid; those held are listed.

    Examples
    --------
    >>> preset("foundation").tie_breaks
    ('theory', 'design', 'need')
    """
    held = library()
    if key not in held:
        raise GridNotHeld(grid=key, held=", ".join(held))
    return held[key]


def _criterion(key: str, held: dict[str, Any]) -> dict[str, Any]:
    anchors = zip(*(held[language] for language in LANGUAGES), strict=True)
    levels = [
        {"score": score, "anchors": dict(zip(LANGUAGES, each, strict=True))}
        for score, each in enumerate(anchors, start=1)
    ]
    return {name: part for name, part in held.items() if name not in LANGUAGES} | {
        "key": key,
        "levels": levels,
    }


def _grid(key: str, held: dict[str, Any], criteria: dict[str, dict[str, Any]]) -> Grid:
    gates = held.pop("gates")
    chosen = [
        criteria[name] | {"weight": weight} | ({"gate": gates[name]} if name in gates else {})
        for name, weight in held.pop("weights").items()
    ]
    return grid_of(held | {"key": key, "criteria": chosen})
