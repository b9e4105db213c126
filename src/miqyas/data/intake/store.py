"""Where a table stands while it is looked at: a temporary folder with one database in it."""

import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from miqyas.data.intake.engine import listed, open_engine, quote_name

COLUMNS_AT_ONCE = 40


class Store:
    """A temporary folder and its database; both vanish with ``close`` or with the last reference.

    A reader fills the table ``raw``; typed columns then stand in ``data0``, ``data1``…, a few in each,
    because an expression over thousands of columns at once takes the engine gigabytes. Columns are called
    ``c0``, ``c1``… inside: a person's column name meets the engine only when it is frozen.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="miqyas-")
        self.folder = Path(self._folder.name).resolve()
        self.connection = open_engine(self.folder)
        # Where rows do not follow each other in the person's file: place of the row from 0, its line there.
        self.jumps: list[tuple[int, int]] = []
        self._finalizer = weakref.finalize(self, _forget, self.connection, self._folder)

    def close(self) -> None:
        """Forget the table and remove its folder."""
        self._finalizer()

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return every row of an answer."""
        return self.connection.execute(statement, list(parameters)).fetchall()

    def row(self, statement: str, parameters: Sequence[object] = ()) -> tuple[Any, ...]:
        """Return the one row of an answer."""
        (found,) = self.rows(statement, parameters)
        return found

    def run(self, statement: str) -> None:
        """Carry out a statement that answers nothing."""
        self.connection.execute(statement).fetchall()


def cell_name(position: int) -> str:
    """Return the name inside the store of the column at ``position``, from 0."""
    return f"c{position}"


def trimmed_name(position: int) -> str:
    """Return the name inside ``cells`` of a text without blanks around it, NULL where it says "missing"."""
    return f"t{position}"


def home_of(position: int) -> str:
    """Return the table that holds the typed column at ``position``."""
    return f"data{position // COLUMNS_AT_ONCE}"


def homes_of(positions: Iterable[int]) -> str:
    """Return what to select these typed columns from: their tables side by side, row by row."""
    return " POSITIONAL JOIN ".join(dict.fromkeys(map(home_of, positions)))


def chunks(n_columns: int) -> Iterator[range]:
    """Yield the positions of the columns that stand in one table."""
    for start in range(0, n_columns, COLUMNS_AT_ONCE):
        yield range(start, min(start + COLUMNS_AT_ONCE, n_columns))


def named(positions: Sequence[int], names: Sequence[str]) -> str:
    """Return the selection that gives columns back the names of their owner."""
    return listed(f"{cell_name(position)} AS {quote_name(names[position])}" for position in positions)


def _forget(connection: duckdb.DuckDBPyConnection, folder: tempfile.TemporaryDirectory[str]) -> None:
    connection.close()
    folder.cleanup()
