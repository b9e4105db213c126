"""The files of sums a person names on the command line."""

from pathlib import Path

from miqyas.errors import AggregatesUnreadable
from miqyas.results.aggregates import Aggregates

LARGEST = 2**30  # bytes; a million cells of ten variables take half of it


def read_aggregates(path: Path) -> Aggregates:
    """Read what a holder handed over.

    Raises
    ------
    AggregatesUnreadable
        No such file, too large, or not what `miqyas aggregate` writes.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise AggregatesUnreadable(file=path.name, reason=f"{size} bytes")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AggregatesUnreadable(file=path.name, reason=str(error)) from error
    return Aggregates.from_json(text, file=path.name)
