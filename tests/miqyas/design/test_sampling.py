"""Samples: chances that are exact by enumeration and by simulation, weights, design effects, refusals."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest

from miqyas import errors
from miqyas.design.allocation import Allocation, allocate
from miqyas.design.frame import read_frame
from miqyas.design.record import Record
from miqyas.design.samples import listed_sample, record_of_sample, verify_sample
from miqyas.design.sampling import sample
from miqyas.design.selection import Selection
from miqyas.numerics.selection import inclusion, sampford, systematic


def households(n=60, seed=1):
    rng = np.random.default_rng(seed)
    return pd.DataFrame({
        "id": [f"m{place:03d}" for place in range(n)],
        "zone": [["plaine", "montagne", "ville"][place % 3] for place in range(n)],
        "village": [f"v{place // 5}" for place in range(n)],
        "people": rng.integers(1, 12, n),
        "income": rng.normal(1000, 100, n) * (1 + 3 * (np.arange(n) % 3 == 2)),
    })  # fmt: skip


FRAME = read_frame(households(), id="id")


def shares_over_seeds(frame, selection, seeds=2000):
    taken = np.zeros(frame.n)
    for seed in range(seeds):
        taken[sample(frame, selection, seed=seed).rows] += 1
    return taken / seeds


@pytest.mark.parametrize(
    "selection",
    [
        Selection(n=12, id="id"),
        Selection(n=12, id="id", systematic=True, order_by=("zone", "income")),
        Selection(n=13, id="id", strata=("zone",)),
        Selection(n=12, id="id", strata=("zone",), allocation="equal"),
        Selection(n=20, id="id", strata=("zone",), allocation="neyman", sd_column="income"),
        Selection(n=12, id="id", size="people"),
        Selection(n=6, id="id", size="people", unequal="sampford"),
        Selection(n=12, id="id", size="people", strata=("zone",)),
        Selection(n=12, id="id", cluster="village", take=3),
    ],
    ids=lambda selection: f"{selection.method} {selection.allocation} {selection.unequal}",
)
def test_each_unit_is_drawn_as_often_as_its_chance_says(selection):
    drawn = sample(FRAME, selection, seed=1)
    assert len(drawn.rows) == selection.n == len(set(drawn.rows.tolist()))
    assert drawn.chance.sum() == pytest.approx(selection.n)
    shares = shares_over_seeds(FRAME, selection)
    margin = 4.5 * np.sqrt(drawn.chance * (1 - drawn.chance) / 2000) + 1e-12
    assert (np.abs(shares - drawn.chance) <= margin).all()


def test_systematic_chances_are_exact_by_enumeration_of_the_starts():
    chances = inclusion(np.array([1.0, 3, 2, 5, 4, 1]), 2)
    edges = np.unique(np.concatenate([[0, 1], np.mod(np.cumsum(chances), 1.0)]))
    found = np.zeros(6)
    for low, high in pairwise(edges):
        found[systematic(chances, np.arange(6), (low + high) / 2)] += high - low
    assert found == pytest.approx(chances, abs=1e-12)


def test_sampford_chances_are_exact_by_enumeration_of_the_samples():
    chances = inclusion(np.array([1.0, 3, 2, 4, 4]), 2)
    odds = chances / (1 - chances)
    # P(s) is proportional to the product of the odds times the sum over s of (1 - chance): Sampford (1967).
    masses = {
        pair: odds[list(pair)].prod() * (1 - chances[list(pair)]).sum() for pair in combinations(range(5), 2)
    }
    total = sum(masses.values())
    by_unit = [sum(mass for pair, mass in masses.items() if unit in pair) / total for unit in range(5)]
    assert by_unit == pytest.approx(chances, abs=1e-12)
    rng = np.random.default_rng(3)
    drawn = [tuple(sampford(chances, iter(rng.random, None)).tolist()) for _ in range(20_000)]
    for pair, mass in masses.items():
        share = mass / total
        assert drawn.count(pair) / 20_000 == pytest.approx(share, abs=4.5 * np.sqrt(share / 20_000))


def test_a_unit_too_large_is_taken_for_sure_and_the_others_share_the_rest():
    assert inclusion(np.array([10.0, 1, 1, 1, 1, 1, 1]), 3) == pytest.approx([1, *[1 / 3] * 6])


def test_two_stages_weigh_everyone_alike():
    drawn = sample(FRAME, Selection(n=12, id="id", cluster="village", take=3, icc=0.1), seed=3)
    assert drawn.weights == pytest.approx(np.full(12, 5.0))
    assert drawn.design_effect == pytest.approx({"weighting": 1.0, "clustering": 1.2, "effective_n": 10.0})


def test_a_small_cluster_gives_all_it_has_and_its_weight_says_so():
    table = pd.DataFrame({"id": range(22), "village": ["a"] * 2 + ["b"] * 10 + ["c"] * 10})
    frame = read_frame(table, id="id")
    seen = [
        sample(frame, Selection(n=6, id="id", cluster="village", take=3), seed=seed) for seed in range(60)
    ]
    # Chance of a: 2 clusters x 2 / 22, then both; of the others 20/22, then 3 of 10.
    assert {round(float(chance), 12) for chance in seen[0].chance} == {
        round(4 / 22, 12),
        round(20 / 22 * 0.3, 12),
    }
    assert {len(drawn.rows) for drawn in seen} == {5, 6}


def test_weights_add_up_to_the_frame_on_average():
    selection = Selection(n=12, id="id", size="people")
    totals = [sample(FRAME, selection, seed=seed).weights.sum() for seed in range(1500)]
    assert np.mean(totals) == pytest.approx(60, rel=0.03)


def test_kish_effect_of_weights_is_one_plus_their_squared_variation():
    drawn = sample(
        FRAME,
        Selection(n=12, id="id", strata=("zone",), given={"ville": 8, "plaine": 2, "montagne": 2}),
        seed=1,
    )
    weights = drawn.weights
    assert drawn.design_effect["weighting"] == pytest.approx(1 + weights.var() / weights.mean() ** 2)


def test_the_order_of_the_rows_plays_no_part():
    mixed = read_frame(households().sample(frac=1, random_state=5), id="id")
    for selection in (
        Selection(n=9, id="id", size="people"),
        Selection(n=12, id="id", cluster="village", take=4),
    ):
        one, other = (sample(frame, selection, seed=8) for frame in (FRAME, mixed))
        assert one.rows.tolist() == other.rows.tolist()


@pytest.mark.parametrize(
    ("n", "sizes", "allocation", "spreads", "expected"),
    [
        (100, [5000, 3000, 2000], "proportional", None, [50, 30, 20]),
        (10, [5, 5, 990], "proportional", None, [1, 1, 8]),
        (9, [50, 50, 50], "equal", None, [3, 3, 3]),
        (30, [4, 100, 100], "equal", None, [4, 13, 13]),
        # Neyman: n N_h S_h / sum; 60*20, 30*40, 10*60 = 1200, 1200, 600.
        (25, [60, 30, 10], "neyman", [20.0, 40.0, 60.0], [10, 10, 5]),
        # The third would give 15: it gives its 10, the others share the rest.
        (30, [60, 30, 10], "neyman", [20.0, 40.0, 240.0], [10, 10, 10]),
    ],
)
def test_allocation_by_hand(n, sizes, allocation, spreads, expected):
    found = allocate(
        n, strata=["a", "b", "c"], sizes=np.array(sizes), allocation=Allocation(allocation),
        spreads=None if spreads is None else np.array(spreads),
    )  # fmt: skip
    assert found.tolist() == expected


def test_a_sample_is_verified_and_its_list_holds_chances_and_weights():
    selection = Selection(n=6, id="id", size="people")
    drawn = sample(FRAME, selection, seed=4)
    record = record_of_sample(drawn, FRAME)
    kept, seal = Record.from_dict(record.to_dict())
    assert verify_sample(kept, seal, households().iloc[::-1]).same
    assert not verify_sample(kept, seal, households().assign(people=1)).frame
    heading, rows = listed_sample(drawn, FRAME)
    first = dict(zip(heading, next(rows), strict=True))
    assert float(first["inclusion_probability"]) * float(first["weight"]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"n": 0}, errors.OptionOutOfRange),
        ({"n": 61}, errors.SampleTooLarge),
        ({"n": 2, "strata": ("zone",)}, errors.OptionOutOfRange),
        ({"n": 5, "size": "zone"}, errors.NotNumeric),
        ({"n": 5, "size": "peuple"}, errors.MissingColumn),
        ({"n": 5, "size": "people", "systematic": True}, errors.OptionsExclude),
        ({"n": 5, "allocation": "neyman"}, errors.OptionOutOfRange),
        ({"n": 5, "sd_column": "income"}, errors.OptionOutOfRange),
        ({"n": 5, "order_by": ("income",)}, errors.OptionOutOfRange),
        ({"n": 10, "cluster": "village", "take": 3}, errors.TakeDoesNotDivide),
        ({"n": 10, "cluster": "village"}, errors.OptionOutOfRange),
        ({"n": 60, "cluster": "village", "take": 4}, errors.SampleTooLarge),
        ({"n": 5, "icc": 1.0}, errors.OptionOutOfRange),
        ({"n": 5, "strata": ("zone",), "given": {"mer": 3}}, errors.StratumUnknown),
        (
            {"n": 5, "strata": ("zone",), "given": {"ville": 30, "plaine": 1, "montagne": 1}},
            errors.SampleTooLarge,
        ),
    ],
)
def test_a_sample_that_cannot_be_drawn_is_refused(options, refusal):
    with pytest.raises(refusal):
        sample(FRAME, Selection(**{"id": "id", **options}), seed=1)


def test_sizes_must_be_above_zero():
    with pytest.raises(errors.SizeNotPositive):
        sample(
            read_frame(households().assign(people=0), id="id"), Selection(n=5, id="id", size="people"), seed=1
        )


def test_sampford_gives_up_where_nearly_all_are_taken(monkeypatch):
    monkeypatch.setattr("miqyas.numerics.selection.MOST_TRIES", 5)
    table = households(40).assign(people=1)
    with pytest.raises(errors.RejectiveTooLong):
        sample(
            read_frame(table, id="id"), Selection(n=39, id="id", size="people", unequal="sampford"), seed=1
        )
