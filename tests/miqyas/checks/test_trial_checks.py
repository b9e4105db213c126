"""Balance and attrition, on trials whose answer is known."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from tests.miqyas.trials import village_trial

from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.errors import EmptySample, MissingColumn, NotNumeric, TooFewClusters


@pytest.fixture
def trial():
    trial = village_trial(9, n_villages=40, per_village=5)
    rng = np.random.default_rng(9)
    return trial.assign(
        size=rng.poisson(4, len(trial)).astype(float), literate=rng.integers(0, 2, len(trial))
    )


def look(table, covariates=("age", "size", "literate"), **options):
    return balance(table, treatment="assigned", covariates=covariates, **{"cluster": "village", **options})


def test_balance_of_a_true_draw_passes(trial):
    found = look(trial)
    assert found.passed is True
    assert found.facts["n_compared"] == 3
    assert set(found.text) == {"fr", "ar", "en"}


def test_balance_row_agrees_with_statsmodels(trial):
    row = look(trial).table.records()[1]
    fit = sm.OLS(trial["size"], sm.add_constant(trial[["assigned"]]))
    oracle = fit.fit(cov_type="cluster", cov_kwds={"groups": trial["village"]}, use_t=True)
    assert row["difference"] == pytest.approx(oracle.params["assigned"], rel=1e-9)
    assert row["std_error"] == pytest.approx(oracle.bse["assigned"], rel=1e-9)
    assert row["p_value"] == pytest.approx(oracle.pvalues["assigned"], rel=1e-8)
    arms = trial.groupby("assigned")["size"]
    expected = (arms.mean()[1] - arms.mean()[0]) / np.sqrt(arms.var().mean())
    assert row["normalised_difference"] == pytest.approx(expected, rel=1e-9)
    assert (row["control_mean"], row["treated_mean"]) == pytest.approx(tuple(arms.mean()), rel=1e-12)


def test_joint_test_agrees_with_statsmodels(trial):
    names = ["age", "size", "literate"]
    fit = sm.OLS(trial["assigned"], sm.add_constant(trial[names]))
    oracle = fit.fit(cov_type="cluster", cov_kwds={"groups": trial["village"]}, use_t=True)
    test = oracle.f_test(np.eye(4)[1:])
    facts = look(trial).facts
    assert facts["joint_f"] == pytest.approx(float(test.fvalue), rel=1e-8)
    assert (facts["joint_df_numerator"], facts["joint_df_denominator"]) == (3, 39)
    assert facts["joint_p_value"] == pytest.approx(float(test.pvalue), rel=1e-7)


def test_balance_of_arms_that_differ_fails_and_names_the_covariate(trial):
    found = look(trial.assign(size=trial["size"] + 2 * trial["assigned"]))
    assert found.passed is False
    assert found.facts["most_different"] == "size"
    assert "“size”" in found.text["en"]


def test_balance_shows_why_a_covariate_could_not_be_compared(trial):
    found = look(trial.assign(literate=1, size=np.nan))
    reasons = {row["covariate"]: row["reason"] for row in found.table.records()}
    assert reasons == {"age": None, "size": "EmptySample", "literate": "ConstantOutcome"}
    assert found.facts["n_compared"] == 1


def test_balance_without_covariate_says_so():
    found = look(village_trial(1), covariates=())
    assert found.passed is None
    assert found.text["en"] == (
        "No covariate measured before treatment could be compared: balance is not checked."
    )


def test_balance_with_too_few_clusters_for_the_covariates_gives_no_joint_test():
    few = village_trial(3, n_villages=4, per_village=30)
    more = few.assign(**{f"x{i}": np.random.default_rng(i).normal(size=len(few)) for i in range(6)})
    found = look(more, covariates=[f"x{i}" for i in range(6)])
    assert found.passed is None
    assert "joint_p_value" not in found.facts
    assert "cannot be computed" in found.text["en"]


def test_balance_of_text_and_of_one_cluster_is_refused(trial):
    with pytest.raises(NotNumeric):
        look(trial.assign(age="old"))
    with pytest.raises(TooFewClusters):
        look(trial.assign(village=0))


def test_balance_of_pairs_takes_the_pair_as_cluster():
    paired = village_trial(4, n_villages=40, pairs=True)
    by_village = look(paired, covariates=["age"], strata="pair")
    by_pair = look(paired, covariates=["age"], strata="pair", cluster="pair")
    assert by_village.table == by_pair.table


def test_balance_of_true_draws_in_pairs_seldom_fails():
    # 40 trials: 2 failures expected, 7 if the variance were taken over villages.
    failed = sum(
        look(village_trial(seed, n_villages=40, per_village=2, pairs=True), ("age",), strata="pair").passed
        is False
        for seed in range(40)
    )
    assert failed <= 4


def lose(trial, share_control, share_treated, seed=0):
    rng = np.random.default_rng(seed)
    limit = np.where(trial["assigned"] == 1, share_treated, share_control)
    return trial.assign(income=trial["income"].where(rng.uniform(size=len(trial)) >= limit))


def study(table, **options):
    return attrition(table, outcome="income", treatment="assigned", **{"cluster": "village", **options})


def test_complete_outcomes_cannot_tell_earlier_attrition(trial):
    found = study(trial)
    assert found.passed is None
    assert "cannot be seen" in found.text["en"]
    assert (found.facts["overall"], found.facts["n_missing"], found.facts["n"]) == (0.0, 0, 200)


def test_attrition_counts_and_tests_the_gap(trial):
    lost = lose(trial, 0.1, 0.4)
    found = study(lost)
    missing = lost["income"].isna().astype(float)
    fit = sm.OLS(missing, sm.add_constant(lost[["assigned"]]))
    oracle = fit.fit(cov_type="cluster", cov_kwds={"groups": lost["village"]}, use_t=True)
    assert found.passed is False
    assert found.facts["overall"] == pytest.approx(missing.mean(), rel=1e-12)
    assert found.facts["control"] == pytest.approx(oracle.params["const"], rel=1e-9)
    assert found.facts["treated"] == pytest.approx(oracle.params.sum(), rel=1e-9)
    assert found.facts["differential"] == pytest.approx(oracle.params["assigned"], rel=1e-9)
    assert found.facts["p_value"] == pytest.approx(oracle.pvalues["assigned"], rel=1e-7)
    assert [row["n_missing"] for row in found.table.records()] == [
        int(missing[lost["assigned"] == arm].sum()) for arm in (0, 1)
    ]


def test_small_gap_passes(trial):
    holes = trial.copy()
    for arm in (0, 1):
        holes.loc[holes.index[holes["assigned"] == arm][: 9 + arm], "income"] = np.nan
    found = study(holes, cluster=None)
    assert found.facts["differential"] == pytest.approx(0.01)
    assert found.passed is True


def test_large_uncertain_gap_is_neither_passed_nor_failed():
    few = lose(village_trial(2, n_villages=8, per_village=5), 0.2, 0.35, seed=1)
    found = study(few)
    assert abs(found.facts["differential"]) > 0.05
    assert found.facts["p_value"] > 0.05
    assert found.passed is None


def test_arm_wholly_lost_fails(trial):
    found = study(trial.assign(income=trial["income"].where(trial["assigned"] == 0)))
    assert found.passed is False
    assert found.facts["differential"] == 1.0


def test_all_outcomes_lost_and_absent_column_are_refused(trial):
    with pytest.raises(EmptySample):
        study(trial.assign(income=np.nan))
    with pytest.raises(MissingColumn):
        study(pd.DataFrame({"assigned": [0, 1]}))


def test_sentences_write_numbers_as_their_language_does(trial):
    text = study(lose(trial, 0.05, 0.6)).text
    assert "\u202f%" in text["fr"]
    assert "," in text["fr"]
    assert "p < 0.001" in text["en"]
    assert "نقطة مئوية" in text["ar"]
