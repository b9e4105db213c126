"""Chart of value against equity: what the best list is worth as floors keep more of the budget."""

from collections.abc import Mapping, Sequence

from miqyas.reporting.charts.frame import (
    ACTION,
    SUPPORTED,
    UNCERTAIN,
    WIDTH,
    Spec,
    directed,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.numbers import format_percent
from miqyas.results.allocation import FrontierPoint
from miqyas.types import Language

WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "Ce que coûtent des planchers plus hauts",
        "share": "Part du budget gardée par des planchers",
        "value": "Valeur de la liste, sans plancher = 100 %",
        "row": "{curve}, {share} : {value}.",
        "none": "aucune liste",
    },
    "ar": {
        "title": "كلفة رفع الحدود الدنيا",
        "share": "حصة الميزانية المحفوظة بالحدود الدنيا",
        "value": "قيمة اللائحة، دون حد أدنى = 100 %",
        "row": "{curve}، {share}: {value}.",
        "none": "لا لائحة ممكنة",
    },
    "en": {
        "title": "What higher floors cost",
        "share": "Share of the budget that floors keep",
        "value": "Value of the list, without floors = 100 %",
        "row": "{curve}, {share}: {value}.",
        "none": "no list",
    },
}
COLOURS, DASHES = [ACTION, SUPPORTED, UNCERTAIN], [[1, 0], [8, 3], [2, 3]]


def frontier_chart(curves: Mapping[str, Sequence[FrontierPoint]], language: Language) -> Spec:
    """Draw the value kept as floors grow, one line for each way of sharing them out.

    Parameters
    ----------
    curves : mapping of str to sequence of FrontierPoint
        By the name a person reads, from `miqyas.allocation.frontier.equity_frontier`; three at most are told apart.
    language : {'fr', 'ar', 'en'}
        Reader's language.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside; a line ends where nothing obeys.
    """
    words = WORDS[language]
    rows, said = [], []
    for name, points in curves.items():
        for point, kept in zip(points, value_kept(points), strict=True):
            told = words["none"] if kept is None else format_percent(kept, language, decimals=1)
            share = format_percent(point.share, language, decimals=0)
            said.append(words["row"].format(curve=name, share=share, value=told))
            if kept is not None:
                rows.append({"share": point.share, "kept": kept, "curve": directed(name, language)})
    names = [directed(name, language) for name in curves]
    spec = frame(words["title"], " ".join((words["title"] + ".", *said)), language)
    axis = {"format": ".0%"}
    side = "right" if is_right_to_left(language) else "left"
    across = {
        "field": "share", "type": "quantitative", "axis": value_axis(directed(words["share"], language), **axis),
    }  # fmt: skip
    up = {
        "field": "kept", "type": "quantitative", "scale": {"zero": False},
        "axis": value_axis(directed(words["value"], language), orient=side, **axis),
    }  # fmt: skip
    legend = {"title": None, "labelLimit": 320, "columns": 1}
    of_curve = {"field": "curve", "type": "nominal", "sort": None, "legend": legend}
    return {
        **spec,
        "width": WIDTH,
        "height": 260,
        "data": {"values": rows},
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 45}},
        "encoding": {
            "x": across,
            "y": up,
            "color": {**of_curve, "scale": {"domain": names, "range": COLOURS}},
            "strokeDash": {**of_curve, "scale": {"domain": names, "range": DASHES}},
        },
    }


def value_kept(points: Sequence[FrontierPoint]) -> list[float | None]:
    """Value of each point as a share of that of the first, None where nothing obeys."""
    first = points[0].value if points else None
    if not first:
        return [None for _ in points]
    return [None if point.value is None else point.value / first for point in points]
