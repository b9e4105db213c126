"""What an effect known only up to bounds returns."""

from dataclasses import dataclass, fields

from miqyas.results.estimate import Note, TidyRow


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most an effect can be, and how sure we are of both.

    Attributes
    ----------
    estimand : str
        What is bounded: ``"effect on the always observed"`` or ``"ITT"``.
    low, high : float
        The two bounds, in ``unit``.
    std_error_low, std_error_high : float
        Their standard errors.
    interval_low, interval_high : float
        Interval that covers the effect itself, wherever it lies between the bounds (Imbens and Manski).
    level : float
        Coverage the interval aims at, between 0 and 1.
    trimmed_share : float
        Share of the observed of one arm that was trimmed, over all cells; zero when nothing is trimmed.
    trimmed_arm : int or None
        1 or 0, the arm trimmed in most cells; None when the method trims nothing.
    n, n_observed : int
        Units assigned; those with an outcome.
    n_clusters, n_dropped, n_cells : int
        Groups the variance is computed over; rows left out; cells inside which bounds were made.
    unit, method : str
        Unit of the effect; name of the method.
    notes : tuple of Note
        What else a reader must know.
    """

    estimand: str
    low: float
    high: float
    std_error_low: float
    std_error_high: float
    interval_low: float
    interval_high: float
    level: float
    trimmed_share: float
    trimmed_arm: int | None
    n: int
    n_observed: int
    n_clusters: int
    n_dropped: int
    n_cells: int
    unit: str
    method: str
    notes: tuple[Note, ...] = ()

    @property
    def excludes_zero(self) -> bool:
        """Whether the effect keeps its sign wherever it lies, at the level of the interval."""
        return not self.interval_low <= 0 <= self.interval_high

    def tidy(self) -> TidyRow:
        """Return one flat row; what does not apply is an empty text."""
        row: TidyRow = {}
        for field in fields(self):
            cell = getattr(self, field.name)
            cell = "" if cell is None else cell
            row[field.name] = ", ".join(map(str, cell)) if isinstance(cell, tuple) else cell
        return row

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return (
            f"{self.estimand} between {self.low:.4g} and {self.high:.4g}{unit} "
            f"[{self.interval_low:.4g}, {self.interval_high:.4g}] at {self.level:.0%} (n = {self.n}, {self.method})"
        )
