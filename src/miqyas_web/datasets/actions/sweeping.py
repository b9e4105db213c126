"""Files that no row refers to: left by a power cut between a file and its row. Harmless, but they take room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from miqyas_web.datasets.models import Upload
from miqyas_web.datasets.queries import hashes_kept
from miqyas_web.datasets.rules import SWEPT_AFTER
from miqyas_web.datasets.science import frozen_files
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.models import AuditHead


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files were removed."""

    n_frozen: int
    n_uploads: int


@transaction.atomic
def sweep() -> Swept:
    """Remove the files that no row refers to and that are old enough not to belong to work under way.

    It holds the head of the audit log from the start: a freeze that is about to commit waits, then checks that
    its files still stand.
    """
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
    kept = set(hashes_kept())
    uploads = set(Upload.objects.exclude(path="").values_list("path", flat=True))
    frozen = _old(path for path in frozen_files() if path.stem not in kept)
    brought = _old(path for path in Path(settings.UPLOADS).glob("*") if path.name not in uploads)
    for path in [*frozen, *brought]:
        path.unlink(missing_ok=True)
    swept = Swept(len(frozen), len(brought))
    if frozen or brought:
        audit.record("files_swept", target=head, by=None, n_frozen=swept.n_frozen, n_uploads=swept.n_uploads)
    return swept


def _old(paths: Iterable[Path]) -> list[Path]:
    limit = clock.now() - SWEPT_AFTER
    return [
        path
        for path in paths
        if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) < limit
    ]
