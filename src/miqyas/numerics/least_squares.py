"""Least squares from moments, with the columns that say nothing new found and named."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np

from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

# A regressor is left out when the earlier ones explain all but this share of its variance (1 - R²), or when
# absorbing the strata leaves less than ABSORBED of it. Below, doubles could not tell it from rounding.
COLLINEAR = 1e-10
ABSORBED = 1e-12


@dataclass(frozen=True, slots=True)
class LeastSquares:
    """Solution of the normal equations.

    Attributes
    ----------
    coefficients : FloatVector
        Shape (k,); zero where ``kept`` is false.
    bread : FloatMatrix
        (XᵀX)⁻¹ over the kept regressors, zero elsewhere; shape (k, k).
    kept : BoolVector
        Shape (k,); false for a regressor that earlier ones, or the fixed effects, already contain.
    residual_share : float
        Share of the response's variance that is left unexplained.
    """

    coefficients: FloatVector
    bread: FloatMatrix
    kept: BoolVector
    residual_share: float

    @property
    def rank(self) -> int:
        """Number of regressors kept."""
        return int(self.kept.sum())


def _linalg() -> ModuleType:
    import scipy.linalg  # noqa: PLC0415 -- a third of a second to import

    return scipy.linalg


def fit_least_squares(
    moments: FloatMatrix, *, response: int, regressors: IntVector, spread: FloatVector
) -> LeastSquares:
    """Solve M_xx β = M_xy by Cholesky on the correlation scale.

    ``moments`` has shape (p, p); ``regressors`` index its columns, earlier ones first served when some are
    collinear; ``spread`` (p,) is the size of the diagonal before fixed effects were absorbed, zero for a
    constant.
    """
    xx = moments[np.ix_(regressors, regressors)]
    xy = moments[regressors, response]
    own = np.diag(xx)
    varies = (spread[regressors] > 0) & (own > ABSORBED * spread[regressors])
    scale = np.where(varies, np.sqrt(np.where(varies, own, 1.0)), 1.0)
    correlations = xx / np.outer(scale, scale)
    kept = independent_columns(correlations, varies)
    coefficients = np.zeros(regressors.size)
    bread = np.zeros_like(xx)
    if kept.any():
        factor = _linalg().cho_factor(correlations[np.ix_(kept, kept)])
        coefficients[kept] = _linalg().cho_solve(factor, xy[kept] / scale[kept]) / scale[kept]
        inverse = _linalg().cho_solve(factor, np.eye(int(kept.sum())))
        bread[np.ix_(kept, kept)] = inverse / np.outer(scale[kept], scale[kept])
    total = moments[response, response]
    residual = 1.0 - float(coefficients @ xy) / total if total > 0 else 0.0
    return LeastSquares(coefficients, bread, kept, residual)


def independent_columns(correlations: FloatMatrix, varies: BoolVector) -> BoolVector:
    """Mark, in order, the columns that earlier kept ones do not explain; shapes (k, k), (k,) and (k,)."""
    kept = np.zeros(varies.size, dtype=np.bool_)
    lower = np.zeros_like(correlations)  # Cholesky factor of the kept columns, grown by one row at a time
    for j in np.flatnonzero(varies):
        size = int(kept.sum())
        before = np.flatnonzero(kept)
        row = (
            _linalg().solve_triangular(lower[:size, :size], correlations[before, j], lower=True)
            if size
            else before[:0]
        )
        left = float(correlations[j, j] - row @ row)
        if left > COLLINEAR:
            lower[size, :size] = row
            lower[size, size] = np.sqrt(left)
            kept[j] = True
    return kept
