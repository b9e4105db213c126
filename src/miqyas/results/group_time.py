"""What a staggered roll-out answers with: an effect for each cohort and period, and what they add up to."""

from dataclasses import dataclass

import numpy as np

from miqyas.errors import BaseNotUniversal, NoEventStudy
from miqyas.numerics.wald import joint_test
from miqyas.results.estimate import Note, TidyRow
from miqyas.results.event_study import EventEffect, EventStudy

KINDS = ("group_time", "simple", "dynamic", "group", "calendar")


@dataclass(frozen=True, slots=True)
class StaggeredEffect:
    """One effect, with an interval of its own and the band it shares with the others of its kind.

    Attributes
    ----------
    kind : str
        ``"group_time"``, or the aggregation: ``"simple"``, ``"dynamic"``, ``"group"``, ``"calendar"``.
    cohort, time, event : float or None
        First period of treatment; period; time since treatment, negative before. None where the effect is an
        average over them; all None for the overall effect of a kind.
    value, std_error, p_value, low, high, band_low, band_high : float
        Effect in the unit of the outcome, and how sure we are of it.
    """

    kind: str
    cohort: float | None
    time: float | None
    event: float | None
    value: float
    std_error: float
    p_value: float
    low: float
    high: float
    band_low: float
    band_high: float


@dataclass(frozen=True, slots=True)
class GroupTimeEffects:
    """Every group-time effect and its aggregations.

    Attributes
    ----------
    effects : tuple of StaggeredEffect
        In the order of `KINDS`; the overall effect of an aggregation comes last.
    level : float
        Coverage of the intervals, and of each kind's band taken together.
    n_units, n_periods, n_clusters, n_dropped : int
        Units used, periods, clusters the variance is computed over, rows left out.
    pretrend_p_value : float or None
        Of the joint test that every effect before treatment is zero; None when there is none, or when clusters
        are too few for so many effects.
    n_before : int
        Effects before treatment that this test takes together.
    unit, method : str
        Unit of the effects; comparison, base and variance.
    notes : tuple of Note
        Units left out or counted otherwise.
    base : str
        Period that effects before treatment are compared with: ``"varying"`` or ``"universal"``.
    reference : float
        Time since treatment of the last period before it.
    df : float
        Degrees of freedom of the reference t distribution.
    control_mean : float
        Mean outcome of the units and periods not under treatment.
    dynamic_variance : tuple of tuple of float
        Variance matrix of the effects of kind ``"dynamic"``, the overall one last.
    """

    effects: tuple[StaggeredEffect, ...]
    level: float
    n_units: int
    n_periods: int
    n_clusters: int
    n_dropped: int
    pretrend_p_value: float | None
    n_before: int
    unit: str
    method: str
    notes: tuple[Note, ...] = ()
    base: str = "varying"
    reference: float = -1.0
    df: float = float("inf")
    control_mean: float = float("nan")
    dynamic_variance: tuple[tuple[float, ...], ...] = ()

    def of(self, kind: str) -> tuple[StaggeredEffect, ...]:
        """Return the effects of one kind."""
        return tuple(effect for effect in self.effects if effect.kind == kind)

    def overall(self, kind: str) -> StaggeredEffect:
        """Return the one figure an aggregation comes to."""
        return self.of(kind)[-1]

    def event_study(self) -> EventStudy:
        """Return the effects by time since treatment, all against the last period before it.

        Raises
        ------
        BaseNotUniversal
            Effects before treatment are compared each with the period before: they draw no path.
        NoEventStudy
            No effect after treatment.
        """
        if self.base != "universal":
            raise BaseNotUniversal(base=self.base)
        found = self.of("dynamic")
        if not found:
            raise NoEventStudy
        path, variance = found[:-1], np.array(self.dynamic_variance)[:-1, :-1]
        before = np.array([effect.event is not None and effect.event < 0 for effect in path])
        values = np.array([effect.value for effect in path])
        test = joint_test(values[before], variance[np.ix_(before, before)], self.df)
        return EventStudy(
            effects=tuple(_event_effect(effect) for effect in path),
            variance=tuple(row[:-1] for row in self.dynamic_variance[:-1]),
            reference=self.reference,
            df=self.df,
            level=self.level,
            overall=_event_effect(found[-1]),
            n=self.n_units * self.n_periods,
            n_units=self.n_units,
            n_periods=self.n_periods,
            n_clusters=self.n_clusters,
            n_dropped=self.n_dropped,
            pretrend_p_value=test.p_value if test else None,
            control_mean=self.control_mean,
            unit=self.unit,
            method=self.method,
            notes=self.notes,
        )

    def tidy(self) -> list[TidyRow]:
        """Return one flat row by effect, the same keys in each; what does not apply is an empty text."""
        return [
            {
                "kind": effect.kind,
                "cohort": "" if effect.cohort is None else effect.cohort,
                "time": "" if effect.time is None else effect.time,
                "event": "" if effect.event is None else effect.event,
                "value": effect.value,
                "std_error": effect.std_error,
                "p_value": effect.p_value,
                "low": effect.low,
                "high": effect.high,
                "band_low": effect.band_low,
                "band_high": effect.band_high,
                "level": self.level,
                "n": self.n_units,
                "n_clusters": self.n_clusters,
                "unit": self.unit,
                "method": self.method,
            }
            for effect in self.effects
        ]


def _event_effect(effect: StaggeredEffect) -> EventEffect:
    return EventEffect(
        event=effect.event or 0.0,
        value=effect.value,
        std_error=effect.std_error,
        p_value=effect.p_value,
        low=effect.low,
        high=effect.high,
        band_low=effect.band_low,
        band_high=effect.band_high,
    )
