"""Run a sealed plan on its frozen dataset."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import miqyas
from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.data.relation import open_relation
from miqyas.design.plan import Plan
from miqyas.estimators.arm_means import arm_means
from miqyas.estimators.itt import itt
from miqyas.reporting.recompute import check_row, table_row
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
    effect = _effect_asked(plan, unit)
    drawn = {name: effect[name] for name in ("treatment", "strata", "cluster")}
    tell(10, "estimate")
    estimate = itt(relation, **effect)
    records, checks = [remember(key="effect", kind="itt", parameters=effect, row=estimate.tidy())], []
    tell(50, "balance")
    if plan.covariates:
        asked = {**drawn, "covariates": list(plan.covariates)}
        checks.append(balance(relation, **asked))
        records.append(remember(key="balance", kind="balance", parameters=asked, row=check_row(checks[-1])))
    tell(75, "attrition")
    asked = {"outcome": plan.outcome, **drawn}
    checks.append(attrition(relation, **asked))
    records.append(remember(key="attrition", kind="attrition", parameters=asked, row=check_row(checks[-1])))
    tell(90, "arms")
    asked = {name: value for name, value in effect.items() if name != "unit"}
    means = arm_means(relation, **asked)
    records.append(remember(key="arms", kind="arm_means", parameters=asked, row=table_row(means)))
    return Computed(
        estimate=estimate.to_dict(),
        arms=cast(list[dict[str, Any]], means.records()),
        checks=[check_to_dict(check) for check in checks],
        records=records,
        library_version=miqyas.__version__,
    )


def _effect_asked(plan: Plan, unit: str) -> dict[str, Any]:
    return {
        "outcome": plan.outcome,
        "treatment": plan.treatment,
        "strata": plan.strata,
        "cluster": plan.cluster,
        "covariates": list(plan.covariates),
        "weights": plan.weights,
        "level": plan.level,
        "unit": unit,
    }


def _record(
    plan: Plan, data: Data, at: str, *, key: str, kind: str, parameters: dict[str, Any], row: Row
) -> dict[str, Any]:
    """How a figure was computed, in the form that `miqyas verify` computes again."""
    return FigureRecord(
        key=key,
        kind=kind,
        dataset_sha256=data.sha256,
        dataset_name=data.name,
        version=miqyas.__version__,
        parameters=parameters,
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
