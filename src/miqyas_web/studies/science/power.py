"""How many people a study takes: from what a person typed to the science, and back in words and curves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString

import miqyas
from miqyas.data.relation import open_relation
from miqyas.errors import MiqyasError
from miqyas.power.aim import Aim, Correction, Success
from miqyas.power.analytic import effect_curve, power_curve
from miqyas.power.answer import Answer, Question, answer
from miqyas.power.budget import Costs, within_budget
from miqyas.power.declared import ACCEPTED, Figures, declare
from miqyas.power.resemblance import resemblance
from miqyas.power.threshold import Reading, Score
from miqyas.reporting.charts import detectable_chart, power_chart
from miqyas.reporting.numbers import format_number, format_percent
from miqyas.reporting.pictures import to_svg
from miqyas.reporting.power_sentence import effect_said, power_sentence, resemblance_sentence
from miqyas.results.power import PowerResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES, Language
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.studies.science.readings import fonts
from miqyas_web.studies.science.words import page_language, said_plainly
from miqyas_web.ui import charts

POINTS = 21
AROUND = (0.75, 1.0, 1.25)  # effects drawn beside the one asked
FEW_CLUSTERS = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, in the names of the science; shares between 0 and 1."""

    design: str
    figures: Mapping[str, Any]
    effect: float | None = None
    n: int | None = None
    n_clusters: int | None = None
    power: float = 0.8
    level: float = 0.05
    n_outcomes: int = 1
    outcome_correlation: float = 0.0
    success: str = "any"
    budget: float | None = None
    costs: Mapping[str, float] = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve and its figures as a table."""

    key: str
    title: str
    svg: SafeString
    table: dict[str, Any]
    spec: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sizing:
    """What came out: figures written for the page, the sentence, what is kept."""

    asked: str
    shape: str
    shown: dict[str, str]
    says: str
    sentence: dict[str, str]
    row: dict[str, Any]
    library_version: str
    is_few_clusters: bool
    curves: tuple[Curve, ...] = ()


def names_accepted(design: str) -> tuple[str, ...]:
    """Which figures a design uses."""
    return ACCEPTED[design]


def size_study(asked: Asked, *, draw: bool = True) -> Sizing:
    """Answer the question; what the science refuses becomes a sentence for the person."""
    return said_plainly(lambda: _size_study(asked, draw=draw))


def _size_study(asked: Asked, *, draw: bool) -> Sizing:
    language, aim = page_language(), _aim(asked)
    found = _answer(asked, aim)
    result = found.result
    cost = None if not asked.costs else Costs(**asked.costs).total(found.design, result)
    is_share = "control_share" in asked.figures
    sentence: dict[str, str] = {
        other: power_sentence(result, other, is_share=is_share) for other in LANGUAGES
    }
    return Sizing(
        asked=result.asked,
        shape=_shape(result),
        shown=_shown(result, asked, cost, language),
        says=sentence[language],
        sentence=sentence,
        row={"design": asked.design, **result.tidy(), **asked.figures, "cost": cost},
        library_version=miqyas.__version__,
        is_few_clusters=result.n_clusters is not None and result.n_clusters < FEW_CLUSTERS,
        curves=_curves(found, asked, aim, language) if draw else (),
    )


def _aim(asked: Asked) -> Aim:
    # Outcomes that must all show need no correction; one that may show among several does.
    every = asked.success == "all"
    return Aim(
        significance=asked.level,
        n_outcomes=asked.n_outcomes,
        outcome_correlation=asked.outcome_correlation,
        success=Success(asked.success),
        correction=Correction.NONE if every else Correction.HOLM,
    )


def _figures(asked: Asked) -> Figures:
    given = dict(asked.figures)
    if "score" in given:
        given["score"] = Score(given["score"])
    if "reading" in given:
        given["reading"] = Reading(given["reading"])
    return Figures(**given)


def _answer(asked: Asked, aim: Aim) -> Answer:
    figures = _figures(asked)
    if asked.budget is None:
        question = Question(asked.effect, asked.n, asked.n_clusters, asked.power)
        return answer(asked.design, figures, question, aim=aim, unit=asked.unit)
    size_is_sought = figures.icc is not None and figures.cluster_size is None
    if size_is_sought:
        figures = replace(figures, cluster_size=1.0)
    declared = declare(asked.design, figures)
    found = within_budget(
        declared,
        budget=asked.budget,
        costs=Costs(**asked.costs),
        power=asked.power,
        aim=aim,
        unit=asked.unit,
        fixed_size=not size_is_sought,
    )
    if size_is_sought:
        declared = declare(asked.design, replace(figures, cluster_size=found.cluster_size))
    return Answer(declared, found, found.n_clusters or sum(found.n_per_arm))


def _shape(result: PowerResult) -> str:
    """Which words count the size: people, clusters, clusters by start date, people by start date, periods."""
    if result.method.startswith("periods"):
        return "periods"
    if "stepped wedge" in result.method:
        return "starts" if result.n_clusters is None else "steps"
    arms = result.clusters_per_arm or result.n_per_arm
    counted = "people" if result.n_clusters is None else "clusters"
    return counted if len(set(arms)) == 1 else f"{counted}_unequal"


def _shown(result: PowerResult, asked: Asked, cost: float | None, language: Language) -> dict[str, str]:
    arms = result.clusters_per_arm or result.n_per_arm
    is_share = "control_share" in asked.figures
    shown = {
        "n": result.n, "arm": arms[0], "treated": arms[0], "control": arms[-1], "clusters": result.n_clusters or 0,
        "each": result.cluster_size or 0, "starts": len(arms), "cost": cost or 0,
    }  # fmt: skip
    return {name: format_number(value, language) for name, value in shown.items()} | {
        "effect": effect_said(result.effect, language, asked.unit, is_share=is_share),
        "power": format_number(round(100 * result.power), language),
        "design_effect": format_number(result.design_effect, language, decimals=2),
    }


def _curves(found: Answer, asked: Asked, aim: Aim, language: Language) -> tuple[Curve, ...]:
    """Power against size for three effects, and the smallest effect seen against size; none where none can be."""
    counted, effect = found.result.counted, found.result.effect
    is_share = "control_share" in asked.figures
    unit = "pp" if is_share else asked.unit
    first = max(found.design.fewest() + 1, found.places // 4)
    last = max(first + POINTS, 2 * found.places)
    sizes = sorted({round(first + (last - first) * step / (POINTS - 1)) for step in range(POINTS)})
    largest = found.design.largest_effect
    effects = [effect * part for part in AROUND if largest is None or effect * part < largest]
    drawn = []
    if effect:
        table = _in_points(power_curve(found.design, effects=effects, sizes=sizes, aim=aim), is_share)
        spec = power_chart(table, language, power=asked.power, unit=unit, counted=counted)
        drawn.append(_curve(spec, table, language))
    try:
        table = _in_points(effect_curve(found.design, sizes=sizes, power=asked.power, aim=aim), is_share)
    except MiqyasError:
        return tuple(drawn)
    if table.rows:
        spec = detectable_chart(table, language, unit=unit, counted=counted)
        drawn.append(_curve(spec, table, language))
    return tuple(drawn)


def _in_points(table: Table, is_share: bool) -> Table:
    """Effects on a share are drawn in points of percentage."""
    if not is_share:
        return table
    records = [
        {**record, "effect": round(100 * float(record["effect"] or 0), 10)} for record in table.records()
    ]
    return Table(table.columns, tuple(tuple(record.values()) for record in records))


def _curve(spec: dict[str, Any], table: Table, language: Language) -> Curve:
    """Not kept on disk, unlike the charts of a result: a new one is drawn at every figure typed."""
    axis = spec["layer"][1] if "layer" in spec else spec
    heads = {
        "effect": _effect_head(spec, axis), "places": axis["encoding"]["x"]["axis"]["title"],
        "power": axis["encoding"]["y"]["axis"]["title"],
    }  # fmt: skip
    rows = [[_cell(name, value, language) for name, value in record.items()] for record in table.records()]
    svg = charts.inline(to_svg(spec, language=language, fonts=fonts()))
    shown = charts.table(head=[str(heads[name]) for name in table.columns], rows=rows)
    return Curve(f"power-{len(table.columns)}", str(spec["title"]["text"]), svg, shown, spec)


def _effect_head(spec: dict[str, Any], axis: dict[str, Any]) -> str:
    layered = "layer" in spec
    return str(
        axis["encoding"]["color"]["legend"]["title"] if layered else axis["encoding"]["y"]["axis"]["title"]
    )


def _cell(name: str, value: Any, language: Language) -> str:
    if name == "power":
        return format_percent(float(value), language)
    return format_number(float(value), language)


@dataclass(frozen=True, slots=True)
class Alike:
    """What earlier data say: a sentence, and the figures to start from."""

    says: str
    figures: dict[str, str]


def figures_from(version: DatasetVersion, *, outcome: str, group: str) -> Alike:
    """Estimate the spread, the resemblance inside groups and the sizes of groups from a frozen dataset."""

    def compute() -> Alike:
        found = resemblance(open_relation(frozen_path(version)), outcome=outcome, group=group)
        plain = {
            "sd": found.std_dev, "icc": max(found.icc, 0.0), "cluster_size": round(found.mean_size), "cv": found.size_cv,
        }  # fmt: skip
        return Alike(
            resemblance_sentence(found, page_language()),
            {name: f"{value:.4g}" for name, value in plain.items()},
        )

    return said_plainly(compute)
