"""Run a sealed plan on its frozen dataset."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import miqyas
from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.data.relation import Relation, open_relation
from miqyas.design.plan import Plan
from miqyas.estimators.arm_means import arm_means
from miqyas.estimators.itt import itt
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas_web.studies.science.words import said_plainly


@dataclass(frozen=True, slots=True)
class Computed:
    """One run: figures, checks, and all that is needed to compute them again."""

    estimate: dict[str, Any]
    arms: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    records: list[dict[str, Any]]
    library_version: str


def compute(
    content: Mapping[str, Any], data: Path, *, unit: str, tell: Callable[[int, str], None]
) -> Computed:
    """Run a sealed plan on its frozen dataset. ``tell`` hears how far it is: percent and stable step name."""
    plan = said_plainly(lambda: Plan.from_dict(content))
    return said_plainly(lambda: _compute(plan, open_relation(data), unit, tell))


def _compute(plan: Plan, relation: Relation, unit: str, tell: Callable[[int, str], None]) -> Computed:
    columns = {"treatment": plan.treatment, "strata": plan.strata, "cluster": plan.cluster}
    effect: dict[str, Any] = {
        "outcome": plan.outcome,
        **columns,
        "covariates": list(plan.covariates),
        "weights": plan.weights,
    }
    effect |= {"level": plan.level, "unit": unit}
    tell(10, "estimate")
    estimate = itt(relation, **effect)
    tell(50, "balance")
    checks, records = [], [_record("effect", "itt", effect, estimate.to_dict())]
    if plan.covariates:
        asked: dict[str, Any] = {**columns, "covariates": list(plan.covariates)}
        check = balance(relation, **asked)
        checks.append(check_to_dict(check))
        records.append(_record("balance", "balance", asked, dict(check.facts)))
    tell(75, "attrition")
    asked = {"outcome": plan.outcome, **columns}
    check = attrition(relation, **asked)
    checks.append(check_to_dict(check))
    records.append(_record("attrition", "attrition", asked, dict(check.facts)))
    tell(90, "arms")
    means = arm_means(relation, **{name: value for name, value in effect.items() if name != "unit"})
    return Computed(
        estimate.to_dict(), cast(list[dict[str, Any]], means.records()), checks, records, miqyas.__version__
    )


def _record(key: str, kind: str, parameters: Mapping[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": key, "kind": kind, "parameters": dict(parameters), "figures": dict(figures)}


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
