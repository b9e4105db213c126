"""Omitted confounders: what the formulas say is what adding the confounder gives."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from miqyas import errors
from miqyas.checks.confounding import confounding
from miqyas.checks.e_value import e_value, e_value_of_difference
from miqyas.checks.oster import oster
from miqyas.cli.main import main
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.omitted import (
    Selection,
    adjusted_estimate,
    benchmark_strength,
    delta_for,
    effects_under,
    robustness_value,
)
from miqyas.types import LANGUAGES

ROLES = {"outcome": "score", "treatment": "came"}


def people(seed=1, n=400, effect=1.0, hidden=0.6):
    rng = np.random.default_rng(seed)
    age, rank, unseen = rng.normal(size=(3, n))
    came = 0.7 * age + 0.3 * rank + hidden * unseen + rng.normal(size=n)
    score = effect * came + 0.9 * age - 0.2 * rank + hidden * unseen + rng.normal(size=n)
    return pd.DataFrame({
        "score": score, "came": came, "age": age, "rank": rank, "unseen": unseen, "region": rng.integers(0, 4, n),
    })  # fmt: skip


def fit(response, *columns):
    return sm.OLS(response, sm.add_constant(np.column_stack(columns))).fit()


@pytest.mark.parametrize("seed", range(4))
def test_holding_the_confounder_fixed_gives_exactly_what_was_foretold(seed):
    d = people(seed)
    found = confounding(d, covariates=["age", "rank"], **ROLES).facts
    controls = (d["age"], d["rank"])
    full = fit(d["score"], d["came"], *controls, d["unseen"])
    with_outcome = full.tvalues.iloc[-1] ** 2 / (full.tvalues.iloc[-1] ** 2 + full.df_resid)
    first = fit(d["came"], *controls, d["unseen"])
    with_treatment = first.tvalues.iloc[-1] ** 2 / (first.tvalues.iloc[-1] ** 2 + first.df_resid)
    left = adjusted_estimate(
        found["value"],
        found["std_error"],
        found["df"],
        with_treatment=with_treatment,
        with_outcome=with_outcome,
    )
    assert left.value == pytest.approx(full.params.iloc[1], rel=1e-9)
    assert left.std_error == pytest.approx(full.bse.iloc[1], rel=1e-9)


def test_facts_are_those_of_statsmodels():
    d = people(5)
    found = confounding(d, covariates=["age"], strata="region", **ROLES).facts
    dummies = pd.get_dummies(d["region"], drop_first=True, dtype=float)
    expected = fit(d["score"], d["came"], d["age"], dummies)
    assert (found["value"], found["std_error"]) == pytest.approx(
        (expected.params.iloc[1], expected.bse.iloc[1]), rel=1e-9
    )
    assert found["df"] == expected.df_resid


def test_robustness_value_takes_the_whole_effect():
    for t, df, share in ((4.2, 783, 1.0), (2.5, 40, 0.5), (30.0, 60, 1.0)):
        r = robustness_value(t, df, share=share)
        left = adjusted_estimate(t, 1.0, df, with_treatment=r, with_outcome=r)
        assert left.value == pytest.approx((1 - share) * t, rel=1e-9)


@pytest.mark.parametrize(("t", "df"), [(4.2, 783), (2.5, 40), (60.0, 30), (150.0, 12)])
def test_robustness_value_of_the_interval_is_the_least_strength_on_a_grid(t, df):
    needed = robustness_value(t, df, level=0.95)
    critical = t_quantile(0.975, df - 1)

    def worst(r):
        """Least t over confounders of strength up to r with either."""
        strengths = np.linspace(1e-9, r, 300)
        found = [adjusted_estimate(t, 1.0, df, with_treatment=r, with_outcome=y) for y in strengths]
        return min(one.value / one.std_error for one in found)

    step = 0.01 * min(needed, 1 - needed)
    assert worst(needed - step) > critical > worst(needed + step)


def test_published_figures_of_darfur():
    """Cinelli and Hazlett (2020), table 1: t and degrees of freedom as published; benchmark `female`."""
    assert round(robustness_value(4.18445, 783), 3) == 0.139
    assert round(robustness_value(4.18445, 783, level=0.95), 3) == 0.076
    assert round(4.18445**2 / (4.18445**2 + 783), 3) == 0.022


def test_benchmark_bounds_a_confounder_as_strong_as_it():
    """With orthogonal covariates, leaving one out and asking for one as strong finds that very one."""
    rng = np.random.default_rng(3)
    raw = np.linalg.qr(rng.normal(size=(300, 6)))[0] * np.sqrt(300)
    raw -= raw.mean(axis=0)
    a, b = raw[:, 0], raw[:, 1]
    b = b - a * (a @ b) / (a @ a)
    b *= np.sqrt((a @ a) / (b @ b))
    noise = (
        raw[:, 2]
        - np.column_stack([a, b]) @ np.linalg.lstsq(np.column_stack([a, b]), raw[:, 2], rcond=None)[0]
    )
    came = a + b + noise
    e = (
        raw[:, 3]
        - np.column_stack([a, b, noise])
        @ np.linalg.lstsq(np.column_stack([a, b, noise]), raw[:, 3], rcond=None)[0]
    )
    table = pd.DataFrame({"score": came + a + b + e, "came": came, "a": a, "b": b})
    found = confounding(table, covariates=["a"], benchmarks=["a"], times=[1.0], **ROLES)
    full = fit(table["score"], came, a, b)
    assert found.table.records()[0]["value"] == pytest.approx(full.params.iloc[1], rel=1e-6)


def test_impossible_strength_is_told():
    assert benchmark_strength(0.6, 0.1, times=1.0) is None
    assert benchmark_strength(0.4, 0.1, times=2.0) is None
    d = people(6)
    d["came"] = d["age"] + 0.1 * d["rank"]
    d["came"] += 0.1 * np.random.default_rng(1).normal(size=len(d))
    found = confounding(d, covariates=["age", "rank"], benchmarks=["age"], **ROLES)
    assert found.passed is None
    assert found.table.records()[0]["value"] is None
    assert "says nothing" in found.text["en"]


def test_confounding_passes_when_strong_and_fails_when_weak():
    strong = confounding(people(7, effect=3), covariates=["age", "rank"], benchmarks=["rank"], **ROLES)
    weak = confounding(people(7, effect=-0.3), covariates=["age", "rank"], benchmarks=["age"], **ROLES)
    assert (strong.passed, weak.passed) == (True, False)
    assert set(strong.text) == set(LANGUAGES)
    assert confounding(people(7), covariates=["age"], **ROLES).passed is None


def selection_of(effect, delta, ties, r):
    """Population moments of Y = effect X + W1 + W2 + e, cov(X, W2)/var(W2) = δ cov(X, W1)/var(W1)."""
    first, second, spread = ties["w1"], ties["w2"], 3.0
    cov1 = r * first
    cov2 = delta * r * second
    variance = effect**2 * spread + first + second + 2 * effect * (cov1 + cov2) + 0.5
    left = spread - cov1**2 / first
    short = effect + (cov1 + cov2) / spread
    long = effect + cov2 / left
    explained_short = short**2 * spread
    by_both = np.linalg.solve([[spread, cov1], [cov1, first]], [short * spread, effect * cov1 + first])
    explained_long = by_both @ [short * spread, effect * cov1 + first]
    return Selection(
        short, long, explained_long - explained_short, variance - 0.5 - explained_long, spread, left
    )


@pytest.mark.parametrize("effect", [0.0, 1.3, -0.7])
@pytest.mark.parametrize("delta", [0.5, 1.0, 2.0, -0.6])
@pytest.mark.parametrize("r", [0.8, -0.5])
def test_proportional_selection_gives_back_the_truth(effect, delta, r):
    selection = selection_of(effect, delta, {"w1": 1.2, "w2": 0.8}, r)
    kept, every = effects_under(selection, delta)
    assert np.abs(every - effect).min() < 1e-8
    assert np.abs(kept - effect).min() < 1e-8
    assert delta_for(selection, effect) == pytest.approx(delta, rel=1e-8)


def test_every_solution_has_the_delta_it_was_found_for():
    selection = selection_of(0.4, 1.0, {"w1": 1.0, "w2": 2.0}, 0.7)
    for delta in (0.3, 1.0, 1.7):
        for effect in effects_under(selection, delta)[0]:
            assert delta_for(selection, float(effect)) == pytest.approx(delta, rel=1e-6)


def test_oster_finds_the_effect_when_the_unobserved_is_then_observed():
    """Large sample, one control and one confounder alike: δ = 1 and the R² with both."""
    rng = np.random.default_rng(2)
    a, u, noise, e = rng.normal(size=(4, 400_000))
    came = 0.5 * a + 0.5 * u + noise
    table = pd.DataFrame({"score": came + a + u + e, "came": came, "a": a})
    r_max = fit(table["score"], came, a, u).rsquared
    found = oster(table, controls=["a"], r_max=r_max, **ROLES)
    assert found.facts["effect_under_delta"] == pytest.approx(1.0, abs=0.02)
    assert found.passed is True


def test_always_and_strata_enter_both_regressions():
    d = people(8)
    found = oster(d, controls=["age"], always=["rank"], strata="region", r_max=0.95, **ROLES).facts
    dummies = pd.get_dummies(d["region"], drop_first=True, dtype=float)
    short, long = (
        fit(d["score"], d["came"], d["rank"], dummies),
        fit(d["score"], d["came"], d["rank"], d["age"], dummies),
    )
    assert (found["short"], found["r2_short"]) == pytest.approx(
        (short.params.iloc[1], short.rsquared), rel=1e-9
    )
    assert (found["controlled"], found["r2_controlled"]) == pytest.approx(
        (long.params.iloc[1], long.rsquared), rel=1e-9
    )


def test_oster_speaks_three_languages_and_of_the_other_direction():
    found = oster(people(9), controls=["age"], r_max=0.99, unit="points", **ROLES)
    assert set(found.text) == set(LANGUAGES)
    against = oster(
        people(9).assign(age=lambda d: -d["age"] + 2 * d["came"]), controls=["age"], r_max=0.99, **ROLES
    )
    assert ("work against" in against.text["en"]) == (against.facts["delta_for_target"] < 0)


def test_e_value_has_the_published_figures():
    """VanderWeele and Ding (2017): breast-feeding and death from respiratory infection."""
    found = e_value(3.9, low=1.8, high=8.7)
    assert (round(found.facts["e_value"], 2), round(found.facts["e_value_interval"], 1)) == (7.26, 3.0)
    assert found.passed is None
    assert set(found.text) == set(LANGUAGES)


def test_e_value_below_one_is_turned_over():
    below, above = e_value(0.5, low=0.4, high=0.8).facts, e_value(2.0, low=1.25, high=2.5).facts
    assert (below["e_value"], below["e_value_interval"]) == pytest.approx(
        (above["e_value"], above["e_value_interval"]), rel=1e-12
    )
    assert e_value(1.2, low=0.9, high=1.5).passed is False


def test_e_value_is_what_a_confounder_of_that_strength_explains():
    """A confounder met only by the treated, as strong as the E-value on both sides: Ding's bounding factor."""
    strength = e_value(2.5).facts["e_value"]
    assert strength**2 / (2 * strength - 1) == pytest.approx(2.5, rel=1e-12)
    assert e_value_of_difference(0.4).facts["ratio"] == pytest.approx(np.exp(0.364), rel=1e-12)


def refusal(kind, call, *given, **options):
    with pytest.raises(kind) as caught:
        call(*given, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def test_each_refusal():
    d = people(10)
    options = {**ROLES, "controls": ["age"], "r_max": 0.95}
    refusal(errors.NoControls, oster, d, **{**options, "controls": []})
    refusal(errors.RMaxOutOfRange, oster, d, **{**options, "r_max": 1.2})
    refusal(errors.RMaxOutOfRange, oster, d, **{**options, "r_max": 0.1})
    refusal(errors.RMaxOutOfRange, oster, d, delta=0, **options)
    twice = d.assign(again=2 * d["age"])
    assert refusal(errors.ControlsRepeat, oster, twice, **{**options, "controls": ["age", "again"]}) == {
        "columns": "again"
    }
    refusal(errors.NotIdentified, oster, d.assign(age=3 * d["came"]), **options)
    refusal(errors.ConstantOutcome, oster, d.assign(score=3.0), **options)
    refusal(errors.TooManyCoefficients, oster, d.head(4), strata="region", **options)
    refusal(errors.ColumnUsedTwice, oster, d, **{**options, "controls": ["came"]})
    refusal(errors.MissingColumn, confounding, d, covariates=["age"], benchmarks=["rank"], **ROLES)
    refusal(errors.FigureOutOfRange, confounding, d, covariates=["age"], times=[0], **ROLES)
    refusal(errors.InvalidLevel, confounding, d, covariates=["age"], level=2, **ROLES)
    for given in ({"ratio": -1}, {"ratio": 2, "low": 3, "high": 4}, {"ratio": 2, "low": 1}):
        refusal(errors.RatioOutOfRange, e_value, **given)
    refusal(errors.FigureOutOfRange, e_value_of_difference, 0.2, std_error=0)


def test_controls_that_change_nothing_are_refused():
    still = pd.DataFrame(
        {"score": [1.0, 2, 4, 3, 5, 9], "came": [0, 0, 0, 1, 1, 1], "age": [1, 2, 3, 1, 2, 3]}
    )
    assert refusal(
        errors.ControlsChangeNothing, oster, still, controls=["age"], r_max=0.99, **ROLES
    ) == {"column": "came", "controls": "age"}  # fmt: skip


@pytest.mark.parametrize(("kind", "more"), [
    ("oster", ["--controls", "age", "--r-max", "0.95"]),
    ("confounding", ["--covariates", "age,rank", "--benchmarks", "age", "--times", "0.5,1"]),
])  # fmt: skip
def test_command_says_what_the_library_says(kind, more, tmp_path, capsys):
    d = people(11)
    d.to_csv(tmp_path / "people.csv", index=False)
    asked = [
        "sensitivity",
        kind,
        str(tmp_path / "people.csv"),
        "--outcome",
        "score",
        "--treatment",
        "came",
        *more,
    ]
    assert main([*asked, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["name"] == kind
    library = (
        oster(d, controls=["age"], r_max=0.95, **ROLES) if kind == "oster"
        else confounding(d, covariates=["age", "rank"], benchmarks=["age"], times=[0.5, 1.0], **ROLES)
    )  # fmt: skip
    for language in LANGUAGES:
        assert main([*asked, "--lang", language]) == 0
        assert capsys.readouterr().out.splitlines()[0] == library.text[language]


def test_command_gives_an_e_value(capsys):
    assert (
        main(["sensitivity", "e-value", "--ratio", "3.9", "--low", "1.8", "--high", "8.7", "--lang", "fr"])
        == 0
    )
    assert "7,26" in capsys.readouterr().out
    assert main(["sensitivity", "e-value", "--difference", "0.5", "--std-error", "0.1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ratio"] == pytest.approx(np.exp(0.455), rel=1e-12)
