"""How strong a sentence the evidence allows; nothing stronger may be written."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from miqyas.evidence.facts import EvidenceFacts, Wanted
from miqyas.evidence.ladders.level import Level
from miqyas.evidence.thresholds import SUPPORTS_A_LINK
from miqyas.results.estimate import Estimate

Strength: TypeAlias = Literal["raised", "probably", "may", "unknown", "associated"]
LinkStrength: TypeAlias = Literal["supported", "uncertain", "contradicted", "none"]

# From the weakest to the strongest claim of a cause; “associated” claims none.
STRENGTHS: tuple[Strength, ...] = ("unknown", "associated", "may", "probably", "raised")

_BY_LEVEL: dict[int, Strength] = {4: "raised", 3: "probably", 2: "may", 1: "unknown"}


def strength(grade: Level, facts: EvidenceFacts) -> Strength:
    """Cap the wording of an effect by its GRADE level.

    Parameters
    ----------
    grade : Level
        The GRADE level of the effect.
    facts : EvidenceFacts
        The facts it was computed from: interval and comparison.

    Returns
    -------
    str
        ``'unknown'`` when the interval includes zero or is not known, whatever the level; ``'associated'``
        when there is no comparison or no level: a difference may be described, never attributed; else by
        level.

    Examples
    --------
    >>> from miqyas.evidence.ladders import grade
    >>> facts = EvidenceFacts(comparison="none", outcome_data="before_after", low=1.0, high=2.0)
    >>> strength(grade(facts), facts)
    'associated'
    """
    if facts.includes_zero is not False:
        return "unknown"
    if grade.level is None or facts.comparison in {None, "none"}:
        return "associated"
    return _BY_LEVEL[grade.level]


def link_strength(
    levels: Mapping[str, Level], estimate: Estimate | None, wanted: Wanted | None
) -> LinkStrength:
    """Say how a link of the theory is drawn.

    Parameters
    ----------
    levels : mapping of str
        Levels by ladder; GRADE decides, the others are shown beside it.
    estimate : Estimate or None
        The effect found on the link.
    wanted : {'increase', 'decrease'} or None
        Direction that the theory expects.

    Returns
    -------
    str
        ``'none'`` without estimate or GRADE level; ``'uncertain'`` when the interval includes zero, the level
        is low or the direction is not said; else ``'supported'`` or ``'contradicted'``.
    """
    grade = levels.get("grade")
    if estimate is None or grade is None or grade.level is None:
        return "none"
    is_weak = grade.level < SUPPORTS_A_LINK.value or estimate.low <= 0 <= estimate.high
    if is_weak or wanted is None:
        return "uncertain"
    return "supported" if (estimate.value > 0) == (wanted == "increase") else "contradicted"
