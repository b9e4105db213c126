"""The nearest mix against a general optimiser, and where weights are not unique."""

import numpy as np
import pytest
from scipy.optimize import minimize

from miqyas.numerics.simplex import nearest_mix


@pytest.mark.parametrize("seed", range(40))
def test_mix_is_as_near_as_a_general_optimiser_comes(seed):
    rng = np.random.default_rng(seed)
    m, n = rng.integers(1, 12), rng.integers(1, 15)
    points, target = rng.normal(size=(m, n)), 1.5 * rng.normal(size=m)
    ridge, intercept = float(rng.choice([0, 0.5])), bool(seed % 2)
    found = nearest_mix(points, target, ridge=ridge, intercept=intercept)

    def loss(weights):
        gaps = points @ weights - target
        gaps = gaps - gaps.mean() if intercept else gaps
        return gaps @ gaps + ridge * weights @ weights

    assert found.weights.min() >= 0
    assert found.weights.sum() == pytest.approx(1, abs=1e-12)
    assert found.distance**2 == pytest.approx(loss(found.weights), abs=1e-12)
    other = minimize(
        loss, np.full(n, 1 / n), method="SLSQP", bounds=[(0, 1)] * n, options={"ftol": 1e-14, "maxiter": 1000},
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1},
    )  # fmt: skip
    assert found.distance**2 <= other.fun + 1e-10


@pytest.mark.parametrize("seed", range(20))
def test_no_move_towards_any_point_shortens_the_gap(seed):
    """The exact condition of optimality, where there are more points than rows."""
    rng = np.random.default_rng(100 + seed)
    points, target = rng.normal(size=(19, 38)) * 1e3, 2e3 * rng.normal(size=19)
    found = nearest_mix(points, target)
    mix = points @ found.weights - target
    assert ((points - target[:, None]).T @ mix).min() >= mix @ mix - 1e-8 * np.abs(points).max() ** 2


def test_target_inside_the_hull_is_reached_and_weights_are_not_unique():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(2, 9))
    found = nearest_mix(points, points.mean(axis=1))
    assert found.distance == pytest.approx(0, abs=1e-9)
    assert not found.is_unique
    assert nearest_mix(points, points.mean(axis=1), ridge=1e-3).is_unique


def test_target_outside_has_one_mix():
    points = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    found = nearest_mix(points, np.array([2.0, 2.0]))
    assert found.weights == pytest.approx([0, 0.5, 0.5])
    assert found.is_unique


@pytest.mark.parametrize("n", [1, 3])
def test_points_that_are_the_target_share_the_weight(n):
    found = nearest_mix(np.ones((4, n)), np.ones(4))
    assert found.weights == pytest.approx(np.full(n, 1 / n))
    assert found.is_unique is (n == 1)


def test_repeated_points_are_not_unique():
    points = np.array([[1.0, 1.0, 3.0], [0.0, 0.0, 3.0]])
    found = nearest_mix(points, np.array([0.0, 0.0]))
    assert found.weights[2] == 0
    assert not found.is_unique
