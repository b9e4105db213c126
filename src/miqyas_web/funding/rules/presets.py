"""Where a call starts from: presets as data, each with its source. Everything may be changed afterwards.

The figures of the preset ``indh`` are those read of the transversal programme of the INDH (facts of the project, section
1); whether they still hold is for the funder to check, and the page says so.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.enums import Preset, StageKind, ValuePolicy
from miqyas_web.funding.rules.limits import FloorIndex

Rule = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Start:
    """What one preset fills in."""

    says: "str | Promise"
    source: "str | Promise" = ""
    stages: tuple[StageKind, ...] = (StageKind.FULL,)
    eligibility: tuple[Rule, ...] = ()
    limits: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    # Share of the budget that regional floors hold, and how it is shared out.
    floors: tuple[str, int] | None = None


STARTS: dict[str, Start] = {
    Preset.INDH: Start(
        says=_(
            "One file by project, at most 250,000 MAD and 70 % of its cost, two years after any earlier support, "
            "and floors by region in proportion to the population."
        ),
        source=_(
            "In the manner of the transversal programme of the INDH, as its public documents describe it. Check that "
            "each figure still holds before you publish."
        ),
        eligibility=(
            {
                "key": "organisation_kind",
                "kind": "organisation_kind",
                "values": {"kinds": ["association", "cooperative", "individual", "social_startup"]},
            },
            {"key": "asked_at_most", "kind": "asked_at_most", "values": {"value": "250000"}},
            {"key": "cofunding_at_least", "kind": "cofunding_at_least", "values": {"value": "30"}},
            {"key": "delay_since_support", "kind": "delay_since_support", "values": {"value": "2"}},
        ),
        limits={"most_per_applicant": 1, "most_mad": "250000.00", "value": ValuePolicy.SCORE.value},
        settings={"reviews_by_file": 3, "appeal_days": 30},
        floors=(FloorIndex.POPULATION, 50),
    ),
    Preset.FOUNDATION: Start(
        says=_(
            "A concept note first, then the whole file of those retained; the theory of change must hold."
        ),
        stages=(StageKind.CONCEPT, StageKind.FULL),
        eligibility=(
            {
                "key": "organisation_kind",
                "kind": "organisation_kind",
                "values": {"kinds": ["association", "cooperative", "social_startup", "university"]},
            },
            {"key": "theory_at_least", "kind": "theory_at_least", "values": {"value": "40"}},
        ),
        limits={"most_per_applicant": 1, "value": ValuePolicy.SCORE_AMOUNT.value},
        settings={"reviews_by_file": 3},
    ),
    Preset.PUBLIC_FUND: Start(
        says=_(
            "One stage read by three people, floors by region, several levels of funding, the lot drawn where the "
            "ranking cannot tell."
        ),
        eligibility=(
            {"key": "indicators_at_least", "kind": "indicators_at_least", "values": {"value": "2"}},
            {"key": "sent_at_most", "kind": "sent_at_most", "values": {"value": "2"}},
        ),
        limits={
            "levels": [
                {"cost": 0.6, "value": 0.72},
                {"cost": 0.8, "value": 0.88},
                {"cost": 1.0, "value": 1.0},
            ],
            "most_per_applicant": 2,
            "value": ValuePolicy.SCORE_AMOUNT.value,
        },
        settings={"reviews_by_file": 3, "uses_lottery": True},
        floors=(FloorIndex.POPULATION, 40),
    ),
    Preset.ACCELERATION: Start(
        says=_("A short note, an interview, and young structures only; small equal amounts."),
        stages=(StageKind.CONCEPT, StageKind.INTERVIEW),
        eligibility=(
            {
                "key": "organisation_kind",
                "kind": "organisation_kind",
                "values": {"kinds": ["social_startup", "cooperative", "individual"]},
            },
            {"key": "months_at_most", "kind": "months_at_most", "values": {"value": "18"}},
        ),
        limits={"most_per_applicant": 1, "value": ValuePolicy.SCORE.value},
        settings={"reviews_by_file": 2},
    ),
    Preset.BLANK: Start(says=_("An empty call: you write everything.")),
}
