"""The Maryland Scientific Methods Scale, one study at a time."""

from types import MappingProxyType

from miqyas.evidence.facts import EvidenceFacts
from miqyas.evidence.ladders.flaws import (
    Flaw,
    attrition_flaw,
    balance_flaw,
    balance_missing,
    contamination_flaw,
    justification_flaw,
    missing_of,
)
from miqyas.evidence.ladders.level import NOT_ESTABLISHED, Level, Reason, reason
from miqyas.evidence.words.maryland import LABELS, REASONS

MAXIMUM = 5
LOWEST = 1
NOT_SCOREABLE = ("modelling", "opinion_survey")

# Ceilings of the What Works Growth scoring guide (June 2016), except synthetic control, which the guide does
# not hold: 3 is our reading. `shared` names: before_after/cross_section, psm, did, fe, sc, iv, rdd, rct.
CEILINGS: MappingProxyType[str, int] = MappingProxyType({
    "none": 1, "untreated": 1, "matched": 3, "before_after_both": 3, "panel_fixed_effects": 3,
    "synthetic_control": 3, "instrument": 4, "threshold": 4, "random": 5,
})  # fmt: skip


def maryland(facts: EvidenceFacts) -> Level:
    """Place one study on the Maryland scale: the ceiling of its method, lowered by its flaws.

    Parameters
    ----------
    facts : EvidenceFacts
        What is known of the study.

    Returns
    -------
    Level
        1 to 5; None when an input is missing or when the method cannot be scored.

    References
    ----------
    What Works Growth, The Maryland Scientific Methods Scale, and Guide to scoring evidence, June 2016. The
    ceilings are the guide's. How much a flaw costs is our declared reading (one level each, severe attrition
    two): its appendices could not be read.

    Examples
    --------
    >>> facts = EvidenceFacts(comparison="random", outcome_data="after", balance_passed=True,
    ...     attrition_overall=0.08, attrition_differential=0.01, contamination_rate=0.02)
    >>> maryland(facts).level
    5
    >>> maryland(EvidenceFacts(comparison="random", outcome_data="after")).missing
    ('balance_passed', 'attrition_overall', 'attrition_differential', 'contamination_rate')
    """
    missing = missing_of(facts, "outcome_data", "comparison")
    if missing or facts.comparison is None:
        return _unplaced(missing=missing)
    refusal = _why_not_scoreable(facts)
    if refusal:
        return _unplaced(reason(refusal, "down", REASONS))
    missing = _missing_for(facts)
    if missing:
        return _unplaced(missing=missing)
    ceiling, reasons = _ceiling(facts)
    flaws = _flaws(facts)
    level = max(LOWEST, ceiling - sum(cost for _, cost in flaws))
    return Level(
        ladder="maryland",
        level=level,
        maximum=MAXIMUM,
        label=LABELS[level],
        reasons=(*reasons, *(why for why, _ in flaws)),
    )


def _unplaced(*reasons: Reason, missing: tuple[str, ...] = ()) -> Level:
    return Level("maryland", None, MAXIMUM, NOT_ESTABLISHED, reasons, missing)


def _why_not_scoreable(facts: EvidenceFacts) -> str | None:
    if facts.comparison in NOT_SCOREABLE:
        return "not_scoreable"
    if facts.outcome_data == "none":
        return "no_outcome_data"
    if facts.comparison == "none" and facts.outcome_data == "after":
        return "after_only"
    return None


def _missing_for(facts: EvidenceFacts) -> tuple[str, ...]:
    if facts.comparison in {"none", "untreated"}:
        return missing_of(facts, "controls_adequate")
    if facts.comparison == "random":
        lost = missing_of(facts, "attrition_overall", "attrition_differential", "contamination_rate")
        return balance_missing(facts) + lost
    return missing_of(facts, "comparison_justified") + balance_missing(facts)


def _ceiling(facts: EvidenceFacts) -> tuple[int, tuple[Reason, ...]]:
    comparison = str(facts.comparison)
    ceiling = CEILINGS[comparison]
    if comparison == "matched" and facts.outcome_data == "after":
        return 2, (reason("matched_without_before", "down", REASONS),)
    if comparison in {"none", "untreated"} and facts.controls_adequate:
        return 2, (reason("ceiling", "holds", REASONS, ceiling=2), reason("controls", "up", REASONS))
    if comparison in {"none", "untreated"}:
        return 1, (reason("ceiling", "holds", REASONS, ceiling=2), reason("no_controls", "down", REASONS))
    return ceiling, (reason("ceiling", "holds", REASONS, ceiling=ceiling),)


def _flaws(facts: EvidenceFacts) -> tuple[Flaw, ...]:
    if facts.comparison in {"none", "untreated"}:
        return ()
    if facts.comparison == "random":
        return (
            balance_flaw(facts),
            attrition_flaw(facts.attrition_overall or 0.0, facts.attrition_differential or 0.0),
            contamination_flaw(facts.contamination_rate or 0.0),
        )
    return (justification_flaw(justified=bool(facts.comparison_justified)), balance_flaw(facts))
