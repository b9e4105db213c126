"""Power of each design: what it costs against a trial, its own estimator on draws, refusals."""

from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.stats import chi2, multivariate_normal, norm
from statsmodels.stats.power import NormalIndPower

from miqyas import errors
from miqyas.cli import designs
from miqyas.estimators.its import its
from miqyas.power.aim import Aim, Correction, Success
from miqyas.power.analytic import detectable_effect, effect_curve, power_of, sample_size
from miqyas.power.answer import Question, answer
from miqyas.power.budget import Costs, best_cluster_size, within_budget
from miqyas.power.declared import ACCEPTED, WITHOUT, Figures, declare
from miqyas.power.draws import draw_series
from miqyas.power.series import Interrupted
from miqyas.power.simulated_designs import simulated_design
from miqyas.power.threshold import Reading, Score, threshold_inflation
from miqyas.power.trial import PanelEstimator, Trial
from miqyas.power.wedge import SteppedWedge, WedgeAnalysis, woertman_design_effect
from miqyas.results.claim import Claim

MIXED = WedgeAnalysis.MIXED


@pytest.mark.parametrize(("design", "figures", "effect", "places"), [
    ("difference-in-means", Figures(attrition=0.1), 0.5, 130),
    ("itt", Figures(takeup=0.6), 0.8, 140),
    ("ancova", Figures(autocorrelation=0.6), 0.5, 90),
    ("ancova", Figures(autocorrelation=0.5, cluster_size=10, icc=0.1, cluster_autocorrelation=0.8), 0.3, 40),
    ("iv", Figures(takeup=0.6), 0.8, 140),
    ("did", Figures(cluster_size=10, icc=0.1, cluster_autocorrelation=0.8), 0.4, 40),
    ("twfe", Figures(steps=3, cluster_size=10, icc=0.05), 0.35, 18),
    ("rdd", Figures(), 0.5, 500),
    ("rdd", Figures(score=Score.NORMAL), 0.5, 350),
    ("rdd", Figures(reading=Reading.ROBUST), 0.5, 1200),
    ("its", Figures(autocorrelation=0.2), 2.8, 50),
    ("subgroups", Figures(), 0.6, 350),
    ("iv", Figures(control_share=0.3, takeup=0.7), 0.2, 320),
], ids=lambda given: given if isinstance(given, str) else "")  # fmt: skip
def test_formula_is_what_the_estimator_of_the_design_does(design, figures, effect, places):
    planned = power_of(declare(design, figures), effect=effect, places=places).power
    found = simulated_design(
        design, figures, effect=effect, places=places, rng=np.random.default_rng(3), n_draws=24
    )
    assert found.power == pytest.approx(planned, abs=3 * max(found.monte_carlo_error, 0.075))
    assert found.method.endswith(f"24 draws of {design}")


def test_all_designs_of_the_command_are_told():
    """Every design of `miqyas estimate` has a power, or a reason why not."""

    named = {
        import_module(f"{designs.__name__}.{found.name}").NAME for found in iter_modules(designs.__path__)
    }
    assert named - {*ACCEPTED, *WITHOUT} == set()
    assert {*ACCEPTED, *WITHOUT} - named == {"stepped-wedge"}
    assert {nearest for _, nearest in WITHOUT.values()} <= set(ACCEPTED)


@pytest.mark.parametrize("design", WITHOUT)
def test_a_design_without_formula_says_why_and_what_comes_nearest(design):
    reason, nearest = WITHOUT[design]
    with pytest.raises(errors.DesignWithoutPower) as caught:
        declare(design, Figures())
    assert type(caught.value) is reason
    assert caught.value.facts == {"design": design, "nearest": nearest}


def test_takeup_asks_for_its_square():
    whole, half = (sample_size(Trial(takeup=share), effect=0.2) for share in (1.0, 0.5))
    assert half.n == pytest.approx(4 * whole.n, rel=0.01)
    found = detectable_effect(Trial(takeup=0.5), places=whole.n)
    assert found.effect == pytest.approx(2 * detectable_effect(Trial(), places=whole.n).effect, rel=1e-9)


def test_instruments_and_intention_to_treat_see_alike():
    figures = Figures(takeup=0.4, cluster_size=15, icc=0.05)
    assert (
        answer("iv", figures, Question(effect=0.5)).result
        == answer("itt", figures, Question(effect=0.5)).result
    )


def test_differences_without_correlation_cost_four_times_a_baseline_that_says_all():
    """McKenzie (2012): 2(1 - ρ) for one round before and after, 1 - ρ² for ANCOVA."""
    alone = declare("itt", Figures()).variance_by_place
    for rho in (0.0, 0.3, 0.7):
        assert declare("did", Figures(autocorrelation=rho)).variance_by_place == pytest.approx(
            2 * (1 - rho) * alone
        )
        assert declare("ancova", Figures(autocorrelation=rho)).variance_by_place == pytest.approx(1 - rho**2)


def test_clusters_over_two_rounds_are_those_of_teerenstra():
    """Teerenstra and others (2012): r = (m icc CAC + (1 - icc) ρ)/(1 + (m - 1) icc), then 1 - r² and 2(1 - r)."""
    m, icc, cac, rho = 20, 0.05, 0.8, 0.4
    r = (m * icc * cac + (1 - icc) * rho) / (1 + (m - 1) * icc)
    figures = Figures(cluster_size=m, icc=icc, cluster_autocorrelation=cac, autocorrelation=rho)
    once = declare("itt", Figures(cluster_size=m, icc=icc)).variance_by_place
    assert declare("ancova", figures).variance_by_place == pytest.approx(once * (1 - r**2), rel=1e-12)
    assert declare("did", figures).variance_by_place == pytest.approx(once * 2 * (1 - r), rel=1e-12)


def test_two_way_effects_with_one_start_are_differences():
    figures = Figures(cluster_size=12, icc=0.05, autocorrelation=0.3)
    assert declare("twfe", figures) == declare("did", figures)


@pytest.mark.parametrize("steps", [2, 3, 5])
@pytest.mark.parametrize(("icc", "size"), [(0.01, 50), (0.05, 20), (0.3, 5)])
def test_stepped_wedge_closed_form_is_generalised_least_squares(steps, icc, size):
    """Hussey and Hughes (2007): the coefficient of treatment in Y = round + cluster + treatment, by matrices."""
    wedge = SteppedWedge(
        steps=steps, cluster_size=size, icc=icc, cluster_autocorrelation=0.9, rounds_by_step=2, analysis=MIXED
    )
    arms, rounds = tuple(range(1, steps + 1)), wedge.rounds
    lasting, cell = icc * 0.9, icc * 0.1 + (1 - icc) / size
    inverse = np.linalg.inv(lasting * np.ones((rounds, rounds)) + cell * np.eye(rounds))
    information = np.zeros((rounds + 1, rounds + 1))
    for step, n in enumerate(arms):
        started = (np.arange(rounds) >= 1 + 2 * step).astype(float)
        x = np.column_stack([np.eye(rounds), started])
        information += n * x.T @ inverse @ x
    assert wedge.errors(0.0, arms)[0] ** 2 == pytest.approx(np.linalg.inv(information)[-1, -1], rel=1e-9)


def test_within_clusters_is_the_limit_of_clusters_that_differ_much():
    figures = {"steps": 4, "cluster_size": 10, "icc": 0.9999}
    mixed, within = (
        SteppedWedge(**figures, analysis=kind).errors(0, (2,) * 4)[0]
        for kind in (MIXED, WedgeAnalysis.WITHIN)
    )
    assert mixed == pytest.approx(within, rel=1e-3)


@pytest.mark.parametrize(
    ("steps", "size", "icc", "before"), [(3, 20, 0.05, 1), (5, 8, 0.2, 2), (4, 100, 0.01, 1)]
)
def test_stepped_wedge_is_that_of_woertman(steps, size, icc, before):
    """Woertman and others (2013): the design effect is Hussey and Hughes for groups of one size."""
    wedge = SteppedWedge(steps=steps, cluster_size=size, icc=icc, rounds_before=before, analysis=MIXED)
    units = 2 * steps * size
    expected = 4 / units * woertman_design_effect(steps=steps, cluster_size=size, icc=icc, before=before)
    assert wedge.errors(0.0, (2,) * steps)[0] ** 2 == pytest.approx(expected, rel=1e-10)


def test_threshold_costs_what_schochet_says():
    """Schochet (2009): 1/(1 - ρ²), ρ² = 2/π for a normal score cut at its middle and 3/4 for a uniform one."""
    assert threshold_inflation(score=Score.NORMAL)[0] == pytest.approx(1 / (1 - 2 / np.pi), rel=1e-3)
    assert threshold_inflation() == (4.0, 4.0)
    assert threshold_inflation(within=0.5) == (8.0, 8.0)
    assert answer("rdd", Figures(), Question(effect=0.2)).result.n == pytest.approx(
        4 * sample_size(Trial(), effect=0.2).n, rel=0.01
    )


def test_robust_interval_costs_the_variance_constant_of_a_parabola():
    """Triangular kernel at a boundary, order 2: 72/7 for a uniform score (local polynomial theory)."""
    assert threshold_inflation(reading=Reading.ROBUST)[0] == pytest.approx(72 / 7, rel=1e-4)


@pytest.mark.parametrize("rho", [0.0, 0.5])
def test_series_is_least_squares_with_the_errors_known(rho):
    design, before, after = Interrupted(std_dev=2.0, autocorrelation=rho), 14, 10
    time = np.arange(before + after)
    later = time >= before
    x = np.column_stack([np.ones(time.size), time, later, later * (time - before)])
    spread = 4.0 * rho ** np.abs(np.subtract.outer(time, time)) if rho else 4.0 * np.eye(time.size)
    variance = np.linalg.inv(x.T @ np.linalg.inv(spread) @ x)
    mean_after = np.array([0, 0, 1, (after - 1) / 2])
    assert design.errors(0.0, (after, before))[0] ** 2 == pytest.approx(
        mean_after @ variance @ mean_after, rel=1e-8
    )


def test_degrees_of_freedom_of_a_series_are_those_of_restricted_likelihood():
    """A third of the periods where nothing persists; near the mean of `its` over draws where something does."""
    assert Interrupted().df(3004) == pytest.approx(1000, rel=0.02)
    design, rng = Interrupted(autocorrelation=0.2), np.random.default_rng(1)
    found = [
        its(
            pd.DataFrame(draw_series(design, 0.0, 120, rng)), outcome="outcome", time="time", start=60
        ).estimate.df
        for _ in range(12)
    ]
    assert design.df(120) == pytest.approx(np.mean(found), rel=0.2)
    assert Interrupted().df(5) == 1.0


def test_difference_between_halves_takes_four_times_the_sample():
    whole, halves = (
        answer(design, Figures(), Question(effect=0.25)).result.n for design in ("itt", "subgroups")
    )
    assert halves == pytest.approx(4 * whole, rel=0.01)


@pytest.mark.parametrize("shared", [0.0, 0.4])
@pytest.mark.parametrize("need", [Success.ANY, Success.ALL])
def test_several_outcomes_are_the_multivariate_normal(shared, need):
    ratio, critical = 2.6, norm.ppf(1 - 0.05 / 4)
    aim = Aim(n_outcomes=2, outcome_correlation=shared, success=need, correction=Correction.BONFERRONI)
    both = multivariate_normal([ratio, ratio], [[1, shared], [shared, 1]])
    all_of_them = 1 - 2 * norm.cdf(critical - ratio) + both.cdf([critical, critical])
    expected = 1 - both.cdf([critical, critical]) if need is Success.ANY else all_of_them
    assert aim.chance(ratio, 1.0, 1.0, None) == pytest.approx(expected, abs=2e-4)


def test_holm_rejects_all_as_counted_by_chance():
    rng, k, shared, ratio = np.random.default_rng(8), 3, 0.3, 2.6
    drawn = np.sqrt(shared) * rng.standard_normal((400_000, 1)) + np.sqrt(1 - shared) * rng.standard_normal(
        (400_000, k)
    )
    p = np.sort(2 * norm.sf(np.abs(drawn + ratio)), axis=1)
    counted = (p <= 0.05 / np.arange(k, 0, -1)).all(axis=1).mean()
    aim = Aim(n_outcomes=k, outcome_correlation=shared, success=Success.ALL)
    assert aim.chance(ratio, 1.0, 1.0, None) == pytest.approx(counted, abs=0.003)
    plain = Aim(
        n_outcomes=k, outcome_correlation=shared, success=Success.ALL, correction=Correction.BONFERRONI
    )
    assert plain.chance(ratio, 1, 1, None) < aim.chance(ratio, 1, 1, None)


def test_non_inferiority_is_a_one_sided_test():
    """n in each arm = 2 (z + z)²/(margin/sd)²; statsmodels with alternative "larger"."""
    expected = NormalIndPower().solve_power(effect_size=0.3, alpha=0.025, power=0.8, alternative="larger")
    found = sample_size(Trial(), effect=0.0, aim=Aim(margin=0.3, claim=Claim.NOT_BELOW))
    assert found.n_treated == pytest.approx(expected, abs=2)
    mirrored = sample_size(Trial(), effect=0.0, aim=Aim(margin=0.3, claim=Claim.NOT_ABOVE))
    assert mirrored.n == found.n


def test_equivalence_is_that_of_two_one_sided_tests():
    """The chance that both reject, counted over the exact distribution of mean and variance."""
    margin, error, df = 2.9, 1.0, 38
    critical = -1.6859544601667387  # 5 % quantile of t(38)

    def both(
        scale,
    ):  # given the estimated error, both reject when the estimate lies between the margins less its part
        width = margin / error + critical * scale
        return max(0.0, 2 * norm.cdf(width) - 1)

    expected = quad(lambda q: both(np.sqrt(q / df)) * chi2.pdf(q, df), 0, 200)[0]
    assert Aim(margin=margin, significance=0.1).chance(0.0, error, error, df) == pytest.approx(
        expected, abs=2e-3
    )


def test_best_cluster_size_is_where_the_search_ends():
    """Raudenbush (1997): √(c_J/c_m (1 - ρ)/ρ)."""
    costs = Costs(by_unit=50, by_cluster=2000)
    best = best_cluster_size(icc=0.05, costs=costs)
    assert best == pytest.approx(np.sqrt(40 * 19))
    trial = Trial(cluster_size=1, icc=0.05)
    found = within_budget(trial, budget=5e6, costs=costs)
    assert found.cluster_size == pytest.approx(best, abs=1.5)
    assert costs.total(Trial(cluster_size=found.cluster_size, icc=0.05), found) <= 5e6
    kept = within_budget(Trial(cluster_size=5, icc=0.05), budget=5e6, costs=costs, fixed_size=True)
    assert kept.effect > found.effect
    paid_before = Trial(n_before=1, panel=PanelEstimator.ANCOVA)
    assert within_budget(paid_before, budget=10_000, costs=Costs(by_unit=50), effect=0.4).n == 100


def test_what_is_left_out_is_found():
    figures = Figures(cluster_size=20, icc=0.05)
    size = answer("itt", figures, Question(effect=0.3))
    assert (size.result.asked, size.result.n_clusters, size.result.n) == ("size", 38, 760)
    assert answer("itt", figures, Question(n=760)).result.asked == "effect"
    assert answer("itt", figures, Question(n=770)).result.n == 760
    assert answer("itt", figures, Question(effect=0.3, n_clusters=38)).result.power == size.result.power
    each = answer("itt", Figures(icc=0.05), Question(effect=0.3, n_clusters=38))
    assert each.result.cluster_size == 18
    assert answer("itt", Figures(icc=0.05), Question(n=760, n_clusters=38)).result.cluster_size == 20
    wedge = answer("stepped-wedge", figures, Question(n=20 * 5 * 12))
    assert (wedge.result.n_clusters, wedge.result.clusters_per_arm) == (12, (3, 3, 3, 3))
    shown = answer("itt", Figures(), Question(), aim=Aim(margin=0.3))
    assert shown.result.effect == 0.0


def test_effects_fall_as_the_study_grows_and_impossible_ones_are_left_out():
    table = effect_curve(Trial(control_share=0.9), sizes=[10, 200, 400])
    assert [row[0] for row in table.rows] == [200, 400]
    assert table.rows[0][1] > table.rows[1][1]


@pytest.mark.parametrize(("kind", "design", "figures", "question"), [
    (errors.IccUnknown, "itt", Figures(cluster_size=20), Question(effect=0.3)),
    (errors.IccUnknown, "itt", Figures(), Question(effect=0.3, n_clusters=20)),
    (errors.FigureUnused, "itt", Figures(steps=3), Question(effect=0.3)),
    (errors.FigureUnused, "its", Figures(), Question(effect=0.3, n_clusters=4)),
    (errors.FigureUnused, "stepped-wedge", Figures(cluster_size=5, icc=0.1, autocorrelation=0.5), Question(effect=1)),
    (errors.FigureUnused, "twfe", Figures(steps=4, share_treated=0.3), Question(effect=1)),
    (errors.NothingToSolve, "itt", Figures(), Question()),
    (errors.NothingToSolve, "itt", Figures(icc=0.1), Question(n_clusters=30)),
    (errors.SizesContradict, "itt", Figures(cluster_size=20, icc=0.1), Question(n=100, n_clusters=30)),
    (errors.UnknownDesign, "guess", Figures(), Question(effect=0.3)),
    (errors.InvalidPowerFigure, "itt", Figures(icc=0.1), Question(effect=0.3)),
    (errors.InvalidPowerFigure, "subgroups", Figures(group_share=1.0), Question(effect=0.3)),
    (errors.InvalidPowerFigure, "rdd", Figures(within=0.0), Question(effect=0.3)),
    (errors.InvalidPowerFigure, "stepped-wedge", Figures(steps=1), Question(effect=0.3)),
    (errors.InvalidPowerFigure, "stepped-wedge", Figures(icc=0.3), Question(effect=0.3)),
    (errors.InvalidPowerFigure, "stepped-wedge", Figures(control_share=0.5), Question(effect=0.7)),
    (errors.InvalidPowerFigure, "its", Figures(autocorrelation=1.0), Question(effect=0.3)),
    (errors.InvalidPowerFigure, "its", Figures(), Question(effect=np.inf)),
    (errors.InvalidPowerFigure, "its", Figures(), Question(n=5)),
])  # fmt: skip
def test_each_refusal_of_a_question(kind, design, figures, question):
    with pytest.raises(kind) as caught:
        answer(design, figures, question)
    assert type(caught.value) is kind


def test_aims_and_budgets_that_cannot_be_are_refused():
    for figures in ({"significance": 1}, {"margin": 0}, {"n_outcomes": 0}, {"outcome_correlation": 1}):
        with pytest.raises(errors.InvalidPowerFigure):
            Aim(**figures)
    aim = Aim(margin=0.3)
    with pytest.raises(errors.InvalidPowerFigure, match="margin"):
        detectable_effect(Trial(), places=50, aim=aim)
    with pytest.raises(errors.InvalidPowerFigure, match="effect"):
        sample_size(Trial(), effect=0.4, aim=aim)
    with pytest.raises(errors.InvalidPowerFigure, match="takeup"):
        power_of(Trial(takeup=0.5), effect=0.0, places=50, aim=aim)
    with pytest.raises(errors.InvalidPowerFigure):
        Costs()
    with pytest.raises(errors.InvalidPowerFigure):
        Costs(by_unit=-1)
    with pytest.raises(errors.InvalidPowerFigure):
        within_budget(Trial(), budget=100, costs=Costs(by_cluster=5))
    with pytest.raises(errors.BudgetTooSmall):
        within_budget(Trial(), budget=100, costs=Costs(by_unit=50))
    with pytest.raises(errors.BudgetTooSmall):
        within_budget(Trial(cluster_size=1, icc=0.1), budget=3000, costs=Costs(by_unit=50, by_cluster=2000))


@pytest.mark.parametrize(("design", "figures", "aim"), [
    ("did", Figures(control_share=0.3), None), ("itt", Figures(control_share=0.3, r2=0.2), None),
    ("rdd", Figures(cluster_size=5, icc=0.1), None), ("itt", Figures(), Aim(margin=0.5)),
    ("itt", Figures(), Aim(n_outcomes=2)),
])  # fmt: skip
def test_what_is_not_drawn_is_refused(design, figures, aim):
    with pytest.raises(errors.InvalidPowerFigure):
        simulated_design(
            design, figures, effect=0.1, places=60, rng=np.random.default_rng(1), n_draws=20, aim=aim
        )
