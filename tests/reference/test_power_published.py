"""Sample sizes and design effects as published; sources by test."""

import math

import pytest

from miqyas.power.analytic import sample_size
from miqyas.power.answer import Question, answer
from miqyas.power.declared import Figures
from miqyas.power.threshold import Score, threshold_inflation
from miqyas.power.trial import Trial
from miqyas.power.wedge import SteppedWedge, WedgeAnalysis, woertman_design_effect


@pytest.mark.parametrize(("power", "effect", "by_arm"), [
    (0.80, 0.2, 393), (0.80, 0.5, 64), (0.80, 0.8, 26), (0.90, 0.2, 526), (0.90, 0.5, 85), (0.90, 0.8, 34),
])  # fmt: skip
def test_cohen_table_2_4_1(power, effect, by_arm):
    """Cohen (1988), chapter 2, table of sample sizes at a two-sided 5 %: he rounds to the nearest, we round up."""
    found = sample_size(Trial(), effect=effect, power=power).n_treated
    assert by_arm <= found <= by_arm + 1


def test_sixteen_over_the_square_of_the_effect():
    """Lehr (1992): n = 16/d² in each arm at 80 % and 5 %, near the exact figure where d is small."""
    for effect in (0.1, 0.2, 0.4):
        assert sample_size(Trial(), effect=effect).n_treated == pytest.approx(16 / effect**2, rel=0.03)


@pytest.mark.parametrize(("share", "effect", "by_arm"), [(0.3, 0.1, 356), (0.4, 0.1, 388), (0.5, 0.1, 388)])
def test_two_shares_without_continuity_correction(share, effect, by_arm):
    """Fleiss, Levin and Paik (2003), chapter 4, equation with the pooled variance under no effect:
    n = (z₁₋α/₂ √(2 p̄ q̄) + z₁₋β √(p₁q₁ + p₂q₂))²/(p₂ - p₁)², before any continuity correction.
    """
    z, b = 1.959964, 0.841621
    other = share + effect
    mean = (share + other) / 2
    root = z * math.sqrt(2 * mean * (1 - mean)) + b * math.sqrt(share * (1 - share) + other * (1 - other))
    assert math.ceil(root**2 / effect**2) == by_arm
    assert sample_size(Trial(control_share=share), effect=effect).n_treated == by_arm


def test_schochet_design_effects_of_a_threshold():
    """Schochet (2009): a discontinuity takes 2.75 times the sample of a trial where the score is normal and cut at its
    middle, 4 times where it is uniform."""
    assert round(threshold_inflation(score=Score.NORMAL)[0], 2) == 2.75
    assert threshold_inflation(score=Score.UNIFORM)[0] == 4


@pytest.mark.parametrize("icc", [0.01, 0.05, 0.1])
def test_hussey_and_hughes_through_woertman(icc):
    """Woertman and others (2013) rest on the closed form of Hussey and Hughes (2007), whose variance ours must be."""
    wedge = SteppedWedge(steps=4, cluster_size=15, icc=icc, analysis=WedgeAnalysis.MIXED)
    by_formula = 4 / (12 * 15) * woertman_design_effect(steps=4, cluster_size=15, icc=icc)
    assert wedge.errors(0.0, (3, 3, 3, 3))[0] ** 2 == pytest.approx(by_formula, rel=1e-12)


@pytest.mark.parametrize(("size", "icc", "cv"), [(20, 0.05, 0.0), (20, 0.05, 0.65), (100, 0.01, 0.65)])
def test_clusters_by_the_design_effect_of_eldridge(size, icc, cv):
    """Eldridge, Ashby and Kerry (2006): 1 + ((cv² + 1) m - 1) icc times the sample of an individual trial; ours is
    larger by the t distribution of clusters less two (Donner and Klar 2000), and rounds clusters up."""
    alone = 2 * (1.959964 + 0.841621) ** 2 / 0.3**2
    clusters = math.ceil(alone * (1 + ((cv**2 + 1) * size - 1) * icc) / size)
    found = answer("itt", Figures(cluster_size=size, icc=icc, size_cv=cv), Question(effect=0.3)).result
    assert clusters <= found.clusters_per_arm[0] <= clusters + 2
