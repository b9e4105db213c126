"""Several effects on one axis, and effects by time since treatment."""

from collections.abc import Mapping

from miqyas.reporting.charts.coefficient_words import WORDS
from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    WIDTH,
    Spec,
    category_axis,
    directed,
    frame,
    value_axis,
)
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_percent, unit_name
from miqyas.results.estimate import Estimate
from miqyas.results.event_study import EventEffect, EventStudy
from miqyas.types import Language

ROW = 36


def coefficient_chart(
    estimates: Mapping[str, Estimate], language: Language, *, title: str = "", unit: str = ""
) -> Spec:
    """Draw each estimate with its interval against zero, a row each, in the order given.

    Parameters
    ----------
    estimates : mapping of str to Estimate
        Under the name a reader gives each: a group, a model, an outcome in the same unit.
    language : {'fr', 'ar', 'en'}
        Reader's language; Arabic puts names on the right.
    title, unit : str
        By default "Effects and their intervals"; the unit of the first estimate.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside. A mark is filled when its interval excludes zero.

    Raises
    ------
    ValueError
        No estimate to draw.
    """
    if not estimates:
        message = "there is no estimate to draw"
        raise ValueError(message)
    words, first = WORDS[language], next(iter(estimates.values()))
    rows = [
        {
            "name": directed(name, language),
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "fill": "transparent" if one.low <= 0 <= one.high else ACTION,
        }
        for name, one in estimates.items()
    ]
    heading = title or words["coefficients"]
    level = words["interval"].format(level=_level(first.level, language))
    said = [
        words["row"].format(name=name, **_figures(one.value, one.low, one.high, unit or one.unit, language))
        for name, one in estimates.items()
    ]
    spec = frame(heading, " ".join((f"{heading}, {level}.", *said)), language, subtitle=level)
    return {**spec, **_rows_plot(rows, unit_name(unit or first.unit, language), language)}


def event_chart(study: EventStudy, language: Language, *, outcome_label: str) -> Spec:
    """Draw the effect of each period since treatment, its interval as a bar, the joint band as a lighter one.

    The reference period stands at zero, hollow; a dashed line parts before from after. Time runs from the left in
    every language, as on every chart of the house.

    Parameters
    ----------
    study : EventStudy
        From `event_study`, `interaction_weighted`, `imputation`, or `group_time(…)`.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    outcome_label : str
        What the person calls the outcome.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside.
    """
    words = WORDS[language]
    rows = [_event(effect) for effect in study.effects]
    rows.append({"event": study.reference, "value": 0.0, "fill": "transparent"})
    title = words["events"].format(outcome=outcome_label)
    level = words["both"].format(level=_level(study.level, language))
    said = [
        words["period"].format(
            event=format_number(effect.event, language),
            **_figures(effect.value, effect.low, effect.high, study.unit, language),
        )
        for effect in study.effects
    ]
    spec = frame(title, " ".join((f"{title}. {level}.", *said)), language, subtitle=level)
    return {**spec, **_events_plot(rows, words["event"], unit_name(study.unit, language))}


def _event(effect: EventEffect) -> Spec:
    return {
        "event": effect.event,
        "value": effect.value,
        "low": effect.low,
        "high": effect.high,
        "band_low": effect.band_low,
        "band_high": effect.band_high,
        "fill": ACTION,
    }


def _figures(value: float, low: float, high: float, unit: str, language: Language) -> dict[str, str]:
    decimals = decimals_for(low, high)
    return {
        "value": format_number(value, language, unit, decimals=decimals),
        "interval": format_interval(low, high, language, unit, decimals=decimals),
    }


def _level(level: float, language: Language) -> str:
    return format_percent(level, language, decimals=0 if (100 * level) % 1 == 0 else 1)


def _point() -> Spec:
    return {"type": "point", "size": 70, "opacity": 1, "color": ACTION, "strokeWidth": 2}


def _rows_plot(rows: list[Spec], axis_title: str, language: Language) -> Spec:
    def across(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "axis": value_axis(axis_title)}

    along = {"field": "name", "type": "nominal", "axis": category_axis(language), "sort": None}
    fill = {"field": "fill", "type": "nominal", "scale": None}
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "zero", "type": "quantitative"}},
    }
    return {
        "width": WIDTH,
        "height": {"step": ROW},
        "data": {"values": rows},
        "layer": [
            zero,
            {
                "mark": {"type": "rule", "strokeWidth": 2, "color": ACTION},
                "encoding": {"y": along, "x": across("low"), "x2": {"field": "high"}},
            },
            {"mark": _point(), "encoding": {"y": along, "x": across("value"), "fill": fill}},
        ],
    }


def _events_plot(rows: list[Spec], time_title: str, value_title: str) -> Spec:
    # In steps of one period, whatever the number of them.
    along = {
        "field": "event",
        "type": "quantitative",
        "axis": {"title": time_title, "grid": False, "tickMinStep": 1, "format": ",~r"},
        "scale": {"padding": 18, "nice": False, "zero": False},
    }

    def up(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "axis": value_axis(value_title)}

    fill = {"field": "fill", "type": "nominal", "scale": None}
    known = [{"filter": "isValid(datum.low)"}]

    def bar(low: str, high: str, **mark: object) -> Spec:
        return {
            "transform": known,
            "mark": {"type": "rule", "color": ACTION, **mark},
            "encoding": {"x": along, "y": up(low), "y2": {"field": high}},
        }

    def line(field: str, **mark: object) -> Spec:
        channel = "x" if field == "start" else "y"
        return {
            "data": {"values": [{"start": -0.5, "zero": 0}]},
            "mark": {"type": "rule", "color": GREY, **mark},
            "encoding": {channel: {"field": field, "type": "quantitative"}},
        }

    return {
        "width": WIDTH,
        "height": 280,
        "data": {"values": rows},
        "layer": [
            line("zero"),
            line("start", strokeDash=[4, 3]),
            bar("band_low", "band_high", strokeWidth=5, opacity=0.25),
            bar("low", "high", strokeWidth=2),
            {"mark": _point(), "encoding": {"x": along, "y": up("value"), "fill": fill}},
        ],
    }
