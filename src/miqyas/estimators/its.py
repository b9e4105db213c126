"""Interrupted time series: where a line breaks when an intervention begins."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.series import Series, draw_series
from miqyas.errors import (
    HorizonBeforeStart,
    InvalidLags,
    InvalidLevel,
    InvalidSeason,
    NoResidualVariation,
    SeasonNotSeen,
    SeriesWanders,
    TooFewPeriodsAfter,
    TooFewPeriodsBefore,
    TooManyCoefficients,
)
from miqyas.numerics.autocorrelation import (
    Errors,
    TimeRegression,
    first_order,
    newey_west,
    restricted_likelihood,
    usual_lags,
)
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.results.estimate import Estimate, Note
from miqyas.results.interrupted import Change, InterruptedSeries, SeriesPoint
from miqyas.types import FloatMatrix, FloatVector

NEEDED = 3  # periods on each side, as the Cochrane group EPOC asks
FEW = 8  # on a side, below which the errors' correlation is hardly measured (Penfold and Zhang, 2013)
WANDERING = 90  # percent of persistence: a shock is hardly gone ten periods later
ROUNDING = 1e-10  # errors below this share of the outcome's spread are rounding
TREND, LEVEL, SLOPE = 1, 2, 3  # columns of the design; 0 is the constant


@dataclass(frozen=True, slots=True)
class Season:
    """A pattern that comes back.

    Attributes
    ----------
    length : int
        Periods in a season: 12 for months of a year.
    harmonics : int
        Pairs of sines and cosines; 0 gives each period of the season its own level.
    """

    length: int
    harmonics: int = 0


def its(
    relation: Relation,
    *,
    outcome: str,
    time: str,
    start: float,
    treatment: str | None = None,
    errors: Errors = Errors.REML,
    lags: int | None = None,
    season: Season | None = None,
    horizon: float | None = None,
    level: float = 0.95,
    unit: str = "",
) -> InterruptedSeries:
    """Estimate how a series changed level and slope when an intervention began.

    The effect is the distance from the line before, carried on. It is that of the intervention when the line would have
    gone on, and nothing else happened at the same time; with a comparison series, when the distance between the two
    would have gone on along its line.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by period (and series), equally spaced.
    outcome, time : str
        Columns of numbers.
    start : float
        First period under the intervention.
    treatment : str, optional
        Column of 0 and 1: rows of the series concerned, rows of a comparison. The model is then that of the
        difference, which takes out what moves both.
    errors : Errors
        ``REML``: first-order errors by restricted maximum likelihood, the surest in short series; ``PRAIS_WINSTEN``: by
        Yule-Walker; ``COCHRANE_ORCUTT``: the same, losing the first period; ``NEWEY_WEST``:
        least squares, errors correlated up to ``lags``, whose intervals are too short with few periods.
    lags : int, optional
        Of Newey-West; by default ⌊4 (T / 100)^(2/9)⌋.
    season : Season, optional
        A pattern that comes back, the same before and after.
    horizon : float, optional
        Period in which to read the effect; by default its mean over the periods after.
    level : float
        Coverage, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    InterruptedSeries
        In ``unit``. t(T - K), K counting constant, two slopes, level and season; with ``REML``, Satterthwaite's degrees
        of freedom, at most these. Newey-West with factor T / (T - K); Yule-Walker until settled.

    Raises
    ------
    InvalidSample
        A class for each reason: `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`, `EmptySample`,
        `TreatmentNotBinary`, `EmptyArm`, `OnePeriod`, `PeriodTwice`, `PeriodGap`, `UnbalancedPanel`, `UnknownPeriod`,
        `TooFewPeriodsBefore`, `TooFewPeriodsAfter`, `TooManyCoefficients`, `InvalidSeason`, `SeasonNotSeen`,
        `InvalidLags`, `SeriesWanders`, `HorizonBeforeStart`, `NoResidualVariation`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Bernal, J. L., Cummins, S. and Gasparrini, A. (2017). Interrupted time series regression for the evaluation of public
    health interventions: a tutorial. International Journal of Epidemiology 46(1), 348-355.
    Linden, A. (2015). Conducting interrupted time-series analysis for single- and multiple-group comparisons. Stata
    Journal 15(2), 480-500.
    Penfold, R. B. and Zhang, F. (2013). Use of interrupted time series analysis in evaluating health care quality
    improvements. Academic Pediatrics 13(6), S38-S44: eight periods on each side.

    Examples
    --------
    >>> import pandas as pd
    >>> months = pd.DataFrame({"month": range(1, 13), "visits": [10, 11, 13, 12, 12, 14, 20, 22, 21, 24, 26, 25.0]})
    >>> found = its(months, outcome="visits", time="month", start=7)
    >>> round(found.level_change.value, 3), round(found.slope_change.value, 3)
    (5.972, 0.525)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    series = draw_series(open_relation(relation), outcome=outcome, time=time, treatment=treatment)
    n_before = series.place_of(start, time)
    x = _design(series.periods.size, n_before, season, time=time)
    followed = series.outcome if series.comparison is None else series.outcome - series.comparison
    fit, used = _fit(x, followed, errors, lags, outcome=outcome)
    after = np.arange(series.periods.size - n_before)
    at = after.mean() if horizon is None else float(series.place_of(horizon, time) - n_before)
    if at < 0:
        raise HorizonBeforeStart(asked=f"{horizon:g}", start=f"{start:g}")
    path = _path(series, x, fit, n_before, level)
    read = path[n_before:] if horizon is None else [path[n_before + int(at)]]
    effect = _change(fit, _effect(x.shape[1], at), level)
    estimate = Estimate(
        estimand="ATT",
        value=effect.value,
        std_error=effect.std_error,
        df=fit.df_of(_effect(x.shape[1], at)),
        p_value=effect.p_value,
        low=effect.low,
        high=effect.high,
        level=level,
        n=series.periods.size,
        n_clusters=series.periods.size,
        n_dropped=series.n_dropped,
        control_mean=float(np.mean([point.counterfactual for point in read])),
        unit=unit,
        method=_method(errors, used, season, compared=series.comparison is not None),
        notes=_notes(n_before, after.size, fit.persistence),
    )
    trend, jump, turn = (_change(fit, np.eye(x.shape[1])[column], level) for column in (TREND, LEVEL, SLOPE))
    return InterruptedSeries(
        estimate=estimate,
        trend_before=trend,
        level_change=jump,
        slope_change=turn,
        path=path,
        n_before=n_before,
        n_after=after.size,
        lags=used,
        persistence=fit.persistence,
        residuals=tuple(map(float, fit.residuals)),
    )


def _design(n: int, n_before: int, season: Season | None, *, time: str) -> FloatMatrix:
    """Constant, trend, level, slope after, season; time counts from the start of the intervention."""
    needed = max(NEEDED, season.length) if season else NEEDED
    if season and (season.length < 2 or not 0 <= 2 * season.harmonics <= season.length):
        raise InvalidSeason(season=season.length, harmonics=season.harmonics)
    if n_before < NEEDED:
        raise TooFewPeriodsBefore(column=time, found=n_before, needed=NEEDED)
    if season and n_before < needed:
        raise SeasonNotSeen(season=season.length, found=n_before)
    if n - n_before < NEEDED:
        raise TooFewPeriodsAfter(column=time, found=n - n_before, needed=NEEDED)
    since = np.arange(n) - float(n_before)
    is_after = (since >= 0).astype(np.float64)
    columns = [np.ones(n), since, is_after, since * is_after, *_season(n, season)]
    if n <= len(columns):
        raise TooManyCoefficients(n=n, k=len(columns))
    x = np.column_stack(columns)
    # Without a season the four columns are always apart; a season seen once is not, from the level and slopes.
    if season and np.linalg.matrix_rank(x) < x.shape[1]:
        raise SeasonNotSeen(season=season.length, found=n_before)
    return x


def _season(n: int, season: Season | None) -> list[FloatVector]:
    if season is None:
        return []
    at = np.arange(n)
    if season.harmonics == 0:
        return [(at % season.length == place).astype(np.float64) for place in range(1, season.length)]
    turns = [2 * np.pi * (k + 1) * at / season.length for k in range(season.harmonics)]
    waves = [wave for turn in turns for wave in (np.cos(turn), np.sin(turn))]
    # The sine of half a season is zero in every period.
    return waves[:-1] if 2 * season.harmonics == season.length else waves


def _fit(
    x: FloatMatrix, y: FloatVector, errors: Errors, lags: int | None, *, outcome: str
) -> tuple[TimeRegression, int | None]:
    n = y.size
    if lags is not None and not 0 <= lags < n:
        raise InvalidLags(found=lags, n=n)
    used = usual_lags(n) if lags is None else lags
    plain = newey_west(x, y, used)
    if not plain.residuals.std() > ROUNDING * float(np.ptp(y)):
        raise NoResidualVariation(column=outcome)
    if errors is Errors.NEWEY_WEST:
        return plain, used
    if errors is Errors.REML:
        return restricted_likelihood(x, y), None
    fit = first_order(x, y, keep_first=errors is Errors.PRAIS_WINSTEN)
    if fit is None:
        raise SeriesWanders(column=outcome)
    return fit, None


def _effect(k: int, since: float) -> FloatVector:
    contrast = np.zeros(k)
    contrast[[LEVEL, SLOPE]] = 1.0, since
    return contrast


def _change(fit: TimeRegression, contrast: FloatVector, level: float) -> Change:
    value, df = float(contrast @ fit.coefficients), fit.df_of(contrast)
    std_error = float(np.sqrt(contrast @ fit.variance @ contrast))
    margin = t_quantile(0.5 + level / 2, df) * std_error
    return Change(value, std_error, t_two_sided(value / std_error, df), value - margin, value + margin)


def _path(
    series: Series, x: FloatMatrix, fit: TimeRegression, n_before: int, level: float
) -> tuple[SeriesPoint, ...]:
    moves_with = 0.0 if series.comparison is None else series.comparison
    without = x.copy()
    without[:, [LEVEL, SLOPE]] = 0.0
    fitted, counterfactual = x @ fit.coefficients + moves_with, without @ fit.coefficients + moves_with
    return tuple(
        SeriesPoint(
            time=float(period),
            observed=float(series.outcome[place]),
            fitted=float(fitted[place]),
            counterfactual=float(counterfactual[place]),
            effect=None if place < n_before else _change(fit, _effect(x.shape[1], place - n_before), level),
        )
        for place, period in enumerate(series.periods)
    )


def _method(errors: Errors, lags: int | None, season: Season | None, *, compared: bool) -> str:
    parts = ["segmented regression" + (" of the difference with a comparison" if compared else "")]
    if season:
        kind = f"{season.harmonics} harmonics" if season.harmonics else "dummies"
        parts.append(f"season of {season.length} ({kind})")
    return ", ".join([*parts, f"{errors}" + ("" if lags is None else f" lag {lags}")])


def _notes(n_before: int, n_after: int, persistence: float | None) -> tuple[Note, ...]:
    fewest, percent = min(n_before, n_after), round(100 * (persistence or 0.0))
    found = (
        Note("few_periods", fewest if fewest < FEW else 0),
        Note("persistence_near_one", percent if percent >= WANDERING else 0),
    )
    return tuple(note for note in found if note.count > 0)
