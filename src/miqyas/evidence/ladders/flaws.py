"""The flaws that several ladders look at, judged once."""

from miqyas.evidence.facts import EvidenceFacts
from miqyas.evidence.ladders.level import Direction, Reason, reason
from miqyas.evidence.thresholds import (
    ATTRITION_DIFFERENTIAL,
    ATTRITION_DIFFERENTIAL_SEVERE,
    ATTRITION_OVERALL,
    ATTRITION_OVERALL_SEVERE,
    CONTAMINATION,
)
from miqyas.evidence.words.maryland import REASONS

# A flaw is a reason with the levels it costs: 0 when the condition holds.
Flaw = tuple[Reason, int]


def missing_of(facts: EvidenceFacts, *names: str) -> tuple[str, ...]:
    """Return the names of the facts that were not said, in the order asked."""
    return tuple(name for name in names if getattr(facts, name) is None)


def attrition_flaw(overall: float, differential: float) -> Flaw:
    """Judge losses; severe ones cost two."""
    gap = abs(differential)
    key, cost = "attrition_low", 0
    if overall > ATTRITION_OVERALL.value or gap > ATTRITION_DIFFERENTIAL.value:
        key, cost = "attrition_high", 1
    if overall > ATTRITION_OVERALL_SEVERE.value or gap > ATTRITION_DIFFERENTIAL_SEVERE.value:
        key, cost = "attrition_severe", 2
    direction: Direction = "down" if cost else "holds"
    return reason(key, direction, REASONS, overall=float(overall), differential=float(gap)), cost


def contamination_flaw(rate: float) -> Flaw:
    """Judge how much of the comparison group received the intervention."""
    if rate > CONTAMINATION.value:
        return reason("contamination_high", "down", REASONS, rate=float(rate)), 1
    return reason("contamination_low", "holds", REASONS, rate=float(rate)), 0


def balance_flaw(facts: EvidenceFacts) -> Flaw:
    """Judge whether groups were shown alike; call it only when `balance_missing` finds nothing."""
    if facts.balance_shown is False:
        return reason("balance_not_shown", "down", REASONS), 1
    if facts.balance_passed is False:
        return reason("unbalanced", "down", REASONS), 1
    return reason("balanced", "holds", REASONS), 0


def balance_missing(facts: EvidenceFacts) -> tuple[str, ...]:
    """Name the balance table when nobody said whether groups were alike."""
    return () if facts.balance_shown is False else missing_of(facts, "balance_passed")


def justification_flaw(*, justified: bool) -> Flaw:
    """Judge whether the comparison is argued."""
    if justified:
        return reason("justified", "holds", REASONS), 0
    return reason("not_justified", "down", REASONS), 1
