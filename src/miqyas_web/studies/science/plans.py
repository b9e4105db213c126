"""From studies to sealed plans and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from miqyas.data.relation import open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.design.changes import compare
from miqyas.design.designs import DESIGNS
from miqyas.design.plan import Plan
from miqyas.errors import NotNumeric
from miqyas.reporting.carried_out import ASKED, WITH_ARMS
from miqyas.reporting.documents.plan import SealedVersion, plan_document
from miqyas.types import LANGUAGES
from miqyas_web.studies.models import SealedPlan, Study
from miqyas_web.studies.science.readings import fonts
from miqyas_web.studies.science.words import page_language, said_plainly

# Fields of a study that are fields of the plan under the same name.
_SAME = (
    "question", "design", "outcome", "treatment", "hypothesis", "notes", "level", "data_seen", "cutoff",
    "multiple_testing", "exclusions", "missing_data", "sample_size",
)  # fmt: skip
_OPTIONAL_COLUMNS = (
    "strata", "cluster", "weights", "baseline", "instrument", "running", "unit_id", "time", "cohort",
)  # fmt: skip
_LISTS = ("covariates", "secondary_outcomes", "subgroups", "draws")


def plan_of(study: Study) -> Plan:
    """The plan that the study's fields say now. Raises ``Unfit`` when they contradict each other."""
    indicator = study.indicator
    wanted = (
        {"increase": "increase", "decrease": "decrease"}.get(indicator.direction, "") if indicator else ""
    )
    values: dict[str, Any] = {name: getattr(study, name) for name in _SAME}
    values |= {name: getattr(study, name) or None for name in _OPTIONAL_COLUMNS}
    values |= {
        **{name: tuple(getattr(study, name)) for name in _LISTS},
        "indicator": str(study.indicator_id or ""),
        "link": study.link.key,
        "wanted": wanted,
        "dataset_sha256": study.dataset.sha256,
    }
    return said_plainly(lambda: Plan(**values))


def check_data_can_answer(study: Study, path: Path) -> None:
    """Raise ``Unfit`` when the frozen columns cannot play the roles of the plan. No effect is looked at."""
    plan = plan_of(study)
    said_plainly(lambda: _look(plan, path))


def _look(plan: Plan, path: Path) -> None:
    relation = open_relation(path)
    numbers = (plan.outcome, plan.baseline, plan.running, plan.instrument, *plan.secondary_outcomes)
    others = (plan.treatment, plan.unit_id, plan.time, plan.cohort, *plan.subgroups)
    for column in filter(None, (*numbers, *others)):
        relation.require(column)
    for column in filter(None, numbers):
        if not relation.holds_numbers(column):
            raise NotNumeric(column=column, found=relation.examples(column))
    if plan.method.estimator in WITH_ARMS:
        roles = Roles(plan.outcome, plan.treatment, plan.strata, plan.cluster, plan.covariates, plan.weights)
        draw_sample(relation, roles)


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


def plan_file(
    study: Study, plans: Sequence[SealedPlan], form: str, *, language: str, labels: Mapping[str, str]
) -> bytes:
    """The plan of a study as Word or PDF: as it was last sealed, with all that changed, or as a draft."""
    sealed = [
        SealedVersion(
            Plan.from_dict(kept.content),
            kept.sha256,
            timezone.localtime(kept.sealed_at).isoformat(),
            str(kept.sealed_by),
            kept.reason,
        )
        for kept in plans
    ]
    wanted = next((known for known in LANGUAGES if known == language), page_language())
    return said_plainly(
        lambda: plan_document(
            sealed[-1].plan if sealed else plan_of(study),
            form,
            title=study.title,
            organisation=str(study.initiative.organisation),
            language=wanted,
            sealed=sealed,
            labels=labels,
            fonts=fonts(),
        )
    )


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
    """Key, name and one-sentence summary of every design estimated here, in the language of the page."""
    language = page_language()
    return [
        (key, design.names[language], design.summaries[language])
        for key, design in DESIGNS.items()
        if design.estimator in ASKED
    ]


def design_needs(key: str) -> tuple[str, ...]:
    """Roles of columns that a design cannot do without; the threshold goes with its score."""
    required = DESIGNS[key].required
    return (*required, "cutoff") if "running" in required else required
