"""The effect of a trial against zero, and the mean of each arm."""

from collections.abc import Mapping

from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    INK,
    PAPER,
    WIDTH,
    Spec,
    category_axis,
    directed,
    drawable,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.charts.words import DESCRIPTIONS, WORDS
from miqyas.reporting.numbers import (
    decimals_for,
    format_interval,
    format_number,
    format_percent,
    unit_name,
)
from miqyas.results.estimate import Estimate
from miqyas.results.table import Cell, Table
from miqyas.types import Language

ROW = 44


def estimate_chart(
    estimate: Estimate,
    language: Language,
    *,
    outcome_label: str,
    unit: str = "",
    arms: Table | None = None,
) -> Spec:
    """Draw the effect with its interval against zero; above it, the mean of each arm when given.

    Parameters
    ----------
    estimate : Estimate
        The effect; its mark is filled when the interval excludes zero, hollow when it does not.
    language : {'fr', 'ar', 'en'}
        Reader's language; Arabic puts names on the right.
    outcome_label : str
        What the person calls the outcome.
    unit : str
        Unit of the outcome.
    arms : Table or None
        From `miqyas.estimators.arm_means.arm_means`: rows ``control`` and ``treated``.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside.
    """
    words = WORDS[language]
    interval = words["interval"].format(level=format_percent(estimate.level, language))
    said = [_said_effect(estimate, unit, interval, language)]
    panels = [_effect_panel(estimate, unit, language)]
    if arms is not None:
        said += [_said_arm(row, unit, language) for row in arms.records()]
        panels.insert(0, _arms_panel(arms, unit, language))
    title = words["effect_title"].format(outcome=outcome_label)
    spec = frame(title, " ".join((title + ".", *said)), language, subtitle=interval)
    return {**spec, "vconcat": panels, "spacing": 28}


def _said_effect(estimate: Estimate, unit: str, interval: str, language: Language) -> str:
    decimals = decimals_for(estimate.low, estimate.high)
    bounds = format_interval(estimate.low, estimate.high, language, unit, decimals=decimals)
    value = format_number(estimate.value, language, unit, decimals=decimals)
    return DESCRIPTIONS[language]["effect"].format(value=value, interval=f"{interval} {bounds}")


def _said_arm(row: Mapping[str, Cell], unit: str, language: Language) -> str:
    mean = format_number(drawable(row["mean"]), language, unit)
    counted = f"n = {format_number(drawable(row['n']), language)}"
    arm = WORDS[language][str(row["arm"])]
    if row["low"] is None or row["high"] is None:
        return DESCRIPTIONS[language]["arm"].format(arm=arm, mean=mean, n=counted)
    bounds = format_interval(drawable(row["low"]), drawable(row["high"]), language)
    return DESCRIPTIONS[language]["arm_interval"].format(arm=arm, mean=mean, interval=bounds, n=counted)


def _intervals(rows: list[Spec], axis_title: str, language: Language, *, zero: bool) -> Spec:
    """Rules, points and figures, one row a name; the panels of a chart share this form."""
    across = {
        "field": "value",
        "type": "quantitative",
        "axis": value_axis(axis_title),
        "scale": {"zero": zero, "nice": True},
    }
    along = {"field": "name", "type": "nominal", "axis": category_axis(language), "sort": None}
    filled = {"field": "colour", "type": "nominal", "scale": None}
    return {
        "width": WIDTH,
        "height": ROW * len(rows),
        "data": {"values": rows},
        "encoding": {"y": along},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3},
                "transform": [{"filter": "isValid(datum.low)"}],
                "encoding": {
                    "x": {**across, "field": "low"},
                    "x2": {"field": "high"},
                    "color": filled,
                },
            },
            {
                "mark": {"type": "point", "size": 110, "strokeWidth": 2.5, "opacity": 1},
                "encoding": {
                    "x": across,
                    "shape": {"field": "shape", "type": "nominal", "scale": None},
                    "stroke": filled,
                    "fill": {"field": "fill", "type": "nominal", "scale": None},
                },
            },
            {
                "mark": {"type": "text", "dy": -16, "fontWeight": 600},
                "encoding": {"x": across, "text": {"field": "label"}},
            },
        ],
    }


def _effect_panel(estimate: Estimate, unit: str, language: Language) -> Spec:
    words = WORDS[language]
    is_clear = not estimate.low <= 0 <= estimate.high
    decimals = decimals_for(estimate.low, estimate.high)
    colour = ACTION if is_clear else GREY
    shown = format_number(estimate.value, language, unit, decimals=decimals, sign=True)
    row = {
        "name": directed(words["effect"], language),
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "colour": colour,
        "fill": colour if is_clear else PAPER,
        "shape": "circle",
        "label": directed(shown, language),
    }
    panel = _intervals([row], unit_name(unit, language), language, zero=True)
    zero = {
        "data": {"values": [{"zero": 0, "label": directed(words["no_effect"], language)}]},
        "layer": [
            {
                "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
                "encoding": {"x": {"field": "zero", "type": "quantitative"}, "y": {}},
            },
            {
                "mark": {"type": "text", "color": GREY, "baseline": "bottom", "dy": -4},
                "encoding": {
                    "x": {"field": "zero", "type": "quantitative"},
                    "y": {"value": 0},
                    "text": {"field": "label"},
                },
            },
        ],
    }
    panel["layer"].insert(0, zero)
    return {**panel, "height": ROW + 20}


def _arms_panel(arms: Table, unit: str, language: Language) -> Spec:
    words = WORDS[language]
    shapes = {"control": "square", "treated": "diamond"}
    rows: list[Spec] = []
    for row in arms.records():
        colour = GREY if row["arm"] == "control" else ACTION
        rows.append(
            {
                "name": directed(words[str(row["arm"])], language),
                "value": row["mean"],
                "low": row["low"],
                "high": row["high"],
                "colour": colour,
                "fill": colour,
                "shape": shapes[str(row["arm"])],
                "label": directed(format_number(drawable(row["mean"]), language, unit), language),
            }
        )
    panel = _intervals(rows, unit_name(unit, language), language, zero=False)
    anchor = "end" if is_right_to_left(language) else "start"
    return {
        **panel,
        "title": {"text": directed(words["arms_title"], language), "anchor": anchor, "fontSize": 13},
    }
