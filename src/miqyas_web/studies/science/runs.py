"""Run a sealed plan on its frozen dataset."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import miqyas
from miqyas.data.relation import open_relation
from miqyas.design.plan import Plan
from miqyas.reporting.carried_out import Asked, arms_asked, checks_asked, effect_asked
from miqyas.reporting.headline import headline
from miqyas.reporting.recompute import answer, check_row, estimate_row, table_row
from miqyas.reporting.record import FigureRecord, Row
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas_web.foundation import clock
from miqyas_web.studies.science.words import said_plainly


@dataclass(frozen=True, slots=True)
class Computed:
    """One run: figures, checks, and all that is needed to compute them again."""

    estimate: dict[str, Any]
    arms: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    records: list[dict[str, Any]]
    library_version: str


@dataclass(frozen=True, slots=True)
class Data:
    """The frozen extract a plan is run on: where it is, its hash, what people call it."""

    path: Path
    sha256: str
    name: str


def compute(
    content: Mapping[str, Any], data: Data, *, unit: str, tell: Callable[[int, str], None]
) -> Computed:
    """Run a sealed plan on its frozen dataset. ``tell`` hears how far it is: percent and stable step name."""
    plan = said_plainly(lambda: Plan.from_dict(content))
    return said_plainly(lambda: _compute(plan, data, unit, tell))


def _compute(plan: Plan, data: Data, unit: str, tell: Callable[[int, str], None]) -> Computed:
    relation = open_relation(data.path)
    remember = partial(_record, plan, data, clock.now().isoformat())
    tell(10, "estimate")
    asked = effect_asked(plan, unit=unit)
    found = answer(relation, asked)
    records, checks = [remember(asked, estimate_row(found))], []
    estimate = headline(found)
    for place, wanted in enumerate(checks_asked(plan, unit=unit)):
        tell(50 + 10 * place, wanted.key)
        checks.append(answer(relation, wanted))
        records.append(remember(wanted, check_row(checks[-1])))
    tell(90, "arms")
    means, wanted_arms = Table((), ()), arms_asked(plan)
    if wanted_arms is not None:
        means = answer(relation, wanted_arms)
        records.append(remember(wanted_arms, table_row(means)))
    return Computed(
        estimate=estimate.to_dict(),
        arms=cast(list[dict[str, Any]], means.records()),
        checks=[check_to_dict(check) for check in checks],
        records=records,
        library_version=miqyas.__version__,
    )


def _record(plan: Plan, data: Data, at: str, asked: Asked, row: Row) -> dict[str, Any]:
    """How a figure was computed, in the form that `miqyas verify` computes again."""
    return FigureRecord(
        key=asked.key,
        kind=asked.kind,
        dataset_sha256=data.sha256,
        dataset_name=data.name,
        version=miqyas.__version__,
        parameters=asked.parameters,
        row=row,
        plan_sha256=plan.sha256(),
        created_at=at,
    ).to_dict()


def check_to_dict(check: CheckResult) -> dict[str, Any]:
    """A check as it is stored, all languages with it."""
    return {
        "name": check.name,
        "passed": check.passed,
        "columns": list(check.table.columns),
        "rows": [list(row) for row in check.table.rows],
        "notes": list(check.table.notes),
        "text": dict(check.text),
        "facts": dict(check.facts),
    }


def check_from_dict(stored: Mapping[str, Any]) -> CheckResult:
    """A check as the science made it, from what was stored."""
    table = Table(
        tuple(stored["columns"]), tuple(tuple(row) for row in stored["rows"]), tuple(stored["notes"])
    )
    return CheckResult(stored["name"], stored["passed"], table, stored["text"], stored["facts"])
