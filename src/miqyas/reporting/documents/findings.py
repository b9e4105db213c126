"""From what a study computed to what its section of a report says, in every language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from miqyas.design.changes import compare
from miqyas.design.designs import design_named
from miqyas.design.plan import Plan as StudyPlan
from miqyas.evidence.ladders.level import LADDERS, NOT_ESTABLISHED, Level
from miqyas.reporting.charts import attrition_chart, balance_chart, estimate_chart
from miqyas.reporting.charts.frame import END, RIGHT_TO_LEFT
from miqyas.reporting.charts.words import WORDS as CHART_WORDS
from miqyas.reporting.documents import content
from miqyas.reporting.documents.words import WORDS
from miqyas.reporting.numbers import decimals_for, format_number, format_percent, unit_name
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES, Language

Spec: TypeAlias = dict[str, Any]
Draw: TypeAlias = Callable[[Spec, Language], str]
# Columns of the table under each chart, in order; the first names the row.
BALANCE = ("covariate", "control_mean", "treated_mean", "difference", "normalised_difference", "p_value")
ATTRITION = ("arm", "n", "n_missing", "share_missing")
ARMS = ("arm", "mean", "low", "high", "n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A plan, when it was sealed, and why it replaced the one before."""

    plan: StudyPlan
    sealed_at: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """All that one section is written from.

    Attributes
    ----------
    sentences : mapping
        What was found, by language, no stronger than the evidence.
    plans : sequence of Sealed
        The first is the plan, the others its amendments.
    labels : mapping
        What people call the columns.
    """

    key: str
    title: str
    question: str
    hypothesis: str
    source: str
    target: str
    outcome_label: str
    unit: str
    estimate: Estimate
    arms: Table
    checks: Sequence[CheckResult]
    levels: Sequence[Level]
    sentences: content.Texts
    plans: Sequence[Sealed]
    labels: Mapping[str, str]
    data: content.Data


def finding_of(study: Study, *, draw: Draw) -> content.Finding:
    """Write the section of one study. ``draw`` turns a Vega-Lite specification into SVG."""
    first = study.plans[0]
    return content.Finding(
        key=study.key,
        title=study.title,
        question=study.question,
        hypothesis=study.hypothesis,
        source=study.source,
        target=study.target,
        design=design_named(first.plan.design).names,
        plan=content.Plan(
            sealed_at=first.sealed_at, sha256=first.plan.sha256(), data_seen=first.plan.data_seen
        ),
        amendments=tuple(
            _amendment(before, after)
            for before, after in zip(study.plans, study.plans[1:], strict=False)
        ),
        sentence=study.sentences,
        headline=_headline(study),
        effect=_effect(study, draw),
        checks=tuple(_check(check, study, draw) for check in study.checks),
        ladders=tuple(_ladder(level) for level in study.levels),
        data=study.data,
    )  # fmt: skip


def _texts(write: Callable[[Language], str]) -> content.Texts:
    return {language: write(language) for language in LANGUAGES}


def _amendment(before: Sealed, after: Sealed) -> content.Amendment:
    changes = tuple(change.text for change in compare(before.plan, after.plan))
    return content.Amendment(
        sealed_at=after.sealed_at, sha256=after.plan.sha256(), reason=after.reason, changes=changes
    )


def _headline(study: Study) -> content.Headline:
    estimate = study.estimate
    decimals = decimals_for(estimate.low, estimate.high)

    def shown(value: float) -> content.Texts:
        return _texts(lambda language: format_number(value, language, decimals=decimals))

    return content.Headline(
        label=study.outcome_label,
        value=shown(estimate.value),
        low=shown(estimate.low),
        high=shown(estimate.high),
        unit=_texts(lambda language: unit_name(study.unit, language)),
        level_pct=_texts(lambda language: format_number(100 * estimate.level, language)),
        n=_texts(lambda language: format_number(estimate.n, language)),
    )


def _chart(
    spec: Callable[[Language], Spec], rows: Sequence[dict[str, Cell]], columns: Sequence[str], draw: Draw
) -> content.Chart:
    specs = {language: spec(language) for language in LANGUAGES}
    picture = content.Picture(
        title={language: _plain(found["title"]["text"]) for language, found in specs.items()},
        told={language: _plain(found["description"]) for language, found in specs.items()},
        svg={language: draw(found, language) for language, found in specs.items()},
    )
    return content.Chart(
        picture=picture,
        grid=content.Grid(
            head={language: tuple(_head(name, language) for name in columns) for language in LANGUAGES},
            rows={
                language: tuple(
                    tuple(_cell(row.get(name), name, language) for name in columns) for row in rows
                )
                for language in LANGUAGES
            },
        ),
    )


def _effect(study: Study, draw: Draw) -> content.Chart:
    def spec(language: Language) -> Spec:
        arms = study.arms if study.arms.rows else None
        return estimate_chart(
            study.estimate, language, outcome_label=study.outcome_label, unit=study.unit, arms=arms
        )

    estimate = study.estimate
    effect: dict[str, Cell] = {
        "arm": "effect", "mean": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n
    }  # fmt: skip
    return _chart(spec, [*study.arms.records(), effect], ARMS, draw)


def _check(check: CheckResult, study: Study, draw: Draw) -> content.Check:
    rows = check.table.records()
    chart = None
    if rows and check.name == "balance":
        named = [
            {**row, "covariate": study.labels.get(str(row["covariate"]), row["covariate"])} for row in rows
        ]
        chart = _chart(
            lambda language: balance_chart(check, language, labels=study.labels), named, BALANCE, draw
        )
    elif rows and check.name == "attrition":
        chart = _chart(lambda language: attrition_chart(check, language), rows, ATTRITION, draw)
    return content.Check(
        key=check.name,
        name=_texts(lambda language: WORDS[language].get(check.name, check.name)),
        passed=check.passed,
        sentence=check.text,
        chart=chart,
    )


def _ladder(level: Level) -> content.Ladder:
    return content.Ladder(
        key=level.ladder,
        name=LADDERS[level.ladder],
        level=level.level,
        maximum=level.maximum,
        label=level.label if level.level is not None else NOT_ESTABLISHED,
        reasons=tuple(content.Why(direction=why.direction, text=why.text) for why in level.reasons),
    )


def _head(name: str, language: Language) -> str:
    chart = CHART_WORDS[language]
    names = {
        "control_mean": chart["control"],
        "treated_mean": chart["treated"],
        "share_missing": chart["share"],
    }
    return names.get(name) or chart.get(name) or WORDS[language][name]


def _cell(cell: Cell, name: str, language: Language) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return CHART_WORDS[language][cell] if name == "arm" else cell
    if name == "share_missing":
        return format_percent(float(cell), language, decimals=1)
    if name == "p_value":
        least = 0.001
        shown = format_number(max(float(cell), least), language, decimals=3)
        return f"< {shown}" if cell < least else shown
    return format_number(float(cell), language)


def _plain(text: str) -> str:
    """Without the marks of direction that only a drawing needs."""
    return text.strip(RIGHT_TO_LEFT + END)
