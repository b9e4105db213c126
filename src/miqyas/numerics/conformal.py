"""Conformal p-values and intervals for the gap of a synthetic control.

Under the hypothesis, the effect is taken out of the outcome, the mix is fitted on all periods alike, and the residuals
of the treated periods are compared with those of every other stretch of the same length, in a circle.

References
----------
Chernozhukov, V., Wüthrich, K. and Zhu, Y. (2021). An exact and robust conformal inference method for counterfactual
and synthetic controls. Journal of the American Statistical Association 116(536), 1849-1864.
"""

from collections.abc import Callable

import numpy as np

from miqyas.numerics.simplex import nearest_mix
from miqyas.types import FloatMatrix, FloatVector

GRID = 24  # effects tried on each side of the estimate before its bound is refined
HALVINGS = 32
BISECTIONS = 50
DOUBLINGS = 40
TIE = 1e-9  # residuals closer than this, relative to the largest, count as equal

Range = tuple[float | None, float | None]


def conformal_p(treated: FloatMatrix, donors: FloatMatrix, n_after: int, effect: float) -> float:
    """Return the p-value of a constant effect over the last ``n_after`` periods.

    Parameters
    ----------
    treated, donors : FloatMatrix
        Outcomes, shapes (N1, T) and (J, T); each treated unit has its own mix, and residuals are averaged.
    n_after : int
        Periods under treatment, the last ones.
    effect : float
        The effect supposed, in the unit of the outcome.

    Examples
    --------
    >>> donors = np.array([[0.0, 1, 0, 2, 1]])
    >>> conformal_p(donors + np.array([[0.0, 0.1, 0.2, 0.1, 3.0]]), donors, 1, 0.0)
    0.2
    """
    n_periods = treated.shape[1]
    residuals = _residuals(treated, donors, n_after, effect)
    in_a_circle = np.concatenate([residuals, residuals[: n_after - 1]])
    sums = np.abs(np.convolve(in_a_circle, np.ones(n_after), mode="valid"))
    tie = TIE * max(float(np.abs(treated).max()), float(sums.max()))
    return float(np.mean(sums >= sums[n_periods - n_after] - tie))


def _residuals(treated: FloatMatrix, donors: FloatMatrix, n_after: int, effect: float) -> FloatVector:
    """Fit all periods once the effect is taken out; shape (T,)."""
    n_periods = treated.shape[1]
    taken_out = np.concatenate([np.zeros(n_periods - n_after), np.full(n_after, effect)])
    residuals = np.zeros(n_periods)
    for outcome in treated - taken_out:
        mix = nearest_mix(donors.T, outcome)
        residuals += (outcome - mix.weights @ donors) / treated.shape[0]
    return residuals


def conformal_range(
    treated: FloatMatrix, donors: FloatMatrix, n_after: int, *, start: float, spread: float, level: float
) -> Range:
    """Return the outermost constant effects not rejected at 1 − ``level``.

    A bound is None where periods are too few for any effect to be rejected: with n periods no p-value is under 1/n.
    The search begins at ``start`` with steps of ``spread``, such as the estimate and the range of its gaps.
    """
    rejected_at = 1 - level + 1e-12
    if 1 / treated.shape[1] > rejected_at:
        return (None, None)

    def accepted(effect: float) -> bool:
        return conformal_p(treated, donors, n_after, effect) > rejected_at

    def left_over(effect: float) -> float:
        return float(_residuals(treated, donors, n_after, effect)[-n_after:].sum())

    step = spread if spread > 0 else max(abs(start), 1.0)
    centre = _root(left_over, start, step)
    return (_bound(accepted, centre, -step), _bound(accepted, centre, step))


def _root(falling: Callable[[float], float], start: float, step: float) -> float:
    """Find where the residuals after treatment add up to zero, and the p-value is one.

    Projection on a convex set never turns back, so that the sum falls as the effect supposed grows.
    """
    low, high = start - step, start + step
    while falling(low) < 0:
        low, step = low - 2 * step, 2 * step
    while falling(high) > 0:
        high, step = high + 2 * step, 2 * step
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def _bound(accepted: Callable[[float], bool], centre: float, step: float) -> float:
    """Look for the farthest effect accepted in one direction, from the outside inwards."""
    for _ in range(DOUBLINGS):
        if not accepted(centre + step) and not accepted(centre + 1.5 * step):
            break
        step *= 2
    tried: FloatVector = centre + 1.5 * step * np.linspace(1, 0, GRID, endpoint=False)
    inside = next((float(effect) for effect in tried if accepted(float(effect))), centre)
    outside = inside + 1.5 * step / GRID
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if accepted(middle) else (inside, middle)
    return inside
