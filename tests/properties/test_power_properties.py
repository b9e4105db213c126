"""Power moves as it must: with size, effect and noise, and not with the unit of the outcome."""

import numpy as np
import pytest

from miqyas.power.analytic import detectable_effect, power_of, sample_size
from miqyas.power.answer import Question, answer
from miqyas.power.declared import ACCEPTED, Figures, declare

CLUSTERED = Figures(cluster_size=12, icc=0.08)
DESIGNS = [
    *((design, Figures()) for design in ACCEPTED if design != "stepped-wedge"),
    *((design, CLUSTERED) for design in ACCEPTED if "cluster_size" in ACCEPTED[design]),
    ("twfe", Figures(steps=3, cluster_size=12, icc=0.08)),
    ("ancova", Figures(autocorrelation=0.6, n_after=2)),
    ("did", Figures(autocorrelation=0.6, attrition=0.2, takeup=0.7)),
]


@pytest.mark.parametrize(("design", "figures"), DESIGNS)
def test_more_places_never_show_less(design, figures):
    declared = declare(design, figures)
    powers = [power_of(declared, effect=0.4, places=places).power for places in range(24, 400, 24)]
    assert np.all(np.diff(powers) >= -1e-9)


@pytest.mark.parametrize(("design", "figures"), DESIGNS)
def test_larger_effects_are_seen_more_and_either_sign_alike(design, figures):
    declared = declare(design, figures)
    powers = [power_of(declared, effect=effect, places=60).power for effect in np.linspace(0, 2, 12)]
    assert np.all(np.diff(powers) >= -1e-9)
    assert powers[0] == pytest.approx(0.05, abs=1e-9)
    assert power_of(declared, effect=-0.4, places=60).power == power_of(declared, effect=0.4, places=60).power


@pytest.mark.parametrize(("design", "figures"), DESIGNS)
def test_the_unit_of_the_outcome_changes_nothing(design, figures):
    given = figures.given() | {"std_dev": 250.0}
    once, scaled = declare(design, figures), declare(design, Figures(**given))
    assert sample_size(scaled, effect=100.0).n == sample_size(once, effect=0.4).n
    found = detectable_effect(scaled, places=60).effect
    assert found == pytest.approx(250 * detectable_effect(once, places=60).effect, rel=1e-9)


@pytest.mark.parametrize(("design", "figures"), DESIGNS)
def test_the_size_found_is_enough_and_one_fewer_is_not(design, figures):
    declared = declare(design, figures)
    found = answer(design, figures, Question(effect=0.4))
    assert power_of(declared, effect=0.4, places=found.places).power >= 0.8
    step = len(found.result.clusters_per_arm or found.result.n_per_arm)
    assert power_of(declared, effect=0.4, places=found.places - step).power < 0.8


def test_what_helps_helps_and_what_hurts_hurts():
    plain = answer("itt", CLUSTERED, Question(effect=0.3)).result.n
    given = CLUSTERED.given()
    for name, better in (("r2", 0.4), ("r2_clusters", 0.4)):
        assert answer("itt", Figures(**given | {name: better}), Question(effect=0.3)).result.n < plain
    for name, worse in (
        ("icc", 0.2),
        ("size_cv", 0.6),
        ("attrition", 0.3),
        ("takeup", 0.7),
        ("share_treated", 0.3),
    ):
        assert answer("itt", Figures(**given | {name: worse}), Question(effect=0.3)).result.n > plain
