"""What a threshold costs: the variance of a jump over that of a comparison of means."""

from enum import StrEnum

import numpy as np
from scipy.stats import norm

from miqyas.errors import InvalidPowerFigure
from miqyas.power.words import PART, UNIT_OPEN
from miqyas.types import FloatMatrix, FloatVector

POINTS = 20_001


class Score(StrEnum):
    """How the score that the rule looks at is spread."""

    UNIFORM = "uniform"
    NORMAL = "normal"


class Reading(StrEnum):
    """Which interval is read: that of a line on each side, or the robust one of `miqyas.estimators.rdd`."""

    LINE = "line"
    ROBUST = "robust"


def threshold_inflation(
    *,
    share_treated: float = 0.5,
    score: Score = Score.UNIFORM,
    reading: Reading = Reading.LINE,
    within: float = 1.0,
) -> tuple[float, float]:
    """Return what the design multiplies the variance of each arm by, the treated one first.

    A line on each side, every unit counting alike: 4 for a uniform score, and for a normal one cut at its middle
    1/(1 - 2/π) = 2.75, as Schochet finds with one slope. The robust interval, with a triangular kernel and b = h, has
    the variance of a parabola: 10.3 for a uniform score.

    Parameters
    ----------
    share_treated : float
        Share of units on the treated side.
    score : Score
        How the score is spread.
    reading : Reading
        Which interval is read.
    within : float
        Share of units near enough to the threshold to count.

    References
    ----------
    Schochet, P. Z. (2009). Statistical power for regression discontinuity designs in education evaluations. Journal of
    Educational and Behavioral Statistics 34(2), 238-266: the design effect 1/(1 - ρ²) of the correlation of score and
    treatment.
    Calonico, S., Cattaneo, M. D. and Titiunik, R. (2014). Robust nonparametric confidence intervals for
    regression-discontinuity designs. Econometrica 82(6), 2295-2326: with b = h, the next order.

    Examples
    --------
    >>> [round(part, 2) for part in threshold_inflation()], round(threshold_inflation(score=Score.NORMAL)[0], 3)
    ([4.0, 4.0], 2.752)
    """
    for name, found, holds, expected in (
        ("share_treated", share_treated, 0 < share_treated < 1, UNIT_OPEN),
        ("within", within, 0 < within <= 1, PART),
    ):
        if not holds:
            raise InvalidPowerFigure(name=name, found=found, expected=expected)
    treated, other = (
        _at_boundary(share, score, reading) / within for share in (share_treated, 1 - share_treated)
    )
    return treated, other


def _at_boundary(share: float, score: Score, reading: Reading) -> float:
    """Variance of the fit at the boundary over that of the mean of its side."""
    distance = _distances(share, score)
    far = distance.max()
    weights = np.ones(POINTS) if reading is Reading.LINE else 1 - distance / far
    order = 1 if reading is Reading.LINE else 2
    x: FloatMatrix = np.vander(distance / far, order + 1, increasing=True)
    bread = np.linalg.inv(x.T @ (weights[:, None] * x) / POINTS)
    meat = x.T @ (weights[:, None] ** 2 * x) / POINTS
    return round(float((bread @ meat @ bread)[0, 0]), 6)  # the digits that the points hold


def _distances(share: float, score: Score) -> FloatVector:
    """Distances to the threshold of units of one side, evenly likely."""
    ranks = (np.arange(POINTS) + 0.5) / POINTS * share
    if score is Score.UNIFORM:
        return ranks
    distances: FloatVector = norm.ppf(share) - norm.ppf(share - ranks)
    return distances
