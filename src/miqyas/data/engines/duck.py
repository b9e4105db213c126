"""DuckDB, the engine that comes with the library."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
from numpy.typing import NDArray

from miqyas.data.engines.table import ROWS


@dataclass(frozen=True, slots=True)
class DuckTable:
    """A DuckDB relation: nothing is read before a question is asked."""

    rows: duckdb.DuckDBPyRelation

    @property
    def types(self) -> dict[str, str]:
        """DuckDB's type of each column."""
        return dict(zip(self.rows.columns, map(str, self.rows.types), strict=True))

    def ask(self, sql: str) -> dict[str, NDArray[Any]]:
        """Answer a SELECT; neither view nor table is made."""
        return self._select(sql).fetchnumpy()

    def derive(self, sql: str) -> "DuckTable":
        """Name the answer of a SELECT."""
        return DuckTable(self._select(sql))

    def _select(self, sql: str) -> duckdb.DuckDBPyRelation:
        selected = self.rows.query(ROWS, sql)
        if selected is None:  # DuckDB answers None to what is not a question
            message = f"not a SELECT: {sql}"
            raise ValueError(message)
        return selected


def new_engine(memory_limit: str | None = None) -> duckdb.DuckDBPyConnection:
    """Start a DuckDB of our own, which fetches nothing from outside.

    What ``memory_limit`` cannot hold (by default, 80 % of the machine's memory) is spilt to a folder of this
    engine's own, as two engines would overwrite each other's files; DuckDB makes it when needed and removes it
    when closed. No answer depends on the order of the rows, so the engine need not keep it: it needs less memory.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "false",
        "temp_directory": str(Path(tempfile.gettempdir()) / f"miqyas-{uuid4().hex}"),
    }
    if memory_limit is not None:
        settings["memory_limit"] = memory_limit
    engine = duckdb.connect(":memory:", config=settings)
    engine.execute("SET enable_progress_bar = false")  # a long question must not draw on the answer's page
    # A method asks several questions of one file, whose footer is then read once; a file that changes is read again.
    engine.execute("SET parquet_metadata_cache = true")
    return engine
