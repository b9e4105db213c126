"""How alike two arms were before treatment: a love plot."""

from collections.abc import Mapping, Sequence

from miqyas.reporting.charts.frame import (
    CONTRADICTED,
    GREY,
    INK,
    SUPPORTED,
    UNCERTAIN,
    WIDTH,
    Spec,
    category_axis,
    drawable,
    frame,
    value_axis,
)
from miqyas.reporting.charts.words import DESCRIPTIONS, WORDS
from miqyas.reporting.numbers import format_number
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell
from miqyas.types import Language

# 0.25: beyond it, regression leans on its form (Imbens and Wooldridge, Journal of Economic Literature 47(1),
# 2009, p. 24). 0.1: usual in matching (Austin, Statistics in Medicine 28(25), 2009). Both are quoted from
# memory and help the eye only: the verdict is the joint test of the check.
GUIDES = (0.1, 0.25)


def balance_chart(check: CheckResult, language: Language, *, labels: Mapping[str, str] | None = None) -> Spec:
    """Draw each covariate's normalised difference against guides at ±0.1 and ±0.25 (a love plot).

    Parameters
    ----------
    check : CheckResult
        From `miqyas.checks.balance.balance`.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    labels : mapping of str or None
        What the person calls each column; a column without one keeps its name.
    """
    words, names = WORDS[language], labels or {}
    compared = [row for row in check.table.records() if row["normalised_difference"] is not None]
    left_out = [
        str(row["covariate"]) for row in check.table.records() if row["normalised_difference"] is None
    ]
    rows = [_balance_row(row, names, words) for row in compared]
    said = [
        DESCRIPTIONS[language]["balance"].format(
            name=row["name"], difference=format_number(row["value"], language, decimals=2)
        )
        for row in rows
    ]
    if left_out:
        shown = [names.get(name, name) for name in left_out]
        said.append(DESCRIPTIONS[language]["not_compared"].format(names=", ".join(shown)))
    description = " ".join((words["balance_title"], *said))
    spec = frame(words["balance_title"], description, language, subtitle=words["balance_note"])
    widest = max([abs(row["value"]) for row in rows] + [0.3])
    return {**spec, **_love_plot(rows, widest, language)}


def _balance_row(row: Mapping[str, Cell], names: Mapping[str, str], words: Mapping[str, str]) -> Spec:
    value = drawable(row["normalised_difference"])
    size = "within" if abs(value) < GUIDES[0] else "some" if abs(value) <= GUIDES[1] else "large"
    column = str(row["covariate"])
    return {"name": names.get(column, column), "value": value, "size": words[size]}


def _love_plot(rows: Sequence[Spec], widest: float, language: Language) -> Spec:
    words = WORDS[language]
    sizes = [words["within"], words["some"], words["large"]]
    guides = [{"at": sign * guide} for guide in GUIDES for sign in (-1, 1)]
    limits = [-1.1 * widest, 1.1 * widest]
    across = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": limits, "nice": False},
        "axis": value_axis(words["balance_axis"], format=".2~f", grid=False),
    }
    at = {"field": "at", "type": "quantitative", "scale": {"domain": limits, "nice": False}}
    legend = {"title": words["size"], "values": sizes}
    return {
        "width": WIDTH,
        "height": {"step": 26},
        "layer": [
            {
                "data": {"values": guides},
                "mark": {"type": "rule", "color": GREY, "strokeDash": [2, 3]},
                "encoding": {"x": at},
            },
            {
                "data": {"values": [{"at": 0}]},
                "mark": {"type": "rule", "color": INK},
                "encoding": {"x": at},
            },
            {
                "data": {"values": list(rows)},
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {
                    "y": {
                        "field": "name",
                        "type": "nominal",
                        "axis": category_axis(language, grid=True),
                        "sort": {"op": "max", "field": "value", "order": "descending"},
                    },
                    "x": across,
                    "color": {
                        "field": "size",
                        "type": "nominal",
                        "scale": {"domain": sizes, "range": [SUPPORTED, UNCERTAIN, CONTRADICTED]},
                        "legend": legend,
                    },
                    "shape": {
                        "field": "size",
                        "type": "nominal",
                        "scale": {"domain": sizes, "range": ["circle", "square", "diamond"]},
                        "legend": legend,
                    },
                },
            },
        ],
    }
