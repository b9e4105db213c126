"""Least squares from moments against least squares on rows."""

import numpy as np
import pytest

from miqyas.numerics.least_squares import fit_least_squares, independent_columns
from miqyas.numerics.moments import ClusterMoments, unfold_triangle
from miqyas.numerics.sandwich import cluster_robust
from miqyas.numerics.wald import joint_test


@pytest.fixture
def rows():
    rng = np.random.default_rng(4)
    x = rng.normal(size=(60, 3))
    y = x @ [1.0, -2.0, 0.5] + rng.normal(size=60)
    z = np.column_stack([x, y])
    return z - z.mean(axis=0), np.repeat(np.arange(12), 5)


def moments_of(z, groups):
    return ClusterMoments(np.array([z[groups == g].T @ z[groups == g] for g in np.unique(groups)]))


def fit(moments, regressors=(0, 1, 2)):
    total = moments.total
    return fit_least_squares(
        total, response=3, regressors=np.array(regressors, dtype=np.int64), spread=np.diag(total)
    )


def test_coefficients_and_bread_are_those_of_the_rows(rows):
    z, groups = rows
    found = fit(moments_of(z, groups))
    assert found.coefficients == pytest.approx(np.linalg.lstsq(z[:, :3], z[:, 3], rcond=None)[0], rel=1e-12)
    assert found.bread == pytest.approx(np.linalg.inv(z[:, :3].T @ z[:, :3]), rel=1e-10)
    residual = z[:, 3] - z[:, :3] @ found.coefficients
    assert found.residual_share == pytest.approx(residual @ residual / (z[:, 3] @ z[:, 3]), rel=1e-10)


def test_sandwich_is_that_of_the_rows(rows):
    z, groups = rows
    moments = moments_of(z, groups)
    found = fit(moments)
    residual = z[:, 3] - z[:, :3] @ found.coefficients
    scores = np.array([z[groups == g, :3].T @ residual[groups == g] for g in range(12)])
    meat = moments.score_products(np.append(-found.coefficients, 1.0), np.arange(3))
    assert meat == pytest.approx(scores.T @ scores, rel=1e-10)
    variance = cluster_robust(found.bread, meat, n=60, n_clusters=12, n_coefficients=4)
    expected = 12 / 11 * 59 / 56 * found.bread @ scores.T @ scores @ found.bread
    assert variance == pytest.approx(expected, rel=1e-10)


def test_later_of_two_collinear_columns_is_left_out(rows):
    z, groups = rows
    z = np.column_stack([z[:, 0], z[:, 1], z[:, 0] - 2 * z[:, 1], z[:, 3]])
    assert fit(moments_of(z, groups)).kept.tolist() == [True, True, False]
    assert fit(moments_of(z, groups), regressors=(2, 1, 0)).kept.tolist() == [True, True, False]
    assert fit(moments_of(z, groups)).rank == 2


def test_nearly_collinear_columns_are_kept(rows):
    z, groups = rows
    z[:, 2] = z[:, 0] + 1e-4 * z[:, 2]
    assert fit(moments_of(z, groups)).kept.all()


def test_column_absorbed_by_fixed_effects_is_left_out(rows):
    z, groups = rows
    z[:, 1] *= 1e-9
    total = moments_of(z, groups).total
    found = fit_least_squares(total, response=3, regressors=np.arange(3), spread=np.ones(4))
    assert found.kept.tolist() == [True, False, True]
    assert found.coefficients[1] == 0
    assert not found.bread[1].any()


def test_unit_of_a_column_does_not_decide_its_rank():
    correlations = np.array([[1.0, 0.9], [0.9, 1.0]])
    assert independent_columns(correlations, np.array([True, True])).all()
    assert not independent_columns(np.ones((2, 2)), np.array([True, True]))[1]


def test_no_regressor_at_all_is_answered(rows):
    z, groups = rows
    found = fit(moments_of(z, groups), regressors=())
    assert (found.rank, found.residual_share) == (0, 1.0)


def test_triangles_unfold_to_symmetric_matrices():
    assert unfold_triangle(np.array([[1.0, 2, 3, 4, 5, 6]]), 3).tolist() == [
        [[1, 2, 3], [2, 4, 5], [3, 5, 6]]
    ]


def test_joint_test_is_the_quadratic_form():
    coefficients, variance = np.array([1.0, 2.0]), np.array([[2.0, 0.5], [0.5, 1.0]])
    found = joint_test(coefficients, variance, 20)
    assert found.statistic == pytest.approx(
        coefficients @ np.linalg.inv(variance) @ coefficients / 2, rel=1e-12
    )
    assert (found.df_numerator, found.df_denominator) == (2, 20)


def test_joint_test_of_one_coefficient_is_the_square_of_t():
    from scipy.stats import t

    found = joint_test(np.array([1.5]), np.array([[0.49]]), 9)
    assert found.p_value == pytest.approx(2 * t.sf(1.5 / 0.7, 9), rel=1e-12)


def test_joint_test_of_a_variance_that_lost_a_dimension_is_none():
    assert joint_test(np.array([1.0, 1.0]), np.ones((2, 2)), 9) is None
    assert joint_test(np.array([]), np.zeros((0, 0)), 9) is None
