"""Where a practice stands: one ladder of five cells by dimension. No radar: areas would tell what no level says."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from miqyas.reporting.charts.frame import (
    ACTION,
    HAIRLINE,
    INK,
    Spec,
    category_axis,
    directed,
    frame,
    is_right_to_left,
)
from miqyas.types import Language

N_LEVELS = 5
CELL, ROW = 46, 46  # pixels
NAME_LENGTH = 26  # letters of a name before it goes on below

WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "axis": "Niveau",
        "level": "{name} : niveau {level} sur 5.",
        "none": "{name} : sans objet.",
        "before": "La fois d’avant : {before}.",
        "mark": "Losange : la fois d’avant",
    },
    "ar": {
        "axis": "المستوى",
        "level": "{name}: المستوى {level} من 5.",
        "none": "{name}: لا يعني المنظمة.",
        "before": "المرة السابقة: {before}.",
        "mark": "المعيّن: المرة السابقة",
    },
    "en": {
        "axis": "Level",
        "level": "{name}: level {level} of 5.",
        "none": "{name}: not concerned.",
        "before": "The time before: {before}.",
        "mark": "Diamond: the time before",
    },
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One dimension. ``level`` None: not concerned; ``before`` None: nothing to compare with."""

    name: str
    level: int | None
    before: int | None = None


def practice_chart(title: str, rungs: Sequence[Rung], language: Language) -> Spec:
    """Draw the ladders of a practice, the time before as a diamond.

    Parameters
    ----------
    title : str
        Of the picture, in the reader's language.
    rungs : sequence of Rung
        In the order of the diagnostic.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    """
    words = WORDS[language]
    has_before = any(rung.before is not None for rung in rungs)
    spec = frame(
        title,
        " ".join((f"{title}.", *(_said(rung, language) for rung in rungs))),
        language,
        subtitle=words["mark"] if has_before else "",
    )
    names = [_wrapped(rung.name, language) for rung in rungs]
    return {
        **spec,
        "width": N_LEVELS * CELL,
        "height": {"step": ROW},
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "sort": names,
                "scale": {"paddingInner": 0.35},
                "axis": category_axis(language, labelExpr="split(datum.label, '|')", labelLimit=220),
            },
            "x": _across(language),
        },
        "layer": [*_cells(rungs, names), *_figures(rungs, names), *_before(rungs, names)],
    }


def _said(rung: Rung, language: Language) -> str:
    words = WORDS[language]
    if rung.level is None:
        return words["none"].format(name=rung.name)
    said = words["level"].format(name=rung.name, level=rung.level)
    return said if rung.before is None else f"{said} {words['before'].format(before=rung.before)}"


def _wrapped(name: str, language: Language) -> str:
    return "|".join(directed(line, language) for line in textwrap.wrap(name, NAME_LENGTH))


def _across(language: Language) -> Spec:
    levels = list(range(1, N_LEVELS + 1))
    return {
        "field": "level",
        "type": "ordinal",
        "sort": levels[::-1] if is_right_to_left(language) else levels,
        "scale": {"domain": levels[::-1] if is_right_to_left(language) else levels, "paddingInner": 0.12},
        "axis": {
            "title": directed(WORDS[language]["axis"], language),
            "labelAngle": 0,
            "domain": False,
            "ticks": False,
            "grid": False,
        },
    }


def _cells(rungs: Sequence[Rung], names: Sequence[str]) -> list[Spec]:
    """Five cells by dimension, filled up to its level."""
    values = [
        {"name": name, "level": level, "is_reached": rung.level is not None and level <= rung.level}
        for rung, name in zip(rungs, names, strict=True)
        for level in range(1, N_LEVELS + 1)
    ]
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "cornerRadius": 3, "stroke": HAIRLINE},
            "encoding": {
                "color": {"condition": {"test": "datum.is_reached", "value": ACTION}, "value": "#f2ecdf"}
            },
        }
    ]


def _figures(rungs: Sequence[Rung], names: Sequence[str]) -> list[Spec]:
    """The level in its last cell: colour never speaks alone."""
    values = [
        {"name": name, "level": rung.level, "said": str(rung.level)}
        for rung, name in zip(rungs, names, strict=True)
        if rung.level is not None
    ]
    mark = {"type": "text", "color": "#ffffff", "fontWeight": 600, "fontSize": 14}
    return [{"data": {"values": values}, "mark": mark, "encoding": {"text": {"field": "said"}}}]


def _before(rungs: Sequence[Rung], names: Sequence[str]) -> list[Spec]:
    values = [
        {"name": name, "level": rung.before}
        for rung, name in zip(rungs, names, strict=True)
        if rung.before is not None
    ]
    mark = {
        "type": "point",
        "shape": "diamond",
        "size": 130,
        "filled": True,
        "color": "#ffffff",
        "stroke": INK,
        "strokeWidth": 1.8,
        "opacity": 1,
        "yOffset": ROW * 0.3,
    }
    return [{"data": {"values": values}, "mark": mark}] if values else []
