"""How high a design could climb in a situation: with the data that its answers promise."""

from collections.abc import Mapping

from miqyas.design.advice import Rule
from miqyas.evidence.ceilings import Ceiling, ceiling_of
from miqyas.evidence.facts import OutcomeData

BEFORE: Mapping[str, OutcomeData] = {"none": "after", "once": "before_after", "several": "panel"}


def ceiling_here(rule: Rule, answers: Mapping[str, str]) -> Ceiling:
    """Compute the ceiling of a design with the measures that the answers allow.

    Examples
    --------
    >>> from miqyas.design.advice import rules
    >>> matched = next(rule for rule in rules().designs if rule.key == "doubly_robust")
    >>> ceiling_here(matched, {"before": "none"}).maryland.level, ceiling_here(matched, {"before": "once"}).maryland.level
    (2, 3)
    """
    return ceiling_of(rule.ceiling, outcome_data=BEFORE[answers.get("before", "none")])
