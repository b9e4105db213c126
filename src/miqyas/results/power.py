"""What a question of sample size returns."""

from dataclasses import dataclass, fields

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
    n_clusters, n_treated_clusters, n_control_clusters : int or None
        Clusters assigned; None without.
    cluster_size : float or None
        Units assigned in each, on average.
    std_error : float
        Of the effect estimated, in ``unit``.
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
    n_clusters: int | None
    n_treated_clusters: int | None
    n_control_clusters: int | None
    cluster_size: float | None
    std_error: float
    df: float | None
    design_effect: float
    monte_carlo_error: float | None
    unit: str
    method: str

    def tidy(self) -> dict[str, Cell]:
        """Return one flat row."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
