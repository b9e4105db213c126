"""A threshold in three charts: the outcome on its two sides, other bandwidths, the density."""

from collections.abc import Mapping, Sequence

from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    INK,
    PAPER,
    UNCERTAIN,
    WIDTH,
    Spec,
    directed,
    drawable,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.charts.threshold_words import THRESHOLD
from miqyas.reporting.numbers import decimals_for, format_number, format_percent, unit_name
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import Language

HEIGHT = 280
SIDES = {
    "treated": (ACTION, "circle"),
    "other": (UNCERTAIN, "square"),
    "above": (ACTION, "circle"),
    "below": (UNCERTAIN, "square"),
}


def discontinuity_chart(
    picture: Table,
    language: Language,
    *,
    outcome_label: str,
    running_label: str,
    cutoff: float,
    unit: str = "",
    level: float = 0.95,
) -> Spec:
    """Draw binned means and the fit on each side of the threshold.

    Parameters
    ----------
    picture : Table
        From `miqyas.estimators.threshold_picture.threshold_picture`.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    outcome_label, running_label, unit : str
        What the person calls the two columns; unit of the outcome.
    cutoff, level : float
        The threshold; coverage of the interval drawn.
    """
    words, rows = THRESHOLD[language], picture.records()
    title = words["picture"].format(outcome=outcome_label)
    note = words["picture_note"].format(level=format_percent(level, language))
    at = {side: _at_threshold(rows, "fit", side, cutoff) for side in ("treated", "other")}
    decimals = decimals_for(*at.values())
    said = words["picture_said"].format(
        cutoff=_figure(cutoff, language),
        **{side: format_number(value, language, unit, decimals=decimals) for side, value in at.items()},
    )
    bins = [_point(row, words) for row in rows if row["kind"] == "bin"]
    lines = [_point(row, words) for row in rows if row["kind"] == "fit"]
    across = _across(running_label, language)
    up = _up(f"{outcome_label} ({unit_name(unit, language)})" if unit else outcome_label, language)
    colour = _sides(("other", "treated"), words, shapes=False)
    layers = [
        *_ribbons(lines, across, up, colour),
        {
            "data": {"values": bins},
            "mark": {"type": "point", "filled": True, "size": 42, "opacity": 0.85},
            "encoding": {
                "x": across,
                "y": up,
                "color": colour,
                "shape": _sides(("other", "treated"), words, shapes=True),
            },
        },
    ]
    spec = frame(title, f"{title}. {said}", language, subtitle=note)
    return {**spec, "width": WIDTH, "height": HEIGHT, "layer": [_rule(cutoff), *layers]}


def sensitivity_chart(check: CheckResult, language: Language, *, unit: str = "", level: float = 0.95) -> Spec:
    """Draw the effect and its interval against the bandwidth.

    Parameters
    ----------
    check : CheckResult
        From `miqyas.checks.threshold_sensitivity.threshold_sensitivity`; a bandwidth that left too few units is
        not drawn.
    language, unit, level
        Reader's language; unit of the outcome; coverage of the intervals.
    """
    words = THRESHOLD[language]
    kept = [row for row in check.table.records() if row["kind"] == "bandwidth" and row["value"] is not None]
    points: list[Spec] = [
        {
            **{name: drawable(row[name]) for name in ("bandwidth", "value", "low", "high")},
            "fill": ACTION if row["name"] == "1" else PAPER,
        }
        for row in kept
    ]
    note = words["sensitivity_note"].format(level=format_percent(level, language))
    said = [
        words["sensitivity_said"].format(
            bandwidth=_figure(point["bandwidth"], language),
            **{name: _figure(point[name], language, unit) for name in ("value", "low", "high")},
        )
        for point in points
    ]
    across = {**_across(words["bandwidth"], language), "field": "bandwidth"}
    across["scale"] = {**across["scale"], "padding": 24}
    up = _up(unit_name(unit, language), language, zero=True)
    at_zero = {"y": {"field": "value", "type": "quantitative"}}
    zero = {
        "data": {"values": [{"value": 0, "label": directed(words["no_effect"], language)}]},
        "layer": [
            {"mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]}, "encoding": at_zero},
            {
                "mark": {"type": "text", "color": GREY, "align": "left", "baseline": "bottom", "dy": -4},
                "encoding": {**at_zero, "x": {"value": 4}, "text": {"field": "label"}},
            },
        ],
    }
    spec = frame(words["sensitivity"], " ".join((words["sensitivity"], *said)), language, subtitle=note)
    return {
        **spec,
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            zero,
            {
                "data": {"values": points},
                "mark": {"type": "rule", "strokeWidth": 3, "color": ACTION},
                "encoding": {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "size": 110, "strokeWidth": 2.5, "opacity": 1, "color": ACTION},
                "encoding": {
                    "x": across,
                    "y": up,
                    "fill": {"field": "fill", "type": "nominal", "scale": None},
                },
            },
        ],
    }


def density_chart(
    picture: Table, language: Language, *, running_label: str, cutoff: float, level: float = 0.95
) -> Spec:
    """Draw how densely units stand on each side of the threshold.

    Parameters
    ----------
    picture : Table
        From `miqyas.checks.density_picture.density_picture`.
    language, running_label, cutoff, level
        Reader's language; what the person calls the running variable; the threshold; coverage of the interval.
    """
    words, rows = THRESHOLD[language], picture.records()
    note = words["density_note"].format(level=format_percent(level, language))
    at = {side: _at_threshold(rows, "line", side, cutoff) for side in ("below", "above")}
    decimals = decimals_for(*at.values())
    figures = {side: format_number(value, language, decimals=decimals) for side, value in at.items()}
    lines = [_point(row, words) for row in rows if row["kind"] == "line"]
    bars = [
        {**_point(row, words), "x_end": drawable(row["x_end"]), "floor": 0}
        for row in rows
        if row["kind"] == "bar"
    ]
    across = _across(running_label, language)
    up = _up(words["density_axis"], language, zero=True)
    colour = _sides(("below", "above"), words, shapes=False)
    bar = {
        "data": {"values": bars},
        "mark": {"type": "bar", "opacity": 0.25, "stroke": PAPER},
        "encoding": {
            "x": across,
            "x2": {"field": "x_end"},
            "y": up,
            "y2": {"field": "floor"},
            "color": colour,
        },
    }
    spec = frame(
        words["density"],
        f"{words['density']} {words['density_said'].format(**figures)}",
        language,
        subtitle=note,
    )
    layers = [bar, *_ribbons(lines, across, up, colour), _rule(cutoff)]
    return {**spec, "width": WIDTH, "height": HEIGHT, "layer": layers}


def _ribbons(lines: Sequence[Spec], across: Spec, up: Spec, colour: Spec) -> list[Spec]:
    data = {"values": list(lines)}
    ends = {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}, "color": colour}
    return [
        {"data": data, "mark": {"type": "area", "opacity": 0.18}, "encoding": ends},
        {
            "data": data,
            "mark": {"type": "line", "strokeWidth": 2.5},
            "encoding": {"x": across, "y": up, "color": colour},
        },
    ]


def _point(row: Mapping[str, Cell], words: Mapping[str, str]) -> Spec:
    figures = {name: drawable(row[name]) for name in ("x", "value", "low", "high") if row[name] is not None}
    return {**figures, "side": words[str(row["side"])]}


def _at_threshold(rows: Sequence[Mapping[str, Cell]], kind: str, side: str, cutoff: float) -> float:
    own = [row for row in rows if row["kind"] == kind and row["side"] == side]
    return drawable(min(own, key=lambda row: abs(drawable(row["x"]) - cutoff))["value"])


def _across(title: str, language: Language) -> Spec:
    """Values of the running variable grow from left to right in every language, as its axis of figures does."""
    axis = value_axis(directed(title, language), grid=False)
    return {"field": "x", "type": "quantitative", "axis": axis, "scale": {"zero": False, "nice": False}}


def _up(title: str, language: Language, *, zero: bool = False) -> Spec:
    orient = "right" if is_right_to_left(language) else "left"
    axis = value_axis(directed(title, language), orient=orient)
    return {"field": "value", "type": "quantitative", "axis": axis, "scale": {"zero": zero}}


def _sides(names: tuple[str, str], words: Mapping[str, str], *, shapes: bool) -> Spec:
    chosen = [SIDES[name][1 if shapes else 0] for name in names]
    return {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": [words[name] for name in names], "range": chosen},
        "legend": {"title": None, "symbolOpacity": 1},
    }


def _rule(cutoff: float) -> Spec:
    return {
        "data": {"values": [{"x": cutoff}]},
        "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "x", "type": "quantitative"}},
    }


def _figure(value: float, language: Language, unit: str = "") -> str:
    return format_number(value, language, unit)
