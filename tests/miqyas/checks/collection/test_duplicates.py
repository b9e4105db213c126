"""Duplicates: against comparison of all pairs, on sizes that a survey reaches."""

import time

import numpy as np
import pytest

from miqyas.checks.collection import duplicates
from miqyas.checks.collection import similar_names as similar_module
from miqyas.checks.collection.answers import Answers
from miqyas.checks.collection.duplicates import exact_duplicates, percent_match
from miqyas.checks.collection.similar_names import similar_names
from miqyas.checks.collection.spelling import edits, folded, skeleton
from miqyas.errors import QuestionAbsent, ThresholdOutOfRange, TooFewQuestions, TooManyPairs
from miqyas.numerics import percent_match as numerics
from miqyas.numerics.percent_match import close_pairs


def brute(codes, share, fewest):
    found = {}
    for i in range(len(codes)):
        for j in range(i + 1, len(codes)):
            kept = [(a, b) for a, b in zip(codes[i], codes[j], strict=True) if not a == b == -1]
            if len(kept) >= fewest:
                same = sum(a == b for a, b in kept) / len(kept)
                if same >= share - 1e-12:
                    found[i, j] = same
    return found


@pytest.mark.parametrize("share", [0.7, 0.85, 0.95, 1.0])
@pytest.mark.parametrize("is_blocked", [False, True])
def test_close_pairs_are_those_of_brute_force(share, is_blocked, monkeypatch):
    monkeypatch.setattr(numerics, "FEW_ROWS", 0 if is_blocked else 1_000)
    rng = np.random.default_rng(7)
    codes = rng.integers(-1, 4, (120, 20))
    codes[60:90] = codes[:30]
    for row in range(60, 90):
        changed = rng.integers(0, 20, rng.integers(0, 7))
        codes[row, changed] = rng.integers(-1, 4, len(changed))
    i, j, found = close_pairs(codes, share=share, fewest=10, most_pairs=10**6)
    expected = brute(codes, share, 10)
    assert dict(zip(zip(i.tolist(), j.tolist(), strict=True), found.tolist(), strict=True)) == pytest.approx(
        expected
    )
    assert expected


def test_percent_match_within_a_group_and_its_refusals(monkeypatch):
    columns = {f"q{n}": [n, n, n + 1] for n in range(12)} | {"who": ["A", "B", "A"]}
    answers = Answers(["a", "b", "c"], columns)
    questions = [f"q{n}" for n in range(12)]
    both = percent_match(answers, questions=questions)
    assert [(row["answer"], row["other"], row["value"]) for row in both.table.records()] == [
        ("a", "b", 1),
        ("b", "a", 1),
    ]
    assert (both.facts["n_pairs"], both.facts["highest"]) == (1, 1.0)
    assert percent_match(answers, questions=questions, within="who").passed is True
    with pytest.raises(TooFewQuestions):
        percent_match(answers, questions=["q1"])
    with pytest.raises(ThresholdOutOfRange):
        percent_match(answers, share=0.3)
    monkeypatch.setattr(duplicates, "MOST_PAIRS", 1)
    with pytest.raises(TooManyPairs):
        percent_match(answers, questions=questions)


def test_a_hundred_thousand_answers_are_compared():
    rng = np.random.default_rng(8)
    codes = rng.integers(0, 30, (100_000, 40))
    codes[99_999] = codes[17]
    codes[99_999, :4] = 99
    began = time.perf_counter()
    i, j, share = close_pairs(codes, share=0.85, fewest=10, most_pairs=30_000_000)
    assert list(zip(i, j, share, strict=True)) == [(17, 99_999, 0.9)]
    assert time.perf_counter() - began < 60


def test_exact_duplicates_name_the_first():
    columns = {"id": ["1", "2", "1", None, None, "1"], "x": [1, 2, 9, None, None, 1]}
    answers = Answers(list("abcdef"), columns)
    assert [(row["answer"], row["other"]) for row in exact_duplicates(answers).table.records()] == [
        ("f", "a")
    ]
    assert exact_duplicates(answers, fewest=3).passed is True
    by_id = exact_duplicates(answers, questions=["id"])
    assert [row["answer"] for row in by_id.table.records()] == ["c", "f"]
    with pytest.raises(QuestionAbsent):
        exact_duplicates(answers, questions=["name"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed", "محمد"),
        ("Mohammed El Alami", "محمد العلمي"),
        ("Khadija", "خديجة"),
        ("Abdellah", "عبد الله"),
        ("Fatima Zahra", "فاطمة الزهراء"),
        ("Rachid", "رشيد"),
    ],
)
def test_names_sound_alike_in_both_scripts(one, other):
    assert skeleton(one) == skeleton(other)


def levenshtein(one, other):
    table = np.zeros((len(one) + 1, len(other) + 1), int)
    table[:, 0], table[0] = range(len(one) + 1), range(len(other) + 1)
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            changed = table[i - 1, j - 1] + (one[i - 1] != other[j - 1])
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, changed)
    return table[-1, -1]


@pytest.mark.parametrize("distance", [0, 1, 2])
def test_similar_names_are_those_of_brute_force(distance):
    rng = np.random.default_rng(9)
    names = ["".join(rng.choice(list("abmr "), rng.integers(4, 12))).strip() or "a" for _ in range(150)]
    found = similar_names(
        Answers([str(n) for n in range(150)], {"n": names}), questions=["n"], distance=distance
    )
    close = set()
    for j in range(150):
        for i in range(j):
            one, other = folded(names[i]), folded(names[j])
            far = levenshtein(one, other)
            assert edits(one, other, distance) == min(far, distance + 1)
            sounds = skeleton(names[i]) == skeleton(names[j]) and len(skeleton(names[i])) >= 3
            if far <= distance or sounds:
                close.add(str(j))
    assert {row["answer"] for row in found.table.records()} == close != set()


def test_similar_names_on_all_fields_within_a_place():
    columns = {
        "name": ["Sara Benali", "Sarah Benali", "Sara Benali", None],
        "phone": ["0612345678", "0612345679", "0700000000", "0612345678"],
        "place": ["x", "x", "x", "x"],
    }
    answers = Answers(list("abcd"), columns)
    found = similar_names(answers, questions=["name", "phone"])
    assert [(row["answer"], row["value"]) for row in found.table.records()] == [("b", 2)]
    apart = Answers(list("abcd"), columns | {"place": list("wxyz")})
    assert similar_names(apart, questions=["name"], within=["place"]).passed is True
    with pytest.raises(ThresholdOutOfRange):
        similar_names(answers, questions=["name"], distance=3)
    with pytest.raises(ThresholdOutOfRange):
        similar_names(answers, questions=[])


def test_fields_that_say_nothing_are_refused(monkeypatch):
    monkeypatch.setattr(similar_module, "MOST_PAIRS", 1_000)
    answers = Answers([str(n) for n in range(300)], {"name": ["Ali Alaoui"] * 300})
    with pytest.raises(TooManyPairs):
        similar_names(answers, questions=["name"])
