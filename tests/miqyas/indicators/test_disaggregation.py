import pytest
from hypothesis import given
from hypothesis import strategies as st

from miqyas.errors import AgeBandsInvalid, AgeInvalid, DifficultyInvalid, DifficultyUnknown
from miqyas.indicators.disaggregation import (
    Difficulty,
    Dimension,
    age_band,
    band_keys,
    groups_of,
    has_disability,
)

NO_DIFFICULTY = dict.fromkeys(Difficulty, 1)


@pytest.mark.parametrize("dimension", Dimension)
def test_every_group_has_a_name_in_three_languages(dimension):
    groups = groups_of(dimension, age_bands=[0, 15], own=["Argan", "Safran"])
    assert len(groups) == 2
    for names in (dimension.names, *(group.names for group in groups)):
        assert sorted(names) == ["ar", "en", "fr"]
        assert all(name.strip() for name in names.values())


def test_without_bands_or_categories_there_is_no_group():
    assert groups_of(Dimension.AGE) == groups_of(Dimension.OWN) == groups_of(Dimension.TERRITORY) == ()


@given(st.lists(st.integers(0, 110), min_size=1, max_size=8, unique=True), st.integers(0, 120))
def test_every_age_from_the_first_band_on_falls_in_one_band(starts, age):
    starts = sorted(starts)
    found = age_band(age, starts)
    assert (found is None) == (age < starts[0])
    assert found is None or found in band_keys(starts)
    assert len(set(band_keys(starts))) == len(starts)


@pytest.mark.parametrize("starts", [[15, 0], [0, 0], [-1, 4]])
def test_bands_that_do_not_rise_are_refused(starts):
    with pytest.raises(AgeBandsInvalid):
        band_keys(starts)


@pytest.mark.parametrize("age", [-1, float("nan"), float("inf")])
def test_an_age_that_is_none_is_refused(age):
    with pytest.raises(AgeInvalid):
        age_band(age, [0, 15])


@pytest.mark.parametrize("domain", Difficulty)
def test_a_lot_of_difficulty_in_any_one_domain_is_enough(domain):
    assert has_disability({**NO_DIFFICULTY, domain: 3}) is True
    assert has_disability({**NO_DIFFICULTY, domain: 4}) is True
    assert has_disability({**NO_DIFFICULTY, domain: 2}) is False
    assert has_disability({**NO_DIFFICULTY, domain: 2}, cutoff=2) is True


def test_a_question_without_an_answer_never_counts_as_no_difficulty():
    assert has_disability({**NO_DIFFICULTY, "seeing": None}) is None
    assert has_disability({"seeing": None, "walking": 4}) is True
    assert has_disability({}) is None


def test_answers_that_are_none_of_the_four_are_refused():
    for answers in ({"seeing": 0}, {"seeing": 5}):
        with pytest.raises(DifficultyInvalid):
            has_disability(answers)
    with pytest.raises(DifficultyInvalid):
        has_disability(NO_DIFFICULTY, cutoff=5)
    with pytest.raises(DifficultyUnknown):
        has_disability({"vue": 3})
