"""The most a budget can show: units, clusters and units in each that make the detectable effect least."""

import math
from dataclasses import dataclass, replace

from miqyas.errors import BudgetTooSmall, InvalidPowerFigure
from miqyas.numerics.distributions import t_quantile
from miqyas.power.aim import Aim
from miqyas.power.analytic import detectable_effect, power_of
from miqyas.power.sized import Sized
from miqyas.power.trial import Trial
from miqyas.power.wedge import SteppedWedge
from miqyas.results.power import PowerResult

LARGEST_CLUSTER = 2000


@dataclass(frozen=True, slots=True)
class Costs:
    """What a study costs, in one currency.

    Attributes
    ----------
    by_unit, by_cluster : float
        For each unit asked at one round (or period of a series); for each cluster, whatever its size.
    fixed : float
        Whatever the size.
    """

    by_unit: float = 0.0
    by_cluster: float = 0.0
    fixed: float = 0.0

    def __post_init__(self) -> None:
        for name in ("by_unit", "by_cluster", "fixed"):
            found = getattr(self, name)
            if not 0 <= found < math.inf:
                raise InvalidPowerFigure(name=f"cost_{name}", found=found, expected="≥ 0")
        if self.by_unit + self.by_cluster == 0:
            raise InvalidPowerFigure(name="cost_by_unit", found=0, expected="> 0")

    def total(self, design: Sized, found: PowerResult) -> float:
        """Return what a study costs; a unit is paid at each round it is asked.

        Examples
        --------
        >>> trial = Trial(cluster_size=20, icc=0.05)
        >>> found = power_of(trial, effect=0.2, places=40)
        >>> Costs(by_unit=50, by_cluster=2000, fixed=10_000).total(trial, found)
        130000.0
        """
        asked = found.n * _rounds(design)
        return float(self.fixed + self.by_unit * asked + self.by_cluster * (found.n_clusters or 0))


def best_cluster_size(*, icc: float, costs: Costs, size_cv: float = 0.0) -> float:
    """Return the units in each cluster that show most for a given cost: √(c_J/c_m · (1 - ρ)/ρ).

    With unequal sizes ρ counts (1 + cv²) times. No fewer than one; infinite where clusters cost only themselves or
    units of one do not resemble each other.

    References
    ----------
    Raudenbush, S. W. (1997). Statistical analysis and optimal design for cluster randomized trials. Psychological
    Methods 2(2), 173-185.

    Examples
    --------
    >>> round(best_cluster_size(icc=0.05, costs=Costs(by_unit=50, by_cluster=2000)), 1)
    27.6
    """
    if icc == 0 or costs.by_unit == 0:
        return math.inf
    return max(1.0, math.sqrt(costs.by_cluster / costs.by_unit * (1 - icc) / (icc * (1 + size_cv**2))))


def within_budget(
    design: Sized,
    *,
    budget: float,
    costs: Costs,
    effect: float | None = None,
    power: float = 0.8,
    aim: Aim | None = None,
    unit: str = "",
    fixed_size: bool = False,
) -> PowerResult:
    """Return the study that shows most within a budget, and what it shows.

    Parameters
    ----------
    design : Trial, SteppedWedge or Interrupted
        The design; for clusters of a trial, the size is searched too unless ``fixed_size``.
    budget : float
        In the currency of the costs.
    costs : Costs
        What a study costs.
    effect : float, optional
        When given, the power to show it is answered, else the detectable effect.
    power, aim, unit
        As in `detectable_effect`.
    fixed_size : bool
        Keep the cluster size of the design.

    Returns
    -------
    PowerResult
        ``asked`` is ``"effect"`` or ``"power"``.

    Raises
    ------
    BudgetTooSmall
        The budget does not pay for the smallest study.

    Examples
    --------
    >>> trial = Trial(cluster_size=1, icc=0.05)
    >>> found = within_budget(trial, budget=200_000, costs=Costs(by_unit=50, by_cluster=2000, fixed=10_000))
    >>> found.n_clusters, found.cluster_size, round(found.effect, 3)
    (55, 29.0, 0.221)
    """
    sized, places = _best(design, budget, costs, fixed_size=fixed_size)
    if effect is not None:
        return power_of(sized, effect=effect, places=places, aim=aim, unit=unit)
    return detectable_effect(sized, places=places, power=power, aim=aim, unit=unit)


def _best(design: Sized, budget: float, costs: Costs, *, fixed_size: bool) -> tuple[Sized, int]:
    if not isinstance(design, Trial) or design.cluster_size is None or fixed_size:
        return design, _affordable(design, budget, costs)
    best: tuple[float, Trial, int] | None = None
    for size in range(1, LARGEST_CLUSTER + 1):
        sized = replace(design, cluster_size=float(size))
        places = _paid(sized, budget, costs)
        if places < max(design.fewest(), 4):  # four clusters: with fewer the t distribution decides alone
            break
        error = sized.errors(0.0, sized.split(places))[0]
        shown = error * (t_quantile(0.975, places - 2) + t_quantile(0.8, places - 2))
        if best is None or shown < best[0]:
            best = (shown, sized, places)
    if best is None:
        return design, _affordable(replace(design, cluster_size=1.0), budget, costs)
    return best[1], best[2]


def _affordable(design: Sized, budget: float, costs: Costs) -> int:
    places = _paid(design, budget, costs)
    if places < design.fewest() or min(design.split(places)) < 1:
        raise BudgetTooSmall(budget=f"{budget:g}", found=max(0, places), fewest=design.fewest())
    return places


def _paid(design: Sized, budget: float, costs: Costs) -> int:
    """Return how many places a budget pays for; each round of a unit is paid."""
    arms = (10_000,) * len(design.split(10_000))
    many = design.counted(arms)
    each = costs.by_unit * many.n * _rounds(design) / sum(arms)
    if many.n_clusters is not None:
        each += costs.by_cluster
    if each == 0:
        raise InvalidPowerFigure(name="cost_by_unit", found=0, expected="> 0")
    return math.floor((budget - costs.fixed) / each + 1e-9)


def _rounds(design: Sized) -> int:
    """How often each unit is asked; those of a stepped wedge with clusters are counted at each round already."""
    if isinstance(design, Trial):
        return design.n_before + design.n_after
    return design.rounds if isinstance(design, SteppedWedge) and design.cluster_size is None else 1
