"""What every estimator returns."""

from dataclasses import asdict, dataclass

TidyRow = dict[str, str | float | int]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimated effect and how sure we are of it.

    Attributes
    ----------
    estimand : str
        What is estimated, such as ``"ITT"``.
    value, std_error, low, high : float
        Effect, its standard error and interval bounds, in ``unit``.
    df : float
        Degrees of freedom of the reference t distribution.
    p_value : float
        Two-sided, against no effect.
    level : float
        Coverage the interval aims at, between 0 and 1.
    n : int
        Units used.
    n_clusters : int
        Clusters the variance is computed over; equal to ``n`` when units are independent.
    n_dropped : int
        Rows left out because a value needed was missing.
    control_mean : float
        Mean outcome of the comparison arm, in ``unit``: what the effect is to be read against.
    unit, method : str
        Unit of the effect; name of the estimator and of its variance.
    """

    estimand: str
    value: float
    std_error: float
    df: float
    p_value: float
    low: float
    high: float
    level: float
    n: int
    n_clusters: int
    n_dropped: int
    control_mean: float
    unit: str
    method: str

    def tidy(self) -> TidyRow:
        """Return one flat row, the same keys for every estimator."""
        return asdict(self)

    def __str__(self) -> str:
        return (
            f"{self.estimand} = {self.value:.4g} {self.unit} "
            f"[{self.low:.4g}, {self.high:.4g}] at {self.level:.0%} (n = {self.n}, {self.method})"
        )
