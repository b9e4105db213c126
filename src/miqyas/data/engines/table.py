"""What every engine offers: a table that answers questions written in the words of DuckDB."""

from typing import Any, Protocol

from numpy.typing import NDArray

ROWS = "source_rows"  # the name under which a question finds the table


class Table(Protocol):
    """Rows that stand with an engine; nothing is written on them."""

    @property
    def types(self) -> dict[str, str]:
        """DuckDB's type of each column, in the order of the table."""

    def ask(self, sql: str) -> dict[str, NDArray[Any]]:
        """Answer a SELECT over `source_rows` as arrays by column, masked where the value is absent."""

    def derive(self, sql: str) -> "Table":
        """Name the answer of a SELECT over `source_rows` as a table of its own, computed when it is asked."""
