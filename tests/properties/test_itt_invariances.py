"""What must not change an estimate, and what must change it in a known way."""

import numpy as np
import pytest
from tests.miqyas.trials import village_trial

from miqyas.data.relation import open_relation
from miqyas.estimators import regression
from miqyas.estimators.itt import itt

CASES = {
    "bare": {},
    "cluster": {"cluster": "village"},
    "strata": {"strata": "pair", "cluster": "village"},
    "all": {"strata": "pair", "cluster": "village", "covariates": ["age"], "weights": "weight"},
    "unclustered strata": {"strata": "pair", "covariates": ["age"], "weights": "weight"},
}


@pytest.fixture(params=CASES.values(), ids=CASES)
def options(request):
    return {"outcome": "income", "treatment": "assigned", **request.param}


@pytest.fixture
def trial():
    return village_trial(11, n_villages=24, effect=2.0, pairs=True)


def figures(estimate):
    return (estimate.value, estimate.std_error, estimate.low, estimate.high, estimate.df)


def test_order_of_rows_does_not_matter(trial, options):
    shuffled = trial.sample(frac=1, random_state=3)
    assert figures(itt(shuffled, **options)) == pytest.approx(figures(itt(trial, **options)), rel=1e-13)


def test_shift_of_the_outcome_moves_the_control_mean_only(trial, options):
    plain, moved = itt(trial, **options), itt(trial.assign(income=trial["income"] + 1e6), **options)
    assert figures(moved) == pytest.approx(figures(plain), rel=1e-8)
    assert moved.control_mean == pytest.approx(plain.control_mean + 1e6, rel=1e-12)


def test_unit_of_the_outcome_scales_every_figure(trial, options):
    plain, scaled = itt(trial, **options), itt(trial.assign(income=-100 * trial["income"]), **options)
    assert scaled.value == pytest.approx(-100 * plain.value, rel=1e-12)
    assert scaled.std_error == pytest.approx(100 * plain.std_error, rel=1e-12)
    assert (scaled.low, scaled.high) == pytest.approx((-100 * plain.high, -100 * plain.low), rel=1e-12)
    assert scaled.p_value == pytest.approx(plain.p_value, rel=1e-10)


def test_a_constant_covariate_changes_nothing_and_is_named(trial, options):
    more = {**options, "covariates": [*options.get("covariates", []), "one"]}
    found = itt(trial.assign(one=7.0), **more)
    plain = itt(trial, **options)
    assert found.dropped_covariates == ("one",)
    assert figures(found) == pytest.approx(figures(plain), rel=1e-13)


def test_a_copied_covariate_changes_nothing_and_is_named(trial, options):
    more = {**options, "covariates": ["age", "copy"]}
    found = itt(trial.assign(copy=3 * trial["age"] - 5), **more)
    plain = itt(trial, **{**options, "covariates": ["age"]})
    assert found.dropped_covariates == ("copy",)
    assert figures(found) == pytest.approx(figures(plain), rel=1e-10)


def test_exchanging_the_arms_changes_the_sign(trial, options):
    exchanged = itt(trial.assign(assigned=1 - trial["assigned"]), **options)
    plain = itt(trial, **options)
    assert exchanged.value == pytest.approx(-plain.value, rel=1e-12)
    assert exchanged.std_error == pytest.approx(plain.std_error, rel=1e-12)


def test_weights_count_only_by_their_ratios(trial, options):
    weighted = {**options, "weights": "weight"}
    rescaled = itt(trial.assign(weight=1000 * trial["weight"]), **weighted)
    assert figures(rescaled) == pytest.approx(figures(itt(trial, **weighted)), rel=1e-11)


def test_names_of_groups_do_not_matter(trial, options):
    renamed = trial.assign(
        village=("دوار ''\" " + trial["village"].astype(str)), pair=("زوج " + trial["pair"].astype(str))
    )
    assert figures(itt(renamed, **options)) == pytest.approx(figures(itt(trial, **options)), rel=1e-13)


def test_boolean_treatment_is_read_as_one_and_zero(trial, options):
    yes_or_no = itt(trial.assign(assigned=trial["assigned"] == 1), **options)
    assert figures(yes_or_no) == pytest.approx(figures(itt(trial, **options)), rel=1e-13)


def test_incomplete_rows_are_left_out_and_counted(trial, options):
    holes = trial.copy()
    holes.loc[[3, 50, 90], "income"] = np.nan
    found, kept = itt(holes, **options), itt(trial.drop(index=[3, 50, 90]), **options)
    assert found.n_dropped == 3
    assert found.n == kept.n == len(trial) - 3
    assert figures(found) == pytest.approx(figures(kept), rel=1e-13)


def test_given_frame_is_left_as_it_was(trial, options):
    before = trial.copy(deep=True)
    itt(trial, **options)
    assert trial.equals(before)


def test_scores_summed_by_the_engine_agree_with_moments(trial, options, monkeypatch):
    plain = itt(trial, **options)
    monkeypatch.setattr(regression, "LARGEST_STACK", 0)
    assert figures(itt(trial, **options)) == pytest.approx(figures(plain), rel=1e-12)


def test_far_from_zero_covariates_keep_their_digits(trial):
    # Years, identifiers, amounts in centimes: a mean a million times the spread must not cost the estimate.
    options = {"outcome": "income", "treatment": "assigned", "cluster": "village", "covariates": ["age"]}
    far = itt(open_relation(trial.assign(age=trial["age"] + 1e8)), **options)
    assert figures(far) == pytest.approx(figures(itt(trial, **options)), rel=1e-6)
