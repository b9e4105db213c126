"""CSV and Parquet files, folders and patterns, opened by the engine that is asked for."""

from glob import escape, glob, has_magic
from pathlib import Path

import duckdb

from miqyas.data.engines import spark
from miqyas.data.engines.duck import DuckTable, new_engine
from miqyas.data.engines.table import Table
from miqyas.data.names import nearest_names
from miqyas.errors import TableNotFound, UnknownTableFormat, UnparsedTable
from miqyas.types import EngineName

PARQUET = (".parquet", ".pq")
CSV = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")
# What R, Stata and Python write for a missing value in a CSV file.
MISSING_MARKS = ["", "NA", "NaN", "."]
# The separator and the types are found from all rows.
CSV_ROWS = "SELECT * FROM read_csv(?, sample_size=-1, nullstr=?, union_by_name=true, hive_partitioning=?)"


def open_path(path: str, engine: EngineName = "duckdb", memory_limit: str | None = None) -> tuple[Table, str]:
    """Open a file, a folder or a pattern, and say what to call it.

    Raises
    ------
    TableNotFound, UnknownTableFormat, UnparsedTable
        As `open_relation`.
    """
    if engine == "spark" and "://" in path:  # a store that only the cluster reaches
        return spark.read_parquet([path]), path.rstrip("/").rpartition("/")[2]
    files, name = _files(path), Path(path).name or path
    try:
        if engine == "spark":
            return _open_spark(files, path), name
        return _open_duck(files, memory_limit, by_folder=_names_columns(path, files)), name
    except duckdb.Error as error:
        raise UnparsedTable(path=name, reason=_first_sentence(error)) from error


def _open_duck(files: list[str], memory_limit: str | None, *, by_folder: bool) -> DuckTable:
    engine, patterns = new_engine(memory_limit), [escape(file) for file in files]
    if _is(files[0], PARQUET):
        return DuckTable(engine.read_parquet(patterns, union_by_name=True, hive_partitioning=by_folder))
    # A CSV is parsed once: later questions read typed columns, which the engine spills beyond memory.
    engine.execute(f"CREATE TABLE parsed AS {CSV_ROWS}", [patterns, MISSING_MARKS, by_folder])
    return DuckTable(engine.table("parsed"))


def _open_spark(files: list[str], path: str) -> Table:
    """Open files with Spark; DuckDB tells the separator and the types of a CSV, by the rules it follows itself."""
    by_folder = _names_columns(path, files)
    root = path if by_folder else None
    if _is(files[0], PARQUET):
        return spark.read_parquet(files, root)
    engine, patterns = new_engine(), [escape(file) for file in files]
    engine.execute(f"DESCRIBE {CSV_ROWS}", [patterns, MISSING_MARKS, by_folder])
    types = {row[0]: row[1] for row in engine.fetchall()}
    engine.execute("SELECT Delimiter FROM sniff_csv(?)", [patterns[0]])
    (separator,) = engine.fetchall()[0]
    return spark.read_csv(files, root, types=types, separator=separator, missing=MISSING_MARKS)


def _names_columns(path: str, files: list[str]) -> bool:
    """Tell whether folders below this one name a column and its value, as in ``year=2024/part.parquet``."""
    root = Path(path)
    return root.is_dir() and all("=" in Path(file).parent.relative_to(root).name for file in files)


def _first_sentence(error: duckdb.Error) -> str:
    line = str(error).strip().splitlines()[0]
    return line if line.endswith(".") else f"{line}."


def _files(path: str) -> list[str]:
    place = Path(path)
    if place.is_file():
        found = [path]
    elif place.is_dir():
        found = sorted(str(file) for file in place.rglob("*") if file.is_file())
        found = [f for f in found if _is(f, PARQUET)] or [f for f in found if _is(f, CSV)]
    else:
        found = sorted(glob(path, recursive=True)) if has_magic(path) else []  # noqa: PTH207  # absolute too
    if not found:
        folder = place if place.is_dir() else place.parent
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        raise TableNotFound(path=path, nearest=nearest_names(place.name, names))
    if any(not _is(file, PARQUET) for file in found) and any(not _is(file, CSV) for file in found):
        odd = next((file for file in found if not _is(file, PARQUET + CSV)), found[-1])
        raise UnknownTableFormat(path=Path(odd).name, found=Path(odd).suffix or "—")
    return found


def _is(file: str, endings: tuple[str, ...]) -> bool:
    return file.casefold().endswith(endings)
