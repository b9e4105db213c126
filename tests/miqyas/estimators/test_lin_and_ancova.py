"""Lin's adjustment and ANCOVA against statsmodels on rows, and their refusals."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.ancova import ancova
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.estimators.itt import itt

ASKED = {"outcome": "income", "treatment": "lot"}


@pytest.fixture
def trial():
    table = village_trial(5, n_villages=20, per_village=8, effect=1.0)
    rng = np.random.default_rng(8)
    table["lot"] = (rng.random(len(table)) < np.where(table["village"] % 3 == 0, 0.3, 0.6)).astype(int)
    table["region"] = np.array(["nord", "l'est", "sud"])[table["village"] % 3]
    table["income"] += table["lot"] * (1 + 0.1 * (table["age"] - 40) + (table["region"] == "sud"))
    table["before"] = table["income"] + rng.normal(0, 2, len(table))
    table.loc[[3, 70], "before"] = np.nan
    return table


def lin_on_rows(trial, covariates, strata, weights):
    """Fully interacted regression, everything centred at its weighted mean."""
    rows = trial.dropna(subset=covariates)
    w = rows[weights].to_numpy() if weights else np.ones(len(rows))
    parts = [rows[covariates].to_numpy(float)]
    if strata:
        parts.append(pd.get_dummies(rows[strata]).to_numpy(float)[:, 1:])
    held = np.column_stack(parts)
    held -= np.average(held, axis=0, weights=w)
    d = rows["lot"].to_numpy(float)
    x = np.column_stack([np.ones(len(rows)), held, d[:, None] * held, d])
    root = np.sqrt(w)
    return sm.OLS(root * rows["income"].to_numpy(), root[:, None] * x), rows


@pytest.mark.parametrize("options", [
    {"covariates": ["age"]}, {"covariates": ["age", "before"], "weights": "weight"},
    {"covariates": ["before"], "strata": "region"}, {"covariates": [], "strata": "region"},
])  # fmt: skip
def test_lin_is_the_interacted_regression_of_statsmodels(trial, options):
    model, rows = lin_on_rows(trial, options["covariates"], options.get("strata"), options.get("weights"))
    for kind in ("HC1", "HC2", "HC3"):
        fit = model.fit(cov_type=kind)
        found = itt(trial, adjustment="lin", variance=kind, **ASKED, **options)
        assert found.value == pytest.approx(fit.params[-1], rel=1e-9)
        assert found.std_error == pytest.approx(fit.bse[-1], rel=1e-8)
    clustered = model.fit(cov_type="cluster", cov_kwds={"groups": rows["village"].to_numpy()})
    found = itt(trial, adjustment="lin", cluster="village", **ASKED, **options)
    assert found.std_error == pytest.approx(clustered.bse[-1], rel=1e-8)
    assert "interacted (Lin)" in found.method


def test_lin_with_strata_alone_is_the_difference_by_stratum(trial):
    found = itt(trial, adjustment="lin", strata="region", variance="HC2", **ASKED)
    by_stratum = difference_in_means(trial, strata="region", **ASKED)
    assert found.value == pytest.approx(by_stratum.value, rel=1e-10)
    assert found.std_error == pytest.approx(by_stratum.std_error, rel=1e-9)  # HC2 is Neyman's variance
    assert itt(trial, strata="region", **ASKED).value != pytest.approx(by_stratum.value, rel=1e-6)


def test_lin_without_anything_is_the_plain_comparison(trial):
    plain, lin = itt(trial, **ASKED), itt(trial, adjustment="lin", **ASKED)
    assert (lin.value, lin.std_error, lin.method) == (plain.value, plain.std_error, plain.method)


def test_lin_does_not_depend_on_where_covariates_are_measured_from(trial):
    moved = trial.assign(age=1e4 + 12 * trial["age"])
    one, other = (
        itt(t, adjustment="lin", covariates=["age"], strata="region", **ASKED) for t in (trial, moved)
    )
    assert one.value == pytest.approx(other.value, rel=1e-9)
    assert one.std_error == pytest.approx(other.std_error, rel=1e-9)


def test_lin_refuses_what_it_cannot_interact(trial):
    with pytest.raises(errors.UnknownAdjustment):
        itt(trial, adjustment="freedman", **ASKED)
    alone = trial.assign(region=trial["region"].where(trial["lot"] == 1, "l'est"))
    with pytest.raises(errors.StrataOfOneArm) as caught:
        itt(alone, adjustment="lin", strata="region", **ASKED)
    assert caught.value.facts == {"column": "region", "n": 2}
    many = pd.concat([trial] * 3, ignore_index=True)
    many["cell"] = np.arange(len(many)) % 230
    many["lot"] = (np.arange(len(many)) // 230) % 2
    with pytest.raises(errors.TooManyStrataToInteract):
        itt(many, adjustment="lin", strata="cell", **ASKED)


@pytest.mark.parametrize("options", [{}, {"covariates": ["age"], "cluster": "village"}])
def test_ancova_is_least_squares_on_the_baseline(trial, options):
    rows = trial.dropna(subset=["before"])
    x = sm.add_constant(rows[["before", *options.get("covariates", []), "lot"]].astype(float))
    kwds = (
        {"cov_type": "cluster", "cov_kwds": {"groups": rows["village"]}} if options else {"cov_type": "HC1"}
    )
    fit = sm.OLS(rows["income"], x).fit(**kwds)
    found = ancova(trial, baseline="before", **ASKED, **options)
    assert (found.value, found.std_error) == pytest.approx((fit.params["lot"], fit.bse["lot"]), rel=1e-9)
    assert (found.n_dropped, found.estimand) == (2, "ITT")
    assert found.method == ("ANCOVA, covariates, CR1 by cluster" if options else "ANCOVA, HC1")


def test_ancova_beats_changes_as_mckenzie_says():
    rng = np.random.default_rng(11)
    n, correlation = 4000, 0.3
    before = rng.normal(0, 1, n)
    after = correlation * before + np.sqrt(1 - correlation**2) * rng.normal(0, 1, n)
    table = pd.DataFrame(
        {"after": after, "before": before, "change": after - before, "lot": np.arange(n) % 2}
    )
    plain = itt(table, outcome="after", treatment="lot").std_error
    adjusted = ancova(table, outcome="after", baseline="before", treatment="lot").std_error
    changes = itt(table, outcome="change", treatment="lot").std_error
    assert (adjusted / plain) ** 2 == pytest.approx(1 - correlation**2, rel=0.03)
    assert (changes / plain) ** 2 == pytest.approx(2 * (1 - correlation), rel=0.05)


@pytest.mark.parametrize("baseline", ["income", "lot", "age", ["before", "age"]])
def test_ancova_refuses_a_baseline_that_is_something_else(trial, baseline):
    with pytest.raises(errors.ColumnUsedTwice):
        ancova(trial, baseline=baseline, covariates=["age"], **ASKED)


def test_command_line(trial, tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    trial.to_csv(path, index=False)
    named = [path, "--outcome", "income", "--treatment", "lot", "--json"]
    assert main(["estimate", "ancova", *named, "--baseline", "before", "--adjustment", "lin"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["value"] == pytest.approx(ancova(path, baseline="before", adjustment="lin", **ASKED).value)
    assert (
        main(["estimate", "itt", *named, "--covariates", "age", "--adjustment", "lin", "--variance", "HC2"])
        == 0
    )
    assert json.loads(capsys.readouterr().out)["method"] == "least squares, interacted (Lin), HC2"
