"""Two versions of a theory as one graph, each part marked by what became of it."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from miqyas.theory.graph import Theory
from miqyas.theory.versions import compare

Fate: TypeAlias = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Together:
    """Everything that stands in either version.

    Attributes
    ----------
    theory : Theory
        The later version, with the nodes and links that it no longer holds.
    fates : dict of {"added", "removed", "changed"}
        By key of node or link; parts that are the same in both have none.
    """

    theory: Theory
    fates: dict[str, Fate]


def together(before: Theory, after: Theory) -> Together:
    """Lay two versions over one another.

    A link deleted and drawn anew between the same two nodes is one link that changed: it is there that the
    reader looks for it.

    Examples
    --------
    >>> from miqyas.theory.graph import Node
    >>> old = Theory((Node("a", "activity", "Tutoring"), Node("b", "output", "Pupils tutored")), ())
    >>> new = Theory((Node("a", "activity", "Evening tutoring"),), ())
    >>> together(old, new).fates
    {'b': 'removed', 'a': 'changed'}
    """
    found = compare(before, after)
    pairs = {(link.source, link.target): link.key for link in after.links}
    redrawn = {
        pairs[link.source, link.target]: link.key
        for link in before.links
        if link.key in found.links_removed and (link.source, link.target) in pairs
    }
    fates: dict[str, Fate] = dict.fromkeys((*found.nodes_added, *found.links_added), "added")
    fates |= dict.fromkeys((*found.nodes_removed, *found.links_removed), "removed")
    fates |= dict.fromkeys((change.key for change in (*found.node_changes, *found.link_changes)), "changed")
    fates |= dict.fromkeys((*found.measures_added, *found.measures_removed), "changed")
    fates |= dict.fromkeys(redrawn, "changed")
    for key in redrawn.values():
        fates.pop(key, None)
    gone = tuple(node for node in before.nodes if node.key in found.nodes_removed)
    cut = tuple(
        link for link in before.links if link.key in found.links_removed and link.key not in redrawn.values()
    )
    # Groups and risks are told in words: the drawing has no place for them.
    theory = replace(
        after,
        nodes=(*(replace(node, groups=()) for node in (*after.nodes, *gone)),),
        links=(*after.links, *cut),
        stakeholders=(),
        risks=(),
    )
    return Together(theory, fates)
