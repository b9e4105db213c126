"""Rules on what each link claims and each outcome shows."""

from collections.abc import Callable, Iterable, Iterator

from miqyas.theory.graph import Theory
from miqyas.theory.rules.rule import Concern
from miqyas.theory.rules.structure import about_link, about_node


def _link_without_assumption(theory: Theory) -> Iterator[Concern]:
    for link in theory.links:
        if not link.assumption.strip():
            yield about_link(theory, link)


def _confidence_without_evidence(theory: Theory) -> Iterator[Concern]:
    for link in theory.links:
        if link.confidence == "high" and not link.evidence.strip():
            yield about_link(theory, link)


def _no_rival(theory: Theory) -> Iterable[Concern]:
    return () if any(link.rival.strip() for link in theory.links) else (Concern(),)


def _no_unintended_effect(theory: Theory) -> Iterable[Concern]:
    return () if any(node.effect != "intended" for node in theory.nodes) else (Concern(),)


def _outcome_without_measure(theory: Theory) -> Iterator[Concern]:
    for node in theory.at("outcome"):
        if node.key not in theory.measured:
            yield about_node(node)


CLAIMS: dict[str, Callable[[Theory], Iterable[Concern]]] = {
    "link_without_assumption": _link_without_assumption,
    "confidence_without_evidence": _confidence_without_evidence,
    "no_rival": _no_rival,
    "no_unintended_effect": _no_unintended_effect,
    "outcome_without_measure": _outcome_without_measure,
}
