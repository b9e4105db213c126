"""Regressions whose errors follow one another over time.

References
----------
Newey, W. K. and West, K. D. (1987). A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent
covariance matrix. Econometrica 55(3), 703-708.
Newey, W. K. and West, K. D. (1994). Automatic lag selection in covariance matrix estimation. Review of Economic Studies
61(4), 631-653: the rule of thumb for the lag.
Prais, S. J. and Winsten, C. B. (1954). Trend estimators and serial correlation. Cowles Commission discussion paper 383.
Turner, S. L. et al. (2021). Evaluation of statistical methods used in the analysis of interrupted time series studies: a
simulation study. BMC Medical Research Methodology 21, 181: restricted maximum likelihood for short series.
Fai, A. H.-T. and Cornelius, P. L. (1996). Approximate F-tests of multiple degree of freedom hypotheses in generalized
least squares analyses. Journal of Statistical Computation and Simulation 54(4), 363-378: degrees of freedom.
Ljung, G. M. and Box, G. E. P. (1978). On a measure of lack of fit in time series models. Biometrika 65(2), 297-303.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.numerics.distributions import chi2_above
from miqyas.types import FloatMatrix, FloatVector

MOST_ITERATIONS = 200
SETTLED = 1e-12  # change of the persistence below which it is taken as found
WIDEST = 0.99  # persistence searched for on both sides of zero
TRIED = 41  # values of the persistence before the best is refined
STEP = 1e-3  # of the numerical derivatives, in persistence and in the logarithm of the variance


class Errors(StrEnum):
    """How errors that follow one another are allowed for."""

    REML = "reml"
    NEWEY_WEST = "newey-west"
    PRAIS_WINSTEN = "prais-winsten"
    COCHRANE_ORCUTT = "cochrane-orcutt"


@dataclass(frozen=True, slots=True)
class TimeRegression:
    """Coefficients (K,), their variance (K, K), what the variance rests on.

    ``residuals`` are those of the last step, free of the persistence found; ``persistence`` is None for Newey-West.
    ``slope`` (K, K) is how the variance moves with the persistence, ``uncertainty`` (2, 2) the variance of the persistence
    and of the logarithm of the errors' variance; None where degrees of freedom are those of the residuals.
    """

    coefficients: FloatVector
    variance: FloatMatrix
    df: float
    residuals: FloatVector
    persistence: float | None
    slope: FloatMatrix | None = None
    uncertainty: FloatMatrix | None = None

    def df_of(self, contrast: FloatVector) -> float:
        """Return Satterthwaite's degrees of freedom of a combination of coefficients, from 1 to those of the residuals."""
        if self.slope is None or self.uncertainty is None:
            return self.df
        variance = float(contrast @ self.variance @ contrast)
        gradient = np.array([contrast @ self.slope @ contrast, variance])
        spread = float(gradient @ self.uncertainty @ gradient)
        return float(np.clip(2 * variance**2 / spread, 1.0, self.df)) if spread > 0 else self.df


def usual_lags(n: int) -> int:
    """Return the lag of the rule of thumb, ⌊4 (n / 100)^(2/9)⌋.

    Examples
    --------
    >>> usual_lags(60), usual_lags(120)
    (3, 4)
    """
    return int(4 * (n / 100) ** (2 / 9))


def newey_west(x: FloatMatrix, y: FloatVector, lags: int) -> TimeRegression:
    """Fit by least squares, Bartlett weights up to ``lags``, factor n / (n − K)."""
    coefficients, bread = _least_squares(x, y)
    residuals = y - x @ coefficients
    scores = x * residuals[:, np.newaxis]
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        crossed = scores[lag:].T @ scores[:-lag]
        meat = meat + (1 - lag / (lags + 1)) * (crossed + crossed.T)
    n, k = x.shape
    return TimeRegression(coefficients, n / (n - k) * bread @ meat @ bread, n - k, residuals, None)


def first_order(x: FloatMatrix, y: FloatVector, *, keep_first: bool) -> TimeRegression | None:
    """Fit errors u_t = ρ u_{t−1} + e_t, step by step until ρ settles; None where it reaches one.

    ``keep_first``: Prais-Winsten; else the first period is lost, Cochrane-Orcutt.
    """
    rho = 0.0
    for _ in range(MOST_ITERATIONS):
        coefficients, bread, residuals = _whitened(x, y, rho, keep_first=keep_first)
        following = yule_walker(y - x @ coefficients)
        if abs(following) >= 1:
            return None
        settled, rho = abs(following - rho) < SETTLED, following
        if settled:
            break
    coefficients, bread, residuals = _whitened(x, y, rho, keep_first=keep_first)
    df = residuals.size - x.shape[1]
    return TimeRegression(coefficients, bread * float(residuals @ residuals) / df, df, residuals, rho)


def restricted_likelihood(x: FloatMatrix, y: FloatVector) -> TimeRegression:
    """Fit first-order errors by restricted maximum likelihood."""
    df = x.shape[0] - x.shape[1]

    def lost(rho: float, log_variance: float | None = None) -> float:
        """Twice the restricted likelihood, sign changed; the variance profiled out unless given."""
        _, bread, residuals = _whitened(x, y, rho, keep_first=True)
        total = float(residuals @ residuals)
        fitted = (
            df * np.log(total) if log_variance is None else df * log_variance + total / np.exp(log_variance)
        )
        return float(-np.log(1 - rho**2) - np.linalg.slogdet(bread)[1] + fitted)

    rho = float(_lowest(lost))
    coefficients, bread, residuals = _whitened(x, y, rho, keep_first=True)
    variance = float(residuals @ residuals) / df
    inside = float(np.clip(rho, -WIDEST + 2 * STEP, WIDEST - 2 * STEP))
    breads = [_whitened(x, y, inside + step, keep_first=True)[1] for step in (STEP, -STEP)]
    information = _curvature(lost, inside, float(np.log(variance))) / 2
    uncertainty = np.asarray(np.linalg.pinv(information), dtype=np.float64)
    return TimeRegression(
        coefficients, bread * variance, df, residuals, rho,
        slope=variance * (breads[0] - breads[1]) / (2 * STEP),
        uncertainty=uncertainty,
    )  # fmt: skip


def _lowest(lost: Callable[[float], float]) -> float:
    tried = np.linspace(-WIDEST, WIDEST, TRIED)
    best = int(np.argmin([lost(float(rho)) for rho in tried]))
    low, high = float(tried[max(best - 1, 0)]), float(tried[min(best + 1, TRIED - 1)])
    golden = (np.sqrt(5) - 1) / 2
    while high - low > 1e-9:
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if lost(left) < lost(right) else (left, high)
    return (low + high) / 2


def _curvature(lost: Callable[[float, float], float], rho: float, log_variance: float) -> FloatMatrix:
    """Second derivatives in the persistence and the logarithm of the variance, shape (2, 2)."""
    at = {(i, j): lost(rho + i * STEP, log_variance + j * STEP) for i in (-1, 0, 1) for j in (-1, 0, 1)}
    own = at[1, 0] - 2 * at[0, 0] + at[-1, 0], at[0, 1] - 2 * at[0, 0] + at[0, -1]
    cross = (at[1, 1] - at[1, -1] - at[-1, 1] + at[-1, -1]) / 4
    return np.array([[own[0], cross], [cross, own[1]]]) / STEP**2


def _whitened(
    x: FloatMatrix, y: FloatVector, rho: float, *, keep_first: bool
) -> tuple[FloatVector, FloatMatrix, FloatVector]:
    first = np.sqrt(1 - rho**2)
    table = np.column_stack([x, y])
    kept = [first * table[:1]] if keep_first else []
    table = np.vstack([*kept, table[1:] - rho * table[:-1]])
    x, y = table[:, :-1], table[:, -1]
    coefficients, bread = _least_squares(x, y)
    return coefficients, bread, y - x @ coefficients


def yule_walker(errors: FloatVector) -> float:
    """Return the first autocorrelation about the mean, each sum divided by its own number of terms."""
    errors = errors - errors.mean()
    return float((errors[1:] @ errors[:-1] / (errors.size - 1)) / (errors @ errors / errors.size))


def _least_squares(x: FloatMatrix, y: FloatVector) -> tuple[FloatVector, FloatMatrix]:
    q, r = np.linalg.qr(x)
    inverse = np.linalg.inv(r)
    coefficients: FloatVector = inverse @ (q.T @ y)
    return coefficients, inverse @ inverse.T


def durbin_watson(residuals: FloatVector) -> float:
    """Return the statistic: 2 for no correlation, 0 for errors that repeat, 4 for errors that alternate."""
    steps = np.diff(residuals)
    return float(steps @ steps / (residuals @ residuals))


def ljung_box(residuals: FloatVector, lags: int, *, n_fitted: int = 0) -> tuple[float, float]:
    """Return the statistic over the first ``lags`` autocorrelations and its p-value.

    ``n_fitted`` autocorrelations have been fitted and cost a degree of freedom each.
    """
    n, centred = residuals.size, residuals - residuals.mean()
    found = [centred[lag:] @ centred[:-lag] / (centred @ centred) for lag in range(1, lags + 1)]
    statistic = float(
        n * (n + 2) * sum(one**2 / (n - lag) for lag, one in zip(range(1, lags + 1), found, strict=True))
    )
    return statistic, chi2_above(statistic, lags - n_fitted)
