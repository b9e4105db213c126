"""Putting a finished file in its place for good: whole and on the disk, or not there at all."""

import os
import shutil
import tempfile
from pathlib import Path

READ_ONLY = 0o444


def place_of(folder: Path, sha256: str) -> Path:
    """Return where a frozen extract stands: two digits of its hash keep folders small."""
    return Path(folder) / sha256[:2] / f"{sha256}.parquet"


def settle(draft: Path, path: Path) -> None:
    """Copy ``draft`` beside ``path``, force it to the disk, then give it its name in one step.

    On any failure before that step, the partial copy and the folders made for it are removed; after it the
    file is whole under the hash of its content, and a second try only has to force its folder to the disk.
    """
    made = [parent for parent in path.parents if not parent.exists()]
    partial: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        partial = Path(name)
        with os.fdopen(handle, "wb") as target, draft.open("rb") as origin:
            shutil.copyfileobj(origin, target, 1 << 20)
            target.flush()
            os.fsync(target.fileno())
        partial.chmod(READ_ONLY)
        partial.replace(path)
    except BaseException:
        if partial is not None:
            partial.unlink(missing_ok=True)
        for folder in made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise
    for parent in {path.parent, *(folder.parent for folder in made)}:
        sync_folder(parent)


def sync_folder(folder: Path) -> None:
    """A new name is on the disk only once its folder is; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
