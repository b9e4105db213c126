"""What changed between two versions of a theory."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from miqyas.theory.graph import Theory
from miqyas.theory.impact import Dimensions


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one node, link, stakeholder or risk, before and after; lists are joined by commas.

    A dimension of impact is named ``dimensions.scale`` and the like.
    """

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
    stakeholders_added, stakeholders_removed, risks_added, risks_removed : tuple of str
        Keys.
    stakeholder_changes, risk_changes : tuple of Change
        As for nodes.
    """

    nodes_added: tuple[str, ...]
    nodes_removed: tuple[str, ...]
    node_changes: tuple[Change, ...]
    links_added: tuple[str, ...]
    links_removed: tuple[str, ...]
    link_changes: tuple[Change, ...]
    measures_added: tuple[str, ...]
    measures_removed: tuple[str, ...]
    stakeholders_added: tuple[str, ...] = ()
    stakeholders_removed: tuple[str, ...] = ()
    stakeholder_changes: tuple[Change, ...] = ()
    risks_added: tuple[str, ...] = ()
    risks_removed: tuple[str, ...] = ()
    risk_changes: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether the two versions are the same theory."""
        return not any(getattr(self, each.name) for each in fields(self))


def compare(before: Theory, after: Theory) -> Difference:
    """Tell what changed from one version to the next. Order of nodes and links does not count.

    Examples
    --------
    >>> from miqyas.theory.graph import Node
    >>> old = Theory((Node("a", "activity", "Tutoring"),), ())
    >>> new = Theory((Node("a", "activity", "Evening tutoring"), Node("b", "output", "Pupils tutored")), ())
    >>> difference = compare(old, new)
    >>> difference.nodes_added
    ('b',)
    >>> difference.node_changes
    (Change(key='a', field='title', before='Tutoring', after='Evening tutoring'),)
    """
    stayed = _keyed(before.nodes).keys() & _keyed(after.nodes).keys()
    nodes, links, stakeholders, risks = (
        _compared(_keyed(getattr(before, name)), _keyed(getattr(after, name)))
        for name in ("nodes", "links", "stakeholders", "risks")
    )
    return Difference(
        nodes_added=nodes[0],
        nodes_removed=nodes[1],
        node_changes=nodes[2],
        links_added=links[0],
        links_removed=links[1],
        link_changes=links[2],
        measures_added=tuple(sorted((after.measured - before.measured) & stayed)),
        measures_removed=tuple(sorted((before.measured - after.measured) & stayed)),
        stakeholders_added=stakeholders[0],
        stakeholders_removed=stakeholders[1],
        stakeholder_changes=stakeholders[2],
        risks_added=risks[0],
        risks_removed=risks[1],
        risk_changes=risks[2],
    )


def _keyed(parts: tuple[Any, ...]) -> dict[str, Any]:
    return {part.key: part for part in parts}


def _compared(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Change, ...]]:
    """Return keys added, keys removed, and the changes of those that stayed."""
    added, removed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    changes = []
    for key in sorted(before.keys() & after.keys()):
        old, new = _said(before[key]), _said(after[key])
        changes += [Change(key, name, old[name], new[name]) for name in old if old[name] != new[name]]
    return tuple(added), tuple(removed), tuple(changes)


def _said(part: Any) -> dict[str, str]:
    """Return what a part says, field by field, as text."""
    said: dict[str, str] = {}
    for each in fields(part):
        value = getattr(part, each.name)
        if isinstance(value, Dimensions):
            said |= {f"{each.name}.{name}": text for name, text in _said(value).items()}
        else:
            said[each.name] = ", ".join(value) if isinstance(value, tuple) else value
    return said
