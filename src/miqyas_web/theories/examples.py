"""Invented theories of content/examples/theories, to begin from."""

from dataclasses import dataclass
from pathlib import Path

from miqyas_web.theories import science
from miqyas_web.toolbox.queries import content_folder

FOLDER = content_folder() / "examples" / "theories"


@dataclass(frozen=True, slots=True)
class Example:
    """One example, in the language of the page."""

    slug: str
    name: str
    note: str
    theory: science.Graph

    @property
    def drawing(self) -> str:
        return science.drawing(self.theory, small=True)


def examples() -> list[Example]:
    """All of them, by slug."""
    return [_read(path) for path in sorted(FOLDER.glob("*.json"))]


def example_called(slug: str) -> Example | None:
    path = FOLDER / f"{slug}.json"
    return _read(path) if path.is_file() and path.parent == FOLDER else None


def _read(path: Path) -> Example:
    name, note, theory = science.example(path)
    return Example(path.stem, name, note, theory)
