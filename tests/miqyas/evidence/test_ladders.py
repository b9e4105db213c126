"""Each rule of each ladder, as a table: these facts, that level, for that reason."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.miqyas.evidence.studies import BEFORE_AFTER, SOUND_COMPARISON, SOUND_TRIAL

from miqyas.errors import ContradictoryFacts, InvalidField, UnknownField
from miqyas.evidence.facts import CHOICES, EvidenceFacts
from miqyas.evidence.ladders import LADDERS, grade, maryland, nesta
from miqyas.evidence.words.inputs import INPUTS
from miqyas.types import LANGUAGES

TRIAL, COMPARED, ALONE = SOUND_TRIAL, SOUND_COMPARISON, BEFORE_AFTER
LADDER = {"nesta": nesta, "maryland": maryland, "grade": grade}


def downs(level):
    return [reason.key for reason in level.reasons if reason.direction == "down"]


@pytest.mark.parametrize(
    ("study", "changes", "level", "lowered_by"),
    [
        (TRIAL, {}, 5, []),
        (TRIAL, {"balance_passed": False}, 4, ["unbalanced"]),
        (TRIAL, {"balance_shown": False, "balance_passed": None}, 4, ["balance_not_shown"]),
        (TRIAL, {"attrition_overall": 0.2}, 5, []),
        (TRIAL, {"attrition_overall": 0.21}, 4, ["attrition_high"]),
        (TRIAL, {"attrition_differential": -0.06}, 4, ["attrition_high"]),
        (TRIAL, {"attrition_differential": 0.11}, 3, ["attrition_severe"]),
        (TRIAL, {"attrition_overall": 0.41}, 3, ["attrition_severe"]),
        (TRIAL, {"contamination_rate": 0.3}, 4, ["contamination_high"]),
        (TRIAL, {"contamination_rate": 0.3, "balance_passed": False, "attrition_overall": 0.5}, 1,
         ["unbalanced", "attrition_severe", "contamination_high"]),
        (COMPARED, {}, 3, []),
        (COMPARED, {"comparison": "panel_fixed_effects"}, 3, []),
        (COMPARED, {"comparison": "synthetic_control"}, 3, []),
        (COMPARED, {"comparison_justified": False}, 2, ["not_justified"]),
        (COMPARED, {"comparison_justified": False, "balance_passed": False}, 1,
         ["not_justified", "unbalanced"]),
        (COMPARED, {"comparison": "matched"}, 3, []),
        (COMPARED, {"comparison": "matched", "outcome_data": "after"}, 2, ["matched_without_before"]),
        (COMPARED, {"comparison": "instrument"}, 4, []),
        (COMPARED, {"comparison": "threshold", "comparison_justified": False}, 3, ["not_justified"]),
        (ALONE, {}, 1, ["no_controls"]),
        (ALONE, {"controls_adequate": True}, 2, []),
        (ALONE, {"comparison": "untreated", "outcome_data": "after", "controls_adequate": True}, 2, []),
        (ALONE, {"comparison": "untreated", "outcome_data": "after"}, 1, ["no_controls"]),
        (ALONE, {"outcome_data": "after"}, None, ["after_only"]),
        (ALONE, {"outcome_data": "none"}, None, ["no_outcome_data"]),
        (ALONE, {"comparison": "modelling"}, None, ["not_scoreable"]),
        (ALONE, {"comparison": "opinion_survey"}, None, ["not_scoreable"]),
    ],
)  # fmt: skip
def test_maryland_rule(study, changes, level, lowered_by):
    found = maryland(replace(study, **changes))
    assert (found.level, downs(found)) == (level, lowered_by)


@pytest.mark.parametrize(
    ("study", "changes", "level", "lowered_by"),
    [
        (TRIAL, {}, 5, []),
        (TRIAL, {"theory_complete": False}, 0, ["no_account"]),
        (TRIAL, {"manual": False}, 4, ["not_scaled"]),
        (TRIAL, {"n_other_sites": 1}, 4, ["not_scaled"]),
        (TRIAL, {"independent_evaluation": False}, 3, ["not_confirmed"]),
        (TRIAL, {"cost_reasonable": False}, 3, ["not_confirmed"]),
        (TRIAL, {"low": -10.0}, 1, ["effect_not_established"]),
        (TRIAL, {"wanted": "decrease"}, 1, ["effect_unwanted"]),
        (TRIAL, {"low": -10.0, "outcome_data": "before_after", "positive_change": True}, 2,
         ["effect_not_established"]),
        (TRIAL, {"balance_passed": False, "attrition_overall": 0.5}, 1, ["weak_comparison"]),
        (COMPARED, {"independent_evaluation": False}, 3, ["not_confirmed"]),
        (COMPARED, {"comparison_justified": False}, 2, ["weak_comparison"]),
        (ALONE, {}, 2, ["weak_comparison"]),
        (ALONE, {"positive_change": False}, 1, ["no_change"]),
        (ALONE, {"outcome_data": "after"}, 1, ["no_follow_up"]),
        (ALONE, {"outcome_data": "none"}, 1, ["no_follow_up"]),
    ],
)  # fmt: skip
def test_nesta_rule(study, changes, level, lowered_by):
    found = nesta(replace(study, **changes))
    assert (found.level, downs(found)) == (level, lowered_by)


@pytest.mark.parametrize(
    ("study", "changes", "level", "lowered_by"),
    [
        (TRIAL, {}, 4, []),
        (TRIAL, {"sealed_before_data": False}, 3, ["bias_serious", "sealed_after_data"]),
        (TRIAL, {"plan_sealed": False, "sealed_before_data": None, "changed_after_sealing": None}, 3,
         ["bias_serious", "not_sealed"]),
        (TRIAL, {"changed_after_sealing": ("outcome",)}, 3, ["bias_serious", "changed"]),
        (TRIAL, {"balance_passed": False}, 3, ["bias_serious", "unbalanced"]),
        (TRIAL, {"contamination_rate": 0.2}, 3, ["bias_serious", "contamination_high"]),
        (TRIAL, {"analysed_as_assigned": False}, 3, ["bias_serious", "not_as_assigned"]),
        (TRIAL, {"non_compliance_rate": 0.83}, 4, []),
        (TRIAL, {"attrition_overall": 0.3}, 3, ["bias_serious", "attrition_high"]),
        (TRIAL, {"attrition_overall": 0.5}, 2, ["bias_very_serious", "attrition_severe"]),
        (TRIAL, {"balance_passed": False, "sealed_before_data": False}, 3,
         ["bias_serious", "unbalanced", "sealed_after_data"]),
        (TRIAL, {"balance_passed": False, "sealed_before_data": False, "contamination_rate": 0.2}, 2,
         ["bias_very_serious", "unbalanced", "contamination_high", "sealed_after_data"]),
        (TRIAL, {"low": -1.0}, 3, ["interval_includes_zero"]),
        (TRIAL, {"low": 0.0}, 3, ["interval_includes_zero"]),
        (TRIAL, {"n_clusters": 29}, 3, ["few_units"]),
        (TRIAL, {"n": 99, "n_clusters": 99}, 3, ["few_units"]),
        (TRIAL, {"low": -1.0, "n_clusters": 10}, 2, ["interval_includes_zero", "few_units"]),
        (TRIAL, {"indirectness": "some"}, 3, ["indirectness_some"]),
        (TRIAL, {"indirectness": "major"}, 2, ["indirectness_major"]),
        (TRIAL, {"n_studies": 4, "heterogeneity": "none", "small_study_asymmetry": "none"}, 4, []),
        (TRIAL, {"n_studies": 4, "heterogeneity": "some", "small_study_asymmetry": "none"}, 3,
         ["inconsistency_some"]),
        (TRIAL, {"n_studies": 4, "heterogeneity": "none", "small_study_asymmetry": "major"}, 2,
         ["publication_major"]),
        (TRIAL, {"indirectness": "major", "low": -1.0, "n_clusters": 5, "attrition_overall": 0.5}, 1,
         ["bias_very_serious", "attrition_severe", "indirectness_major", "interval_includes_zero",
          "few_units"]),
        (COMPARED, {}, 4, []),
        (COMPARED, {"risk_ratio": None, "dose_response": None}, 2, []),
        (COMPARED, {"dose_response": None}, 3, []),
        (COMPARED, {"dose_response": None, "risk_ratio": 0.4}, 3, []),
        (COMPARED, {"dose_response": None, "risk_ratio": 0.2}, 4, []),
        (COMPARED, {"dose_response": None, "risk_ratio": 1.9}, 2, []),
        (COMPARED, {"dose_response": None, "risk_ratio": None, "confounding_would_reduce_effect": True}, 3, []),
        (COMPARED, {"balance_passed": False}, 1, ["bias_serious", "unbalanced"]),
        (ALONE, {}, 1, ["bias_very_serious", "no_comparison", "no_controls", "not_sealed"]),
        (ALONE, {"comparison": "untreated", "controls_adequate": True, "risk_ratio": 9.0}, 1,
         ["bias_serious", "not_sealed"]),
        (ALONE, {"comparison": "modelling"}, None, ["not_scoreable"]),
        (ALONE, {"outcome_data": "none"}, None, ["no_outcome_data"]),
    ],
)  # fmt: skip
def test_grade_rule(study, changes, level, lowered_by):
    found = grade(replace(study, **changes))
    assert (found.level, downs(found)) == (level, lowered_by)


def test_one_study_says_what_it_cannot_judge():
    keys = {reason.key: reason.direction for reason in grade(TRIAL).reasons}
    assert keys["one_study_inconsistency"] == keys["one_study_publication"] == "holds"


def test_nothing_said_is_not_the_lowest_level():
    empty = EvidenceFacts()
    assert [ladder(empty).level for ladder in LADDER.values()] == [None, None, None]
    assert nesta(empty).missing == ("theory_complete",)
    assert maryland(empty).missing == grade(empty).missing == ("outcome_data", "comparison")
    assert maryland(empty).label["fr"] == "Non établi"


@pytest.mark.parametrize(
    ("ladder", "study", "removed"),
    [
        (maryland, TRIAL, "balance_passed"),
        (maryland, TRIAL, "attrition_overall"),
        (maryland, TRIAL, "attrition_differential"),
        (maryland, TRIAL, "contamination_rate"),
        (maryland, COMPARED, "comparison_justified"),
        (maryland, ALONE, "controls_adequate"),
        (grade, TRIAL, "plan_sealed"),
        (grade, TRIAL, "sealed_before_data"),
        (grade, TRIAL, "changed_after_sealing"),
        (grade, TRIAL, "analysed_as_assigned"),
        (grade, TRIAL, "low"),
        (grade, TRIAL, "n_clusters"),
        (grade, TRIAL, "indirectness"),
        (grade, TRIAL, "n_studies"),
        (grade, ALONE, "controls_adequate"),
    ],
)
def test_missing_input_is_named_and_nothing_is_established(ladder, study, removed):
    shown = {"balance_shown": None} if removed == "balance_passed" else {}
    found = ladder(replace(study, **{removed: None}, **shown))
    assert (found.level, found.missing) == (None, (removed,))
    assert found.label["en"] == "Not established"
    assert found.to_attach("fr") == (INPUTS[removed].attach["fr"],)


@pytest.mark.parametrize(
    ("removed", "level"),
    [("outcome_data", 1), ("wanted", 1), ("cost_data", 3), ("n_other_sites", 4)],
)
def test_nesta_keeps_what_is_reached_and_names_what_the_next_level_needs(removed, level):
    also = {"cost_reasonable": None} if removed == "cost_data" else {}
    found = nesta(replace(TRIAL, **{removed: None}, **also))
    assert found.level == level
    assert removed in found.missing


def test_several_studies_ask_for_their_synthesis():
    assert grade(replace(TRIAL, n_studies=3)).missing == ("heterogeneity", "small_study_asymmetry")


@pytest.mark.parametrize(
    "facts",
    [
        {"comparison": "random forest"},
        {"attrition_overall": 1.2},
        {"attrition_differential": -3.0},
        {"attrition_overall": True},
        {"n": -1},
        {"n": 2.0},
        {"value": float("nan")},
        {"risk_ratio": 0},
        {"plan_sealed": "yes"},
        {"changed_after_sealing": "outcome"},
        {"unit": 3},
    ],
)
def test_fact_that_cannot_be_is_refused(facts):
    with pytest.raises(InvalidField):
        EvidenceFacts.from_dict(facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"low": 2.0, "high": 1.0},
        {"low": 1.0, "high": 2.0, "value": 5.0},
        {"plan_sealed": False, "sealed_before_data": True},
        {"plan_sealed": False, "changed_after_sealing": ["outcome"]},
        {"balance_shown": False, "balance_passed": True},
        {"cost_data": False, "cost_reasonable": True},
        {"n": 10, "n_clusters": 11},
    ],
)
def test_facts_that_contradict_each_other_are_refused(facts):
    with pytest.raises(ContradictoryFacts):
        EvidenceFacts.from_dict(facts)


def test_misspelt_fact_is_refused():
    with pytest.raises(UnknownField):
        EvidenceFacts.from_dict({"atrition_overall": 0.1})


def test_facts_go_through_json_and_back():
    assert EvidenceFacts.from_dict(TRIAL.to_dict()) == TRIAL
    assert EvidenceFacts().to_dict() == {}


# Properties: any facts at all.

FLAG = st.none() | st.booleans()
RATE = st.none() | st.sampled_from([0.0, 0.05, 0.1, 0.15, 0.3, 0.5, 1.0])
KINDS = {
    **{name: st.none() | st.sampled_from(choices) for name, choices in CHOICES.items()},
    "attrition_overall": RATE,
    "contamination_rate": RATE,
    "non_compliance_rate": RATE,
    "attrition_differential": st.none() | st.sampled_from([-0.2, -0.07, 0.0, 0.04, 0.09]),
    "n": st.sampled_from([None, 500, 5000]),
    "n_clusters": st.sampled_from([None, 12, 30, 500]),
    "n_studies": st.sampled_from([None, 1, 3]),
    "n_other_sites": st.sampled_from([None, 0, 2]),
    "risk_ratio": st.sampled_from([None, 0.1, 0.4, 1.0, 3.0, 6.0]),
    "changed_after_sealing": st.sampled_from([None, (), ("outcome",)]),
    "value": st.sampled_from([None, 1.0]),
    "low": st.sampled_from([None, -1.0, 0.5]),
    "high": st.sampled_from([None, 2.0]),
    "p_value": st.none(),
    "unit": st.none(),
}


@st.composite
def any_facts(draw):
    said = {f.name: draw(KINDS.get(f.name, FLAG)) for f in fields(EvidenceFacts)}
    if draw(st.booleans()):  # a study known well enough to be placed
        base = draw(st.sampled_from([TRIAL, COMPARED, ALONE]))
        said = {name: getattr(base, name) if draw(st.booleans()) else value for name, value in said.items()}
    if said["plan_sealed"] is False:
        said["sealed_before_data"] = said["changed_after_sealing"] = None
    if said["balance_shown"] is False:
        said["balance_passed"] = None
    if said["cost_data"] is False:
        said["cost_reasonable"] = None
    if said["value"] == 1121.8 or said["low"] == 617.4 or said["high"] == 1626.2:
        said |= {"value": 1121.8, "low": 617.4, "high": 1626.2}
    elif said["value"] is not None or said["low"] is not None:
        said |= {"value": 1.0, "high": 2.0, "low": -1.0 if said["low"] == -1.0 else 0.5}
    if said["n"] is not None and said["n_clusters"] is not None:
        said["n_clusters"] = min(said["n"], said["n_clusters"])
    return EvidenceFacts(**said)


def height(level):
    return -1 if level.level is None else level.level


@pytest.mark.parametrize("name", LADDER)
@given(facts=any_facts(), data=st.data())
def test_removing_an_input_never_raises_a_level(name, facts, data):
    removed = data.draw(st.sampled_from([f.name for f in fields(EvidenceFacts)]))
    assert height(LADDER[name](replace(facts, **{removed: None}))) <= height(LADDER[name](facts))


FLAWS = (
    {"balance_passed": False},
    {"attrition_overall": 0.6},
    {"attrition_differential": 0.3},
    {"contamination_rate": 0.9},
    {"analysed_as_assigned": False},
    {"comparison_justified": False},
    {"controls_adequate": False},
    {"positive_change": False},
    {"plan_sealed": True, "sealed_before_data": False},
    {"plan_sealed": False, "sealed_before_data": None, "changed_after_sealing": None},
    {"plan_sealed": True, "changed_after_sealing": ("outcome", "treatment")},
    {"n_clusters": 4},
    {"indirectness": "major"},
    {"heterogeneity": "major"},
    {"small_study_asymmetry": "some"},
    {"independent_evaluation": False},
    {"manual": False},
    {"n_other_sites": 0},
    {"theory_complete": False},
    {"dose_response": False},
    {"risk_ratio": 1.0},
)


@pytest.mark.parametrize("name", LADDER)
@given(facts=any_facts(), flaw=st.sampled_from(FLAWS))
def test_a_flaw_never_raises_an_established_level(name, facts, flaw):
    before = LADDER[name](facts)
    if before.level is None:
        return  # a flaw that fills a gap may establish a low level: that is knowledge, not praise
    shown = {"balance_shown": None} if "balance_passed" in flaw else {}
    assert height(LADDER[name](replace(facts, **flaw, **shown))) <= before.level


@pytest.mark.parametrize("name", LADDER)
@given(facts=any_facts())
def test_every_answer_is_explained_in_three_languages(name, facts):
    found = LADDER[name](facts)
    assert found.ladder == name
    assert set(LADDERS[name]) == set(found.label) == set(LANGUAGES)
    assert found.reasons or found.missing
    assert found.level is not None or found.missing or downs(found)
    for reason in found.reasons:
        assert set(reason.text) == set(LANGUAGES)
        assert all(text and "{" not in text for text in reason.text.values())
    assert all(found.to_attach(language) is not None for language in LANGUAGES)
    assert len(found.to_attach("ar")) == len(found.missing)
