"""Frozen extracts: Parquet files named by the hash of their content, written once, never changed.

The bytes depend on the values, their types, the names and the version of the engine; not on the machine,
the day, or the kind of file the table came in.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from miqyas.data.intake.engine import bring_inside, quote_text
from miqyas.data.intake.settling import place_of, settle, sync_folder
from miqyas.data.intake.source import excerpt, fingerprint
from miqyas.data.intake.store import Store, homes_of, named
from miqyas.data.intake.table import RawTable
from miqyas.errors import ColumnAbsent, DatasetAbsent, DatasetAltered, NothingToFreeze

# Every option that shapes the bytes is fixed here: a default of the engine may move between versions.
FORM = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE 122880, PARQUET_VERSION v1"
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen extract.

    Attributes
    ----------
    sha256 : str
        Hash of the file: its name and its seal.
    path : Path
        Where it stands: ``<folder>/<first two digits>/<sha256>.parquet``.
    n_rows, n_columns, n_bytes : int
        Its size.
    """

    sha256: str
    path: Path
    n_rows: int
    n_columns: int
    n_bytes: int


def freeze(table: RawTable, folder: Path, *, drop: Collection[str] = ()) -> Frozen:
    """Write a table, less the columns of ``drop``, as a content-addressed Parquet file.

    The same values always give the same file; freezing twice gives the same object, verified. Either the
    whole file is in place and on the disk, or nothing is.

    Parameters
    ----------
    table : RawTable
        The table.
    folder : Path
        The store of frozen extracts.
    drop : collection of str
        Columns left out, such as those that identify a person.

    Returns
    -------
    Frozen
        Hash, place and size in rows, columns and bytes.

    Raises
    ------
    ColumnAbsent
        A column to drop is not in the table.
    NothingToFreeze
        No column would be left.
    DatasetAltered
        A file of that name is already there with another content.

    Examples
    --------
    >>> import tempfile
    >>> from miqyas.data.intake import read_table
    >>> place = tempfile.TemporaryDirectory()
    >>> path = Path(place.name) / "a.csv"
    >>> _ = path.write_text("nom,age\\nIdir,31\\nTouda,45\\n")
    >>> with read_table(path) as table:
    ...     frozen = freeze(table, Path(place.name), drop=["nom"])
    >>> frozen.n_rows, frozen.n_columns, frozen.path.name == f"{frozen.sha256}.parquet"
    (2, 1, True)
    >>> place.cleanup()
    """
    _check_names(table, drop)
    return _freeze(table, folder, [position for position, name in enumerate(table.names) if name not in drop])


def freeze_columns(table: RawTable, folder: Path, *, keep: Collection[str]) -> Frozen:
    """Write only the columns of ``keep``, in the order of the table: personal fields kept apart.

    Row ``i`` of this file is row ``i`` of any other file frozen from the same table.
    """
    _check_names(table, keep)
    return _freeze(table, folder, [position for position, name in enumerate(table.names) if name in keep])


def open_frozen(folder: Path, sha256: str) -> Frozen:
    """Return a frozen extract after computing its hash again.

    Raises
    ------
    DatasetAbsent
        No file stands under that hash.
    DatasetAltered
        Its content no longer gives that hash.
    """
    path = place_of(folder, sha256) if SHA256.fullmatch(sha256) else None
    if path is None or not path.is_file():
        raise DatasetAbsent(sha256=excerpt(sha256))
    _check_content(path, sha256)
    n_rows, n_columns = _size(path)
    return Frozen(sha256, path, n_rows, n_columns, path.stat().st_size)


def _check_names(table: RawTable, names: Collection[str]) -> None:
    for name in names:
        if name not in table.names:
            raise ColumnAbsent(column=excerpt(name), file=table.file, columns=excerpt(", ".join(table.names)))


def _freeze(table: RawTable, folder: Path, positions: Sequence[int]) -> Frozen:
    if not positions:
        raise NothingToFreeze(file=table.file)
    draft = table.store.folder / "draft.parquet"
    try:
        chosen = f"SELECT {named(positions, table.names)} FROM {homes_of(positions)}"
        table.store.run(f"COPY ({chosen}) TO {quote_text(draft)} ({FORM})")
        sha256 = fingerprint(draft)
        path = place_of(folder, sha256)
        if path.exists():
            _check_content(path, sha256)
            sync_folder(path.parent)
        else:
            settle(draft, path)
        return Frozen(sha256, path, table.n_rows, len(positions), path.stat().st_size)
    finally:
        draft.unlink(missing_ok=True)


def _check_content(path: Path, sha256: str) -> None:
    found = fingerprint(path)
    if found != sha256:
        raise DatasetAltered(expected=sha256, found=found)


def _size(path: Path) -> tuple[int, int]:
    """Return the rows and columns of a Parquet file."""
    store = Store()
    try:
        inside = quote_text(bring_inside(path, store.folder, "frozen.parquet"))
        (n_rows,) = store.row(f"SELECT count(*) FROM read_parquet({inside})")
        return n_rows, len(store.rows(f"DESCRIBE FROM read_parquet({inside})"))
    finally:
        store.close()
