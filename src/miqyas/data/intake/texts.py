"""A table whose cells stay the texts their owner wrote: for lists of words, where "4.10" is not 4.1."""

from dataclasses import dataclass
from pathlib import Path

from miqyas.data.intake.engine import listed
from miqyas.data.intake.kind import kind_of
from miqyas.data.intake.limits import Limits
from miqyas.data.intake.reading import DEFAULT_LIMITS, read_cells
from miqyas.data.intake.source import open_source
from miqyas.data.intake.store import Store, cell_name


@dataclass(frozen=True, slots=True)
class Texts:
    """The cells of a file, in its order; an empty cell is an empty text.

    Attributes
    ----------
    file : str
        The owner's name for the file.
    names : tuple of str
        Of the columns.
    rows : tuple of tuple of str
        Without the heading.
    """

    file: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_texts(
    path: str | Path,
    *,
    name: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Texts:
    """Read a CSV or Excel file as it stands, without settling types.

    Parameters
    ----------
    path, name, encoding, sheet, limits
        As in `read_table`.

    Returns
    -------
    Texts
        All rows, in memory: for lists of some thousands.

    Raises
    ------
    UnreadableFile
        One subclass for each reason, as in `read_table`.
    """
    source = open_source(path, name=name, limits=limits)
    store = Store()
    try:
        reading = read_cells(kind_of(source), source, store, encoding=encoding, sheet=sheet)
        cells = listed(f"coalesce(CAST({cell_name(i)} AS VARCHAR), '')" for i in range(len(reading.columns)))
        rows = store.rows(f"SELECT {cells} FROM raw ORDER BY rowid")
    finally:
        store.close()
    return Texts(
        file=source.name,
        names=tuple(column.name for column in reading.columns),
        rows=tuple(tuple(" ".join(cell.split()) for cell in row) for row in rows),
    )
