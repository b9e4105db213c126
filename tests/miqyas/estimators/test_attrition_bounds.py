"""Bounds and weights for missing outcomes, against every subset, the bootstrap, and statsmodels."""

import json
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from miqyas import errors
from miqyas.checks.attrition_bounds import attrition_bounds
from miqyas.cli.main import main
from miqyas.data.observed import Assigned
from miqyas.estimators.attrition_weighting import arm_mean, attrition_weighting
from miqyas.estimators.lee_bounds import average_cells, clustered_error, lee_bounds
from miqyas.estimators.manski_bounds import manski_bounds
from miqyas.numerics.trimming import bounded_interval
from miqyas.types import LANGUAGES

ROLES = {"outcome": "wage", "treatment": "assigned"}


def trial(seed=1, n_villages=30, per_village=10, effect=1.0):
    """Workers whose answers go missing more in the comparison arm, and where they are older."""
    rng = np.random.default_rng(seed)
    village = np.repeat(np.arange(n_villages), per_village)
    assigned = rng.permutation(np.arange(n_villages) % 2)[village]
    age = rng.normal(0, 1, village.size)
    wage = (
        5
        + effect * assigned
        + 0.8 * age
        + rng.normal(0, 0.5, n_villages)[village]
        + rng.normal(0, 1, village.size)
    )
    answers = rng.random(village.size) < 1 / (1 + np.exp(-(0.6 + 0.9 * assigned - 0.7 * age)))
    region = (age > 0).astype(int)
    return pd.DataFrame({
        "wage": np.where(answers, wage, np.nan), "assigned": assigned, "village": village, "age": age,
        "region": region, "full": wage,
    })  # fmt: skip


def test_bounds_are_the_extremes_over_every_subset_left():
    treated, control = [3.0, 9.0, 1.0, 4.0, 7.0, 7.0], [2.0, 5.0, 6.0]
    table = pd.DataFrame({
        "wage": [*treated, *control, np.nan, np.nan, np.nan], "assigned": [1] * 6 + [0] * 6,
    })  # fmt: skip
    found = lee_bounds(table, **ROLES)
    means = [np.mean(kept) - np.mean(control) for kept in combinations(treated, 3)]
    assert (found.low, found.high) == pytest.approx((min(means), max(means)), rel=1e-12)
    assert (found.trimmed_share, found.trimmed_arm, found.n_observed) == (0.5, 1, 9)
    turned = lee_bounds(table.assign(assigned=1 - table["assigned"]), **ROLES)
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), rel=1e-12)
    assert turned.trimmed_arm == 0


def test_cells_average_the_bounds_of_each_and_tighten():
    table = trial(3)
    inside = lee_bounds(table, cells="region", **ROLES)
    each = [lee_bounds(rows, **ROLES) for _, rows in table.groupby("region")]
    mass = [
        len(rows) * rows["wage"].notna().groupby(rows["assigned"]).mean().min()
        for _, rows in table.groupby("region")
    ]
    for end in ("low", "high"):
        assert getattr(inside, end) == pytest.approx(
            np.average([getattr(one, end) for one in each], weights=mass), rel=1e-12
        )
    whole = lee_bounds(table, **ROLES)
    assert inside.high - inside.low < whole.high - whole.low


def published_variance(table):
    """Lee (2009), proposition 3, for the upper bound when the treated are trimmed."""
    s, d = table["wage"].notna().to_numpy(), table["assigned"].to_numpy()
    y1, y0 = table["wage"][(d == 1) & s].to_numpy(), table["wage"][(d == 0) & s].to_numpy()
    alpha1, alpha0, n = s[d == 1].mean(), s[d == 0].mean(), len(table)
    p = 1 - alpha0 / alpha1
    threshold = np.sort(y1)[int(np.floor(p * y1.size))]
    kept = y1[y1 >= threshold]
    e_sd, e_d = (s & (d == 1)).mean(), d.mean()
    v_p = (1 - p) ** 2 * ((1 - alpha0) / (alpha0 * (1 - e_d)) + (1 - alpha1) / (alpha1 * e_d))
    gap = threshold - kept.mean()
    upper = kept.var() / (e_sd * (1 - p)) + gap**2 * p / (e_sd * (1 - p)) + (gap / (1 - p)) ** 2 * v_p
    return np.sqrt((upper + y0.var() / (s & (d == 0)).mean()) / n)


def test_standard_error_is_that_of_proposition_3():
    table = trial(4, n_villages=400)
    assert lee_bounds(table, **ROLES).std_error_high == pytest.approx(published_variance(table), rel=0.01)


def units_of(table, cells="region"):
    """The same units without the engine, for simulations."""
    seen = table["wage"].notna().to_numpy()
    return Assigned(
        np.where(seen, table["wage"], 0.0), seen, table["assigned"].to_numpy() == 1, table[["age"]].to_numpy(),
        table[cells].to_numpy() if cells else np.zeros(len(table), dtype=np.int64),
        np.arange(len(table)) if "village" not in table else table["village"].to_numpy(),
        ("0", "1") if cells else ("",), 0,
    )  # fmt: skip


def bootstrap(table, estimate, n_draws=400):
    """Standard deviations over draws of whole villages."""
    rng, rows = np.random.default_rng(1), table.groupby("village").indices
    drawn = (np.concatenate([rows[i] for i in rng.integers(0, len(rows), len(rows))]) for _ in range(n_draws))
    return np.std(
        [estimate(units_of(table.iloc[places].drop(columns="village"))) for places in drawn], axis=0
    )


def ends_of(units):
    found = average_cells(units)
    return found.low, found.high


def test_standard_errors_are_those_of_a_bootstrap_of_villages():
    table = trial(5, n_villages=60)
    found = lee_bounds(table, cluster="village", cells="region", **ROLES)
    assert (found.std_error_low, found.std_error_high) == pytest.approx(bootstrap(table, ends_of), rel=0.15)


def at_the_bound(rng, n=400):
    """The comparison arm loses exactly the lowest: the effect on those left, 1, is the upper bound."""
    treated, level = rng.permutation(np.arange(n) % 2) == 1, rng.normal(0, 1, n)
    return Assigned(
        level + treated, treated | (level > -0.8), treated, np.empty((n, 0)), np.zeros(n, dtype=np.int64),
        np.arange(n), ("",), 0,
    )  # fmt: skip


def test_interval_of_imbens_and_manski_covers_an_effect_at_its_end():
    rng, covered = np.random.default_rng(7), []
    for _ in range(1500):
        units = at_the_bound(rng)
        found = average_cells(units)
        sizes = [clustered_error(i, units) for i in (found.low_influence, found.high_influence)]
        low, high = bounded_interval(found.low, found.high, *sizes, 0.95)
        covered.append(low <= 1.0 <= high)
    assert 0.93 <= np.mean(covered) <= 0.97


def test_worst_case_bounds_fill_the_missing():
    table = trial(6)
    found = manski_bounds(table, lowest=-5, highest=15, cluster="village", **ROLES)
    worst = table["wage"].fillna(table["assigned"].map({1: -5.0, 0: 15.0}))
    arms = worst.groupby(table["assigned"]).mean()
    assert found.low == pytest.approx(arms[1] - arms[0], rel=1e-12)
    fit = sm.OLS(worst, sm.add_constant(table["assigned"])).fit()
    robust = fit.get_robustcov_results("cluster", groups=table["village"], use_correction=False)
    assert found.std_error_low == pytest.approx(robust.bse[1] * np.sqrt(30 / 29), rel=1e-9)
    shares = table["wage"].isna().groupby(table["assigned"]).mean()
    assert found.high - found.low == pytest.approx(20 * shares.sum(), rel=1e-9)


def by_statsmodels(table, predictors):
    means = []
    for arm in (0, 1):
        rows = table[table["assigned"] == arm]
        design = sm.add_constant(rows[predictors])
        seen = rows["wage"].notna()
        weights = 1 / sm.Logit(seen.astype(float), design).fit(disp=0, tol=1e-12).predict(design)
        means.append(np.average(rows["wage"][seen], weights=weights[seen]))
    return means


def test_weighting_is_that_of_statsmodels_chances():
    table = trial(7)
    found = attrition_weighting(table, predictors=["age", "region"], **ROLES)
    control, treated = by_statsmodels(table, ["age", "region"])
    assert (found.value, found.control_mean) == pytest.approx((treated - control, control), rel=1e-8)


def weighted(units):
    return arm_mean(units, units.is_treated).mean - arm_mean(units, ~units.is_treated).mean


def test_weighting_error_is_that_of_a_bootstrap():
    table = trial(8, n_villages=60)
    found = attrition_weighting(table, predictors=["age"], cluster="village", **ROLES)
    assert found.std_error == pytest.approx(bootstrap(table, weighted), rel=0.15)


def test_weighting_undoes_the_loss_it_knows_of():
    table = trial(9, n_villages=4000, per_village=3)
    found = attrition_weighting(table, predictors=["age"], cluster="village", **ROLES)
    seen = table.dropna(subset="wage").groupby("assigned")["wage"].mean()
    full = table.groupby("assigned")["full"].mean()
    assert abs(found.value - (full[1] - full[0])) < 0.03 < abs(seen[1] - seen[0] - (full[1] - full[0]))


def test_predictor_that_repeats_another_is_left_out_and_named():
    table = trial(7).assign(again=lambda d: 3 - d["age"])
    found = attrition_weighting(table, predictors=["age", "again"], **ROLES)
    assert found.dropped_covariates == ("again",)
    assert found.std_error == pytest.approx(
        attrition_weighting(table, predictors=["age"], **ROLES).std_error, rel=1e-8
    )


def test_unlikely_answers_are_told():
    table = trial(10, n_villages=400)
    chance = 1 / (1 + np.exp(-(1 - 2.5 * table["age"])))
    table["wage"] = np.where(np.random.default_rng(1).random(len(table)) < chance, table["full"], np.nan)
    found = attrition_weighting(table, predictors=["age"], **ROLES)
    assert [note.name for note in found.notes] == ["small_response_chance"]


def test_check_speaks_three_languages():
    found = attrition_bounds(trial(2, effect=6), unit="MAD", **ROLES)
    assert set(found.text) == set(LANGUAGES)
    assert found.passed is True
    assert "not enough to change the sign" in found.text["en"]
    assert attrition_bounds(trial(2, effect=0), **ROLES).passed is None


def refusal(kind, table, estimator=lee_bounds, **options):
    with pytest.raises(kind) as caught:
        estimator(table, **{**ROLES, **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_each_refusal():
    table = trial(11)
    assert refusal(errors.NothingMissing, table, outcome="full") == {"column": "full", "n": 300}
    lost = table.assign(wage=table["wage"].where(table["assigned"] == 1))
    assert refusal(errors.ArmUnobserved, lost)["found"] == 0
    assert refusal(errors.CellsWithOneArm, table, cells="village")["n"] == 30
    refusal(errors.InvalidLevel, table, level=95)
    refusal(errors.TreatmentNotBinary, table, treatment="village")
    refusal(errors.ColumnUsedTwice, table, cells="assigned")
    refusal(errors.NotNumeric, table.assign(wage="high"))
    refusal(errors.EmptyArm, table.assign(assigned=1))
    refusal(errors.InfiniteValues, table.assign(wage=table["wage"].replace({table["wage"].max(): np.inf})))
    refusal(errors.ClusterIsUnit, table.assign(row=range(300)), cluster="row")
    refusal(errors.TooFewClusters, table, cluster="assigned")
    refusal(errors.MissingColumn, table, outcome="wages")


def test_nobody_always_observed_is_refused():
    table = pd.DataFrame({
        "wage": [1, 2, None, None, None, None, 3, 4.0], "assigned": [1, 1, 0, 0, 1, 1, 0, 0], "cell": list("aaaabbbb"),
    })  # fmt: skip
    assert refusal(errors.NobodyAlwaysObserved, table, cells="cell") == {"column": "cell"}


def test_worst_case_refusals():
    table = trial(12)
    refusal(errors.InvalidRange, table, manski_bounds, lowest=3, highest=3)
    assert refusal(errors.OutsideDeclaredRange, table, manski_bounds, lowest=0, highest=6)["highest"] == "6"


def test_predictor_that_tells_who_answers_is_refused():
    table = trial(13)
    table["wage"] = table["full"].where(table["age"] > 0)
    facts = refusal(errors.ResponseSeparated, table, attrition_weighting, predictors=["age", "region"])
    assert (facts["arm"], facts["predictors"]) == (0, "region")  # the half of the ages who answer


@pytest.mark.parametrize(("design", "more"), [
    ("lee-bounds", ["--cells", "region"]), ("manski-bounds", ["--lowest", "-9", "--highest", "20"]),
    ("attrition-weighting", ["--predictors", "age"]),
])  # fmt: skip
def test_command_answers_as_the_library(design, more, tmp_path, capsys):
    trial(14).to_csv(tmp_path / "trial.csv", index=False)
    asked = [
        "estimate",
        design,
        str(tmp_path / "trial.csv"),
        "--outcome",
        "wage",
        "--treatment",
        "assigned",
        *more,
    ]
    assert main([*asked, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["n_dropped"] == 0 if design != "attrition-weighting" else row["n"] < 300
    for language, word in (("fr", "Unités"), ("ar", "الوحدات"), ("en", "Units")):
        assert main([*asked, "--lang", language]) == 0
        assert word in capsys.readouterr().out
