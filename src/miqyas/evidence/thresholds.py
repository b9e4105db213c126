"""The limits that decide when a fact becomes a concern: all of them, in one place, each with its source.

Most are **our declared reading**: the sources name the concern and leave the figure to the reviewer. Where a
source gives a figure that we could not read ourselves, we do not quote it. Changing one of these is a new
version of the ladders, written in CHANGELOG.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Threshold:
    """One limit.

    Attributes
    ----------
    value : float
        Rates between 0 and 1, counts as they are.
    meaning : str
        What happens beyond it.
    source : str
        Where the figure, or the concern, comes from.
    """

    value: float
    meaning: str
    source: str


_OURS_ATTRITION = (
    "Our declared reading. The What Works Clearinghouse (Deke and Chiang, Evaluation Review 41(2), 2017) judges "
    "overall and differential attrition together along a boundary; we take a simple rectangle and quote none of "
    "its figures."
)

ATTRITION_OVERALL = Threshold(0.20, "share of units without outcome that is a concern", _OURS_ATTRITION)
ATTRITION_DIFFERENTIAL = Threshold(0.05, "gap between arms that is a concern", _OURS_ATTRITION)
ATTRITION_OVERALL_SEVERE = Threshold(0.40, "share of units without outcome that is severe", _OURS_ATTRITION)
ATTRITION_DIFFERENTIAL_SEVERE = Threshold(0.10, "gap between arms that is severe", _OURS_ATTRITION)

CONTAMINATION = Threshold(
    0.10,
    "share of the comparison group that received the intervention, a concern above it",
    "Our declared reading of “limited or, ideally, no contamination” (What Works Growth, Maryland scale, level 5).",
)

FEW_CLUSTERS = Threshold(
    30,
    "fewer clusters than this make an interval too sure of itself",
    "Our declared reading. Cameron and Miller, Journal of Human Resources 50(2), 2015, name no single figure.",
)
FEW_UNITS = Threshold(
    100,
    "fewer units than this make an estimate fragile",
    "Our declared reading. GRADE guidelines 6 (J Clin Epidemiol 2011) ask for an optimal information size, which "
    "depends on the outcome; the power room will compute it.",
)

BIAS_VERY_SERIOUS = Threshold(
    3,
    "so many separate concerns of bias rate down by two instead of one",
    "Our declared reading: GRADE leaves “serious” or “very serious” to the reviewer.",
)

LARGE_EFFECT = Threshold(
    2.0,
    "risk ratio of at least this, or at most its inverse, rates up by one",
    "GRADE guidelines 9, J Clin Epidemiol 2011;64:1311-6.",
)
VERY_LARGE_EFFECT = Threshold(
    5.0,
    "risk ratio of at least this, or at most its inverse, rates up by two",
    "GRADE guidelines 9, J Clin Epidemiol 2011;64:1311-6.",
)

ENOUGH_SITES = Threshold(
    2,
    "places other than the first where others ran it and the effect held",
    "Our declared reading of “multiple replication” (Nesta Standards of Evidence, 2013, level 5).",
)

SUPPORTS_A_LINK = Threshold(
    3,
    "GRADE level from which a link of the theory is drawn as supported or contradicted",
    "Our declared reading: moderate certainty is the first at which an effect is stated, with “probably”.",
)

ALL = {
    name: value for name, value in sorted(globals().items()) if isinstance(value, Threshold)
}  # for docs/evidence/ladders.md
