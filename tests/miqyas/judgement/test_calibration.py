"""Calibration against the dense model, statsmodels, invariances, and every refusal."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from tests.miqyas.judgement.calls import COLUMNS, call

from miqyas.errors import (
    DesignDisconnected,
    InvalidLevel,
    NotNumeric,
    PanelUnclear,
    RankDrawsTooFew,
    ReviewTwice,
    ScoresAlike,
    TooFewReviewed,
    TopOutOfRange,
)
from miqyas.judgement.calibration import calibrate
from miqyas.judgement.links import contrasts, links_of
from miqyas.judgement.ranking import Ranks, groups_of, ranks_over
from miqyas.numerics.crossed import CrossedSums, Ratings, Variances


def calibrated(scores, *, seed=1, **options):
    return calibrate(scores, **COLUMNS, rng=np.random.default_rng(seed), **options)


def ratings_of(scores):
    codes = [pd.factorize(scores[name], sort=True)[0] for name in ("file", "reviewer", "panel")]
    of_file = pd.Series(codes[2]).groupby(codes[0]).agg(lambda x: x.mode()[0]).to_numpy()
    of_reviewer = pd.Series(codes[2]).groupby(codes[1]).agg(lambda x: x.mode()[0]).to_numpy()
    return Ratings(scores["score"].to_numpy(), codes[0], codes[1], of_file, of_reviewer)


def dense(ratings, v):
    """Restricted likelihood with the whole covariance written out."""
    n = ratings.y.size
    groups = [ratings.file, ratings.reviewer, ratings.file_panel[ratings.file]]
    groups.append(ratings.reviewer_panel[ratings.reviewer])
    total = v.residual * np.eye(n)
    for group, variance in zip(groups, (v.file, v.reviewer, v.file_panel, v.reviewer_panel), strict=True):
        total += variance * (group[:, None] == group[None, :])
    inverse, one = np.linalg.inv(total), np.ones(n)
    x11, x1y = one @ inverse @ one, one @ inverse @ ratings.y
    left = ratings.y @ inverse @ ratings.y - x1y**2 / x11
    return -0.5 * (np.linalg.slogdet(total)[1] + left + np.log(x11)), x1y / x11


@pytest.mark.parametrize("n_panels", [1, 3])
def test_likelihood_is_that_of_the_whole_covariance(n_panels):
    ratings = ratings_of(call(n_panels=n_panels, n_reviewers=12).scores)
    sums = CrossedSums(ratings)
    panels = (0.3, 0.4) if n_panels > 1 else (0.0, 0.0)
    for v in (Variances(1.0, 0.5, 1.2, *panels), Variances(0.2, 2.0, 0.3, *panels)):
        found = sums.solve(v)
        likelihood, mean = dense(ratings, v)
        assert found.likelihood == pytest.approx(likelihood, rel=1e-10)
        assert found.mean == pytest.approx(mean, rel=1e-10)


def test_draws_have_the_exact_mean_and_spread():
    ratings, v = ratings_of(call(n_files=12, n_reviewers=4).scores), Variances(1.0, 0.5, 1.2)
    sums = CrossedSums(ratings)
    files, u, mean = sums.draw(v, sums.solve(v), np.random.default_rng(0), 40_000)
    z = np.concatenate(
        [np.eye(12)[ratings.file], np.eye(4)[ratings.reviewer], np.ones((ratings.y.size, 1))], axis=1
    )
    prior = np.diag(np.concatenate([np.full(12, 1 / v.file), np.full(4, 1 / v.reviewer), [0.0]]))
    covariance = np.linalg.inv(z.T @ z / v.residual + prior)
    expected = covariance @ z.T @ ratings.y / v.residual
    drawn = np.concatenate([files, u, mean[None]])
    sd = np.sqrt(np.diag(covariance))
    assert np.abs(drawn.mean(axis=1) - expected).max() < 4 * sd.max() / 200
    assert drawn.std(axis=1) == pytest.approx(sd, rel=0.03)


def test_variances_are_those_of_statsmodels():
    scores = call(3, n_files=80, n_reviewers=12).scores
    found = calibrated(scores).variances
    model = sm.MixedLM.from_formula(
        "score ~ 1", scores.assign(all=1), groups="all",
        vc_formula={"file": "0 + C(file)", "reviewer": "0 + C(reviewer)"}, re_formula="0",
    )  # fmt: skip
    fit = model.fit(reml=True, method="lbfgs")
    told = dict(zip(model.exog_vc.names, fit.vcomp, strict=True))
    assert found["file"] == pytest.approx(told["file"], abs=1.5e-3)
    assert found["reviewer"] == pytest.approx(told["reviewer"], abs=1.5e-3)
    assert found["residual"] == pytest.approx(fit.scale, abs=1.5e-3)


def test_variances_of_a_whole_table_are_those_of_its_analysis_of_variance():
    """Shrout and Fleiss (1979), Psychological Bulletin 86(2), table 2: 6 targets, 4 judges; ICC(2,1) 0.290."""
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    rows = [(i, j, score) for i, line in enumerate(table) for j, score in enumerate(line)]
    found = calibrated(pd.DataFrame(rows, columns=["file", "reviewer", "score"]))
    expected = {"file": 2.556, "reviewer": 5.244, "residual": 1.019}
    assert found.variances == pytest.approx(expected, abs=2e-3)
    assert round(found.icc, 3) == 0.290


def test_unit_of_scores_and_names_change_nothing():
    scores = call(5).scores
    found = calibrated(scores, top=15)
    again = calibrated(scores.assign(score=10 * scores["score"] - 3), top=15)
    assert [one.id for one in again.files] == [one.id for one in found.files]
    assert [one.expected_rank for one in again.files] == [one.expected_rank for one in found.files]
    assert [one.quality for one in again.files] == pytest.approx(
        [10 * x.quality - 3 for x in found.files], rel=1e-5
    )
    shuffled = scores.sample(frac=1, random_state=3)
    assert calibrated(shuffled, top=15) == found


def test_lower_is_better_turns_the_list():
    scores = call(5).scores
    found = calibrated(scores, top=15)
    turned = calibrated(scores.assign(score=-scores["score"]), is_higher_better=False, top=15)
    assert [one.expected_rank for one in turned.files] == [one.expected_rank for one in found.files]
    assert turned.files[0].quality == pytest.approx(-found.files[0].quality, rel=1e-6)
    assert turned.files[0].quality_low < turned.files[0].quality < turned.files[0].quality_high


def test_a_harsh_reviewer_costs_a_file_less_than_with_plain_means():
    scores = call(7, n_files=200, n_reviewers=12).scores
    moved = scores.assign(score=scores["score"] + (scores["reviewer"] == "r000"))
    ranks = [{one.id: one.expected_rank for one in calibrated(each).files} for each in (scores, moved)]
    plain = [each.groupby("file")["score"].mean().rank(ascending=False) for each in (scores, moved)]
    assert max(abs(ranks[0][name] - ranks[1][name]) for name in ranks[0]) < 8
    assert (plain[0] - plain[1]).abs().max() > 12


@pytest.mark.parametrize("n_panels", [1, 3])
def test_intervals_of_ranks_hold_the_true_rank(n_panels):
    held, n = 0, 0
    for seed in range(12):
        made = call(seed, n_panels=n_panels, n_reviewers=12)
        true = (-made.quality).argsort().argsort() + 1
        panel = {"panel": "panel"} if n_panels > 1 else {}
        for one in calibrated(made.scores, draws=800, **panel).files:
            held += one.low <= true[int(one.id[1:])] <= one.high
            n += 1
    assert 0.86 < held / n < 0.97


def test_panels_without_bridge_are_refused_and_named():
    scores = call(2, n_panels=3, n_reviewers=12, bridged=0.0).scores
    with pytest.raises(DesignDisconnected, match="form 3 groups") as refusal:
        calibrated(scores, panel="panel")
    assert refusal.value.facts["bridges"] == 2


def test_each_reviewer_with_one_file_is_refused():
    scores = pd.DataFrame({"file": list("aabbcc"), "reviewer": list("uvwxyz"), "score": [1.0, 2, 3, 4, 5, 6]})
    with pytest.raises(DesignDisconnected, match="form 3 groups"):
        calibrated(scores)


def test_weakly_linked_panels_are_told():
    scores = call(2, n_files=90, n_panels=3, n_reviewers=12, bridged=0.0).scores
    one_bridge = scores.copy()
    for old, new in (("p0", "p1"), ("p1", "p2")):
        reader = scores.loc[scores["panel"] == old, "reviewer"].iloc[0]
        row = scores[scores["panel"] == new].iloc[[0]].assign(reviewer=reader)
        one_bridge = pd.concat([one_bridge, row])
    assert "weak_links" in calibrated(one_bridge, panel="panel").warnings
    assert (
        "weak_links"
        not in calibrated(
            call(2, n_files=90, n_panels=3, n_reviewers=12, bridged=0.6).scores, panel="panel"
        ).warnings
    )


def designed(*, outside=0.0, anchors=0, n_files=1000, n_readers=50, n_panels=10):
    """Files of panels read by three of theirs; a share by one outside reader too, or by everybody."""
    rng = np.random.default_rng(0)
    of_file, of_reader = np.arange(n_files) % n_panels, np.arange(n_readers) % n_panels
    drawn = rng.permutation(n_files)
    bridges, read_by_all = set(drawn[: round(outside * n_files)]), set(drawn[:anchors])
    files, readers = [], []
    for i in range(n_files):
        reading = rng.choice(np.flatnonzero(of_reader == of_file[i]), 3, replace=False)
        if i in bridges:
            reading[0] = rng.choice(np.flatnonzero(of_reader != of_file[i]))
        if i in read_by_all:
            reading = np.arange(n_readers)
        files += [i] * reading.size
        readers += list(reading)
    return Ratings(rng.normal(size=len(files)), np.array(files), np.array(readers), of_file, of_reader)


@pytest.mark.parametrize(("design", "contrast", "correlation"), [
    ({"outside": 0.05}, 0.57, -0.68), ({"outside": 0.1}, 0.41, -0.58), ({"outside": 0.2}, 0.29, -0.46),
    ({"outside": 0.3}, 0.22, -0.36), ({"anchors": 1}, 0.63, -0.75), ({"anchors": 3}, 0.37, -0.59),
    ({"anchors": 5}, 0.28, -0.49), ({"anchors": 10}, 0.20, -0.35),
])  # fmt: skip
def test_links_of_panels_are_those_measured_on_such_designs(design, contrast, correlation):
    """Of the field sheet, by a prototype of other code; designs with outside readers are drawn, so within 0.04."""
    ratings = designed(**design)
    sums = CrossedSums(ratings)
    found = links_of(sums, sums.solve(Variances(1.0, 0.3, 1.0, 0.49, 0.49)))
    assert contrasts(ratings)[np.triu_indices(10, 1)].mean() == pytest.approx(contrast, abs=0.04)
    assert found.correlation == pytest.approx(correlation, abs=0.04)
    assert found.is_weak == (found.contrast > 0.5 or found.correlation < -0.6)


def test_the_weakest_link_is_the_one_left_out():
    scores = call(2, n_files=90, n_panels=3, n_reviewers=12, bridged=0.0).scores
    rows = [scores]
    # p0 and p1 share five files, p1 and p2 one.
    for old, new, n in (("p0", "p1", 5), ("p1", "p2", 1)):
        reader = scores.loc[scores["panel"] == old, "reviewer"].iloc[0]
        mine = scores[scores["panel"] == new].drop_duplicates("file").head(n)
        rows.append(mine[mine["reviewer"] != reader].assign(reviewer=reader))
    found = calibrated(pd.concat(rows), panel="panel")
    assert found.weakest == ("p0", "p2")
    assert found.contrast > 0.5
    assert "weak_links" in found.warnings
    for panel in ("p0", "p1", "p2"):
        ranks = [one.rank_in_panel for one in found.files if one.panel == panel]
        assert sum(ranks) == pytest.approx(30 * 31 / 2)
    assert all(one.low_in_panel <= one.rank_in_panel <= one.high_in_panel for one in found.files)


def test_one_pool_has_no_link_to_tell():
    found = calibrated(call(1).scores)
    assert (found.weakest, found.contrast, found.files[0].rank_in_panel) == (None, None, None)


def test_a_file_sure_of_the_last_place_has_it():
    order = np.array([[4.0], [3.0], [2.0], [1.0]]) + np.zeros((4, 400))
    # In one draw of 400 the third stands second: its expected rank, the line, is just under 3.
    order[1:3, 0] = order[[2, 1], 0]
    ranks = ranks_over([order], top=3)
    assert (ranks.expected[2] < 3, ranks.inner_low[2], ranks.p_top[2]) == (True, 3.0, 1.0)
    assert groups_of(ranks, 3) == ("accept", "accept", "accept", "reject")


@pytest.mark.parametrize("top", [1, 2, 3])
def test_places_are_never_more_nor_fewer_than_those_who_may_have_them(top):
    rng = np.random.default_rng(0)
    for _ in range(300):
        spread = rng.gamma(1, rng.choice([0.1, 1, 5]), size=(6, 1))
        draws = rng.normal(size=(6, 1)) * rng.choice([0, 0.3, 1]) + rng.normal(size=(6, 40)) * spread
        groups = groups_of(ranks_over([draws], top=top), top)
        assert groups.count("accept") <= top <= groups.count("accept") + groups.count("draw")


def test_two_files_better_than_the_line_of_one_place_are_drawn_among():
    # Seldom far behind, both stand second or better in three draws of four: better than their mean, which is the line.
    expected, low, high = [2.02, 2.02, 3.65, 3.65, 3.66], [1, 1, 3, 3, 3], [2, 2, 4, 4, 4]
    ranks = Ranks(*(np.array(column, dtype=float) for column in (expected, low, high, low, high)), p_top=None)
    assert groups_of(ranks, 1) == ("draw", "draw", "reject", "reject", "reject")


def test_a_higher_level_sends_more_files_to_the_lottery():
    scores = call(1).scores
    drawn = [
        sum(one.group == "draw" for one in calibrated(scores, top=15, group_level=level).files)
        for level in (0.3, 0.5, 0.9)
    ]
    assert drawn[0] < drawn[1] < drawn[2]


@pytest.mark.parametrize(("changed", "options", "error"), [
    (lambda t: pd.concat([t, t.head(1)]), {}, ReviewTwice),
    (lambda t: t.assign(score=4.0), {}, ScoresAlike),
    (lambda t: t.drop_duplicates("file"), {}, TooFewReviewed),
    (lambda t: t.assign(score="good"), {}, NotNumeric),
    (lambda t: t.assign(panel=np.arange(len(t)) % 3), {"panel": "panel"}, PanelUnclear),
    (lambda t: t, {"top": 0}, TopOutOfRange),
    (lambda t: t, {"top": 60}, TopOutOfRange),
    (lambda t: t, {"draws": 10}, RankDrawsTooFew),
    (lambda t: t, {"level": 1.0}, InvalidLevel),
    (lambda t: t, {"group_level": 0.0}, InvalidLevel),
])  # fmt: skip
def test_what_cannot_be_is_refused(changed, options, error):
    with pytest.raises(error):
        calibrated(changed(call(1).scores), **options)


def test_missing_scores_are_counted():
    scores = call(1).scores
    scores.loc[:2, "score"] = np.nan
    assert calibrated(scores).n_dropped == 3
