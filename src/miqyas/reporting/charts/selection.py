"""Two arms that were not drawn: how far their scores overlap, and how alike weights or matches made them."""

from collections.abc import Mapping, Sequence

from miqyas.reporting.charts.balance import GUIDES
from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    INK,
    UNCERTAIN,
    WIDTH,
    Spec,
    category_axis,
    drawable,
    frame,
    value_axis,
)
from miqyas.reporting.numbers import format_number
from miqyas.results.check import CheckResult
from miqyas.types import Language

HEIGHT = 280
SELECTION: dict[Language, dict[str, str]] = {
    "fr": {
        "overlap": "Les deux groupes se recouvrent-ils ?",
        "overlap_note": "Traités au-dessus, comparaison au-dessous.",
        "score": "Chance d'être traité, selon les covariables", "share": "Part du groupe",
        "treated": "Groupe traité", "control": "Groupe de comparaison", "arm": "Groupe",
        "alike": "Les deux groupes se ressemblent-ils, avant et après ?",
        "alike_note": "Repères : ±0,1 et ±0,25 écart-type.",
        "difference": "Différence normalisée (traités − comparaison)",
        "before": "avant", "after": "après", "when": "Pondération ou appariement",
        "said": "{name} : {before} avant, {after} après.",
    },
    "ar": {
        "overlap": "هل تتداخل المجموعتان؟",
        "overlap_note": "المعالَجة في الأعلى، والمقارنة في الأسفل.",
        "score": "احتمال المعالجة حسب المتغيرات المصاحبة", "share": "نسبة من المجموعة",
        "treated": "مجموعة المعالجة", "control": "مجموعة المقارنة", "arm": "المجموعة",
        "alike": "هل تتشابه المجموعتان، قبل وبعد؟",
        "alike_note": "خطوط مرجعية: ±0,1 و±0,25 انحراف معياري.",
        "difference": "الفرق المعياري (المعالجة − المقارنة)",
        "before": "قبل", "after": "بعد", "when": "الترجيح أو المطابقة",
        "said": "{name}: {before} قبل، {after} بعد.",
    },
    "en": {
        "overlap": "Do the two arms overlap?",
        "overlap_note": "Treated above, comparison below.",
        "score": "Chance of treatment, by the covariates", "share": "Share of the arm",
        "treated": "Treated group", "control": "Comparison group", "arm": "Group",
        "alike": "Are the two arms alike, before and after?",
        "alike_note": "Guides: ±0.1 and ±0.25 standard deviation.",
        "difference": "Normalised difference (treated − comparison)",
        "before": "before", "after": "after", "when": "Weighting or matching",
        "said": "{name}: {before} before, {after} after.",
    },
}  # fmt: skip


def overlap_chart(check: CheckResult, language: Language) -> Spec:
    """Draw the scores of the treated above and of the comparison below, as shares of each arm.

    Parameters
    ----------
    check : CheckResult
        From `miqyas.checks.overlap.overlap`.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    """
    words = SELECTION[language]
    rows: list[Spec] = []
    for arm, sign in (("treated", 1), ("control", -1)):
        size = drawable(check.facts[f"n_{arm}"])
        rows += [
            {
                "low": row["low"],
                "high": row["high"],
                "value": sign * drawable(row[f"n_{arm}"]) / size,
                "arm": words[arm],
            }
            for row in check.table.records()
        ]
    names = [words["treated"], words["control"]]
    spec = frame(words["overlap"], check.text[language], language, subtitle=words["overlap_note"])
    heights = {"title": words["share"], "labelExpr": "format(abs(datum.value), '.0%')", "tickCount": 5}
    score = {"domain": [0, 1], "nice": False}
    return {
        **spec,
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 0.4},
        "encoding": {
            "x": {
                "field": "low", "type": "quantitative", "scale": score, "axis": value_axis(words["score"], format=".1~f"),
                "bin": {"binned": True},
            },
            "x2": {"field": "high"},
            "y": {"field": "value", "type": "quantitative", "axis": heights, "stack": None},
            "color": {
                "field": "arm",
                "type": "nominal",
                "scale": {"domain": names, "range": [ACTION, UNCERTAIN]},
                "legend": {"title": words["arm"], "values": names},
            },
        },
    }  # fmt: skip


def weighting_chart(
    check: CheckResult, language: Language, *, labels: Mapping[str, str] | None = None
) -> Spec:
    """Draw each covariate's normalised difference as a square before, as a disc after.

    Parameters
    ----------
    check : CheckResult
        From `miqyas.checks.covariate_balance`.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    labels : mapping of str or None
        What the person calls each column; a column without one keeps its name.
    """
    words, names = SELECTION[language], labels or {}
    said = [
        words["said"].format(
            name=names.get(str(row["covariate"]), str(row["covariate"])),
            before=format_number(drawable(row["before"]), language, decimals=2),
            after=format_number(drawable(row["after"]), language, decimals=2),
        )
        for row in check.table.records()
    ]
    spec = frame(words["alike"], " ".join((words["alike"], *said)), language, subtitle=words["alike_note"])
    rows: list[Spec] = [
        {
            "name": names.get(str(row["covariate"]), str(row["covariate"])),
            "value": drawable(row[when]),
            "when": words[when],
        }
        for row in check.table.records()
        for when in ("before", "after")
    ]
    widest = max([abs(row["value"]) for row in rows] + [0.3])
    return {**spec, **_points(rows, [-1.1 * widest, 1.1 * widest], language)}


def _points(rows: Sequence[Spec], limits: Sequence[float], language: Language) -> Spec:
    words = SELECTION[language]
    moments = [words["before"], words["after"]]
    scale = {"domain": list(limits), "nice": False}
    at = {"field": "at", "type": "quantitative", "scale": scale}
    legend = {"title": words["when"], "values": moments}
    guides = [{"at": sign * guide} for guide in GUIDES for sign in (-1, 1)]
    return {
        "width": WIDTH,
        "height": {"step": 26},
        "layer": [
            {
                "data": {"values": guides},
                "mark": {"type": "rule", "color": GREY, "strokeDash": [2, 3]},
                "encoding": {"x": at},
            },
            {"data": {"values": [{"at": 0}]}, "mark": {"type": "rule", "color": INK}, "encoding": {"x": at}},
            {
                "data": {"values": [dict(row) for row in rows]},
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {
                    "y": {"field": "name", "type": "nominal", "axis": category_axis(language, grid=True), "sort": None},
                    "x": {
                        "field": "value", "type": "quantitative", "scale": scale,
                        "axis": value_axis(words["difference"], format=".2~f", grid=False),
                    },
                    "color": {
                        "field": "when", "type": "nominal", "scale": {"domain": moments, "range": [UNCERTAIN, ACTION]},
                        "legend": legend,
                    },
                    "shape": {
                        "field": "when", "type": "nominal", "scale": {"domain": moments, "range": ["square", "circle"]},
                        "legend": legend,
                    },
                },
            },
        ],
    }  # fmt: skip
