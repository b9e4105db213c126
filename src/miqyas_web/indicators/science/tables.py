"""Tables that people bring: read by the intake of the science, which refuses what is hostile or unsure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miqyas.data.intake import Limits, read_table
from miqyas.errors import MiqyasError
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.science.figures import language

MOST_BYTES = 20_000_000
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The names of the columns, and the rows: texts, numbers, dates as ISO texts, None for missing."""

    names: tuple[str, ...]
    rows: list[list[Any]]
    n_rows: int


@contextmanager
def sentences() -> Iterator[None]:
    """Say in the person's language what the science refuses."""
    try:
        yield
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, language())) from error


def check_table(path: Path, name: str) -> None:
    """Raise ``Unfit`` when a file is no table that may be kept."""
    with sentences(), read_table(path, name=name, limits=Limits(file_bytes=MOST_BYTES)):
        pass


def rows_of(path: Path, name: str) -> ReadRows:
    """Read a small table whole; ``Unfit`` when it cannot be trusted."""
    with sentences(), read_table(path, name=name, limits=Limits(file_bytes=MOST_BYTES)) as table:
        return ReadRows(table.names, table.preview(MOST_ROWS), table.n_rows)
