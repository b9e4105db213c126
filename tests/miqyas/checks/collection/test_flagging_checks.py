"""Checks that look at each answer: what they flag, what they leave, what they refuse."""

import numpy as np
import pytest

from miqyas.checks.collection.answers import Answers
from miqyas.checks.collection.completeness import completeness, missing_by_question
from miqyas.checks.collection.duration import duration
from miqyas.checks.collection.hours import time_of_day
from miqyas.checks.collection.outliers import Rule, outliers
from miqyas.checks.collection.places import Position, metres_between, position
from miqyas.checks.collection.straight_lining import straight_lining
from miqyas.checks.sentences.collection import REASONS, flag_sentence
from miqyas.errors import (
    AnswerNotNumber,
    ColumnOfOtherLength,
    KeyTwice,
    NothingToCheck,
    QuestionAbsent,
    ThresholdOutOfRange,
)
from miqyas.numerics.nearness import EARTH_KM, on_the_sphere
from miqyas.types import LANGUAGES


def keys(n):
    return [f"a{place}" for place in range(n)]


def flags(result):
    return [(row["answer"], row["reason"]) for row in result.table.records()]


def test_answers_without_key_or_with_one_twice_are_refused():
    with pytest.raises(NothingToCheck):
        Answers([], {})
    with pytest.raises(KeyTwice, match="a1"):
        Answers(["a0", "a1", "a1"], {})
    with pytest.raises(ColumnOfOtherLength, match="1 values for 2"):
        Answers(["a0", "a1"], {"q": [1]})
    with pytest.raises(QuestionAbsent, match="age"):
        Answers(["a0"], {"age": [1]}).column("aeg")


def test_a_skipped_question_is_neither_answered_nor_missing():
    columns = {f"q{n}": [None, 1] for n in range(6)}
    asked = {f"q{n}": [n < 1, True] for n in range(6)}
    found = completeness(Answers(keys(2), columns, asked))
    assert (found.passed, flags(found)) == (True, [])
    found = completeness(Answers(keys(2), columns))
    assert flags(found) == [("a0", "incomplete")]
    assert found.facts == {"n": 2, "n_flagged": 1, "share": 0.5}


def test_missing_by_question_keeps_not_asked_apart_and_gives_intervals():
    columns = {"q": [None] * 60 + [1] * 40, "r": [1] * 100}
    asked = {"r": [False] * 100}
    found = missing_by_question(Answers(keys(100), columns, asked))
    q, r = found.table.records()
    assert (q["n_asked"], q["n_missing"], q["n_not_asked"]) == (100, 60, 0)
    assert q["low"] == pytest.approx(0.50200, abs=1e-5)  # Wilson, by hand
    assert (r["n_asked"], r["share"], r["n_not_asked"]) == (0, None, 100)
    assert found.passed is False
    assert missing_by_question(Answers(keys(1), {"q": [1]}, {"q": [False]})).passed is None


def test_duration_follows_the_rule_and_does_not_depend_on_the_unit():
    seconds = np.exp(np.random.default_rng(1).normal(6.5, 0.2, 200)).tolist()
    seconds[3], seconds[7], seconds[9], seconds[11] = 20.0, 90_000.0, -5.0, None
    found = duration(Answers(keys(200), {"s": seconds}), question="s")
    assert {("a3", "too_short"), ("a7", "too_long"), ("a9", "no_time")} <= set(flags(found))
    known = np.log([value for value in seconds if value and value > 0])
    mad = np.median(np.abs(known - np.median(known)))
    z = 0.6744897501960817 * (known - np.median(known)) / mad
    assert len(flags(found)) == 1 + (np.abs(z) > 3.5).sum()
    assert found.facts["n_missing"] == 1
    in_minutes = [value and value / 60 for value in seconds]
    assert flags(duration(Answers(keys(200), {"s": in_minutes}), question="s")) == flags(found)


def test_duration_cannot_tell_of_few_or_equal_ones_but_keeps_the_least():
    few = Answers(keys(3), {"s": [600, 610, 10]})
    assert duration(few, question="s").passed is None
    assert flags(duration(few, question="s", shortest=60)) == [("a2", "too_short")]
    equal = Answers(keys(12), {"s": [600] * 12})
    assert duration(equal, question="s").passed is None
    with pytest.raises(AnswerNotNumber, match="ten"):
        duration(Answers(["a"], {"s": ["ten"]}), question="s")
    with pytest.raises(ThresholdOutOfRange):
        duration(few, question="s", cutoff=0)


def test_hours_past_midnight_and_at_the_edges():
    answers = Answers(keys(5), {"h": [6.99, 7, 20.99, 21, None]})
    assert flags(time_of_day(answers, question="h")) == [("a0", "odd_hour"), ("a3", "odd_hour")]
    late = time_of_day(answers, question="h", earliest=20, latest=2)
    assert [key for key, _ in flags(late)] == ["a0", "a1"]
    assert time_of_day(Answers(["a"], {"h": [None]}), question="h").passed is None
    with pytest.raises(ThresholdOutOfRange):
        time_of_day(answers, question="h", latest=25)


def test_distance_agrees_with_the_chord_through_the_sphere():
    rng = np.random.default_rng(2)
    for _ in range(50):
        (a, b), (c, d) = rng.uniform(-80, 80, (2, 2))
        one, other = on_the_sphere(np.array([[b, a], [d, c]]))
        arc = 2 * np.arcsin(np.linalg.norm(one - other) / 2) * EARTH_KM * 1000
        assert metres_between(Position(a, b), Position(c, d)) == pytest.approx(arc, rel=1e-9)


def test_the_accuracy_of_the_phone_counts_for_the_enumerator():
    there = Position(33.5, -7.6)
    off = Position(33.5, -7.578)  # about 2,040 m
    answers = Answers(keys(6), {})
    found = [
        off,
        Position(33.5, -7.578, 60),
        None,
        Position(0, 0),
        Position(33.5, -7.6, 500),
        Position(99, 0),
    ]
    seen = position(answers, question="gps", found=found, expected=dict.fromkeys(answers.keys, there))
    assert flags(seen) == [
        ("a0", "far"),
        ("a2", "no_position"),
        ("a3", "impossible_position"),
        ("a4", "imprecise"),
        ("a5", "impossible_position"),
    ]
    assert (seen.facts["n_missing"], seen.facts["n_compared"]) == (1, 3)
    assert position(answers, question="gps", found=[None] * 6, expected={}).passed is None
    with pytest.raises(ColumnOfOtherLength):
        position(answers, question="gps", found=[None], expected={})
    with pytest.raises(ThresholdOutOfRange):
        position(answers, question="gps", found=found, expected={}, radius=0)


@pytest.mark.parametrize("rule", Rule)
def test_outliers_are_judged_inside_their_group(rule):
    rng = np.random.default_rng(4)
    values = [*rng.normal(100, 5, 30), *rng.normal(1000, 50, 30), 1000.0, 5.0]
    groups = ["low"] * 30 + ["high"] * 30 + ["low", "alone"]
    answers = Answers(keys(62), {"v": values, "g": groups})
    assert ("a60", "outlier_high") in flags(outliers(answers, questions=["v"], rule=rule, by="g"))
    together = outliers(answers, questions=["v"], rule=rule)
    assert "a60" not in [key for key, _ in flags(together)]
    alone = outliers(answers, questions=["v"], rule=rule, by="g")
    assert alone.facts["n_not_judged"] == 1
    assert outliers(Answers(["a"], {"v": [1]}), questions=["v"], rule=rule).passed is None
    with pytest.raises(ThresholdOutOfRange):
        outliers(answers, questions=["v"], reach=0)


def test_outliers_do_not_depend_on_units():
    values = np.random.default_rng(5).lognormal(3, 1, 100)
    plain = outliers(Answers(keys(100), {"v": values.tolist()}), questions=["v"])
    moved = outliers(Answers(keys(100), {"v": (values * 10 + 7).tolist()}), questions=["v"])
    assert flags(plain) == flags(moved) != []


def test_straight_lining_needs_answers_enough():
    battery = {f"q{n}": ["agree", "agree", "agree" if n else "disagree", None] for n in range(6)}
    battery["q0"] = ["agree", None, "disagree", None]
    answers = Answers(keys(4), battery)
    found = straight_lining(answers, batteries={"trust": list(battery)})
    assert flags(found) == [("a0", "same_throughout"), ("a1", "same_throughout")]
    assert found.facts["n_judged"] == 3
    assert straight_lining(answers, batteries={}).passed is None
    with pytest.raises(ThresholdOutOfRange):
        straight_lining(answers, batteries={}, share=0.2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_is_said_without_holes(language):
    for reason in REASONS:
        said = flag_sentence(reason, language, question="income", value=0.5, limit=2)
        assert "{" not in said
        assert said.endswith(".")
