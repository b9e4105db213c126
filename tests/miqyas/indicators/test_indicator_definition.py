import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from miqyas.errors import (
    BaselineEqualsTarget,
    CountsTwice,
    DenominatorZero,
    LastOnlyInTime,
    MeanOfMeans,
    MedianOfMedians,
    NothingToRollUp,
    NothingToTravel,
    RollUpRefused,
    TargetAgainstDirection,
    ValueNotFinite,
    WeightsInvalid,
    WeightsMissing,
)
from miqyas.indicators.aggregation import (
    OVER_NAMES,
    PERMITTED,
    bounds_of_distinct_persons,
    check_rollup,
    roll_up,
)
from miqyas.indicators.definition import Aggregation, Direction, is_kept, progress

FIGURES = st.floats(-1e6, 1e6, allow_nan=False)


def test_every_name_exists_in_three_languages():
    for each in (*Direction, *Aggregation):
        assert sorted(each.names) == ["ar", "en", "fr"]
        assert all(name.strip() for name in each.names.values())
    assert {language for names in OVER_NAMES.values() for language in names} == {"fr", "ar", "en"}
    assert set(PERMITTED) == set(Aggregation)


@pytest.mark.parametrize(
    ("aggregation", "over", "reason"),
    [
        (Aggregation.MEAN, "places", MeanOfMeans),
        (Aggregation.MEAN, "time", MeanOfMeans),
        (Aggregation.MEDIAN, "places", MedianOfMedians),
        (Aggregation.MEDIAN, "time", MedianOfMedians),
        (Aggregation.DISTINCT_PERSONS, "people", CountsTwice),
        (Aggregation.DISTINCT_PERSONS, "places", CountsTwice),
        (Aggregation.DISTINCT_PERSONS, "time", CountsTwice),
        (Aggregation.LAST_VALUE, "people", LastOnlyInTime),
        (Aggregation.LAST_VALUE, "places", LastOnlyInTime),
    ],
)
def test_roll_up_that_the_declaration_forbids_is_refused_with_its_reason(aggregation, over, reason):
    with pytest.raises(reason) as refusal:
        check_rollup(aggregation, over)
    assert refusal.value.facts == {"over": over}
    assert isinstance(refusal.value, RollUpRefused)
    with pytest.raises(reason):
        roll_up([1, 2], aggregation, over=over)


def test_every_other_roll_up_is_permitted():
    permitted = {(a, over) for a in Aggregation for over in PERMITTED[a]}
    for aggregation, over in permitted:
        check_rollup(aggregation, over)
    assert len(permitted) == 8 * 3 - 9


@pytest.mark.parametrize(
    ("aggregation", "over", "weights", "expected"),
    [
        (Aggregation.SUM, "places", None, 60),
        (Aggregation.MEAN, "people", None, 20),
        (Aggregation.MAXIMUM, "time", None, 30),
        (Aggregation.LAST_VALUE, "time", None, 20),
        (Aggregation.MEDIAN, "people", None, 20),
        (Aggregation.WEIGHTED_MEAN, "places", [1, 1, 2], 20),
        (Aggregation.RATIO_OF_SUMS, "places", [50, 40, 30], 0.5),
    ],
)
def test_roll_up_computes_what_is_declared(aggregation, over, weights, expected):
    assert roll_up([10, 30, 20], aggregation, over=over, weights=weights) == expected


def test_identified_persons_are_counted_once():
    visits = [{"amina", "zahra"}, {"zahra"}, {"zahra", "khadija"}]
    assert roll_up(visits, Aggregation.DISTINCT_PERSONS, over="time") == 3
    check_rollup(Aggregation.DISTINCT_PERSONS, "places", has_identifiers=True)
    with pytest.raises(CountsTwice):
        roll_up([{"amina"}, 2], Aggregation.DISTINCT_PERSONS, over="time")


@given(st.lists(st.sets(st.integers(0, 30)), min_size=1, max_size=8))
def test_distinct_persons_lie_between_their_bounds(groups):
    low, high = bounds_of_distinct_persons([len(group) for group in groups])
    assert low <= roll_up(groups, Aggregation.DISTINCT_PERSONS, over="places") <= high


@given(st.lists(st.tuples(FIGURES, st.floats(0.1, 100)), min_size=2, max_size=8))
def test_weighted_mean_may_be_rolled_up_in_any_steps(pairs):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    whole = roll_up(values, Aggregation.WEIGHTED_MEAN, over="places", weights=weights)
    first = roll_up(values[:-1], Aggregation.WEIGHTED_MEAN, over="places", weights=weights[:-1])
    steps = [sum(weights[:-1]), weights[-1]]
    twice = roll_up([first, values[-1]], Aggregation.WEIGHTED_MEAN, over="places", weights=steps)
    assert twice == pytest.approx(whole, rel=1e-9, abs=1e-6)


def test_figures_that_cannot_be_put_together_are_refused():
    with pytest.raises(NothingToRollUp):
        roll_up([], Aggregation.SUM, over="time")
    with pytest.raises(NothingToRollUp):
        bounds_of_distinct_persons([])
    for missing in (float("nan"), float("inf"), None, "3"):
        with pytest.raises(ValueNotFinite):
            roll_up([1, missing], Aggregation.SUM, over="time")
    with pytest.raises(WeightsMissing):
        roll_up([1, 2], Aggregation.WEIGHTED_MEAN, over="time")
    for weights in ([1], [1, -1], [0, 0]):
        with pytest.raises(WeightsInvalid):
            roll_up([1, 2], Aggregation.WEIGHTED_MEAN, over="time", weights=weights)
    with pytest.raises(DenominatorZero):
        roll_up([1, 2], Aggregation.RATIO_OF_SUMS, over="time", weights=[0, 0])


def test_figures_of_numpy_are_read():
    assert roll_up(list(np.array([1, 2])), Aggregation.SUM, over="time") == 3


@pytest.mark.parametrize(
    ("baseline", "target", "value", "direction", "share"),
    [
        (40, 60, 40, Direction.INCREASE, 0),
        (40, 60, 60, Direction.INCREASE, 1),
        (40, 60, 70, Direction.INCREASE, 1.5),
        (40, 60, 30, Direction.INCREASE, -0.5),
        (30, 10, 20, Direction.DECREASE, 0.5),
        (30, 10, 40, Direction.DECREASE, -0.5),
        (-10, 10, 0, Direction.INCREASE, 0.5),
    ],
)
def test_progress_is_the_share_of_the_way(baseline, target, value, direction, share):
    assert progress(baseline, target, value, direction) == share


@given(FIGURES, st.floats(1, 1e6), FIGURES, st.floats(0.5, 20), FIGURES)
def test_progress_does_not_depend_on_the_unit(baseline, way, value, scale, shift):
    ours = progress(baseline, baseline + way, value, Direction.INCREASE)
    turned = progress(-baseline, -baseline - way, -value, Direction.DECREASE)
    assert turned == pytest.approx(ours)
    scaled = [scale * figure + shift for figure in (baseline, baseline + way, value)]
    assert progress(*scaled, Direction.INCREASE) == pytest.approx(ours, rel=1e-6, abs=1e-4)


def test_progress_without_a_way_is_refused():
    with pytest.raises(BaselineEqualsTarget):
        progress(5, 5, 6, Direction.INCREASE)
    with pytest.raises(TargetAgainstDirection):
        progress(5, 4, 6, Direction.INCREASE)
    with pytest.raises(TargetAgainstDirection):
        progress(5, 6, 6, Direction.DECREASE)
    with pytest.raises(NothingToTravel):
        progress(5, 6, 6, Direction.MAINTAIN)
    with pytest.raises(ValueNotFinite, match="target"):
        progress(5, float("nan"), 6, Direction.INCREASE)
    with pytest.raises(ValueNotFinite, match="tolerance"):
        is_kept(5, 6, tolerance=float("inf"))
