"""Two-way fixed effects: agreement with dummies, invariances, refusals, and the weights behind the figure."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from tests.miqyas.panels import staggered_panel

from miqyas import errors
from miqyas.checks.negative_weights import negative_weights
from miqyas.cli.main import main
from miqyas.estimators.twfe import twfe

ROLES = {"outcome": "y", "treatment": "d", "unit_id": "commune", "time": "year"}
ADJUSTED = {"cluster": "province", "covariates": ["x"], "weights": "weight"}


@pytest.fixture
def panel():
    return staggered_panel(3, growth=0.4)


@pytest.fixture
def holed(panel):
    return panel.sample(frac=0.8, random_state=1)


def ask(table, **options):
    return twfe(table, **{**ROLES, **options})


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def figures(estimate):
    return (estimate.value, estimate.std_error, estimate.low, estimate.high, estimate.df)


def dummies(data, *, cluster="commune", covariates=(), weights=None):
    """Weighted least squares with all dummies, its N - K put to our K: units count for one."""
    formula = " + ".join(["y ~ d", *covariates, "C(commune)", "C(year)"])
    fit = smf.wls(formula, data, weights=data[weights] if weights else 1.0)
    oracle = fit.fit(cov_type="cluster", cov_kwds={"groups": data[cluster]})
    n, k = len(data), len(oracle.params)
    ours = k - data["commune"].nunique() + 1
    return oracle.params["d"], oracle.bse["d"] * np.sqrt((n - k) / (n - ours))


@pytest.mark.parametrize("options", [{}, ADJUSTED, {"covariates": ["x"]}], ids=["bare", "all", "covariate"])
@pytest.mark.parametrize("case", ["balanced", "holes", "moving weights"])
def test_it_equals_least_squares_on_dummies(panel, holed, case, options):
    data = panel if case == "balanced" else holed
    if case == "moving weights":
        data = data.assign(weight=np.random.default_rng(1).uniform(0.5, 2, len(data)))
        options = {**options, "weights": "weight"}
    found, (value, std_error) = ask(data, **options), dummies(data, **options)
    assert found.value == pytest.approx(value, rel=1e-10)
    assert found.std_error == pytest.approx(std_error, rel=1e-10)


def test_many_periods_take_more_than_one_mask():
    long = staggered_panel(5, n_units=12, n_years=70).sample(frac=0.9, random_state=2)
    found, (value, std_error) = ask(long), dummies(long)
    assert (found.value, found.std_error) == pytest.approx((value, std_error), rel=1e-9)


@pytest.mark.parametrize("options", [{}, ADJUSTED], ids=["bare", "all"])
def test_unit_levels_period_shocks_and_order_do_not_matter(holed, options):
    plain = figures(ask(holed, **options))
    moved = holed.assign(y=holed["y"] + 100 * (holed["commune"] % 7) - 5 * holed["year"] ** 2 / 1000)
    assert figures(ask(moved, **options)) == pytest.approx(plain, rel=1e-8)
    assert figures(ask(holed.sample(frac=1, random_state=9), **options)) == pytest.approx(plain, rel=1e-11)


def test_time_may_be_text_and_missing_values_are_counted(panel):
    words = panel.assign(year=panel["year"].map(str).astype("object"))
    words.loc[[0, 1], "year"] = [None, " "]
    words.loc[7, "y"] = np.nan
    found = ask(words)
    assert (found.n, found.n_dropped) == (357, 3)
    assert found.value == pytest.approx(ask(panel.drop(index=[0, 1, 7])).value, rel=1e-12)


def test_columns_may_bear_the_names_used_inside(panel):
    named = panel.rename(columns={"year": "t", "commune": "s", "d": "k", "y": "w"})
    found = twfe(named, outcome="w", treatment="k", unit_id="s", time="t", cluster="province")
    assert figures(found) == pytest.approx(figures(ask(panel, cluster="province")), rel=1e-13)
    assert (
        negative_weights(named, outcome="w", treatment="k", unit_id="s", time="t").facts["n_treated"] == 120
    )


def test_refusals(panel):
    assert refusal(errors.DuplicatedUnitTime, pd.concat([panel, panel[:2]]))["n"] == 1
    assert refusal(errors.OnePeriod, panel[panel["year"] == 2006]) == {"column": "year", "found": "2006"}
    moved = panel.assign(province=panel["province"] + (panel.index == 3))
    assert refusal(errors.UnitInSeveralClusters, moved, cluster="province")["n"] == 1
    fixed = panel.assign(d=(panel["cohort"] > 0).astype(int))
    assert refusal(errors.NotIdentified, fixed) == {"column": "d", "collinear": "commune"}
    together = panel.assign(d=(panel["year"] > 2003).astype(int))
    assert refusal(errors.NotIdentified, together)["collinear"] == "commune, year"
    refusal(errors.NoResidualVariation, panel.assign(y=panel["d"] + panel["commune"] - panel["year"] / 3.0))
    refusal(errors.ColumnUsedTwice, panel, time="commune")
    refusal(errors.MissingColumn, panel, time="yeer")
    refusal(errors.InvalidLevel, panel, level=1)


def test_weights_of_the_effects_are_those_of_least_squares(holed):
    """The coefficient is the weighted sum of any effects put in: theorem 1, checked on the effects themselves."""
    effect = 1.0 + (holed["year"] - holed["cohort"]) ** 2
    exact = holed.assign(y=holed["d"] * effect + 1e-3 * np.random.default_rng(0).normal(size=len(holed)))
    residual = smf.ols("d ~ C(commune) + C(year)", holed).fit().resid[holed["d"] == 1]
    weight = residual / residual.sum()
    check = negative_weights(exact, **ROLES)
    assert check.facts["n_negative"] == int((weight < 0).sum()) > 0
    assert check.facts["sum_negative"] == pytest.approx(weight[weight < 0].sum(), rel=1e-9)
    assert check.facts["value"] == pytest.approx((weight * effect[holed["d"] == 1]).sum(), abs=1e-3)
    sigma = abs(check.facts["value"]) / np.sqrt(((weight * weight.size - 1) ** 2).mean())
    assert check.facts["sigma"] == pytest.approx(sigma, rel=1e-9)
    assert sum(row["weight"] for row in check.table.records()) == pytest.approx(1, rel=1e-12)
    assert check.passed is False
    assert all(check.text[language] for language in ("fr", "ar", "en"))


def test_one_date_of_treatment_has_no_negative_weight(panel):
    check = negative_weights(panel[panel["cohort"] != 2005], **ROLES)
    assert check.passed is True
    assert check.facts["n_negative"] == 0
    assert check.text["en"].startswith("No effect is counted backwards")


def test_growing_effects_mislead_and_the_check_says_so():
    early_late = staggered_panel(8, n_units=300, effect=0.0, growth=3.0)
    early_late = early_late[early_late["cohort"] > 0]
    truth = (3.0 * (early_late["year"] - early_late["cohort"]))[early_late["d"] == 1].mean()
    assert ask(early_late).value < 0 < truth
    assert negative_weights(early_late, **ROLES).passed is False


def test_command_prints_the_tidy_row(panel, tmp_path, capsys):
    panel.to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "twfe", str(tmp_path / "panel.csv"), "--outcome", "y", "--treatment", "d", "--json",
            "--time", "year", "--unit", "commune", "--cluster", "province"]  # fmt: skip
    assert main(call) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["std_error"] == pytest.approx(ask(panel, cluster="province").std_error, rel=1e-10)
