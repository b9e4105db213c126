"""What a report says, frozen, in every language at once; how it is set is no business of it.

Text that people wrote (titles, questions, lessons) is kept as written, in one language; text that the science
wrote is held by language.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from miqyas.reporting.documents.reading import plain, read
from miqyas.types import Language

Texts: TypeAlias = Mapping[str, str]
Rows: TypeAlias = tuple[tuple[str, ...], ...]
SCHEMA = "miqyas.document/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing, named and told in words for who does not see it."""

    title: Texts
    told: Texts
    svg: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table already written out."""

    head: Mapping[Language, tuple[str, ...]]
    rows: Mapping[Language, Rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing and the same figures as a table."""

    picture: Picture
    grid: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The one figure of a study: its value, its interval, on how many."""

    label: str
    value: Texts
    low: Texts
    high: Texts
    unit: Texts
    level_pct: Texts
    n: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Whether one condition of the result holds; ``passed`` is None when it cannot be told."""

    key: str
    name: Texts
    passed: bool | None
    sentence: Texts
    chart: Chart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason of a level: what raises it (``up``), lowers it (``down``), leaves it (``holds``)."""

    direction: str
    text: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A place on a ladder of evidence; ``level`` is None when it is not established."""

    key: str
    name: Texts
    level: int | None
    maximum: int
    label: Texts
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan as it was first sealed."""

    sealed_at: str
    sha256: str
    data_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What changed after sealing, when, and the reason that was given."""

    sealed_at: str
    sha256: str
    reason: str
    changes: tuple[Texts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The frozen dataset behind a study."""

    name: str
    sha256: str
    origin: str
    n_rows: int
    frozen_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One study: what was asked, what was found, how far it can be believed."""

    key: str
    title: str
    question: str
    hypothesis: str
    source: str
    target: str
    design: Texts
    plan: Plan
    amendments: tuple[Amendment, ...]
    sentence: Texts
    headline: Headline
    effect: Chart
    checks: tuple[Check, ...]
    ladders: tuple[Ladder, ...]
    data: Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """What is done, for whom, where, with what money."""

    title: str
    problem: str
    people: str
    places: Texts
    goals: Texts
    budget: Texts
    start_date: str
    end_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The way back of one figure: the fields of `miqyas.reporting.record.FigureRecord`, and its public address."""

    key: str
    kind: str
    finding: str
    address: str
    dataset_name: str
    dataset_sha256: str
    version: str
    parameters: str
    seed: int | None
    plan_sha256: str | None
    created_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report.

    Attributes
    ----------
    title, summary, lessons, organisation, author : str
        As written, in the language ``written_in``.
    theory : Picture or None
        The theory of change; None when there is none yet.
    findings : tuple of Finding
        One by study.
    figures : tuple of Figure
        Every figure and its way back to the data.
    address : str
        Where the report stands for everyone.
    published_at : str
        ISO 8601; empty while it is a draft.
    manifest_sha256 : str
        Hash of the manifest, which holds every figure in place; empty while it is a draft.
    shares_data : bool
        Whether the archive with the data is offered to everyone.
    """

    title: str
    written_in: str
    summary: str
    lessons: str
    organisation: str
    author: str
    initiative: Initiative
    theory: Picture | None
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    address: str
    published_at: str
    manifest_sha256: str
    shares_data: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the document as JSON knows it."""
        return {"schema": SCHEMA, **plain(self)}

    def canonical(self) -> bytes:
        """Return the one way of writing this document: UTF-8 JSON, keys sorted, no spaces."""
        text = json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode("utf-8")

    def sha256(self) -> str:
        """Return the hash of everything the report says."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Document":
        """Read a document back.

        Raises
        ------
        InvalidField
            It lacks a part, or was written in another version of the format.
        """
        return read(cls, stored, schema=SCHEMA)
