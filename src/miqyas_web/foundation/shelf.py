"""Files kept under their sha256: written whole and on the disk before anything speaks of them."""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path


def keep(folder: Path, content: bytes) -> str:
    """Keep bytes under their sha256 and return it; keeping the same bytes twice is one file."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = path_of(folder, sha256)
    with contextlib.suppress(FileNotFoundError):
        # Young again: it is spoken of now, and no sweep takes it (actions.sweeping).
        os.utime(place)
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = place.with_name(f"{sha256}.{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(place)
        _sync(place.parent)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()
        raise
    return sha256


def path_of(folder: Path, sha256: str) -> Path:
    """Return where the file of this content stands."""
    return Path(folder) / sha256[:2] / sha256


def _sync(folder: Path) -> None:
    # The name of a file is on the disk only once its folder is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
