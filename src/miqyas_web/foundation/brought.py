"""A file somebody brings: what gives it, and how it reaches the disk whole, hashed on its way."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol


class BroughtFile(Protocol):
    """A file that comes in pieces: what a form or a folder gives."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def chunks(self) -> Iterator[bytes]: ...


def write_whole(file: BroughtFile, place: Path, check_weight: Callable[[int], None]) -> tuple[str, int]:
    """Write a file where none is yet, for us alone; answers with its SHA-256 and its bytes once on the disk.

    ``check_weight`` is told the bytes so far and raises when they are too many. What was written is left to the
    caller, who takes it away.
    """
    digest, n_bytes = hashlib.sha256(), 0
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        for chunk in file.chunks():
            n_bytes += len(chunk)
            check_weight(n_bytes)
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), n_bytes
