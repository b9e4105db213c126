"""The adviser, answer by answer: what each need decides, that an added possibility never removes a design."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miqyas.design.advice import advise, rules
from miqyas.design.designs import DESIGNS
from miqyas.errors import InvalidField, UnknownField
from miqyas.evidence.ceilings import ceiling_of
from miqyas.types import LANGUAGES

QUESTIONS = rules().questions
MOST = {key: question.options[-1] for key, question in QUESTIONS.items()}
ANSWERS = st.fixed_dictionaries(
    {key: st.sampled_from(question.options) for key, question in QUESTIONS.items()}
)


def possible(answers):
    return [found.rule.key for found in advise(answers) if found.is_possible]


def test_rules_speak_three_languages_and_lead_to_known_designs():
    assert rules().version == "1"
    for question in QUESTIONS.values():
        for words in (question.text, question.short, *question.labels.values()):
            assert all(words[language].strip() for language in LANGUAGES)
        assert set(question.labels) == set(question.options)
    for rule in rules().designs:
        assert {rule.design, rule.ceiling} <= set(DESIGNS)
        assert rule.next in {"draw", "plan", "theory", "library"}
        assert rule.cost in {1, 2, 3}
        for words in (rule.says, rule.assumes, rule.collect):
            assert all(words[language].strip() for language in LANGUAGES)
        assert all(least in QUESTIONS[name].options for name, least in rule.needs.items())


def test_every_design_is_possible_where_everything_is_allowed():
    assert possible(MOST) == [rule.key for rule in rules().designs]


def test_where_nothing_is_allowed_the_qualitative_designs_remain():
    assert possible({}) == ["contribution_analysis", "process_tracing", "most_significant_change"]


@pytest.mark.parametrize(
    ("key", "name"), [(rule.key, name) for rule in rules().designs for name in rule.needs], ids="-".join
)
def test_each_need_alone_decides(key, name):
    rule = next(rule for rule in rules().designs if rule.key == key)
    options = QUESTIONS[name].options
    least = options.index(rule.needs[name])
    for place, option in enumerate(options):
        assert (key in possible({**MOST, name: option})) == (place >= least)


@pytest.mark.parametrize(
    ("budget", "registers", "expected"),
    [
        ("small", "no", False), ("medium", "no", False), ("large", "no", True),
        ("medium", "yes", True), ("small", "yes", False),
    ],
)  # fmt: skip
def test_registers_make_a_trial_one_class_cheaper(budget, registers, expected):
    answers = {**MOST, "budget": budget, "administrative": registers}
    assert ("individually_randomised" in possible(answers)) is expected


@given(answers=ANSWERS, more=ANSWERS)
def test_an_added_possibility_never_removes_a_design(answers, more):
    better = {key: max(answers[key], more[key], key=QUESTIONS[key].options.index) for key in QUESTIONS}
    assert set(possible(answers)) <= set(possible(better))


@given(answers=ANSWERS)
def test_designs_are_ranked_by_what_they_can_show(answers):
    shown = [
        ceiling_of(found.rule.ceiling).maryland.level or 0 for found in advise(answers) if found.is_possible
    ]
    # A match can carry more with data before: its place is that of its least.
    assert all(earlier >= later for earlier, later in pairwise(shown))


@given(answers=ANSWERS)
def test_each_need_is_either_met_or_named(answers):
    for found in advise(answers):
        assert len(found.met) + len(found.unmet) == len(found.rule.needs) + 1
        assert found.is_possible == (not found.unmet)


def test_what_a_design_lacks_is_named_with_the_least_that_would_do():
    found = {one.rule.key: one for one in advise({**MOST, "assignment": "no"})}
    assert found["individually_randomised"].unmet == (("assignment", "yes"),)
    assert found["instrument"].unmet == (("assignment", "encourage"),)


@pytest.mark.parametrize(
    ("design", "levels"),
    [
        ("cluster_randomised", (3, 5, 4)),
        ("discontinuity", (3, 4, 2)),
        ("difference_in_differences", (3, 3, 2)),
        ("before_after", (2, 2, 1)),
        ("naive_comparison", (1, 2, 2)),
        ("contribution_analysis", (1, None, None)),
    ],
)
def test_ceilings_are_those_of_the_ladders(design, levels):
    found = ceiling_of(design)
    assert (found.nesta.level, found.maryland.level, found.grade.level) == levels


def test_data_before_raise_the_ceiling_of_matching():
    assert ceiling_of("doubly_robust").maryland.level == 2
    assert ceiling_of("doubly_robust", outcome_data="before_after").maryland.level == 3


def test_data_never_raise_what_counts_nothing():
    for design, data in product(("contribution_analysis", "process_tracing"), ("after", "panel")):
        assert ceiling_of(design, outcome_data=data).maryland.level is None


def test_an_unknown_question_or_answer_is_refused():
    with pytest.raises(UnknownField):
        advise({"weather": "fine"})
    with pytest.raises(InvalidField):
        advise({"budget": "huge"})
