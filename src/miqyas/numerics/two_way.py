"""Period effects once units are absorbed."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from miqyas.numerics.least_squares import independent_columns
from miqyas.types import FloatMatrix, FloatVector, IntVector

ABSENT = 1e-10  # a period keeps less than this share of its weight when its units are seen in no other period


@dataclass(frozen=True, slots=True)
class PeriodEffects:
    """Coefficients of the periods and how many are free.

    Attributes
    ----------
    effects : FloatMatrix
        γ, shape (T, p): z_it - γ_t, less its mean in the unit, is the two-way residual of z.
    n_free : int
        T less the number of groups of units and periods that nothing connects.
    """

    effects: FloatMatrix
    n_free: int


def period_effects(products: FloatMatrix, response: FloatMatrix, weights: FloatVector) -> PeriodEffects:
    """Solve D̃ᵀD̃ γ = D̃ᵀz exactly, D̃ being the dummies of the periods less their mean in each unit.

    ``products`` D̃ᵀD̃ has shape (T, T), ``response`` D̃ᵀz (T, p), ``weights`` Σ w by period (T,).

    References
    ----------
    Wansbeek, T. and Kapteyn, A. (1989). Estimation of the error-components model with incomplete panels.
    Journal of Econometrics 41(3), 341-361.
    """
    own = np.diag(products).copy()
    varies = own > ABSENT * weights
    scale = np.sqrt(np.where(varies, own, 1.0))
    correlations = products / np.outer(scale, scale)
    kept = independent_columns(correlations, varies)
    effects = np.zeros_like(response)
    if kept.any():
        factor = cho_factor(correlations[np.ix_(kept, kept)])
        effects[kept] = cho_solve(factor, response[kept] / scale[kept, None]) / scale[kept, None]
    return PeriodEffects(effects, int(kept.sum()))


def presence_equations(
    masks: IntVector, sums: FloatMatrix, *, n_periods: int, word: int
) -> tuple[FloatMatrix, FloatMatrix]:
    """Return what units seen in the same periods take from D̃ᵀD̃ and D̃ᵀz.

    With unit i seen n_i times with weight w_i each time, D̃ᵀD̃ = diag(Σ w) - Σ_i w_i 1_i 1_iᵀ / n_i and
    D̃ᵀz = Σ w z - Σ_i 1_i (Σ_t w_i z_it) / n_i, where 1_i marks its periods: the sums after the minus signs are
    returned, (T, T) and (T, p). ``masks`` (m, W) holds the marks of m patterns, ``word`` periods to an integer;
    ``sums`` (m, 1 + p) holds Σ_i w_i, then Σ_i Σ_t w_i z_it.
    """
    marked = [(masks[:, k // word] >> (k % word)) & 1 for k in range(n_periods)]
    presence = np.column_stack(marked).astype(np.float64)
    shares = presence / presence.sum(axis=1)[:, None]
    return presence.T @ (shares * sums[:, :1]), shares.T @ sums[:, 1:]


def two_way_residuals(
    cluster: IntVector, period: IntVector, weights: FloatVector, values: FloatMatrix
) -> tuple[FloatMatrix, int]:
    """Take cluster and period means out of cells, and count the periods taken out.

    The L cells stand in the order of ``cluster``, whose places 0…C-1 all occur; ``period`` holds places 0…T-1,
    ``values`` has shape (L, p). With cells that hold the same units in every period, the residuals are those of
    the units, averaged by cell.
    """
    first = np.searchsorted(cluster, np.arange(cluster[-1] + 1))
    of_cluster = np.add.reduceat(weights, first)
    n_periods = int(period.max()) + 1
    shares = np.zeros((first.size, n_periods))
    shares[cluster, period] = weights
    of_period: FloatVector = shares.sum(axis=0)

    def within(columns: FloatMatrix) -> FloatMatrix:
        means = np.add.reduceat(weights[:, None] * columns, first) / of_cluster[:, None]
        left: FloatMatrix = columns - means[cluster]
        return left

    products = np.diag(of_period) - shares.T @ (shares / of_cluster[:, None])
    centred = within(values)
    weighted = weights[:, None] * centred
    summed = [np.bincount(period, column, n_periods) for column in weighted.T]
    response = np.column_stack(summed).astype(np.float64)
    solved = period_effects(products, response, of_period)
    return within(centred - solved.effects[period]), solved.n_free
