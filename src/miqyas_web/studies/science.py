"""From studies to the science and back. The only file of this room that imports `miqyas`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from django.utils.translation import get_language

import miqyas
from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.data.relation import Relation, open_relation
from miqyas.design.changes import compare
from miqyas.design.designs import DESIGNS
from miqyas.design.plan import Plan
from miqyas.errors import MiqyasError
from miqyas.estimators.arm_means import arm_means
from miqyas.estimators.itt import itt
from miqyas.reporting.refusals import refusal_sentence
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate
from miqyas.types import LANGUAGES, Language
from miqyas_web.foundation.errors import Unfit
from miqyas_web.studies.models import Study

Answer = TypeVar("Answer")

# Fields of a study that are fields of the plan under the same name.
_SAME = ("question", "design", "outcome", "treatment", "hypothesis", "notes", "level", "data_seen")
_OPTIONAL_COLUMNS = ("strata", "cluster", "weights")


def page_language() -> Language:
    """The language of the page, as the science names it; English where it has no words yet."""
    code = (get_language() or "en")[:2]
    return cast(Language, code) if code in LANGUAGES else "en"


def said_plainly(compute: Callable[[], Answer]) -> Answer:
    """Compute; what the science refuses becomes a sentence for the person."""
    try:
        return compute()
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, page_language())) from error


def plan_of(study: Study) -> Plan:
    """The plan that the study's fields say now. Raises ``Unfit`` when they contradict each other."""
    indicator = study.indicator
    wanted = {"increase": "increase", "decrease": "decrease"}.get(indicator.direction, "") if indicator else ""
    values: dict[str, Any] = {name: getattr(study, name) for name in _SAME}
    values |= {name: getattr(study, name) or None for name in _OPTIONAL_COLUMNS}
    values |= {
        "covariates": tuple(study.covariates),
        "indicator": str(study.indicator_id or ""),
        "link": study.link.key,
        "wanted": wanted,
        "dataset_sha256": study.dataset.sha256,
    }
    return said_plainly(lambda: Plan(**values))


@dataclass(frozen=True, slots=True)
class Sealed:
    """What sealing stores."""

    content: dict[str, Any]
    sha256: str


def seal(study: Study) -> Sealed:
    """The plan as it will be kept, with its hash."""
    plan = plan_of(study)
    return Sealed(plan.to_dict(), plan.sha256())


def plan_is_intact(content: Mapping[str, Any], sha256: str) -> bool:
    """Whether a stored plan still has the hash it was sealed under."""
    return said_plainly(lambda: Plan.from_dict(content).sha256()) == sha256


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One change since sealing, in the language of the page."""

    field: str
    severity: str
    text: str


def changes_between(first: Mapping[str, Any], last: Mapping[str, Any]) -> list[PlanChange]:
    """What differs between two sealed plans, the gravest first."""
    found = said_plainly(lambda: compare(Plan.from_dict(first), Plan.from_dict(last)))
    language = page_language()
    return [PlanChange(change.field, change.severity, change.text[language]) for change in found]


def design_choices() -> list[tuple[str, str, str]]:
    """Key, name and one-sentence summary of every design, in the language of the page."""
    language = page_language()
    return [(key, design.names[language], design.summaries[language]) for key, design in DESIGNS.items()]


@dataclass(frozen=True, slots=True)
class Computed:
    """One run: figures, checks, and all that is needed to compute them again."""

    estimate: dict[str, Any]
    arms: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    records: list[dict[str, Any]]
    library_version: str


def compute(content: Mapping[str, Any], data: Path, *, unit: str, tell: Callable[[int, str], None]) -> Computed:
    """Run a sealed plan on its frozen dataset. ``tell`` hears how far it is: percent and stable step name."""
    plan = said_plainly(lambda: Plan.from_dict(content))
    return said_plainly(lambda: _compute(plan, open_relation(data), unit, tell))


def _compute(plan: Plan, relation: Relation, unit: str, tell: Callable[[int, str], None]) -> Computed:
    columns = {"treatment": plan.treatment, "strata": plan.strata, "cluster": plan.cluster}
    effect = {"outcome": plan.outcome, **columns, "covariates": list(plan.covariates), "weights": plan.weights}
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
    return Computed(estimate.to_dict(), cast(list[dict[str, Any]], means.records()), checks, records, miqyas.__version__)


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
