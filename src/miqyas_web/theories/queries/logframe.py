"""The logframe and the results chain, as pages show them."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from miqyas_web.foundation import slots
from miqyas_web.theories import science
from miqyas_web.theories.models import Link, Node, Theory
from miqyas_web.theories.queries import TheoryMap
from miqyas_web.theories.words import LEVEL_HEADINGS
from miqyas_web.ui.marks import NodeMeasure


@dataclass(frozen=True, slots=True)
class LogframeRow:
    """A row: an element, its indicators, the links that leave it."""

    node: Node
    measures: list[NodeMeasure]
    links: list[Link]


@dataclass(frozen=True, slots=True)
class LogframeShelf:
    """The rows of one level."""

    heading: "str | Promise"
    rows: list[LogframeRow]


@dataclass(frozen=True, slots=True)
class ChainStage:
    """A step of the results chain."""

    level: str
    heading: str
    nodes: list[Node]


def measures_in(theory: Theory) -> dict[str, list[NodeMeasure]]:
    """The indicators of each node, as the rooms above say (slot ``node_measures``)."""
    found: dict[str, list[NodeMeasure]] = {}
    if theory.pk is not None:
        for ask in slots.items("node_measures"):
            for key, measures in ask(theory).items():
                found.setdefault(key, []).extend(measures)
    return found


def logframe_of(theory_map: TheoryMap) -> list[LogframeShelf]:
    """The logframe of a theory, impact first."""
    nodes = {node.key: node for node in theory_map.nodes}
    links = {link.key: link for link in theory_map.links}
    measures = measures_in(theory_map.theory)
    return [
        LogframeShelf(
            LEVEL_HEADINGS[level],
            [
                LogframeRow(nodes[key], measures.get(key, []), [links[each] for each in leaving])
                for key, leaving in rows
            ],
        )
        for level, rows in science.logframe_keys(theory_map.graph)
    ]


def chain_of(theory_map: TheoryMap) -> list[ChainStage]:
    """The results chain of a theory, activities first."""
    nodes = {node.key: node for node in theory_map.nodes}
    return [
        ChainStage(level, heading, [nodes[key] for key in keys])
        for level, heading, keys in science.chain_keys(theory_map.graph)
    ]


def logframe_file(theory_map: TheoryMap, form: str, *, title: str, organisation: str) -> bytes:
    """The logframe as a Word or Excel file, in the language of the page."""
    said: dict[str, Any] = {
        key: [(measure.name, measure.source) for measure in measures]
        for key, measures in measures_in(theory_map.theory).items()
    }
    return science.logframe_bytes(theory_map.graph, said, form, title=title, organisation=organisation)
