"""An extract of a questionnaire: said, described, measured, frozen; each freeze is a version of one dataset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.datasets import shelf
from miqyas_web.datasets.actions.bringing import check_may_bring
from miqyas_web.datasets.actions.freezing import Naming, freeze_upload
from miqyas_web.datasets.enums import ColumnRole, UploadState
from miqyas_web.datasets.models import DatasetVersion, SurveyExtract, Upload
from miqyas_web.datasets.rules import ANSWERS_AT_ONCE, check_protected
from miqyas_web.datasets.rules.weights import Weighting, columns_named
from miqyas_web.datasets.science import read_profile
from miqyas_web.datasets.science.extracting import Made, made, measured, offered
from miqyas_web.datasets.science.weighing import WEIGHT
from miqyas_web.foundation import audit, jobs
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import Job
from miqyas_web.surveys.models import Survey

KEY = "_key"


@dataclass(frozen=True, slots=True)
class ExtractSaid:
    """What an extract takes."""

    title: str
    versions: Sequence[int] = ()
    since_date: date | None = None
    until_date: date | None = None
    table: str = ""
    language: str = ""


@transaction.atomic
def create_extract(*, survey: Survey, said: ExtractSaid, by: Person) -> SurveyExtract:
    """Say what an extract takes; its columns are described next."""
    check_may_bring(survey.initiative, by)
    extract = SurveyExtract.objects.create(
        survey=survey,
        title=said.title,
        versions=sorted(said.versions),
        since_date=said.since_date,
        until_date=said.until_date,
        table=said.table,
        language=said.language,
        created_by=by,
    )
    _record("extract_created", extract, by)
    return extract


@transaction.atomic
def describe_extract(
    *,
    extract: SurveyExtract,
    columns: Mapping[str, Mapping[str, Any]],
    k: int,
    suppresses: bool,
    by: Person,
    weighting: Weighting | None = None,
    keeps_reasons: bool | None = None,
) -> SurveyExtract:
    """Keep what was said of some columns; what was measured before no longer holds."""
    check_may_bring(extract.survey.initiative, by)
    may_read = Permission.READ_PERSONAL in permissions_in(extract.survey.initiative.organisation, by)
    in_it = offered(extract)
    personal = {column.name for column in in_it if column.is_personal}
    check_protected(columns, personal=personal, may_read_personal=may_read)
    extract = (
        SurveyExtract.objects.select_for_update()
        .select_related("survey__initiative__organisation")
        .get(pk=extract.pk)
    )
    described = {**extract.columns, **{name: dict(said) for name, said in columns.items()}}
    weighting = extract.weighting if weighting is None else weighting
    _check_weighting(weighting, described, open_to_all={column.name for column in in_it} - personal)
    said = {
        "columns": described,
        "k": k,
        "suppresses": suppresses,
        "weighting": weighting,
        "keeps_reasons": extract.keeps_reasons if keeps_reasons is None else keeps_reasons,
    }
    if any(getattr(extract, name) != value for name, value in said.items()):
        for name, value in (said | {"report": {}}).items():
            setattr(extract, name, value)
        extract.save(update_fields=[*said, "report"])
        _record("extract_described", extract, by, k=k, suppresses=suppresses)
    return extract


def _check_weighting(weighting: Weighting, described: Mapping[str, Any], *, open_to_all: set[str]) -> None:
    """Weights stand in the extract: what they are made of must stand in it too, or they would tell it."""
    steps = {name: (said.get("step") or {}).get("step", "") for name, said in described.items()}
    stepped = {name for name, step in steps.items() if step}
    gone = {name for name, step in steps.items() if step == "drop"}
    if wrong := sorted(columns_named(weighting) - ((open_to_all | stepped) - gone)):
        raise Unfit(
            _("Weights cannot be made of “%(column)s”: it does not stand in the extract.")
            % {"column": wrong[0]}
        )


def ask_measure(*, extract: SurveyExtract, by: Person) -> SurveyExtract | Job:
    """Measure at once what a person waits for, by a job what is long."""
    check_may_bring(extract.survey.initiative, by)
    if _n_answers(extract) <= ANSWERS_AT_ONCE:
        return measure_extract(extract=extract, by=by)
    return _ask("datasets.measure_extract", _("Measuring “%(title)s”"), extract, by)


def measure_extract(*, extract: SurveyExtract, by: Person) -> SurveyExtract:
    """Count what the extract would hold and how much it would tell; nothing is frozen."""
    check_may_bring(extract.survey.initiative, by)
    report = measured(extract)
    with transaction.atomic():
        held = SurveyExtract.objects.select_for_update().get(pk=extract.pk)
        if (held.columns, held.k, held.weighting) != (extract.columns, extract.k, extract.weighting):
            raise Refused(_("The description changed while it was measured. Measure again."))
        extract.report = report
        extract.save(update_fields=["report"])
        _record("extract_measured", extract, by, n_rows=report["n_rows"])
    return extract


def ask_freeze_extract(*, extract: SurveyExtract, by: Person) -> DatasetVersion | Job:
    """Freeze at once what is light, by a job what is heavy."""
    _check_measured(extract, by)
    if _n_answers(extract) <= ANSWERS_AT_ONCE:
        return freeze_extract(extract=extract, by=by)
    return _ask("datasets.freeze_extract", _("Freezing “%(title)s”"), extract, by)


def freeze_extract(*, extract: SurveyExtract, by: Person) -> DatasetVersion:
    """Make the table anew from the answers that stand now, and freeze it as the next version of its dataset."""
    _check_measured(extract, by)
    with made(extract) as table:
        upload = _bring(extract, table, by=by)
    naming = Naming(dataset_id=extract.dataset_id, title=extract.title)
    version = freeze_upload(upload=upload, naming=naming, by=by)
    with transaction.atomic():
        SurveyExtract.objects.filter(pk=extract.pk).update(dataset=version.dataset, report={})
        _record("extract_frozen", extract, by, version=version.number, **_kept_facts(table))
    extract.dataset = version.dataset
    return version


def _bring(extract: SurveyExtract, table: Made, *, by: Person) -> Upload:
    """The table as a brought file, described: from here it goes the way of any file."""
    name = f"{extract.survey.form_id}{f'-{Path(extract.table).name}' if extract.table else ''}.parquet"
    with table.path.open("rb") as stream:
        shelved = shelf.put(File(stream, name=name))
    upload = Upload(
        initiative=extract.survey.initiative,
        path=shelved.name,
        original_name=name,
        sha256=shelved.sha256,
        n_bytes=shelved.n_bytes,
        state=UploadState.READY,
        brought_by=by,
    )
    try:
        upload.profile = {**read_profile(upload), "extract": table.facts}
        _describe(upload.profile["columns"], extract, table)
        with transaction.atomic():
            upload.save()
            audit.record(
                "upload_brought",
                target=upload,
                by=by,
                organisation=extract.survey.initiative.organisation,
                initiative=upload.initiative_id,
                sha256=upload.sha256,
                n_bytes=upload.n_bytes,
            )
    except BaseException:
        shelf.take_away(shelved.name)
        raise
    return upload


def _describe(columns: list[dict[str, Any]], extract: SurveyExtract, table: Made) -> None:
    """Label, words, role and mark of each column; what looks personal and has no step is kept apart too."""
    said_role = {name: said.get("role", "") for name, said in extract.columns.items()}
    has_identifier = ColumnRole.IDENTIFIER in said_role.values()
    stepped = {name for name, said in extract.columns.items() if said.get("step")}
    for column in columns:
        name = column["name"]
        looks_personal = bool(column["suspicion"]) and name not in stepped
        column["label"] = table.labels.get(name, "")[:300]
        column["value_labels"] = table.value_labels.get(name, {})
        column["is_personal"] = name in table.personal or looks_personal
        column["role"] = said_role.get(name, "")
        if name == KEY and not has_identifier:
            column["role"] = ColumnRole.IDENTIFIER.value
        if extract.weighting and (name == WEIGHT or column["role"] == ColumnRole.WEIGHT):
            column["role"] = ColumnRole.WEIGHT.value if name == WEIGHT else ""


def _check_measured(extract: SurveyExtract, by: Person) -> None:
    check_may_bring(extract.survey.initiative, by)
    if not extract.report:
        raise Refused(_("Measure first what the extract tells of each person, then freeze."))


def _n_answers(extract: SurveyExtract) -> int:
    return extract.survey.submissions.standing().count()


def _ask(task: str, title: str, extract: SurveyExtract, by: Person) -> Job:
    with transaction.atomic():
        job = jobs.ask(
            task, title=title % {"title": extract.title}, by=by, extract_id=extract.pk, person_id=by.pk
        )
        SurveyExtract.objects.filter(pk=extract.pk).update(job_id=job.pk)
        _record("extract_asked", extract, by)
    return job


def _kept_facts(table: Made) -> dict[str, Any]:
    return {name: table.facts[name] for name in ("n_answers", "n_left_out", "n_suppressed")}


def _record(verb: str, extract: SurveyExtract, by: Person, **facts: Any) -> None:
    audit.record(verb, target=extract, by=by, organisation=extract.survey.initiative.organisation, **facts)
