"""The Nesta Standards of Evidence, cumulative, for an intervention."""

from dataclasses import dataclass

from miqyas.evidence.facts import EvidenceFacts
from miqyas.evidence.ladders.flaws import missing_of
from miqyas.evidence.ladders.level import NOT_ESTABLISHED, Level, Reason, reason
from miqyas.evidence.ladders.maryland import maryland
from miqyas.evidence.thresholds import ENOUGH_SITES
from miqyas.evidence.words.nesta import LABELS, REASONS

MAXIMUM = 5
COMPARISON_GROUP = 3  # level of the Maryland scale from which a comparison carries a cause


@dataclass(frozen=True, slots=True)
class _Step:
    """Whether a level is reached: True, False, or None with the facts that would tell."""

    reached: bool | None
    why: Reason | None = None
    missing: tuple[str, ...] = ()


def nesta(facts: EvidenceFacts) -> Level:
    """Climb the five standards until one is not met; facts that would tell the next one are named.

    Parameters
    ----------
    facts : EvidenceFacts
        What is known of the intervention.

    Returns
    -------
    Level
        0 (the account itself is incomplete) to 5; None when nobody said whether the theory is complete.
        ``missing`` holds what is needed to judge the level after the one reached.

    References
    ----------
    Puttick, R. and Ludlow, J. (2013). Standards of Evidence. Nesta, October 2013. A comparison counts from
    level 3 of the Maryland scale: our declared reading, so that the two ladders cannot disagree.

    Examples
    --------
    >>> nesta(EvidenceFacts(theory_complete=True)).level
    1
    >>> nesta(EvidenceFacts()).missing
    ('theory_complete',)
    """
    steps = (_account, _change, _effect, _confirmation, _scale)
    level, reasons = 0, []
    for step in (judge(facts) for judge in steps):
        if step.why is not None:
            reasons.append(step.why)
        if not step.reached:
            return _placed(facts, level, tuple(reasons), step.missing)
        level += 1
    return _placed(facts, level, tuple(reasons), ())


def _placed(facts: EvidenceFacts, level: int, reasons: tuple[Reason, ...], missing: tuple[str, ...]) -> Level:
    if facts.theory_complete is None:
        return Level("nesta", None, MAXIMUM, NOT_ESTABLISHED, reasons, missing)
    return Level("nesta", level, MAXIMUM, LABELS[level], reasons, missing)


def _met(key: str, **figures: float | str) -> _Step:
    return _Step(reached=True, why=reason(key, "up", REASONS, **figures))


def _unmet(key: str) -> _Step:
    return _Step(reached=False, why=reason(key, "down", REASONS))


def _account(facts: EvidenceFacts) -> _Step:
    if facts.theory_complete is None:
        return _Step(reached=None, missing=("theory_complete",))
    return _met("account") if facts.theory_complete else _unmet("no_account")


def _change(facts: EvidenceFacts) -> _Step:
    if _effect(facts).reached:
        return _met("change")
    if facts.outcome_data is None:
        return _Step(reached=None, missing=("outcome_data",))
    if facts.outcome_data in {"none", "after"}:
        return _change_by_comparison(facts)
    if facts.positive_change is None:
        return _Step(reached=None, missing=("positive_change",))
    return _met("change") if facts.positive_change else _unmet("no_change")


def _change_by_comparison(facts: EvidenceFacts) -> _Step:
    """Without a before, only a comparison can show the change: say what it lacks, or what it found."""
    if facts.outcome_data == "none" or facts.comparison in {None, "none", "modelling", "opinion_survey"}:
        return _unmet("no_follow_up")
    effect = _effect(facts)
    return _Step(reached=effect.reached, why=effect.why, missing=effect.missing)


def _effect(facts: EvidenceFacts) -> _Step:
    study = maryland(facts)
    missing = study.missing + missing_of(facts, "value", "low", "high", "wanted")
    if missing:
        return _Step(reached=None, missing=missing)
    if study.level is None or study.level < COMPARISON_GROUP:
        return _unmet("weak_comparison")
    if facts.includes_zero:
        return _unmet("effect_not_established")
    return _met("effect") if facts.is_improvement else _unmet("effect_unwanted")


def _confirmation(facts: EvidenceFacts) -> _Step:
    if False in {facts.independent_evaluation, facts.cost_data, facts.cost_reasonable}:
        return _unmet("not_confirmed")
    missing = missing_of(facts, "independent_evaluation", "cost_data", "cost_reasonable")
    return _Step(reached=None, missing=missing) if missing else _met("confirmed")


def _scale(facts: EvidenceFacts) -> _Step:
    sites = facts.n_other_sites
    if facts.manual is False or (sites is not None and sites < ENOUGH_SITES.value):
        return _unmet("not_scaled")
    missing = missing_of(facts, "manual", "n_other_sites")
    return _Step(reached=None, missing=missing) if missing or sites is None else _met("scaled", sites=sites)
