"""What a question about a whole distribution answers with: an effect at each quantile."""

from dataclasses import dataclass

from miqyas.results.estimate import Note, TidyRow


@dataclass(frozen=True, slots=True)
class QuantileEffect:
    """The difference between the arms' quantiles, with an interval of its own and the band shared by all.

    Attributes
    ----------
    quantile : float
        Between 0 and 1.
    value, std_error, p_value, low, high, band_low, band_high : float
        Difference in the unit of the outcome, and how sure we are of it.
    control, treated : float
        The quantile in each arm.
    """

    quantile: float
    value: float
    std_error: float
    p_value: float
    low: float
    high: float
    band_low: float
    band_high: float
    control: float
    treated: float


@dataclass(frozen=True, slots=True)
class QuantileEffects:
    """Effects by quantile.

    Attributes
    ----------
    effects : tuple of QuantileEffect
        In the order of the quantiles.
    variance : tuple of tuple of float
        Variance matrix of the effects, shape (K, K).
    same_p_value : float or None
        Of the test that the effect is the same at every quantile; None with one, or when it cannot be made.
    df : float or None
        Degrees of freedom of the intervals' t distribution; None for the normal.
    level : float
        Coverage of the intervals, and of the band taken together.
    n, n_clusters, n_dropped : int
        Rows; clusters, or rows, the variance is over; rows left out.
    unit, method : str
        Unit of the effects; estimator and variance.
    notes : tuple of Note
        What else a reader must know.
    """

    effects: tuple[QuantileEffect, ...]
    variance: tuple[tuple[float, ...], ...]
    same_p_value: float | None
    df: float | None
    level: float
    n: int
    n_clusters: int
    n_dropped: int
    unit: str
    method: str
    notes: tuple[Note, ...] = ()

    def tidy(self) -> list[TidyRow]:
        """Return one flat row by quantile, the same keys in each; what does not apply is an empty text."""
        return [
            {
                "quantile": effect.quantile,
                "value": effect.value,
                "std_error": effect.std_error,
                "p_value": effect.p_value,
                "low": effect.low,
                "high": effect.high,
                "band_low": effect.band_low,
                "band_high": effect.band_high,
                "control": effect.control,
                "treated": effect.treated,
                "same_p_value": "" if self.same_p_value is None else self.same_p_value,
                "level": self.level,
                "n": self.n,
                "n_clusters": self.n_clusters,
                "n_dropped": self.n_dropped,
                "unit": self.unit,
                "method": self.method,
            }
            for effect in self.effects
        ]
