"""What putting several studies together returns."""

from dataclasses import dataclass, fields

from miqyas.results.estimate import Note
from miqyas.results.table import Cell


@dataclass(frozen=True, slots=True)
class StudyEffect:
    """One study in a synthesis.

    Attributes
    ----------
    label : str
        Name of the study.
    value, std_error : float
        Effect and its standard error, in the unit of the synthesis.
    low, high : float
        The study's own interval, normal, at the level of the synthesis.
    weight : float
        Share of the pooled effect, between 0 and 1.
    """

    label: str
    value: float
    std_error: float
    low: float
    high: float
    weight: float


@dataclass(frozen=True, slots=True)
class Synthesis:
    """The effect of several studies put together, and how much they differ.

    Attributes
    ----------
    estimand : str
        ``"common effect"`` or ``"mean effect"``.
    value, std_error, low, high : float
        Pooled effect, its standard error and interval bounds, in ``unit``.
    df : float or None
        Degrees of freedom of the reference t distribution; None when it is normal.
    p_value : float
        Two-sided, against no effect.
    level : float
        Coverage every interval aims at, between 0 and 1.
    n : int
        Studies used.
    n_dropped : int
        Rows left out because the effect or its standard error was missing.
    q, q_p_value : float
        Cochran's Q and the probability of a larger one if all studies had one effect.
    i2 : float
        Share of the variation between estimates that is not sampling error, between 0 and 1.
    tau2, tau2_low, tau2_high : float or None
        Variance of effects between studies, in ``unit`` squared, and its Q-profile interval; None under the
        fixed effect, which holds it at zero.
    prediction_low, prediction_high : float or None
        Where the effect of a new study would lie; None under the fixed effect, or with two studies.
    unit, method : str
        Unit of the effect; name of the estimator and of its interval.
    studies : tuple of StudyEffect
        In the order given.
    notes : tuple of Note
        What else a reader must know.
    """

    estimand: str
    value: float
    std_error: float
    df: float | None
    p_value: float
    low: float
    high: float
    level: float
    n: int
    n_dropped: int
    q: float
    q_p_value: float
    i2: float
    tau2: float | None
    tau2_low: float | None
    tau2_high: float | None
    prediction_low: float | None
    prediction_high: float | None
    unit: str
    method: str
    studies: tuple[StudyEffect, ...]
    notes: tuple[Note, ...] = ()

    def tidy(self) -> dict[str, Cell]:
        """Return one flat row, the studies apart: `studies` holds them; notes are joined by a comma."""
        row: dict[str, Cell] = {
            field.name: getattr(self, field.name) for field in fields(self) if field.name != "studies"
        }
        return {**row, "notes": ", ".join(map(str, self.notes))}

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return (
            f"{self.estimand} = {self.value:.4g}{unit} [{self.low:.4g}, {self.high:.4g}] at {self.level:.0%} "
            f"({self.n} studies, {self.method}; I2 = {self.i2:.0%})"
        )
