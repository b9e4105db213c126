"""How sound a theory of change is, computed and explained.

The rules are published (`docs/theory/quality-rules.md`) and versioned. Each has points, kept when it holds.
Where a rule examines several parts (links, outcomes…), each faulty part loses its share. A rule that finds
nothing to examine is not earned: its points are lost with the finding that says what is missing. So the score
is the maximum less the points of the findings listed, and every point lost has its reason. It judges how a
theory is written, never whether it is true.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

from miqyas.theory.graph import Level, Theory
from miqyas.theory.rules import RULES, RULES_VERSION, Concern, Rule, Subject, Texts
from miqyas.theory.rules.people import concerned
from miqyas.theory.words import isolated
from miqyas.types import LANGUAGES

# Which finding says that there is nothing of this kind to examine.
_ABSENCE: dict[Subject, str] = {
    "theory": "empty",
    "node": "empty",
    "activity": "no_activity",
    "output": "no_output",
    "outcome": "no_outcome",
    "result": "no_outcome",
    "link": "no_link",
    "concerned": "no_stakeholder",
    "risk": "no_risk",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One weakness, where it is, why it matters and how to mend it.

    Attributes
    ----------
    rule : str
        Key of the rule.
    node, link, stakeholder, risk : str or None
        Key of what is concerned; all None for the theory as a whole.
    path : tuple of str
        Keys of nodes along a cycle.
    points_lost : float
        Points, out of the maximum.
    title, text, why, remedy : dict of str
        By language: name of the rule, what was found, why it matters, how to mend it.
    sheet : str
        Slug of the sheet that teaches it.
    """

    rule: str
    node: str | None
    link: str | None
    stakeholder: str | None
    risk: str | None
    path: tuple[str, ...]
    points_lost: float
    title: Texts
    text: Texts
    why: Texts
    remedy: Texts
    sheet: str


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What one rule examined and what it was worth.

    Attributes
    ----------
    rule : str
        Key of the rule.
    points, points_lost : float
        Points of the rule; those lost, its own only.
    n_examined, n_found : int
        Parts looked at; parts at fault.
    """

    rule: str
    points: float
    points_lost: float
    n_examined: int
    n_found: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Score of a theory with everything that explains it.

    Attributes
    ----------
    score, maximum : float
        Points kept, points that could be kept.
    findings : tuple of Finding
        In the order of the rules, then of keys; their points and the score add up to the maximum.
    by_rule : tuple of RuleScore
        Every rule, those that hold included.
    rules_version : str
        Version of the rules; scores of two versions are not comparable.
    """

    score: float
    maximum: float
    findings: tuple[Finding, ...]
    by_rule: tuple[RuleScore, ...]
    rules_version: str

    @property
    def share(self) -> float:
        """Return the score as a number between 0 and 1."""
        return self.score / self.maximum


def quality(theory: Theory) -> Quality:
    """Read a theory by the published rules.

    Parameters
    ----------
    theory : Theory
        Any theory, even empty.

    Returns
    -------
    Quality
        Score in points out of 100, and a finding for each weakness. It depends neither on the order of nodes
        and links nor on their keys.

    Examples
    --------
    >>> quality(Theory((), ())).score
    0.0
    >>> from miqyas.theory.graph import Node
    >>> found = quality(Theory((Node("a", "activity", "Tutor pupils after class"),), ())).findings
    >>> [finding.rule for finding in found]
    ['no_output', 'no_outcome', 'no_impact', 'no_link', 'no_stakeholder', 'no_risk']
    """
    if not theory.nodes:
        return _empty_quality()
    lost: dict[str, Fraction] = {}
    concerns: dict[str, tuple[Concern, ...]] = {}
    unearned: dict[str, Fraction] = {}
    for rule in RULES:
        examined = n_examined(theory, rule.subject)
        if not examined:
            absence = _ABSENCE[rule.subject]
            unearned[absence] = unearned.get(absence, Fraction(0)) + rule.points
            continue
        found = tuple(sorted(rule.look(theory), key=_place))
        concerns[rule.key] = found
        faulty = min(len(found), 1) if rule.share == "whole" else Fraction(len(found), examined)
        lost[rule.key] = rule.points * Fraction(faulty)
    total = Fraction(sum(rule.points for rule in RULES))
    findings = tuple(
        _finding(rule, concern, (lost[rule.key] + unearned.get(rule.key, 0)) / len(concerns[rule.key]))
        for rule in RULES
        for concern in concerns.get(rule.key, ())
    )
    return Quality(
        score=float(total - sum(lost.values()) - sum(unearned.values())),
        maximum=float(total),
        findings=findings,
        by_rule=tuple(_rule_score(theory, rule, lost, concerns) for rule in RULES),
        rules_version=RULES_VERSION,
    )


def _place(concern: Concern) -> tuple[str, ...]:
    return (concern.node or "", concern.link or "", concern.stakeholder or "", concern.risk or "")


def n_examined(theory: Theory, subject: Subject) -> int:
    """Return how many parts of a theory a rule on this subject looks at."""
    counts = {
        "theory": 1,
        "link": len(theory.links),
        "node": len(theory.nodes),
        "concerned": len(concerned(theory)),
        "risk": len(theory.risks),
        "result": len(theory.at("outcome", "impact")),
    }
    return counts[subject] if subject in counts else len(theory.at(cast("Level", subject)))


def _empty_quality() -> Quality:
    total = sum(rule.points for rule in RULES)
    empty = next(rule for rule in RULES if rule.key == "empty")
    scores = (RuleScore(rule.key, float(rule.points), float(rule.points), 0, 0) for rule in RULES)
    return Quality(
        score=0.0,
        maximum=float(total),
        findings=(_finding(empty, Concern(), Fraction(total)),),
        by_rule=tuple(replace(s, n_found=1) if s.rule == "empty" else s for s in scores),
        rules_version=RULES_VERSION,
    )


def _rule_score(
    theory: Theory, rule: Rule, lost: dict[str, Fraction], concerns: dict[str, tuple[Concern, ...]]
) -> RuleScore:
    examined = n_examined(theory, rule.subject)
    points_lost = lost[rule.key] if examined else Fraction(rule.points)
    return RuleScore(
        rule.key, float(rule.points), float(points_lost), examined, len(concerns.get(rule.key, ()))
    )


def _finding(rule: Rule, concern: Concern, points_lost: Fraction) -> Finding:
    return Finding(
        rule=rule.key,
        node=concern.node,
        link=concern.link,
        stakeholder=concern.stakeholder,
        risk=concern.risk,
        path=concern.path,
        points_lost=float(points_lost),
        title=rule.title,
        text=_told(rule.text, concern),
        why=rule.why,
        remedy=rule.remedy,
        sheet=rule.sheet,
    )


def _told(text: Texts, concern: Concern) -> Texts:
    """Put the facts in the sentences; a person's words keep their own direction."""
    return {
        language: text[language].format_map(
            {
                name: fact[language] if isinstance(fact, dict) else isolated(fact)
                for name, fact in concern.facts.items()
            }
        )
        for language in LANGUAGES
    }
