"""Rules on who is concerned, on the dimensions of outcomes, and on the register of risks."""

from collections.abc import Callable, Iterable, Iterator

from miqyas.theory.graph import Node, Theory
from miqyas.theory.impact import CONCERNED, DIMENSION_FIELDS, Risk, Stakeholder
from miqyas.theory.names import DIMENSION_NAMES
from miqyas.theory.rules.rule import Concern
from miqyas.theory.rules.structure import about_node, listed, quoted


def concerned(theory: Theory) -> tuple[Stakeholder, ...]:
    """Return the groups whose life should or could change; those without a role are taken to be."""
    return tuple(group for group in theory.stakeholders if group.role in CONCERNED or not group.role)


def _about_group(group: Stakeholder) -> Concern:
    return Concern(stakeholder=group.key, facts={"title": quoted(group.name or group.key)})


def _about_risk(risk: Risk) -> Concern:
    return Concern(risk=risk.key, facts={"title": quoted(risk.text or risk.key)})


def _no_stakeholder(theory: Theory) -> Iterable[Concern]:
    return () if concerned(theory) else (Concern(),)


def _outcome_without_stakeholder(theory: Theory) -> Iterator[Concern]:
    for node in theory.at("outcome"):
        if not node.groups:
            yield about_node(node)


def _stakeholder_without_outcome(theory: Theory) -> Iterator[Concern]:
    named = {key for node in theory.at("outcome", "impact") for key in node.groups}
    for group in concerned(theory):
        if group.key not in named:
            yield _about_group(group)


def _stakeholder_not_heard(theory: Theory) -> Iterator[Concern]:
    for group in concerned(theory):
        if not group.involvement.strip():
            yield _about_group(group)


def _dimensions_missing(theory: Theory) -> Iterator[Concern]:
    """Outcomes sought on which one of the first four dimensions says nothing; risk has its own rules."""
    for node in theory.at("outcome"):
        missing = _missing(node) if node.effect == "intended" else []
        if missing:
            yield about_node(node, missing=listed([DIMENSION_NAMES[name] for name in missing]))


def _missing(node: Node) -> list[str]:
    """Return the dimensions left unsaid; a goal says what, a group says who."""
    said = node.dimensions.said | ({"what"} if node.sdg else set()) | ({"who"} if node.groups else set())
    return [name for name in DIMENSION_FIELDS if name not in said]


def _no_risk(theory: Theory) -> Iterable[Concern]:
    return () if theory.risks else (Concern(),)


def _risk_not_judged(theory: Theory) -> Iterator[Concern]:
    for risk in theory.risks:
        if not risk.level:
            yield _about_risk(risk)


def _risk_without_mitigation(theory: Theory) -> Iterator[Concern]:
    """Risks that are not low and that nothing is done about."""
    for risk in theory.risks:
        if risk.level != "low" and not risk.mitigation.strip():
            yield _about_risk(risk)


PEOPLE: dict[str, Callable[[Theory], Iterable[Concern]]] = {
    "no_stakeholder": _no_stakeholder,
    "outcome_without_stakeholder": _outcome_without_stakeholder,
    "stakeholder_without_outcome": _stakeholder_without_outcome,
    "stakeholder_not_heard": _stakeholder_not_heard,
    "dimensions_missing": _dimensions_missing,
    "no_risk": _no_risk,
    "risk_not_judged": _risk_not_judged,
    "risk_without_mitigation": _risk_without_mitigation,
}
