"""Where readers disagree more than the model expects, and who could read next."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.models import Reviewer, Stage
from miqyas_web.funding.queries.candidates import hidden_from
from miqyas_web.funding.queries.counting import counted_reviews
from miqyas_web.funding.queries.design import design_of, standing_pairs
from miqyas_web.funding.queries.progress import FileProgress, Progress
from miqyas_web.funding.queries.ranking import reads_of
from miqyas_web.funding.science.disagreeing import disagreements_in, reader_proposed
from miqyas_web.funding.science.figures import plain
from miqyas_web.funding.science.grids import sha256_of

KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Flag:
    """How far apart the totals of one file stand, in points of 100, leniency taken out."""

    spread: float
    limit: float
    asks_one_more: bool

    @property
    def spread_mark(self) -> str:
        return plain(self.spread, 0)

    @property
    def limit_mark(self) -> str:
        return plain(self.limit, 0)


@dataclass(frozen=True, slots=True)
class Flags:
    """Flags by reference; or why none can be told yet."""

    by_file: dict[str, Flag] = field(default_factory=dict)
    refusal: str = ""


def flags_of(stage: Stage) -> Flags:
    """Of every file read twice or more. Told again only when a review changes: it takes half a second."""
    reviews = reads_of(counted_reviews(stage))
    content = stage.grid.content if stage.grid else {}
    told = [[one.file, one.reviewer, one.panel, dict(one.levels)] for one in reviews]
    key = f"funding.disagreements.{sha256_of({'reviews': told, 'grid': content})}"
    held = cache.get(key)
    if held is None:
        try:
            found = disagreements_in(reviews, content)
        except Refused as refusal:
            return Flags(refusal=str(refusal))
        held = {name: (one.spread, one.limit, one.asks_one_more) for name, one in found.items()}
        cache.set(key, held, KEPT_SECONDS)
    return Flags({name: Flag(*one) for name, one in held.items()})


@dataclass(frozen=True, slots=True)
class Disagreeing:
    """A file whose readers disagree: by how much, where, and who could read next."""

    progress: FileProgress
    flag: Flag
    proposal: "Proposal | None"


def disagreeing_shown(stage: Stage, progress: Progress, person: Person) -> dict[str, Any]:
    """Files of the page that ask for one more reader, the widest first, and why nothing can be told."""
    flags = flags_of(stage)
    refusal = flags.refusal
    if refusal and progress.n_hidden:
        # A refusal names files: not those hidden from who looks.
        for reference in sorted(hidden_from(person, stage.call)):
            refusal = refusal.replace(reference, "—")
    told = [
        (flag, one)
        for one in progress.files
        if (flag := flags.by_file.get(one.application.reference)) and flag.asks_one_more
    ]
    waiting = [one.application.reference for _flag, one in told if not one.has_additional]
    proposals = proposals_for(stage, waiting)
    shown = [Disagreeing(one, flag, proposals.get(one.application.reference)) for flag, one in told]
    return {
        "disagreeing": sorted(shown, key=lambda each: -each.flag.spread / each.flag.limit),
        "agreement_refused": refusal,
    }


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who could read a file next; or why nobody can."""

    reviewer: Reviewer | None
    n_files: int = 0
    knows_theme: bool = False
    refusal: str = ""


def proposals_for(stage: Stage, references: list[str]) -> dict[str, Proposal]:
    """The next reader of each of these files, by what they know, how much they have, and ties. As many queries for ten."""
    if not references:
        return {}
    design = design_of(stage)
    pairs = standing_pairs(stage)
    loads = Counter(reader for _file, reader in pairs)
    files = {one.id: one for one in design.files}
    found = {}
    for reference in references:
        reading = {reader for file, reader in pairs if file == reference}
        try:
            chosen = reader_proposed(
                files[reference], design.readers, reading=reading, loads=loads, conflicts=design.conflicts
            )
        except Refused as refusal:
            found[reference] = Proposal(None, refusal=str(refusal))
        else:
            reviewer = design.reviewers[chosen]
            knows = bool(files[reference].themes & set(reviewer.themes))
            found[reference] = Proposal(reviewer, loads[chosen], knows)
    return found
