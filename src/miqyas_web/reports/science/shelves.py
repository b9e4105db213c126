"""Files that can be made again, kept under the hash of what they are made from."""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings


def kept_file(sha256: str, name: str, make: Callable[[Path], None]) -> Path:
    """The file made from that content, made now if it was not; whole or not there at all."""
    path = Path(settings.MEDIA_ROOT) / "reports" / sha256 / name
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{os.getpid()}.part-{name}")
        try:
            make(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return path
