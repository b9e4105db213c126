"""The logframe and the results chain: two tables read from the same graph, never written apart from it.

The vertical logic of a logframe is the direction of the links, read from the bottom up: a row and its assumptions
lead to the row above. An assumption therefore stands in the row of the *source* of its link. The form is that of
the logical framework approach (Rosenberg and Posner, 1979, *The Logical Framework: A Manager's Guide to a
Scientific Approach to Design and Evaluation*, USAID and Practical Concepts Incorporated).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miqyas.theory.graph import LEVELS, Level, Node, Theory
from miqyas.theory.layering import band_of, bands_of, layering


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of a node: what is measured, and where its values come from (source of verification)."""

    name: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be true for a row to lead on.

    Attributes
    ----------
    link : str
        Key of the link it stands on.
    target : str
        Key of the node the row leads to.
    text : str
        The assumption; empty while it is not said.
    """

    link: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a logframe: a node, how one will know, and what must be true to go on.

    Attributes
    ----------
    node : Node
        The intervention logic of the row.
    measures : tuple of Measure
        Objectively verifiable indicators, each with its source of verification.
    conditions : tuple of Condition
        One by link that leaves the node.
    """

    node: Node
    measures: tuple[Measure, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rows of one level."""

    level: Level
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the results chain: its band (`layering.band_of`) and its nodes, in the order of the drawing."""

    band: str
    nodes: tuple[Node, ...]


def logframe(theory: Theory, *, measures: Mapping[str, Sequence[Measure]] | None = None) -> tuple[Shelf, ...]:
    """Read a theory as a logframe, impact first.

    Parameters
    ----------
    theory : Theory
        Any theory. Effects that are not sought have their row too.
    measures : mapping of node key to sequence of Measure, optional
        The indicators; none are known to the graph itself.

    Returns
    -------
    tuple of Shelf
        Impact, outcomes, outputs, activities; effects above their causes, as far as the drawing tells.

    Examples
    --------
    >>> from miqyas.theory.graph import Link
    >>> theory = Theory(
    ...     (Node("a", "activity", "Tutoring"), Node("b", "output", "Pupils tutored")),
    ...     (Link("ab", "a", "b", assumption="Pupils come"),),
    ... )
    >>> shelves = logframe(theory, measures={"b": [Measure("Number of pupils", "Register")]})
    >>> [(shelf.level, len(shelf.rows)) for shelf in shelves]
    [('impact', 0), ('outcome', 0), ('output', 1), ('activity', 1)]
    >>> shelves[3].rows[0].conditions[0].text
    'Pupils come'
    """
    held = measures or {}
    upward = [node for column in reversed(_columns(theory)) for node in column]
    return tuple(
        Shelf(
            level,
            tuple(
                Row(node, tuple(held.get(node.key, ())), _conditions(theory, node))
                for node in upward
                if node.level == level
            ),
        )
        for level in reversed(LEVELS)
    )


def results_chain(theory: Theory) -> tuple[Stage, ...]:
    """Read a theory as a results chain: what stands in each level or term, causes before effects.

    Examples
    --------
    >>> chain = results_chain(Theory((Node("a", "outcome", "Pupils read", term="short"),), ()))
    >>> [(stage.band, len(stage.nodes)) for stage in chain]
    [('activity', 0), ('output', 0), ('outcome-short', 1), ('impact', 0)]
    """
    ordered = [node for column in _columns(theory) for node in column]
    return tuple(
        Stage(band, tuple(node for node in ordered if band_of(node) == band)) for band in bands_of(theory)
    )


def _columns(theory: Theory) -> list[list[Node]]:
    layers = layering(theory)
    return [[layers.nodes[i] for i in column if i < len(layers.nodes)] for column in layers.columns]


def _conditions(theory: Theory, node: Node) -> tuple[Condition, ...]:
    leaving = sorted((link for link in theory.links if link.source == node.key), key=lambda link: link.key)
    return tuple(Condition(link.key, link.target, link.assumption) for link in leaving)
