"""Power: statsmodels, published formulas, simulation with the real estimator, refusals, command."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from scipy.stats import t as t_distribution
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import power_proportions_2indep

from miqyas import errors
from miqyas.power.aim import Aim
from miqyas.power.analytic import cluster_size, detectable_effect, power_curve, power_of, sample_size
from miqyas.power.resemblance import resemblance
from miqyas.power.simulated import draw_trial, simulated_power
from miqyas.power.trial import PanelEstimator, Trial
from miqyas.reporting.charts import power_chart
from miqyas.reporting.pictures import to_svg
from miqyas.reporting.power_sentence import power_sentence, resemblance_sentence
from miqyas.types import LANGUAGES

ANCOVA, DIFFERENCES, POST = PanelEstimator.ANCOVA, PanelEstimator.DIFFERENCES, PanelEstimator.POST


@pytest.mark.parametrize(
    ("effect", "treated", "control"), [(0.5, 64, 64), (0.2, 100, 300), (0.8, 6, 9), (1.5, 3, 3)]
)
def test_power_of_a_mean_is_that_of_statsmodels(effect, treated, control):
    expected = TTestIndPower().power(effect, treated, 0.05, ratio=control / treated)
    n = treated + control
    found = power_of(Trial(std_dev=3.0, share_treated=treated / n), effect=3 * effect, places=n)
    assert found.power == pytest.approx(expected, rel=1e-7)
    assert found.df == n - 2


@pytest.mark.parametrize("effect", [0.1, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("power", [0.8, 0.9])
def test_sample_size_is_that_of_statsmodels(effect, power):
    per_arm = TTestIndPower().solve_power(effect_size=effect, alpha=0.05, power=power)
    found = sample_size(Trial(), effect=effect, power=power)
    assert found.n in {2 * int(np.ceil(per_arm)), 2 * int(np.ceil(per_arm)) - 1}
    assert found.power >= power
    assert found.n_treated == found.n_control


@pytest.mark.parametrize(("share", "effect", "treated", "control"), [
    (0.3, 0.1, 300, 300), (0.1, -0.05, 200, 500), (0.5, 0.2, 90, 60),
])  # fmt: skip
def test_power_of_a_share_is_that_of_statsmodels(share, effect, treated, control):
    n = treated + control
    found = power_of(Trial(control_share=share, share_treated=treated / n), effect=effect, places=n)
    expected = power_proportions_2indep(effect, share, treated, ratio=control / treated, alpha=0.05)
    assert found.power == pytest.approx(expected.power, rel=2e-3)


def test_cohen_s_table():
    """Cohen (1988), table 2.4.1, two-sided 5 %, power 0.80: 393, 64 and 26 in each arm; 393.4 is rounded up here."""
    assert [sample_size(Trial(), effect=d).n_treated for d in (0.2, 0.5, 0.8)] == [394, 64, 26]


@pytest.mark.parametrize(("clusters", "size", "icc", "r2_clusters", "r2"), [
    (20, 60, 0.15, 0.0, 0.0), (40, 30, 0.05, 0.5, 0.3), (60, 10, 0.2, 0.8, 0.1),
])  # fmt: skip
def test_minimum_detectable_effect_is_that_of_bloom(clusters, size, icc, r2_clusters, r2):
    """Bloom (2005), equation 4.2: (t₁₋α/₂ + t₁₋β) √(ρ(1-R²c)/(P(1-P)J) + (1-ρ)(1-R²)/(P(1-P)Jm)), df J - 2."""
    trial = Trial(cluster_size=size, icc=icc, r2_clusters=r2_clusters, r2=r2)
    found = detectable_effect(trial, places=clusters)
    multiplier = t_distribution.ppf(0.975, clusters - 2) + t_distribution.ppf(0.8, clusters - 2)
    root = np.sqrt(4 * (icc * (1 - r2_clusters) / clusters + (1 - icc) * (1 - r2) / (clusters * size)))
    assert found.std_error == pytest.approx(root, rel=1e-12)
    assert found.effect == pytest.approx(multiplier * root, rel=0.01)  # a sum of quantiles, where we invert


@pytest.mark.parametrize(("first", "second", "size", "k"), [(0.10, 0.07, 100, 0.25), (0.30, 0.22, 50, 0.2)])
def test_clusters_for_a_share_are_those_of_hayes_and_bennett(first, second, size, k):
    """Hayes and Bennett (1999), proportions: c = 1 + (z + z)² [π₀(1-π₀)/n + π₁(1-π₁)/n + k²(π₀² + π₁²)]/(π₀-π₁)².

    Their coefficient of variation between clusters k and ours: icc = k² π₀/(1 - π₀), taken at the comparison share.
    """
    z = norm.ppf(0.975) + norm.ppf(0.8)
    own = (first * (1 - first) + second * (1 - second)) / size
    clusters = 1 + z**2 * (own + k**2 * (first**2 + second**2)) / (first - second) ** 2
    icc = k**2 * first / (1 - first)
    found = sample_size(Trial(control_share=first, cluster_size=size, icc=icc), effect=second - first)
    assert found.n_clusters / 2 == pytest.approx(clusters, rel=0.12)


@pytest.mark.parametrize("rho", [0.0, 0.25, 0.5, 0.8])
def test_rounds_are_those_of_mckenzie(rho):
    """McKenzie (2012), section 2: one round before and after; then several."""
    once = {"n_before": 1, "n_after": 1, "autocorrelation": rho}
    assert Trial(**once, panel=DIFFERENCES).rounds_factor == pytest.approx(2 * (1 - rho))
    assert Trial(**once, panel=ANCOVA).rounds_factor == pytest.approx(1 - rho**2)
    m, r = 2, 3
    many = {"n_before": m, "n_after": r, "autocorrelation": rho}
    assert Trial(n_after=r, autocorrelation=rho).rounds_factor == pytest.approx((1 + (r - 1) * rho) / r)
    assert Trial(**many, panel=ANCOVA).rounds_factor == pytest.approx(
        (1 + (r - 1) * rho) / r - m * rho**2 / (1 + (m - 1) * rho)
    )


def test_half_an_autocorrelation_is_where_a_baseline_begins_to_pay():
    low, high = (
        [
            sample_size(Trial(n_before=1, autocorrelation=rho, panel=panel), effect=0.2).n
            for panel in (DIFFERENCES, ANCOVA)
        ]
        for rho in (0.3, 0.7)
    )
    alone = sample_size(Trial(), effect=0.2).n
    assert low[1] < alone < low[0]
    assert high[1] < high[0] < alone


def test_unequal_sizes_cost_what_eldridge_says():
    """Eldridge, Ashby and Kerry (2006): design effect 1 + ((cv² + 1) m - 1) icc."""
    found = power_of(Trial(cluster_size=20, icc=0.05, size_cv=0.6), effect=0.3, places=40)
    assert found.design_effect == pytest.approx(1 + ((0.36 + 1) * 20 - 1) * 0.05, rel=1e-12)


def test_questions_undo_one_another():
    trial = Trial(cluster_size=12, icc=0.1, attrition=0.15, share_treated=0.4, std_dev=5)
    size = sample_size(trial, effect=2.0)
    assert detectable_effect(trial, places=size.n_clusters, power=size.power).effect == pytest.approx(
        2.0, rel=1e-9
    )
    solved = cluster_size(trial, effect=2.0, n_clusters=size.n_clusters + 4)
    assert solved.power >= 0.8
    assert solved.cluster_size <= 12


def test_attrition_asks_for_more():
    whole, lossy = sample_size(Trial(), effect=0.3), sample_size(Trial(attrition=0.2), effect=0.3)
    assert lossy.n == pytest.approx(whole.n / 0.8, abs=2)


@pytest.mark.parametrize(("trial", "effect", "places"), [
    (Trial(std_dev=2.0, attrition=0.2, r2=0.4), 1.0, 110),
    (Trial(cluster_size=10, icc=0.1, r2_clusters=0.5), 0.45, 40),
    (Trial(n_before=1, n_after=2, autocorrelation=0.5, panel=ANCOVA), 0.5, 80),
    (Trial(n_before=1, autocorrelation=0.7, panel=DIFFERENCES), 0.5, 80),
    (Trial(control_share=0.3, cluster_size=12, icc=0.05), 0.17, 50),
    (Trial(cluster_size=8, icc=0.1, size_cv=0.5, share_treated=0.4), 0.5, 50),
], ids=["units", "clusters", "ancova", "differences", "share", "sizes"])  # fmt: skip
def test_simulation_with_the_real_estimator_finds_the_formula(trial, effect, places):
    planned = power_of(trial, effect=effect, places=places)
    found = simulated_power(trial, effect=effect, places=places, rng=np.random.default_rng(3), n_draws=24)
    assert found.power == pytest.approx(planned.power, abs=3 * max(found.monte_carlo_error, 0.075))


def test_drawn_trials_have_the_moments_declared():
    trial = Trial(std_dev=4.0, cluster_size=10, icc=0.2, r2=0.3, r2_clusters=0.5, attrition=0.1)
    drawn = pd.DataFrame(draw_trial(trial, effect=0.0, places=6000, rng=np.random.default_rng(5)))
    assert drawn["outcome"].std() == pytest.approx(4.0, rel=0.02)
    assert len(drawn) == pytest.approx(54_000, rel=0.01)
    found = resemblance(drawn[["outcome", "place"]], outcome="outcome", group="place")
    assert found.icc == pytest.approx(0.2, abs=0.02)
    shares = draw_trial(
        Trial(control_share=0.3, cluster_size=20, icc=0.1),
        effect=0.0,
        places=4000,
        rng=np.random.default_rng(6),
    )
    assert resemblance(pd.DataFrame(shares), outcome="outcome", group="place").icc == pytest.approx(
        0.1, abs=0.02
    )


def test_same_seed_gives_the_same_power():
    once, again = (
        simulated_power(Trial(), effect=0.6, places=40, rng=np.random.default_rng(9), n_draws=20).power
        for _ in range(2)
    )
    assert once == again


def test_resemblance_is_that_of_an_analysis_of_variance():
    rng = np.random.default_rng(2)
    group = np.repeat(np.arange(30), rng.integers(2, 12, 30))
    table = pd.DataFrame({"y": rng.normal(0, 1, 30)[group] + rng.normal(0, 2, group.size), "g": group})
    squares = anova_lm(ols("y ~ C(g)", table).fit())["mean_sq"]
    sizes = table.groupby("g").size()
    m0 = (len(table) - (sizes**2).sum() / len(table)) / 29
    found = resemblance(table, outcome="y", group="g")
    between, inside = squares.iloc[0], squares.iloc[1]
    assert found.icc == pytest.approx((between - inside) / (between + (m0 - 1) * inside), rel=1e-9)
    assert found.size_cv == pytest.approx(sizes.std() / sizes.mean(), rel=1e-12)
    assert found.low < found.icc < found.high


def test_interval_of_the_resemblance_covers():
    rng, covered = np.random.default_rng(4), 0
    for _ in range(30):
        group = np.repeat(np.arange(20), 5)
        y = rng.normal(0, np.sqrt(0.3), 20)[group] + rng.normal(0, np.sqrt(0.7), 100)
        found = resemblance(pd.DataFrame({"y": y, "g": group}), outcome="y", group="g")
        covered += found.low <= 0.3 <= found.high
    assert covered >= 25


def test_alike_groups_resemble_wholly():
    table = pd.DataFrame({"y": [1.0, 1, 2, 2], "g": list("aabb")})
    assert resemblance(table, outcome="y", group="g").icc == 1.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_and_curve_speak(language):
    trial = Trial(cluster_size=10, icc=0.05)
    said = power_sentence(sample_size(trial, effect=0.3, unit="point"), language)
    assert {"fr": "grappes", "ar": "العناقيد", "en": "clusters"}[language] in said
    small = power_sentence(power_of(trial, effect=0.1, places=12), language)
    assert {"fr": "simulation", "ar": "بالمحاكاة", "en": "simulation"}[language] in small
    table = power_curve(trial, effects=[0.2, 0.4], sizes=[10, 20, 40])
    spec = power_chart(table, language, counted="clusters")
    assert len(spec["data"]["values"]) == 6
    assert to_svg(spec, language=language).startswith("<svg")
    found = resemblance(pd.DataFrame({"y": [1.0, 2, 5, 6], "g": list("aabb")}), outcome="y", group="g")
    assert "93" in resemblance_sentence(found, language)


def refusal(kind, call, *given, **options):
    with pytest.raises(kind) as caught:
        call(*given, **options)
    assert type(caught.value) is kind
    return caught.value.facts


@pytest.mark.parametrize("figures", [
    {"std_dev": 0}, {"share_treated": 1}, {"icc": 1, "cluster_size": 5}, {"icc": 0.1}, {"size_cv": 0.5},
    {"cluster_size": 0.5}, {"r2": 1}, {"r2_clusters": 0.5}, {"attrition": 1}, {"n_after": 0}, {"n_strata": 0},
    {"panel": ANCOVA}, {"autocorrelation": 1}, {"control_share": 1.2}, {"takeup": 0}, {"takeup": 1.1},
    {"cluster_autocorrelation": 0.5}, {"cluster_autocorrelation": 1.5, "cluster_size": 5}, {"inflation": (0, 1)},
])  # fmt: skip
def test_a_trial_that_cannot_be_is_refused(figures):
    refusal(errors.InvalidPowerFigure, Trial, **figures)


def test_each_refusal():
    invalid = errors.InvalidPowerFigure
    refusal(invalid, power_of, Trial(), effect=0.3, places=2)
    refusal(invalid, power_of, Trial(), effect=np.inf, places=20)
    refusal(invalid, Aim, significance=0)
    refusal(invalid, power_of, Trial(control_share=0.3), effect=0.8, places=20)
    refusal(invalid, sample_size, Trial(), effect=0)
    refusal(invalid, sample_size, Trial(), effect=0.3, power=0.01)
    refusal(invalid, detectable_effect, Trial(), places=20, power=1)
    refusal(invalid, cluster_size, Trial(), effect=0.3, n_clusters=20)
    refusal(invalid, simulated_power, Trial(), effect=1, places=20, rng=None, n_draws=3)
    rounds = Trial(control_share=0.4, n_before=1, panel=DIFFERENCES)
    refusal(invalid, simulated_power, rounds, effect=0.1, places=90, rng=None)
    refusal(invalid, simulated_power, Trial(control_share=0.4, r2=0.3), effect=0.1, places=90, rng=None)
    few = Trial(cluster_size=1, icc=0.2)
    assert refusal(errors.PowerUnreachable, cluster_size, few, effect=0.3, n_clusters=10)["n_clusters"] == 10
    refusal(errors.EffectTooLarge, detectable_effect, Trial(control_share=0.9), places=10)
    table = pd.DataFrame({"y": [1.0, 2.0], "g": [1, 2]})
    refusal(errors.GroupsSayNothing, resemblance, table, outcome="y", group="g")
    same = pd.DataFrame({"y": [1.0] * 4, "g": [1, 1, 2, 2]})
    refusal(errors.ConstantOutcome, resemblance, same, outcome="y", group="g")
    refusal(errors.InvalidLevel, resemblance, same, outcome="y", group="g", level=2)
