"""What a design must tell for its size, its effect or its power to be computed."""

import math
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Counted:
    """How many are in each arm.

    Attributes
    ----------
    n, n_treated, n_control : int
        Units assigned (periods of a series; units seen, in each period, of a stepped roll-out).
    per_arm : tuple of int
        The same by arm, by start date for a stepped roll-out.
    n_clusters, n_treated_clusters, n_control_clusters : int or None
        Clusters; None without.
    clusters_per_arm : tuple of int
        By arm, or by start date.
    cluster_size : float or None
        Units in each cluster, on average.
    """

    n: int
    n_treated: int
    n_control: int
    per_arm: tuple[int, ...]
    n_clusters: int | None = None
    n_treated_clusters: int | None = None
    n_control_clusters: int | None = None
    clusters_per_arm: tuple[int, ...] = ()
    cluster_size: float | None = None


class Sized(Protocol):
    """A design whose size can vary. Places are what is assigned: units, clusters, periods."""

    @property
    def takeup(self) -> float:
        """Share of those offered who take part: the effect on all is this share of the effect on them."""

    @property
    def largest_effect(self) -> float | None:
        """The largest effect there can be; None: no bound."""

    @property
    def method(self) -> str:
        """How the estimate is made, in stable words."""

    def check_effect(self, effect: float) -> None:
        """Raise `InvalidPowerFigure` where no such effect can be."""

    def split(self, places: int) -> tuple[int, ...]:
        """Part so many places between the arms, exactly."""

    def rounded_up(self, places: int) -> tuple[int, ...]:
        """Part places between the arms, none short of its share."""

    def fewest(self) -> int:
        """Return the least number of places that can be analysed at all."""

    def errors(self, effect: float, arms: tuple[int, ...]) -> tuple[float, float]:
        """Return the standard error of the effect on all, and the one the test supposes when there is none."""

    def df(self, places: int) -> float | None:
        """Return the degrees of freedom of the test; None: normal."""

    def design_effect(self, arms: tuple[int, ...]) -> float:
        """Return the variance over that of as many units drawn one by one and seen once."""

    def counted(self, arms: tuple[int, ...]) -> Counted:
        """Count units and clusters by arm."""


def whole(count: float) -> int:
    """Round up, but not for what the machine adds.

    Examples
    --------
    >>> whole(40 * 1.1), whole(44.2)
    (44, 45)
    """
    return math.ceil(count - 1e-9)
