"""The file a person sent: where it stands, the name they know it by, its weight and hash."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from miqyas.data.intake.limits import Limits
from miqyas.errors import EmptyFile, FileNotThere, TooBig

BLOCK_BYTES = 1 << 20
EXCERPT_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes
    ----------
    path : Path
        Where the bytes are; often a temporary place.
    name : str
        The name its owner gave it, used in every sentence.
    n_bytes : int
        Its weight.
    limits : Limits
        What it may not exceed.
    """

    path: Path
    name: str
    n_bytes: int
    limits: Limits

    @property
    def extension(self) -> str:
        """Return what follows the last dot of the name, in small letters, without the dot."""
        return Path(self.name).suffix.lower().removeprefix(".")


def open_source(path: str | Path, *, name: str | None, limits: Limits) -> Source:
    """Return the file at ``path``, refused when it is absent, empty or too heavy."""
    place = Path(path)
    shown = name or place.name
    if not place.is_file() or not os.access(place, os.R_OK):
        raise FileNotThere(file=shown)
    n_bytes = place.stat().st_size
    if n_bytes == 0:
        raise EmptyFile(file=shown)
    if n_bytes > limits.file_bytes:
        raise TooBig(file=shown, found=n_bytes, maximum=limits.file_bytes)
    return Source(place, shown, n_bytes, limits)


def fingerprint(path: str | Path) -> str:
    """Return the SHA-256 of a file, read block by block.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    str
        64 hexadecimal digits in small letters.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     fingerprint(file.name)[:16]
    'e3b0c44298fc1c14'
    """
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def excerpt(value: object) -> str:
    """Return a value short enough to stand in a sentence."""
    text = str(value).replace("\n", " ").replace("\r", " ")
    return text if len(text) <= EXCERPT_CHARACTERS else text[: EXCERPT_CHARACTERS - 1] + "…"
