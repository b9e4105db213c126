"""Add, change, move and delete the elements of a theory."""

from collections.abc import Collection, Mapping
from typing import TypedDict

from django.db import transaction
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.theories import science
from miqyas_web.theories.actions.changing import (
    begin,
    check_not_in_use,
    finish,
    node_in,
    risks_on,
    rows,
)
from miqyas_web.theories.actions.merging import reconcile
from miqyas_web.theories.enums import ChangeVerb, NodeLevel
from miqyas_web.theories.models import Node, Stakeholder, Theory, new_key
from miqyas_web.theories.rules import Gone, check_groups, check_positions, check_room_for, check_title


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
    *,
    initiative: Initiative,
    said: NodeSaid,
    by: Person,
    place: tuple[float, float] | None = None,
    key: str = "",
) -> Node:
    """Add an element; ``place`` is where the person put it on the canvas, ``key`` what the canvas called it."""
    theory = begin(initiative, by=by)
    check_room_for(nodes=theory.nodes.count() + 1)
    node = Node(theory=theory, key=key or new_key())
    _say(node, said)
    if place is not None:
        check_positions({node.key: place})
        node.x, node.y = place
    node.save()
    finish(theory, ChangeVerb.NODE_CREATED, before=rows(), after=rows([node]), by=by)
    return node


@transaction.atomic
def edit_node(
    *,
    initiative: Initiative,
    key: str,
    said: NodeSaid,
    by: Person,
    seen_revision: int | None = None,
    read: NodeSaid | None = None,
) -> Node:
    """Change what an element says, merged with what others saved since ``seen_revision`` (or since ``read``)."""
    theory = begin(initiative, by=by)
    node = node_in(theory, key)
    before = rows([node])
    _say(node, said)
    stands, mine = before["nodes"][0], rows([node])["nodes"][0]
    taken = reconcile(theory, key, stands=stands, mine=mine, seen_revision=seen_revision, read=read)
    for name, value in taken.items():
        setattr(node, name, value)
    after = rows([node])
    if before == after:
        return node
    node.save()
    finish(theory, ChangeVerb.NODE_EDITED, before=before, after=after, by=by)
    return node


def delete_node(*, initiative: Initiative, key: str, by: Person) -> Theory:
    """Delete an element and its links; refused while an indicator or a study leans on them."""
    return delete_parts(initiative=initiative, nodes=[key], by=by)


@transaction.atomic
def delete_parts(
    *, initiative: Initiative, nodes: Collection[str] = (), links: Collection[str] = (), by: Person
) -> Theory:
    """Delete elements with their links, and links, as one change; refused while a room above leans on one."""
    theory = begin(initiative, by=by)
    gone = list(theory.nodes.filter(key__in=nodes).order_by("pk"))
    theirs = Q(source__in=gone) | Q(target__in=gone) | Q(key__in=links)
    cut = list(theory.links.filter(theirs).select_related("source", "target").order_by("pk"))
    if not gone and not cut:
        raise Gone
    check_not_in_use([*gone, *cut])
    before = rows(gone, cut, risks=risks_on(theory, gone, cut))
    theory.links.filter(pk__in=[link.pk for link in cut]).delete()
    theory.nodes.filter(pk__in=[node.pk for node in gone]).delete()
    verb = ChangeVerb.NODE_DELETED if gone else ChangeVerb.LINK_DELETED
    finish(theory, verb, before=before, after=rows(), by=by)
    return theory


@transaction.atomic
def move_nodes(
    *,
    initiative: Initiative,
    moves: Mapping[str, tuple[float, float]],
    by: Person,
    around: Mapping[str, tuple[float, float]] | None = None,
) -> Theory:
    """Keep where the person put elements. Elements deleted meanwhile are passed over.

    ``around`` says where the others stood: those the layout placed stay there, so that nothing else moves.
    """
    theory = begin(initiative, by=by)
    around = around or {}
    check_positions({**around, **moves})
    nodes = [
        node for node in theory.nodes.all() if node.key in moves or (node.key in around and node.x is None)
    ]
    before = rows(nodes)
    for node in nodes:
        node.x, node.y = moves.get(node.key) or around[node.key]
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
