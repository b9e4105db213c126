"""What changed between two versions of a theory."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from miqyas.theory.graph import Link, Node, Theory


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one node or link, before and after."""

    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed, by key, in alphabetical order.

    Attributes
    ----------
    nodes_added, nodes_removed, links_added, links_removed : tuple of str
        Keys.
    node_changes, link_changes : tuple of Change
        One by field changed, for keys present in both versions.
    measures_added, measures_removed : tuple of str
        Keys of nodes that gained or lost an indicator while they stayed.
    """

    nodes_added: tuple[str, ...]
    nodes_removed: tuple[str, ...]
    node_changes: tuple[Change, ...]
    links_added: tuple[str, ...]
    links_removed: tuple[str, ...]
    link_changes: tuple[Change, ...]
    measures_added: tuple[str, ...]
    measures_removed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether the two versions are the same theory."""
        return not any(getattr(self, each.name) for each in fields(self))


def compare(before: Theory, after: Theory) -> Difference:
    """Tell what changed from one version to the next. Order of nodes and links does not count.

    Examples
    --------
    >>> old = Theory((Node("a", "activity", "Tutoring"),), ())
    >>> new = Theory((Node("a", "activity", "Evening tutoring"), Node("b", "output", "Pupils tutored")), ())
    >>> difference = compare(old, new)
    >>> difference.nodes_added
    ('b',)
    >>> difference.node_changes
    (Change(key='a', field='title', before='Tutoring', after='Evening tutoring'),)
    """
    old_nodes, new_nodes = {n.key: n for n in before.nodes}, {n.key: n for n in after.nodes}
    old_links, new_links = {k.key: k for k in before.links}, {k.key: k for k in after.links}
    stayed = old_nodes.keys() & new_nodes.keys()
    return Difference(
        nodes_added=tuple(sorted(new_nodes.keys() - old_nodes.keys())),
        nodes_removed=tuple(sorted(old_nodes.keys() - new_nodes.keys())),
        node_changes=_changes(old_nodes, new_nodes),
        links_added=tuple(sorted(new_links.keys() - old_links.keys())),
        links_removed=tuple(sorted(old_links.keys() - new_links.keys())),
        link_changes=_changes(old_links, new_links),
        measures_added=tuple(sorted((after.measured - before.measured) & stayed)),
        measures_removed=tuple(sorted((before.measured - after.measured) & stayed)),
    )


def _changes(before: Mapping[str, Node | Link], after: Mapping[str, Node | Link]) -> tuple[Change, ...]:
    return tuple(
        Change(key, each.name, getattr(before[key], each.name), getattr(after[key], each.name))
        for key in sorted(before.keys() & after.keys())
        for each in fields(before[key])
        if getattr(before[key], each.name) != getattr(after[key], each.name)
    )
