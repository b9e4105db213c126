"""A described file becomes a version of a dataset: content-addressed files first, then its rows, all or none."""

from dataclasses import asdict, dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.datasets import shelf
from miqyas_web.datasets.actions.bringing import check_may_bring, check_no_job_runs, locked
from miqyas_web.datasets.actions.feeding import ask_feeding
from miqyas_web.datasets.enums import ColumnRole, Extract, UploadState
from miqyas_web.datasets.models import Column, Dataset, DatasetVersion, Upload
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.datasets.rules import READ_AT_ONCE_BYTES, check_can_move, check_described
from miqyas_web.datasets.science import FrozenPair, ProfiledColumn, UnfitFile, freeze
from miqyas_web.foundation import audit, jobs
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import Job


@dataclass(frozen=True, slots=True)
class Naming:
    """The dataset a version joins: one that exists, by its number, or a new one with its title."""

    dataset_id: int | None = None
    title: str = ""
    description: str = ""
    origin: str = ""


def ask_freeze(*, upload: Upload, naming: Naming, by: Person) -> DatasetVersion | Job:
    """Freeze a light file at once; ask for a job when it is heavy."""
    if upload.n_bytes < READ_AT_ONCE_BYTES:
        return freeze_upload(upload=upload, naming=naming, by=by)
    with transaction.atomic():
        upload = _checked(locked(upload), by=by)
        check_no_job_runs(upload)
        title = _("Freezing “%(name)s”") % {"name": upload.original_name}
        job = jobs.ask(
            "datasets.freeze_upload",
            title=title,
            by=by,
            upload_id=upload.pk,
            person_id=by.pk,
            naming=asdict(naming),
        )
        upload.job_id = job.pk
        upload.save(update_fields=["job_id"])
        audit.record("freeze_asked", target=upload, by=by, organisation=upload.initiative.organisation)
    return job


def freeze_upload(*, upload: Upload, naming: Naming, by: Person) -> DatasetVersion:
    """Freeze a described file.

    The files are written before the transaction: under the hash of their content they are the same whoever
    writes them, and one that no row refers to (a power cut here) harms nobody and is swept by
    ``datasets sweep``.
    """
    _checked(upload, by=by)
    columns: list[ProfiledColumn] = upload.profile["columns"]
    try:
        pair = freeze(
            upload,
            personal=[column["name"] for column in columns if column["is_personal"]],
            keys=[column["name"] for column in columns if column["role"] == ColumnRole.IDENTIFIER],
        )
    except UnfitFile as unfit:
        if unfit.is_gone:
            # Someone froze it while we read: say that rather than "no file".
            check_can_move(locked_state(upload), UploadState.FROZEN)
        raise
    return _register(upload, pair, naming=naming, by=by)


@transaction.atomic
def locked_state(upload: Upload) -> str:
    """Return the state of the row as it stands now."""
    return locked(upload).state


def _checked(upload: Upload, *, by: Person) -> Upload:
    check_may_bring(upload.initiative, by)
    check_can_move(upload.state, UploadState.FROZEN)
    check_described(upload.profile["columns"])
    return upload


@transaction.atomic
def _register(upload: Upload, pair: FrozenPair, *, naming: Naming, by: Person) -> DatasetVersion:
    held = _checked(locked(upload), by=by)
    if held.profile != upload.profile:
        raise Refused(
            _(
                "The description of the columns changed while the file was being frozen. Read it again, then freeze."
            )
        )
    version = DatasetVersion.objects.create(
        dataset=(dataset := _dataset(held, naming)),
        number=dataset.versions.count() + 1,
        sha256=pair.analysis.sha256,
        personal_sha256=pair.personal.sha256 if pair.personal else "",
        n_rows=pair.analysis.n_rows,
        n_columns=pair.analysis.n_columns,
        n_bytes=pair.analysis.n_bytes,
        origin_name=held.original_name,
        origin_sha256=held.sha256,
        reading={**pair.reading, **_origin(held)},
        frozen_by=by,
    )
    _write_columns(version, held.profile["columns"])
    _record(version, by=by)
    _check_files_stand(version)
    ask_feeding(version, by=by)
    transaction.on_commit(partial(shelf.take_away, held.path))
    held.state, held.version, held.path, held.profile = UploadState.FROZEN, version, "", {}
    held.save(update_fields=["state", "version", "path", "profile"])
    return version


def _origin(upload: Upload) -> dict[str, object]:
    """Of an extract of a questionnaire: which answers, and what was done to them."""
    return {"extract": upload.profile["extract"]} if "extract" in upload.profile else {}


def _dataset(upload: Upload, naming: Naming) -> Dataset:
    if naming.dataset_id is None:
        return Dataset.objects.create(
            initiative=upload.initiative,
            title=naming.title,
            description=naming.description,
            origin=naming.origin,
        )
    found = upload.initiative.datasets.select_for_update().filter(pk=naming.dataset_id).first()
    if found is None:
        raise Refused(_("This dataset does not belong to this initiative."))
    return found


def _write_columns(version: DatasetVersion, columns: list[ProfiledColumn]) -> None:
    Column.objects.bulk_create(
        [
            Column(
                version=version,
                position=position,
                name=column["name"],
                label=column["label"],
                type=column["type"],
                role=column["role"],
                is_personal=column["is_personal"],
                n_missing=column["n_missing"],
                n_distinct=column["n_distinct"],
                profile=_kept(column),
            )
            for position, column in enumerate(columns)
        ],
        batch_size=500,
    )


def _kept(column: ProfiledColumn) -> dict[str, object]:
    """What stays in the database: nothing of a personal column, whose smallest value may be a name."""
    if column["is_personal"]:
        return {}
    return {key: column[key] for key in ("minimum", "maximum", "mean", "value_labels")}


def _record(version: DatasetVersion, *, by: Person) -> None:
    audit.record(
        "dataset_frozen",
        target=version.dataset,
        by=by,
        organisation=version.dataset.initiative.organisation,
        version=version.number,
        sha256=version.sha256,
        personal_sha256=version.personal_sha256,
        origin_sha256=version.origin_sha256,
        n_rows=version.n_rows,
    )


def _check_files_stand(version: DatasetVersion) -> None:
    """Between writing and now a sweep may have passed; it cannot any more, as it waits for our audit row."""
    parts = [Extract.ANALYSIS] + ([Extract.PERSONAL] if version.personal_sha256 else [])
    if not all(frozen_path(version, part).is_file() for part in parts):
        raise Refused(_("The frozen file was cleaned away meanwhile. Freeze again."))
