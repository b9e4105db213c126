"""Files of answers that no row refers to: of an answer refused after its files came, of a power cut, of a person erased.

Files stand on the disk before their row, so one that nothing refers to may belong to an answer being received. Two
things keep that answer whole: receiving makes the file young again (shelf.keep), and both sides hold the end of the
audit chain when it matters: here while removing, there (storing.record) to see that the files still stand.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from miqyas_web.foundation import audit, clock, shelf
from miqyas_web.foundation.models import AuditHead
from miqyas_web.surveys.models import Attachment

# Longer than any phone takes to send an answer in several posts.
SWEPT_AFTER = timedelta(days=1)
# Receiving waits while this many are removed.
AT_ONCE = 200


def sweep() -> int:
    """Remove the files nothing refers to that are a day old; return how many."""
    old = [path for path in Path(settings.ATTACHMENTS).glob("??/*") if _is_old(path)]
    return sum(_remove(some, only_old=True) for some in _by(AT_ONCE, old))


def remove_unreferred(hashes: Iterable[str]) -> int:
    """Remove these files now, whatever their age, unless an answer refers to the same content; return how many."""
    paths = [shelf.path_of(settings.ATTACHMENTS, sha256) for sha256 in sorted(set(hashes))]
    return sum(_remove(some, only_old=False) for some in _by(AT_ONCE, paths))


@transaction.atomic
def _remove(paths: Collection[Path], *, only_old: bool) -> int:
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
    # Looked at again, now that no answer can be written: it may have come since.
    kept = set(
        Attachment.objects.filter(sha256__in=[path.name for path in paths]).values_list("sha256", flat=True)
    )
    gone = [
        path for path in paths if path.name not in kept and path.is_file() and (_is_old(path) or not only_old)
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        audit.record("files_swept", target=head, by=None, n_attachments=len(gone))
    return len(gone)


def _is_old(path: Path) -> bool:
    try:
        changed_at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        return False
    return changed_at < clock.now() - SWEPT_AFTER


def _by(n: int, paths: list[Path]) -> Iterator[list[Path]]:
    return (paths[start : start + n] for start in range(0, len(paths), n))
