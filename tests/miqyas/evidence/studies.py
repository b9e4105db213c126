"""Situations that return in the tests of evidence."""

from miqyas.evidence.facts import EvidenceFacts
from miqyas.results.estimate import Estimate

SOUND_TRIAL = EvidenceFacts(
    theory_complete=True,
    outcome_data="after",
    comparison="random",
    balance_shown=True,
    balance_passed=True,
    attrition_overall=0.08,
    attrition_differential=0.01,
    contamination_rate=0.02,
    analysed_as_assigned=True,
    plan_sealed=True,
    sealed_before_data=True,
    changed_after_sealing=(),
    n=5513,
    n_clusters=162,
    value=1121.8,
    low=617.4,
    high=1626.2,
    p_value=0.00003,
    unit="MAD",
    wanted="increase",
    indirectness="none",
    n_studies=1,
    independent_evaluation=True,
    cost_data=True,
    cost_reasonable=True,
    manual=True,
    n_other_sites=2,
)

SOUND_COMPARISON = EvidenceFacts(
    theory_complete=True,
    outcome_data="before_after",
    positive_change=True,
    comparison="before_after_both",
    comparison_justified=True,
    balance_shown=True,
    balance_passed=True,
    attrition_overall=0.05,
    attrition_differential=0.0,
    contamination_rate=0.0,
    plan_sealed=True,
    sealed_before_data=True,
    changed_after_sealing=(),
    n=900,
    n_clusters=60,
    value=4.0,
    low=2.0,
    high=6.0,
    wanted="increase",
    indirectness="none",
    n_studies=1,
    risk_ratio=2.5,
    dose_response=True,
)

BEFORE_AFTER = EvidenceFacts(
    theory_complete=True,
    outcome_data="before_after",
    positive_change=True,
    comparison="none",
    controls_adequate=False,
    plan_sealed=False,
    n=400,
    n_clusters=400,
    value=3.0,
    low=1.0,
    high=5.0,
    wanted="increase",
    indirectness="none",
    n_studies=1,
)

RISE = Estimate("ITT", 1121.78, 253.4, 80.0, 0.00003, 617.4, 1626.2, 0.95, 5513, 162, 0, 2330.2, "MAD", "ITT")
FALL = Estimate("ITT", -0.42, 0.1, 98.0, 0.0001, -0.62, -0.22, 0.9, 100, 100, 3, 1.5, "", "ITT")
NOTHING = Estimate("ITT", -54.38, 42.2, 80.0, 0.2, -138.3, 29.6, 0.95, 5513, 162, 0, 3057.0, "MAD", "ITT")
