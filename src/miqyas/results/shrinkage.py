"""What studies that borrow from one another return."""

from dataclasses import asdict, dataclass

from miqyas.results.table import Cell


@dataclass(frozen=True, slots=True)
class ShrunkEffect:
    """One study, alone and with what the others teach.

    Attributes
    ----------
    label : str
        Name of the study; ``"mean effect"`` and ``"new place"`` for the last two.
    estimate, std_error : float or None
        As the study reported it; None for the last two.
    value, deviation, low, high : float
        Posterior mean, standard deviation and central interval.
    positive : float
        Posterior probability that the effect is above zero.
    """

    label: str
    estimate: float | None
    std_error: float | None
    value: float
    deviation: float
    low: float
    high: float
    positive: float


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Every study's effect once it borrows from the others.

    Attributes
    ----------
    studies : tuple of ShrunkEffect
        In the order given.
    mean, new_place : ShrunkEffect
        The mean of effects; the effect of a place not studied.
    tau, tau_low, tau_high : float
        Standard deviation of effects between studies: posterior median and central interval; the estimate twice
        under empirical Bayes, which takes it as known.
    level : float
        Probability of the intervals.
    n, n_dropped : int
        Studies; rows left out.
    unit, method : str
        Unit of the effects; the prior of τ.
    """

    studies: tuple[ShrunkEffect, ...]
    mean: ShrunkEffect
    new_place: ShrunkEffect
    tau: float
    tau_low: float
    tau_high: float
    level: float
    n: int
    n_dropped: int
    unit: str
    method: str

    def tidy(self) -> list[dict[str, Cell]]:
        """Return one flat row by study, then the mean effect and the new place."""
        own: dict[str, Cell] = {
            "tau": self.tau,
            "level": self.level,
            "unit": self.unit,
            "method": self.method,
        }
        return [{**asdict(effect), **own} for effect in (*self.studies, self.mean, self.new_place)]
