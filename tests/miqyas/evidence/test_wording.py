"""The wording is capped by the evidence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.miqyas.evidence.studies import BEFORE_AFTER, FALL, NOTHING, RISE, SOUND_TRIAL

from miqyas.design.designs import design_named
from miqyas.design.plan import Plan
from miqyas.errors import ContradictoryFacts, UnknownField
from miqyas.evidence.facts import EvidenceFacts
from miqyas.evidence.gather import facts_of_study
from miqyas.evidence.ladders import grade, maryland
from miqyas.evidence.wording import link_strength, strength
from miqyas.results.check import CheckResult
from miqyas.results.table import Table


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "raised"),
        ({"sealed_before_data": False}, "probably"),
        ({"attrition_overall": 0.5}, "may"),
        ({"attrition_overall": 0.5, "indirectness": "some"}, "unknown"),
        ({"low": -1.0}, "unknown"),
        ({"low": 0.0}, "unknown"),
        ({"low": None}, "unknown"),
        ({"contamination_rate": None}, "associated"),
    ],
)
def test_strength_follows_the_level(changes, expected):
    facts = replace(SOUND_TRIAL, **changes)
    assert strength(grade(facts), facts) == expected


def test_no_comparison_is_an_association_whatever_its_level():
    assert strength(grade(BEFORE_AFTER), BEFORE_AFTER) == "associated"


@given(low=st.floats(-1e6, 0), high=st.floats(0, 1e6))
def test_interval_with_zero_never_says_raised(low, high):
    facts = replace(SOUND_TRIAL, low=low, high=high, value=(low + high) / 2)
    assert strength(grade(SOUND_TRIAL), facts) == "unknown"


@pytest.mark.parametrize(
    ("changes", "estimate", "wanted", "expected"),
    [
        ({}, RISE, "increase", "supported"),
        ({}, RISE, "decrease", "contradicted"),
        ({}, FALL, "decrease", "supported"),
        ({}, FALL, "increase", "contradicted"),
        ({}, RISE, None, "uncertain"),
        ({}, NOTHING, "increase", "uncertain"),
        ({"sealed_before_data": False}, RISE, "increase", "supported"),
        ({"attrition_overall": 0.5}, RISE, "increase", "uncertain"),
        ({"contamination_rate": None}, RISE, "increase", "none"),
        ({}, None, "increase", "none"),
    ],
)
def test_link_is_drawn_by_grade_and_direction(changes, estimate, wanted, expected):
    facts = replace(SOUND_TRIAL, **changes)
    levels = {"grade": grade(facts), "maryland": maryland(facts)}
    assert link_strength(levels, estimate, wanted) == expected


def test_link_without_grade_is_not_established():
    assert link_strength({"maryland": maryland(SOUND_TRIAL)}, RISE, "increase") == "none"


PLAN = Plan(
    question="Le crédit augmente-t-il l'emprunt ?",
    design="cluster_randomised",
    outcome="loans",
    treatment="credit",
    cluster="village",
)
DESIGN = design_named("cluster_randomised")


def check(name, passed, **facts):
    return CheckResult(name, passed, Table((), ()), {}, facts)


def test_facts_of_a_study_are_gathered():
    facts = facts_of_study(
        RISE,
        design=DESIGN,
        balance=check("balance", True),
        attrition=check("attrition", True, overall=0.08, differential=-0.01, n_missing=400),
        sealed=PLAN,
        done=replace(PLAN, outcome="profit", level=0.9),
        sealed_before_data=True,
        declared={"outcome_data": "after", "contamination_rate": 0.02, "indirectness": "none"},
    )
    assert facts == EvidenceFacts(
        comparison="random", analysed_as_assigned=True, n_studies=1, value=RISE.value, low=RISE.low,
        high=RISE.high, p_value=RISE.p_value, n=5513, n_clusters=162, unit="MAD", balance_shown=True,
        balance_passed=True, attrition_overall=0.08, attrition_differential=-0.01, plan_sealed=True,
        sealed_before_data=True, changed_after_sealing=("outcome",), outcome_data="after",
        contamination_rate=0.02, indirectness="none",
    )  # fmt: skip


def test_plan_of_someone_who_saw_the_data_is_retrospective():
    facts = facts_of_study(RISE, design=DESIGN, sealed=replace(PLAN, data_seen=True), sealed_before_data=True)
    assert facts.sealed_before_data is False


def test_what_dates_cannot_tell_may_be_declared():
    facts = facts_of_study(RISE, design=DESIGN, sealed=PLAN, declared={"sealed_before_data": True})
    assert facts.sealed_before_data is True
    with pytest.raises(ContradictoryFacts):
        facts_of_study(
            RISE,
            design=DESIGN,
            sealed=PLAN,
            sealed_before_data=False,
            declared={"sealed_before_data": True},
        )


def test_file_without_missing_outcomes_says_nothing_of_losses():
    complete = check("attrition", None, overall=0.0, differential=0.0, n_missing=0)
    facts = facts_of_study(RISE, design=DESIGN, attrition=complete, balance=check("balance", None))
    assert (facts.attrition_overall, facts.balance_passed, facts.plan_sealed) == (None, None, False)
    declared = {"attrition_overall": 0.08, "attrition_differential": 0.01}
    assert (
        facts_of_study(RISE, design=DESIGN, attrition=complete, declared=declared).attrition_overall == 0.08
    )


def test_what_was_computed_cannot_be_declared():
    with pytest.raises(ContradictoryFacts):
        facts_of_study(RISE, design=DESIGN, declared={"low": 900.0})
    with pytest.raises(UnknownField):
        facts_of_study(RISE, design=DESIGN, declared={"level": 5})
