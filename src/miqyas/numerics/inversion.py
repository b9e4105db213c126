"""A test repeated on many draws, and the interval of the effects it does not reject."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from miqyas.types import FloatVector

# n₀, n₁, a, b and c of a batch of draws.
Batch: TypeAlias = tuple[FloatVector, FloatVector, FloatVector, FloatVector, FloatVector]
TIE = 1e-9  # relative gap under which two statistics are the same but for rounding
STEPS = 60  # halvings of a bracket: a double has no more to give
FARTHEST = 1e7  # standard errors beyond which a bound is not looked for


@dataclass(frozen=True, slots=True)
class Draws:
    """Statistics of B draws as functions of the gap δ = estimate - effect under test.

    A draw's squared statistic is (n₀ + δ n₁)² / (a + 2 δ b + δ² c); the observed one is δ² / v.

    Attributes
    ----------
    fixed, moving : FloatVector
        n₀ and n₁, shape (B,).
    square, cross, moving_square : FloatVector
        a, b and c, shape (B,).
    observed_square : float
        v, the squared standard error in the draws' own scale.
    value : float
        The estimate.
    n_more : int
        Draws that count as reaching the observed statistic, beside these: 1 when the observed assignment is no
        draw itself and must be added.
    """

    fixed: FloatVector
    moving: FloatVector
    square: FloatVector
    cross: FloatVector
    moving_square: FloatVector
    observed_square: float
    value: float
    n_more: int = 0

    @classmethod
    def of(
        cls, batches: Iterable[Batch], *, observed_square: float, value: float, n_more: int = 0
    ) -> "Draws":
        """Put the draws of several batches one after the other."""
        fixed, moving, square, cross, moving_square = map(np.concatenate, zip(*batches, strict=True))
        return cls(fixed, moving, square, cross, moving_square, observed_square, value, n_more)

    def statistics(self, effect: float) -> FloatVector:
        """Squared statistics of the draws under an effect, infinite where a draw has no spread."""
        gap = self.value - effect
        above = (self.fixed + gap * self.moving) ** 2
        below = self.square + 2 * gap * self.cross + gap**2 * self.moving_square
        tiny = below <= TIE**2 * (np.abs(self.square) + gap**2 * np.abs(self.moving_square))
        found: FloatVector = np.where(
            tiny, np.where(above > 0, np.inf, 0.0), above / np.where(tiny, 1.0, below)
        )
        return found

    def observed(self, effect: float) -> float:
        """Squared statistic of the sample under an effect."""
        return (self.value - effect) ** 2 / self.observed_square

    def p_value(self, effect: float = 0.0) -> float:
        """Share of draws at least as far from the effect as the sample is."""
        reached = int((self.statistics(effect) >= self.observed(effect) * (1 - TIE)).sum())
        return (reached + self.n_more) / (self.fixed.size + self.n_more)

    def interval(self, level: float, std_error: float) -> tuple[float, float]:
        """Effects whose p-value exceeds 1 - level, by bisection outward from the estimate; may be infinite."""
        return self._bound(level, -std_error), self._bound(level, std_error)

    def _bound(self, level: float, step: float) -> float:
        inside, gap = 0.0, step
        while self.p_value(self.value + gap) > 1 - level:
            inside, gap = gap, 2 * gap
            if abs(gap) > FARTHEST * abs(step):
                return float(np.copysign(np.inf, step))
        for _ in range(STEPS):
            middle = (inside + gap) / 2
            if self.p_value(self.value + middle) > 1 - level:
                inside = middle
            else:
                gap = middle
        return self.value + inside
