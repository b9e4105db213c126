"""Values of indicators under strata and finite populations: our survey estimator, formulas on rows, statsmodels."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from tests.miqyas.clustered import unequal_villages

from miqyas.data.survey_design import SurveyDesign
from miqyas.errors import FormulaInvalid, InvalidPopulation, LonelyPsu
from miqyas.estimators.survey import survey
from miqyas.indicators.measuring import Condition, Formula, Statistic, measure

SAID = {
    "strata": {"weight": "weight", "strata": "region"},
    "clusters in strata": {"weight": "weight", "cluster": "village", "strata": "region"},
    "finite": {"weight": "weight", "cluster": "village", "strata": "region", "population": "villages"},
    "people of a finite population": {"population": "size"},
}


@pytest.fixture
def asked():
    table = unequal_villages()
    table["villages"] = 12 + 3 * table["region"]
    table["size"] = 1000
    table["poor"] = (table["y"] < 3.5).astype(int)
    return table


def design_of(said):
    return SurveyDesign(said.get("weight"), said.get("cluster"), said.get("strata"), said.get("population"))


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_means_are_those_of_the_survey_estimator(asked, said):
    theirs = survey(asked, outcome="y", design=design_of(said)).estimate
    ours = measure(asked, Formula(statistic=Statistic.MEAN, column="y", **said))
    assert (ours.value, ours.std_error, ours.low, ours.high) == pytest.approx(
        (theirs.value, theirs.std_error, theirs.low, theirs.high), rel=1e-9
    )


@pytest.mark.parametrize("said", [one for one in SAID.values() if "weight" in one])
def test_weighted_totals_are_those_of_the_survey_estimator(asked, said):
    theirs = survey(asked, outcome="y", design=design_of(said), quantity="total").estimate
    ours = measure(asked, Formula(statistic=Statistic.SUM, column="y", **said))
    assert (ours.value, ours.std_error) == pytest.approx((theirs.value, theirs.std_error), rel=1e-9)


def test_a_share_has_the_error_of_the_design(asked):
    said = SAID["finite"]
    theirs = survey(asked, outcome="poor", design=design_of(said), quantity="proportion").estimate
    ours = measure(asked, Formula(statistic=Statistic.SHARE, column="poor", values=(1,), **said))
    assert (ours.value, ours.std_error) == pytest.approx((theirs.value, theirs.std_error), rel=1e-9)
    # Wilson's interval on the effective size and the logit one of the estimator are near each other.
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_a_group_is_a_domain_of_the_whole_draw(asked):
    """Mean of one group: with zeros outside it, as the textbook's u = d (y - ȳ_d) / N̂_d (Lohr 2021, section 4.3)."""
    inside = asked["d"].to_numpy() == 1
    w, y = asked["weight"].to_numpy(), asked["y"].to_numpy()
    mean = np.average(y[inside], weights=w[inside])
    table = asked.assign(u=np.where(inside, w * (y - mean) / w[inside].sum(), 0.0))
    variance = 0.0
    for _, stratum in table.groupby("region"):
        totals = stratum.groupby("village")["u"].sum().to_numpy()
        variance += totals.size * totals.var(ddof=1)
    formula = Formula(
        statistic=Statistic.MEAN, column="y", where=(Condition("d", "=", 1),), **SAID["clusters in strata"]
    )
    found = measure(asked, formula)
    assert (found.value, found.std_error) == pytest.approx((mean, np.sqrt(variance)), rel=1e-9)
    as_group = measure(
        asked,
        Formula(
            statistic=Statistic.MEAN,
            column="y",
            groups={"sex": {"column": "d", "keys": {"1": "female", "0": "male"}}},
            **SAID["clusters in strata"],
        ),
    )
    of_women = next(one.figure for one in as_group.groups if one.key == "female")
    assert (of_women.value, of_women.std_error) == pytest.approx((found.value, found.std_error), rel=1e-12)


def test_one_stratum_is_statsmodels_cluster_robust(asked):
    """In one stratum, G/(G-1) times the plain sandwich of statsmodels."""
    fit = sm.WLS(asked["y"], np.ones(len(asked)), weights=asked["weight"]).fit(
        cov_type="cluster", cov_kwds={"groups": asked["village"], "use_correction": False}
    )
    table = asked.assign(whole="all")
    found = measure(
        table,
        Formula(statistic=Statistic.MEAN, column="y", weight="weight", cluster="village", strata="whole"),
    )
    villages = asked["village"].nunique()
    assert found.std_error == pytest.approx(fit.bse.iloc[0] * np.sqrt(villages / (villages - 1)), rel=1e-9)


def test_one_stratum_is_no_stratum(asked):
    table = asked.assign(whole="all")
    formula = Formula(
        statistic=Statistic.SHARE, column="poor", values=(1,), weight="weight", cluster="village"
    )
    plain = measure(table, formula).row()
    stratified = measure(table, replace(formula, strata="whole"))
    for name, cell in stratified.row().items():
        assert cell == (pytest.approx(plain[name], rel=1e-9) if isinstance(cell, float) else plain[name])


def test_a_census_has_no_sampling_error(asked):
    found = measure(
        asked.assign(all=len(asked)), Formula(statistic=Statistic.MEAN, column="y", population="all")
    )
    assert found.std_error == 0


def test_what_the_strata_cannot_answer_is_refused(asked):
    lonely = asked.assign(region=np.where(asked["village"] == 0, 99, asked["region"]))
    said = {"statistic": Statistic.MEAN, "column": "y", "cluster": "village", "strata": "region"}
    with pytest.raises(LonelyPsu):
        measure(lonely, Formula(**said))
    with pytest.raises(InvalidPopulation):
        measure(asked.assign(villages=2), Formula(**said, population="villages"))
    with pytest.raises(LonelyPsu):
        measure(
            asked.assign(one=1),
            Formula(statistic=Statistic.MEAN, column="y", cluster="one", population="size"),
        )
    for name in ("strata", "population"):
        with pytest.raises(FormulaInvalid, match="none for median"):
            Formula(statistic=Statistic.MEDIAN, column="y", **{name: "region"})


def test_the_design_is_kept_with_the_figure_and_read_again():
    said = SAID["finite"]
    formula = Formula(statistic=Statistic.MEAN, column="y", **said)
    kept = formula.to_parameters()
    assert {name: kept[name] for name in said} == said
    assert Formula.from_parameters(kept) == formula
    assert not {"strata", "population"} & set(Formula(statistic=Statistic.MEAN, column="y").to_parameters())
