"""The most that one study of a design can show: the ladders climbed with everything else as good as it can be."""

from dataclasses import dataclass

from miqyas.design.designs import design_named
from miqyas.evidence.facts import EvidenceFacts, OutcomeData
from miqyas.evidence.ladders import Level, grade, maryland, nesta

# Outcomes measured before as well raise what some comparisons can carry.
_ORDER: tuple[OutcomeData, ...] = ("none", "after", "before_after", "panel")


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest level of one study on each ladder, with its reasons; None on a ladder that cannot judge it."""

    nesta: Level
    maryland: Level
    grade: Level


def ceiling_of(design: str, *, outcome_data: OutcomeData = "none") -> Ceiling:
    """Compute how high a design can climb.

    One study, flawless: nobody lost, groups alike, plan sealed before the data, an effect that is clear, large enough
    and measured on many. What takes further studies (other evaluators, other places) is left unsaid, so Nesta stops at 3.

    Parameters
    ----------
    design : str
        Key of `miqyas.design.designs.DESIGNS`.
    outcome_data : str
        When outcomes would be measured, if that is more than the design asks.

    Examples
    --------
    >>> found = ceiling_of("individually_randomised")
    >>> found.nesta.level, found.maryland.level, found.grade.level
    (3, 5, 4)
    """
    known = design_named(design)
    least: OutcomeData = known.outcome_data  # type: ignore[assignment]  # a word of the same list, tested
    measured = max(least, outcome_data, key=_ORDER.index) if least != "none" else "none"
    facts = EvidenceFacts(
        theory_complete=True,
        positive_change=True,
        comparison=known.comparison,  # type: ignore[arg-type]  # a word of the same list, tested
        outcome_data=measured,
        comparison_justified=True,
        controls_adequate=True,
        balance_shown=True,
        balance_passed=True,
        attrition_overall=0.0,
        attrition_differential=0.0,
        contamination_rate=0.0,
        non_compliance_rate=0.0,
        analysed_as_assigned=True if known.comparison == "random" else None,
        plan_sealed=True,
        sealed_before_data=True,
        changed_after_sealing=(),
        n=10_000,
        n_clusters=10_000,
        value=1.0,
        low=0.8,
        high=1.2,
        p_value=0.0001,
        wanted="increase",
        indirectness="none",
        n_studies=1,
    )
    return Ceiling(nesta(facts), maryland(facts), grade(facts))
