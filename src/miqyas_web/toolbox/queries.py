"""The sheets of content/: found on disk, read in the language of the page."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from miqyas_web.foundation.folding import fold
from miqyas_web.toolbox import markdown
from miqyas_web.toolbox.science import french_spaces

CODE = re.compile(r"(<code.*?</code>)", re.DOTALL)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# French is written first (`content/README.md`): what is missing elsewhere is shown in it.
FALLBACK = "fr"
# The walk first, then what reads its results; a sheet not named here comes after, by its title.
ORDER = (
    "getting-started",
    "diagnostic",
    "initiative",
    "theory-of-change",
    "assumptions",
    "stakeholders",
    "five-dimensions",
    "risks",
    "logframe",
    "indicators",
    "targets",
    "measuring",
    "feeding-indicators",
    "adding-up",
    "choosing-indicators",
    "reference-sheet",
    "smart-check",
    "consent-and-care",
    "writing-a-questionnaire",
    "questionnaire-in-a-spreadsheet",
    "phones",
    "filling-a-form",
    "bringing-answers",
    "protecting-people",
    "data-quality",
    "datasets",
    "choosing-a-design",
    "sample-size",
    "sampling",
    "drawing-lots",
    "pre-analysis-plan",
    "randomised-trial",
    "regression-discontinuity",
    "instrumental-variables",
    "difference-in-differences",
    "staggered-roll-out",
    "synthetic-control",
    "matching-and-weighting",
    "before-and-after",
    "without-a-comparison",
    "balance-and-attrition",
    "reading-an-effect",
    "evidence-levels",
    "calls-for-applications",
    "stages-of-a-call",
    "applying-for-funding",
    "scoring-grids",
    "conflicts-of-interest",
    "reading-applications",
    "comparing-reviews",
    "ranking-and-drawing",
    "sharing-out-a-budget",
    "following-a-grant",
    "paying-on-results",
    "evaluate-without-sharing",
    "provenance",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet in one language. ``language`` is the one it is written in, not always the one asked for."""

    slug: str
    language: str
    title: str
    summary: str
    body: str


def content_folder() -> Path:
    """content/ at the root of the project, or the copy that is installed with the package."""
    here = Path(__file__).resolve().parent
    beside_the_code = here.parents[2] / "content"
    return beside_the_code if beside_the_code.is_dir() else here / "content"


def sheets(*, words: str = "", language: str | None = None) -> list[Sheet]:
    """Every sheet, in the order of the walk; with ``words``, those that hold them all."""
    folder = content_folder()
    slugs = [path.name for path in folder.iterdir() if SLUG.fullmatch(path.name)] if folder.is_dir() else []
    found = [sheet for sheet in (sheet_of(slug, language=language) for slug in slugs) if sheet]
    looked_for = fold(words).split()
    if looked_for:
        found = [
            sheet
            for sheet in found
            if all(word in fold(f"{sheet.title} {sheet.summary} {sheet.body}") for word in looked_for)
        ]
    places = {slug: place for place, slug in enumerate(ORDER)}
    return sorted(found, key=lambda sheet: (places.get(sheet.slug, len(ORDER)), fold(sheet.title)))


def sheet_of(slug: str, *, language: str | None = None) -> Sheet | None:
    """The sheet in the language of the page, else in French, else in any it has; None when there is none."""
    if not SLUG.fullmatch(slug):
        return None
    folder = content_folder() / slug
    wanted = (language or get_language() or FALLBACK).split("-")[0]
    held = {path.stem: path for path in sorted(folder.glob("*.md"))}
    for code in (wanted, FALLBACK, *held):
        if code in held:
            return read(held[code], held[code].stat().st_mtime_ns)
    return None


@lru_cache(maxsize=512)
def read(path: Path, _changed_at: int) -> Sheet:
    """A sheet: its title on the first line, its summary in the paragraph after, then the rest."""
    lines = path.read_text(encoding="utf-8").strip().splitlines()
    title = lines[0].removeprefix("#").strip() if lines else path.parent.name
    rest = "\n".join(lines[1:]).strip()
    summary, _, body = rest.partition("\n\n")
    if summary.startswith("#"):
        summary, body = "", rest
    return Sheet(
        slug=path.parent.name,
        language=path.stem,
        title=set_in(path.stem, markdown.plain(title)),
        summary=set_in(path.stem, markdown.plain(" ".join(summary.split()))),
        body=body.strip(),
    )


def html_of(sheet: Sheet, *, resolve: markdown.Resolve) -> SafeString:
    """The body of a sheet, ready for the page."""
    parts = CODE.split(markdown.render(sheet.body, resolve=resolve))
    # Safe: only spaces change, and none inside code.
    return SafeString("".join(part if CODE.match(part) else set_in(sheet.language, part) for part in parts))


def set_in(language: str, text: str) -> str:
    """A text with the spaces its language asks for."""
    return french_spaces(text) if language == "fr" else text
