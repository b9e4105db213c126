"""Frozen data, which stand in a room above: that room fills the slot ``frozen_extracts`` with a shelf of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import slots
from miqyas_web.initiatives.models import Initiative


@dataclass(frozen=True, slots=True)
class ExtractColumn:
    """A column of a frozen extract: its name, what people call it, its type, the words of its values."""

    name: str
    label: str
    type: str
    value_labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class Extract:
    """A frozen extract without personal columns, and the page that tells of it."""

    sha256: str
    title: str
    href: str
    columns: tuple[ExtractColumn, ...]


class Shelf(Protocol):
    """What the room of datasets offers."""

    def extracts_of(self, initiative: Initiative) -> list[Extract]: ...

    def page_of(self, sha256: str, person: Person) -> tuple[str, str] | None: ...

    def path_of(self, sha256: str) -> Path: ...


def shelf() -> Shelf | None:
    """The shelf of frozen data; None where no room keeps any."""
    shelves: list[Shelf] = slots.items("frozen_extracts")
    return shelves[0] if shelves else None
