"""What an event study answers with: an effect for each time since treatment, and how they vary together."""

from dataclasses import dataclass

import numpy as np

from miqyas.results.estimate import Note, TidyRow
from miqyas.types import FloatMatrix, FloatVector


@dataclass(frozen=True, slots=True)
class EventEffect:
    """The effect at one distance from treatment, with an interval of its own and the band shared by all.

    Attributes
    ----------
    event : float
        Periods since treatment began, negative before.
    value, std_error, p_value, low, high, band_low, band_high : float
        Effect in the unit of the outcome against the reference period, and how sure we are of it.
    """

    event: float
    value: float
    std_error: float
    p_value: float
    low: float
    high: float
    band_low: float
    band_high: float


@dataclass(frozen=True, slots=True)
class EventStudy:
    """Effects by time since treatment, the reference period left out.

    Attributes
    ----------
    effects : tuple of EventEffect
        In the order of time.
    variance : tuple of tuple of float
        Variance matrix of the effects, in their order, shape (K, K).
    reference : float
        Time since treatment that all are compared with, such as -1.
    df : float or None
        Degrees of freedom of the reference t distribution; None for the normal.
    level : float
        Coverage of the intervals, and of the band taken together.
    overall : EventEffect or None
        Mean of the effects from treatment on, as ``event`` 0; None when there is none.
    n, n_units, n_periods, n_clusters, n_dropped : int
        Rows, units, periods used; clusters the variance is computed over; rows left out.
    pretrend_p_value : float or None
        Of the joint test that every effect before treatment is zero; None when it cannot be made.
    control_mean : float
        Mean outcome of the rows not under treatment.
    unit, method : str
        Unit of the effects; estimator and variance.
    dropped_covariates : tuple of str
        Covariates left out because the others already say the same.
    notes : tuple of Note
        What else a reader must know.
    """

    effects: tuple[EventEffect, ...]
    variance: tuple[tuple[float, ...], ...]
    reference: float
    df: float | None
    level: float
    overall: EventEffect | None
    n: int
    n_units: int
    n_periods: int
    n_clusters: int
    n_dropped: int
    pretrend_p_value: float | None
    control_mean: float
    unit: str
    method: str
    dropped_covariates: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def events(self) -> FloatVector:
        """Times since treatment, shape (K,)."""
        return np.array([effect.event for effect in self.effects])

    @property
    def values(self) -> FloatVector:
        """Effects, shape (K,)."""
        return np.array([effect.value for effect in self.effects])

    @property
    def covariance(self) -> FloatMatrix:
        """Variance matrix as an array, shape (K, K)."""
        return np.array(self.variance)

    def tidy(self) -> list[TidyRow]:
        """Return one flat row by effect, the overall one last; the same keys in each."""
        shared: TidyRow = {
            "level": self.level,
            "n": self.n,
            "n_clusters": self.n_clusters,
            "unit": self.unit,
            "method": self.method,
        }
        rows = [_row(effect, "event") for effect in self.effects]
        rows += [_row(self.overall, "overall")] if self.overall else []
        return [{**row, **shared} for row in rows]


def _row(effect: EventEffect, kind: str) -> TidyRow:
    return {
        "kind": kind,
        "event": effect.event if kind == "event" else "",
        "value": effect.value,
        "std_error": effect.std_error,
        "p_value": effect.p_value,
        "low": effect.low,
        "high": effect.high,
        "band_low": effect.band_low,
        "band_high": effect.band_high,
    }
