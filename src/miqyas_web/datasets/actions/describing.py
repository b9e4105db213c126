"""What a person says of the columns of a brought file, page by page, before it is frozen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.actions.bringing import check_may_bring, check_no_job_runs, locked
from miqyas_web.datasets.enums import UploadState
from miqyas_web.datasets.models import Upload
from miqyas_web.datasets.rules import check_can_move, check_described
from miqyas_web.foundation import audit


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says of one column."""

    label: str
    role: str
    is_personal: bool


@transaction.atomic
def describe_columns(*, upload: Upload, said: Mapping[int, Said], by: Person) -> Upload:
    """Keep what was said of some columns, by position; the others stand as they were."""
    check_may_bring(upload.initiative, by)
    upload = locked(upload)
    check_can_move(upload.state, UploadState.FROZEN)
    check_no_job_runs(upload)
    columns = upload.profile["columns"]
    for position, words in said.items():
        columns[position].update(label=words.label, role=words.role, is_personal=words.is_personal)
    check_described(columns)
    upload.save(update_fields=["profile"])
    audit.record(
        "upload_described",
        target=upload,
        by=by,
        organisation=upload.initiative.organisation,
        columns=[columns[position]["name"] for position in sorted(said)],
        personal=[column["name"] for column in columns if column["is_personal"]],
    )
    return upload
