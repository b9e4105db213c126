"""Uncertain weights: areas by hand, an independent count, invariances, coupling with reviews, refusals."""

import numpy as np
import pytest
from tests.miqyas.judgement.calls import COLUMNS, call

from miqyas.errors import (
    InvalidLevel,
    RankDrawsTooFew,
    ScoresShapeWrong,
    TopOutOfRange,
    WeightBoundsEmpty,
    WeightsUnreadable,
)
from miqyas.judgement.calibration import calibrate, quality_draws
from miqyas.judgement.weights import weigh
from miqyas.numerics.weight_draws import _walked, around, within


def weighed(scores, *, seed=1, **options):
    scores = np.asarray(scores, dtype=float)
    ids, criteria = [f"f{k}" for k in range(len(scores))], [f"c{k}" for k in range(scores.shape[1])]
    return weigh(ids, criteria, scores, **({"top": 1, "rng": np.random.default_rng(seed)} | options))


def by_name(found):
    return {one.id: one for one in found.files}


def test_two_criteria_are_a_line_cut_where_totals_meet():
    """f0 first where w > 0.9 (1 - w): 10/19 of the line; its central weight is the middle of that part."""
    found = by_name(weighed([[1, 0], [0, 0.9]], draws=40_000))
    assert found["f0"].p_first == pytest.approx(10 / 19, abs=0.01)
    assert found["f0"].central["c0"] == pytest.approx((1 + 9 / 19) / 2, abs=0.005)
    assert found["f1"].central["c0"] == pytest.approx(9 / 38, abs=0.005)


def test_three_equal_corners_share_the_triangle():
    found = weighed(np.eye(3), draws=40_000)
    assert [one.p_first for one in found.files] == pytest.approx([1 / 3] * 3, abs=0.01)
    assert found.p_rank.sum(axis=0) == pytest.approx([1] * 3)
    # The mean of the largest of three parts of a stick is 11/18.
    for one in found.files:
        assert max(one.central.values()) == pytest.approx(11 / 18, abs=0.006)


def test_every_probability_is_that_of_a_plain_count():
    scores = np.random.default_rng(5).random((12, 4))
    found = weighed(scores, top=4, draws=20_000)
    drawn = np.random.default_rng(77).exponential(size=(20_000, 4))
    totals = drawn / drawn.sum(axis=1, keepdims=True) @ scores.T
    ranks = (-totals).argsort(axis=1).argsort(axis=1) + 1
    for i in range(12):
        one = by_name(found)[f"f{i}"]
        assert one.expected_rank == pytest.approx(ranks[:, i].mean(), abs=0.06)
        assert one.p_top == pytest.approx((ranks[:, i] <= 4).mean(), abs=0.02)
    assert found.p_rank.sum(axis=1) == pytest.approx([1] * 12)
    assert sum(one.p_top for one in found.files) == pytest.approx(4)


def test_a_file_beaten_everywhere_is_never_first_and_one_that_beats_all_always():
    found = by_name(weighed([[0.9, 0.9], [0.5, 0.4], [0.2, 0.3]], top=2))
    assert (found["f0"].p_first, found["f0"].high) == (1, 1)
    assert (found["f2"].p_top, found["f2"].central) == (0, None)


def test_equal_files_share_their_chances():
    found = weighed([[0.5, 0.5]] * 2, draws=20_000)
    assert found.files[0].p_first == pytest.approx(0.5, abs=0.02)
    assert found.undecided == 2


def test_weights_stated_alone_give_one_ranking_and_a_concentration_spreads_it():
    scores = np.random.default_rng(6).random((20, 3))
    stated = {"c0": 2, "c1": 1, "c2": 1}
    fixed = weighed(scores, weights=stated, top=5)
    order = np.argsort(-scores @ [0.5, 0.25, 0.25])
    assert [one.id for one in fixed.files] == [f"f{i}" for i in order]
    assert fixed.undecided == 0
    spread = [weighed(scores, weights=stated, concentration=c, top=5).undecided for c in (1000, 5)]
    assert spread[0] <= spread[1]
    drawn = around(np.array([0.2, 0.8, 0.0]), 50, np.random.default_rng(1), 50_000)
    assert drawn.mean(axis=0) == pytest.approx([0.2, 0.8, 0], abs=2e-3)
    assert drawn[:, 0].std() == pytest.approx((0.2 * 0.8 / 51) ** 0.5, rel=0.02)


def test_bounds_are_kept_and_the_walk_ends_as_rejection_does():
    low, high = np.array([0.1, 0.0, 0.0, 0.2]), np.array([0.5, 0.3, 1.0, 0.4])
    drawn, walked = (make(low, high, np.random.default_rng(2), 20_000) for make in (within, _walked))
    for each in (drawn, walked):
        assert each.sum(axis=1) == pytest.approx(np.ones(20_000))
        assert ((each >= low - 1e-12) & (each <= high + 1e-12)).all()
    assert walked.mean(axis=0) == pytest.approx(drawn.mean(axis=0), abs=4e-3)
    assert np.cov(walked.T) == pytest.approx(np.cov(drawn.T), abs=5e-4)
    tight = within(np.full(5, 0.19), np.full(5, 0.21), np.random.default_rng(3), 500)
    assert ((tight >= 0.19 - 1e-12) & (tight <= 0.21 + 1e-12)).all()


def test_order_of_files_and_names_change_nothing():
    scores = np.random.default_rng(8).random((6, 3))
    found = by_name(weighed(scores, draws=20_000))
    turned = weigh(
        [f"f{i}" for i in range(5, -1, -1)], ["c0", "c1", "c2"], scores[::-1], top=1, draws=20_000,
        rng=np.random.default_rng(1),
    )  # fmt: skip
    for one in turned.files:
        assert one.p_first == pytest.approx(found[one.id].p_first, abs=1e-3)


def test_reviews_unsure_widen_the_ranks_and_one_criterion_is_the_calibration():
    made = call(1)
    ids, drawn = quality_draws(made.scores, **COLUMNS, rng=np.random.default_rng(1))
    shares = (drawn - drawn.min()) / np.ptp(drawn)
    both = weigh(ids, ["score"], shares[:, None, :], top=15, draws=4000, rng=np.random.default_rng(2))
    ranked = {
        one.id: one for one in calibrate(made.scores, **COLUMNS, top=15, rng=np.random.default_rng(1)).files
    }
    for one in both.files:
        assert one.expected_rank == pytest.approx(ranked[one.id].expected_rank, abs=1e-6)
        assert one.p_top == pytest.approx(ranked[one.id].p_top)
    alone = weigh(ids, ["score"], shares.mean(axis=1)[:, None], top=15, rng=np.random.default_rng(2))
    assert alone.undecided == 0 < both.undecided
    with pytest.raises(RankDrawsTooFew):
        quality_draws(made.scores, **COLUMNS, draws=10, rng=np.random.default_rng(1))


@pytest.mark.parametrize(("scores", "options", "error"), [
    ([[0.5, 1.5], [0, 0]], {}, ScoresShapeWrong), ([[0.5, np.nan], [0, 0]], {}, ScoresShapeWrong),
    (np.zeros((2, 2, 2, 2)), {}, ScoresShapeWrong), (np.eye(3), {"top": 3}, TopOutOfRange),
    (np.eye(3), {"level": 0.0}, InvalidLevel), (np.eye(3), {"draws": 3}, RankDrawsTooFew),
    (np.eye(3), {"weights": {"z": 1.0}}, WeightsUnreadable), (np.eye(3), {"weights": {"c0": 0.0}}, WeightsUnreadable),
    (np.eye(3), {"weights": {"c0": -1.0, "c1": 3}}, WeightsUnreadable),
    (np.eye(3), {"weights": {"c0": 1.0}, "concentration": 0.0}, WeightsUnreadable),
    (np.eye(3), {"weights": {"c0": 1.0}, "bounds": {"c0": (0, 1)}}, WeightsUnreadable),
    (np.eye(3), {"bounds": {"c0": (0.6, 1), "c1": (0.6, 1)}}, WeightBoundsEmpty),
    (np.eye(3), {"bounds": {"c0": (0.5, 0.2)}}, WeightBoundsEmpty),
    (np.eye(3), {"bounds": dict.fromkeys(("c0", "c1", "c2"), (0, 0.2))}, WeightBoundsEmpty),
])  # fmt: skip
def test_what_cannot_be_weighed_is_refused(scores, options, error):
    with pytest.raises(error):
        weighed(scores, **options)


def test_a_name_twice_is_refused():
    with pytest.raises(ScoresShapeWrong):
        weigh(["a", "a"], ["x"], np.zeros((2, 1)), top=1, rng=np.random.default_rng(0))
