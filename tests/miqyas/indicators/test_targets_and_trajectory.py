"""What is due when, and whether an indicator is on its way."""

from datetime import date, timedelta

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from miqyas.errors import (
    CompoundNeedsPositive,
    DateOutsideTargets,
    InvalidLevel,
    TargetDatesRepeat,
    ToleranceMissing,
    ValueNotFinite,
)
from miqyas.indicators.definition import Direction
from miqyas.indicators.targets import Interpolation, Point, due_at
from miqyas.indicators.trajectory import REASONS, Observation, Reason, Verdict, fitted_trend, judge

START = date(2024, 1, 1)
PATH = [Point(START, 40.0), Point(date(2025, 1, 1), 50.0), Point(date(2027, 1, 1), 80.0)]


@pytest.mark.parametrize("how", Interpolation)
def test_targets_are_due_on_their_own_day_whatever_the_interpolation(how):
    assert [due_at(PATH, point.date, how) for point in PATH] == [40, 50, 80]
    assert due_at(list(reversed(PATH)), PATH[1].date, how) == 50


def test_between_two_targets_each_interpolation_says_its_own():
    middle = date(2026, 1, 1)
    share = (middle - PATH[1].date).days / (PATH[2].date - PATH[1].date).days
    assert due_at(PATH, middle, Interpolation.LINEAR) == pytest.approx(50 + 30 * share)
    assert due_at(PATH, middle, Interpolation.STEPPED) == 50
    assert due_at(PATH, middle, Interpolation.COMPOUND) == pytest.approx(50 * 1.6**share)


@given(st.integers(0, 1096), st.sampled_from(list(Interpolation)))
def test_what_is_due_never_leaves_the_two_targets_around_it(days, how):
    day = START + timedelta(days=days)
    assert 40 <= due_at(PATH, day, how) <= 80


def test_days_nobody_spoke_of_and_paths_that_cannot_be_are_refused():
    for day in (date(2023, 12, 31), date(2027, 1, 2)):
        with pytest.raises(DateOutsideTargets):
            due_at(PATH, day, Interpolation.LINEAR)
    with pytest.raises(DateOutsideTargets):
        due_at([], START, Interpolation.LINEAR)
    with pytest.raises(TargetDatesRepeat):
        due_at([*PATH, Point(START, 41.0)], START, Interpolation.LINEAR)
    with pytest.raises(ValueNotFinite):
        due_at([Point(START, float("nan"))], START, Interpolation.LINEAR)
    with pytest.raises(CompoundNeedsPositive):
        due_at([Point(START, 0.0), PATH[1]], date(2024, 6, 1), Interpolation.COMPOUND)


SEEN = [Observation(date(2024 + year, 1, 1), value) for year, value in enumerate((40.0, 46.0, 49.0, 55.0))]
TODAY = date(2027, 2, 1)


def test_projection_is_the_prediction_interval_of_ordinary_least_squares():
    trend = fitted_trend(SEEN)
    x = np.array([(one.date - START).days / 365.25 for one in SEEN])
    model = sm.OLS([one.value for one in SEEN], sm.add_constant(x)).fit()
    day = date(2029, 7, 1)
    theirs = model.get_prediction([[1, (day - START).days / 365.25]]).summary_frame(alpha=0.2)
    ours = trend.at(day, level=0.8)
    assert (ours.value, ours.low, ours.high) == pytest.approx(
        (theirs["mean"].iloc[0], theirs["obs_ci_lower"].iloc[0], theirs["obs_ci_upper"].iloc[0])
    )


@pytest.mark.parametrize(
    ("direction", "target", "verdict"),
    [
        (Direction.INCREASE, 52, Verdict.ON_TRACK),
        (Direction.INCREASE, 58, Verdict.UNCERTAIN),
        (Direction.INCREASE, 90, Verdict.OFF_TRACK),
        (Direction.DECREASE, 90, Verdict.ON_TRACK),
        (Direction.DECREASE, 58, Verdict.UNCERTAIN),
        (Direction.DECREASE, 10, Verdict.OFF_TRACK),
    ],
)
def test_verdict_compares_the_whole_interval_with_the_target(direction, target, verdict):
    found = judge(SEEN, Point(date(2028, 1, 1), target), direction, today=TODAY)
    assert found.verdict is verdict
    mirrored = judge(
        [Observation(one.date, -one.value) for one in SEEN],
        Point(date(2028, 1, 1), -target),
        Direction.DECREASE if direction is Direction.INCREASE else Direction.INCREASE,
        today=TODAY,
    )
    assert mirrored.verdict is verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((98, 97, 98, 97.5), Verdict.ON_TRACK),
        ((98, 94, 90, 86), Verdict.OFF_TRACK),
        ((98, 97, 92, 96), Verdict.UNCERTAIN),
    ],
)
def test_to_be_maintained_is_to_stay_within_the_tolerance(values, verdict):
    seen = [Observation(date(2024 + year, 1, 1), value) for year, value in enumerate(values)]
    target = Point(date(2028, 1, 1), 98.0)
    assert judge(seen, target, Direction.MAINTAIN, today=TODAY, tolerance=3).verdict is verdict
    with pytest.raises(ToleranceMissing):
        judge(seen, target, Direction.MAINTAIN, today=TODAY)


def test_what_cannot_be_told_is_said_with_its_reason():
    target = Point(date(2028, 1, 1), 58.0)
    twice = [SEEN[0], SEEN[1], Observation(SEEN[1].date, 47.0)]
    assert judge(SEEN, None, Direction.INCREASE, today=TODAY).reason is Reason.NO_TARGET
    assert judge(twice, target, Direction.INCREASE, today=TODAY).reason is Reason.TOO_FEW
    past = judge(SEEN, target, Direction.INCREASE, today=date(2028, 1, 2))
    assert (past.verdict, past.reason, past.projection) == (Verdict.CANNOT_BE_TOLD, Reason.TARGET_PAST, None)
    with pytest.raises(InvalidLevel):
        judge(SEEN, target, Direction.INCREASE, today=TODAY, level=80)


def test_measures_in_line_are_never_surer_than_their_own_error():
    straight = [Observation(date(2024 + year, 1, 1), 40.0 + 5 * year, 2.0) for year in range(3)]
    bare = [Observation(one.date, one.value) for one in straight]
    day = date(2028, 1, 1)
    wide, narrow = fitted_trend(straight).at(day), fitted_trend(bare).at(day)
    assert wide.high - wide.low > 4
    assert narrow.high - narrow.low < 0.1


@given(st.floats(0.1, 50), st.floats(-500, 500))
def test_verdict_does_not_depend_on_the_unit(scale, shift):
    target = Point(date(2028, 1, 1), 58.0)
    ours = judge(SEEN, target, Direction.INCREASE, today=TODAY)
    seen = [Observation(one.date, scale * one.value + shift) for one in SEEN]
    moved = judge(seen, Point(target.date, scale * 58.0 + shift), Direction.INCREASE, today=TODAY)
    assert moved.verdict is ours.verdict


def test_words_exist_in_three_languages():
    for names in (*(v.names for v in Verdict), *(i.names for i in Interpolation), *REASONS.values()):
        assert sorted(names) == ["ar", "en", "fr"]
        assert all(name.strip() for name in names.values())
    assert set(REASONS) == set(Reason)
