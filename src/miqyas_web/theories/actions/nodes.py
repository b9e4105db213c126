"""Add, change, move and delete the elements of a theory."""

from collections.abc import Mapping
from typing import TypedDict

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.theories import science
from miqyas_web.theories.actions.changing import (
    begin,
    check_not_in_use,
    check_not_overtaken,
    finish,
    node_in,
    risks_on,
    rows,
)
from miqyas_web.theories.enums import ChangeVerb, NodeLevel
from miqyas_web.theories.models import Link, Node, Stakeholder, Theory
from miqyas_web.theories.rules import check_groups, check_positions, check_room_for, check_title


class NodeSaid(TypedDict, total=False):
    """What may be said of an element."""

    level: str
    title: str
    description: str
    effect: str
    term: str
    groups: list[str]
    sdg: list[str]
    dimensions: dict[str, str]


@transaction.atomic
def create_node(
    *, initiative: Initiative, said: NodeSaid, by: Person, place: tuple[float, float] | None = None
) -> Node:
    """Add an element; ``place`` is where the person put it on the canvas."""
    theory = begin(initiative, by=by)
    check_room_for(nodes=theory.nodes.count() + 1)
    node = Node(theory=theory)
    _say(node, said)
    if place is not None:
        check_positions({node.key: place})
        node.x, node.y = place
    node.save()
    finish(theory, ChangeVerb.NODE_CREATED, before=rows(), after=rows([node]), by=by)
    return node


@transaction.atomic
def edit_node(
    *, initiative: Initiative, key: str, said: NodeSaid, by: Person, seen_revision: int | None = None
) -> Node:
    """Change what an element says, unless someone else did since ``seen_revision``."""
    theory = begin(initiative, by=by)
    node = node_in(theory, key)
    before = rows([node])
    _say(node, said)
    after = rows([node])
    if before == after:
        return node
    check_not_overtaken(theory, key, seen_revision=seen_revision)
    node.save()
    finish(theory, ChangeVerb.NODE_EDITED, before=before, after=after, by=by)
    return node


@transaction.atomic
def delete_node(*, initiative: Initiative, key: str, by: Person) -> Theory:
    """Delete an element and its links; refused while an indicator or a study leans on them."""
    theory = begin(initiative, by=by)
    node = node_in(theory, key)
    links = list(Link.objects.filter(theory=theory, source=node).select_related("source", "target"))
    links += Link.objects.filter(theory=theory, target=node).select_related("source", "target")
    check_not_in_use([node, *links])
    before = rows([node], links, risks=risks_on(theory, [node], links))
    node.delete()
    finish(theory, ChangeVerb.NODE_DELETED, before=before, after=rows(), by=by)
    return theory


@transaction.atomic
def move_nodes(*, initiative: Initiative, moves: Mapping[str, tuple[float, float]], by: Person) -> Theory:
    """Keep where the person put elements. Elements deleted meanwhile are passed over."""
    theory = begin(initiative, by=by)
    check_positions(moves)
    nodes = [node for node in theory.nodes.all() if node.key in moves]
    before = rows(nodes)
    for node in nodes:
        node.x, node.y = moves[node.key]
    return _placed(theory, nodes, before, by=by)


@transaction.atomic
def arrange_nodes(*, initiative: Initiative, by: Person) -> Theory:
    """Leave every place to the layout again."""
    theory = begin(initiative, by=by)
    nodes = [node for node in theory.nodes.all() if node.x is not None]
    before = rows(nodes)
    for node in nodes:
        node.x = node.y = None
    return _placed(theory, nodes, before, by=by)


def _placed(
    theory: Theory, nodes: list[Node], before: dict[str, list[dict[str, object]]], *, by: Person
) -> Theory:
    if before != rows(nodes):
        Node.objects.bulk_update(nodes, ["x", "y"])
        finish(theory, ChangeVerb.NODE_MOVED, before=before, after=rows(nodes), by=by)
    return theory


def _say(node: Node, said: NodeSaid) -> None:
    for name, value in said.items():
        setattr(node, name, writable(value) if isinstance(value, str) else value)
    node.title = check_title(node.title)
    if node.level != NodeLevel.OUTCOME:
        node.term = ""
    if "groups" in said:
        known = set(Stakeholder.objects.filter(theory=node.theory).values_list("key", flat=True))
        node.groups = check_groups(said["groups"], known)
    if "sdg" in said:
        node.sdg = science.goals_said(said["sdg"])
    if "dimensions" in said:
        node.dimensions = science.dimensions_said(said["dimensions"])
