"""Risk of bias, the first concern of GRADE: what may have bent the estimate."""

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
from miqyas.evidence.ladders.level import Reason, reason
from miqyas.evidence.thresholds import BIAS_VERY_SERIOUS
from miqyas.evidence.words import grade as grade_words
from miqyas.evidence.words import maryland as maryland_words

SEVERE = 2


def rate_bias(facts: EvidenceFacts) -> tuple[tuple[Reason, ...], int]:
    """Return the verdict first, then each thing looked at; and the levels it costs, 0 to 2."""
    flaws = _flaws(facts)
    costs = [cost for _, cost in flaws]
    if max(costs) >= SEVERE or sum(costs) >= BIAS_VERY_SERIOUS.value:
        key, cost = "bias_very_serious", 2
    elif any(costs):
        key, cost = "bias_serious", 1
    else:
        key, cost = "bias_none", 0
    verdict = reason(key, "down" if cost else "holds", grade_words.REASONS)
    return (verdict, *(why for why, _ in flaws)), cost


def bias_missing(facts: EvidenceFacts) -> tuple[str, ...]:
    """Name the facts without which the risk of bias cannot be judged."""
    plan = missing_of(facts, "plan_sealed")
    if facts.plan_sealed:
        plan = missing_of(facts, "sealed_before_data", "changed_after_sealing")
    return _missing_groups(facts) + plan


def _missing_groups(facts: EvidenceFacts) -> tuple[str, ...]:
    if facts.comparison in {"none", "untreated"}:
        return missing_of(facts, "controls_adequate")
    lost = missing_of(facts, "attrition_overall", "attrition_differential", "contamination_rate")
    argued = "analysed_as_assigned" if facts.comparison == "random" else "comparison_justified"
    return balance_missing(facts) + lost + missing_of(facts, argued)


def _flaws(facts: EvidenceFacts) -> tuple[Flaw, ...]:
    return (*_group_flaws(facts), *_plan_flaws(facts))


def _group_flaws(facts: EvidenceFacts) -> tuple[Flaw, ...]:
    if facts.comparison in {"none", "untreated"}:
        words = maryland_words.REASONS
        controls: Flaw = (reason("controls", "holds", words), 0)
        if not facts.controls_adequate:
            controls = (reason("no_controls", "down", words), 1)
        alone = ((reason("no_comparison", "down", grade_words.REASONS), 1),)
        return (*(alone if facts.comparison == "none" else ()), controls)
    return (
        balance_flaw(facts),
        attrition_flaw(facts.attrition_overall or 0.0, facts.attrition_differential or 0.0),
        contamination_flaw(facts.contamination_rate or 0.0),
        _assignment_flaw(facts),
    )


def _assignment_flaw(facts: EvidenceFacts) -> Flaw:
    if facts.comparison != "random":
        return justification_flaw(justified=bool(facts.comparison_justified))
    if facts.analysed_as_assigned:
        return reason("as_assigned", "holds", grade_words.REASONS), 0
    return reason("not_as_assigned", "down", grade_words.REASONS), 1


def _plan_flaws(facts: EvidenceFacts) -> tuple[Flaw, ...]:
    words = grade_words.REASONS
    if not facts.plan_sealed:
        return ((reason("not_sealed", "down", words), 1),)
    sealed: Flaw = (reason("sealed", "holds", words), 0)
    if not facts.sealed_before_data:
        sealed = (reason("sealed_after_data", "down", words), 1)
    changed = facts.changed_after_sealing or ()
    if changed:
        return (sealed, (reason("changed", "down", words, n=len(changed)), 1))
    return (sealed, (reason("unchanged", "holds", words), 0))
