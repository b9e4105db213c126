"""Where a brought file stands until it is frozen: a folder of ours, names of ours, readable by us alone."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from miqyas_web.datasets.rules import check_weight
from miqyas_web.foundation.brought import BroughtFile, write_whole


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file that was written whole and reached the disk."""

    name: str
    sha256: str
    n_bytes: int


def put(file: BroughtFile) -> Shelved:
    """Write a file under a name of ours while hashing it; nothing is left when it is refused or fails."""
    shown = file.name or ""
    check_weight(file.size or 0, shown)
    name = secrets.token_hex(16)
    settings.UPLOADS.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = path_of(name)
    try:
        sha256, n_bytes = write_whole(file, place, lambda n: check_weight(n, shown))
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return Shelved(name, sha256, n_bytes)


def path_of(name: str) -> Path:
    """Return where the file called ``name`` by us stands."""
    return Path(settings.UPLOADS) / name


def take_away(name: str) -> None:
    """Remove a file that is frozen, refused or given up; a name that is empty or gone is no error."""
    if name:
        path_of(name).unlink(missing_ok=True)
