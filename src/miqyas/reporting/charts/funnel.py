"""Effects against their precision, with the regions of significance: a funnel plot."""

import numpy as np

from miqyas.evidence.synthesis.effects import Effects
from miqyas.numerics.distributions import normal_quantile
from miqyas.reporting.charts.frame import (
    GREY,
    HAIRLINE,
    INK,
    WIDTH,
    Spec,
    directed,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.numbers import format_number, unit_name
from miqyas.types import Language

CONTOURS = (
    (0.10, "#efe8da"),
    (0.05, "#e2d8c4"),
    (0.01, "#d2c4a8"),
)  # p of each region's inner edge, its shade
WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "Petites et grandes études", "error": "Erreur type (les grandes études en haut)", "effect": "Effet",
        "note": "Teintes : p < 0,10, p < 0,05, p < 0,01 contre un effet nul. Trait : effet d'ensemble.",
        "study": "{name} : {value}, erreur type {error}.",
    },
    "ar": {
        "title": "دراسات صغيرة وكبيرة", "error": "الخطأ المعياري (الدراسات الكبيرة في الأعلى)", "effect": "الأثر",
        "note": "الألوان: p < 0,10 ثم p < 0,05 ثم p < 0,01 ضد انعدام الأثر. الخط: الأثر الإجمالي.",
        "study": "{name}: {value}، الخطأ المعياري {error}.",
    },
    "en": {
        "title": "Small and large studies", "error": "Standard error (large studies on top)", "effect": "Effect",
        "note": "Shades: p < 0.10, p < 0.05, p < 0.01 against no effect. Line: pooled effect.",
        "study": "{name}: {value}, standard error {error}.",
    },
}  # fmt: skip


def funnel_chart(effects: Effects, pooled: float, language: Language, *, unit: str = "") -> Spec:
    """Draw each study where its effect and its standard error put it.

    Holes on the side of no significance point to results left unpublished; holes elsewhere point to something
    else that goes with size (Peters and others 2008, Journal of Clinical Epidemiology 61(10), 991-996).

    Parameters
    ----------
    effects : Effects
        From `read_effects`.
    pooled : float
        The pooled effect.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    unit : str
        Unit of the effects.

    Returns
    -------
    dict
        A Vega-Lite 6 specification with its data inside.
    """
    words = WORDS[language]
    most = 1.08 * float(effects.std_errors.max())
    edges = [normal_quantile(1 - p / 2) * most for p, _ in CONTOURS]
    reach = max(float(np.abs(effects.estimates).max()), edges[0]) * 1.08
    said = [
        words["study"].format(
            name=label, value=format_number(value, language, unit), error=format_number(error, language, unit)
        )
        for label, value, error in zip(
            effects.labels, effects.estimates.tolist(), effects.std_errors.tolist(), strict=True
        )
    ]
    spec = frame(words["title"], " ".join((words["title"], *said)), language, subtitle=words["note"])
    points = [
        {"name": directed(label, language), "value": value, "error": error}
        for label, value, error in zip(
            effects.labels, effects.estimates.tolist(), effects.std_errors.tolist(), strict=True
        )
    ]
    x_axis = value_axis(directed(f"{words['effect']} {unit_name(unit, language)}".strip(), language))
    y_axis = value_axis(
        directed(words["error"], language), orient="right" if is_right_to_left(language) else "left"
    )
    across = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [-reach, reach], "nice": False},
        "axis": x_axis,
    }
    falling = {"domain": [0, most], "reverse": True, "nice": False}
    up = {"field": "error", "type": "quantitative", "scale": falling, "axis": y_axis}
    line = {
        "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
        "data": {"values": [{"value": pooled}]},
    }
    zero = {"mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]}, "data": {"values": [{"value": 0}]}}
    regions = [region for p, shade in CONTOURS for region in _region(p, shade, most, reach)]
    return {
        **spec,
        "width": WIDTH,
        "height": 300,
        "layer": [
            *({**region, "encoding": {"x": across, "x2": {"field": "far"}, "y": up}} for region in regions),
            {**zero, "encoding": {"x": across}},
            {**line, "encoding": {"x": across}},
            {
                "data": {"values": points},
                "mark": {
                    "type": "point",
                    "filled": True,
                    "opacity": 1,
                    "color": INK,
                    "size": 60,
                    "stroke": HAIRLINE,
                },
                "encoding": {"x": across, "y": up},
            },
        ],
    }


def _region(p: float, shade: str, most: float, reach: float) -> list[Spec]:
    """Return the two sides on which an effect differs from zero at ``p``, drawn over the lighter ones."""
    z, steps = normal_quantile(1 - p / 2), np.linspace(0, most, 60)
    mark = {"type": "area", "color": shade, "opacity": 1, "orient": "horizontal", "line": False, "clip": True}
    sides = []
    for sign in (1, -1):
        rows = [{"value": min(z * s, reach) * sign, "far": reach * sign, "error": s} for s in steps.tolist()]
        sides.append({"data": {"values": rows}, "mark": mark})
    return sides
