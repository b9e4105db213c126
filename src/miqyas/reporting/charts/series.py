"""Charts over time: a unit and its synthetic double, gaps among placebos, an interrupted series."""

from collections.abc import Sequence
from typing import Any

from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    INK,
    WIDTH,
    Spec,
    directed,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.charts.series_words import SERIES
from miqyas.reporting.numbers import (
    decimals_for,
    format_interval,
    format_number,
    format_p,
    format_percent,
    unit_name,
)
from miqyas.results.estimate import Estimate
from miqyas.results.interrupted import InterruptedSeries
from miqyas.results.synthetic import SyntheticControl
from miqyas.types import Language

HEIGHT = 280
MOST_DRAWN = 20.0  # Abadie, Diamond and Hainmueller (2010) leave out from 20, 5 and 2 times
SOLID, DASHED = [1, 0], [6, 4]
Looks = dict[str, list[Any]]  # colour and dash of each line, by its name
FAINT = "#b9b3a8"  # many lines behind one: drawn thin and pale, still above 1.5 to 1 on paper


def synthetic_chart(
    found: SyntheticControl, language: Language, *, outcome_label: str, treated_label: str, unit: str = ""
) -> Spec:
    """Draw the treated unit and its mix of donors, period by period.

    Parameters
    ----------
    found : SyntheticControl
        From `miqyas.estimators.synthetic_control`.
    language : {'fr', 'ar', 'en'}
        Reader's language. Time runs from left to right in all; in Arabic the axis of values stands on the right.
    outcome_label, treated_label : str
        What the person calls the outcome and the treated unit.
    unit : str
        Unit of the outcome.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside. The mix is dashed: colour does not speak alone.
    """
    words = SERIES[language]
    names = [treated_label, words["synthetic"]]
    rows = [
        {"time": point.time, "series": name, "value": value}
        for name, field in zip(names, ("observed", "synthetic"), strict=True)
        for point in found.path
        for value in (getattr(point, field),)
    ]
    title = words["path_title"].format(outcome=outcome_label, treated=treated_label)
    said = [_said_effect(found.estimate, language, unit)]
    for point in (found.path[found.n_before], found.path[-1]):
        figures = {"observed": point.observed, "synthetic": point.synthetic, "gap": point.gap}
        shown = {name: format_number(value, language, unit) for name, value in figures.items()}
        said.append(words["path_said"].format(time=f"{point.time:g}", treated=treated_label, **shown))
    layers = [
        _lines(
            rows, _looks(names, [ACTION, INK], [SOLID, DASHED]), _along(unit, language, zero=False), language
        )
    ]
    return _over_time(title, said, layers, start=found.path[found.n_before].time, language=language)


def gaps_chart(
    found: SyntheticControl,
    language: Language,
    *,
    outcome_label: str,
    treated_label: str,
    unit: str = "",
    max_pre_fit: float = MOST_DRAWN,
) -> Spec:
    """Draw the gap of the treated unit among those of the donors, each taken for treated; see `synthetic_chart`.

    Donors whose mean squared gap before exceeds that of the treated ``max_pre_fit`` times would flatten all others: they
    are not drawn, and the chart says how many.
    """
    words = SERIES[language]
    drawn = [one for one in found.placebos if one.pre_rmspe**2 <= max_pre_fit * found.pre_rmspe**2]
    n_out = len(found.placebos) - len(drawn)
    subtitle = words["not_drawn"].format(n=n_out) if n_out else ""
    times = [point.time for point in found.path]
    behind = [
        {"time": time, "unit": placebo.name, "value": gap, "series": words["placebos"]}
        for placebo in drawn
        for time, gap in zip(times, placebo.gaps, strict=True)
    ]
    own = [
        {"time": point.time, "unit": treated_label, "value": point.gap, "series": treated_label}
        for point in found.path
    ]
    looks = _looks([words["placebos"], treated_label], [FAINT, ACTION], [SOLID, SOLID])
    along = _along(unit, language, zero=True)
    p = format_p(found.estimate.p_value, language).split(" = ")[-1]
    figures = {
        name: format_number(value, language, unit)
        for name, value in (("before", found.pre_rmspe), ("after", found.post_rmspe))
    }
    said = [
        _said_effect(found.estimate, language, unit),
        words["rmspe"].format(**figures),
        words["placebos_said"].format(n=len(found.placebos), p=p),
        subtitle,
    ]
    layers = [
        _lines(behind, looks, along, language, width=1),
        {
            "data": {"values": [{"at": 0}]},
            "mark": {"type": "rule", "color": INK},
            "encoding": {"y": {"field": "at", "type": "quantitative"}},
        },
        _lines(own, looks, along, language, width=3),
    ]
    title = words["gaps_title"].format(outcome=outcome_label)
    return _over_time(
        title, said, layers, start=found.path[found.n_before].time, language=language, subtitle=subtitle
    )


def interrupted_chart(
    found: InterruptedSeries, language: Language, *, outcome_label: str, unit: str = ""
) -> Spec:
    """Draw a series, its broken line, and the line before carried on; see `synthetic_chart`."""
    words = SERIES[language]
    start = found.path[found.n_before].time
    rows = [{"time": p.time, "series": words["fitted"], "value": p.fitted} for p in found.path]
    rows += [
        {"time": p.time, "series": words["counterfactual"], "value": p.counterfactual}
        for p in found.path[found.n_before :]
    ]
    # The line breaks where the intervention begins: two pieces, not a slope between them.
    for place, row in enumerate(rows):
        row["piece"] = "after" if place >= found.n_before else "before"
    seen = [{"time": p.time, "value": p.observed, "series": words["observed"]} for p in found.path]
    names, along = [words["fitted"], words["counterfactual"]], _along(unit, language, zero=False)
    last = found.path[-1]
    figures = {
        "observed": last.observed,
        "counterfactual": last.counterfactual,
        "effect": last.effect.value if last.effect else 0.0,
    }
    shown = {name: format_number(value, language, unit) for name, value in figures.items()}
    said = [
        _said_effect(found.estimate, language, unit),
        words["its_said"].format(time=f"{last.time:g}", **shown),
    ]
    layers = [
        _lines(rows, _looks(names, [ACTION, INK], [SOLID, DASHED]), along, language, detail="piece"),
        {
            "data": {"values": seen},
            "mark": {"type": "point", "filled": True, "color": GREY, "size": 36, "opacity": 1},
            "encoding": {"x": _across(), "y": along},
        },
    ]
    title = words["its_title"].format(outcome=outcome_label, start=f"{start:g}")
    return _over_time(title, said, layers, start=start, language=language, subtitle=words["observed"] + " ●")


def _said_effect(estimate: Estimate, language: Language, unit: str) -> str:
    decimals = decimals_for(estimate.low, estimate.high)
    bounds = format_interval(estimate.low, estimate.high, language, unit, decimals=decimals)
    return SERIES[language]["effect"].format(
        value=format_number(estimate.value, language, unit, decimals=decimals),
        interval=f"{format_percent(estimate.level, language)} {bounds}",
    )


def _over_time(
    title: str,
    said: Sequence[str],
    layers: list[Spec],
    *,
    start: float,
    language: Language,
    subtitle: str = "",
) -> Spec:
    words = SERIES[language]
    spec = frame(title, " ".join((title + ".", *filter(None, said))), language, subtitle=subtitle)
    begun = {
        "data": {
            "values": [{"at": start, "label": directed(words["start"].format(time=f"{start:g}"), language)}]
        },
        "encoding": {"x": {"field": "at", "type": "quantitative"}},
        "layer": [
            {"mark": {"type": "rule", "color": GREY, "strokeDash": [2, 3]}},
            {
                "mark": {"type": "text", "color": GREY, "align": "left", "dx": 5, "dy": 8, "baseline": "top"},
                "encoding": {"y": {"value": 0}, "text": {"field": "label"}},
            },
        ],
    }
    return {**spec, "width": WIDTH, "height": HEIGHT, "layer": [begun, *layers]}


def _across() -> Spec:
    # Periods are numbers such as years: no separator of thousands.
    axis = {"title": None, "format": ".10~g", "tickCount": 6, "grid": False}
    return {"field": "time", "type": "quantitative", "scale": {"zero": False, "nice": False}, "axis": axis}


def _along(unit: str, language: Language, *, zero: bool) -> Spec:
    side = "right" if is_right_to_left(language) else "left"
    axis = value_axis(directed(unit_name(unit, language), language), orient=side)
    return {"field": "value", "type": "quantitative", "scale": {"zero": zero}, "axis": axis}


def _looks(names: Sequence[str], colours: Sequence[str], dashes: Sequence[list[int]]) -> Looks:
    return {name: look for name, *look in zip(names, colours, dashes, strict=True)}


def _lines(
    rows: list[Spec],
    looks: Looks,
    along: Spec,
    language: Language,
    *,
    width: float = 2.5,
    detail: str = "unit",
) -> Spec:
    """One line for each series and ``detail``, named once in a legend for colour and dash."""
    shown = [directed(name, language) for name in looks]
    data = [{**row, "series": directed(str(row["series"]), language)} for row in rows]
    legend = {
        "title": None,
        "symbolType": "stroke",
        "symbolStrokeWidth": 2.5,
        "symbolSize": 500,
        "labelLimit": 300,
        "values": shown,
    }

    def told_apart(place: int) -> Spec:
        scale = {"domain": shown, "range": [look[place] for look in looks.values()]}
        return {"field": "series", "type": "nominal", "scale": scale, "legend": legend, "sort": None}

    return {
        "data": {"values": data},
        "mark": {"type": "line", "strokeWidth": width},
        "encoding": {
            "x": _across(),
            "y": along,
            "color": told_apart(0),
            "strokeDash": told_apart(1),
            "detail": {"field": detail, "type": "nominal"},
        },
    }
