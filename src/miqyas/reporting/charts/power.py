"""Power against size, one line for each effect; the smallest effect seen against size."""

from typing import Literal, TypeAlias

from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    SUPPORTED,
    UNCERTAIN,
    WIDTH,
    Spec,
    directed,
    drawable,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.numbers import format_number, format_percent, unit_name
from miqyas.results.table import Table
from miqyas.types import Language

Counted: TypeAlias = Literal["units", "clusters", "periods"]
WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "Combien d'unités pour voir l'effet ?", "units": "Unités", "clusters": "Grappes", "periods": "Périodes",
        "power": "Puissance", "effect": "Effet", "note": "Pointillé : puissance visée.",
        "row": "Effet de {effect}, {places} : {power}.",
        "smallest": "Quel est le plus petit effet visible ?", "smallest_row": "{places} : {effect}.",
    },
    "ar": {
        "title": "كم وحدة لرؤية الأثر؟", "units": "الوحدات", "clusters": "العناقيد", "periods": "الفترات",
        "power": "القوة", "effect": "الأثر", "note": "الخط المتقطع: القوة المنشودة.",
        "row": "أثر قدره {effect}، {places}: {power}.",
        "smallest": "ما أصغر أثر يمكن رؤيته؟", "smallest_row": "{places}: {effect}.",
    },
    "en": {
        "title": "How many units to see the effect?", "units": "Units", "clusters": "Clusters", "periods": "Periods",
        "power": "Power", "effect": "Effect", "note": "Dashed: power aimed at.",
        "row": "Effect of {effect}, {places}: {power}.",
        "smallest": "What is the smallest effect seen?", "smallest_row": "{places}: {effect}.",
    },
}  # fmt: skip
COLOURS, DASHES = [ACTION, SUPPORTED, UNCERTAIN], [[1, 0], [8, 3], [2, 3]]


def power_chart(
    table: Table, language: Language, *, power: float = 0.8, unit: str = "", counted: Counted = "units"
) -> Spec:
    """Draw the chance of seeing each effect as the trial grows.

    Parameters
    ----------
    table : Table
        From `miqyas.power.analytic.power_curve`; three effects at most are told apart.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    power : float
        The power aimed at.
    unit : str
        Unit of the effects.
    counted : {'units', 'clusters', 'periods'}
        What sizes count.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside; lines differ by dashes as by colour.
    """
    words = WORDS[language]
    rows, said = [], []
    for record in table.records():
        shown = {
            "effect": format_number(drawable(record["effect"]), language, unit),
            "places": format_number(drawable(record["places"]), language),
            "power": format_percent(drawable(record["power"]), language),
        }
        said.append(words["row"].format(**shown))
        rows.append({**record, "shown": directed(shown["effect"], language)})
    names = list(dict.fromkeys(str(row["shown"]) for row in rows))
    spec = frame(words["title"], " ".join((words["title"], *said)), language, subtitle=words["note"])
    places = directed(words[counted], language)
    across = {"field": "places", "type": "quantitative", "axis": value_axis(places), "scale": {"zero": False}}
    axis = value_axis(
        directed(words["power"], language),
        format=".0%",
        orient="right" if is_right_to_left(language) else "left",
    )
    up = {"field": "power", "type": "quantitative", "axis": axis, "scale": {"domain": [0, 1]}}
    legend = {"title": directed(words["effect"], language)}
    colour = {
        "field": "shown",
        "type": "nominal",
        "scale": {"domain": names, "range": COLOURS},
        "legend": legend,
    }
    dash = {
        "field": "shown",
        "type": "nominal",
        "scale": {"domain": names, "range": DASHES},
        "legend": legend,
    }
    return {
        **spec,
        "width": WIDTH,
        "height": 280,
        "data": {"values": rows},
        "layer": [
            {
                "data": {"values": [{"power": power}]},
                "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
                "encoding": {"y": up},
            },
            {
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": {"x": across, "y": up, "color": colour, "strokeDash": dash},
            },
        ],
    }


def detectable_chart(table: Table, language: Language, *, unit: str = "", counted: Counted = "units") -> Spec:
    """Draw the smallest effect seen as the study grows.

    Parameters
    ----------
    table : Table
        From `miqyas.power.analytic.effect_curve`.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    unit : str
        Unit of the effects.
    counted : {'units', 'clusters', 'periods'}
        What sizes count.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside.
    """
    words = WORDS[language]
    said = [
        words["smallest_row"].format(
            effect=format_number(drawable(record["effect"]), language, unit),
            places=format_number(drawable(record["places"]), language),
        )
        for record in table.records()
    ]
    places = directed(words[counted], language)
    named = f"{words['effect']} ({unit_name(unit, language)})" if unit else words["effect"]
    axis = value_axis(directed(named, language), orient="right" if is_right_to_left(language) else "left")
    return {
        **frame(words["smallest"], " ".join((words["smallest"], *said)), language),
        "width": WIDTH,
        "height": 280,
        "data": {"values": table.records()},
        "mark": {"type": "line", "strokeWidth": 2.5, "color": ACTION},
        "encoding": {
            "x": {
                "field": "places",
                "type": "quantitative",
                "axis": value_axis(places),
                "scale": {"zero": False},
            },
            "y": {"field": "effect", "type": "quantitative", "axis": axis, "scale": {"zero": True}},
        },
    }
