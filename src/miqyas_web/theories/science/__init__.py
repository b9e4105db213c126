"""From stored theories to `miqyas.theory`, and back. The only folder of the room that knows the science."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from miqyas.errors import MiqyasError
from miqyas.reporting.drawing import difference_svg, theory_svg
from miqyas.reporting.refusals import refusal_sentence
from miqyas.theory.exchange import from_dict, read_theory
from miqyas.theory.layout import layout
from miqyas.theory.quality import Finding as ScienceFinding
from miqyas.theory.quality import quality
from miqyas.theory.versions import compare
from miqyas_web.foundation.errors import Refused
from miqyas_web.theories.rules import Rows
from miqyas_web.theories.science.files import (
    SheetProblem,
    SheetReading,
    packed,
    read_upload,
    theory_bytes,
    unpacked,
)
from miqyas_web.theories.science.said import Goal, dimensions_said, goals, goals_said, risk_level
from miqyas_web.theories.science.stored import Graph, graph_of, rows_of
from miqyas_web.theories.science.tables import chain_keys, logframe_bytes, logframe_keys
from miqyas_web.theories.words import FIELD_NAMES, value_name

__all__ = [
    "Assessment",
    "DifferenceLine",
    "Finding",
    "Goal",
    "Graph",
    "Place",
    "SheetProblem",
    "SheetReading",
    "assessment_of",
    "chain_keys",
    "content_of",
    "difference",
    "difference_drawing",
    "dimensions_said",
    "drawing",
    "example",
    "goals",
    "goals_said",
    "graph_in",
    "graph_of",
    "logframe_bytes",
    "logframe_keys",
    "packed",
    "places_of",
    "read_upload",
    "risk_level",
    "rows_in",
    "rows_of",
    "theory_bytes",
    "unpacked",
]

Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One weakness, in the language of the page."""

    rule: str
    node: str | None
    link: str | None
    stakeholder: str | None
    risk: str | None
    points_lost: float
    title: str
    text: str
    why: str
    remedy: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The quality of a theory, computed by named rules of a dated version."""

    score: float
    maximum: float
    rules_version: str
    findings: tuple[Finding, ...]

    @property
    def in_points(self) -> str:
        """The score as it is shown: whole points."""
        return f"{round(self.score)} / {round(self.maximum)}"


def drawing(theory: Graph, **options: Any) -> str:
    """The theory as SVG, in the language of the page; ``options`` are those of `theory_svg`."""
    return theory_svg(theory, language=_language(), **options)


def difference_drawing(before: Graph, after: Graph, *, vertical: bool = False) -> str:
    """Two states of a theory as one SVG, in the language of the page."""
    return difference_svg(before, after, language=_language(), vertical=vertical)


@dataclass(frozen=True, slots=True)
class Place:
    """The centre of a box on the canvas, and its size."""

    x: float
    y: float
    w: float
    h: float


def places_of(theory: Graph, chosen: Places, *, rtl: bool) -> dict[str, Place]:
    """Where each node stands on the canvas: where people put it, else where the layout does, clear of others.

    Places are kept as read from left to right, and all mirrored for a page read from right to left.
    """
    boxes = {
        key: Place(box.x + box.w / 2, box.y + box.h / 2, box.w, box.h) for key, box in layout(theory).items()
    }
    placed = {
        key: replace(box, x=chosen[key][0], y=chosen[key][1]) for key, box in boxes.items() if key in chosen
    }
    for key, box in sorted(boxes.items(), key=lambda item: item[1].y):
        if key not in placed:
            placed[key] = _below(list(placed.values()), box) if chosen else box
    return {key: replace(placed[key], x=-placed[key].x if rtl else placed[key].x) for key in boxes}


def _below(taken: list[Place], box: Place) -> Place:
    """The box, moved down until it overlaps none of those taken."""
    for other in sorted(taken, key=lambda place: place.y):
        if abs(box.x - other.x) < (box.w + other.w) / 2 and abs(box.y - other.y) < (box.h + other.h) / 2:
            box = replace(box, y=other.y + (box.h + other.h) / 2 + 16)
    return box


def assessment_of(theory: Graph) -> Assessment:
    """The quality of the theory, with its findings in the language of the page."""
    found = quality(theory)
    return Assessment(
        score=found.score,
        maximum=found.maximum,
        rules_version=found.rules_version,
        findings=tuple(_finding(each) for each in found.findings),
    )


def content_of(theory: Graph, chosen: Places) -> tuple[dict[str, Any], str]:
    """What a version keeps, and the fingerprint of what the theory says (places are not part of it)."""
    content = {
        "theory": theory.to_dict(),
        "places": {key: list(place) for key, place in sorted(chosen.items())},
    }
    return content, theory.sha256()


def graph_in(content: Mapping[str, Any]) -> Graph:
    """The theory kept in a version."""
    return from_dict(content["theory"])


def rows_in(content: Mapping[str, Any]) -> Rows:
    """What a version keeps as rows to store, each kind by key; places are part of them."""
    rows = rows_of(graph_in(content))
    places = content.get("places", {})
    for row in rows["nodes"]:
        row["x"], row["y"] = places.get(row["key"], (None, None))
    return {kind: sorted(given, key=lambda row: str(row["key"])) for kind, given in rows.items()}


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One thing that changed from a version to the next, in words."""

    kind: str
    part: str
    field: str = ""
    before: str = ""
    after: str = ""


def difference(before: Graph, after: Graph) -> list[DifferenceLine]:
    """What changed, as lines to read: added, removed, changed; nodes first, then links, then measures."""
    found = compare(before, after)
    lines = []
    for kind, keys, side in (
        ("added", found.nodes_added, after),
        ("removed", found.nodes_removed, before),
        ("added", found.links_added, after),
        ("removed", found.links_removed, before),
        ("added", found.stakeholders_added, after),
        ("removed", found.stakeholders_removed, before),
        ("added", found.risks_added, after),
        ("removed", found.risks_removed, before),
        ("measured", found.measures_added, after),
        ("no_longer_measured", found.measures_removed, after),
    ):
        lines += [DifferenceLine(kind, _name_in(side, key)) for key in keys]
    for change in (
        *found.node_changes,
        *found.link_changes,
        *found.stakeholder_changes,
        *found.risk_changes,
    ):
        lines.append(
            DifferenceLine(
                "changed",
                _name_in(after, change.key),
                str(FIELD_NAMES.get(change.field.removeprefix("dimensions."), change.field)),
                _value_in(before, change.field, change.before),
                _value_in(after, change.field, change.after),
            )
        )
    return lines


def _name_in(theory: Graph, key: str) -> str:
    names = {node.key: node.label for node in theory.nodes}
    names |= {group.key: group.name for group in theory.stakeholders}
    names |= {risk.key: risk.text for risk in theory.risks}
    if key in names:
        return names[key]
    link = next(link for link in theory.links if link.key == key)
    return f"{theory.node(link.source).label} → {theory.node(link.target).label}"


def _value_in(theory: Graph, field: str, value: str) -> str:
    """A value as people read it; keys of groups and of what a risk bears on become their names."""
    if field in {"groups", "node", "link"}:
        return ", ".join(_name_in(theory, key) for key in value.split(", ") if key)
    return value_name(field, value)


def example(path: Path) -> tuple[str, str, Graph]:
    """The name, the note and the theory of a file of content/examples, in the language of the page."""
    about = json.loads(path.read_text(encoding="utf-8")).get("about", {})
    language = _language()
    name, note = (about.get(field, {}).get(language, "") for field in ("name", "note"))
    return name or path.stem, note, _said(lambda: read_theory(path, language=language))


def _said(read: Callable[[], Graph]) -> Graph:
    """Turn an error of the science into a sentence for the person."""
    try:
        return read()
    except MiqyasError as error:
        raise Refused(refusal_sentence(error, _language())) from error


def _finding(found: ScienceFinding) -> Finding:
    language = _language()
    return Finding(
        rule=found.rule,
        node=found.node,
        link=found.link,
        stakeholder=found.stakeholder,
        risk=found.risk,
        points_lost=found.points_lost,
        title=found.title[language],
        text=found.text[language],
        why=found.why[language],
        remedy=found.remedy[language],
        sheet=found.sheet,
    )


def _language() -> Any:
    return (get_language() or "fr")[:2]
