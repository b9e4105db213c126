"""Which uncertain figure moves the return most: a tornado."""

from miqyas.reporting.charts.frame import (
    ACTION,
    CONTRADICTED,
    GREY,
    INK,
    WIDTH,
    Spec,
    category_axis,
    directed,
    drawable,
    frame,
    value_axis,
)
from miqyas.reporting.figure_names import figure_name
from miqyas.reporting.numbers import format_interval, format_number
from miqyas.results.table import Table
from miqyas.types import Language

WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "Quel chiffre fait bouger le rapport ?", "axis": "Valeur pour une unité investie",
        "note": "Trait plein : rapport du compte. Pointillé : valeur égale au coût.",
        "low": "chiffre à sa borne basse", "high": "chiffre à sa borne haute", "row": "{name} : {interval}.",
    },
    "ar": {
        "title": "أي رقم يحرّك النسبة؟", "axis": "القيمة مقابل كل وحدة مستثمَرة",
        "note": "خط متصل: نسبة الحساب. خط متقطع: تساوي القيمة والتكلفة.",
        "low": "الرقم عند حده الأدنى", "high": "الرقم عند حده الأعلى", "row": "{name}: {interval}.",
    },
    "en": {
        "title": "Which figure moves the ratio?", "axis": "Value for one unit put in",
        "note": "Solid line: ratio of the account. Dashed: value equals cost.",
        "low": "figure at its low end", "high": "figure at its high end", "row": "{name}: {interval}.",
    },
}  # fmt: skip


def tornado_chart(table: Table, ratio: float, language: Language) -> Spec:
    """Draw, for each uncertain figure, how far the ratio goes when that figure alone moves across its range.

    Parameters
    ----------
    table : Table
        From `miqyas.value.tornado`.
    ratio : float
        The ratio with every figure at its value.
    language : {'fr', 'ar', 'en'}
        Reader's language.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside. The two ends differ by shape as by colour.
    """
    words = WORDS[language]
    rows: list[Spec] = []
    said = []
    for record in table.records():
        at_low, at_high = drawable(record["ratio_at_low"]), drawable(record["ratio_at_high"])
        name = figure_name(str(record["figure"]), language)
        interval = format_interval(min(at_low, at_high), max(at_low, at_high), language)
        said.append(words["row"].format(name=name, interval=interval))
        ends = (("low", at_low, record["low"]), ("high", at_high, record["high"]))
        rows += [
            {
                "figure": directed(name, language), "ratio": found, "account": ratio,
                "end": directed(words[end], language), "shown": format_number(drawable(at), language),
            }
            for end, found, at in ends
        ]  # fmt: skip
    legend = [directed(words[end], language) for end in ("low", "high")]
    spec = frame(words["title"], " ".join((words["title"], *said)), language, subtitle=words["note"])
    return {**spec, **_plot(rows, ratio, legend, directed(words["axis"], language), language)}


def _plot(rows: list[Spec], ratio: float, legend: list[str], axis: str, language: Language) -> Spec:
    across = {
        "field": "ratio",
        "type": "quantitative",
        "axis": value_axis(axis),
        "scale": {"zero": False, "padding": 28},
    }
    along = {"field": "figure", "type": "nominal", "axis": category_axis(language), "sort": None}
    scale = {"domain": legend, "range": [CONTRADICTED, ACTION]}
    colour = {"field": "end", "type": "nominal", "scale": scale, "legend": {"title": None}}
    shape = {"field": "end", "type": "nominal", "scale": {"domain": legend, "range": ["circle", "diamond"]}}
    return {
        "width": WIDTH,
        "height": {"step": 34},
        "data": {"values": rows},
        "layer": [
            {
                "data": {"values": [{"ratio": 1.0}]},
                "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
                "encoding": {"x": across},
            },
            {
                "data": {"values": [{"ratio": ratio}]},
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
                "encoding": {"x": across},
            },
            {
                "mark": {"type": "bar", "height": 12},
                "encoding": {"y": along, "x": across, "x2": {"field": "account"}, "color": colour},
            },
            {
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 80},
                "encoding": {"y": along, "x": across, "color": colour, "shape": shape},
            },
        ],
    }
