"""A theory of change as a graph: what is done, what it brings about, and why one should lead to the other.

A draft may be wrong in ways a person can mend (a cycle, an orphan): `miqyas.theory.quality` tells them. Only
what cannot be drawn or named at all is refused here.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeAlias, get_args

from miqyas.errors import (
    DuplicateLink,
    DuplicateLinkKey,
    DuplicateNode,
    LinkToItself,
    LinkToUnknownNode,
    MeasuredUnknownNode,
    TermOutsideOutcome,
    TheoryTooLarge,
    UnknownConfidence,
    UnknownEffect,
    UnknownLevel,
    UnknownWord,
)
from miqyas.theory.impact import Dimensions, Risk, Stakeholder
from miqyas.theory.wellformed import (
    check_dimensions,
    check_groups,
    check_key,
    check_risks,
    check_sdg,
    check_stakeholders,
    check_text,
)

Level: TypeAlias = Literal["activity", "output", "outcome", "impact"]
Term: TypeAlias = Literal["", "short", "medium", "long"]
Effect: TypeAlias = Literal["intended", "unintended", "negative"]
Confidence: TypeAlias = Literal["high", "medium", "low", "unknown"]

LEVELS: tuple[Level, ...] = get_args(Level)
TERMS: tuple[Term, ...] = get_args(Term)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
MOST_NODES = 500
MOST_LINKS = 2000


@dataclass(frozen=True, slots=True)
class Node:
    """One thing done or one change, at one level.

    Attributes
    ----------
    key : str
        Stable identifier, reused by indicators, studies and reports.
    level : {"activity", "output", "outcome", "impact"}
        Column of the theory it stands in.
    title : str
        What a reader sees, in the language of whoever wrote it.
    description : str
        More words on the change.
    effect : {"intended", "unintended", "negative"}
        "negative" for harm one has thought of, "unintended" for a side effect that may be good or bad.
    term : {"", "short", "medium", "long"}
        When an outcome is expected; only outcomes have one.
    groups : tuple of str
        Keys of the stakeholders for whom, or with whom, it happens.
    sdg : tuple of str
        Goals and targets it serves: "4", "4.1".
    dimensions : Dimensions
        What is said on the five dimensions of impact.
    """

    key: str
    level: Level
    title: str
    description: str = ""
    effect: Effect = "intended"
    term: Term = ""
    groups: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    dimensions: Dimensions = field(default_factory=Dimensions)

    def __post_init__(self) -> None:
        object.__setattr__(self, "groups", tuple(sorted(set(self.groups))))
        object.__setattr__(self, "sdg", tuple(sorted(set(self.sdg))))

    @property
    def label(self) -> str:
        """Return the title, or the key while there is none."""
        return self.title.strip() or self.key


@dataclass(frozen=True, slots=True)
class Link:
    """The claim that one node leads to another, and what it rests on.

    Attributes
    ----------
    key, source, target : str
        Its own identifier; the keys of the nodes at its two ends.
    assumption : str
        What must be true for the source to lead to the target.
    confidence : {"high", "medium", "low", "unknown"}
        How sure the authors are; never a measure of impact.
    evidence : str
        What already supports the claim: a study, figures, experience.
    rival : str
        What else could bring the target about (rival explanation).
    """

    key: str
    source: str
    target: str
    assumption: str = ""
    confidence: Confidence = "unknown"
    evidence: str = ""
    rival: str = ""


@dataclass(frozen=True, slots=True)
class Theory:
    """Nodes and links, refused when they cannot make a graph.

    Attributes
    ----------
    nodes : tuple of Node
        At most 500.
    links : tuple of Link
        At most 2,000; at most one from a node to another.
    measured : frozenset of str
        Keys of the nodes that have an indicator.
    stakeholders : tuple of Stakeholder
        Groups that nodes quote.
    risks : tuple of Risk
        The register: on a node, on a link, or on the whole.

    Raises
    ------
    InvalidTheory
        One of its subclasses: a key twice, a link to an unknown node or to itself, a link twice, a word
        outside its list, a group or a goal that does not exist, a risk on nothing, an unwritable character,
        too many parts.

    Examples
    --------
    >>> theory = Theory(
    ...     nodes=(Node("a", "activity", "Tutoring"), Node("b", "output", "Pupils tutored")),
    ...     links=(Link("ab", "a", "b", assumption="Pupils come"),),
    ... )
    >>> [node.key for node in theory.successors("a")]
    ['b']
    >>> Theory(nodes=(Node("a", "activity", ""), Node("a", "output", "")), links=())
    Traceback (most recent call last):
    miqyas.errors.theory.DuplicateNode: Two elements have the key “a”. Give each its own.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    measured: frozenset[str] = frozenset()
    stakeholders: tuple[Stakeholder, ...] = ()
    risks: tuple[Risk, ...] = ()
    _by_key: dict[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("nodes", "links", "stakeholders", "risks"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "measured", frozenset(self.measured))
        _check_size(self.nodes, self.links)
        check_stakeholders(self.stakeholders)
        _check_nodes(self.nodes, frozenset(group.key for group in self.stakeholders))
        object.__setattr__(self, "_by_key", {node.key: node for node in self.nodes})
        _check_links(self.links, self._by_key)
        check_risks(
            self.risks, nodes=frozenset(self._by_key), links=frozenset(link.key for link in self.links)
        )
        for key in sorted(self.measured):
            if key not in self._by_key:
                raise MeasuredUnknownNode(node=key)

    def node(self, key: str) -> Node:
        """Return the node under this key."""
        return self._by_key[key]

    def at(self, *levels: Level) -> tuple[Node, ...]:
        """Return the nodes of these levels, in the theory's order."""
        return tuple(node for node in self.nodes if node.level in levels)

    def successors(self, key: str) -> tuple[Node, ...]:
        """Return the nodes this one leads to."""
        return tuple(self._by_key[link.target] for link in self.links if link.source == key)

    def predecessors(self, key: str) -> tuple[Node, ...]:
        """Return the nodes that lead to this one."""
        return tuple(self._by_key[link.source] for link in self.links if link.target == key)

    def to_dict(self) -> dict[str, Any]:
        """Return the theory as plain values, in an order that does not depend on how it was typed."""
        return {
            "nodes": [_plain(node) for node in _by_key(self.nodes)],
            "links": [_plain(link) for link in _by_key(self.links)],
            "measured": sorted(self.measured),
            "stakeholders": [_plain(group) for group in _by_key(self.stakeholders)],
            "risks": [_plain(risk) for risk in _by_key(self.risks)],
        }

    def canonical(self) -> bytes:
        """Return the one JSON text of this theory, in UTF-8."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    def sha256(self) -> str:
        """Return the fingerprint of the canonical text, in hexadecimal.

        Examples
        --------
        >>> one, two = Node("a", "activity", "Tutoring"), Node("b", "output", "Pupils tutored")
        >>> Theory((one, two), ()).sha256() == Theory((two, one), ()).sha256()
        True
        """
        return hashlib.sha256(self.canonical()).hexdigest()


def level_rank(level: Level) -> int:
    """Return 0 for an activity to 3 for an impact."""
    return LEVELS.index(level)


def _by_key(parts: tuple[Any, ...]) -> list[Any]:
    return sorted(parts, key=lambda part: part.key)


def _plain(part: Any) -> dict[str, Any]:
    """Return the fields of a part as JSON holds them."""
    values = {each.name: getattr(part, each.name) for each in fields(part)}
    return {name: _json_value(value) for name, value in values.items()}


def _json_value(value: Any) -> Any:
    if isinstance(value, Dimensions):
        return value.to_dict()
    return list(value) if isinstance(value, tuple) else value


def _check_size(nodes: tuple[Node, ...], links: tuple[Link, ...]) -> None:
    if len(nodes) > MOST_NODES or len(links) > MOST_LINKS:
        raise TheoryTooLarge(nodes=len(nodes), links=len(links), most_nodes=MOST_NODES, most_links=MOST_LINKS)


def _check_nodes(nodes: tuple[Node, ...], groups: frozenset[str]) -> None:
    seen: set[str] = set()
    for node in nodes:
        check_key(node.key)
        if node.key in seen:
            raise DuplicateNode(key=node.key)
        seen.add(node.key)
        if node.level not in LEVELS:
            raise UnknownLevel(node=node.key, level=node.level, expected=", ".join(LEVELS))
        if node.effect not in EFFECTS:
            raise UnknownEffect(node=node.key, effect=node.effect, expected=", ".join(EFFECTS))
        if node.term not in TERMS:
            raise UnknownWord(where=f"{node.key}.term", found=node.term, expected=", ".join(TERMS[1:]))
        if node.term and node.level != "outcome":
            raise TermOutsideOutcome(node=node.key)
        check_groups(node.key, node.groups, groups)
        check_sdg(node.key, node.sdg)
        check_dimensions(node.key, node.dimensions)
        check_text(node)


def _check_links(links: tuple[Link, ...], nodes: dict[str, Node]) -> None:
    keys: set[str] = set()
    pairs: dict[tuple[str, str], str] = {}
    for link in links:
        check_key(link.key)
        if link.key in keys:
            raise DuplicateLinkKey(key=link.key)
        keys.add(link.key)
        for end in (link.source, link.target):
            if end not in nodes:
                raise LinkToUnknownNode(link=link.key, node=end)
        if link.source == link.target:
            raise LinkToItself(link=link.key, node=link.source)
        pair = (link.source, link.target)
        if pair in pairs:
            raise DuplicateLink(first=pairs[pair], second=link.key, source=link.source, target=link.target)
        pairs[pair] = link.key
        if link.confidence not in CONFIDENCES:
            raise UnknownConfidence(
                link=link.key, confidence=link.confidence, expected=", ".join(CONFIDENCES)
            )
        check_text(link)
