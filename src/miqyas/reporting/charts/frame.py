"""What every chart of the house shares: colours, fonts, direction, the writing of figures."""

from types import MappingProxyType
from typing import Any, TypeAlias

from miqyas.results.table import Cell
from miqyas.types import LANGUAGES, Language

Spec: TypeAlias = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "IBM Plex Sans Arabic, IBM Plex Sans, sans-serif"
INK, PAPER, ACTION = "#1f2430", "#faf6ef", "#1f4e79"
SUPPORTED, UNCERTAIN, CONTRADICTED, GREY = "#2f6b4f", "#a8741a", "#a8452c", "#6b6f76"
RIGHT_TO_LEFT, END = "\u2067", "\u2069"  # isolate of the Unicode bidirectional algorithm
HAIRLINE = "#d9d2c5"
WIDTH = 460  # pixels of the plot, without its axes

# d3's writing of figures on the axes, the same as `miqyas.reporting.numbers`.
LOCALES: MappingProxyType[Language, dict[str, Any]] = MappingProxyType(
    {
        language: {
            "decimal": "." if language == "en" else ",",
            "thousands": "," if language == "en" else "\u202f",
            "grouping": [3],
            "currency": ["", ""],
            "minus": "\u2212",
        }
        for language in LANGUAGES
    }
)


def is_right_to_left(language: Language) -> bool:
    """Whether the reader starts from the right."""
    return language == "ar"


def directed(text: str, language: Language) -> str:
    """Hold a text to the reader's direction: a picture, unlike a page, has none of its own.

    Examples
    --------
    >>> directed("Effet", "fr"), directed("95%", "ar") == RIGHT_TO_LEFT + "95%" + END
    ('Effet', True)
    """
    return f"{RIGHT_TO_LEFT}{text}{END}" if is_right_to_left(language) and text else text


def frame(title: str, description: str, language: Language, *, subtitle: str = "") -> Spec:
    """Return the parts of a specification that do not depend on its marks."""
    starts_right = is_right_to_left(language)
    heading: Spec = {"text": directed(title, language), "anchor": "end" if starts_right else "start"}
    if subtitle:
        heading["subtitle"] = directed(subtitle, language)
    return {
        "$schema": SCHEMA,
        "description": description,
        "title": heading,
        "background": PAPER,
        "padding": 16,
        "config": _config(language),
    }


def _config(language: Language) -> Spec:
    labels = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": INK}
    size = 13 if is_right_to_left(language) else 12  # Arabic needs a little more at the same nominal size
    return {
        "font": FONT,
        "locale": {"number": LOCALES[language]},
        "view": {"stroke": None},
        "title": {
            "font": FONT,
            "fontSize": size + 3,
            "fontWeight": 600,
            "color": INK,
            "subtitleFont": FONT,
            "subtitleFontSize": size,
            "subtitleColor": GREY,
            "offset": 14,
            "frame": "bounds",
        },
        "axis": {
            **labels,
            "labelFontSize": size,
            "titleFontSize": size,
            "titleFontWeight": 400,
            "gridColor": HAIRLINE,
            "domainColor": GREY,
            "tickColor": GREY,
        },
        "legend": {
            **labels,
            "labelFontSize": size,
            "titleFontSize": size,
            "orient": "bottom",
            "titleFontWeight": 400,
        },
        "text": {"font": FONT, "fontSize": size, "color": INK},
    }


def value_axis(title: str, **more: object) -> Spec:
    """Return the axis of values; the locale of the frame writes its figures."""
    return {"title": title, "tickCount": 5, "format": ",~r", **more}


def category_axis(language: Language, **more: object) -> Spec:
    """Return the axis of names, on the side where the reader starts."""
    side = "right" if is_right_to_left(language) else "left"
    return {
        "title": None,
        "orient": side,
        "domain": False,
        "ticks": False,
        "grid": False,
        "labelLimit": 260,
        "labelPadding": 10,
        **more,
    }


def drawable(cell: Cell) -> float:
    """Return the figure of a cell; a missing one is left out before, never drawn at zero."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise TypeError(f"{cell!r} is not a figure that can be drawn.")
    return float(cell)
