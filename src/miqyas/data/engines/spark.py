"""A Spark DataFrame, asked where it stands: on this machine or on a cluster."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from miqyas.data.engines.answers import as_arrays
from miqyas.data.engines.extras import dialects, spark
from miqyas.data.engines.table import ROWS
from miqyas.data.names import quoted
from miqyas.errors import SparkNotStarted

TYPES = {
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "string": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "timestamp_ntz": "TIMESTAMP",
}
PLACE = "rows_of_this_question"  # where Spark puts the frame into the text of a question
# A session of our own, on this machine, unless the environment or an earlier session says otherwise.
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
}


@dataclass(frozen=True, slots=True)
class SparkTable:
    """A Spark DataFrame: nothing is read before a question is asked, and no view is left behind."""

    frame: Any

    @property
    def types(self) -> dict[str, str]:
        """DuckDB's type of each column."""
        return {name: _type(kind) for name, kind in self.frame.dtypes}

    def ask(self, sql: str) -> dict[str, NDArray[Any]]:
        """Answer a SELECT."""
        selected = self._select(sql)
        types = {name: _type(kind) for name, kind in selected.dtypes}
        return as_arrays(types, selected.collect())

    def derive(self, sql: str) -> "SparkTable":
        """Name the answer of a SELECT."""
        return SparkTable(self._select(sql))

    def _select(self, sql: str) -> Any:
        dialect = dialects()
        text = dialect.said(dialect.parsed(sql), "spark", source=f"SELECT * FROM {PLACE}")
        text = text.replace("{", "{{").replace("}", "}}").replace(PLACE, "{" + PLACE + "}")
        return self.frame.sparkSession.sql(text, **{PLACE: self.frame})


def _type(kind: str) -> str:
    name = kind.partition("(")[0]
    return {"decimal": "DECIMAL", "char": "VARCHAR", "varchar": "VARCHAR"}.get(name) or TYPES.get(
        kind, kind.upper()
    )


def session() -> Any:
    """Return the session there is, or start one on this machine.

    Raises
    ------
    EnginePackageMissing
        pyspark is not installed.
    SparkNotStarted
        Spark needs Java 17 or newer.
    """
    sessions = spark().SparkSession
    active = sessions.getActiveSession()
    if active is not None:
        return active
    builder = sessions.builder.appName("miqyas").config(map=SETTINGS)
    try:
        return builder.getOrCreate()
    except Exception as error:  # no Java, no memory, no such master: Spark has no class of its own for each
        raise SparkNotStarted(reason=str(error).strip().splitlines()[0]) from error


def read_parquet(files: Sequence[str], root: str | None = None) -> SparkTable:
    """Read Parquet files as one table, columns put together by name; folders below ``root`` may name a column."""
    return SparkTable(_reader(root, mergeSchema=True).parquet(*files))


def read_csv(
    files: Sequence[str], root: str | None, *, types: dict[str, str], separator: str, missing: Sequence[str]
) -> SparkTable:
    """Read CSV files whose columns and types are known; a value that is not of its type is an error."""
    reader = _reader(root, header=True, sep=separator, escape='"', multiLine=True, inferSchema=False)
    texts, *others = (reader.csv(file) for file in files)
    for frame in others:
        texts = texts.unionByName(frame, allowMissingColumns=True)
    marks = ", ".join("'" + mark.replace("'", "''") + "'" for mark in missing)
    typed = ", ".join(
        f"CAST(CASE WHEN {name} NOT IN ({marks}) THEN {name} END AS {kind}) AS {name}"
        for name, kind in ((quoted(column), kind) for column, kind in types.items())
    )
    return SparkTable(texts).derive(f"SELECT {typed} FROM {ROWS}")


def _reader(root: str | None, **options: Any) -> Any:
    if root is not None:
        options["basePath"] = root
    options["__globPaths__"] = "false"  # names of files by now: brackets and braces in them are letters
    return session().read.options(**options)
