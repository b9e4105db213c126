"""Synthetic difference-in-differences: by hand, what must not change it, its variances, every refusal."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.optimize import minimize
from tests.miqyas.factors import regions

from miqyas import errors
from miqyas.estimators.sdid_blocks import Variance
from miqyas.estimators.synthetic_control import synthetic_control
from miqyas.estimators.synthetic_did import synthetic_did
from miqyas.numerics.synthetic_did import Weighting
from miqyas.reporting.notes import note_sentence
from miqyas.types import LANGUAGES

ROLES = {"outcome": "sales", "treatment": "treated", "unit_id": "region", "time": "year"}


def ask(panel, **more):
    return synthetic_did(panel, **{**ROLES, "rng": np.random.default_rng(1), **more})


@pytest.fixture(scope="module")
def panel():
    return regions(3, effect=2.0, n_treated=3, n_donors=9, n_before=8)


@pytest.fixture(scope="module")
def staggered(panel):
    return late(panel)


def late(panel):
    """Region r00 begins in 2008 like the others, r01 and r02 two years later."""
    waits = panel["region"].isin(["r01", "r02"]) & (panel["year"] < 2010)
    return panel.assign(treated=panel["treated"].where(~waits, 0))


def wide(panel):
    return panel.pivot_table(index="region", columns="year", values="sales").to_numpy()


def by_hand(y, n_treated, n_before):
    """Weights by a general optimiser, then the effect as four means."""
    treated, donors = y[:n_treated].mean(axis=0), y[n_treated:]
    noise = np.diff(donors[:, :n_before], axis=1).std(ddof=1)
    zeta = (n_treated * (y.shape[1] - n_before)) ** 0.25 * noise

    def solve(points, target, ridge):
        def loss(w):
            gaps = points @ w - target
            gaps = gaps - gaps.mean()
            return gaps @ gaps + ridge * w @ w

        n = points.shape[1]
        return minimize(
            loss, np.full(n, 1 / n), method="SLSQP", bounds=[(0, 1)] * n, options={"ftol": 1e-15, "maxiter": 1000},
            constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        ).x  # fmt: skip

    unit = solve(donors[:, :n_before].T, treated[:n_before], zeta**2 * n_before)
    after = donors[:, n_before:].mean(axis=1)
    period = solve(donors[:, :n_before], after, (1e-6 * noise) ** 2 * len(donors))
    own = treated[n_before:].mean() - period @ treated[:n_before]
    return own - unit @ (after - donors[:, :n_before] @ period)


def test_effect_is_the_weighted_difference_worked_out_by_hand(panel):
    assert ask(panel).estimate.value == pytest.approx(by_hand(wide(panel), 3, 8), abs=1e-5)


def test_equal_weights_are_the_plain_difference_in_differences(panel):
    cells = panel.assign(ever=panel["region"] <= "r02", after=panel["year"] >= 2008)
    means = cells.groupby(["ever", "after"])["sales"].mean()
    plain = means[True, True] - means[True, False] - means[False, True] + means[False, False]
    assert ask(panel, weighting=Weighting.DID).estimate.value == pytest.approx(plain, abs=1e-12)


def test_synthetic_control_in_the_same_frame_is_that_estimator():
    panel = regions(3, effect=2.0)
    alone = synthetic_control(panel, **ROLES, rng=np.random.default_rng(0)).estimate
    framed = ask(panel, weighting=Weighting.SYNTHETIC_CONTROL).estimate
    assert framed.value == pytest.approx(alone.value, abs=1e-7)
    assert framed.std_error == pytest.approx(alone.std_error, abs=1e-7)
    assert framed.control_mean == pytest.approx(alone.control_mean, abs=1e-7)


def test_the_level_of_a_unit_does_not_matter(panel):
    level = panel["region"].str[1:].astype(int) * 70.0
    found, moved = ask(panel), ask(panel.assign(sales=panel["sales"] + level))
    assert moved.estimate.value == pytest.approx(found.estimate.value, abs=1e-8)
    assert moved.estimate.std_error == pytest.approx(found.estimate.std_error, abs=1e-8)


def test_a_shock_common_to_all_does_not_matter_to_the_difference(panel):
    shocked = panel.assign(sales=panel["sales"] + 5 * np.sin(panel["year"]))
    for weighting in (Weighting.DID, Weighting.SYNTHETIC_CONTROL):
        found = ask(shocked, weighting=weighting).estimate.value
        assert found == pytest.approx(ask(panel, weighting=weighting).estimate.value, abs=1e-6)


def test_order_and_scale_do_not_matter(panel):
    found = ask(panel)
    moved = ask(panel.assign(sales=-50 * panel["sales"]).sample(frac=1, random_state=2))
    assert moved.estimate.value == pytest.approx(-50 * found.estimate.value, rel=1e-9)
    assert moved.estimate.std_error == pytest.approx(50 * found.estimate.std_error, rel=1e-9)


def test_weights_add_up_and_gaps_average_to_the_effect(panel):
    (cohort,) = ask(panel).cohorts
    assert sum(one.share for one in cohort.donors) == pytest.approx(1, abs=1e-12)
    assert sum(one.share for one in cohort.periods) == pytest.approx(1, abs=1e-12)
    assert cohort.value == pytest.approx(np.mean(cohort.gaps[8:]), abs=1e-12)
    assert np.dot([one.share for one in cohort.periods], cohort.gaps[:8]) == pytest.approx(0, abs=1e-10)
    assert (cohort.time, cohort.n_treated) == (2008, 3)


def test_cohorts_are_averaged_by_treated_units_and_periods(staggered):
    found = ask(staggered)
    assert [(cohort.time, cohort.n_treated) for cohort in found.cohorts] == [(2008, 1), (2010, 2)]
    apart = [
        ask(staggered[~staggered["region"].isin(others)]).estimate.value
        for others in (["r01", "r02"], ["r00"])
    ]
    assert [cohort.value for cohort in found.cohorts] == pytest.approx(apart, abs=1e-12)
    assert found.estimate.value == pytest.approx((4 * apart[0] + 4 * apart[1]) / 8, abs=1e-12)
    assert "cohorts_averaged" in [note.name for note in found.estimate.notes]


def test_placebo_error_is_the_spread_over_every_group_of_donors():
    panel = regions(7, n_treated=1, n_donors=7, n_before=6)
    effects = []
    for region in sorted(set(panel["region"]) - {"r00"}):
        rest = panel[panel["region"] != "r00"]
        moved = rest.assign(treated=((rest["region"] == region) & (rest["year"] >= 2006)).astype(int))
        effects.append(ask(moved, weighting=Weighting.DID).estimate.value)
    found = ask(panel, weighting=Weighting.DID)
    assert found.estimate.std_error == pytest.approx(np.std(effects), rel=1e-12)
    assert {note.name: note.count for note in found.estimate.notes} == {"few_placebos": 7}


def test_jackknife_holds_the_weights(panel):
    found = ask(panel, variance=Variance.JACKKNIFE)
    (cohort,) = found.cohorts
    y, unit = wide(panel), np.array([one.share for one in cohort.donors])
    period = np.concatenate([-np.array([one.share for one in cohort.periods]), np.full(4, 1 / 4)])
    changes = y @ period
    without = [changes[[i for i in range(3) if i != left]].mean() - unit @ changes[3:] for left in range(3)]
    for left in range(9):
        kept = np.delete(unit, left)
        without.append(changes[:3].mean() - kept @ np.delete(changes[3:], left) / kept.sum())
    expected = np.sqrt(11 / 12 * ((np.array(without) - found.estimate.value) ** 2).sum())
    assert found.estimate.std_error == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("frame", ["panel", "staggered_again"])
def test_bootstrap_is_repeatable_and_of_the_size_of_the_jackknife(panel, staggered, frame):
    data = panel if frame == "panel" else pd.concat([staggered, twin_of(staggered)])
    asked = {"variance": Variance.BOOTSTRAP, "draws": 120}
    found, again = ask(data, **asked), ask(data, **asked)
    assert found == again
    jackknife = ask(data, variance=Variance.JACKKNIFE).estimate.std_error
    assert 0.5 * jackknife < found.estimate.std_error < 2 * jackknife
    assert {note.name: note.count for note in found.estimate.notes}["bootstrap_draws"] == 120
    for note in found.estimate.notes:
        assert all(str(note.count) in note_sentence(note, language) for language in LANGUAGES)


def twin_of(staggered):
    """A second region that begins in 2008."""
    twin = staggered[staggered["region"] == "r00"]
    noise = np.random.default_rng(5).normal(0, 0.5, len(twin))
    return twin.assign(region="r99", sales=twin["sales"] + noise)


def test_staggered_placebos_are_drawn_and_told(staggered):
    found = ask(staggered, draws=60)
    assert {note.name: note.count for note in found.estimate.notes}["placebo_draws"] == 60
    assert ask(staggered, draws=60).estimate == found.estimate


def test_covariates_are_taken_out_by_a_two_way_regression_without_treatment(staggered):
    dummies = pd.get_dummies(staggered[["region", "year"]].astype(str), drop_first=True).astype(float)
    other = np.random.default_rng(3).normal(size=len(staggered))
    table = staggered.assign(sales=staggered["sales"] + 4 * staggered["rain"] - other, other=other)
    bare = table["treated"] == 0
    x = sm.add_constant(pd.concat([table[["rain", "other"]], dummies], axis=1))
    slopes = sm.OLS(table["sales"][bare], x[bare]).fit().params[["rain", "other"]]
    free = table.assign(sales=table["sales"] - table[["rain", "other"]] @ slopes)
    found = ask(table, covariates=["rain", "other"], draws=30).estimate
    by_hand = ask(free, draws=30).estimate
    assert (found.value, found.std_error) == pytest.approx((by_hand.value, by_hand.std_error), rel=1e-9)
    means = table[table["treated"] == 1].groupby("region")["sales"].mean()
    shares = np.array([0.5, 0.25, 0.25])
    assert found.control_mean == pytest.approx(means.to_numpy() @ shares - found.value, rel=1e-9)


def test_covariate_that_says_nothing_is_left_out_and_named(panel):
    table = panel.assign(area=panel["region"].str[1:].astype(float), again=2 * panel["rain"] + panel["year"])
    found = ask(table, covariates=["area", "rain", "again"]).estimate
    assert found.dropped_covariates == ("area", "again")
    assert found.value == pytest.approx(ask(table, covariates=["rain"]).estimate.value, rel=1e-9)
    assert ask(table, covariates=["area"]).estimate.value == pytest.approx(
        ask(panel).estimate.value, rel=1e-12
    )


def test_tidy_has_the_same_keys_in_every_row(staggered):
    rows = ask(staggered, draws=20).tidy()
    assert len({tuple(row) for row in rows}) == 1
    assert [row["kind"] for row in rows].count("cohort") == 2


@pytest.mark.parametrize(
    ("refusal", "change", "options"),
    [
        (errors.UnbalancedPanel, lambda p: p.drop(index=30), {}),
        (errors.NoDonor, lambda p: p.assign(treated=(p["year"] >= 2008).astype(int)), {}),
        (errors.EmptyArm, lambda p: p.assign(treated=0), {}),
        (errors.TooFewDonors, lambda p: p[p["region"] <= "r05"], {}),
        (errors.TooFewPeriodsBefore, lambda p: p[p["year"] >= 2007], {}),
        (errors.OneTreatedUnit, lambda p: p[p["region"] >= "r02"], {"variance": Variance.JACKKNIFE}),
        (errors.OneTreatedUnit, lambda p: p[p["region"] >= "r02"], {"variance": Variance.BOOTSTRAP}),
        (errors.NoResidualVariation, lambda p: p.assign(sales=p["year"].astype(float)), {}),
        (errors.InvalidLevel, lambda p: p, {"level": 0}),
        (errors.TooFewDraws, lambda p: p, {"variance": Variance.BOOTSTRAP, "draws": 19}),
        (errors.MissingColumn, lambda p: p, {"covariates": ["snow"]}),
        (errors.ColumnUsedTwice, lambda p: p, {"covariates": ["sales"]}),
        (errors.TooFewDraws, late, {"draws": 19}),
    ],
)
def test_refused(panel, refusal, change, options):
    with pytest.raises(refusal):
        ask(change(panel), **options)


def test_jackknife_of_one_donor_is_refused(panel):
    """The treated are above every donor but one, which alone is near: it carries all."""
    steep = panel.assign(
        sales=np.where(panel["region"] <= "r03", 1.0, 0.0) * 30 * (panel["year"] - 2000)
        + panel["sales"] / 1e3
    )
    with pytest.raises(errors.OneDonorCarries) as refused:
        ask(steep, variance=Variance.JACKKNIFE, weighting=Weighting.SYNTHETIC_CONTROL)
    assert refused.value.facts["donor"] == "r03"
