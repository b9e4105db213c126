"""How well each link of a theory is argued, from what stands on it and at its two ends only.

A link is judged by those published rules that bear on links (`docs/theory/quality-rules.md`), with their points,
and by two more: whether it names a rival explanation, and quotes what it rests on. Nothing elsewhere in the
theory counts, but for a cycle the link is part of, or a step it leaps over.
"""

from dataclasses import dataclass

from miqyas.theory.cycles import knots
from miqyas.theory.graph import Link, Theory, level_rank
from miqyas.theory.rules import RULES
from miqyas.theory.rules.claims import is_hollow
from miqyas.theory.rules.structure import is_early, passed_over

# Rules of the published set that speak of one link, in their order; the last two are about the whole theory
# there, and about the link itself here.
LINK_RULES = (
    "leap", "backwards", "early_effect", "cycle", "link_without_assumption", "hollow_assumption",
    "confidence_not_said", "confidence_without_evidence", "no_evidence", "no_rival",
)  # fmt: skip
_POINTS = {rule.key: rule.points for rule in RULES if rule.key in LINK_RULES}


@dataclass(frozen=True, slots=True)
class LinkQuality:
    """How well one link is argued.

    Attributes
    ----------
    link : str
        Its key.
    score, maximum : int
        Points kept, points that could be kept.
    broken : tuple of str
        Keys of the rules that do not hold on it, in order.
    """

    link: str
    score: int
    maximum: int
    broken: tuple[str, ...]

    @property
    def share(self) -> float:
        """Return the score as a number between 0 and 1."""
        return self.score / self.maximum


def link_qualities(theory: Theory) -> dict[str, LinkQuality]:
    """Judge every link of a theory by itself.

    Parameters
    ----------
    theory : Theory
        Any theory.

    Returns
    -------
    dict of LinkQuality
        By link key. Adding a node that the link does not touch never raises its score; the order of nodes and
        links changes nothing.

    Examples
    --------
    >>> from miqyas.theory.graph import Node
    >>> nodes = (Node("a", "output", "Pupils tutored"), Node("b", "outcome", "Pupils read better"))
    >>> bare = link_qualities(Theory(nodes, (Link("1", "a", "b"),)))["1"]
    >>> bare.broken
    ('link_without_assumption', 'confidence_not_said', 'no_evidence', 'no_rival')
    """
    knot_of = {key: i for i, members in enumerate(knots(theory)) for key in members}
    present = {node.level for node in theory.nodes}
    maximum = sum(_POINTS.values())
    found = {}
    for link in theory.links:
        faults = {
            "leap": any(level in present for level in passed_over(theory, link)),
            "backwards": _runs_back(theory, link),
            "early_effect": is_early(theory, link),
            "cycle": knot_of.get(link.source, -1) == knot_of.get(link.target, -2),
            **_unsaid(theory, link),
        }
        broken = tuple(rule for rule in LINK_RULES if faults[rule])
        found[link.key] = LinkQuality(
            link.key, maximum - sum(_POINTS[rule] for rule in broken), maximum, broken
        )
    return found


def _runs_back(theory: Theory, link: Link) -> bool:
    return level_rank(theory.node(link.target).level) < level_rank(theory.node(link.source).level)


def _unsaid(theory: Theory, link: Link) -> dict[str, bool]:
    is_silent = not link.assumption.strip()
    return {
        "link_without_assumption": is_silent,
        "hollow_assumption": not is_silent and is_hollow(theory, link),
        "confidence_not_said": link.confidence == "unknown",
        "confidence_without_evidence": link.confidence == "high" and not link.evidence.strip(),
        "no_evidence": not link.evidence.strip(),
        "no_rival": not link.rival.strip(),
    }
