"""Chart of an indicator on its way: what is due, what was measured, where the trend leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from miqyas.indicators.targets import Interpolation, Point, due_at
from miqyas.indicators.trajectory import Judgement, Projection, Trend
from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    INK,
    UNCERTAIN,
    WIDTH,
    Spec,
    directed,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.numbers import format_number, unit_name
from miqyas.types import Language

HEIGHT = 260
# Enough points for a curve to look like one.
PIECES = 48

WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "due": "attendu",
        "measured": "mesuré",
        "projected": "tendance prolongée",
        "said": "Mesuré : {value} au {date}.",
        "aimed": "Cible : {value} au {date}.",
    },
    "ar": {
        "due": "المنتظر",
        "measured": "المقيس",
        "projected": "الاتجاه الممتد",
        "said": "المقيس: {value} في {date}.",
        "aimed": "الهدف: {value} في {date}.",
    },
    "en": {
        "due": "due",
        "measured": "measured",
        "projected": "trend carried on",
        "said": "Measured: {value} on {date}.",
        "aimed": "Target: {value} on {date}.",
    },
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured value with its interval, where it has one."""

    date: date
    value: float
    low: float | None = None
    high: float | None = None


def trajectory_chart(
    path: Sequence[Point],
    measures: Sequence[Measure],
    judgement: Judgement,
    language: Language,
    *,
    title: str,
    interpolation: Interpolation,
    unit: str = "",
    trend: Trend | None = None,
) -> Spec:
    """Draw what is due (dashed), what was measured (points with their interval), and the trend carried on (dotted).

    Parameters
    ----------
    path : sequence of Point
        Baseline and targets.
    measures : sequence of Measure
        Approved measures.
    judgement : Judgement
        Its projection ends the dotted line.
    language : {'fr', 'ar', 'en'}
        Reader's language. Time runs from left to right in all; in Arabic the axis of values stands on the right.
    title, unit : str
        Name and unit of the indicator, as the person wrote them.
    interpolation : Interpolation
        What is due between two targets.
    trend : Trend, optional
        Where the dotted line begins.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside.
    """
    words = WORDS[language]
    layers = [_due(path, interpolation, unit, language)] if len(path) > 1 else []
    if trend is not None and judgement.projection is not None:
        layers += _projected(trend, judgement.projection, measures, unit, language)
    layers += _measured(measures, unit, language)
    said = [title + "."]
    said += [
        words["said"].format(value=format_number(one.value, language, unit), date=one.date.isoformat())
        for one in measures[-1:]
    ]
    said += [
        words["aimed"].format(value=format_number(one.value, language, unit), date=one.date.isoformat())
        for one in path[-1:]
        if len(path) > 1
    ]
    spec = frame(title, " ".join(said), language)
    return {**spec, "width": WIDTH, "height": HEIGHT, "layer": layers}


def _due(path: Sequence[Point], interpolation: Interpolation, unit: str, language: Language) -> Spec:
    first, last = path[0].date, path[-1].date
    days = {
        first + timedelta(days=round((last - first).days * place / PIECES)) for place in range(PIECES + 1)
    }
    days |= {point.date for point in path}
    rows = [{"date": day.isoformat(), "value": due_at(path, day, interpolation)} for day in sorted(days)]
    shape = "step-after" if interpolation is Interpolation.STEPPED else "linear"
    line = {"type": "line", "strokeDash": [6, 4], "strokeWidth": 2, "interpolate": shape}
    aims = [{"date": point.date.isoformat(), "value": point.value} for point in path]
    return {
        "layer": [
            _layer(rows, line, "due", unit, language),
            _layer(
                aims,
                {"type": "point", "shape": "diamond", "filled": True, "size": 70, "opacity": 1},
                "due",
                unit,
                language,
            ),
        ]
    }


def _measured(measures: Sequence[Measure], unit: str, language: Language) -> list[Spec]:
    rows = [{"date": one.date.isoformat(), "value": one.value} for one in measures]
    known = [
        {"date": one.date.isoformat(), "value": one.low, "high": one.high}
        for one in measures
        if one.low is not None
    ]
    bars = _layer(known, {"type": "rule", "strokeWidth": 2}, "measured", unit, language)
    bars["encoding"]["y2"] = {"field": "high"}
    points = {"type": "point", "filled": True, "size": 90, "opacity": 1}
    return [bars, _layer(rows, points, "measured", unit, language)]


def _projected(
    trend: Trend, projection: Projection, measures: Sequence[Measure], unit: str, language: Language
) -> list[Spec]:
    begun = max(one.date for one in measures) if measures else trend.origin
    start = trend.at(begun)
    rows = [{"date": one.date.isoformat(), "value": one.value} for one in (start, projection)]
    ends = [{"date": projection.date.isoformat(), "value": projection.low, "high": projection.high}]
    bar = _layer(ends, {"type": "rule", "strokeWidth": 5, "opacity": 0.55}, "projected", unit, language)
    bar["encoding"]["y2"] = {"field": "high"}
    line = {"type": "line", "strokeDash": [2, 3], "strokeWidth": 2.5}
    return [bar, _layer(rows, line, "projected", unit, language)]


def _layer(rows: list[Spec], mark: Spec, series: str, unit: str, language: Language) -> Spec:
    words = WORDS[language]
    named = {key: directed(words[key], language) for key in ("due", "measured", "projected")}
    side = "right" if is_right_to_left(language) else "left"
    legend = {"title": None, "symbolType": "circle", "symbolSize": 90, "labelLimit": 300}
    scale = {"domain": list(named.values()), "range": [GREY, ACTION, UNCERTAIN]}
    return {
        "data": {"values": [{**row, "series": named[series]} for row in rows]},
        "mark": mark,
        "encoding": {
            "x": {
                "field": "date",
                "type": "temporal",
                "axis": {"title": None, "format": "%m/%Y", "tickCount": 5, "grid": False, "labelColor": INK},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "scale": {"zero": False},
                "axis": value_axis(directed(unit_name(unit, language), language), orient=side),
            },
            "color": {"field": "series", "type": "nominal", "scale": scale, "legend": legend, "sort": None},
        },
    }
