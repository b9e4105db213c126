"""Interrupted time series: against statsmodels, run here; what must not change it; every refusal."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.linalg import toeplitz
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.stats.stattools import durbin_watson as their_durbin_watson

from miqyas import errors
from miqyas.estimators.its import Season, its
from miqyas.numerics.autocorrelation import Errors, durbin_watson, ljung_box
from miqyas.reporting.notes import note_sentence

ROLES = {"outcome": "visits", "time": "month"}
START = 30


def months(seed, *, n=54, persistence=0.5, level=4.0, slope=0.3, compared=False):
    """Months from 1; the break comes at month 30; a comparison series shares the shocks."""
    rng = np.random.default_rng(seed)
    month = np.arange(1, n + 1)
    after = month >= START

    def errors_of():
        found = np.zeros(n)
        for t, shock in enumerate(rng.normal(0, 1, n)):
            found[t] = persistence * found[t - 1] + shock
        return found

    shared = 50 + 0.2 * month + 3 * np.sin(2 * np.pi * month / 12) + errors_of()
    visits = shared + after * (level + slope * (month - START)) + (errors_of() if compared else 0)
    table = pd.DataFrame({"month": month, "visits": visits, "here": 1})
    other = pd.DataFrame({"month": month, "visits": shared - 8, "here": 0})
    return pd.concat([table, other]) if compared else table


def design(table, *, season=0):
    since = table["month"].to_numpy() - float(START)
    after = (since >= 0).astype(float)
    columns = [np.ones(len(since)), since, after, since * after]
    for k in range(1, season + 1):
        turn = 2 * np.pi * k * table["month"].to_numpy() / 12
        columns += [np.cos(turn), np.sin(turn)]
    return np.column_stack(columns)


def figures(found):
    changes = (found.trend_before, found.level_change, found.slope_change)
    return [
        getattr(change, name)
        for change in changes
        for name in ("value", "std_error", "p_value", "low", "high")
    ]


def theirs(fit):
    bounds = fit.conf_int(alpha=0.05)
    columns = (1, 2, 3)
    return [
        cell
        for k in columns
        for cell in (fit.params[k], fit.bse[k], fit.pvalues[k], bounds[k][0], bounds[k][1])
    ]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("lags", [0, 1, 3, 7])
def test_newey_west_agrees_with_statsmodels(seed, lags):
    table = months(seed)
    found = its(table, **ROLES, start=START, errors=Errors.NEWEY_WEST, lags=lags, season=Season(12, 2))
    fit = sm.OLS(table["visits"].to_numpy(), design(table, season=2)).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True
    )
    assert figures(found) == pytest.approx(theirs(fit), rel=1e-8)
    assert found.residuals == pytest.approx(fit.resid, rel=1e-8, abs=1e-9)
    assert (found.lags, found.estimate.df) == (lags, 54 - 8)


@pytest.mark.parametrize("seed", range(4))
def test_cochrane_orcutt_agrees_with_glsar(seed):
    table = months(seed)
    found = its(table, **ROLES, start=START, errors=Errors.COCHRANE_ORCUTT)
    model = sm.GLSAR(table["visits"].to_numpy(), design(table), rho=1)
    fit = model.iterative_fit(maxiter=400, rtol=1e-14)
    assert found.persistence == pytest.approx(float(model.rho[0]), rel=1e-8)
    assert figures(found) == pytest.approx(theirs(fit), rel=1e-8)
    assert found.estimate.df == 53 - 4


@pytest.mark.parametrize("seed", range(4))
def test_prais_winsten_agrees_with_generalised_least_squares(seed):
    table = months(seed)
    found = its(table, **ROLES, start=START, errors=Errors.PRAIS_WINSTEN)
    sigma = toeplitz(found.persistence ** np.arange(54.0)) / (1 - found.persistence**2)
    fit = sm.GLS(table["visits"].to_numpy(), design(table), sigma=sigma).fit()
    assert figures(found) == pytest.approx(theirs(fit), rel=1e-8)
    rho, _ = sm.regression.yule_walker(fit.resid, order=1, result_object=False)
    assert found.persistence == pytest.approx(float(rho[0]), rel=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_restricted_likelihood_is_the_highest_of_all(seed):
    """The density of what least squares leaves, by the matrices of the textbook."""
    table = months(seed)
    found = its(table, **ROLES, start=START)
    x, y, rho = design(table), table["visits"].to_numpy(), found.persistence

    def lost(rho):
        sigma = toeplitz(rho ** np.arange(54.0)) / (1 - rho**2)
        inverse = np.linalg.inv(sigma)
        inner = x.T @ inverse @ x
        residuals = y - x @ np.linalg.solve(inner, x.T @ inverse @ y)
        return (
            np.linalg.slogdet(sigma)[1]
            + np.linalg.slogdet(inner)[1]
            + 50 * np.log(residuals @ inverse @ residuals)
        )

    assert lost(rho) == pytest.approx(min(lost(one) for one in np.linspace(-0.98, 0.98, 197)), abs=1e-3)
    assert lost(rho) <= min(lost(rho - 1e-3), lost(rho + 1e-3))
    sigma = toeplitz(rho ** np.arange(54.0)) / (1 - rho**2)
    fit = sm.GLS(y, x, sigma=sigma).fit()
    ours = [(change.value, change.std_error) for change in (found.trend_before, found.level_change)]
    assert np.ravel(ours) == pytest.approx([fit.params[1], fit.bse[1], fit.params[2], fit.bse[2]], rel=1e-8)
    assert 1 <= found.estimate.df <= 50


def test_usual_lag_is_that_of_statsmodels():
    table = months(1)
    fit = sm.OLS(table["visits"].to_numpy(), design(table)).fit(
        cov_type="HAC", cov_kwds={"maxlags": None, "use_correction": True}, use_t=True
    )
    found = its(table, **ROLES, start=START, errors=Errors.NEWEY_WEST)
    assert figures(found) == pytest.approx(theirs(fit), rel=1e-8)


def test_comparison_is_the_interacted_regression_of_both_series():
    table = months(2, compared=True)
    found = its(table, **ROLES, start=START, treatment="here", errors=Errors.NEWEY_WEST)
    x, here = design(table), table["here"].to_numpy(dtype=float)[:, None]
    fit = sm.OLS(table["visits"].to_numpy(), np.hstack([x, x * here])).fit()
    values = [change.value for change in (found.trend_before, found.level_change, found.slope_change)]
    assert values == pytest.approx(fit.params[5:], rel=1e-8)
    assert found.estimate.control_mean == pytest.approx(
        np.mean([point.counterfactual for point in found.path[29:]])
    )
    alone = its(table[table["here"] == 1], **ROLES, start=START, season=Season(12))
    assert found.estimate.std_error != alone.estimate.std_error


def test_what_moves_both_series_does_not_matter():
    table = months(2, compared=True)
    moved = table.assign(visits=table["visits"] + 40 * np.cos(table["month"] ** 2))
    asked = {**ROLES, "start": START, "treatment": "here", "errors": Errors.PRAIS_WINSTEN}
    assert its(moved, **asked).estimate.value == pytest.approx(its(table, **asked).estimate.value, rel=1e-9)


def test_effect_is_the_distance_of_the_two_lines():
    found = its(months(5), **ROLES, start=START, season=Season(12))
    after = found.path[29:]
    for point in after:
        assert point.effect.value == pytest.approx(point.fitted - point.counterfactual, abs=1e-9)
    assert found.estimate.value == pytest.approx(np.mean([point.effect.value for point in after]))
    assert found.estimate.control_mean == pytest.approx(np.mean([point.counterfactual for point in after]))
    assert all(point.effect is None for point in found.path[:29])
    at_40 = its(months(5), **ROLES, start=START, season=Season(12), horizon=40).estimate
    assert at_40.value == pytest.approx(found.path[39].effect.value)
    assert at_40.low == pytest.approx(found.path[39].effect.low)
    expected = found.level_change.value + 10 * found.slope_change.value
    assert at_40.value == pytest.approx(expected)


def test_dummies_and_all_harmonics_draw_the_same_season():
    table = months(6)
    dummies, waves = (its(table, **ROLES, start=START, season=Season(12, k)) for k in (0, 6))
    assert dummies.estimate.value == pytest.approx(waves.estimate.value, rel=1e-5)
    assert dummies.estimate.std_error == pytest.approx(waves.estimate.std_error, rel=1e-5)


def test_scale_order_and_origin_of_time_do_not_matter():
    table = months(7)
    found = its(table, **ROLES, start=START).estimate
    moved = table.assign(visits=1e4 * table["visits"], month=2000 + table["month"] / 12)
    again = its(moved.sample(frac=1, random_state=1), **ROLES, start=float(2000 + START / 12)).estimate
    assert again.value == pytest.approx(1e4 * found.value, rel=1e-5)
    assert again.std_error == pytest.approx(1e4 * found.std_error, rel=1e-5)


def test_residual_statistics_are_those_of_statsmodels():
    residuals = np.random.default_rng(1).normal(size=40).cumsum() + 0.3
    assert durbin_watson(residuals) == pytest.approx(their_durbin_watson(residuals), rel=1e-12)
    for fitted in (0, 1):
        expected = acorr_ljungbox(residuals, lags=[6], model_df=fitted).to_numpy()[0]
        assert ljung_box(residuals, 6, n_fitted=fitted) == pytest.approx(tuple(expected), rel=1e-9)


def test_few_periods_are_told():
    table = months(8)
    found = its(table[table["month"] < START + 5], **ROLES, start=START)
    note = found.estimate.notes[0]
    assert (note.name, note.count) == ("few_periods", 5)
    assert "5" in note_sentence(note, "ar")


def test_tidy_has_the_same_keys_in_every_row():
    rows = its(months(1), **ROLES, start=START).tidy()
    assert len({tuple(row) for row in rows}) == 1
    assert [row["kind"] for row in rows].count("period") == 54


def test_a_walk_is_told():
    walk = months(3).assign(visits=np.random.default_rng(2).normal(size=54).cumsum().cumsum())
    notes = {note.name: note for note in its(walk, **ROLES, start=START).estimate.notes}
    assert notes["persistence_near_one"].count >= 90
    assert "%" in note_sentence(notes["persistence_near_one"], "fr")


@pytest.mark.parametrize(
    ("refusal", "change", "options"),
    [
        (errors.PeriodGap, lambda t: t[t["month"] != 9], {}),
        (errors.PeriodTwice, lambda t: pd.concat([t, t[3:5]]), {}),
        (errors.OnePeriod, lambda t: t[t["month"] == 30], {}),
        (errors.UnknownPeriod, lambda t: t, {"start": 99}),
        (errors.UnknownPeriod, lambda t: t, {"horizon": 99}),
        (errors.HorizonBeforeStart, lambda t: t, {"horizon": 12}),
        (errors.TooFewPeriodsBefore, lambda t: t, {"start": 3}),
        (errors.TooFewPeriodsAfter, lambda t: t, {"start": 53}),
        (errors.SeasonNotSeen, lambda t: t, {"season": Season(36)}),
        (errors.InvalidSeason, lambda t: t, {"season": Season(12, 7)}),
        (errors.InvalidSeason, lambda t: t, {"season": Season(1)}),
        (errors.SeasonNotSeen, lambda t: t[t["month"] <= 35], {"season": Season(29)}),
        (errors.TooManyCoefficients, lambda t: t[t["month"] <= 32], {"season": Season(29)}),
        (errors.InvalidLags, lambda t: t, {"lags": 54}),
        (errors.InvalidLags, lambda t: t, {"lags": -1}),
        (errors.NoResidualVariation, lambda t: t.assign(visits=2.0 * t["month"]), {}),
        (errors.TreatmentNotBinary, lambda t: t.assign(here=3), {"treatment": "here"}),
        (errors.EmptyArm, lambda t: t, {"treatment": "here"}),
        (errors.ColumnUsedTwice, lambda t: t, {"treatment": "month"}),
        (errors.NotNumeric, lambda t: t.assign(visits="many"), {}),
        (errors.MissingColumn, lambda t: t, {"time": "day"}),
        (errors.InvalidLevel, lambda t: t, {"level": 1.0}),
    ],
)
def test_refused(refusal, change, options):
    with pytest.raises(refusal):
        its(change(months(1)), **{**ROLES, "start": START, **options})


def test_comparison_that_lacks_a_period_is_refused():
    table = months(1, compared=True)
    with pytest.raises(errors.UnbalancedPanel) as refused:
        its(table[(table["here"] == 1) | (table["month"] != 7)], **ROLES, start=START, treatment="here")
    assert "(7)" in refused.value.facts["found"]


def test_errors_that_never_fade_are_refused():
    """Straight lines cannot follow a wave as long as the series: its errors follow one another entirely."""
    month = np.arange(1, 13)
    wave = pd.DataFrame(
        {"month": month, "visits": np.where(month % 2 == 0, 1.0, -1.0) * 100 + 0.01 * month**2}
    )
    with pytest.raises(errors.SeriesWanders):
        its(wave, **ROLES, start=7, errors=Errors.PRAIS_WINSTEN)
