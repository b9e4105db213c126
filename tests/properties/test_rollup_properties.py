"""Adding up: the order of parts changes nothing, and a total of totals is the total of all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miqyas.errors import (
    CountsTwice,
    DeclarationsDiffer,
    DenominatorsMissing,
    LastOnlyInTime,
    MeanOfMeans,
    MedianOfMedians,
    NothingToRollUp,
    OverlapShareInvalid,
    PopulationTooSmall,
    SizesMissing,
)
from miqyas.indicators.aggregation import Aggregation
from miqyas.indicators.overlap import OverlapMethod, distinct_persons
from miqyas.indicators.rollup import Part, total_of

LAWFUL = (
    Aggregation.SUM,
    Aggregation.RATIO_OF_SUMS,
    Aggregation.WEIGHTED_MEAN,
    Aggregation.MAXIMUM,
    Aggregation.DISTINCT_PERSONS,
)
PARTS = st.builds(
    lambda a, b, error, persons: Part(
        value=100 * a / b,
        unit="%",
        scale=100,
        numerator=a,
        denominator=b,
        size=b,
        std_error=error,
        persons=frozenset(persons),
    ),
    st.floats(0, 1000),
    st.floats(1, 1000),
    st.floats(0, 10),
    st.sets(st.integers(0, 40)),
)


def same(one, other):
    assert one.value == pytest.approx(other.value, rel=1e-9, abs=1e-9)
    for name in ("numerator", "denominator", "size", "std_error"):
        ours, theirs = getattr(one, name), getattr(other, name)
        assert (ours is None) == (theirs is None)
        assert ours is None or ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    assert one.persons == other.persons


@given(st.sampled_from(LAWFUL), st.lists(PARTS, min_size=1, max_size=8), st.randoms())
def test_the_order_of_parts_changes_nothing(aggregation, parts, chance):
    shuffled = list(parts)
    chance.shuffle(shuffled)
    same(total_of(parts, aggregation), total_of(shuffled, aggregation))


@given(st.sampled_from(LAWFUL), st.lists(st.lists(PARTS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_a_total_of_totals_is_the_total_of_all(aggregation, groups):
    nested = total_of([total_of(group, aggregation) for group in groups], aggregation)
    same(nested, total_of([part for group in groups for part in group], aggregation))


@given(st.lists(PARTS, min_size=1, max_size=8))
def test_one_more_part_of_nothing_changes_no_sum(parts):
    nothing = Part(value=0.0, unit="%", scale=100, std_error=0.0)
    ours = total_of(parts, Aggregation.SUM)
    assert total_of([*parts, nothing], Aggregation.SUM).value == pytest.approx(ours.value)


@pytest.mark.parametrize(
    ("aggregation", "reason"),
    [
        (Aggregation.MEAN, MeanOfMeans),
        (Aggregation.MEDIAN, MedianOfMedians),
        (Aggregation.LAST_VALUE, LastOnlyInTime),
        (Aggregation.DISTINCT_PERSONS, CountsTwice),
    ],
)
def test_totals_over_places_that_the_declaration_forbids_are_refused(aggregation, reason):
    with pytest.raises(reason):
        total_of([Part(value=1.0), Part(value=2.0)], aggregation)


def test_parts_that_lack_what_they_are_weighed_by_are_refused():
    bare, whole = Part(value=10.0), Part(value=20.0, numerator=1, denominator=5, size=5)
    with pytest.raises(NothingToRollUp):
        total_of([], Aggregation.SUM)
    with pytest.raises(DenominatorsMissing):
        total_of([bare, whole], Aggregation.RATIO_OF_SUMS)
    with pytest.raises(SizesMissing):
        total_of([bare, whole], Aggregation.WEIGHTED_MEAN)
    with pytest.raises(DeclarationsDiffer):
        total_of([Part(value=1.0, unit="jours"), Part(value=2.0, unit="mois")], Aggregation.SUM)
    with pytest.raises(DeclarationsDiffer):
        total_of([Part(value=1.0, scale=100), Part(value=2.0)], Aggregation.SUM)


def test_a_total_says_its_interval_only_when_every_part_does():
    known = [Part(value=3.0, std_error=3.0), Part(value=4.0, std_error=4.0)]
    total = total_of(known, Aggregation.SUM)
    assert total.std_error == 5.0
    assert total.interval(0.95) == pytest.approx((7 - 9.79982, 7 + 9.79982), abs=1e-4)
    assert total_of([*known, Part(value=1.0)], Aggregation.SUM).interval(0.95) is None


COUNTS = st.lists(st.integers(0, 500), min_size=1, max_size=6)


@given(COUNTS, st.floats(0, 1))
def test_estimate_by_share_lies_within_the_bounds_and_falls_with_the_share(counts, share):
    found = distinct_persons(counts, overlap_share=share)
    assert max(counts) == found.low <= found.value <= found.high == sum(counts)
    assert found.double_counts == pytest.approx(sum(counts) - found.value)
    assert found.value <= distinct_persons(counts, overlap_share=share / 2).value


@given(st.lists(st.sets(st.integers(0, 60)), min_size=1, max_size=5))
def test_true_number_lies_within_the_bounds(groups):
    found = distinct_persons([len(group) for group in groups], population=61)
    assert found.low <= len(set().union(*groups)) <= found.high
    assert found.low <= found.value <= found.high


def test_two_who_share_known_persons_are_counted_exactly():
    # 100 and 60 people, 20 of them met by both: 40 of 160 counted are also counted by the other.
    assert distinct_persons([100, 60], overlap_share=40 / 160).value == 140
    assert distinct_persons([100, 60]).method is OverlapMethod.BOUNDS
    assert distinct_persons([100, 60]).value is None


def test_overlaps_that_cannot_be_are_refused():
    with pytest.raises(NothingToRollUp):
        distinct_persons([])
    with pytest.raises(OverlapShareInvalid):
        distinct_persons([1, 2], overlap_share=1.5)
    with pytest.raises(PopulationTooSmall):
        distinct_persons([100], population=50)
