"""Shrinkage, meta-regression, cumulative synthesis and funnel: published figures, brute force, refusals."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from miqyas import errors
from miqyas.cli.main import main
from miqyas.evidence.synthesis import (
    Effects,
    TauPrior,
    cumulative,
    fixed_effect,
    moderation,
    random_effects,
    read_beside,
    shrinkage,
)
from miqyas.reporting.charts import funnel_chart
from miqyas.reporting.pictures import to_svg
from miqyas.reporting.shrinkage_page import shrinkage_page
from miqyas.types import LANGUAGES

SCHOOLS = Effects(
    tuple("ABCDEFGH"), np.array([28.0, 8, -3, 7, -1, 1, 18, 12]), np.array([15.0, 10, 16, 11, 9, 11, 10, 18])
)


def test_eight_schools_have_the_published_medians():
    """Gelman and others (2013), table 5.3: posterior quantiles from 200 simulations, hence a tolerance of two."""
    found = shrinkage(SCHOOLS, prior=TauPrior.UNIFORM, scale=200, level=0.95)
    assert found.studies[0].low == pytest.approx(-2, abs=2)
    assert found.studies[0].high == pytest.approx(31, abs=2)
    common = fixed_effect(SCHOOLS)
    assert (round(common.value, 1), round(common.std_error, 1)) == (7.7, 4.1)


@pytest.mark.parametrize(("prior", "scale"), [
    (TauPrior.UNIFORM, 50.0), (TauPrior.HALF_NORMAL, 10.0), (TauPrior.HALF_CAUCHY, 25.0),
])  # fmt: skip
def test_quadrature_is_that_of_a_fine_grid(prior, scale):
    found = shrinkage(SCHOOLS, prior=prior, scale=scale)
    tau = (np.arange(400_000) + 0.5) / 400_000 * (50 if prior is TauPrior.UNIFORM else 3000)
    density = {
        TauPrior.UNIFORM: np.ones_like(tau), TauPrior.HALF_NORMAL: np.exp(-0.5 * (tau / scale) ** 2),
        TauPrior.HALF_CAUCHY: 1 / (1 + (tau / scale) ** 2),
    }[prior]  # fmt: skip
    y, v = SCHOOLS.estimates, SCHOOLS.variances
    w = 1 / (v + tau[:, None] ** 2)
    mean = w @ y / w.sum(axis=1)
    likelihood = np.sqrt(w.prod(axis=1) / w.sum(axis=1)) * np.exp(
        -0.5 * (w * (y - mean[:, None]) ** 2).sum(axis=1)
    )
    weights = density * likelihood / (density * likelihood).sum()
    own = tau**2 / (v[0] + tau**2)
    assert found.mean.value == pytest.approx(weights @ mean, rel=2e-4)
    assert found.studies[0].value == pytest.approx(weights @ (own * y[0] + (1 - own) * mean), rel=2e-4)
    assert found.tau == pytest.approx(np.interp(0.5, np.cumsum(weights), tau), rel=2e-3)


def test_intervals_are_those_of_draws():
    found, rng = shrinkage(SCHOOLS, prior=TauPrior.HALF_CAUCHY, scale=5.0), np.random.default_rng(1)
    tau = np.abs(5 * rng.standard_cauchy(400_000))
    w = 1 / (SCHOOLS.variances + tau[:, None] ** 2)
    spread = 1 / w.sum(axis=1)
    mean = spread * (w @ SCHOOLS.estimates)
    log = (
        0.5 * np.log(spread)
        + 0.5 * np.log(w).sum(axis=1)
        - 0.5 * (w * (SCHOOLS.estimates - mean[:, None]) ** 2).sum(axis=1)
    )
    kept = rng.random(tau.size) < np.exp(log - log.max())
    tau, mean, spread = tau[kept], mean[kept], spread[kept]
    new = rng.normal(rng.normal(mean, np.sqrt(spread)), tau)
    assert (found.new_place.low, found.new_place.high) == pytest.approx(
        np.quantile(new, [0.025, 0.975]), abs=0.6
    )
    assert found.new_place.positive == pytest.approx((new > 0).mean(), abs=0.01)


def test_empirical_bayes_is_the_closed_form():
    effects = Effects(tuple("ABCD"), np.array([1.0, 3.0, 6.0, 10.0]), np.ones(4))
    found = shrinkage(effects, prior=TauPrior.EMPIRICAL)
    tau2 = random_effects(effects).tau2
    assert found.tau == pytest.approx(np.sqrt(tau2), rel=1e-12)
    own = tau2 / (1 + tau2)
    assert found.studies[0].value == pytest.approx(own * 1 + (1 - own) * 5, rel=1e-12)
    assert found.studies[0].deviation == pytest.approx(
        np.sqrt(own + (1 - own) ** 2 * (1 + tau2) / 4), rel=1e-12
    )


def test_shrinkage_follows_the_unit():
    once = shrinkage(SCHOOLS, prior=TauPrior.HALF_NORMAL, scale=10)
    hundred = Effects(SCHOOLS.labels, 100 * SCHOOLS.estimates, 100 * SCHOOLS.std_errors)
    again = shrinkage(hundred, prior=TauPrior.HALF_NORMAL, scale=1000)
    assert again.studies[2].high == pytest.approx(100 * once.studies[2].high, rel=1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shrinkage_page_speaks(language):
    lines = shrinkage_page(shrinkage(SCHOOLS, prior=TauPrior.EMPIRICAL), language)
    assert len(lines) == 3 + len(SCHOOLS.labels) + 3
    assert "τ" in lines[0]


def line_of_studies(k=12, seed=1):
    rng = np.random.default_rng(seed)
    x, s = rng.normal(size=k), rng.uniform(0.1, 0.4, k)
    return Effects(tuple(map(str, range(k))), 0.5 * x + rng.normal(0, 0.3, k) + rng.normal(0, s), s), x


def test_meta_regression_is_weighted_least_squares_with_knapp_and_hartung():
    effects, x = line_of_studies()
    found = moderation(effects, x, name="dose").facts
    oracle = sm.WLS(
        effects.estimates, sm.add_constant(x), weights=1 / (effects.variances + found["tau2"])
    ).fit()
    assert (found["slope"], found["std_error"], found["p_value"]) == pytest.approx(
        (oracle.params[1], oracle.bse[1], oracle.pvalues[1]), rel=1e-8
    )


def test_variance_left_has_the_greatest_restricted_likelihood():
    effects, x = line_of_studies(seed=4)
    found = moderation(effects, x, name="dose").facts["tau2"]

    def likelihood(tau2):
        v = np.diag(effects.variances + tau2)
        design = np.column_stack([np.ones_like(x), x])
        inverse = np.linalg.inv(v)
        information = design.T @ inverse @ design
        residual = effects.estimates - design @ np.linalg.solve(
            information, design.T @ inverse @ effects.estimates
        )
        return -0.5 * (
            np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1] + residual @ inverse @ residual
        )

    grid = np.linspace(0, 1, 20_001)
    assert found == pytest.approx(grid[np.argmax([likelihood(t) for t in grid])], abs=1e-4)


@pytest.mark.reference
def test_bcg_by_latitude_has_the_published_figures(shared_data):
    """Absolute latitude, REML: metafor's own example (Viechtbauer 2010, section 3.4), with its normal errors."""
    d = pd.read_csv(shared_data / "econ" / "bcg_vaccine_meta.csv")
    treated, control = d["tpos"] + d["tneg"], d["cpos"] + d["cneg"]
    y = np.log((d["tpos"] / treated) / (d["cpos"] / control)).to_numpy()
    s = np.sqrt(1 / d["tpos"] - 1 / treated + 1 / d["cpos"] - 1 / control).to_numpy()
    found = moderation(
        Effects(tuple(d["trial"].astype(str)), y, s), d["ablat"].to_numpy(float), name="ablat"
    ).facts
    assert (round(found["intercept"], 4), round(found["slope"], 4)) == (0.2515, -0.0291)
    assert round(found["q_residual"], 4) == 30.7331
    # Published 0.0764 and 75.62 %: their iterations stop at 1e-5; the maximum itself is at 0.07635.
    assert found["tau2"] == pytest.approx(0.0764, abs=1e-4)
    assert found["r2"] == pytest.approx(0.7562, abs=2e-4)


@pytest.mark.reference
def test_seven_microcredit_trials_shrink_towards_one_another(shared_data):
    published = {
        "angelucci": (-4.549, 5.879), "attanasio": (-0.341, 0.223), "augsberg": (37.534, 19.780),
        "banerjee": (16.722, 11.830), "crepon": (17.544, 11.401), "karlan": (66.564, 78.127),
        "tarozzi": (7.289, 7.893),
    }  # fmt: skip
    effects = Effects(tuple(published), *(np.array([row[i] for row in published.values()]) for i in (0, 1)))
    found = shrinkage(effects, prior=TauPrior.HALF_CAUCHY, scale=5.0)
    assert found.studies[5].value < 20 < effects.estimates[5]  # Philippines: 66.6 alone, its error 78
    assert found.mean.low < 0 < found.mean.high
    assert found.studies[1].value == pytest.approx(-0.341, abs=0.1)


def test_cumulative_ends_where_the_synthesis_stands():
    effects, x = line_of_studies(6)
    rows = cumulative(effects, x, fixed_effect).records()
    assert [row["n"] for row in rows] == [2, 3, 4, 5, 6]
    assert rows[-1]["value"] == pytest.approx(fixed_effect(effects).value, rel=1e-12)
    assert [row["order"] for row in rows] == sorted(x)[1:]


def test_moderator_is_read_beside_its_study():
    table = pd.DataFrame({
        "value": [1.0, None, 3.0, 4.0], "std_error": [1.0] * 4, "label": list("ABCD"), "year": [2001, 2002, None, 2004],
    })  # fmt: skip
    effects, year = read_beside(table, column="year")
    assert (effects.labels, year.tolist(), effects.n_dropped) == (("A", "D"), [2001.0, 2004.0], 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_funnel_draws_every_study(language):
    spec = funnel_chart(SCHOOLS, 7.7, language, unit="point")
    points = spec["layer"][-1]["data"]["values"]
    assert [point["value"] for point in points] == SCHOOLS.estimates.tolist()
    assert to_svg(spec, language=language).startswith("<svg")


def refusal(kind, call, *given, **options):
    with pytest.raises(kind) as caught:
        call(*given, **options)
    assert type(caught.value) is kind


def test_each_refusal():
    effects, x = line_of_studies(6)
    refusal(errors.FigureOutOfRange, shrinkage, effects, prior=TauPrior.UNIFORM)
    refusal(errors.FigureOutOfRange, shrinkage, effects, prior=TauPrior.EMPIRICAL, scale=2)
    refusal(errors.FigureOutOfRange, shrinkage, effects, prior=TauPrior.HALF_CAUCHY, scale=-1)
    refusal(errors.InvalidLevel, shrinkage, effects, prior=TauPrior.EMPIRICAL, level=0)
    refusal(errors.ModeratorConstant, moderation, effects, np.ones(6), name="dose")
    refusal(
        errors.TooFewStudies, moderation, Effects(("A", "B"), np.ones(2), np.ones(2)), np.ones(2), name="dose"
    )
    refusal(errors.InvalidLevel, moderation, effects, x, name="dose", level=3)
    refusal(
        errors.NotNumeric,
        read_beside,
        pd.DataFrame({"value": [1.0], "std_error": [1.0], "label": ["A"]}),
        column="label",
    )


def test_command_adds_what_is_asked(tmp_path, capsys):
    effects, x = line_of_studies()
    pd.DataFrame(
        {"value": effects.estimates, "std_error": effects.std_errors, "label": effects.labels, "dose": x}
    ).to_csv(tmp_path / "studies.csv", index=False)
    asked = ["synthesise", str(tmp_path / "studies.csv"), "--shrinkage", "half-normal", "--scale", "1"]
    asked += ["--moderator", "dose", "--cumulative", "dose"]
    assert main([*asked, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["moderation"]["slope"] == pytest.approx(
        moderation(effects, x, name="dose").facts["slope"], rel=1e-9
    )
    assert (len(row["shrinkage"]), len(row["cumulative"])) == (14, 11)
    for language, said in (("fr", "Nouveau lieu"), ("ar", "مكان جديد"), ("en", "A new place")):
        assert main([*asked, "--lang", language]) == 0
        assert said in capsys.readouterr().out
    assert main([*asked[:2], "--chart", "funnel"]) == 0
    assert len(json.loads(capsys.readouterr().out)["layer"]) == 9
