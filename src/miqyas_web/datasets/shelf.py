"""Where a brought file stands until it is frozen: a folder of ours, names of ours, readable by us alone."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from miqyas_web.datasets.rules import check_weight


class BroughtFile(Protocol):
    """A file that comes in pieces: what a form or a folder gives."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def chunks(self) -> Iterator[bytes]: ...


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
        sha256, n_bytes = _write(file, place, shown)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return Shelved(name, sha256, n_bytes)


def _write(file: BroughtFile, place: Path, shown: str) -> tuple[str, int]:
    digest, n_bytes = hashlib.sha256(), 0
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        for chunk in file.chunks():
            n_bytes += len(chunk)
            check_weight(n_bytes, shown)
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), n_bytes


def path_of(name: str) -> Path:
    """Return where the file called ``name`` by us stands."""
    return Path(settings.UPLOADS) / name


def take_away(name: str) -> None:
    """Remove a file that is frozen, refused or given up; a name that is empty or gone is no error."""
    if name:
        path_of(name).unlink(missing_ok=True)
