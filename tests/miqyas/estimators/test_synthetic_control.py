"""Synthetic control: against other ways of computing the same, what must not change it, every refusal."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from tests.miqyas.factors import regions

from miqyas import errors
from miqyas.estimators.synthetic_control import Predictor, synthetic_control
from miqyas.numerics.conformal import conformal_p, conformal_range
from miqyas.reporting.notes import note_sentence
from miqyas.types import LANGUAGES

ROLES = {"outcome": "sales", "treatment": "treated", "unit_id": "region", "time": "year"}


def ask(panel, **more):
    return synthetic_control(panel, **{**ROLES, "rng": np.random.default_rng(1), **more})


@pytest.fixture(scope="module")
def panel():
    return regions(3, effect=2.0)


@pytest.fixture(scope="module")
def found(panel):
    return ask(panel)


def wide(panel):
    return panel.pivot_table(index="region", columns="year", values="sales").to_numpy()


def test_effect_and_weights_are_those_of_a_general_optimiser(panel, found):
    y = wide(panel)
    other = minimize(
        lambda w: ((y[0, :20] - w @ y[1:, :20]) ** 2).sum(), np.full(12, 1 / 12), method="SLSQP", bounds=[(0, 1)] * 12,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1}, options={"ftol": 1e-15, "maxiter": 1000},
    ).x  # fmt: skip
    shares = {donor.name: donor.share for donor in found.donors}
    assert [shares[f"r{place:02d}"] for place in range(1, 13)] == pytest.approx(other, abs=1e-4)
    assert found.estimate.value == pytest.approx((y[0] - other @ y[1:])[20:].mean(), abs=1e-4)
    assert sum(shares.values()) == pytest.approx(1, abs=1e-12)


def test_path_and_figures_agree_with_one_another(found):
    gaps = np.array([point.gap for point in found.path])
    assert found.estimate.value == pytest.approx(gaps[20:].mean())
    assert found.pre_rmspe == pytest.approx(np.sqrt((gaps[:20] ** 2).mean()))
    assert [point.is_after for point in found.path] == [False] * 20 + [True] * 4
    assert found.estimate.control_mean == pytest.approx(
        np.mean([point.synthetic for point in found.path[20:]])
    )
    ratio = found.post_rmspe / found.pre_rmspe
    as_extreme = sum(p.post_rmspe / p.pre_rmspe >= ratio for p in found.placebos)
    assert found.estimate.p_value == pytest.approx((1 + as_extreme) / 13)
    assert found.estimate.std_error == pytest.approx(np.std([p.value for p in found.placebos]))


def test_placebo_is_the_method_without_the_treated(panel, found):
    moved = panel[panel["region"] != "r00"]
    moved = moved.assign(treated=((moved["region"] == "r04") & (moved["year"] >= 2020)).astype(int))
    one = next(placebo for placebo in found.placebos if placebo.name == "r04")
    again = ask(moved)
    assert one.value == pytest.approx(again.estimate.value, abs=1e-10)
    assert one.pre_rmspe == pytest.approx(again.pre_rmspe, abs=1e-10)


def test_donor_left_out_is_the_method_without_it(panel, found):
    one = found.left_out[0]
    assert one.name == found.donors[0].name
    again = ask(panel[panel["region"] != one.name])
    assert one.value == pytest.approx(again.estimate.value, abs=1e-10)
    assert len(found.left_out) == sum(donor.share > 1e-6 for donor in found.donors)


def test_backdated_is_the_method_on_the_years_before(panel):
    pretended = ask(panel, backdate=2015).backdated
    early = panel[panel["year"] < 2020]
    early = early.assign(treated=((early["region"] == "r00") & (early["year"] >= 2015)).astype(int))
    again = ask(early)
    assert pretended.value == pytest.approx(again.estimate.value, abs=1e-10)
    assert (pretended.name, len(pretended.gaps)) == ("2015", 20)


def test_scale_and_order_do_not_matter(panel, found):
    moved = panel.assign(sales=1000 * panel["sales"] + 7e5).sample(frac=1, random_state=3)
    again = ask(moved)
    assert again.estimate.value == pytest.approx(1000 * found.estimate.value, rel=1e-8)
    assert again.estimate.p_value == found.estimate.p_value
    assert again.path[-1].low == pytest.approx(1000 * found.path[-1].low, rel=1e-5)


def test_several_treated_units_are_averaged_each_with_its_mix():
    panel = regions(5, n_treated=2, n_donors=9, effect=1.0)
    both = ask(panel)
    each = [ask(panel[panel["region"] != other]).estimate.value for other in ("r00", "r01")]
    assert both.estimate.value == pytest.approx(np.mean(each), abs=1e-10)
    gaps = np.array([placebo.gaps for placebo in both.placebos])
    pairs = [(gaps[i] + gaps[j]) / 2 for i in range(9) for j in range(i)]
    effects = [pair[20:].mean() for pair in pairs]
    assert both.estimate.std_error == pytest.approx(np.std(effects), rel=1e-9)


def test_many_groups_of_placebos_are_drawn_and_told():
    panel = regions(6, n_treated=4, n_donors=20, n_before=6)
    found = ask(panel)
    assert {note.name: note.count for note in found.estimate.notes}["placebo_draws"] == 2000
    assert ask(panel).estimate == found.estimate
    assert ask(panel, rng=np.random.default_rng(2)).estimate.std_error != found.estimate.std_error


def test_conformal_p_value_is_the_rank_of_refitted_residuals(panel):
    y = wide(panel)[:, [*range(20), 22]]
    for effect in (0.0, 1.5, 2.5):
        target = y[0] - effect * (np.arange(21) == 20)
        weights = minimize(
            lambda w, target=target: ((target - w @ y[1:]) ** 2).sum(), np.full(12, 1 / 12), method="SLSQP",
            bounds=[(0, 1)] * 12, constraints={"type": "eq", "fun": lambda w: w.sum() - 1}, options={"ftol": 1e-15},
        ).x  # fmt: skip
        residuals = np.abs(target - weights @ y[1:])
        assert conformal_p(y[:1], y[1:], 1, effect) == pytest.approx(np.mean(residuals >= residuals[20]))


def test_conformal_bounds_are_where_the_p_value_falls(panel, found):
    y = wide(panel)
    kept = y[:, [*range(20), 21]]
    point = found.path[21]
    for bound, outwards in ((point.low, -1), (point.high, 1)):
        assert conformal_p(kept[:1], kept[1:], 1, bound) > 0.05
        assert conformal_p(kept[:1], kept[1:], 1, bound + outwards * 1e-4) <= 0.05


def test_too_few_periods_leave_the_conformal_interval_without_bounds():
    found = ask(regions(2, n_before=8, n_after=2))
    assert (found.path[-1].low, found.path[-1].high) == (None, None)
    assert (found.average_low, found.average_high) == (None, None)
    assert ask(regions(2, n_before=8, n_after=2), level=0.8).path[-1].low is not None
    assert [row["low"] for row in found.tidy() if row["kind"] == "gap"] == [""] * 10


def test_predictors_with_given_importance_match_them():
    panel = regions(4)
    wanted = [Predictor("sales", 2018, 2019), Predictor("rain", 2000, 2010), Predictor("sales", 2003, 2003)]
    found = ask(panel, predictors=wanted, importance=[3, 1, 1])
    assert [share.share for share in found.predictors] == pytest.approx([0.6, 0.2, 0.2])
    means = np.column_stack(
        [panel[panel["year"].between(p.first, p.last)].groupby("region")[p.column].mean() for p in wanted]
    )
    scaled = np.sqrt([0.6, 0.2, 0.2]) * means / means.std(axis=0, ddof=1)
    weights = np.array([share for _, share in sorted((donor.name, donor.share) for donor in found.donors)])
    mix = scaled[1:].T @ weights - scaled[0]
    assert (
        (scaled[1:] - scaled[0]) @ mix
    ).min() >= mix @ mix - 1e-5  # nothing nearer, ties broken by outcomes


def test_importance_is_chosen_by_the_fit_before():
    panel = regions(4, n_donors=6)
    wanted = [Predictor("sales", 2018, 2019), Predictor("rain", 2000, 2019)]
    chosen = ask(panel, predictors=wanted)
    assert sum(share.share for share in chosen.predictors) == pytest.approx(1)
    given = [ask(panel, predictors=wanted, importance=[v, 1 - v]).pre_rmspe for v in (0.1, 0.5, 0.9)]
    assert chosen.pre_rmspe <= min(given) + 1e-3


def test_missing_values_inside_predictors_are_told():
    panel = regions(4)
    panel.loc[panel.index[[1, 5, 30]], "rain"] = np.nan
    found = ask(panel, predictors=[Predictor("rain", 2000, 2010)])
    assert {note.name: note.count for note in found.estimate.notes}["missing_inside_predictors"] == 3


def test_poor_placebos_are_left_out_and_told(panel, found):
    limit = np.median([placebo.pre_rmspe**2 for placebo in found.placebos]) / found.pre_rmspe**2
    kept = ask(panel, max_pre_fit=float(limit))
    assert {note.name: note.count for note in kept.estimate.notes}["poor_pre_fit_placebos"] == 6
    for note in kept.estimate.notes:
        assert all(str(note.count) in note_sentence(note, language) for language in LANGUAGES)


def test_tidy_has_the_same_keys_in_every_row(found):
    rows = found.tidy()
    assert len({tuple(row) for row in rows}) == 1
    assert [row["kind"] for row in rows].count("donor") == 12
    assert rows[0]["value"] == found.estimate.value


def at(panel, region, years, **cells):
    changed = panel.copy()
    place = (changed["region"] == region) & changed["year"].isin(years)
    for column, value in cells.items():
        changed.loc[place, column] = value
    return changed


@pytest.mark.parametrize(
    ("refusal", "change", "options"),
    [
        (errors.UnbalancedPanel, lambda p: p.drop(index=30), {}),
        (errors.UnbalancedPanel, lambda p: at(p, "r03", [2004], sales=np.nan), {}),
        (errors.DuplicatedUnitTime, lambda p: pd.concat([p, p[3:5]]), {}),
        (errors.TreatmentStops, lambda p: at(p, "r00", [2023], treated=0), {}),
        (errors.TreatmentNotBinary, lambda p: at(p, "r00", [2023], treated=2), {}),
        (errors.EmptyArm, lambda p: p.assign(treated=0), {}),
        (errors.NoDonor, lambda p: p.assign(treated=(p["year"] >= 2020).astype(int)), {}),
        (errors.TooFewDonors, lambda p: p[p["region"] <= "r02"], {}),
        (errors.TooFewDonors, lambda p: p, {"max_pre_fit": 1e-9}),
        (errors.TooFewPeriodsBefore, lambda p: p[p["year"] >= 2019], {}),
        (errors.OnePeriod, lambda p: p[p["year"] == 2022], {}),
        (errors.TreatedAtDifferentTimes, lambda p: at(p, "r05", [2022, 2023], treated=1), {}),
        (errors.MissingColumn, lambda p: p, {"outcome": "sale"}),
        (errors.ColumnUsedTwice, lambda p: p, {"outcome": "year"}),
        (errors.NotNumeric, lambda p: p.assign(sales="a"), {}),
        (errors.InfiniteValues, lambda p: at(p, "r05", [2001], sales=np.inf), {}),
        (errors.EmptySample, lambda p: p.assign(sales=np.nan), {}),
        (errors.NoResidualVariation, lambda p: p.assign(sales=p["year"].astype(float)), {}),
        (errors.UnknownPeriod, lambda p: p, {"backdate": 1990}),
        (errors.BackdateNotBefore, lambda p: p, {"backdate": 2021}),
        (errors.BackdateNotBefore, lambda p: p, {"backdate": 2001}),
        (errors.UnknownPeriod, lambda p: p, {"predictors": [Predictor("rain", 1980, 1981)]}),
        (errors.PredictorAfterTreatment, lambda p: p, {"predictors": [Predictor("rain", 2010, 2020)]}),
        (
            errors.PredictorWithoutValue,
            lambda p: at(p, "r03", [2001, 2002], rain=np.nan),
            {"predictors": [Predictor("rain", 2001, 2002)]},
        ),
        (
            errors.ConstantPredictor,
            lambda p: p.assign(rain=3.0),
            {"predictors": [Predictor("rain", 2001, 2002)]},
        ),
        (errors.InvalidImportance, lambda p: p, {"importance": [1.0]}),
        (
            errors.InvalidImportance,
            lambda p: p,
            {"predictors": [Predictor("rain", 2001, 2002)], "importance": [-1.0]},
        ),
        (errors.InvalidLevel, lambda p: p, {"level": 95}),
    ],
)
def test_refused(panel, refusal, change, options):
    with pytest.raises(refusal):
        ask(change(panel), **options)


def test_what_is_given_is_not_written_on(panel):
    before = panel.copy(deep=True)
    ask(panel)
    pd.testing.assert_frame_equal(panel, before)


@pytest.mark.parametrize("seed", [24, 137, 473, 804])
def test_range_of_constant_effects_holds_all_that_is_accepted(seed):
    """Effects of alternating sign, where the effects accepted may be few and far from the estimate."""
    rng = np.random.default_rng(seed)
    donors = rng.normal(size=(2, 21)).cumsum(1)
    treated = (donors.mean(0) + 0.1 * rng.normal(size=21))[np.newaxis]
    treated[0, -2:] += 5 * rng.normal(size=2) * [1, -1]
    gaps = treated[0] - donors.mean(0)
    low, high = conformal_range(treated, donors, 2, start=gaps[-2:].mean(), spread=np.ptp(gaps), level=0.75)
    tried = np.linspace(-20, 20, 300)
    accepted = [effect for effect in tried if conformal_p(treated, donors, 2, effect) > 0.25]
    assert low <= min(accepted, default=low)
    assert high >= max(accepted, default=high)
    assert conformal_p(treated, donors, 2, low) > 0.25
