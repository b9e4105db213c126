"""Rules on what each link claims and each outcome shows."""

from collections.abc import Callable, Iterable, Iterator

from miqyas.theory.graph import Link, Theory
from miqyas.theory.rules.lexicon import HOLLOW
from miqyas.theory.rules.rule import Concern
from miqyas.theory.rules.structure import about_link, about_node, quoted
from miqyas.theory.words import words


def _link_without_assumption(theory: Theory) -> Iterator[Concern]:
    for link in theory.links:
        if not link.assumption.strip():
            yield about_link(theory, link)


def _confidence_without_evidence(theory: Theory) -> Iterator[Concern]:
    for link in theory.links:
        if link.confidence == "high" and not link.evidence.strip():
            yield about_link(theory, link)


def _hollow_assumption(theory: Theory) -> Iterator[Concern]:
    for link in theory.links:
        if link.assumption.strip() and is_hollow(theory, link):
            yield about_link(theory, link, word=quoted(link.assumption))


def is_hollow(theory: Theory, link: Link) -> bool:
    """Tell whether an assumption states no condition: it only fills the box, or repeats the link's two ends.

    Examples
    --------
    >>> from miqyas.theory.graph import Node
    >>> nodes = (Node("a", "output", "Pupils tutored"), Node("b", "outcome", "Pupils read better"))
    >>> said = Theory(nodes, (Link("1", "a", "b", "Tutored pupils read better."),))
    >>> is_hollow(said, said.links[0])
    True
    """
    said = words(link.assumption)
    if not said or said in HOLLOW:
        return True
    ends = {word for key in (link.source, link.target) for word in words(theory.node(key).title)}
    return len(said) > 1 and set(said) <= ends


def _confidence_not_said(theory: Theory) -> Iterator[Concern]:
    for link in theory.links:
        if link.confidence == "unknown":
            yield about_link(theory, link)


def _no_evidence(theory: Theory) -> Iterable[Concern]:
    return () if any(link.evidence.strip() for link in theory.links) else (Concern(),)


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
    "hollow_assumption": _hollow_assumption,
    "confidence_not_said": _confidence_not_said,
    "confidence_without_evidence": _confidence_without_evidence,
    "no_evidence": _no_evidence,
    "no_rival": _no_rival,
    "no_unintended_effect": _no_unintended_effect,
    "outcome_without_measure": _outcome_without_measure,
}
