"""GRADE: how certain an effect on one outcome is."""

from miqyas.evidence.facts import EvidenceFacts
from miqyas.evidence.ladders.bias import bias_missing, rate_bias
from miqyas.evidence.ladders.flaws import Flaw, missing_of
from miqyas.evidence.ladders.level import NOT_ESTABLISHED, Level, Reason, reason
from miqyas.evidence.thresholds import FEW_CLUSTERS, FEW_UNITS, LARGE_EFFECT, VERY_LARGE_EFFECT
from miqyas.evidence.words.grade import LABELS, REASONS

MAXIMUM = 4
LOWEST = 1
STARTS = {"starts_high": 4, "starts_low": 2}
STEPS = {"none": 0, "some": 1, "major": 2}
NOT_SCOREABLE = ("modelling", "opinion_survey")


def grade(facts: EvidenceFacts) -> Level:
    """Rate the certainty of one effect: start from the design, take off for five concerns, add for three.

    Parameters
    ----------
    facts : EvidenceFacts
        What is known of the study, or of the body of studies.

    Returns
    -------
    Level
        1 very low, 2 low, 3 moderate, 4 high; None when an input is missing. With one study, inconsistency
        and publication bias are said to be beyond judgement and take nothing off.

    References
    ----------
    GRADE Working Group, GRADE guidelines 3 to 9, Journal of Clinical Epidemiology 64, 2011, 401-406 and
    1277-1316. How many concerns make a risk of bias “very serious” is our declared reading
    (`miqyas.evidence.thresholds`).

    Examples
    --------
    >>> facts = EvidenceFacts(comparison="random", outcome_data="after", balance_passed=True,
    ...     attrition_overall=0.08, attrition_differential=0.01, contamination_rate=0.02,
    ...     analysed_as_assigned=True, plan_sealed=True, sealed_before_data=True, changed_after_sealing=(),
    ...     value=1122.0, low=621.0, high=1622.0, n=5513, n_clusters=162, indirectness="none", n_studies=1)
    >>> grade(facts).label["en"]
    'High'
    """
    missing = missing_of(facts, "outcome_data", "comparison")
    if missing:
        return _unplaced(missing=missing)
    if facts.comparison in NOT_SCOREABLE:
        return _unplaced(reason("not_scoreable", "down", REASONS))
    if facts.outcome_data == "none":
        return _unplaced(reason("no_outcome_data", "down", REASONS))
    missing = _missing_for(facts)
    if missing:
        return _unplaced(missing=missing)
    start = "starts_high" if facts.comparison == "random" else "starts_low"
    bias_reasons, bias_cost = rate_bias(facts)
    concerns = (_inconsistency(facts), _indirectness(facts), *_imprecision(facts), _publication(facts))
    down = bias_cost + sum(cost for _, cost in concerns)
    added = () if down or start == "starts_high" else _upgrades(facts)
    level = min(MAXIMUM, max(LOWEST, STARTS[start] - down + sum(gain for _, gain in added)))
    reasons = (reason(start, "holds", REASONS), *bias_reasons, *(why for why, _ in (*concerns, *added)))
    return Level("grade", level, MAXIMUM, LABELS[level], reasons)


def _unplaced(*reasons: Reason, missing: tuple[str, ...] = ()) -> Level:
    return Level("grade", None, MAXIMUM, NOT_ESTABLISHED, reasons, missing)


def _missing_for(facts: EvidenceFacts) -> tuple[str, ...]:
    estimate = missing_of(facts, "value", "low", "high", "n", "n_clusters")
    claim = missing_of(facts, "indirectness", "n_studies")
    several = facts.n_studies is not None and facts.n_studies > 1
    synthesis = missing_of(facts, "heterogeneity", "small_study_asymmetry") if several else ()
    return bias_missing(facts) + estimate + claim + synthesis


def _judged(prefix: str, distance: str | None) -> Flaw:
    cost = STEPS[distance or "none"]
    return reason(f"{prefix}_{distance or 'none'}", "down" if cost else "holds", REASONS), cost


def _inconsistency(facts: EvidenceFacts) -> Flaw:
    if (facts.n_studies or 0) <= 1:
        return reason("one_study_inconsistency", "holds", REASONS), 0
    return _judged("inconsistency", facts.heterogeneity)


def _publication(facts: EvidenceFacts) -> Flaw:
    if (facts.n_studies or 0) <= 1:
        return reason("one_study_publication", "holds", REASONS), 0
    return _judged("publication", facts.small_study_asymmetry)


def _indirectness(facts: EvidenceFacts) -> Flaw:
    return _judged("indirectness", facts.indirectness)


def _imprecision(facts: EvidenceFacts) -> tuple[Flaw, ...]:
    n, clusters = facts.n or 0, facts.n_clusters or 0
    found: list[Flaw] = []
    if facts.includes_zero:
        found.append((reason("interval_includes_zero", "down", REASONS), 1))
    if n < FEW_UNITS.value or clusters < FEW_CLUSTERS.value:
        found.append((reason("few_units", "down", REASONS, n=n, clusters=clusters), 1))
    return tuple(found) or ((reason("precise", "holds", REASONS), 0),)


def _upgrades(facts: EvidenceFacts) -> tuple[Flaw, ...]:
    """Rate up; only evidence that is not randomised and has nothing against it."""
    found: list[Flaw] = []
    ratio = facts.risk_ratio
    if ratio is not None:
        size = max(ratio, 1 / ratio)
        if size >= VERY_LARGE_EFFECT.value:
            found.append((reason("very_large_effect", "up", REASONS, ratio=f"{ratio:g}"), 2))
        elif size >= LARGE_EFFECT.value:
            found.append((reason("large_effect", "up", REASONS, ratio=f"{ratio:g}"), 1))
    if facts.dose_response:
        found.append((reason("dose_response", "up", REASONS), 1))
    if facts.confounding_would_reduce_effect:
        found.append((reason("confounding_reduces", "up", REASONS), 1))
    return tuple(found)
