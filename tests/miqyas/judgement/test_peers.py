"""Nobody is told by what is published of groups: nine, ten, eleven members, and any difference of two groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miqyas.errors import SuppressionFloorTooLow
from miqyas.judgement.peers import EVERYONE, LEAST_MEMBERS, Spread, publishable, spread


def members(*sizes, attribute="region"):
    """As many members of group 0, 1, 2… as said."""
    each = [group for group, n in enumerate(sizes) for _ in range(n)]
    return {place: {attribute: f"{group:02d}"} for place, group in enumerate(each)}


def shown(*sizes):
    return [
        (group[1], len(held)) for group, held in publishable(members(*sizes)).items() if group != EVERYONE
    ]


@pytest.mark.parametrize(("n", "is_shown"), [(9, False), (10, True), (11, True)])
def test_everyone_is_shown_from_ten_members_on(n, is_shown):
    assert (EVERYONE in publishable(members(n))) is is_shown


@pytest.mark.parametrize(
    ("n", "found"), [(9, []), (10, [("00", 10), ("01", 20)]), (11, [("00", 11), ("01", 20)])]
)
def test_a_group_of_nine_hides_its_neighbour_too(n, found):
    # With nine hidden, the group of twenty is the whole less the nine: it would tell them.
    assert shown(n, 20) == found


def test_two_small_groups_hide_each_other_when_together_they_are_ten():
    assert shown(5, 5, 20) == [("02", 20)]
    assert shown(5, 4, 20) == []


def test_members_of_no_group_count_as_what_is_left():
    with_unknown = members(20) | {f"unknown {i}": {"region": ""} for i in range(3)}
    assert list(publishable(with_unknown)) == [EVERYONE]


def test_groups_of_two_attributes_that_nearly_coincide_are_not_both_shown():
    nearly = {i: {"kind": "a" if i < 12 else "b", "size": "1" if i < 11 else "2"} for i in range(40)}
    found = publishable(nearly)
    # Twelve less eleven would tell one: only one of the two attributes is left.
    assert len({attribute for attribute, _ in found} - {""}) == 1


def test_groups_that_coincide_wholly_are_both_shown():
    same = {i: {"kind": "a" if i < 12 else "b", "size": "1" if i < 12 else "2"} for i in range(30)}
    assert len(publishable(same)) == 5


POPULATION = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.sampled_from(["1", "2", "3", ""]), st.sampled_from(["05", "08", ""])
    ),
    max_size=60,
)


@given(POPULATION)
def test_no_difference_of_two_published_groups_tells_one_to_nine(population):
    people = {
        place: {"kind": kind, "size": size, "region": region}
        for place, (kind, size, region) in enumerate(population)
    }
    found = publishable(people)
    assert all(len(held) >= LEAST_MEMBERS for held in found.values())
    for first in found.values():
        for second in found.values():
            assert len(first ^ second) == 0 or len(first ^ second) >= LEAST_MEMBERS
    for attribute in ("kind", "size", "region"):
        parts = [held for (name, _), held in found.items() if name == attribute]
        rest = set(people).difference(*parts) if parts else set()
        assert not 0 < len(rest) < LEAST_MEMBERS
    # The order in which people come changes nothing.
    assert publishable(dict(reversed(people.items()))) == found


def test_a_floor_that_hides_nobody_is_refused():
    with pytest.raises(SuppressionFloorTooLow, match="1"):
        publishable(members(3), least=1)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_quartiles_are_levels_some_member_has(levels):
    found = spread(levels)
    assert {found.low, found.median, found.high} <= set(levels)
    assert found.low <= found.median <= found.high
    numpy = pytest.importorskip("numpy")
    expected = numpy.quantile(levels, [0.25, 0.5, 0.75], method="inverted_cdf")
    assert [found.low, found.median, found.high] == list(expected)


def test_no_member_no_spread():
    assert spread([]) is None
    assert spread([4]) == Spread(1, 4, 4, 4)
