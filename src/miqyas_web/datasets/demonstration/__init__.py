"""Real published trials brought into the demonstration, by the same way as any file."""

from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.actions import Naming, Said, bring_file, describe_columns, freeze_upload
from miqyas_web.datasets.actions.feeding import declare_feed_like
from miqyas_web.datasets.demonstration.extract import fill as fill_extract
from miqyas_web.datasets.demonstration.trials import TRIALS, PublishedTrial
from miqyas_web.datasets.extracts import extracts_of
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.indicators.actions import create_indicator, move_measurement
from miqyas_web.indicators.actions.computing import Asked, compute_measurement
from miqyas_web.indicators.enums import MeasurementState
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.actions import create_initiative
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.actions.links import create_link
from miqyas_web.theories.actions.nodes import create_node
from miqyas_web.theories.actions.risks import RiskSaid, create_risk
from miqyas_web.theories.actions.stakeholders import create_stakeholder
from miqyas_web.theories.enums import NodeLevel

ABSENT = (
    "The package causaldata is not installed: the published trials were left out. To have them: pip install "
    '"miqyas[demonstration]".'
)


def fill(context: dict[str, Any]) -> None:
    """Bring and freeze each trial, once; ``context["datasets"]`` holds its version under the trial's slug."""
    context.setdefault("datasets", {})
    fill_extract(context)
    folder = published_folder()
    if folder is None:
        context.get("say", print)(ABSENT)
        return
    for trial in TRIALS:
        standing = DatasetVersion.objects.filter(dataset__initiative__title=trial.title).first()
        if standing is None:
            standing = _frozen(trial, _initiative(trial, context), folder / trial.file)
            _measure(trial, standing)
        context["initiatives"][trial.slug] = standing.dataset.initiative
        context["theories"][trial.slug] = standing.dataset.initiative.theory
        context["datasets"][trial.slug] = standing


def published_folder() -> Path | None:
    """Where the package is, without importing it: it would bring pandas and statsmodels along."""
    package = find_spec("causaldata")
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent
    return folder if all((folder / trial.file).is_file() for trial in TRIALS) else None


def _initiative(trial: PublishedTrial, context: dict[str, Any]) -> Initiative:
    standing = (context["organisation"], context["lead"])
    organisation, by = context.get("owners", {}).get(TRIALS[0].slug, standing)
    initiative = create_initiative(organisation=organisation, description=trial.initiative, by=by)
    nodes = [
        create_node(initiative=initiative, said={"level": level, "title": title}, by=by)
        for level, title in trial.theory
    ]
    for (source, target), assumption in zip(pairwise(nodes), trial.assumptions, strict=True):
        create_link(
            initiative=initiative,
            source=source.key,
            target=target.key,
            said={"assumption": assumption},
            by=by,
        )
    _people_and_risk(trial, initiative, by)
    outcome = next(node for node in nodes if node.level == NodeLevel.OUTCOME)
    create_indicator(initiative=initiative, sheet={"node": outcome, **trial.indicator}, by=by)
    return initiative


def _people_and_risk(trial: PublishedTrial, initiative: Initiative, by: Person) -> None:
    create_stakeholder(initiative=initiative, said={"name": trial.people, "role": "beneficiary"}, by=by)
    risk: RiskSaid = {"kind": "external", "text": trial.risk, "likelihood": "medium", "consequence": "medium"}
    create_risk(initiative=initiative, said=risk, by=by)


def _frozen(trial: PublishedTrial, initiative: Initiative, path: Path) -> DatasetVersion:
    by = initiative.created_by
    with path.open("rb") as stream:
        file = UploadedFile(stream, name=path.name, size=path.stat().st_size)
        upload = bring_file(initiative=initiative, file=file, by=by)
    said = {
        position: Said(*trial.columns[column["name"]], is_personal=False)
        for position, column in enumerate(upload.profile["columns"])
    }
    upload = describe_columns(upload=upload, said=said, by=by)
    naming = Naming(title=trial.dataset_title, description=trial.description, origin=trial.origin)
    return freeze_upload(upload=upload, naming=naming, by=by)


def _measure(trial: PublishedTrial, version: DatasetVersion) -> None:
    """Compute the indicator of the trial from its frozen data: a real figure, approved, with its way back."""
    by = version.frozen_by
    indicator = Indicator.objects.get(node__theory__initiative=version.dataset.initiative)
    extract = next(one for one in extracts_of(version.dataset.initiative) if one.sha256 == version.sha256)
    measurement = compute_measurement(
        indicator=indicator, asked=Asked(extract, trial.measured_date, trial.formula), by=by
    )
    for to in (MeasurementState.SUBMITTED, MeasurementState.APPROVED):
        move_measurement(measurement=measurement, to=to, by=by)
    declare_feed_like(measurement=measurement, by=by)
