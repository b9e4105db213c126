"""Questions about theories."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import slots
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories import science
from miqyas_web.theories.enums import ChangeVerb, NodeLevel
from miqyas_web.theories.models import (
    Link,
    Node,
    Risk,
    Stakeholder,
    Theory,
    TheoryChange,
    TheoryVersion,
)
from miqyas_web.theories.rules import PLACE_FIELDS
from miqyas_web.theories.words import LEVEL_HEADINGS


@dataclass(frozen=True, slots=True)
class Branch:
    """One node with the links that leave it and those that reach it."""

    node: Node
    links_out: list[Link]
    links_in: list[Link]
    is_measured: bool
    groups: list[Stakeholder] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)

    @property
    def goals(self) -> list[science.Goal]:
        """The goals and targets it serves, in the language of the page."""
        return science.goals(self.node.sdg)


@dataclass(frozen=True, slots=True)
class LevelBranches:
    """The nodes of one level."""

    level: NodeLevel
    heading: "str | Promise"
    branches: list[Branch]


@dataclass(frozen=True)
class TheoryMap:
    """A theory with all that it holds, read once."""

    theory: Theory
    nodes: list[Node]
    links: list[Link]
    measured: frozenset[str]
    stakeholders: list[Stakeholder] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)

    @cached_property
    def graph(self) -> science.Graph:
        return science.graph_of(self.nodes, self.links, self.measured, self.stakeholders, self.risks)

    @cached_property
    def groups(self) -> dict[str, Stakeholder]:
        """The groups by key."""
        return {group.key: group for group in self.stakeholders}

    @cached_property
    def assessment(self) -> science.Assessment:
        return science.assessment_of(self.graph)

    @cached_property
    def places(self) -> dict[str, tuple[float, float]]:
        """Where people put nodes; those left to the layout are absent."""
        return {
            node.key: (node.x, node.y) for node in self.nodes if node.x is not None and node.y is not None
        }

    @cached_property
    def levels(self) -> list[LevelBranches]:
        """The nodes level by level, each with its links: the theory as an outline."""
        links_out, links_in = defaultdict(list), defaultdict(list)
        for link in self.links:
            links_out[link.source_id].append(link)
            links_in[link.target_id].append(link)
        branches = [
            Branch(
                node,
                links_out[node.pk],
                links_in[node.pk],
                node.key in self.measured,
                groups=[self.groups[key] for key in node.groups if key in self.groups],
                risks=[risk for risk in self.risks if risk.node_id == node.pk],
            )
            for node in self.nodes
        ]
        return [
            LevelBranches(
                level, LEVEL_HEADINGS[level], [each for each in branches if each.node.level == level]
            )
            for level in NodeLevel
        ]

    def node(self, key: str) -> Node | None:
        return next((node for node in self.nodes if node.key == key), None)

    def link(self, key: str) -> Link | None:
        return next((link for link in self.links if link.key == key), None)


def theory_of(initiative: Initiative) -> Theory:
    """The theory of an initiative; one without anything in it while nobody has begun."""
    return Theory.objects.filter(initiative=initiative).first() or Theory(initiative=initiative)


def map_of(theory: Theory) -> TheoryMap:
    """All that a theory holds, in five queries or so, however large it is."""
    if theory.pk is None:
        return TheoryMap(theory, [], [], frozenset())
    return assembled(
        theory,
        list(theory.nodes.all()),
        list(theory.links.all()),
        list(theory.stakeholders.all()),
        list(theory.risks.all()),
        measured=measured_in(theory),
    )


def assembled(
    theory: Theory,
    nodes: list[Node],
    links: list[Link],
    stakeholders: list[Stakeholder],
    risks: list[Risk],
    *,
    measured: frozenset[str],
) -> TheoryMap:
    """A theory from its rows, in reading order, each part with those it names at hand. No query."""
    rank = {level.value: place for place, level in enumerate(NodeLevel)}
    nodes = sorted(nodes, key=lambda node: (rank[node.level], node.pk))
    by_pk = {node.pk: node for node in nodes}
    order = {node.pk: place for place, node in enumerate(nodes)}
    links = sorted(links, key=lambda link: (order[link.source_id], order[link.target_id]))
    for link in links:
        link.source, link.target = by_pk[link.source_id], by_pk[link.target_id]
    links_by_pk = {link.pk: link for link in links}
    for risk in risks:
        risk.node = by_pk[risk.node_id] if risk.node_id else None
        risk.link = links_by_pk[risk.link_id] if risk.link_id else None
    stakeholders = sorted(stakeholders, key=lambda group: group.pk)
    return TheoryMap(theory, nodes, links, measured, stakeholders, sorted(risks, key=lambda risk: risk.pk))


def stakeholders_of(initiative: Initiative) -> list[Stakeholder]:
    """The groups that the theory of an initiative names."""
    return list(Stakeholder.objects.filter(theory__initiative=initiative).order_by("pk"))


def map_for(initiative: Initiative) -> TheoryMap:
    return map_of(theory_of(initiative))


def measured_in(theory: Theory) -> frozenset[str]:
    """Keys of the nodes that have an indicator, as the rooms above say (slot `measured_nodes`)."""
    return frozenset().union(*(ask(theory) for ask in slots.items("measured_nodes")))


def marks_on(theory: Theory, person: Person) -> dict[str, Any]:
    """How strongly each link is supported, by link key (slot `theory_link_notes`)."""
    marks: dict[str, Any] = {}
    if theory.pk is not None:
        for ask in slots.items("theory_link_notes"):
            marks |= ask(theory, person)
    return marks


@dataclass(frozen=True, slots=True)
class Overtaking:
    """What a field held when the person read it, and the last change of it since."""

    before: Any
    change: TheoryChange


def overtakings(theory: Theory, key: str, *, since: int) -> dict[str, Overtaking]:
    """The fields of a node or link that changed after revision ``since``, with what they held then."""
    found: dict[str, Overtaking] = {}
    for change in theory.changes.filter(revision__gt=since).select_related("by").order_by("revision"):
        before = change.row_before(key)
        for name in {name for touched, name in change.touched if touched == key} - PLACE_FIELDS:
            first = found[name].before if name in found else before.get(name)
            found[name] = Overtaking(first, change)
    return found


# Back and forth over one change: its name is some steps away.
ORIGIN = ("undoes__undoes__undoes",)


def last_to_undo(theory: Theory, person: Person) -> TheoryChange | None:
    """The person's last change that still stands."""
    if theory.pk is None:
        return None
    mine = theory.changes.filter(by=person, undone_by__isnull=True).exclude(verb=ChangeVerb.UNDONE)
    return mine.select_related(*ORIGIN).order_by("-revision").first()


def last_to_redo(theory: Theory, person: Person) -> TheoryChange | None:
    """The person's last step back that may be taken forth again: nothing of theirs was changed since."""
    if theory.pk is None:
        return None
    mine = theory.changes.filter(by=person)
    own = mine.exclude(verb__in=[ChangeVerb.UNDONE, ChangeVerb.REDONE]).order_by("-revision").first()
    steps = mine.filter(verb=ChangeVerb.UNDONE, undone_by__isnull=True)
    since = steps.filter(revision__gt=own.revision) if own else steps
    return since.select_related(*ORIGIN).order_by("-revision").first()


def versions_of(theory: Theory) -> list[TheoryVersion]:
    """The versions, latest first."""
    if theory.pk is None:
        return []
    return list(theory.versions.select_related("author").order_by("-number"))


def counts_of(theory_map: TheoryMap) -> list[tuple[str, int]]:
    """How many nodes stand at each level, with the level's name."""
    counted = Counter(node.level for node in theory_map.nodes)
    return [(str(level.label), counted[level]) for level in NodeLevel]


def changes_of(theory: Theory, *, most: int = 30) -> list[TheoryChange]:
    """The latest changes, with who made them; rearranging the drawing is not told."""
    if theory.pk is None:
        return []
    told = theory.changes.exclude(verb=ChangeVerb.NODE_MOVED).select_related("by", *ORIGIN)
    return list(told.order_by("-revision")[:most])


@dataclass(frozen=True, slots=True)
class VersionReading:
    """A version, what it says, and what it changed since the one before."""

    version: TheoryVersion
    before: TheoryVersion | None
    svg: str
    lines: list[science.DifferenceLine]


def reading_of(theory: Theory, number: int) -> VersionReading | None:
    """One version as its page shows it; None when there is no such version."""
    if theory.pk is None:
        return None
    around = theory.versions.filter(number__in=[number, number - 1]).select_related("author")
    by_number = {version.number: version for version in around}
    version, before = by_number.get(number), by_number.get(number - 1)
    if version is None:
        return None
    said = science.graph_in(version.content)
    lines = science.difference(science.graph_in(before.content), said) if before else []
    return VersionReading(version, before, science.drawing(said), lines)
