"""The edits a canvas sends, read strictly: what it could not have sent is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.rules import MOST_NODES

MOST_EDITS = 500
# Room for every place of the largest theory, several times over.
MOST_LETTERS = 400_000
MOST_IN_A_TITLE = 200
_KEY = re.compile(r"[\w.-]{1,64}")

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Add:
    """A new element, under the key the canvas gave it."""

    key: str
    level: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Say:
    """Another title, and the one that was read."""

    key: str
    title: str
    read: str


@dataclass(frozen=True, slots=True)
class Move:
    """Where elements were put, and where those around them stood."""

    moves: Mapping[str, Place]
    around: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Join:
    """A new link, under the key the canvas gave it."""

    key: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Delete:
    nodes: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Back, or forth again: over the change that has this revision."""

    back: bool
    revision: int


Edit = Add | Say | Move | Join | Delete | Step


def read_edits(sent: Any) -> list[Edit]:
    """The edits in a JSON value. Raises ``ValueError`` when it holds anything else."""
    if not isinstance(sent, list) or len(sent) > MOST_EDITS:
        raise ValueError("edits: a list was expected")
    return [_edit(each) for each in sent]


def _edit(sent: Any) -> Edit:
    try:
        match sent["do"]:
            case "add":
                level = NodeLevel(sent["level"]).value
                return Add(_key(sent["key"]), level, _title(sent["title"]), _place(sent["place"]))
            case "say":
                return Say(_key(sent["key"]), _title(sent["title"]), _title(sent["read"]))
            case "move":
                return Move(_places(sent["moves"]), _places(sent.get("around", {})))
            case "link":
                return Join(_key(sent["key"]), _key(sent["source"]), _key(sent["target"]))
            case "delete":
                return Delete(_keys(sent["nodes"]), _keys(sent["links"]))
            case "undo" | "redo" as which:
                return Step(back=which == "undo", revision=int(sent["revision"]))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("edits: a part is missing or of another kind") from error
    raise ValueError(f"edits: unknown {sent['do']!r}")


def _key(sent: Any) -> str:
    if not _KEY.fullmatch(sent):
        raise ValueError("edits: not a key")
    return str(sent)


def _keys(sent: Any) -> tuple[str, ...]:
    return tuple(_key(each) for each in list(sent))


def _title(sent: Any) -> str:
    if not isinstance(sent, str) or len(sent) > MOST_IN_A_TITLE:
        raise ValueError("edits: not a title")
    return sent


def _place(sent: Any) -> Place:
    x, y = sent
    return float(x), float(y)


def _places(sent: Any) -> dict[str, Place]:
    if not isinstance(sent, dict) or len(sent) > 2 * MOST_NODES:
        raise ValueError("edits: places were expected")
    return {_key(key): _place(place) for key, place in sent.items()}
