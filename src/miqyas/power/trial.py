"""A trial as it is planned: what is measured, how units are grouped, how often they are seen."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from miqyas.errors import InvalidPowerFigure
from miqyas.power.sized import Counted, whole
from miqyas.power.words import COUNT, PART, POSITIVE, UNIT, UNIT_OPEN


class PanelEstimator(StrEnum):
    """How rounds before and after are used."""

    POST = "post"
    DIFFERENCES = "differences"
    ANCOVA = "ancova"


@dataclass(frozen=True, slots=True)
class Trial:
    """A design to compute the power of.

    Attributes
    ----------
    std_dev : float
        Standard deviation of the outcome among units, in its unit; unused for a share.
    control_share : float or None
        For an outcome of 0 and 1, its share in the comparison arm.
    share_treated : float
        Share of units, or of clusters, treated.
    cluster_size : float or None
        Units in each cluster, on average; None when units are assigned one by one.
    icc : float
        Intra-cluster correlation: share of the variance that lies between clusters.
    size_cv : float
        Standard deviation of cluster sizes over their mean.
    r2, r2_clusters : float
        Share of the variance of units (inside clusters), and between clusters, that covariates or strata explain.
    n_strata : int
        Strata; each takes a degree of freedom.
    attrition : float
        Share of units lost.
    n_before, n_after : int
        Rounds before and after treatment.
    autocorrelation : float
        Between two rounds of one unit; 0 when each round asks other persons.
    cluster_autocorrelation : float or None
        Between two rounds of the mean of a whole cluster; None: as that of units.
    panel : PanelEstimator
        How the rounds are used.
    takeup : float
        Share of those offered who take part; the effect given is then the effect on them.
    inflation : tuple of float
        What the design multiplies the variance of each arm by, the treated one first (a threshold, subgroups).
    """

    std_dev: float = 1.0
    control_share: float | None = None
    share_treated: float = 0.5
    cluster_size: float | None = None
    icc: float = 0.0
    size_cv: float = 0.0
    r2: float = 0.0
    r2_clusters: float = 0.0
    n_strata: int = 1
    attrition: float = 0.0
    n_before: int = 0
    n_after: int = 1
    autocorrelation: float = 0.0
    cluster_autocorrelation: float | None = None
    panel: PanelEstimator = PanelEstimator.POST
    takeup: float = 1.0
    inflation: tuple[float, float] = (1.0, 1.0)

    def __post_init__(self) -> None:
        for name, found, holds, expected in (*_alone(self), *_together(self)):
            if not holds:
                raise InvalidPowerFigure(
                    name=name, found="—" if math.isnan(found) else found, expected=expected
                )

    @property
    def parts(self) -> tuple[float, float]:
        """Variance of a place's mean in one round, over the outcome's: between clusters, and of units inside.

        Between clusters icc(1 - R²)(1 + cv²), and inside (1 - icc)(1 - R²)/m, m units kept (Bloom 2005; Eldridge,
        Ashby and Kerry 2006 for the cv).
        """
        kept = 1 - self.attrition
        if self.cluster_size is None:
            return 0.0, (1 - self.r2) / kept
        between = self.icc * (1 - self.r2_clusters) * (1 + self.size_cv**2)
        return between, (1 - self.icc) * (1 - self.r2) / (self.cluster_size * kept)

    @property
    def place_autocorrelation(self) -> float:
        """Correlation of a place's mean between two rounds (Teerenstra and others 2012, equation 3)."""
        if self.cluster_autocorrelation is None:
            return self.autocorrelation
        between, inside = self.parts
        shared = between * self.cluster_autocorrelation + inside * self.autocorrelation
        return shared / (between + inside)

    @property
    def rounds_factor(self) -> float:
        """Variance of what is compared over that of one round (McKenzie 2012, section 2)."""
        rho = self.place_autocorrelation
        after = (1 + (self.n_after - 1) * rho) / self.n_after
        if self.panel is PanelEstimator.POST:
            return after
        before = (1 + (self.n_before - 1) * rho) / self.n_before
        if self.panel is PanelEstimator.DIFFERENCES:
            return after + before - 2 * rho
        return after - rho**2 / before

    @property
    def variance_by_place(self) -> float:
        """Variance of the mean of what one place adds (a cluster, or a unit), over the outcome's variance."""
        return sum(self.parts) * self.rounds_factor

    @property
    def largest_effect(self) -> float | None:
        """The effect that brings the share of those offered to one; None for a mean."""
        return None if self.control_share is None else (1 - self.control_share) / self.takeup

    @property
    def method(self) -> str:
        """What is assigned, and how rounds are used."""
        return f"{'units' if self.cluster_size is None else 'clusters'}, {self.panel}"

    def check_effect(self, effect: float) -> None:
        """Raise when no such effect can be."""
        if not math.isfinite(effect):
            raise InvalidPowerFigure(name="effect", found=effect, expected="≠ ∞")
        share = self.control_share
        if share is not None and not 0 < share + effect * self.takeup < 1:
            expected = f"{-share / self.takeup:.4g} < … < {(1 - share) / self.takeup:.4g}"
            raise InvalidPowerFigure(name="effect", found=effect, expected=expected)

    def split(self, places: int) -> tuple[int, ...]:
        """Treated and comparison places, the first rounded to the nearest whole."""
        treated = round(places * self.share_treated)
        return treated, places - treated

    def rounded_up(self, places: int) -> tuple[int, ...]:
        """Treated and comparison places, neither arm short of its share."""
        return whole(places * self.share_treated), whole(places * (1 - self.share_treated))

    def fewest(self) -> int:
        """One in each arm, and one degree of freedom."""
        return self.n_strata + 2

    def df(self, places: int) -> float | None:
        """Return the degrees of freedom of the test with so many clusters or units; None: normal."""
        if self.cluster_size is None and self.control_share is not None:
            return None
        seen = places if self.cluster_size is not None else places * (1 - self.attrition)
        return seen - 1 - self.n_strata

    def errors(self, effect: float, arms: tuple[int, ...]) -> tuple[float, float]:
        """Return the standard error of the effect on all offered, and the one the test supposes without effect."""
        by_arm = [factor / arm for factor, arm in zip(self.inflation, arms, strict=True)]
        scale = self.variance_by_place
        if self.control_share is None:
            error = self.std_dev * math.sqrt(scale * sum(by_arm))
            return error, error
        second = self.control_share
        first = second + effect * self.takeup
        spreads = [first * (1 - first), second * (1 - second)]
        if self.panel is not PanelEstimator.POST:  # before, both arms have the spread of the comparison
            spreads[0] = sum(spreads) / 2
        error = math.sqrt(scale * sum(part * spread for part, spread in zip(by_arm, spreads, strict=True)))
        pooled = (arms[0] * first + arms[1] * second) / sum(arms)
        if self.panel is not PanelEstimator.POST:
            return error, error
        return error, math.sqrt(scale * pooled * (1 - pooled) * sum(by_arm))

    def design_effect(self, arms: tuple[int, ...]) -> float:
        """Return the variance over that of as many units drawn one by one, without covariates or earlier rounds."""
        simple = 1 / ((1 - self.attrition) * (self.cluster_size or 1))
        by_arm = sum(factor / arm for factor, arm in zip(self.inflation, arms, strict=True))
        return self.variance_by_place / simple * by_arm / sum(1 / arm for arm in arms)

    def counted(self, arms: tuple[int, ...]) -> Counted:
        """Count units and clusters by arm; units include those lost."""
        size = self.cluster_size
        treated, control = (whole(arm * (size or 1)) for arm in arms)
        units = Counted(treated + control, treated, control, (treated, control))
        if size is None:
            return units
        return replace(
            units,
            n_clusters=sum(arms),
            n_treated_clusters=arms[0],
            n_control_clusters=arms[1],
            clusters_per_arm=arms,
            cluster_size=size,
        )


Check = tuple[str, float, bool, str]


def _alone(trial: Trial) -> list[Check]:
    """What each figure must be by itself: name, figure, whether it holds, what is expected."""
    return [
        ("std_dev", trial.std_dev, 0 < trial.std_dev < math.inf, POSITIVE),
        ("share_treated", trial.share_treated, 0 < trial.share_treated < 1, UNIT_OPEN),
        ("icc", trial.icc, 0 <= trial.icc < 1, UNIT),
        ("size_cv", trial.size_cv, 0 <= trial.size_cv < math.inf, "≥ 0"),
        ("r2", trial.r2, 0 <= trial.r2 < 1, UNIT),
        ("r2_clusters", trial.r2_clusters, 0 <= trial.r2_clusters < 1, UNIT),
        ("n_strata", trial.n_strata, trial.n_strata >= 1, COUNT),
        ("attrition", trial.attrition, 0 <= trial.attrition < 1, UNIT),
        ("takeup", trial.takeup, 0 < trial.takeup <= 1, PART),
        ("n_after", trial.n_after, trial.n_after >= 1, COUNT),
        ("autocorrelation", trial.autocorrelation, 0 <= trial.autocorrelation < 1, UNIT),
        ("inflation", min(trial.inflation), 0 < min(trial.inflation) < math.inf, POSITIVE),
    ]


def _together(trial: Trial) -> list[Check]:
    """What figures must be beside one another."""
    before = trial.n_before >= (trial.panel is not PanelEstimator.POST)
    checks: list[Check] = [("n_before", trial.n_before, before, COUNT)]
    if trial.control_share is not None:
        checks.append(("control_share", trial.control_share, 0 < trial.control_share < 1, UNIT_OPEN))
    if trial.cluster_autocorrelation is not None:
        holds = 0 <= trial.cluster_autocorrelation < 1 and trial.cluster_size is not None
        checks.append(("cluster_autocorrelation", trial.cluster_autocorrelation, holds, UNIT))
    if trial.cluster_size is None:
        alone = trial.icc == 0 and trial.size_cv == 0 and trial.r2_clusters == 0
        checks.append(("cluster_size", math.nan, alone, POSITIVE))
    else:
        checks.append(("cluster_size", trial.cluster_size, 1 <= trial.cluster_size < math.inf, "≥ 1"))
    return checks
