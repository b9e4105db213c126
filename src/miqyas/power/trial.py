"""A trial as it is planned: what is measured, how units are grouped, how often they are seen."""

import math
from dataclasses import dataclass
from enum import StrEnum

from miqyas.errors import InvalidPowerFigure

UNIT_OPEN, UNIT, POSITIVE, COUNT = "0 < … < 1", "0 ≤ … < 1", "> 0", "1, 2, 3…"


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
        Between two rounds of one unit.
    panel : PanelEstimator
        How the rounds are used.
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
    panel: PanelEstimator = PanelEstimator.POST

    def __post_init__(self) -> None:
        checks: list[tuple[str, float, bool, str]] = [
            ("std_dev", self.std_dev, 0 < self.std_dev < math.inf, POSITIVE),
            ("share_treated", self.share_treated, 0 < self.share_treated < 1, UNIT_OPEN),
            ("icc", self.icc, 0 <= self.icc < 1, UNIT),
            ("size_cv", self.size_cv, 0 <= self.size_cv < math.inf, "≥ 0"),
            ("r2", self.r2, 0 <= self.r2 < 1, UNIT),
            ("r2_clusters", self.r2_clusters, 0 <= self.r2_clusters < 1, UNIT),
            ("n_strata", self.n_strata, self.n_strata >= 1, COUNT),
            ("attrition", self.attrition, 0 <= self.attrition < 1, UNIT),
            ("n_after", self.n_after, self.n_after >= 1, COUNT),
            ("autocorrelation", self.autocorrelation, 0 <= self.autocorrelation < 1, UNIT),
            ("n_before", self.n_before, self.n_before >= (self.panel is not PanelEstimator.POST), COUNT),
        ]
        if self.control_share is not None:
            checks.append(("control_share", self.control_share, 0 < self.control_share < 1, UNIT_OPEN))
            # Rounds of an outcome of 0 and 1 have no variance of their own to spare.
            checks.append(
                ("panel: n_after", self.n_after, self.n_after == 1 and self.n_before == 0, "1 (share)")
            )
        if self.cluster_size is None:
            alone = self.icc == 0 and self.size_cv == 0 and self.r2_clusters == 0
            checks.append(("cluster_size", math.nan, alone, POSITIVE))
        else:
            checks.append(("cluster_size", self.cluster_size, 1 <= self.cluster_size < math.inf, "≥ 1"))
        for name, found, holds, expected in checks:
            if not holds:
                raise InvalidPowerFigure(
                    name=name, found="—" if math.isnan(found) else found, expected=expected
                )

    @property
    def rounds_factor(self) -> float:
        """Variance of what is compared over that of one round (McKenzie 2012, section 2)."""
        rho = self.autocorrelation
        after = (1 + (self.n_after - 1) * rho) / self.n_after
        if self.panel is PanelEstimator.POST:
            return after
        before = (1 + (self.n_before - 1) * rho) / self.n_before
        if self.panel is PanelEstimator.DIFFERENCES:
            return after + before - 2 * rho
        return after - rho**2 / before

    @property
    def variance_by_place(self) -> float:
        """Variance of the mean of what one place adds (a cluster, or a unit), over the outcome's variance.

        Between clusters icc(1 - R²)(1 + cv²), and inside (1 - icc)(1 - R²)/m, m units kept (Bloom 2005; Eldridge,
        Ashby and Kerry 2006 for the cv).
        """
        kept = 1 - self.attrition
        if self.cluster_size is None:
            return (1 - self.r2) * self.rounds_factor / kept
        between = self.icc * (1 - self.r2_clusters) * (1 + self.size_cv**2)
        inside = (1 - self.icc) * (1 - self.r2) / (self.cluster_size * kept)
        return (between + inside) * self.rounds_factor

    def df(self, places: int) -> float | None:
        """Return the degrees of freedom of the test with so many clusters or units; None: normal."""
        if self.cluster_size is None and self.control_share is not None:
            return None
        seen = places if self.cluster_size is not None else places * (1 - self.attrition)
        return seen - 1 - self.n_strata
