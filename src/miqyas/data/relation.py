"""A table that stays where it is: the engine reads it, and only sums come into Python."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from glob import escape, glob, has_magic
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import narwhals as nw
from numpy.typing import NDArray

from miqyas.data.names import nearest_names, quoted
from miqyas.errors import MissingColumn, TableNotFound, UnknownTableFormat, UnparsedTable

ROWS = "source_rows"  # the name under which a query of `Relation.ask` finds the table
PARQUET = (".parquet", ".pq")
CSV = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")
# What R, Stata and Python write for a missing value in a CSV file.
MISSING_MARKS = ["", "NA", "NaN", "."]
SIGNED = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
NUMBER_TYPES = frozenset((*SIGNED, *(f"U{name}" for name in SIGNED), "FLOAT", "DOUBLE", "BOOLEAN"))


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows and typed columns behind DuckDB, wherever they stand.

    Attributes
    ----------
    table : duckdb.DuckDBPyRelation
        The rows; nothing is read before a question is asked.
    name : str
        What to call the table before a person: file name, or kind of frame.
    types : dict of str
        The engine's type of each column, in the order of the table; asked once, at opening.
    """

    table: duckdb.DuckDBPyRelation
    name: str
    types: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the table."""
        return tuple(self.types)

    @property
    def n_rows(self) -> int:
        """Number of rows, counted by the engine."""
        return int(self.ask(f"SELECT count(*) AS n FROM {ROWS}")["n"][0])

    def ask(self, sql: str) -> dict[str, NDArray[Any]]:
        """Answer a query over the table, called `source_rows` in it, as arrays by column.

        Nothing is written on what was given: no view, no table.
        """
        return _select(self.table, sql).fetchnumpy()

    def require(self, column: str) -> None:
        """Refuse a column the table does not have, with the nearest names.

        Raises
        ------
        MissingColumn
            No column has exactly this name.
        """
        if column not in self.columns:
            raise MissingColumn(column=column, nearest=nearest_names(column, self.columns))

    def holds_numbers(self, column: str) -> bool:
        """Tell whether a column holds numbers; yes-or-no columns count as 1 and 0."""
        kind = self.types[column]
        return kind in NUMBER_TYPES or kind.startswith("DECIMAL")

    def examples(self, column: str, limit: int = 5) -> str:
        """List a few distinct values of a column, smallest first, as a person would read them."""
        name = quoted(column)
        found = self.ask(
            f"SELECT CAST(v AS VARCHAR) AS shown FROM (SELECT DISTINCT {name} AS v FROM {ROWS} "
            f"WHERE {name} IS NOT NULL) ORDER BY v LIMIT {limit + 1}"
        )["shown"]
        shown = [str(value)[:40] for value in found[:limit]]
        return ", ".join([*shown, "…"] if found.size > limit else shown)

    def count_infinite(self, column: str) -> int:
        """Count the rows whose value is infinite."""
        value = f"CAST({quoted(column)} AS DOUBLE)"
        return int(self.ask(f"SELECT count(*) FILTER (isinf({value})) AS n FROM {ROWS}")["n"][0])

    def with_missing_indicator(self, column: str) -> tuple["Relation", str]:
        """Add a column that is 1 where ``column`` is missing, and return its name too."""
        name = self.free_name(f"{column} (missing)")
        flag = f"CAST({missing(quoted(column), self.types[column])} AS INTEGER)"
        return self.with_columns({name: flag}), name

    def without_missing(self, column: str) -> "Relation":
        """Leave out the rows in which ``column`` is missing."""
        condition = f"NOT {missing(quoted(column), self.types[column])}"
        return _relation(_select(self.table, f"SELECT * FROM {ROWS} WHERE {condition}"), self.name)

    def free_name(self, name: str) -> str:
        """Return ``name``, or a longer one where a column already bears it."""
        while name in self.columns:
            name += "+"
        return name

    def with_columns(self, expressions: Mapping[str, str], source: str = ROWS) -> "Relation":
        """Add columns computed by the engine from SQL expressions, row by row."""
        added = ", ".join(f"{expression} AS {quoted(name)}" for name, expression in expressions.items())
        return _relation(_select(self.table, f"SELECT {ROWS}.*, {added} FROM {source}"), self.name)


def _relation(table: duckdb.DuckDBPyRelation, name: str) -> Relation:
    return Relation(table, name, dict(zip(table.columns, map(str, table.types), strict=True)))


def _select(table: duckdb.DuckDBPyRelation, sql: str) -> duckdb.DuckDBPyRelation:
    selected = table.query(ROWS, sql)
    if selected is None:  # DuckDB answers None to what is not a question
        message = f"not a SELECT: {sql}"
        raise ValueError(message)
    return selected


def missing(expression: str, kind: str) -> str:
    """Write the condition that a value is missing: absent, not-a-number, or blank text."""
    if kind in {"FLOAT", "DOUBLE"}:
        return f"({expression} IS NULL OR isnan({expression}))"
    if kind == "VARCHAR":
        return f"({expression} IS NULL OR trim({expression}) = '')"
    return f"({expression} IS NULL)"


def open_relation(source: Any) -> Relation:
    """Open a table without copying it into Python.

    Parameters
    ----------
    source : str, Path, frame or duckdb relation
        A CSV or Parquet file, a folder or a glob of them; a pandas, Polars or Arrow table; a DuckDB
        relation; a `Relation`, returned as it is. In CSV, the separator and the types are found from all
        rows, the text is UTF-8, and the marks of `MISSING_MARKS` mean a missing value.

    Returns
    -------
    Relation
        The table, read by the engine when a question is asked.

    Raises
    ------
    TableNotFound
        No file stands there; the nearest names are listed.
    UnknownTableFormat
        The source is no CSV, Parquet or frame.
    UnparsedTable
        The engine finds no rows and columns in it.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> relation = open_relation(pd.DataFrame({"دخل": [1.0, np.nan], "D": [0, 1]}))
    >>> relation.columns, relation.n_rows
    (('دخل', 'D'), 2)
    """
    if isinstance(source, Relation):
        return source
    if isinstance(source, duckdb.DuckDBPyRelation):
        return _relation(source, "DuckDB")
    if isinstance(source, str | Path):
        return _open_path(str(source))
    return _open_frame(source)


def _engine() -> duckdb.DuckDBPyConnection:
    # Nothing is fetched from outside. What memory cannot hold is spilt to a folder of this engine's own, as
    # two engines would overwrite each other's files; DuckDB makes it when needed and removes it when closed.
    engine = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": str(Path(tempfile.gettempdir()) / f"miqyas-{uuid4().hex}"),
        },
    )
    engine.execute("SET enable_progress_bar = false")  # a long question must not draw on the answer's page
    return engine


def _open_frame(frame: Any) -> Relation:
    try:
        eager = nw.from_native(frame, eager_only=True)
    except TypeError as error:
        raise UnknownTableFormat(path=type(frame).__name__, found=type(frame).__name__) from error
    engine = _engine()
    if eager.implementation.is_pandas():
        try:
            engine.register("frame", frame)
        except duckdb.Error:  # a view with steps, such as frame[::-1], which DuckDB 2.0 cannot read in place
            engine.register("frame", frame.copy())
    elif eager.implementation.is_pyarrow():
        engine.register("frame", frame)
    else:
        # Column by column through numpy: DuckDB reads Polars only where pyarrow is, and we do not ask for it.
        engine.register("frame", {name: eager[name].to_numpy() for name in eager.columns})
    return _relation(engine.table("frame"), eager.implementation.name.lower())


def _open_path(path: str) -> Relation:
    files = _files(path)
    name = Path(path).name or path
    parquet = files[0].casefold().endswith(PARQUET)
    patterns = [escape(file) for file in files]
    engine = _engine()
    try:
        if parquet:
            return _relation(engine.read_parquet(patterns, union_by_name=True), name)
        rows = "SELECT * FROM read_csv(?, sample_size=-1, nullstr=?, union_by_name=true)"
        # A CSV is parsed once: later questions read typed columns, which the engine spills beyond memory.
        engine.execute(f"CREATE TABLE parsed AS {rows}", [patterns, MISSING_MARKS])
        return _relation(engine.table("parsed"), name)
    except duckdb.Error as error:
        raise UnparsedTable(path=name, reason=_first_sentence(error)) from error


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
