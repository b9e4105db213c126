"""Surveys against the formulas on rows, textbook closed forms, statsmodels, and their refusals."""

import json

import numpy as np
import pytest
import statsmodels.api as sm
from tests.miqyas.clustered import unequal_villages

from miqyas import errors
from miqyas.cli.main import main
from miqyas.data.survey_design import SurveyDesign
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.estimators.survey import survey
from miqyas.estimators.survey_itt import survey_itt

DESIGNS = {
    "weights": SurveyDesign("weight"),
    "psu": SurveyDesign(psu="village"),
    "strata": SurveyDesign("weight", strata="region"),
    "all": SurveyDesign("weight", "village", "region"),
    "fpc": SurveyDesign("weight", "village", "region", "villages"),
}


@pytest.fixture
def asked():
    table = unequal_villages()
    table["villages"] = 12 + 3 * table["region"]
    table["poor"] = (table["y"] < 3.5).astype(int)
    return table


def by_formula(table, design, scores):
    """Σ_h (1 - n_h/N_h) n_h/(n_h - 1) Σ_j (u_hj - ū_h)², with rows; and degrees of freedom."""
    rows = table.assign(u=scores, j=table[design.psu] if design.psu else np.arange(len(table)))
    rows["h"] = table[design.strata] if design.strata else 0
    variance, df = 0.0, 0
    for _, stratum in rows.groupby("h"):
        totals = stratum.groupby("j")["u"].sum().to_numpy()
        left = 1 - totals.size / stratum[design.fpc].iloc[0] if design.fpc else 1.0
        variance += left * totals.size / (totals.size - 1) * ((totals - totals.mean()) ** 2).sum()
        df += totals.size - 1
    return np.sqrt(variance), df


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_means_and_totals_are_those_of_the_formula(asked, design):
    w = asked["weight"].to_numpy() if design.weights else np.ones(len(asked))
    y = asked["y"].to_numpy()
    mean = np.average(y, weights=w)
    std_error, df = by_formula(asked, design, w * (y - mean) / w.sum())
    found = survey(asked, outcome="y", design=design)
    assert (found.estimate.value, found.estimate.std_error) == pytest.approx((mean, std_error), rel=1e-9)
    assert found.estimate.df == df
    s2 = np.average((y - mean) ** 2, weights=w) * len(y) / (len(y) - 1)
    assert found.design_effect == pytest.approx(std_error**2 / (s2 / len(y)), rel=1e-9)
    total = survey(asked, outcome="y", design=design, quantity="total").estimate
    assert (total.value, total.std_error) == pytest.approx(
        ((w * y).sum(), by_formula(asked, design, w * y)[0]), rel=1e-9
    )


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_effects_are_those_of_the_formula(asked, design):
    w = asked["weight"].to_numpy() if design.weights else np.ones(len(asked))
    x = sm.add_constant(asked[["age", "d"]]).to_numpy(float)
    fit = sm.WLS(asked["y"].to_numpy(), x, weights=w).fit()
    bread = np.linalg.inv(x.T @ (w[:, None] * x))
    std_error, df = by_formula(asked, design, w * fit.resid * (x @ bread[:, -1]))
    found = survey_itt(asked, outcome="y", treatment="d", covariates=["age"], design=design).estimate
    assert (found.value, found.std_error, found.df) == pytest.approx(
        (fit.params[-1], std_error, df), rel=1e-8
    )


def test_clusters_alone_are_cluster_robust_without_k(asked):
    """Between primary units of one stratum the variance is G/(G-1) times the plain sandwich of statsmodels."""
    x = sm.add_constant(asked[["d"]])
    fit = sm.WLS(asked["y"], x, weights=asked["weight"]).fit(
        cov_type="cluster", cov_kwds={"groups": asked["village"], "use_correction": False}
    )
    found = survey_itt(asked, outcome="y", treatment="d", design=SurveyDesign("weight", "village")).estimate
    assert found.std_error == pytest.approx(fit.bse["d"] * np.sqrt(30 / 29), rel=1e-9)


def test_simple_random_sample_has_the_textbook_error_and_no_design_effect(asked):
    found = survey(asked, outcome="y", design=SurveyDesign())
    assert found.estimate.std_error == pytest.approx(asked["y"].std() / np.sqrt(600), rel=1e-10)
    assert found.design_effect == pytest.approx(1, rel=1e-10)
    finite = survey(asked.assign(size=1000), outcome="y", design=SurveyDesign(fpc="size"))
    assert finite.estimate.std_error == pytest.approx(
        asked["y"].std() / np.sqrt(600) * np.sqrt(0.4), rel=1e-10
    )
    assert finite.design_effect == pytest.approx(0.4, rel=1e-10)


def test_stratified_total_is_the_textbook_s(asked):
    """Equal chances in each stratum: N̂ ȳ by stratum, variance N_h² (1 - f_h) s_h²/n_h (Cochran 1977, section 5.4)."""
    sizes = asked.groupby("region")["y"].transform("size")
    table = asked.assign(size=3 * sizes, w=3.0)
    found = survey(
        table, outcome="y", design=SurveyDesign("w", strata="region", fpc="size"), quantity="total"
    ).estimate
    by_stratum = table.groupby("region")["y"].agg(["size", "mean", "var"])
    expected = ((3 * by_stratum["size"]) ** 2 * (2 / 3) * by_stratum["var"] / by_stratum["size"]).sum()
    assert found.value == pytest.approx((3 * by_stratum["size"] * by_stratum["mean"]).sum(), rel=1e-10)
    assert found.std_error == pytest.approx(np.sqrt(expected), rel=1e-10)


def test_share_keeps_its_interval_between_zero_and_one(asked):
    found = survey(asked, outcome="poor", design=DESIGNS["all"], quantity="proportion").estimate
    plain = survey(asked, outcome="poor", design=DESIGNS["all"]).estimate
    # Rows are summed by two threads, in an order of their own: the last digit may move.
    assert (found.value, found.std_error) == pytest.approx((plain.value, plain.std_error), rel=1e-12)
    rare = asked.assign(poor=(asked.index == 7).astype(int))
    low = survey(rare, outcome="poor", design=DESIGNS["all"], quantity="proportion").estimate.low
    assert 0 < low < survey(rare, outcome="poor", design=DESIGNS["all"], quantity="proportion").estimate.value


def test_strata_of_one_unit_are_refused_or_centred(asked):
    lonely = asked.assign(region=asked["region"].where(asked["village"] != 29, 9))
    with pytest.raises(errors.LonelyPsu) as caught:
        survey(lonely, outcome="y", design=DESIGNS["all"])
    assert caught.value.facts == {"n": 1, "column": "region"}
    centred = survey(lonely, outcome="y", design=SurveyDesign("weight", "village", "region", lonely="centre"))
    w, y = lonely["weight"], lonely["y"]
    u = w * (y - np.average(y, weights=w)) / w.sum()
    totals = u.groupby([lonely["region"], lonely["village"]]).sum()
    expected = (totals[9].iloc[0] - totals.mean()) ** 2
    for region in range(4):
        part = totals[region]
        expected += part.size / (part.size - 1) * ((part - part.mean()) ** 2).sum()
    assert centred.estimate.std_error == pytest.approx(np.sqrt(expected), rel=1e-9)
    assert (centred.estimate.df, centred.n_psus, centred.n_strata) == (25, 30, 5)


def test_trial_in_a_simple_sample_is_the_difference_in_means_but_for_the_factor(asked):
    found = survey_itt(asked, outcome="y", treatment="d", design=SurveyDesign()).estimate
    plain = difference_in_means(asked, outcome="y", treatment="d")
    assert found.value == pytest.approx(plain.value, rel=1e-10)
    assert found.std_error == pytest.approx(plain.std_error, rel=0.005)


def test_missing_values_are_counted(asked):
    asked.loc[[1, 2], "y"] = np.nan
    asked.loc[[2, 3], "weight"] = np.nan
    assert survey(asked, outcome="y", design=DESIGNS["all"]).estimate.n_dropped == 3
    assert survey_itt(asked, outcome="y", treatment="d", design=DESIGNS["all"]).estimate.n_dropped == 3


@pytest.mark.parametrize(("kind", "change", "options"), [
    (errors.MissingColumn, {}, {"design": SurveyDesign("wait")}),
    (errors.InvalidWeights, {"weight": 0.0}, {}),
    (errors.NotNumeric, {"y": "many"}, {}),
    (errors.InfiniteValues, {"y": np.inf}, {}),
    (errors.ConstantOutcome, {"y": 3}, {}),
    (errors.EmptySample, {"y": np.nan}, {}),
    (errors.TreatmentNotBinary, {}, {"quantity": "proportion"}),
    (errors.InvalidPopulation, {"villages": 3}, {"design": DESIGNS["fpc"]}),
    (errors.InvalidPopulation, {"villages": np.arange(600) + 100}, {"design": DESIGNS["fpc"]}),
    (errors.NoResidualVariation, {"size": 600}, {"design": SurveyDesign(fpc="size")}),
    (errors.TooFewPsus, {"village": 1}, {"design": SurveyDesign(psu="village", lonely="centre")}),
    (errors.InvalidLevel, {}, {"level": 1}),
])  # fmt: skip
def test_refusals(asked, kind, change, options):
    with pytest.raises(kind):
        survey(asked.assign(**change), outcome="y", **{"design": DESIGNS["all"], **options})


@pytest.mark.parametrize(("kind", "change", "options"), [
    (errors.NotIdentified, {"copy": lambda t: 1 - t["d"]}, {"covariates": ["copy"]}),
    (errors.NoResidualVariation, {"y": lambda t: 3 + 2.0 * t["d"]}, {}),
    (errors.EmptyArm, {"d": 0}, {}),
    (errors.InvalidLevel, {}, {"level": 1}),
])  # fmt: skip
def test_refusals_of_an_effect(asked, kind, change, options):
    with pytest.raises(kind):
        survey_itt(
            asked.assign(**change), outcome="y", treatment="d", **{"design": DESIGNS["all"], **options}
        )


def test_command_line(asked, tmp_path, capsys):
    path = str(tmp_path / "asked.csv")
    asked.to_csv(path, index=False)
    drawn = ["--weights", "weight", "--psu", "village", "--strata", "region", "--fpc", "villages"]
    named = ["estimate", "survey", path, "--outcome", "y", *drawn]
    assert main([*named, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    found = survey(path, outcome="y", design=DESIGNS["fpc"])
    assert row == found.tidy()
    assert main([*named, "--treatment", "d", "--covariates", "age"]) == 0
    page = capsys.readouterr().out
    assert "Design effect" in page
    assert "“d”" in page
    assert main(["--lang", "ar", *named]) == 0
    assert "أثر خطة المعاينة" in capsys.readouterr().out
