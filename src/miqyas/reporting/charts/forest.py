"""Every study of a synthesis, the pooled effect and the prediction interval: a forest plot."""

from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    INK,
    WIDTH,
    Spec,
    category_axis,
    directed,
    frame,
    value_axis,
)
from miqyas.reporting.numbers import (
    decimals_for,
    format_interval,
    format_number,
    format_percent,
    unit_name,
)
from miqyas.reporting.synthesis_sentence import level_of
from miqyas.reporting.synthesis_words import FOREST
from miqyas.results.synthesis import StudyEffect, Synthesis
from miqyas.types import Language

LARGEST, SMALLEST = 320, 30  # area of a study's mark, by its weight


def forest_chart(synthesis: Synthesis, language: Language) -> Spec:
    """Draw each study with its interval, its mark as large as its weight, then all of them together.

    Parameters
    ----------
    synthesis : Synthesis
        From `miqyas.evidence.synthesis`.
    language : {'fr', 'ar', 'en'}
        Reader's language; Arabic puts names on the right.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside. The pooled effect is a diamond, the prediction
        interval a dashed line: shapes, not colour alone, tell them apart.
    """
    words = FOREST[language]
    heaviest = max(study.weight for study in synthesis.studies)
    rows = [_study_row(study, heaviest, language) for study in synthesis.studies]
    pooled = {"name": words["pooled"], "value": synthesis.value, "low": synthesis.low, "high": synthesis.high}
    rows.append({**pooled, "size": LARGEST, "shape": "diamond", "colour": ACTION, "dash": "no"})
    if synthesis.prediction_low is not None and synthesis.prediction_high is not None:
        bounds = {"low": synthesis.prediction_low, "high": synthesis.prediction_high}
        rows.append({"name": words["prediction"], **bounds, "colour": ACTION, "dash": "yes"})
    for row in rows:
        row["name"] = directed(str(row["name"]), language)
    title = words["title"].format(n=format_number(synthesis.n, language))
    interval = words["interval"].format(level=level_of(synthesis, language))
    description = " ".join((f"{title}, {interval}.", *_said(synthesis, language)))
    spec = frame(title, description, language, subtitle=interval)
    return {**spec, **_plot(rows, unit_name(synthesis.unit, language), language)}


def _study_row(study: StudyEffect, heaviest: float, language: Language) -> Spec:
    return {
        "name": study.label,
        "value": study.value,
        "low": study.low,
        "high": study.high,
        "size": SMALLEST + (LARGEST - SMALLEST) * study.weight / heaviest,
        "shape": "square",
        "colour": INK,
        "dash": "no",
        "weight": format_percent(study.weight, language, decimals=1),
    }


def _said(synthesis: Synthesis, language: Language) -> list[str]:
    words, unit = FOREST[language], synthesis.unit

    def figures(value: float, low: float, high: float) -> dict[str, str]:
        decimals = decimals_for(low, high)
        return {
            "value": format_number(value, language, unit, decimals=decimals),
            "interval": format_interval(low, high, language, unit, decimals=decimals),
        }

    said = [
        words["study"].format(
            name=study.label,
            weight=format_percent(study.weight, language, decimals=1),
            **figures(study.value, study.low, study.high),
        )
        for study in synthesis.studies
    ]
    pooled = figures(synthesis.value, synthesis.low, synthesis.high)
    said.append(words["row"].format(name=words["pooled"], **pooled))
    if synthesis.prediction_low is not None and synthesis.prediction_high is not None:
        interval = format_interval(synthesis.prediction_low, synthesis.prediction_high, language, unit)
        said.append(words["range"].format(name=words["prediction"], interval=interval))
    return said


def _plot(rows: list[Spec], axis_title: str, language: Language) -> Spec:
    def across(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "axis": value_axis(axis_title)}

    colour = {"field": "colour", "type": "nominal", "scale": None}
    along = {"field": "name", "type": "nominal", "axis": category_axis(language), "sort": None}
    dash = {"field": "dash", "type": "nominal", "legend": None}
    return {
        "width": WIDTH,
        "height": {"step": 28},
        "data": {"values": rows},
        "layer": [
            {
                "data": {"values": [{"zero": 0}]},
                "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
                "encoding": {"x": {"field": "zero", "type": "quantitative"}},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {
                    "y": along,
                    "x": across("low"),
                    "x2": {"field": "high"},
                    "color": colour,
                    "strokeDash": {**dash, "scale": {"domain": ["no", "yes"], "range": [[1, 0], [5, 3]]}},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "opacity": 1},
                "transform": [{"filter": "isValid(datum.value)"}],
                "encoding": {
                    "y": along,
                    "x": across("value"),
                    "size": {"field": "size", "type": "quantitative", "scale": None},
                    "shape": {"field": "shape", "type": "nominal", "scale": None},
                    "color": colour,
                },
            },
        ],
    }
