"""What every part of a drawing needs to know, and the few things they all do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from miqyas.theory.boxes import Style
from miqyas.theory.graph import Theory
from miqyas.theory.layout import Layout
from miqyas.theory.names import Strength
from miqyas.theory.together import Fate
from miqyas.theory.words import is_right_to_left
from miqyas.types import Language

Href: TypeAlias = Callable[[str], str]

INK = "#1f2430"
PAPER = "#faf6ef"
ACTION = "#1f4e79"
QUIET = "#5f636a"
RIGHT_TO_LEFT: frozenset[Language] = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A theory, where its parts stand, and for whom it is drawn."""

    theory: Theory
    plan: Layout
    style: Style
    language: Language
    strengths: Mapping[str, Strength]
    here: str | None
    node_href: Href | None
    link_href: Href | None
    # What became of each part since another version; None in the drawing of one version.
    fates: Mapping[str, Fate] | None = None

    @property
    def is_small(self) -> bool:
        """Say whether boxes carry no text."""
        return not self.style.font_size

    @property
    def is_right_to_left(self) -> bool:
        """Say whether the drawing reads from right to left."""
        return self.language in RIGHT_TO_LEFT


def direction(text: str) -> str | None:
    """Return the attribute that gives a text its own direction; None where it is the usual one."""
    return "rtl" if is_right_to_left(text) else None
