"""A theory between its stored rows and the graph that the science reads."""

from collections.abc import Iterable
from dataclasses import asdict

from miqyas.theory import graph, impact
from miqyas_web.theories.models import Link, Node, Risk, Stakeholder
from miqyas_web.theories.rules import Rows

Graph = graph.Theory


def graph_of(
    nodes: Iterable[Node],
    links: Iterable[Link],
    measured: Iterable[str],
    stakeholders: Iterable[Stakeholder] = (),
    risks: Iterable[Risk] = (),
) -> Graph:
    """The stored theory as the science reads it. Links and risks must have what they bear on at hand."""
    own = tuple(_node(node) for node in nodes)
    present = {node.key for node in own}
    return graph.Theory(
        nodes=own,
        links=tuple(_link(link) for link in links),
        measured=frozenset(measured) & present,
        stakeholders=tuple(_stakeholder(group) for group in stakeholders),
        risks=tuple(_risk(risk) for risk in risks),
    )


def _node(node: Node) -> graph.Node:
    return graph.Node(
        key=node.key,
        level=node.level,  # type: ignore[arg-type]
        title=node.title,
        description=node.description,
        effect=node.effect,  # type: ignore[arg-type]
        term=node.term,  # type: ignore[arg-type]
        groups=tuple(node.groups),
        sdg=tuple(node.sdg),
        dimensions=impact.Dimensions(**node.dimensions),
    )


def _link(link: Link) -> graph.Link:
    return graph.Link(
        key=link.key,
        source=link.source.key,
        target=link.target.key,
        assumption=link.assumption,
        confidence=link.confidence,  # type: ignore[arg-type]
        evidence=link.evidence,
        rival=link.rival_explanation,
    )


def _stakeholder(group: Stakeholder) -> impact.Stakeholder:
    return impact.Stakeholder(
        key=group.key,
        name=group.name,
        role=group.role,  # type: ignore[arg-type]
        size=group.size,
        description=group.description,
        involvement=group.involvement,
    )


def _risk(risk: Risk) -> impact.Risk:
    return impact.Risk(
        key=risk.key,
        kind=risk.kind,  # type: ignore[arg-type]
        text=risk.text,
        node=risk.node.key if risk.node else "",
        link=risk.link.key if risk.link else "",
        likelihood=risk.likelihood,  # type: ignore[arg-type]
        consequence=risk.consequence,  # type: ignore[arg-type]
        mitigation=risk.mitigation,
        owner=risk.owner,
        judged_on=risk.judged_on.isoformat() if risk.judged_on else "",
    )


def rows_of(theory: Graph) -> Rows:
    """What a theory holds, as rows to store."""
    nodes = [
        {
            "key": node.key,
            "level": node.level,
            "title": node.title,
            "description": node.description,
            "effect": node.effect,
            "term": node.term,
            "groups": list(node.groups),
            "sdg": list(node.sdg),
            "dimensions": node.dimensions.to_dict(),
            "x": None,
            "y": None,
        }
        for node in theory.nodes
    ]
    links = [
        {
            "key": link.key,
            "source": link.source,
            "target": link.target,
            "assumption": link.assumption,
            "rival_explanation": link.rival,
            "confidence": link.confidence,
            "evidence": link.evidence,
        }
        for link in theory.links
    ]
    return {
        "nodes": nodes,
        "links": links,
        "stakeholders": [asdict(group) for group in theory.stakeholders],
        "risks": [asdict(risk) for risk in theory.risks],
    }
