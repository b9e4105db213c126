"""Difference-in-differences: every refusal, and what must not change the estimate."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.panels import two_period_panel

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.did import did
from miqyas.reporting.notes import estimate_notes


@pytest.fixture
def panel():
    return two_period_panel(4, effect=2.0)


def ask(table, **options):
    return did(table, **{"outcome": "income", "treatment": "treated", "time": "year", **options})


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def figures(estimate):
    return (estimate.value, estimate.std_error, estimate.low, estimate.high, estimate.df)


def test_it_is_the_difference_of_differences_of_means(panel):
    means = panel.groupby(["treated", "year"])["income"].mean()
    change = {arm: means[arm, 2023] - means[arm, 2020] for arm in (0, 1)}
    found = ask(panel)
    assert found.value == pytest.approx(change[1] - change[0], rel=1e-12)
    assert found.control_mean == pytest.approx(means[0, 2023], rel=1e-12)
    assert (found.n, found.n_clusters, found.df) == (200, 200, 196)


def test_units_do_not_move_the_effect_in_a_balanced_panel_but_the_standard_error(panel):
    sections, followed = ask(panel), ask(panel, unit_id="household")
    assert followed.value == pytest.approx(sections.value, rel=1e-12)
    assert followed.std_error < 0.7 * sections.std_error
    assert (followed.n_clusters, followed.df) == (100, 99)
    assert followed.method == "difference-in-differences, unit fixed effects, CR1 by unit"


def test_units_equal_the_t_test_of_changes(panel):
    wide = panel.pivot_table(index="household", columns="year", values="income")
    change = wide[2023] - wide[2020]
    treated = panel.groupby("household")["treated"].first()
    gap = change[treated == 1].mean() - change[treated == 0].mean()
    assert ask(panel, unit_id="household").value == pytest.approx(gap, rel=1e-12)


@pytest.mark.parametrize("options", [
    {}, {"cluster": "village"}, {"unit_id": "household", "cluster": "village"},
    {"unit_id": "household", "covariates": ["age"], "weights": "weight"},
])  # fmt: skip
def test_order_names_of_periods_and_level_of_outcome_do_not_matter(panel, options):
    plain = figures(ask(panel, **options))
    assert figures(ask(panel.sample(frac=1, random_state=3), **options)) == pytest.approx(plain, rel=1e-11)
    renamed = panel.assign(year=panel["year"] - 2020.5, income=panel["income"] + 500)
    assert figures(ask(renamed, **options)) == pytest.approx(plain, rel=1e-9)


def test_units_seen_once_are_told(panel):
    found = ask(panel.drop(index=[0, 1]), unit_id="household")
    assert [str(note) for note in found.notes] == ["units_seen_once=2"]
    assert found.value == pytest.approx(
        ask(panel[~panel["household"].isin([0, 1])], unit_id="household").value, rel=1e-12
    )
    assert all("2" in estimate_notes(found, language)[0] for language in ("fr", "ar", "en"))


def test_rows_without_group_time_or_outcome_are_counted(panel):
    broken = panel.astype({"treated": float, "year": float})
    broken.loc[0, "treated"], broken.loc[1, "year"], broken.loc[2, "income"] = np.nan, np.nan, np.nan
    found = ask(broken)
    assert (found.n_dropped, found.n) == (3, 197)
    assert found.value == pytest.approx(ask(panel.drop(index=[0, 1, 2])).value, rel=1e-12)


def test_collinear_covariate_is_named(panel):
    found = ask(panel.assign(copy=panel["year"] * 2), covariates=["age", "copy"])
    assert found.dropped_covariates == ("copy",)


def test_three_periods_or_one_are_refused(panel):
    more = panel.assign(year=panel["year"] + (panel.index < 5))
    assert refusal(errors.TimeNotTwoPeriods, more) == {"column": "year", "found": "2020, 2021, 2023"}
    assert refusal(errors.TimeNotTwoPeriods, panel.assign(year=7))["found"] == "7"


def test_time_as_text_or_empty_is_refused(panel):
    words = panel["year"].map({2020: "avant", 2023: "après"})
    assert refusal(errors.NotNumeric, panel.assign(year=words))["column"] == "year"
    refusal(errors.EmptySample, panel.assign(year=pd.Series([None] * 200, dtype="object")))


def test_group_must_be_zero_and_one(panel):
    assert refusal(errors.TreatmentNotBinary, panel.assign(treated=panel["treated"] + 1))["found"] == "1, 2"
    assert refusal(errors.TreatmentNotBinary, panel.assign(treated="oui"))["found"] == "oui"


def test_group_unseen_before_is_refused(panel):
    lost = panel[(panel["treated"] == 0) | (panel["year"] == 2023)]
    assert refusal(errors.EmptyCell, lost) == {
        "column": "treated", "arm": 1, "period": "2020", "found": 0, "needed": 2,
    }  # fmt: skip


def test_nothing_complete_is_refused(panel):
    refusal(errors.EmptySample, panel.assign(income=np.nan))


def test_panel_that_is_none_is_refused(panel):
    assert refusal(errors.DuplicatedUnitTime, pd.concat([panel, panel[:3]]), unit_id="household")["n"] == 3
    assert refusal(errors.UnitsSeenOnce, panel.assign(household=range(200)), unit_id="household")["n"] == 200
    moved = panel.assign(treated=panel["treated"].where(panel.index != 150, 1 - panel["treated"]))
    assert refusal(errors.GroupChanges, moved, unit_id="household")["n"] == 1


def test_one_treated_cluster_is_refused(panel):
    lone = panel.assign(village=panel["village"].where(panel["treated"] == 0, 99))
    assert refusal(errors.TooFewClusters, lone, cluster="village") == {
        "column": "village", "treated": 1, "control": 10,
    }  # fmt: skip


@pytest.mark.parametrize("options", [
    {"time": "treated"}, {"unit_id": "income"}, {"covariates": ["year"]}, {"covariates": ["age", "age"]},
])  # fmt: skip
def test_one_column_in_two_roles_is_refused(panel, options):
    refusal(errors.ColumnUsedTwice, panel, **options)


def test_effect_told_by_a_covariate_is_refused(panel):
    told = panel.assign(visit=panel["treated"] * (panel["year"] == 2023))
    # Earlier regressors are first served: the covariate takes the place of the effect.
    assert refusal(errors.NotIdentified, told, covariates=["visit"])["collinear"] == "visit"


def test_outcome_wholly_explained_and_constant_are_refused(panel):
    refusal(errors.NoResidualVariation, panel.assign(income=panel["year"] + panel["treated"]))
    refusal(errors.ConstantOutcome, panel.assign(income=1.0))


def test_level_outside_zero_and_one_is_refused(panel):
    assert refusal(errors.InvalidLevel, panel, level=95) == {"level": 95}


def test_command_prints_the_tidy_row_and_a_page(panel, tmp_path, capsys):
    panel.to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "did", str(tmp_path / "panel.csv"), "--outcome", "income", "--treatment", "treated",
            "--time", "year", "--unit", "household", "--cluster", "village"]  # fmt: skip
    assert main([*call, "--json"]) == 0
    expected = ask(panel, unit_id="household", cluster="village")
    assert json.loads(capsys.readouterr().out)["value"] == pytest.approx(expected.value, rel=1e-12)
    assert main([*call, "--lang", "fr"]) == 0
    assert "Effet estimé" in capsys.readouterr().out
