"""The share of outcomes missing in each arm."""

from collections.abc import Mapping, Sequence

from miqyas.reporting.charts.frame import (
    ACTION,
    WIDTH,
    Spec,
    category_axis,
    drawable,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.charts.words import DESCRIPTIONS, WORDS
from miqyas.reporting.numbers import format_number, format_percent
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell
from miqyas.types import Language


def attrition_chart(check: CheckResult, language: Language) -> Spec:
    """Draw the share of missing outcomes in each arm.

    Parameters
    ----------
    check : CheckResult
        From `miqyas.checks.attrition.attrition`. Without a missing outcome, the bars stand at zero and the
        description says so.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    """
    words = WORDS[language]
    rows = [_attrition_row(row, language) for row in check.table.records()]
    said = [row["said"] for row in rows] or [DESCRIPTIONS[language]["complete"]]
    if not rows:
        zero = format_percent(0, language)
        rows = [{"name": words[arm], "value": 0, "label": zero} for arm in ("control", "treated")]
    spec = frame(
        words["attrition_title"],
        " ".join((words["attrition_title"] + ".", *said)),
        language,
        subtitle="" if check.table.rows else said[0],
    )
    return {
        **spec,
        **_bars([{key: row[key] for key in ("name", "value", "label")} for row in rows], language),
    }


def _attrition_row(row: Mapping[str, Cell], language: Language) -> Spec:
    share = drawable(row["share_missing"])
    arm = WORDS[language][str(row["arm"])]
    shown = format_percent(share, language, decimals=1)
    said = DESCRIPTIONS[language]["attrition"].format(
        arm=arm,
        share=shown,
        missing=format_number(drawable(row["n_missing"]), language),
        n=format_number(drawable(row["n"]), language),
    )
    return {"name": arm, "value": share, "label": shown, "said": said}


def _bars(rows: Sequence[Spec], language: Language) -> Spec:
    starts_right = is_right_to_left(language)
    widest = max([row["value"] for row in rows] + [0.05])
    across = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, 1.25 * widest], "nice": False, "reverse": starts_right},
        "axis": value_axis(WORDS[language]["share"], format=".0%"),
    }
    return {
        "width": WIDTH,
        "height": {"step": 40},
        "data": {"values": list(rows)},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "axis": category_axis(language), "sort": None}
        },
        "layer": [
            {
                "mark": {"type": "bar", "color": ACTION, "height": 18},
                "encoding": {"x": across},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "right" if starts_right else "left",
                    "dx": -6 if starts_right else 6,
                },
                "encoding": {"x": across, "text": {"field": "label"}},
            },
        ],
    }
