"""A file comes in, is read, read again otherwise, or given up. A refused one leaves an audit row and no more."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.datasets import shelf
from miqyas_web.datasets.enums import UploadState
from miqyas_web.datasets.models import Upload
from miqyas_web.datasets.rules import READ_AT_ONCE_BYTES, check_can_move
from miqyas_web.datasets.science import UnfitFile, read_profile
from miqyas_web.foundation import audit, jobs
from miqyas_web.foundation.brought import BroughtFile
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import Job
from miqyas_web.initiatives.models import Initiative

NAME_CHARACTERS = 255


def bring_file(
    *, initiative: Initiative, file: BroughtFile, by: Person, encoding: str = "", sheet: str = ""
) -> Upload:
    """Take a file in. A light one is read at once; a heavy one comes back READING, with its job."""
    check_may_bring(initiative, by)
    try:
        shelved = shelf.put(file)
    except Unfit:
        _record_refusal(initiative, by=by, name=file.name or "", reason="TooBig", sha256="")
        raise
    upload = Upload(
        initiative=initiative,
        path=shelved.name,
        original_name=(file.name or _("file without a name"))[-NAME_CHARACTERS:],
        sha256=shelved.sha256,
        n_bytes=shelved.n_bytes,
        encoding=encoding,
        sheet=sheet,
        brought_by=by,
    )
    try:
        if upload.n_bytes < READ_AT_ONCE_BYTES:
            upload.profile, upload.state = read_profile(upload), UploadState.READY
        _keep(upload, by=by)
    except BaseException as failure:
        shelf.take_away(shelved.name)
        if isinstance(failure, UnfitFile):
            _record_refusal(
                initiative, by=by, name=upload.original_name, reason=failure.reason, sha256=upload.sha256
            )
        raise
    return upload


@transaction.atomic
def _keep(upload: Upload, *, by: Person) -> None:
    upload.save()
    if upload.state == UploadState.READING:
        upload.job_id = _ask_reading(upload, by=by).pk
        upload.save(update_fields=["job_id"])
    audit.record(
        "upload_brought",
        target=upload,
        by=by,
        organisation=upload.initiative.organisation,
        initiative=upload.initiative_id,
        sha256=upload.sha256,
        n_bytes=upload.n_bytes,
    )


def read_upload(upload: Upload, *, by: Person) -> Upload:
    """Read a heavy file, once its job runs. Refused: the file and its row are gone."""
    if upload.state != UploadState.READING:
        return upload
    try:
        profile = read_profile(upload)
    except UnfitFile as unfit:
        _refuse(upload, by=by, reason=unfit.reason)
        raise
    with transaction.atomic():
        upload = locked(upload)
        if upload.state == UploadState.READING:
            profile["sheets"] = profile["sheets"] or upload.profile.get("sheets", [])
            upload.profile, upload.state = profile, UploadState.READY
            upload.save(update_fields=["profile", "state"])
            audit.record("upload_read", target=upload, by=by, organisation=upload.initiative.organisation)
    return upload


def reread_upload(*, upload: Upload, encoding: str, sheet: str, by: Person) -> Upload:
    """Read the same file with another encoding or sheet; what was said of its columns begins anew.

    When the file cannot be read so, the sentence is raised and what was read before stands.
    """
    check_may_bring(upload.initiative, by)
    check_can_move(upload.state, UploadState.READING)
    upload.encoding, upload.sheet = encoding, sheet
    is_light = upload.n_bytes < READ_AT_ONCE_BYTES
    profile = read_profile(upload) if is_light else None
    with transaction.atomic():
        upload = locked(upload)
        check_can_move(upload.state, UploadState.READING)
        upload.encoding, upload.sheet = encoding, sheet
        # With a sheet named, the reader does not tell the others.
        sheets = upload.profile["sheets"]
        if profile is None:
            upload.state, upload.job_id = UploadState.READING, _ask_reading(upload, by=by).pk
            upload.profile = {"sheets": sheets}
        else:
            upload.profile = {**profile, "sheets": profile["sheets"] or sheets}
        upload.save(update_fields=["encoding", "sheet", "state", "profile", "job_id"])
        audit.record(
            "upload_read_again",
            target=upload,
            by=by,
            organisation=upload.initiative.organisation,
            encoding=encoding,
            sheet=sheet,
        )
    return upload


@transaction.atomic
def discard_upload(*, upload: Upload, by: Person) -> None:
    """Give up a brought file: it leaves the disk, its row leaves the database."""
    check_may_bring(upload.initiative, by)
    upload = locked(upload)
    if upload.state == UploadState.FROZEN:
        raise Refused(_("This file is frozen already: its dataset stays."))
    check_no_job_runs(upload)
    audit.record(
        "upload_discarded",
        target=upload,
        by=by,
        organisation=upload.initiative.organisation,
        sha256=upload.sha256,
    )
    _drop(upload)


def check_may_bring(initiative: Initiative, by: Person) -> None:
    """Raise ``Refused`` unless the person may bring data to this initiative."""
    check_has(Permission.BRING_DATA, permissions_in(initiative.organisation, by))


def check_no_job_runs(upload: Upload) -> None:
    """Raise ``Refused`` while a job reads or freezes the file."""
    job = Job.objects.filter(pk=upload.job_id).first() if upload.job_id else None
    if job is not None and not job.is_over:
        raise Refused(_("This file is being worked on. Wait until the work is over, then try again."))


def locked(upload: Upload) -> Upload:
    """Return the row as it stands now, held until the transaction ends; ``Refused`` when it is gone."""
    held = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if held is None:
        raise Refused(_("This file was given up in the meantime. Bring it again."))
    return held


def _ask_reading(upload: Upload, *, by: Person) -> Job:
    title = _("Reading “%(name)s”") % {"name": upload.original_name}
    return jobs.ask(
        "datasets.read_upload",
        title=title,
        by=by,
        upload_id=upload.pk,
        person_id=by.pk,
        initiative_id=upload.initiative_id,
    )


@transaction.atomic
def _refuse(upload: Upload, *, by: Person, reason: str) -> None:
    upload = locked(upload)
    _record_refusal(upload.initiative, by=by, name=upload.original_name, reason=reason, sha256=upload.sha256)
    _drop(upload)


@transaction.atomic
def _record_refusal(initiative: Initiative, *, by: Person, name: str, reason: str, sha256: str) -> None:
    audit.record(
        "upload_refused",
        target=initiative,
        by=by,
        organisation=initiative.organisation,
        name=name[:NAME_CHARACTERS],
        reason=reason,
        sha256=sha256,
    )


def _drop(upload: Upload) -> None:
    transaction.on_commit(partial(shelf.take_away, upload.path))
    upload.delete()
