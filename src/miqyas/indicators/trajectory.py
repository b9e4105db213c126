"""Is an indicator on its way to its target? The fitted trend, carried on with its interval, against what is due.

The method and its limits are stated in docs/indicators/trajectory.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum, sqrt

from miqyas.errors import InvalidLevel, ToleranceMissing
from miqyas.indicators.definition import Direction
from miqyas.indicators.targets import Point
from miqyas.numerics.distributions import t_quantile
from miqyas.types import Language

DAYS_A_YEAR = 365.25
# Two points make a line whatever they are: a third is needed before anything can be said of it.
FEWEST = 3
# Each end of the interval is passed with a chance of one in ten: cautious enough to warn, not so wide that
# nothing could ever be told from a handful of measures.
LEVEL = 0.8


class Verdict(StrEnum):
    """What can be said of the way to the target."""

    ON_TRACK = "on_track"
    UNCERTAIN = "uncertain"
    OFF_TRACK = "off_track"
    CANNOT_BE_TOLD = "cannot_be_told"

    @property
    def names(self) -> dict[Language, str]:
        """Return the name by language."""
        return _VERDICT_NAMES[self]


_VERDICT_NAMES: dict[Verdict, dict[Language, str]] = {
    Verdict.ON_TRACK: {"fr": "En bonne voie", "ar": "في الطريق الصحيح", "en": "On track"},
    Verdict.UNCERTAIN: {"fr": "Incertain", "ar": "غير مؤكد", "en": "Uncertain"},
    Verdict.OFF_TRACK: {
        "fr": "Hors de portée à ce rythme",
        "ar": "بعيد المنال بهذه الوتيرة",
        "en": "Off track",
    },
    Verdict.CANNOT_BE_TOLD: {"fr": "On ne peut pas le dire", "ar": "لا يمكن القول", "en": "Cannot be told"},
}


class Reason(StrEnum):
    """Why a verdict was given."""

    INTERVAL_REACHES = "interval_reaches"
    INTERVAL_STRADDLES = "interval_straddles"
    INTERVAL_MISSES = "interval_misses"
    NO_TARGET = "no_target"
    TOO_FEW = "too_few"
    TARGET_PAST = "target_past"


REASONS: dict[Reason, dict[Language, str]] = {
    Reason.INTERVAL_REACHES: {
        "fr": "Prolongée au même rythme, même la borne prudente de la projection atteint la cible.",
        "ar": "إذا استمر الاتجاه بالوتيرة نفسها، يبلغ حتى الحد الحذر من التوقع الهدفَ.",
        "en": "Carried on at this pace, even the cautious end of the projection reaches the target.",
    },
    Reason.INTERVAL_STRADDLES: {
        "fr": "Prolongée au même rythme, la projection peut atteindre la cible ou la manquer.",
        "ar": "إذا استمر الاتجاه بالوتيرة نفسها، قد يبلغ التوقع الهدف وقد يخطئه.",
        "en": "Carried on at this pace, the projection may reach the target or miss it.",
    },
    Reason.INTERVAL_MISSES: {
        "fr": "Prolongée au même rythme, même la borne favorable de la projection manque la cible.",
        "ar": "إذا استمر الاتجاه بالوتيرة نفسها، يخطئ حتى الحد المتفائل من التوقع الهدفَ.",
        "en": "Carried on at this pace, even the hopeful end of the projection misses the target.",
    },
    Reason.NO_TARGET: {
        "fr": "Aucune cible n’est fixée : il n’y a rien à quoi comparer la tendance.",
        "ar": "لا هدف محدد: لا شيء يقارن به الاتجاه.",
        "en": "No target is set: there is nothing to compare the trend with.",
    },
    Reason.TOO_FEW: {
        "fr": "Moins de trois mesures approuvées à des dates différentes : deux points font toujours une droite.",
        "ar": "أقل من ثلاثة قياسات مصادق عليها في تواريخ مختلفة: نقطتان ترسمان دائما خطا.",
        "en": "Fewer than three approved measures on different dates: two points always make a line.",
    },
    Reason.TARGET_PAST: {
        "fr": "La date de la cible est passée : comparez la mesure à la cible, il n’y a plus rien à projeter.",
        "ar": "مضى تاريخ الهدف: قارنوا القياس بالهدف، لم يبق ما يُتوقع.",
        "en": "The date of the target has passed: compare the measure with the target, nothing is left to project.",
    },
}


@dataclass(frozen=True, slots=True)
class Observation:
    """A measure: its date, its value, its standard error where known."""

    date: date
    value: float
    std_error: float | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """The trend carried on to a day.

    Attributes
    ----------
    date, value, low, high : date, float
        The day, what the trend gives, and the interval of a new measure on that day.
    """

    date: date
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, why, and the projection it rests on (None when it cannot be told)."""

    verdict: Verdict
    reason: Reason
    level: float
    projection: Projection | None = None
    pace_a_year: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """A line through measures: ``value = middle + slope (years - centre)``."""

    origin: date
    centre: float
    middle: float
    slope: float
    spread: float
    sum_of_squares: float
    n: int

    def at(self, day: date, *, level: float = LEVEL) -> Projection:
        """Carry the line to a day, with the interval in which a new measure would fall."""
        away = _years(self.origin, day) - self.centre
        value = self.middle + self.slope * away
        width = sqrt(1 + 1 / self.n + away**2 / self.sum_of_squares)
        half = t_quantile((1 + level) / 2, self.n - 2) * self.spread * width
        return Projection(day, value, value - half, value + half)


def fitted_trend(observations: Sequence[Observation]) -> Trend | None:
    """Fit a line by ordinary least squares; None with fewer than three different dates.

    The spread around the line is never taken for smaller than what the measures themselves say of their error
    (root of the mean of their squared standard errors): three measures that happen to stand in line prove little.
    """
    if len({one.date for one in observations}) < FEWEST:
        return None
    origin = min(one.date for one in observations)
    times = [_years(origin, one.date) for one in observations]
    n, values = len(times), [one.value for one in observations]
    centre, middle = fsum(times) / n, fsum(values) / n
    squares = fsum((time - centre) ** 2 for time in times)
    slope = fsum((t - centre) * (v - middle) for t, v in zip(times, values, strict=True)) / squares
    residuals = (v - middle - slope * (t - centre) for t, v in zip(times, values, strict=True))
    variance = fsum(residual**2 for residual in residuals) / (n - 2)
    own = fsum((one.std_error or 0.0) ** 2 for one in observations) / n
    return Trend(origin, centre, middle, slope, sqrt(max(variance, own)), squares, n)


def judge(
    observations: Sequence[Observation],
    target: Point | None,
    direction: Direction,
    *,
    today: date,
    tolerance: float | None = None,
    level: float = LEVEL,
) -> Judgement:
    """Say whether an indicator is on its way to its target.

    Parameters
    ----------
    observations : sequence of Observation
        The baseline and the approved measures.
    target : Point or None
        The value sought and its date.
    direction : Direction
        Which way the indicator should go; to be maintained, it should stay within ``tolerance`` of the target.
    today : date
        A target whose date has passed has nothing left to project.
    tolerance : float, optional
        In the indicator's unit; needed by an indicator to be maintained.
    level : float
        Coverage of the interval of projection.

    Returns
    -------
    Judgement
        On track when the whole interval reaches the target, off track when none of it does, uncertain in between.

    Raises
    ------
    ToleranceMissing
        An indicator to be maintained, without its tolerance.
    InvalidLevel
        The level is no share.

    References
    ----------
    Montgomery, D. C., Peck, E. A. and Vining, G. G. (2012). Introduction to Linear Regression Analysis, 5th edition,
    section 2.5: prediction of new observations.

    Examples
    --------
    >>> seen = [Observation(date(2024 + year, 1, 1), value) for year, value in enumerate((40, 46, 49, 55))]
    >>> found = judge(seen, Point(date(2028, 1, 1), 58), Direction.INCREASE, today=date(2027, 2, 1))
    >>> found.verdict.value, round(found.projection.value, 1), round(found.projection.low, 1)
    ('uncertain', 59.5, 56.7)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if direction is Direction.MAINTAIN and tolerance is None:
        raise ToleranceMissing
    if target is None:
        return Judgement(Verdict.CANNOT_BE_TOLD, Reason.NO_TARGET, level)
    trend = fitted_trend(observations)
    if trend is None:
        return Judgement(Verdict.CANNOT_BE_TOLD, Reason.TOO_FEW, level)
    pace = trend.slope
    if target.date < today:
        return Judgement(Verdict.CANNOT_BE_TOLD, Reason.TARGET_PAST, level, None, pace)
    projection = trend.at(target.date, level=level)
    verdict, reason = _verdict(projection, target.value, direction, tolerance or 0.0)
    return Judgement(verdict, reason, level, projection, pace)


def _verdict(
    projection: Projection, target: float, direction: Direction, tolerance: float
) -> tuple[Verdict, Reason]:
    low, high = projection.low, projection.high
    if direction is Direction.INCREASE:
        reaches, misses = low >= target, high < target
    elif direction is Direction.DECREASE:
        reaches, misses = high <= target, low > target
    else:
        reaches = target - tolerance <= low and high <= target + tolerance
        misses = high < target - tolerance or low > target + tolerance
    if reaches:
        return Verdict.ON_TRACK, Reason.INTERVAL_REACHES
    if misses:
        return Verdict.OFF_TRACK, Reason.INTERVAL_MISSES
    return Verdict.UNCERTAIN, Reason.INTERVAL_STRADDLES


def _years(origin: date, day: date) -> float:
    return (day - origin).days / DAYS_A_YEAR
