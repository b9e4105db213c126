"""Every refusal of an intention-to-treat estimate, and what it tells beside the figure."""

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.estimators.arm_means import arm_means
from miqyas.estimators.itt import itt


@pytest.fixture
def trial():
    return village_trial(5, n_villages=12, per_village=5, effect=1.0, pairs=True)


def ask(table, **options):
    return itt(table, **{"outcome": "income", "treatment": "assigned", **options})


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def test_missing_column_lists_the_nearest(trial):
    facts = refusal(errors.MissingColumn, trial, cluster="vilage")
    assert facts["column"] == "vilage"
    assert str(facts["nearest"]).startswith("village")


@pytest.mark.parametrize("options", [
    {"outcome": "assigned"},
    {"covariates": ["income"]},
    {"covariates": ["age", "assigned"]},
    {"covariates": ["age", "age"]},
    {"strata": "assigned"},
    {"cluster": "income"},
    {"weights": "income"},
])  # fmt: skip
def test_one_column_in_two_roles_is_refused(trial, options):
    refusal(errors.ColumnUsedTwice, trial, **options)


def test_text_outcome_is_refused_with_examples(trial):
    facts = refusal(errors.NotNumeric, trial.assign(income=["1 200 DH", "néant"] * 30))
    assert facts == {"column": "income", "found": "1 200 DH, néant"}


def test_text_covariate_and_dates_are_refused(trial):
    assert refusal(errors.NotNumeric, trial.assign(age="old"), covariates=["age"])["column"] == "age"
    days = trial.assign(income=pd.Timestamp("2024-01-01"))
    assert refusal(errors.NotNumeric, days)["found"] == "2024-01-01 00:00:00"


def test_treatment_of_three_values_is_refused_with_the_values(trial):
    facts = refusal(errors.TreatmentNotBinary, trial.assign(assigned=np.arange(60) % 3))
    assert facts == {"column": "assigned", "found": "0, 1, 2"}


def test_treatment_coded_one_and_two_is_refused(trial):
    assert refusal(errors.TreatmentNotBinary, trial.assign(assigned=trial["assigned"] + 1))["found"] == "1, 2"


def test_text_treatment_is_refused_with_the_values(trial):
    words = trial["assigned"].map({0: "témoin", 1: "traité"})
    assert refusal(errors.TreatmentNotBinary, trial.assign(assigned=words))["found"] == "traité, témoin"


def test_many_treatment_values_are_cut_short(trial):
    found = refusal(errors.TreatmentNotBinary, trial.assign(assigned=np.arange(60)))["found"]
    assert found == "0, 1, 2, 3, 4, …"


def test_no_row_at_all_is_refused(trial):
    assert refusal(errors.EmptySample, trial.assign(income=np.nan)) == {
        "n": 60,
        "columns": "income, assigned",
    }


def test_column_without_any_value_is_refused(trial):
    empty = trial.assign(income=pd.Series([None] * 60, dtype="object"))
    assert refusal(errors.EmptySample, empty)["columns"] == "income"


def test_empty_arm_is_refused_with_its_code(trial):
    assert refusal(errors.EmptyArm, trial.assign(assigned=1)) == {"column": "assigned", "arm": 0, "n": 60}
    lost = trial.assign(income=trial["income"].where(trial["assigned"] == 0))
    assert refusal(errors.EmptyArm, lost) == {"column": "assigned", "arm": 1, "n": 30}


def test_arm_of_one_unit_is_refused(trial):
    facts = refusal(errors.TooFewUnits, trial.assign(assigned=[1] + [0] * 59))
    assert facts == {"column": "assigned", "arm": 1, "found": 1, "needed": 2}


def test_as_many_coefficients_as_rows_is_refused():
    tiny = pd.DataFrame(
        {"income": [1.0, 2, 4, 8], "assigned": [0, 1, 0, 1], "a": [1.0, 3, 2, 9], "b": [1.0, 0, 0, 5]}
    )
    assert refusal(errors.TooManyCoefficients, tiny, covariates=["a", "b"]) == {"n": 4, "k": 4}


def test_constant_outcome_is_refused(trial):
    facts = refusal(errors.ConstantOutcome, trial.assign(income=3.5))
    assert facts == {"column": "income", "value": "3.5", "n": 60}


@pytest.mark.parametrize("column", ["income", "age", "weight"])
def test_infinite_values_are_refused(trial, column):
    broken = trial.copy()
    broken.loc[[1, 2], column] = [np.inf, -np.inf]
    facts = refusal(errors.InfiniteValues, broken, covariates=["age"], weights="weight")
    assert facts == {"column": column, "n": 2}


def test_weights_not_above_zero_are_refused(trial):
    broken = trial.copy()
    broken.loc[[1, 2], "weight"] = [0, -3.5]
    facts = refusal(errors.InvalidWeights, broken, weights="weight")
    assert facts == {"column": "weight", "n": 2, "smallest": "-3.5"}


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_empty_stratum_is_refused(trial, blank):
    labels = trial["pair"].astype(str).astype("object")
    labels[[4, 5, 6]] = blank
    assert refusal(errors.EmptyStratum, trial.assign(pair=labels), strata="pair") == {
        "column": "pair",
        "n": 3,
    }


def test_one_cluster_in_all_is_refused(trial):
    facts = refusal(errors.TooFewClusters, trial.assign(village=1), cluster="village")
    assert facts == {"column": "village", "treated": 1, "control": 1}


def test_one_cluster_an_arm_is_refused(trial):
    facts = refusal(errors.TooFewClusters, trial.assign(village=trial["assigned"] + 7), cluster="village")
    assert facts == {"column": "village", "treated": 1, "control": 1}


def test_one_treated_cluster_among_many_is_refused():
    lonely = village_trial(1, n_villages=8)
    lonely["assigned"] = (lonely["village"] == 3).astype(int)
    assert refusal(errors.TooFewClusters, lonely, cluster="village")["treated"] == 1


def test_cluster_that_is_the_row_identifier_is_refused(trial):
    assert refusal(errors.ClusterIsUnit, trial.assign(hh=range(60)), cluster="hh") == {
        "column": "hh",
        "n": 60,
    }


def test_some_clusters_of_one_unit_are_kept_and_told(trial):
    lonely = trial.drop(index=[1, 2, 3, 4])  # village 0 keeps one household
    found = ask(lonely, cluster="village")
    assert found.n_clusters == 12
    assert found.tidy()["notes"] == "single_unit_clusters=1, few_clusters=12"


def test_stratum_with_one_arm_is_kept_and_told(trial):
    one_arm = trial.assign(pair=trial["pair"].where(trial["village"] > 1, trial["village"] + 100))
    found = ask(one_arm, strata="pair")
    assert found.n == 60
    assert found.tidy()["notes"] == "one_arm_strata=2"


def test_strata_that_never_hold_both_arms_are_refused(trial):
    facts = refusal(errors.NotIdentified, trial, strata="village")
    assert facts == {"column": "assigned", "collinear": "village"}


def test_treatment_told_by_a_covariate_is_refused_with_its_name(trial):
    told = trial.assign(leaflet=5 - 2 * trial["assigned"])
    assert refusal(errors.NotIdentified, told, covariates=["age", "leaflet"]) == {
        "column": "assigned", "collinear": "age, leaflet",
    }  # fmt: skip


def test_outcome_that_is_computed_from_the_treatment_is_refused(trial):
    facts = refusal(errors.NoResidualVariation, trial.assign(income=2.0 * trial["assigned"] + 1))
    assert facts == {"column": "income"}
    exact = trial.assign(income=3 * trial["assigned"] - trial["age"] / 7)
    refusal(errors.NoResidualVariation, exact, covariates=["age"])


@pytest.mark.parametrize("level", [0, 1, 95, -0.5])
def test_level_outside_zero_and_one_is_refused(trial, level):
    assert refusal(errors.InvalidLevel, trial, level=level) == {"level": level}


def test_level_widens_the_interval(trial):
    narrow, wide = ask(trial, level=0.9), ask(trial, level=0.99)
    assert wide.low < narrow.low < narrow.high < wide.high
    assert narrow.value == wide.value


def test_rows_without_cluster_are_left_out_and_counted(trial):
    labels = trial["village"].astype(str).astype("object")
    labels[[0, 1]] = ["", None]
    assert ask(trial.assign(village=labels), cluster="village").n_dropped == 2


def test_tidy_is_one_flat_row(trial):
    row = ask(trial, cluster="village", strata="pair", unit="MAD").tidy()
    assert list(row) == [
        "estimand", "value", "std_error", "df", "p_value", "low", "high", "level", "n", "n_clusters", "n_dropped",
        "control_mean", "unit", "method", "dropped_covariates", "notes",
    ]  # fmt: skip
    assert all(isinstance(cell, str | int | float) for cell in row.values())
    assert row["notes"] == "small_strata=6, few_clusters=12"


def test_arm_means_are_means_with_clustered_errors(trial):
    table = arm_means(trial, outcome="income", treatment="assigned", cluster="village")
    for row, (_, arm) in zip(table.records(), trial.groupby("assigned"), strict=True):
        totals = (arm["income"] - arm["income"].mean()).groupby(arm["village"]).sum()
        std_error = np.sqrt(6 / 5 * (totals**2).sum()) / 30
        assert (row["n"], row["n_clusters"]) == (30, 6)
        assert row["mean"] == pytest.approx(arm["income"].mean(), rel=1e-12)
        assert row["std_error"] == pytest.approx(std_error, rel=1e-10)
        assert (row["low"] + row["high"]) / 2 == pytest.approx(row["mean"], rel=1e-12)


def test_arm_means_without_cluster_are_plain_means(trial):
    row = arm_means(trial, outcome="income", treatment="assigned").records()[1]
    treated = trial.loc[trial["assigned"] == 1, "income"]
    assert row["std_error"] == pytest.approx(treated.sem(), rel=1e-10)


def test_arm_means_of_a_constant_arm_give_no_interval(trial):
    flat = trial.assign(income=trial["income"].where(trial["assigned"] == 1, 5.0))
    table = arm_means(flat, outcome="income", treatment="assigned")
    assert table.records()[0] == {
        "arm": "control", "n": 30, "mean": 5.0, "std_error": None, "low": None, "high": None, "n_clusters": 30,
    }  # fmt: skip
    assert len(table.notes) == 2
