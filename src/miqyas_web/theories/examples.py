"""Invented theories of content/examples/theories, to begin from: templates by theme, then worked examples."""

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
    def is_template(self) -> bool:
        """Whether it is a starting point for a theme, rather than an example to learn from."""
        return self.slug.startswith("template-")

    @property
    def quality(self) -> str:
        """How it is read by the published rules, once its outcomes have an indicator."""
        return science.assessment_of(self.theory).in_points

    @property
    def drawing(self) -> str:
        return science.drawing(self.theory, small=True)


def examples() -> list[Example]:
    """All of them: templates first, by name."""
    found = [_read(path) for path in FOLDER.glob("*.json")]
    return sorted(found, key=lambda example: (not example.is_template, example.name))


def example_called(slug: str) -> Example | None:
    path = FOLDER / f"{slug}.json"
    return _read(path) if path.is_file() and path.parent == FOLDER else None


def _read(path: Path) -> Example:
    name, note, theory = science.example(path)
    return Example(path.stem, name, note, theory)
