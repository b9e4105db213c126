"""What a study is to show, and with what chance of being wrong: an effect, that none matters, or several at once."""

import math
from dataclasses import dataclass
from enum import StrEnum

from miqyas.errors import InvalidPowerFigure
from miqyas.numerics.rejection import (
    all_reject,
    all_reject_in_steps,
    any_rejects,
    chance_above,
    chance_of_rejecting,
)
from miqyas.power.words import COUNT, POSITIVE, UNIT, UNIT_OPEN
from miqyas.results.claim import Claim


class Success(StrEnum):
    """Of several outcomes: one at least shows its effect (disjunctive), or all do (conjunctive)."""

    ANY = "any"
    ALL = "all"


class Correction(StrEnum):
    """How the level is shared between several outcomes."""

    BONFERRONI = "bonferroni"
    HOLM = "holm"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be shown.

    Attributes
    ----------
    significance : float
        Of the two-sided test; with a margin, the interval of level 1 - significance is held against it, so that
        each one-sided test is at half of it, as in `miqyas.checks.equivalence` after an estimate.
    margin : float or None
        Largest effect that does not matter; None: the effect is to be told from zero.
    claim : Claim
        With a margin: within it, not below minus it, or not above it.
    n_outcomes : int
        Outcomes alike: the same effect in standard deviations, any two correlated alike.
    outcome_correlation : float
        Between two outcomes, in one arm.
    success : Success
        Which of them must show their effect.
    correction : Correction
        How the level is shared.
    """

    significance: float = 0.05
    margin: float | None = None
    claim: Claim = Claim.EQUIVALENCE
    n_outcomes: int = 1
    outcome_correlation: float = 0.0
    success: Success = Success.ANY
    correction: Correction = Correction.HOLM

    def __post_init__(self) -> None:
        checks: list[tuple[str, float, bool, str]] = [
            ("level", self.significance, 0 < self.significance < 1, UNIT_OPEN),
            ("n_outcomes", self.n_outcomes, self.n_outcomes >= 1, COUNT),
            ("outcome_correlation", self.outcome_correlation, 0 <= self.outcome_correlation < 1, UNIT),
        ]
        if self.margin is not None:
            checks.append(("margin", self.margin, 0 < self.margin < math.inf, POSITIVE))
        for name, found, holds, expected in checks:
            if not holds:
                raise InvalidPowerFigure(name=name, found=found, expected=expected)

    def chance(self, effect: float, error: float, null_error: float, df: float | None) -> float:
        """Return the chance that the aim is reached: an effect estimated with this standard error.

        Examples
        --------
        >>> one, two = Aim(), Aim(n_outcomes=2, correction=Correction.BONFERRONI)
        >>> round(one.chance(2.8, 1, 1, None), 3), round(two.chance(2.8, 1, 1, None), 3)
        (0.8, 0.917)
        """

        def at(level: float) -> float:
            return self._alone(level, effect, error, null_error, df)

        k, shared = self.n_outcomes, self.outcome_correlation
        if k == 1:
            return at(self.significance)
        if self.correction is Correction.HOLM and self.success is Success.ALL:
            return all_reject_in_steps([at(self.significance / left) for left in range(k, 0, -1)], shared)
        part = 1 if self.correction is Correction.NONE else k
        together = any_rejects if self.success is Success.ANY else all_reject
        return together(at(self.significance / part), k, shared)

    def _alone(self, level: float, effect: float, error: float, null_error: float, df: float | None) -> float:
        if self.margin is None:
            return chance_of_rejecting(effect / error, df, level, null_ratio=null_error / error)
        above = chance_above((self.margin + effect) / error, df, level / 2)
        below = chance_above((self.margin - effect) / error, df, level / 2)
        if self.claim is Claim.NOT_BELOW:
            return above
        if self.claim is Claim.NOT_ABOVE:
            return below
        # Two one-sided tests: the chance that one fails is the sum of both, for they hardly fail together.
        return max(0.0, above + below - 1)
