"""Local polynomials on one side of a threshold, and the bandwidth that suits a jump.

Notation of Calonico, Cattaneo and Titiunik (2014): u = x - c the distance to the threshold, p the order of the
fit, q = p + 1 that of its bias, h and b their bandwidths. A derivative estimated by local polynomials is linear
in the outcome, so it is kept as its weights: estimate = l'y, variance = Σ l²σ².

References
----------
Calonico, S., Cattaneo, M. D. and Titiunik, R. (2014). Robust nonparametric confidence intervals for
regression-discontinuity designs. Econometrica 82(6), 2295-2326; supplement, section S.2: bandwidths.
Imbens, G. and Kalyanaraman, K. (2012). Optimal bandwidth choice for the regression discontinuity estimator.
Review of Economic Studies 79(3), 933-959: the regularisation.
Abadie, A. and Imbens, G. (2006). Large sample properties of matching estimators for average treatment effects.
Econometrica 74(1), 235-267: variance from nearest neighbours.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.types import FloatVector

NEIGHBOURS = 3
REGULARISATION = (
    3.0  # times the variance of the squared bias' derivative: Imbens and Kalyanaraman, section 4.2
)
RULE_OF_THUMB = 2.576  # Silverman's constant for the triangular kernel


@dataclass(frozen=True, slots=True)
class Side:
    """Units on one side: distances to the threshold, outcomes and their variances, each of shape (n,)."""

    u: FloatVector
    y: FloatVector
    variance: FloatVector


@dataclass(frozen=True, slots=True)
class Jump:
    """A difference of intercepts: conventional, bias-corrected, and their standard errors.

    ``below`` is the conventional intercept below the threshold.
    """

    conventional: float
    std_error: float
    bias_corrected: float
    robust_std_error: float
    below: float


def side(u: FloatVector, y: FloatVector) -> Side:
    """Return one side with the variance of each outcome, from its nearest neighbours."""
    return Side(u, y, neighbour_variance(u, y))


def neighbour_variance(u: FloatVector, y: FloatVector) -> FloatVector:
    """Return J/(J + 1)·(y - mean of the J nearest)², shape (n,); all units as near as the third are taken.

    Examples
    --------
    >>> neighbour_variance(np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 0.0, 0.0, 4.0])).round(3).tolist()
    [1.333, 1.333, 1.333, 12.0]
    """
    order = np.argsort(u, kind="stable")
    x, centred = u[order], y[order] - y.mean()
    steps = [step for step in range(-NEIGHBOURS, NEIGHBOURS + 1) if step != 0]
    place = np.arange(x.size)[:, np.newaxis] + np.array(steps)
    inside = (place >= 0) & (place < x.size)
    gaps = np.where(inside, np.abs(x[np.clip(place, 0, x.size - 1)] - x[:, np.newaxis]), np.inf)
    reach = np.partition(gaps, NEIGHBOURS - 1, axis=1)[:, NEIGHBOURS - 1] * (1 + 1e-12)
    first, last = np.searchsorted(x, x - reach, side="left"), np.searchsorted(x, x + reach, side="right")
    sums = np.concatenate(([0.0], np.cumsum(centred)))
    near = last - first - 1
    squares = near / (near + 1) * (centred - (sums[last] - sums[first] - centred) / near) ** 2
    variance: FloatVector = np.empty(x.size)
    variance[order] = squares
    return variance


def derivative_weights(u: FloatVector, *, order: int, h: float, derivative: int) -> FloatVector:
    """Return l such that l'y is the coefficient of u^derivative at the threshold, triangular kernel.

    Examples
    --------
    >>> u = np.array([0.0, 1.0, 2.0, 3.0])
    >>> float(derivative_weights(u, order=1, h=4.0, derivative=1) @ (5 + 2 * u).round(9))
    2.0...
    """
    root = np.sqrt(np.maximum(0.0, 1 - np.abs(u) / h))
    powers = (u[:, np.newaxis] / h) ** np.arange(order + 1) * root[:, np.newaxis]
    weights = np.linalg.pinv(powers)[derivative] * root / h**derivative
    return np.asarray(weights, dtype=np.float64)


def mse_bandwidths(above: Side, below: Side) -> tuple[float, float]:
    """Return h and b, common to both sides, that minimise the approximate mean squared error of the jump.

    Three steps: the third derivative with a pilot from a global quartic, then b for the second derivative, then
    h. The pilot counts each distinct distance once.
    """
    x = np.concatenate((above.u, below.u))
    high, low = np.percentile(x, [75, 25])
    spread = min(float(x.std(ddof=1)), float(high - low) / 1.349)
    pilot = RULE_OF_THUMB * spread * np.unique(x).size ** -0.2
    sides = (above, below)
    whole = [float(np.abs(one.u).max()) for one in sides]
    d = _step(sides, order=3, derivative=3, pilot=pilot, beyond=whole, regularise=False)
    b = _step(sides, order=2, derivative=2, pilot=pilot, beyond=[d, d], regularise=True)
    h = _step(sides, order=1, derivative=0, pilot=pilot, beyond=[b, b], regularise=True)
    return h, b


def _step(
    sides: tuple[Side, Side],
    *,
    order: int,
    derivative: int,
    pilot: float,
    beyond: list[float],
    regularise: bool,
) -> float:
    """Return ((1 + 2ν)V / (2(o + 1 - ν)(B² + R)))^(1/(2o + 3)) for the difference of a derivative ν."""
    variance, bias, doubt = 0.0, 0.0, 0.0
    for sign, one, far in zip((1, -1), sides, beyond, strict=True):
        weights = derivative_weights(one.u, order=order, h=pilot, derivative=derivative)
        variance += pilot ** (2 * derivative + 1) * float(weights**2 @ one.variance)
        constant = float(weights @ one.u ** (order + 1)) / pilot ** (order + 1 - derivative)
        next_weights = derivative_weights(one.u, order=order + 1, h=far, derivative=order + 1)
        bias += sign * constant * float(next_weights @ one.y)
        doubt += constant**2 * float(next_weights**2 @ one.variance)
    penalty = bias**2 + (REGULARISATION * doubt if regularise else 0.0)
    ratio = (1 + 2 * derivative) * variance / (2 * (order + 1 - derivative) * penalty)
    return float(ratio ** (1 / (2 * order + 3)))


def jump(above: Side, below: Side, *, h: float, b: float) -> Jump:
    """Return the jump by local lines with bandwidth h, its bias removed by local parabolas with bandwidth b."""
    conventional, corrected, variance, robust, low = 0.0, 0.0, 0.0, 0.0, 0.0
    for sign, one in ((1, above), (-1, below)):
        weights = derivative_weights(one.u, order=1, h=h, derivative=0)
        curvature = derivative_weights(one.u, order=2, h=b, derivative=2)
        without_bias = weights - float(weights @ one.u**2) * curvature
        low = float(weights @ one.y)
        conventional += sign * low
        corrected += sign * float(without_bias @ one.y)
        variance += float(weights**2 @ one.variance)
        robust += float(without_bias**2 @ one.variance)
    return Jump(conventional, float(np.sqrt(variance)), corrected, float(np.sqrt(robust)), low)
