"""What an interrupted time series answers with: how level and slope changed, and the effect period by period."""

from dataclasses import dataclass

from miqyas.results.estimate import Estimate, TidyRow


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of the broken line, in the unit of the outcome (a slope: per period)."""

    value: float
    std_error: float
    p_value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One period.

    Attributes
    ----------
    time, observed, fitted, counterfactual : float
        Period; outcome; the line with the intervention; the line as it would have gone on without. With a comparison
        series, both lines move with it.
    effect : Change or None
        The distance of the two lines; None before the intervention.
    """

    time: float
    observed: float
    fitted: float
    counterfactual: float
    effect: Change | None


@dataclass(frozen=True, slots=True)
class InterruptedSeries:
    """A series before and after.

    Attributes
    ----------
    estimate : Estimate
        The effect in the period asked for, or its mean over the periods after. ``n`` counts periods.
    trend_before, level_change, slope_change : Change
        Slope before; jump in the first period of the intervention; slope after less slope before. With a comparison
        series, of the difference between the two.
    path : tuple of SeriesPoint
        Every period.
    n_before, n_after : int
        Periods.
    lags : int or None
        Lag of Newey-West.
    persistence : float or None
        ρ of first-order errors.
    residuals : tuple of float
        Of the fit, free of the persistence found.
    """

    estimate: Estimate
    trend_before: Change
    level_change: Change
    slope_change: Change
    path: tuple[SeriesPoint, ...]
    n_before: int
    n_after: int
    lags: int | None
    persistence: float | None
    residuals: tuple[float, ...]

    def tidy(self) -> list[TidyRow]:
        """Return one flat row for the effect, each figure of the line, each period: the same keys in each."""
        found = self.estimate
        whole = Change(found.value, found.std_error, found.p_value, found.low, found.high)
        figures = {
            "effect": whole,
            "trend_before": self.trend_before,
            "level_change": self.level_change,
            "slope_change": self.slope_change,
        }
        rows = [self._row(kind, change) for kind, change in figures.items()]
        for point in self.path:
            shown = {
                "time": point.time,
                "observed": point.observed,
                "fitted": point.fitted,
                "counterfactual": point.counterfactual,
            }
            rows.append(self._row("period", point.effect, **shown))
        return rows

    def _row(self, kind: str, change: Change | None, **cells: float) -> TidyRow:
        row: TidyRow = {"kind": kind}
        for key in ("time", "observed", "fitted", "counterfactual"):
            row[key] = cells.get(key, "")
        for key in ("value", "std_error", "p_value", "low", "high"):
            row[key] = "" if change is None else getattr(change, key)
        found = self.estimate
        return {**row, "level": found.level, "n": found.n, "unit": found.unit, "method": found.method}
