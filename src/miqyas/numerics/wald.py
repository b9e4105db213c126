"""Test of several coefficients at once."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from miqyas.numerics.distributions import f_above
from miqyas.types import FloatMatrix, FloatVector

# Below this ratio of smallest to largest eigenvalue of the correlations, the variance has lost a dimension:
# there are too few clusters for so many coefficients.
SINGULAR = 1e-10


@dataclass(frozen=True, slots=True)
class WaldTest:
    """F = βᵀ V⁻¹ β / q against F(q, df)."""

    statistic: float
    df_numerator: int
    df_denominator: float
    p_value: float


def joint_test(coefficients: FloatVector, variance: FloatMatrix, df: float) -> WaldTest | None:
    """Test that q coefficients are all zero; None when the variance has fewer than q dimensions.

    ``coefficients`` has shape (q,), ``variance`` (q, q).
    """
    q = coefficients.size
    scale = np.sqrt(np.diag(variance))
    if q == 0 or not (scale > 0).all():
        return None
    correlations = variance / np.outer(scale, scale)
    eigenvalues = np.linalg.eigvalsh(correlations)
    if eigenvalues[0] <= SINGULAR * eigenvalues[-1]:
        return None
    standardised = coefficients / scale
    statistic = float(standardised @ cho_solve(cho_factor(correlations), standardised)) / q
    return WaldTest(statistic, q, df, f_above(statistic, q, df))
