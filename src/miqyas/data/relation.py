"""A table that stays where it is: its engine reads it, and only sums come into Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from numpy.typing import NDArray

from miqyas.data.engines.duck import DuckTable
from miqyas.data.engines.files import open_path
from miqyas.data.engines.frames import open_frame
from miqyas.data.engines.postgresql import SqlTable, open_table
from miqyas.data.engines.table import ROWS, Table
from miqyas.data.names import nearest_names, quoted
from miqyas.errors import EngineNeedsFile, MissingColumn, UnknownEngine
from miqyas.types import ENGINES, EngineName

__all__ = ["ROWS", "Relation", "SqlTable", "missing", "open_relation"]

SIGNED = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
NUMBER_TYPES = frozenset((*SIGNED, *(f"U{name}" for name in SIGNED), "FLOAT", "DOUBLE", "BOOLEAN"))


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows and typed columns behind an engine, wherever they stand.

    Attributes
    ----------
    table : Table
        The rows, with their engine; nothing is read before a question is asked.
    name : str
        What to call the table before a person: file name, or kind of frame.
    types : dict of str
        DuckDB's type of each column, in the order of the table; asked once, at opening.
    """

    table: Table
    name: str
    types: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the table."""
        return tuple(self.types)

    @property
    def is_duckdb(self) -> bool:
        """Whether DuckDB answers, whose every function may then be used."""
        return isinstance(self.table, DuckTable)

    @property
    def n_rows(self) -> int:
        """Number of rows, counted by the engine."""
        return int(self.ask(f"SELECT count(*) AS n FROM {ROWS}")["n"][0])

    def ask(self, sql: str) -> dict[str, NDArray[Any]]:
        """Answer a SELECT over the table, called `source_rows` in it, as arrays by column, masked where absent.

        It is written in DuckDB's words whatever the engine, and said to others in theirs. Nothing is written on
        what was given: no view, no table.
        """
        return self.table.ask(sql)

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
            f"SELECT CAST({name} AS VARCHAR) AS shown FROM (SELECT DISTINCT {name} FROM {ROWS} "
            f"WHERE {name} IS NOT NULL) AS seen ORDER BY seen.{name} LIMIT {limit + 1}"
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
        return _relation(self.table.derive(f"SELECT * FROM {ROWS} WHERE {condition}"), self.name)

    def free_name(self, name: str) -> str:
        """Return ``name``, or a longer one where a column already bears it."""
        while name in self.columns:
            name += "+"
        return name

    def with_columns(self, expressions: Mapping[str, str], source: str = ROWS) -> "Relation":
        """Add columns computed by the engine from SQL expressions, row by row."""
        added = ", ".join(f"{expression} AS {quoted(name)}" for name, expression in expressions.items())
        return _relation(self.table.derive(f"SELECT {ROWS}.*, {added} FROM {source}"), self.name)


def _relation(table: Table, name: str) -> Relation:
    return Relation(table, name, table.types)


def missing(expression: str, kind: str) -> str:
    """Write the condition that a value is missing: absent, not-a-number, or blank text."""
    if kind in {"FLOAT", "DOUBLE"}:
        return f"({expression} IS NULL OR isnan({expression}))"
    if kind == "VARCHAR" or kind.startswith("ENUM"):
        return f"({expression} IS NULL OR trim(CAST({expression} AS VARCHAR)) = '')"
    return f"({expression} IS NULL)"


def open_relation(
    source: Any, *, engine: EngineName | None = None, memory_limit: str | None = None
) -> Relation:
    """Open a table without copying it into Python.

    Parameters
    ----------
    source : str, Path, frame, duckdb relation or SqlTable
        A CSV or Parquet file, a folder or a glob of them, partitions named by their folders included; a pandas,
        Polars (eager or lazy) or Arrow table, stream or dataset; a DuckDB relation; a Spark DataFrame; a
        `SqlTable` of PostgreSQL; a `Relation`, returned as it is. In CSV, the separator and the types are found
        from all rows, the text is UTF-8, and the marks of `MISSING_MARKS` mean a missing value.
    engine : str, optional
        Who reads a file: ``"duckdb"``, here (default), or ``"spark"``, in the session there is, or in a local one.
    memory_limit : str, optional
        What DuckDB may hold in memory, such as ``"2GB"``, before it spills; by default 80 % of the machine's.

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
    EngineUnavailable
        `UnknownEngine`, `EngineNeedsFile`, `EnginePackageMissing`, `SparkNotStarted`, `SqlTableNotFound`.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> relation = open_relation(pd.DataFrame({"دخل": [1.0, np.nan], "D": [0, 1]}))
    >>> relation.columns, relation.n_rows
    (('دخل', 'D'), 2)
    """
    if engine is not None and engine not in ENGINES:
        raise UnknownEngine(engine=engine, known=", ".join(ENGINES))
    if isinstance(source, str | Path):
        return _relation(*open_path(str(source), engine or "duckdb", memory_limit))
    if engine is not None:
        raise EngineNeedsFile(engine=engine, found=type(source).__name__)
    if isinstance(source, Relation):
        return source
    if isinstance(source, duckdb.DuckDBPyRelation):
        return _relation(DuckTable(source), "DuckDB")
    if isinstance(source, SqlTable):
        return _relation(open_table(source), source.name)
    return _relation(*open_frame(source, memory_limit))
