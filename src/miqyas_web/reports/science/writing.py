"""From claims, studies and a theory to the content of a report, in every language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from miqyas.design.plan import Plan
from miqyas.reporting.documents.content import Data, Document, Figure, Initiative, Picture
from miqyas.reporting.documents.findings import Sealed, Study, finding_of
from miqyas.reporting.drawing import theory_svg
from miqyas.reporting.drawing.words import TITLE, description
from miqyas.reporting.numbers import format_number
from miqyas.reporting.record import FigureRecord
from miqyas.results.estimate import Estimate
from miqyas.results.table import Table
from miqyas.theory.names import Strength
from miqyas.types import LANGUAGES, Language
from miqyas_web.evidence.queries import Graded
from miqyas_web.initiatives import goals, models
from miqyas_web.reports.models import Report
from miqyas_web.studies.models import Estimation
from miqyas_web.studies.science import check_from_dict, said_plainly
from miqyas_web.studies.science.readings import picture
from miqyas_web.territories.models import Territory
from miqyas_web.theories.queries import TheoryMap


def write(
    report: Report,
    found: Sequence[Graded],
    *,
    theory: TheoryMap,
    places: Sequence[Territory],
    site: str = "",
    published_at: str = "",
) -> Document:
    """Write a report from what its rooms say now. ``site`` begins its public addresses.

    Raises ``Unfit`` with a sentence when the science refuses.
    """
    initiative = report.initiative
    numbered = {str(number): graded for number, graded in enumerate(found, start=1)}
    return Document(
        title=report.title,
        written_in=report.language,
        summary=report.summary,
        lessons=report.lessons,
        organisation=str(initiative.organisation),
        author=str(report.created_by),
        initiative=_initiative(initiative, places),
        theory=_theory(theory, found),
        findings=said_plainly(
            lambda: tuple(finding_of(_study(key, graded), draw=picture) for key, graded in numbered.items())
        ),
        figures=tuple(
            _figure(record, key, site + reverse("reports:figure_show", args=[report.address, record.key]))
            for key, graded in numbered.items()
            for record in records_of(key, graded.claim.estimation)
        ),
        address=site + reverse("reports:public_report_show", args=[report.address]),
        published_at=published_at,
        manifest_sha256="",
        shares_data=report.shares_data,
    )


def records_of(key: str, estimation: Estimation) -> list[FigureRecord]:
    """The figures of one estimation under their names in the report."""
    return said_plainly(
        lambda: [
            FigureRecord.from_dict({**stored, "key": f"{key}-{stored['key']}"})
            for stored in estimation.records
        ]
    )


def here(instant: datetime) -> str:
    """An instant as Morocco's clocks told it: its day is the one people remember."""
    return timezone.localtime(instant).isoformat()


def _texts(write_in: Callable[[Language], str]) -> dict[str, str]:
    return {language: write_in(language) for language in LANGUAGES}


def _initiative(initiative: models.Initiative, places: Sequence[Territory]) -> Initiative:
    def named(language: Language) -> str:
        with override(language):
            return ("، " if language == "ar" else ", ").join(place.name for place in places)

    def aimed(language: Language) -> str:
        with override(language):
            shown = (f"{number}. {goals.GOALS[number].name}" for number in initiative.sdg_goals)
            return ("؛ " if language == "ar" else " ; " if language == "fr" else "; ").join(shown)

    budget = initiative.budget_mad
    return Initiative(
        title=initiative.title,
        problem=initiative.problem,
        people=initiative.people_concerned,
        places=_texts(named),
        goals=_texts(aimed),
        budget=_texts(
            lambda language: (
                "" if budget is None else format_number(float(budget), language, "MAD", decimals=0)
            )
        ),
        start_date=initiative.start_date.isoformat() if initiative.start_date else "",
        end_date=initiative.end_date.isoformat() if initiative.end_date else "",
    )


def _theory(theory: TheoryMap, found: Sequence[Graded]) -> Picture | None:
    if not theory.nodes:
        return None
    graph = theory.graph
    strengths: dict[str, Strength] = {
        graded.claim.link.key: graded.judged.link_strength for graded in reversed(found)
    }
    return Picture(
        title=_texts(lambda language: TITLE[language]),
        told=_texts(lambda language: description(graph, strengths, language, None)),
        svg=_texts(lambda language: theory_svg(graph, language=language, strengths=strengths)),
    )


def _study(key: str, graded: Graded) -> Study:
    estimation = graded.claim.estimation
    study, version = estimation.study, estimation.study.dataset
    return Study(
        key=key,
        title=study.title,
        question=study.question,
        hypothesis=study.hypothesis,
        source=str(graded.claim.link.source),
        target=str(graded.claim.link.target),
        outcome_label=study.outcome_label or study.outcome,
        unit=study.unit,
        estimate=Estimate.from_dict(estimation.estimate),
        arms=_table(estimation.arms),
        checks=[check_from_dict(stored) for stored in estimation.checks],
        levels=graded.judged.levels,
        sentences=graded.judged.sentences,
        plans=_plans(estimation),
        labels=dict(version.columns.exclude(label="").values_list("name", "label")),
        data=Data(
            name=str(version),
            sha256=estimation.dataset_sha256,
            origin=version.dataset.origin or version.origin_name,
            n_rows=version.n_rows,
            frozen_at=here(version.frozen_at),
        ),
    )


def _plans(estimation: Estimation) -> list[Sealed]:
    """The plan and its amendments up to the one that was run."""
    sealed = sorted(estimation.study.plans.all(), key=lambda plan: plan.number)
    return [
        Sealed(plan=Plan.from_dict(plan.content), sealed_at=here(plan.sealed_at), reason=plan.reason)
        for plan in sealed
        if plan.number <= estimation.plan.number
    ]


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    return Table(tuple(rows[0]) if rows else (), tuple(tuple(row.values()) for row in rows))


def _figure(record: FigureRecord, finding: str, address: str) -> Figure:
    said = record.to_dict()
    same = ("key", "kind", "dataset_name", "dataset_sha256", "version", "plan_sha256")
    parameters = {name: value for name, value in said["parameters"].items() if value not in (None, "", [])}
    shown = "; ".join(f"{name} = {_written(value)}" for name, value in sorted(parameters.items()))
    return Figure(
        **{name: said[name] for name in same},
        created_at=here(datetime.fromisoformat(record.created_at)) if record.created_at else "",
        finding=finding,
        address=address,
        parameters=shown,
        seed=cast("int | None", said["seed"]),
    )


def _written(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
