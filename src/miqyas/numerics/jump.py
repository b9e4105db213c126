"""The jump of a local polynomial at a threshold, sharp or as a ratio, covariates held fixed.

References
----------
Calonico, S., Cattaneo, M. D. and Titiunik, R. (2014). Robust nonparametric confidence intervals for
regression-discontinuity designs. Econometrica 82(6), 2295-2326: theorem 1, and for ratios theorem 3.
Calonico, S., Cattaneo, M. D., Farrell, M. H. and Titiunik, R. (2019). Regression discontinuity designs using
covariates. Review of Economics and Statistics 101(3), 442-451: one coefficient for both sides.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.numerics.local_polynomial import Fit, Kernel, Side, fit, variance
from miqyas.types import FloatMatrix, FloatVector

Sides = tuple[Side, Side]  # the treated side, the other


@dataclass(frozen=True, slots=True)
class Window:
    """h and b of the treated side, then of the other."""

    h: tuple[float, float]
    b: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Jump:
    """A difference of intercepts: conventional, bias-corrected, and their standard errors.

    ``below`` is the conventional intercept on the untreated side.
    """

    conventional: float
    std_error: float
    bias_corrected: float
    robust_std_error: float
    below: float


@dataclass(frozen=True, slots=True)
class Jumps:
    """Jumps of all columns with what their variance needs.

    Attributes
    ----------
    plain, corrected : FloatVector
        Jump of each column, conventional and bias-corrected, shape (m,).
    below : FloatVector
        Conventional intercepts of the untreated side, shape (m,).
    scores, robust_scores : tuple of FloatMatrix
        Weight times noise of each unit and column, one matrix a side, shape (n, m).
    slopes : FloatMatrix
        Coefficients of the covariates for each column explained, shape (m - explained, explained).
    """

    sides: Sides
    plain: FloatVector
    corrected: FloatVector
    below: FloatVector
    scores: tuple[FloatMatrix, FloatMatrix]
    robust_scores: tuple[FloatMatrix, FloatMatrix]
    slopes: FloatMatrix

    def combined(self, by: FloatVector, *, value: float | None = None) -> Jump:
        """Return the jump of a combination of columns; ``value`` replaces a ratio's conventional figure."""
        plain = float(self.plain @ by)
        shown = plain if value is None else value
        spread = variance(self.sides, [scores @ by for scores in self.scores])
        robust = variance(self.sides, [scores @ by for scores in self.robust_scores])
        corrected = shown + float(self.corrected @ by) - plain
        return Jump(shown, float(np.sqrt(spread)), corrected, float(np.sqrt(robust)), float(self.below @ by))

    def adjusted(self, place: int) -> FloatVector:
        """Return the combination that is column ``place`` with the covariates held fixed, shape (m,)."""
        explained = self.slopes.shape[1]
        by = np.zeros(self.plain.size)
        by[place] = 1.0
        by[explained:] = -self.slopes[:, place]
        return by


def jumps(sides: Sides, window: Window, *, order: int, kernel: Kernel, explained: int) -> Jumps:
    """Fit both sides: order p within h, its bias removed by order p + 1 within b.

    ``explained`` is 1 for a sharp design and 2 for a fuzzy one; the columns after are covariates.
    """
    near = [fit(one, order=order, h=h, kernel=kernel) for one, h in zip(sides, window.h, strict=True)]
    wide = [fit(one, order=order + 1, h=b, kernel=kernel) for one, b in zip(sides, window.b, strict=True)]
    m = sides[0].columns.shape[1]
    plain, corrected, below = np.zeros(m), np.zeros(m), np.zeros(m)
    scores, robust = [], []
    for sign, one, first, second in zip((1, -1), sides, near, wide, strict=True):
        weights = first.coefficient(0)
        reach = max(first.h, second.h)
        without_bias = weights - float(weights @ one.u ** (order + 1)) * second.coefficient(order + 1)
        below = weights @ one.columns
        plain += sign * below
        corrected += sign * (without_bias @ one.columns)
        scores.append(sign * weights[:, np.newaxis] * first.noise(reach))
        robust.append(sign * without_bias[:, np.newaxis] * second.noise(reach))
    both = (scores[0], scores[1]), (robust[0], robust[1])
    return Jumps(sides, plain, corrected, below, *both, covariate_slopes(near, explained))


def covariate_slopes(fits: list[Fit], explained: int) -> FloatMatrix:
    """Return the covariates' coefficients, the same on the sides given, the polynomial of each apart."""
    left = np.concatenate([one.left() for one in fits])
    covariates = left[:, explained:]
    if covariates.shape[1] == 0:
        return np.zeros((0, explained))
    return np.asarray(np.linalg.lstsq(covariates, left[:, :explained], rcond=None)[0])


def sharp_jump(found: Jumps) -> Jump:
    """Return the jump of the outcome."""
    return found.combined(found.adjusted(0))


def ratio_weights(found: Jumps) -> tuple[float, FloatVector]:
    """Return the jump of the outcome over that of the treatment, and the combination with its first-order error."""
    outcome, received = found.adjusted(0), found.adjusted(1)
    step = float(found.plain @ received)
    ratio = float(found.plain @ outcome) / step
    return ratio, (outcome - ratio * received) / step


def fuzzy_jump(found: Jumps) -> tuple[Jump, Jump]:
    """Return the ratio of the jumps, bias and variance to first order, and the jump of the treatment."""
    ratio, by = ratio_weights(found)
    return found.combined(by, value=ratio), found.combined(found.adjusted(1))
