"""From an indicator, its targets and its approved measures to a judgement and its chart."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format

from miqyas.errors import MiqyasError
from miqyas.indicators.definition import Direction
from miqyas.indicators.targets import Interpolation, Point, due_at, path_of
from miqyas.indicators.trajectory import (
    LEVEL,
    REASONS,
    Judgement,
    Observation,
    Verdict,
    fitted_trend,
    judge,
)
from miqyas.reporting.charts.trajectory import Measure, trajectory_chart
from miqyas.reporting.numbers import decimals_for, format_interval, format_number
from miqyas.reporting.pictures import to_svg
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.rules.targets import PathSaid
from miqyas_web.indicators.science.figures import language

TONES = {
    Verdict.ON_TRACK: "supported",
    Verdict.UNCERTAIN: "uncertain",
    Verdict.OFF_TRACK: "contradicted",
    Verdict.CANNOT_BE_TOLD: "none",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What can be said of the way to the target, in words."""

    word: str
    tone: str
    reason: str
    level_pct: int
    # Of the projection at the date of the target; empty when it cannot be told.
    projected: str
    interval: str
    date: str
    pace: str


@dataclass(frozen=True, slots=True)
class Followed:
    """One approved measure beside what was due that day."""

    measurement: Measurement
    value: str
    interval: str
    due: str
    gap: str


@dataclass(frozen=True, slots=True)
class Followup:
    """The trajectory of an indicator: judgement, measures, drawing."""

    judged: Judged
    followed: list[Followed]
    svg: str


def judged_of(
    indicator: Indicator, path: PathSaid, measures: Sequence[Measurement], *, today: date
) -> Judged:
    """Return the judgement alone, for lists."""
    return _said(_judgement(indicator, path, measures, today=today), indicator)


def followup_of(
    indicator: Indicator, path: PathSaid, measures: Sequence[Measurement], *, today: date
) -> Followup:
    """Return the whole trajectory; ``measures`` are the approved ones, the oldest first."""
    judgement = _judgement(indicator, path, measures, today=today)
    points = points_of(path)
    spec = trajectory_chart(
        points,
        [Measure(one.date, float(one.value), _float(one.low), _float(one.high)) for one in measures],
        judgement,
        language(),
        title=indicator.name,
        interpolation=Interpolation(path.interpolation),
        unit=indicator.unit,
        trend=fitted_trend(observations_of(path, measures)),
    )
    return Followup(
        judged=_said(judgement, indicator),
        followed=[_followed(one, indicator, points, path.interpolation) for one in measures],
        svg=picture(spec) if measures or len(points) > 1 else "",
    )


def points_of(path: PathSaid) -> tuple[Point, ...]:
    """Return baseline and targets of all, by date."""
    points = [Point(one.due_date, float(one.value)) for one in path.whole]
    if path.baseline_value is not None and path.baseline_date is not None:
        points.append(Point(path.baseline_date, float(path.baseline_value)))
    return path_of(points)


def observations_of(path: PathSaid, measures: Sequence[Measurement]) -> list[Observation]:
    """Return the measures and, unless one was made that day, the baseline."""
    seen = [Observation(one.date, float(one.value), one.std_error) for one in measures]
    days = {one.date for one in seen}
    if path.baseline_value is not None and path.baseline_date is not None and path.baseline_date not in days:
        seen.append(Observation(path.baseline_date, float(path.baseline_value)))
    return sorted(seen, key=lambda one: one.date)


def due_on(points: Sequence[Point], day: date, interpolation: str) -> float | None:
    """Return what is due on a day; None when nothing was said for it."""
    try:
        return due_at(points, day, Interpolation(interpolation))
    except MiqyasError:
        return None


def picture(spec: dict[str, Any]) -> str:
    """Return the SVG of a specification, drawn once and kept under the specification's hash."""
    written = json.dumps([spec, language()], sort_keys=True, ensure_ascii=False).encode()
    kept = Path(settings.MEDIA_ROOT) / "charts" / f"{hashlib.sha256(written).hexdigest()}.svg"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    built = Path(settings.FONTS)
    drawn = to_svg(spec, language=language(), fonts=built if built.is_dir() else None)
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}.part")
    part.write_text(drawn, encoding="utf-8")
    part.replace(kept)
    return drawn


def shown(value: Decimal | float | None, unit: str = "", *, decimals: int | None = None) -> str:
    """Write a value for people; a dash where there is none."""
    return "–" if value is None else format_number(float(value), language(), unit, decimals=decimals)


def interval_shown(low: Decimal | None, high: Decimal | None, unit: str = "") -> str:
    """Write an interval for people; empty where there is none."""
    if low is None or high is None:
        return ""
    return format_interval(float(low), float(high), language(), unit)


def _judgement(
    indicator: Indicator, path: PathSaid, measures: Sequence[Measurement], *, today: date
) -> Judgement:
    whole = path.whole
    target = Point(whole[-1].due_date, float(whole[-1].value)) if whole else None
    direction = Direction(indicator.direction)
    if direction is Direction.MAINTAIN and path.tolerance is None:
        # Without its tolerance there is no target to hold to: the page asks for it.
        target = None
    return judge(
        observations_of(path, measures),
        target,
        direction,
        today=today,
        tolerance=_float(path.tolerance) if path.tolerance is not None else 0.0,
    )


def _said(judgement: Judgement, indicator: Indicator) -> Judged:
    reader, ahead = language(), judgement.projection
    return Judged(
        word=judgement.verdict.names[reader],
        tone=TONES[judgement.verdict],
        reason=REASONS[judgement.reason][reader],
        level_pct=round(100 * LEVEL),
        projected=shown(ahead.value, indicator.unit) if ahead else "",
        interval=format_interval(ahead.low, ahead.high, reader, indicator.unit) if ahead else "",
        date=date_format(ahead.date, "DATE_FORMAT") if ahead else "",
        pace=shown(judgement.pace_a_year, indicator.unit) if judgement.pace_a_year is not None else "",
    )


def _followed(
    measurement: Measurement, indicator: Indicator, points: Sequence[Point], interpolation: str
) -> Followed:
    due = due_on(points, measurement.date, interpolation)
    gap = None if due is None else float(measurement.value) - due
    return Followed(
        measurement=measurement,
        value=shown(measurement.value, indicator.unit),
        interval=interval_shown(measurement.low, measurement.high, indicator.unit),
        due=shown(due, indicator.unit),
        # A difference is not surer than what it is made of.
        gap=shown(gap, indicator.unit, decimals=decimals_for(float(measurement.value), due or 0.0)),
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
