"""Rates with their intervals: enumerators, back-checks, consent, quotas."""

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from miqyas.checks.collection.answers import Answers
from miqyas.checks.collection.back_checks import Compared, Kind, back_checks, differences
from miqyas.checks.collection.consent import consent_rate
from miqyas.checks.collection.enumerators import enumerator_effects
from miqyas.checks.collection.quotas import Quota, quota_progress
from miqyas.errors import (
    NothingBackChecked,
    NothingToCheck,
    OneEnumerator,
    ThresholdOutOfRange,
    TooFewAnswers,
)


def team(n=20, spread=2.0, seed=1):
    rng = np.random.default_rng(seed)
    who = np.repeat([f"E{number}" for number in range(12)], n)
    y = rng.normal(0, 5, len(who)) + np.repeat(rng.normal(0, spread, 12), n)
    return Answers([str(place) for place in range(len(y))], {"y": y.tolist(), "who": who.tolist()})


def test_icc_agrees_with_the_mixed_model_of_statsmodels():
    answers = team()
    found = enumerator_effects(answers, question="y", enumerator="who")
    frame = pd.DataFrame(dict(answers.columns))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = smf.mixedlm("y ~ 1", frame, groups=frame["who"]).fit(reml=True)
    between = float(fit.cov_re.iloc[0, 0])
    assert found.facts["icc"] == pytest.approx(between / (between + fit.scale), abs=1e-4)
    assert found.facts["icc_low"] < found.facts["icc"] < found.facts["icc_high"]
    assert found.facts["design_effect"] == pytest.approx(1 + 19 * found.facts["icc"])


def test_differences_are_welch_intervals_at_the_simultaneous_level():
    answers = team(spread=4)
    found = enumerator_effects(answers, question="y", enumerator="who")
    frame = pd.DataFrame(dict(answers.columns))
    for row in found.table.records():
        is_theirs = frame["who"] == row["enumerator"]
        welch = stats.ttest_ind(frame["y"][is_theirs], frame["y"][~is_theirs], equal_var=False)
        interval = welch.confidence_interval(1 - 0.05 / 12)
        assert (row["low"], row["high"]) == pytest.approx((interval.low, interval.high))
    assert found.passed is False
    assert found.facts["n_apart"] == sum(row["stands_apart"] for row in found.table.records())


def test_enumerators_alone_or_with_one_answer():
    columns = {"y": [*range(11), 5], "who": ["A"] * 11 + ["B"]}
    with pytest.raises(OneEnumerator):
        enumerator_effects(Answers([str(n) for n in range(12)], columns), question="y", enumerator="who")
    with pytest.raises(TooFewAnswers):
        enumerator_effects(
            Answers(list("abcd"), {"y": [1, 2, 3, 4], "who": list("AABB")}), question="y", enumerator="who"
        )
    with_one = Answers(
        [str(n) for n in range(13)], {"y": [1, 2] * 6 + [9], "who": ["A"] * 6 + ["B"] * 6 + ["C"]}
    )
    found = enumerator_effects(with_one, question="y", enumerator="who")
    assert found.table.records()[2]["low"] is None
    equal = Answers([str(n) for n in range(12)], {"y": [3] * 12, "who": ["A"] * 6 + ["B"] * 6})
    assert enumerator_effects(equal, question="y", enumerator="who").passed is None


def visited():
    n = 40
    first = Answers(
        [f"a{place}" for place in range(n)],
        {
            "age": [30 + place for place in range(n)],
            "income": [1000.0] * n,
            "mood": ["good"] * n,
            "who": ["A", "B"] * (n // 2),
        },
    )
    ages = [30 + place + (9 if place % 2 else 0) for place in range(n)]
    second = Answers(
        [f"b{place}" for place in range(n)],
        {"age": ages, "income": [1040.0] * n, "mood": ["bad"] * 10 + ["good"] * 29 + [None]},
    )
    questions = {
        "age": Compared(Kind.FIXED),
        "income": Compared(Kind.HARD, tolerance=50),
        "mood": Compared(Kind.CHANGING),
    }
    return (
        first,
        second,
        {"linked": {f"b{p}": f"a{p}" for p in range(n)}, "questions": questions, "enumerator": "who"},
    )


def test_back_checks_count_by_kind_question_and_enumerator():
    first, second, how = visited()
    found = back_checks(first, second, **how)
    rows = {(row["level"], row["name"]): (row["n"], row["n_different"]) for row in found.table.records()}
    assert rows == {
        ("all", ""): (119, 30),
        ("kind", "1"): (40, 20),
        ("kind", "2"): (40, 0),
        ("kind", "3"): (39, 10),
        ("question", "age"): (40, 20),
        ("question", "income"): (40, 0),
        ("question", "mood"): (39, 10),
        ("enumerator", "A"): (20, 0),
        ("enumerator", "B"): (20, 20),
    }
    assert (found.passed, found.facts["n_above"], found.facts["fixed_share"]) == (False, 1, 0.5)
    seen = differences(first, second, **how).records()
    assert len(seen) == 30
    assert seen[0] == {
        "answer": "a1",
        "reason": "different",
        "question": "age",
        "value": 31,
        "limit": 40,
        "other": "b1",
    }


def test_back_checks_without_pair_are_refused():
    first, second, how = visited()
    with pytest.raises(NothingBackChecked):
        back_checks(first, second, **how | {"linked": {}})
    with pytest.raises(ThresholdOutOfRange):
        back_checks(first, second, **how, most_different=2)
    only_moods = {"mood": Compared(Kind.CHANGING)}
    assert back_checks(first, second, **how | {"questions": only_moods}).passed is None


def test_consent_by_enumerator_with_intervals():
    answers = Answers(
        [str(n) for n in range(60)],
        {"agrees": ["yes"] * 30 + ["no"] * 25 + ["yes"] * 4 + [None], "who": ["A"] * 30 + ["B"] * 30},
    )
    found = consent_rate(answers, question="agrees", yes=["yes"], by="who")
    overall, a, b = found.table.records()
    assert (overall["n"], overall["n_yes"], a["n_yes"], b["n"]) == (59, 34, 30, 29)
    assert found.facts["n_missing"] == 1
    assert (found.passed, found.facts["n_below"]) == (False, 1)
    assert "34" in found.text["ar"]
    with pytest.raises(NothingToCheck):
        consent_rate(Answers(["a"], {"agrees": [None]}), question="agrees", yes=["yes"])


def test_quotas_count_within_targets_and_rate_visits():
    found = quota_progress([Quota("f", 10, 12), Quota("m", 10, 5, n_tried=20)])
    assert (found.passed, found.facts["found"], found.facts["n_passed"]) == (False, 15, 1)
    men = found.table.records()[1]
    assert (men["remaining"], men["response_rate"]) == (5, 0.25)
    assert men["low"] == pytest.approx(0.1119, abs=1e-4)
    assert quota_progress([Quota("f", 2, 2)]).passed is True
    with pytest.raises(NothingToCheck):
        quota_progress([])
    with pytest.raises(ThresholdOutOfRange):
        quota_progress([Quota("f", 0, 0)])
    with pytest.raises(ThresholdOutOfRange):
        quota_progress([Quota("f", 5, 4, n_tried=3)])
