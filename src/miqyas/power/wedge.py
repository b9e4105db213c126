"""A roll-out by steps: every cluster begins at a date drawn at random, and all are seen at each round."""

import math
from dataclasses import dataclass
from enum import StrEnum

from miqyas.errors import InvalidPowerFigure
from miqyas.power.sized import Counted, whole
from miqyas.power.words import COUNT, PART, POSITIVE, UNIT, UNIT_OPEN


class WedgeAnalysis(StrEnum):
    """What the estimate uses: what changes within each cluster alone, or also how clusters differ."""

    WITHIN = "within"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class SteppedWedge:
    """A stepped wedge: rounds before any start, then one more group of clusters starts at each step.

    Attributes
    ----------
    steps : int
        Start dates; as many groups of clusters.
    cluster_size : float or None
        Units seen in each cluster at each round, other persons each time; None: units begin one by one and are
        followed.
    std_dev : float
        Standard deviation of the outcome among units, between clusters included.
    control_share : float or None
        For an outcome of 0 and 1, its share without treatment.
    icc : float
        Intra-cluster correlation within a round; without clusters, correlation of a unit with itself between rounds.
    cluster_autocorrelation : float
        Correlation of a cluster's own level between two rounds; 1 in Hussey and Hughes.
    rounds_before, rounds_by_step : int
        Rounds before the first start; rounds at each step.
    attrition, takeup : float
        Share of units lost; share of those offered who take part.
    analysis : WedgeAnalysis
        ``WITHIN``: two-way fixed effects, as `miqyas.estimators.twfe`. ``MIXED``: the mixed model of Hussey and
        Hughes, which uses the difference between clusters too.
    """

    steps: int = 4
    cluster_size: float | None = None
    std_dev: float = 1.0
    control_share: float | None = None
    icc: float = 0.0
    cluster_autocorrelation: float = 1.0
    rounds_before: int = 1
    rounds_by_step: int = 1
    attrition: float = 0.0
    takeup: float = 1.0
    analysis: WedgeAnalysis = WedgeAnalysis.WITHIN

    def __post_init__(self) -> None:
        checks: list[tuple[str, float, bool, str]] = [
            ("steps", self.steps, self.steps >= 2, "2, 3, 4…"),
            ("cluster_size", self.size, 1 <= self.size < math.inf, "≥ 1"),
            ("std_dev", self.std_dev, 0 < self.std_dev < math.inf, POSITIVE),
            ("icc", self.icc, 0 <= self.icc < 1, UNIT),
            ("cluster_autocorrelation", self.cluster_autocorrelation, 0 <= self.cluster_autocorrelation <= 1, "0 ≤ … ≤ 1"),
            ("rounds_before", self.rounds_before, self.rounds_before >= 1, COUNT),
            ("rounds_by_step", self.rounds_by_step, self.rounds_by_step >= 1, COUNT),
            ("attrition", self.attrition, 0 <= self.attrition < 1, UNIT),
            ("takeup", self.takeup, 0 < self.takeup <= 1, PART),
        ]  # fmt: skip
        if self.control_share is not None:
            checks.append(("control_share", self.control_share, 0 < self.control_share < 1, UNIT_OPEN))
        for name, found, holds, expected in checks:
            if not holds:
                raise InvalidPowerFigure(name=name, found=found, expected=expected)

    @property
    def size(self) -> float:
        """Units of a place at one round."""
        return 1.0 if self.cluster_size is None else self.cluster_size

    @property
    def rounds(self) -> int:
        """Rounds in all."""
        return self.rounds_before + self.steps * self.rounds_by_step

    @property
    def largest_effect(self) -> float | None:
        """The effect that brings the share of those offered to one; None for a mean."""
        return None if self.control_share is None else (1 - self.control_share) / self.takeup

    @property
    def method(self) -> str:
        """What is assigned, and how it is analysed."""
        return f"{'units' if self.cluster_size is None else 'clusters'}, stepped wedge, {self.analysis}"

    def check_effect(self, effect: float) -> None:
        """Raise when no such effect can be."""
        share = self.control_share
        if not math.isfinite(effect) or (share is not None and not 0 < share + effect * self.takeup < 1):
            expected = "≠ ∞" if share is None else f"{-share:g} < … < {1 - share:g}"
            raise InvalidPowerFigure(name="effect", found=effect, expected=expected)

    def split(self, places: int) -> tuple[int, ...]:
        """Clusters that start at each step, the first steps with one more where they cannot be equal."""
        each, left = divmod(places, self.steps)
        return tuple(each + (step < left) for step in range(self.steps))

    def rounded_up(self, places: int) -> tuple[int, ...]:
        """As many clusters at each step."""
        return (whole(places / self.steps),) * self.steps

    def fewest(self) -> int:
        """One cluster at each step, and one degree of freedom."""
        return max(self.steps, 3)

    def df(self, places: int) -> float | None:
        """Clusters less two."""
        return places - 2

    def errors(self, effect: float, arms: tuple[int, ...]) -> tuple[float, float]:
        """Return the standard error of the effect on all, by the closed form of Hussey and Hughes.

        With I clusters, T rounds, X = 1 where treated, U = ΣX, W = Σ over rounds of (ΣX)², V = Σ over clusters of
        (ΣX)²: I·s²(s² + T·τ²) / ((I·U - W)·s² + (U² + I·T·U - T·W - I·V)·τ²), where s² is the variance of a
        cell's mean around its cluster and τ² that between clusters. Within clusters alone it is the limit of a large τ².
        """
        clusters, rounds = sum(arms), self.rounds
        exposure = [rounds - self.rounds_before - step * self.rounds_by_step for step in range(self.steps)]
        u = sum(n * held for n, held in zip(arms, exposure, strict=True))
        v = sum(n * held**2 for n, held in zip(arms, exposure, strict=True))
        by_round = [self._started(arms, number) for number in range(rounds)]
        w = sum(started**2 for started in by_round)
        across, along = clusters * u - w, u**2 + clusters * rounds * u - rounds * w - clusters * v
        variance = self._spread(effect, u / (clusters * rounds))
        kept = self.size * (1 - self.attrition)
        lasting = self.icc * self.cluster_autocorrelation
        cell = (1 - self.icc) / kept + self.icc - lasting
        if self.analysis is WedgeAnalysis.WITHIN:
            error = math.sqrt(variance * cell * clusters * rounds / along)
        else:
            whole_variance = clusters * cell * (cell + rounds * lasting) / (across * cell + along * lasting)
            error = math.sqrt(variance * whole_variance)
        return error, error

    def design_effect(self, arms: tuple[int, ...]) -> float:
        """Return the variance over that of as many units, half treated, drawn one by one and seen once."""
        units = sum(arms) * self.size * self.rounds * (1 - self.attrition)
        return self.errors(0.0, arms)[0] ** 2 / (self._spread(0.0, 0.5) * 4 / units)

    def counted(self, arms: tuple[int, ...]) -> Counted:
        """Count clusters by start date, and the units seen there over all rounds; units followed count once."""
        if self.cluster_size is None:
            return Counted(sum(arms), sum(arms), 0, arms)
        per_arm = tuple(whole(n * self.size * self.rounds) for n in arms)
        exposure = [left * self.rounds_by_step for left in range(self.steps, 0, -1)]
        treated = whole(sum(n * held for n, held in zip(arms, exposure, strict=True)) * self.size)
        clusters, n = sum(arms), sum(per_arm)
        return Counted(n, treated, n - treated, per_arm, clusters, clusters, 0, arms, self.cluster_size)

    def _started(self, arms: tuple[int, ...], number: int) -> int:
        open_steps = (number - self.rounds_before) // self.rounds_by_step + 1
        return sum(arms[: max(0, open_steps)])

    def _spread(self, effect: float, share_treated: float) -> float:
        """Variance of the outcome; for a share, at its mean over all cells, as Hussey and Hughes do."""
        if self.control_share is None:
            return self.std_dev**2
        mean = self.control_share + effect * self.takeup * share_treated
        return mean * (1 - mean)


def woertman_design_effect(
    *, steps: int, cluster_size: float, icc: float, before: int = 1, by_step: int = 1
) -> float:
    """Return what a stepped wedge multiplies the sample of an individual trial by, one round of both.

    Parameters
    ----------
    steps, before, by_step : int
        k start dates; b rounds before the first, t at each step.
    cluster_size : float
        n units seen in each cluster at each round.
    icc : float
        Intra-cluster correlation.

    References
    ----------
    Woertman, W. and others (2013). Stepped wedge designs could reduce the required sample size in cluster randomized
    trials. Journal of Clinical Epidemiology 66(7), 752-758: the design effect; times (b + kt) for units over all
    rounds.

    Examples
    --------
    >>> round(woertman_design_effect(steps=3, cluster_size=20, icc=0.05), 3)
    0.767
    """
    k, n, b, t = steps, cluster_size, before, by_step
    shared = (1 + icc * (k * t * n + b * n - 1)) / (1 + icc * (k * t * n / 2 + b * n - 1))
    return shared * 3 * (1 - icc) / (2 * t * (k - 1 / k))
