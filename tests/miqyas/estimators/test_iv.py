"""Two-stage least squares against rows worked out by hand, its robust set, and every refusal of its own."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import f as f_distribution
from scipy.stats import ncx2
from tests.miqyas.instrumented import encouragement

from miqyas import errors
from miqyas.checks.weak_instruments import weak_instruments
from miqyas.estimators import regression
from miqyas.estimators.anderson_rubin import anderson_rubin
from miqyas.estimators.itt import itt
from miqyas.estimators.iv import iv
from miqyas.results.confidence_set import ConfidenceSet
from miqyas.types import LANGUAGES

CASES = {
    "bare": {},
    "cluster": {"cluster": "village"},
    "strata": {"strata": "region", "cluster": "village"},
    "weights": {"weights": "weight", "covariates": ["age"]},
    "two instruments": {"instruments": ["invited", "distance"], "covariates": ["age"], "cluster": "village"},
    "graded": {"treatment": "hours", "instruments": ["distance", "invited"], "weights": "weight"},
    "all": {
        "instruments": ["invited", "distance"], "strata": "region", "cluster": "village",
        "covariates": ["age"], "weights": "weight",
    },
}  # fmt: skip


@pytest.fixture
def trial():
    return encouragement(3)


@pytest.fixture(params=CASES.values(), ids=CASES)
def options(request):
    return {"outcome": "income", "treatment": "attended", "instruments": ["invited"], **request.param}


def arrays(trial, options):
    """Outcome, treatment, exogenous columns, instruments, root of weights, groups and K of fixed effects."""
    strata = trial[options["strata"]] if "strata" in options else pd.Series(0, index=trial.index)
    exogenous = np.column_stack(
        [pd.get_dummies(strata).to_numpy(float), trial[options.get("covariates", [])].to_numpy(float)]
    )
    root = np.sqrt(trial[options["weights"]].to_numpy() if "weights" in options else np.ones(len(trial)))
    groups = trial[options["cluster"]].to_numpy() if "cluster" in options else np.arange(len(trial))
    y, d = trial[options["outcome"]].to_numpy(float), trial[options["treatment"]].to_numpy(float)
    return y, d, exogenous, trial[options["instruments"]].to_numpy(float), root, groups


def by_hand(trial, options):
    """2SLS on rows: no moments, no absorbing."""
    y, d, w, z, root, groups = arrays(trial, options)
    x, zz = root[:, None] * np.column_stack([w, d]), root[:, None] * np.column_stack([w, z])
    y = root * y
    fitted = zz @ np.linalg.lstsq(zz, x, rcond=None)[0]
    beta = np.linalg.solve(fitted.T @ x, fitted.T @ y)
    scores = pd.DataFrame(fitted * (y - x @ beta)[:, None]).groupby(groups).sum().to_numpy()
    bread = np.linalg.inv(fitted.T @ fitted)
    n, g, k = len(y), len(scores), x.shape[1]
    variance = g / (g - 1) * (n - 1) / (n - k) * bread @ scores.T @ scores @ bread
    return beta[-1], np.sqrt(variance[-1, -1]), (g - 1 if "cluster" in options else n - k)


def test_effect_and_error_are_those_of_rows(trial, options):
    value, std_error, df = by_hand(trial, options)
    found = iv(trial, **options)
    assert found.value == pytest.approx(value, rel=1e-9)
    assert found.std_error == pytest.approx(std_error, rel=1e-9)
    assert found.df == df


def test_scores_summed_by_the_engine_give_the_same(trial, options, monkeypatch):
    in_python, checked = iv(trial, **options), weak_instruments(trial, **options)
    monkeypatch.setattr(regression, "LARGEST_STACK", 0)
    assert iv(trial, **options).std_error == pytest.approx(in_python.std_error, rel=1e-10)
    again = weak_instruments(trial, **options)
    assert again.facts["effective_f"] == pytest.approx(checked.facts["effective_f"], rel=1e-10)
    assert again.facts["anderson_rubin_low"] == pytest.approx(checked.facts["anderson_rubin_low"], rel=1e-7)


def oracle(response, trial, options):
    _, _, w, z, root, groups = arrays(trial, options)
    design = root[:, None] * np.column_stack([w, z])
    fit = sm.OLS(root * response, design)
    if "cluster" in options:
        return fit.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True), z.shape[1]
    return fit.fit(cov_type="HC1", use_t=True), z.shape[1]


def f_of_instruments(response, trial, options):
    fit, q = oracle(response, trial, options)
    columns = np.eye(len(fit.params))[-q:]
    test = fit.f_test(columns)
    return float(test.fvalue), q, test.df_denom


def test_first_stage_f_is_that_of_statsmodels(trial, options):
    found = weak_instruments(trial, **options).facts
    f, q, _ = f_of_instruments(arrays(trial, options)[1], trial, options)
    assert found["first_stage_f"] == pytest.approx(f, rel=1e-9)
    if q == 1:
        assert found["effective_f"] == pytest.approx(f, rel=1e-9)


def test_effective_f_is_that_of_orthonormal_instruments(trial):
    """Montiel Olea and Pflueger's own formula: instruments made orthonormal, N πᵀπ / tr(W)."""
    options = {"outcome": "income", "treatment": "attended", "instruments": ["invited", "distance"],
               "cluster": "village"}  # fmt: skip
    _, d, w, z, _, groups = arrays(trial, options)
    z = z - w @ np.linalg.lstsq(w, z, rcond=None)[0]
    z = np.linalg.qr(z)[0]
    fit = sm.OLS(d, np.column_stack([w, z])).fit(cov_type="cluster", cov_kwds={"groups": groups})
    expected = (fit.params[-2:] @ fit.params[-2:]) / np.trace(fit.cov_params()[-2:, -2:])
    assert weak_instruments(trial, **options).facts["effective_f"] == pytest.approx(expected, rel=1e-9)


def test_critical_value_with_one_instrument_is_the_published_one(trial):
    found = weak_instruments(trial, outcome="income", treatment="attended", instruments="invited").facts
    assert found["critical_value"] == pytest.approx(ncx2.ppf(0.95, 1, 10), rel=1e-9)
    assert round(found["critical_value"], 1) == 23.1  # Montiel Olea and Pflueger, table 1, tau = 10 %


def test_bounds_of_the_robust_set_are_where_the_test_turns(trial, options):
    y, d, *_ = arrays(trial, options)
    found = anderson_rubin(trial, **options)
    assert found.is_bounded
    ends = [end for piece in found.pieces for end in piece]
    for end in ends:
        f, q, df = f_of_instruments(y - end * d, trial, options)
        assert f == pytest.approx(f_distribution.ppf(0.95, q, df), rel=1e-6)
    assert all(found.holds(inside) for inside in ((low + high) / 2 for low, high in found.pieces))


def agrees_with_a_grid(found, trial, options, span=60.0):
    y, d, *_ = arrays(trial, options)
    grid = np.linspace(-span, span, 121)
    for effect in grid:
        f, q, df = f_of_instruments(y - effect * d, trial, options)
        assert found.holds(effect) == (f <= f_distribution.ppf(0.95, q, df)), effect


@pytest.mark.parametrize(("seed", "instruments"), [
    (1, ["invited"]), (2, ["invited"]), (3, ["invited", "distance"]), (4, ["invited", "distance"]),
])  # fmt: skip
def test_weak_instruments_give_a_set_that_a_grid_confirms(seed, instruments):
    weak = encouragement(seed, push=0.05)
    options = {
        "outcome": "income", "treatment": "attended", "instruments": instruments, "cluster": "village",
    }  # fmt: skip
    found = anderson_rubin(weak, **options)
    assert not found.is_bounded
    agrees_with_a_grid(found, weak, options)
    assert not weak_instruments(weak, **options).passed


def test_instruments_that_contradict_each_other_leave_nothing():
    torn = encouragement(5, n_villages=80)
    torn["income"] += 3 * torn["distance"]  # distance touches income by itself
    found = anderson_rubin(torn, outcome="income", treatment="attended", instruments=["invited", "distance"])
    assert (found.pieces, found.shape, str(found)) == ((), "empty", "∅")
    assert "not valid" in found.reason["en"]


def test_instrument_that_everyone_follows_gives_the_intention_to_treat(trial):
    trial["attended"] = trial["invited"]
    options = {"outcome": "income", "cluster": "village", "covariates": ["age"]}
    followed = iv(trial, treatment="attended", instruments="invited", **options)
    assigned = itt(trial, treatment="invited", **options)
    assert (followed.value, followed.std_error) == pytest.approx(
        (assigned.value, assigned.std_error), rel=1e-9
    )
    checked = weak_instruments(trial, treatment="attended", instruments="invited", **options)
    assert checked.passed
    assert checked.facts["exactly_followed"] is True
    assert (checked.facts["anderson_rubin_low"], checked.facts["anderson_rubin_high"]) == pytest.approx(
        (assigned.low, assigned.high), rel=1e-7
    )


def test_graded_treatment_is_told(trial):
    found = iv(trial, outcome="income", treatment="hours", instruments="distance")
    assert (found.estimand, [note.name for note in found.notes]) == ("IV", ["graded_treatment"])
    assert found.control_mean == pytest.approx(trial["income"].mean(), rel=1e-12)


def test_instrument_that_repeats_another_is_left_out_and_named(trial):
    twice = trial.assign(again=3 - 2 * trial["invited"])
    options = {"outcome": "income", "treatment": "attended", "cluster": "village"}
    found = iv(twice, instruments=["invited", "again"], **options)
    assert found.dropped_covariates == ("again",)
    assert found.std_error == pytest.approx(iv(trial, instruments="invited", **options).std_error, rel=1e-9)


def test_check_speaks_three_languages(trial):
    text = weak_instruments(trial, outcome="income", treatment="attended", instruments="invited").text
    assert set(text) == set(LANGUAGES)
    assert "Anderson-Rubin" in text["fr"]


@pytest.mark.parametrize(("pieces", "shape"), [
    (((1.0, 2.0),), "interval"), (((None, 2.0),), "half line"), (((None, None),), "whole line"),
    (((None, 1.0), (2.0, None)), "two half lines"), (((0.0, 1.0), (2.0, 3.0)), "several pieces"), ((), "empty"),
])  # fmt: skip
def test_each_shape_of_a_set_has_its_reason(pieces, shape):
    found = ConfidenceSet(pieces, 0.95, "Anderson-Rubin")
    assert found.shape == shape
    assert set(found.reason) == set(LANGUAGES)


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        iv(table, **{"outcome": "income", "treatment": "attended", "instruments": "invited", **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_constant_instrument_is_refused(trial):
    facts = refusal(errors.ConstantInstrument, trial.assign(invited=1))
    assert facts == {"column": "invited", "value": "1", "n": 400}


def test_instrument_told_by_covariates_or_strata_is_refused(trial):
    told = trial.assign(leaflet=5 - 2 * trial["invited"])
    assert refusal(errors.InstrumentAddsNothing, told, covariates=["leaflet"]) == {"instruments": "invited"}
    assert refusal(errors.NotIdentified, trial, strata="village")["column"] == "invited"
    graded = trial.assign(invited=trial["village"] * 1.5)
    refusal(errors.InstrumentAddsNothing, graded, strata="village")


def test_instrument_without_any_influence_is_refused():
    still = pd.DataFrame(
        {"income": [1.0, 2, 4, 8, 5, 6, 9, 1], "attended": [0, 1] * 4, "invited": [0, 0, 1, 1] * 2}
    )
    facts = refusal(errors.InstrumentMovesNothing, still)
    assert facts == {"column": "attended", "instruments": "invited", "n": 8}


def test_too_few_clusters_are_refused(trial):
    lonely = trial.assign(invited=(trial["village"] == 3).astype(int))
    assert refusal(errors.TooFewClustersMoved, lonely, cluster="village") == {
        "column": "village", "instrument": "invited", "higher": 1, "lower": 39,
    }  # fmt: skip
    few = trial.assign(half=trial["village"] % 2)
    facts = refusal(
        errors.TooFewClustersForInstruments, few, cluster="half", instruments=["distance", "invited"]
    )
    assert facts == {"found": 2, "k": 2}


def test_text_treatment_and_doubled_roles_are_refused(trial):
    refusal(errors.NotNumeric, trial.assign(attended="yes"))
    refusal(errors.ColumnUsedTwice, trial, instruments="attended")
    refusal(errors.ColumnUsedTwice, trial, covariates=["invited"])
    refusal(errors.MissingColumn, trial, instruments="invted")
    refusal(errors.InvalidLevel, trial, level=95)


def test_outcome_computed_from_treatment_is_refused(trial):
    refusal(errors.NoResidualVariation, trial.assign(income=2.0 * trial["attended"]))
