"""Profile, priorities and path: the published rules, what they may never do, and a case told whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from miqyas.errors import AnswerMustApply, AnswerOutOfScale, AnswersMissing, AnswerToNothing
from miqyas.judgement.questionnaire import read_questionnaire
from miqyas.judgement.standing import (
    IN_PLACE,
    MOST_PRIORITIES,
    moves,
    path,
    priorities,
    resting_on,
    standings,
)

FOLDER = ROOT / "content" / "diagnostic"
AUDIENCES = ("innovator", "funder", "public_body")
READ = {audience: read_questionnaire(FOLDER, "2026-1", audience) for audience in AUDIENCES}
INNOVATOR = READ["innovator"]


def all_at(level, questionnaire=INNOVATOR, **changes):
    return {item.key: level for item in questionnaire.items} | changes


def answered(questionnaire):
    """Any lawful set of answers."""
    return st.fixed_dictionaries(
        {
            item.key: st.integers(1, 5) | st.none() if item.may_not_apply else st.integers(1, 5)
            for item in questionnaire.items
        }
    )


def levels_of(questionnaire, answers):
    return {each.dimension: each.level for each in standings(questionnaire, answers)}


@pytest.mark.parametrize("audience", AUDIENCES)
@given(data=st.data())
def test_raising_an_answer_never_lowers_the_profile(audience, data):
    questionnaire = READ[audience]
    answers = data.draw(answered(questionnaire))
    raisable = [key for key, level in answers.items() if level is not None and level < 5]
    key = data.draw(st.sampled_from(raisable)) if raisable else None
    if key is None:
        return
    raised = answers | {key: data.draw(st.integers(answers[key] + 1, 5))}
    before, after = levels_of(questionnaire, answers), levels_of(questionnaire, raised)
    assert all((after[name] or 0) >= (level or 0) for name, level in before.items())
    # Nor does it make the same item more urgent.
    urgency = {each.item.key: each.urgency for each in priorities(questionnaire, answers)}
    still = {each.item.key: each.urgency for each in priorities(questionnaire, raised)}
    assert still.get(key, 0) <= urgency.get(key, 10**6)


@pytest.mark.parametrize("audience", AUDIENCES)
@given(data=st.data())
def test_the_order_of_answers_changes_nothing(audience, data):
    questionnaire = READ[audience]
    answers = data.draw(answered(questionnaire))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert standings(questionnaire, shuffled) == standings(questionnaire, answers)
    assert priorities(questionnaire, shuffled) == priorities(questionnaire, answers)
    assert path(questionnaire, shuffled) == path(questionnaire, answers)


@pytest.mark.parametrize("audience", AUDIENCES)
@given(data=st.data())
def test_the_path_never_stands_on_what_is_not_in_place(audience, data):
    questionnaire = READ[audience]
    answers = data.draw(answered(questionnaire))
    found = priorities(questionnaire, answers)
    steps = [step.item.key for step in path(questionnaire, answers)]
    assert len(found) == min(MOST_PRIORITIES, sum(level not in {None, 5} for level in answers.values()))
    assert {each.item.key for each in found} <= set(steps)
    assert len(steps) == len(set(steps))
    for place, key in enumerate(steps):
        for need in questionnaire.item(key).needs:
            level = answers[need]
            assert level is None or level >= IN_PLACE or need in steps[:place]


@pytest.mark.parametrize("audience", AUDIENCES)
@given(data=st.data())
def test_people_unprotected_come_first(audience, data):
    questionnaire = READ[audience]
    answers = data.draw(answered(questionnaire))
    unprotected = [
        item.key
        for item in questionnaire.items
        if item.protects and answers[item.key] is not None and answers[item.key] < IN_PLACE
    ]
    found = priorities(questionnaire, answers)
    if unprotected:
        assert found[0].is_protection
        assert found[0].item.key in unprotected
        assert answers[found[0].item.key] == min(answers[key] for key in unprotected)
    assert sum(each.is_protection for each in found) == bool(unprotected)


def test_a_dimension_stands_at_its_mean_rounded_down():
    answers = all_at(3, problem=5, theory=3, assumptions=3)
    describe = standings(INNOVATOR, answers)[0]
    assert (describe.level, describe.total, describe.n) == (3, 11, 3)
    assert standings(INNOVATOR, answers | {"theory": 4})[0].level == 4


def test_what_does_not_apply_is_left_out():
    answers = all_at(2, people=4, oversight=None)
    assert levels_of(INNOVATOR, answers)["governance"] == 4
    assert "oversight" not in {each.item.key for each in priorities(INNOVATOR, answers)}


def test_a_priority_counts_what_rests_on_it():
    # By hand: theory carries assumptions, choice, and all that rests on choice.
    carried = {
        "assumptions", "choice", "baseline", "collection", "quality", "comparison", "plan", "honest", "share", "learn",
    }  # fmt: skip
    assert set(resting_on(INNOVATOR, "theory")) == carried
    found = priorities(INNOVATOR, all_at(4, theory=2, honest=1))
    assert [(each.item.key, each.urgency) for each in found[:2]] == [("theory", 9 * 11), ("honest", 16)]


def test_equal_urgencies_follow_the_questionnaire():
    found = priorities(INNOVATOR, all_at(5, learn=4, share=4, honest=4, quality=4))
    assert [each.item.key for each in found] == ["quality", "honest", "share"]


def test_what_a_priority_rests_on_comes_before_it():
    answers = all_at(5, comparison=1, baseline=2, choice=2, collection=3)
    steps = [(step.item.key, step.serves) for step in path(INNOVATOR, answers)]
    assert [key for key, _ in steps] == ["choice", "baseline", "comparison"]


def test_a_good_small_association_reaches_the_top():
    """Five volunteers near Béni Mellal (invented), no employee, no consultant.

    The problem and the theory are reviewed each autumn with the girls and their mothers, versions kept; false
    assumptions are said at the annual meeting; four indicators, chosen with families; two volunteers collect, a
    teacher of the next village computes the figures again and reviews the method; the plan is left with the
    association's federation; the report, failures included, is read aloud and replies are written in it; minutes
    tell decisions; mothers sit on the board; consent is read aloud; complaints and erasure were tried once.
    None of the anchors of level 5 asks for money, a number of employees or an outside contract.
    """
    answers = all_at(5)
    assert {each.level for each in standings(INNOVATOR, answers)} == {5}
    assert priorities(INNOVATOR, answers) == ()
    assert path(INNOVATOR, answers) == ()
    costly = ("salari", "budget de", "consultant", "prestataire", "logiciel", "%", "MAD", "dirham")
    for item in INNOVATOR.items:
        assert not any(word in item.anchors["fr"][-1] for word in costly), item.key


def test_moves_tell_what_changed_and_only_what_was_asked_twice():
    found = moves({"theory": 2, "plan": 3, "gone": 1}, {"theory": 4, "plan": 3, "new": 5, "oversight": None})
    assert [(each.key, each.before, each.after) for each in found] == [("theory", 2, 4)]


@pytest.mark.parametrize(
    ("answers", "error", "said"),
    [
        ({"absent": 3}, AnswerToNothing, "absent"),
        (all_at(3, theory=6), AnswerOutOfScale, "6"),
        (all_at(3, theory=None), AnswerMustApply, "theory"),
        ({"theory": 3}, AnswersMissing, "15"),
    ],
)
def test_answers_that_do_not_fit_are_refused(answers, error, said):
    with pytest.raises(error, match=said):
        standings(INNOVATOR, answers)
