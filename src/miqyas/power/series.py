"""A series seen before and after an intervention begins: how many periods show a change."""

import math
from dataclasses import dataclass

import numpy as np

from miqyas.errors import InvalidPowerFigure
from miqyas.power.sized import Counted, whole
from miqyas.power.words import PART, POSITIVE, UNIT, UNIT_OPEN
from miqyas.types import FloatMatrix

FEWEST_BY_SIDE = 3  # as `miqyas.estimators.its`
COEFFICIENTS = 4
LONGEST = 5000  # periods computed one by one; beyond, the rate of the longest


@dataclass(frozen=True, slots=True)
class Interrupted:
    """An interrupted time series: a line before, another after, errors that persist.

    Attributes
    ----------
    std_dev : float
        Standard deviation of the series around its line.
    share_after : float
        Share of the periods that come after.
    autocorrelation : float
        Between the errors of two periods in a row.
    takeup : float
        Share of those offered who take part.
    """

    std_dev: float = 1.0
    share_after: float = 0.5
    autocorrelation: float = 0.0
    takeup: float = 1.0

    def __post_init__(self) -> None:
        for name, found, holds, expected in (
            ("std_dev", self.std_dev, 0 < self.std_dev < math.inf, POSITIVE),
            ("share_treated", self.share_after, 0 < self.share_after < 1, UNIT_OPEN),
            ("autocorrelation", self.autocorrelation, 0 <= self.autocorrelation < 1, UNIT),
            ("takeup", self.takeup, 0 < self.takeup <= 1, PART),
        ):
            if not holds:
                raise InvalidPowerFigure(name=name, found=found, expected=expected)

    @property
    def largest_effect(self) -> float | None:
        """No bound."""
        return None

    @property
    def method(self) -> str:
        """How the estimate is made."""
        return "periods, interrupted series"

    def check_effect(self, effect: float) -> None:
        """Raise when no such effect can be."""
        if not math.isfinite(effect):
            raise InvalidPowerFigure(name="effect", found=effect, expected="≠ ∞")

    def split(self, places: int) -> tuple[int, ...]:
        """Periods after and before, the first rounded to the nearest whole."""
        after = round(places * self.share_after)
        return after, places - after

    def rounded_up(self, places: int) -> tuple[int, ...]:
        """Periods after and before, neither side short of its share nor of three."""
        after, before = places * self.share_after, places * (1 - self.share_after)
        return max(FEWEST_BY_SIDE, whole(after)), max(FEWEST_BY_SIDE, whole(before))

    def fewest(self) -> int:
        """Three on each side."""
        return math.ceil(FEWEST_BY_SIDE / min(self.share_after, 1 - self.share_after))

    def df(self, places: int) -> float | None:
        """Return Satterthwaite's degrees of freedom when variance and persistence are both estimated.

        The variance of the effect is s²h(ρ), s² that of the shocks. With T - 4 periods to tell both from, s² has relative
        variance 2/(T - 4) and ρ variance (1 - ρ²)/(T - 4), apart: (T - 4)/(1 + (h'/h)²(1 - ρ²)/2) degrees of freedom,
        a third of the periods without persistence and fewer with. At least one.
        """
        rho, arms = self.autocorrelation, self.split(places)
        step = 1e-4
        below, above = (
            _shown(arms, max(0.0, near)) / (1 - max(0.0, near) ** 2) for near in (rho - step, rho + step)
        )
        slope = (math.log(above) - math.log(below)) / (step + min(rho, step))
        return max(1.0, (places - COEFFICIENTS) / (1 + slope**2 * (1 - rho**2) / 2))

    def errors(self, effect: float, arms: tuple[int, ...]) -> tuple[float, float]:
        """Return the standard error of the mean distance between both lines over the periods after.

        By generalised least squares, as restricted maximum likelihood comes to on average.
        """
        del effect
        error = self.std_dev * math.sqrt(_shown(arms, self.autocorrelation))
        return error, error

    def design_effect(self, arms: tuple[int, ...]) -> float:
        """Return the variance over that of as many periods compared without lines, errors apart."""
        return self.errors(0.0, arms)[0] ** 2 / (self.std_dev**2 * sum(1 / arm for arm in arms))

    def counted(self, arms: tuple[int, ...]) -> Counted:
        """Count periods, after and before."""
        return Counted(sum(arms), arms[0], arms[1], arms)


def _shown(arms: tuple[int, ...], rho: float) -> float:
    """Variance of the mean distance after, over that of the series around its line."""
    shrunk = max(1.0, sum(arms) / LONGEST)
    after, before = (max(FEWEST_BY_SIDE, round(arm / shrunk)) for arm in arms)
    x = _without_persistence(_lines(before, after), rho)
    return float(np.linalg.inv(x.T @ x)[2, 2]) / shrunk


def _lines(before: int, after: int) -> FloatMatrix:
    """Constant, slope, mean distance after, change of slope; periods centred so that figures stay small."""
    times = np.arange(before + after, dtype=np.float64)
    later = (times >= before).astype(np.float64)
    since = later * (times - times[before:].mean())
    spread = times.size / 2
    return np.column_stack([np.ones(times.size), (times - times.mean()) / spread, later, since / spread])


def _without_persistence(x: FloatMatrix, rho: float) -> FloatMatrix:
    """Transform rows so that first-order errors of variance one become independent, of variance one."""
    changed = (x[1:] - rho * x[:-1]) / math.sqrt(1 - rho**2)
    return np.vstack([x[:1], changed])
