"""The door: from a person's file to a table, or to a sentence that says why not."""

from collections.abc import Collection
from pathlib import Path

from miqyas.data.intake.columns import Kind, Reading
from miqyas.data.intake.delimited import read_delimited
from miqyas.data.intake.excel import read_excel
from miqyas.data.intake.kind import kind_notes, kind_of
from miqyas.data.intake.limits import Limits
from miqyas.data.intake.parquet import read_parquet
from miqyas.data.intake.source import Source, open_source
from miqyas.data.intake.stata import read_stata
from miqyas.data.intake.store import Store
from miqyas.data.intake.table import RawTable, build_table

DEFAULT_LIMITS = Limits()


def read_table(
    path: str | Path,
    *,
    name: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    as_text: Collection[str] = (),
) -> RawTable:
    """Read a CSV, Excel, Stata or Parquet file into a typed and profiled table.

    What the file is comes from its content; its extension is only compared. Rows and columns keep their
    order. The table stands in a temporary database, not in memory.

    Parameters
    ----------
    path : str or Path
        The file.
    name : str, optional
        The name its owner knows it by, for an upload kept under another one.
    encoding : str, optional
        Characters of a text file that is not UTF-8, such as "windows-1252".
    sheet : str, optional
        Sheet of a workbook; the first visible one otherwise, and the table says so.
    limits : Limits
        What the file may not exceed.
    as_text : collection of str
        Columns whose cells are kept as they are written, whatever they look like.

    Returns
    -------
    RawTable
        Columns with their profile, ``preview``, and what must be told. Close it after use.

    Raises
    ------
    UnreadableFile
        One subclass for each reason, with its place in the file: see docs/data/intake.md.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = Path(folder.name) / "menages.csv"
    >>> _ = path.write_text("commune;revenu\\n01;1200,5\\n02;NA\\n", encoding="utf-8")
    >>> with read_table(path) as table:
    ...     [(column.name, column.type, column.n_missing) for column in table.columns]
    ...     table.preview()
    [('commune', 'text', 0), ('revenu', 'number', 1)]
    [['01', 1200.5], ['02', None]]
    >>> folder.cleanup()
    """
    source = open_source(path, name=name, limits=limits)
    kind = kind_of(source)
    store = Store()
    try:
        reading = read_cells(kind, source, store, encoding=encoding, sheet=sheet)
        return build_table(source, store, reading, kind_notes(source, kind), as_text)
    except BaseException:
        store.close()
        raise


def read_cells(
    kind: Kind, source: Source, store: Store, *, encoding: str | None, sheet: str | None
) -> Reading:
    """Bring the cells of a file into the store, by the reader of its kind."""
    if kind == "text":
        return read_delimited(source, store, encoding=encoding)
    if kind == "Excel":
        return read_excel(source, store, sheet=sheet)
    if kind == "Stata":
        return read_stata(source, store)
    return read_parquet(source, store)
