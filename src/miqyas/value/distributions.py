"""Declared distributions: how uncertain a figure is, said by the person who sources it."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.special import ndtri

from miqyas.errors import InvalidDistribution
from miqyas.types import FloatVector


@dataclass(frozen=True, slots=True)
class Normal:
    """An estimate and its standard error.

    Examples
    --------
    >>> Normal(10.0, 2.0).quantile(np.array([0.5, 0.975])).round(2).tolist()
    [10.0, 13.92]
    """

    mean: float
    std_error: float

    def __post_init__(self) -> None:
        _require(self, "a standard error above zero", holds=self.std_error > 0)

    def quantile(self, probability: FloatVector) -> FloatVector:
        """Return the values below which the figure falls with these probabilities, same shape."""
        return np.asarray(self.mean + self.std_error * ndtri(probability), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A positive figure known up to a factor: ninety-five times in a hundred within median ÷ and × factor.

    Examples
    --------
    >>> Lognormal(10.0, 2.0).quantile(np.array([0.5, 0.975])).round(2).tolist()
    [10.0, 20.0]
    """

    median: float
    factor: float

    def __post_init__(self) -> None:
        _require(self, "median > 0 and factor > 1", holds=self.median > 0 and self.factor > 1)

    def quantile(self, probability: FloatVector) -> FloatVector:
        """Return the values below which the figure falls with these probabilities, same shape."""
        sigma = np.log(self.factor) / ndtri(0.975)
        return np.asarray(self.median * np.exp(sigma * ndtri(probability)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Triangular:
    """The least, the likeliest and the most a figure could be.

    Examples
    --------
    >>> Triangular(0.0, 0.5, 1.0).quantile(np.array([0.0, 0.5, 1.0])).tolist()
    [0.0, 0.5, 1.0]
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        _require(self, "low ≤ mode ≤ high, low < high", holds=self.low <= self.mode <= self.high > self.low)

    def quantile(self, probability: FloatVector) -> FloatVector:
        """Return the values below which the figure falls with these probabilities, same shape."""
        width, rising, falling = self.high - self.low, self.mode - self.low, self.high - self.mode
        below = self.low + np.sqrt(probability * width * rising)
        above = self.high - np.sqrt((1 - probability) * width * falling)
        return np.where(probability * width <= rising, below, above)


@dataclass(frozen=True, slots=True)
class Uniform:
    """Anything between two bounds, none likelier.

    Examples
    --------
    >>> Uniform(2.0, 4.0).quantile(np.array([0.25])).tolist()
    [2.5]
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _require(self, "low < high", holds=self.low < self.high)

    def quantile(self, probability: FloatVector) -> FloatVector:
        """Return the values below which the figure falls with these probabilities, same shape."""
        return self.low + probability * (self.high - self.low)


Distribution: TypeAlias = Normal | Lognormal | Triangular | Uniform


def _require(distribution: object, expected: str, *, holds: bool) -> None:
    if not holds:
        raise InvalidDistribution(found=distribution, expected=expected)
