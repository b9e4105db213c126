"""What is weak in a theory, rule by rule."""

from collections import defaultdict
from dataclasses import dataclass

from miqyas_web.theories import science
from miqyas_web.theories.models import Link, Node, Risk, Stakeholder
from miqyas_web.theories.queries import TheoryMap


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A weakness and the part of the theory it concerns; none for the whole."""

    text: str
    node: Node | None
    link: Link | None
    group: Stakeholder | None
    risk: Risk | None


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that does not hold, with every place where it does not."""

    key: str
    title: str
    why: str
    remedy: str
    sheet: str
    points_lost: float
    places: list[PlacedFinding]


def broken_rules_in(theory_map: TheoryMap) -> list[BrokenRule]:
    """The rules that do not hold, the costliest first."""
    nodes = {node.key: node for node in theory_map.nodes}
    links = {link.key: link for link in theory_map.links}
    risks = {risk.key: risk for risk in theory_map.risks}
    by_rule: dict[str, list[science.Finding]] = defaultdict(list)
    for finding in theory_map.assessment.findings:
        by_rule[finding.rule].append(finding)
    broken = [
        BrokenRule(
            key=found[0].rule,
            title=found[0].title,
            why=found[0].why,
            remedy=found[0].remedy,
            sheet=found[0].sheet,
            points_lost=sum(each.points_lost for each in found),
            places=[
                PlacedFinding(
                    each.text,
                    nodes.get(each.node or ""),
                    links.get(each.link or ""),
                    theory_map.groups.get(each.stakeholder or ""),
                    risks.get(each.risk or ""),
                )
                for each in found
            ],
        )
        for found in by_rule.values()
    ]
    return sorted(broken, key=lambda rule: -rule.points_lost)
