"""What a question of sample size returns."""

from dataclasses import dataclass, fields
from typing import Literal

from miqyas.results.table import Cell


@dataclass(frozen=True, slots=True)
class PowerResult:
    """A design with its size, the effect it is to show and the chance that it does.

    Attributes
    ----------
    asked : str
        ``"size"``, ``"effect"`` or ``"power"``: the one of the three that was computed.
    effect : float
        In ``unit``; for shares, a difference of shares.
    power, significance : float
        Chance that a two-sided test at ``significance`` rejects no effect.
    n, n_treated, n_control : int
        Units assigned, those lost included.
    n_per_arm : tuple of int
        Units by arm, the treated one first; by start date for a stepped roll-out.
    n_clusters, n_treated_clusters, n_control_clusters : int or None
        Clusters assigned; None without.
    clusters_per_arm : tuple of int
        Clusters by arm, or by start date; empty without.
    cluster_size : float or None
        Units assigned in each, on average.
    takeup : float
        Share of those offered who take part: ``effect`` is the effect on them.
    std_error : float
        Of the effect on them, in ``unit``.
    df : float or None
        Degrees of freedom of the test; None for the normal distribution.
    design_effect : float
        Variance over that of as many units drawn one by one, without covariates or earlier rounds.
    monte_carlo_error : float or None
        Of a simulated power; None for an analytic one.
    unit, method : str
        Unit of the effect; design and how the power was computed.
    """

    asked: str
    effect: float
    power: float
    significance: float
    n: int
    n_treated: int
    n_control: int
    n_per_arm: tuple[int, ...]
    n_clusters: int | None
    n_treated_clusters: int | None
    n_control_clusters: int | None
    clusters_per_arm: tuple[int, ...]
    cluster_size: float | None
    takeup: float
    std_error: float
    df: float | None
    design_effect: float
    monte_carlo_error: float | None
    unit: str
    method: str

    @property
    def counted(self) -> Literal["units", "clusters", "periods"]:
        """What was assigned."""
        if self.n_clusters is not None:
            return "clusters"
        return "periods" if self.method.startswith("periods") else "units"

    def tidy(self) -> dict[str, Cell]:
        """Return one flat row; arms of one size as a number, unequal ones in words such as ``"40, 60"``."""
        row: dict[str, Cell] = {}
        for field in fields(self):
            found = getattr(self, field.name)
            row[field.name] = _arms_said(found) if isinstance(found, tuple) else found
        return row


def _arms_said(arms: tuple[int, ...]) -> Cell:
    if not arms:
        return None
    return arms[0] if len(set(arms)) == 1 else ", ".join(str(arm) for arm in arms)
