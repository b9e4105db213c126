"""Ordinary least squares on rows in memory, with the classical variance that algebra of omitted variables needs."""

from dataclasses import dataclass

import numpy as np

from miqyas.numerics.least_squares import independent_columns
from miqyas.numerics.sandwich import cluster_robust
from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Ordinary:
    """A regression of y on k columns.

    Attributes
    ----------
    coefficients, std_errors : FloatVector
        Shape (k,); one variance for all units.
    residual : FloatVector
        Shape (n,).
    df : int
        n - k - constants absorbed.
    """

    coefficients: FloatVector
    std_errors: FloatVector
    residual: FloatVector
    df: int

    @property
    def partial_r2(self) -> FloatVector:
        """Share of what the other columns leave that each explains, t²/(t² + df); shape (k,)."""
        t = self.coefficients / self.std_errors
        share: FloatVector = t**2 / (t**2 + self.df)
        return share


def ordinary(y: FloatVector, x: FloatMatrix, *, n_absorbed: int) -> Ordinary:
    """Regress y (n,) on x (n, k), both already less what was absorbed (constants, strata)."""
    q, r = np.linalg.qr(x)
    coefficients = np.linalg.solve(r, q.T @ y)
    residual = y - x @ coefficients
    df = y.size - x.shape[1] - n_absorbed
    inverse = np.linalg.inv(r)
    std_errors = np.sqrt(residual @ residual / df * (inverse**2).sum(axis=1))
    return Ordinary(coefficients, std_errors, residual, df)


def less_means(columns: FloatMatrix, groups: IntVector) -> FloatMatrix:
    """Take from each column (n, k) its mean in the row's group (n,).

    Examples
    --------
    >>> less_means(np.array([[1.0], [3.0], [5.0]]), np.array([0, 0, 1])).ravel().tolist()
    [-1.0, 1.0, 0.0]
    """
    sizes = np.bincount(groups)
    means = np.column_stack([np.bincount(groups, column) / sizes for column in columns.T])
    deviations: FloatMatrix = columns - means[groups]
    return deviations


def repeating(columns: FloatMatrix, total: FloatVector) -> IntVector:
    """Return the places of columns (n, k) that earlier ones, or what was absorbed, already contain.

    ``total`` (k,) is the sum of squares of each before absorbing.
    """
    own = (columns**2).sum(axis=0)
    varies = own > 1e-12 * np.maximum(total, np.finfo(float).tiny)
    scale = np.where(varies, np.sqrt(np.where(varies, own, 1.0)), 1.0)
    scaled = columns / scale
    return np.flatnonzero(~independent_columns(scaled.T @ scaled, varies))


def clustered(fit: Ordinary, x: FloatMatrix, groups: IntVector, *, n_coefficients: int) -> FloatMatrix:
    """Return the variance of the coefficients, CR1 over ``groups`` (n,), or HC1 when each row is its own; (k, k)."""
    scores = x * fit.residual[:, None]
    n_groups = int(groups.max()) + 1
    sums = np.column_stack([np.bincount(groups, column, n_groups) for column in scores.T])
    inverse = np.linalg.inv(np.linalg.qr(x, mode="r"))
    meat: FloatMatrix = np.asarray(sums.T @ sums, dtype=np.float64)
    return cluster_robust(
        inverse @ inverse.T, meat, n=x.shape[0], n_clusters=n_groups, n_coefficients=n_coefficients
    )
