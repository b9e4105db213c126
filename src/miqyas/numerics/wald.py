"""Wald: one coefficient with its interval, several tested at once."""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from miqyas.numerics.distributions import f_above, normal_quantile, normal_two_sided, t_quantile, t_two_sided
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


class WaldFigures(TypedDict):
    """The figures of one Wald interval, under the names that `Estimate` gives them."""

    value: float
    std_error: float
    df: float | None
    p_value: float
    low: float
    high: float
    level: float


def wald_figures(value: float, std_error: float, *, df: float | None, level: float) -> WaldFigures:
    """Put an interval around a value and test it against 0: Student's t with ``df``, the normal when None.

    Parameters
    ----------
    value, std_error : float
        In one unit; the error greater than 0.
    df : float or None
        Degrees of freedom.
    level : float
        Coverage, between 0 and 1.

    Examples
    --------
    >>> found = wald_figures(2.0, 1.0, df=None, level=0.95)
    >>> round(found["low"], 3), round(found["p_value"], 4)
    (0.04, 0.0455)
    """
    if df is None:
        half, p_value = normal_quantile(0.5 + level / 2), normal_two_sided(value / std_error)
    else:
        half, p_value = t_quantile(0.5 + level / 2, df), t_two_sided(value / std_error, df)
    return WaldFigures(
        value=value,
        std_error=std_error,
        df=None if df is None else float(df),
        p_value=p_value,
        low=value - half * std_error,
        high=value + half * std_error,
        level=level,
    )
