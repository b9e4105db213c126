"""A table of PostgreSQL, asked where it stands, through the connection a person already has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import md5
from typing import Any, Protocol

from numpy.typing import NDArray

from miqyas.data.engines.answers import as_arrays
from miqyas.data.engines.extras import dialects
from miqyas.data.names import quoted
from miqyas.errors import SqlTableNotFound

# DuckDB's name for each type of PostgreSQL, by its number in the catalogue pg_type; the rest is read as text.
TYPES = {
    16: "BOOLEAN",
    20: "BIGINT",
    21: "SMALLINT",
    23: "INTEGER",
    700: "FLOAT",
    701: "DOUBLE",
    1082: "DATE",
    1114: "TIMESTAMP",
    1184: "TIMESTAMP WITH TIME ZONE",
    1700: "DECIMAL",
}
LONGEST = 63  # bytes of a name; PostgreSQL cuts a longer one without an error


class Cursor(Protocol):
    """What DB-API 2.0 (PEP 249) promises of a cursor."""

    @property
    def description(self) -> Any:
        """Name and type of each column of the answer."""

    def execute(self, operation: str) -> Any:
        """Run one statement."""

    def fetchall(self) -> Any:
        """Every row of the answer."""

    def close(self) -> Any:
        """Let go."""


class Connection(Protocol):
    """What DB-API 2.0 (PEP 249) promises of a connection."""

    def cursor(self) -> Any:
        """Open a cursor."""


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A table of PostgreSQL and the connection to ask through, such as one of psycopg.

    The questions run inside the connection's own transaction, only read, and leave it open: where others write
    meanwhile, set its isolation to REPEATABLE READ.

    Attributes
    ----------
    connection : Connection
        A DB-API connection to PostgreSQL.
    name : str
        The table or view as one writes it in SQL: ``"survey.households"``, ``'"Ménages"'``.
    """

    connection: Connection
    name: str


@dataclass(frozen=True, slots=True)
class PostgresTable:
    """A SELECT of PostgreSQL, as a table.

    Attributes
    ----------
    connection : Connection
        Where to ask.
    source : str
        A SELECT in PostgreSQL's words whose types DuckDB knows as well.
    types : dict of str
        DuckDB's type of each column.
    short : dict of str
        The name in PostgreSQL of a column whose name is too long there.
    """

    connection: Connection
    source: str
    types: dict[str, str]
    short: Mapping[str, str] = field(default_factory=dict)

    def ask(self, sql: str) -> dict[str, NDArray[Any]]:
        """Answer a SELECT."""
        statement, long = self._said(sql)
        columns, rows = _run(self.connection, statement)
        return as_arrays({long.get(name, name): kind for name, kind in columns.items()}, rows)

    def derive(self, sql: str) -> "PostgresTable":
        """Name the answer of a SELECT."""
        statement, long = self._said(sql)
        return _table(self.connection, statement, long, yes_or_no=self._yes_or_no)

    @property
    def _yes_or_no(self) -> set[str]:
        return {name for name, kind in self.types.items() if kind == "BOOLEAN"}

    def _said(self, sql: str) -> tuple[str, dict[str, str]]:
        """Say a question in PostgreSQL's words, and tell which short names stand for which long ones."""
        dialect = dialects()
        tree, short = dialect.shortened(dialect.parsed(sql), _short_name)
        long = {cut: name for name, cut in {**self.short, **short}.items()}
        return dialect.said(tree, "postgres", source=self.source, yes_or_no=self._yes_or_no), long


def open_table(table: SqlTable) -> PostgresTable:
    """Find a table and the types of its columns.

    Raises
    ------
    SqlTableNotFound
        The connection sees no such table.
    EnginePackageMissing
        The package that says questions in another dialect is not installed.
    """
    name = dialects().table_name(table.name, "postgres")
    text = name.replace("'", "''")
    found = _run(table.connection, f"SELECT CAST(to_regclass('{text}') AS TEXT) AS found")[1]
    if found[0][0] is None:
        raise SqlTableNotFound(table=table.name)
    return _table(table.connection, f"SELECT * FROM {name}", {}, yes_or_no=set())


def _table(
    connection: Connection, statement: str, long: Mapping[str, str], *, yes_or_no: set[str]
) -> PostgresTable:
    columns = _run(connection, f"SELECT * FROM ({statement}) AS t LIMIT 0")[0]
    shown = ", ".join(f"{_plain(quoted(name), kind)} AS {quoted(name)}" for name, kind in columns.items())
    types = {
        long.get(name, name): "BOOLEAN" if name in yes_or_no and kind == "INTEGER" else kind
        for name, kind in columns.items()
    }
    short = {name: cut for cut, name in long.items() if cut in columns}
    return PostgresTable(connection, f"SELECT {shown} FROM ({statement}) AS t", types, short)


def _plain(column: str, kind: str) -> str:
    """Write a column so that it is compared, ordered and found missing as DuckDB would."""
    if kind == "BOOLEAN":  # PostgreSQL neither multiplies nor orders yes and no
        return f"CAST({column} AS INT)"
    if kind == "DECIMAL":  # DuckDB's decimals are always numbers
        return f"NULLIF({column}, 'NaN')"
    if kind == "VARCHAR":  # letters in the order of their codes, not of a country; codes and lists as text
        return f'CAST({column} AS TEXT) COLLATE "C"'
    return column


def _run(connection: Connection, statement: str) -> tuple[dict[str, str], Any]:
    cursor = connection.cursor()
    try:
        cursor.execute(statement)
        columns = {column[0]: TYPES.get(column[1], "VARCHAR") for column in cursor.description}
        return columns, cursor.fetchall()
    finally:
        cursor.close()


def _short_name(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    # Told apart by what is cut; no secret is kept by it.
    mark = md5(name.encode(), usedforsecurity=False).hexdigest()
    return name.encode()[: LONGEST - 33].decode(errors="ignore") + "_" + mark
