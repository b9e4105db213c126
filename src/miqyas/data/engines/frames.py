"""Tables that stand in memory, or behind another library, told by their kind and read by DuckDB in place."""

import sys
from dataclasses import dataclass
from typing import Any

import duckdb
import narwhals as nw

from miqyas.data.engines.duck import DuckTable, new_engine
from miqyas.data.engines.spark import SparkTable
from miqyas.data.engines.table import Table
from miqyas.errors import UnknownTableFormat


@dataclass(frozen=True, slots=True)
class _Stream:
    """What a frame shows DuckDB: Arrow's own interface, which needs no pyarrow, and nothing else."""

    frame: Any

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def open_frame(frame: Any, memory_limit: str | None = None) -> tuple[Table, str]:
    """Read a frame where it stands, and say what kind it is.

    pandas, Polars, Arrow tables and datasets are read in place; a lazy Polars frame is collected first, as DuckDB
    asks several questions; an Arrow stream, which can be read once, is kept by DuckDB, beyond memory if need be.

    Raises
    ------
    UnknownTableFormat
        The object is no frame we know.
    """
    arrow = _of_arrow(frame, memory_limit)
    if arrow is not None:
        return DuckTable(arrow), "pyarrow"
    try:
        known = nw.from_native(frame)
    except TypeError as error:
        raise _unknown(frame) from error
    kind = known.implementation
    if kind.is_spark_like():
        return SparkTable(frame), "Spark"
    engine = new_engine(memory_limit)
    if kind.is_pandas():
        engine.register("frame", _readable(engine, frame))
        return DuckTable(engine.table("frame")), "pandas"
    if kind.is_polars():
        eager = known.collect() if isinstance(known, nw.LazyFrame) else known
        return DuckTable(engine.from_arrow(_Stream(eager.to_native()))), "polars"
    if kind.is_pyarrow():
        return DuckTable(engine.from_arrow(_Stream(frame))), "pyarrow"
    raise _unknown(frame)


def _unknown(frame: Any) -> UnknownTableFormat:
    name = type(frame).__name__
    return UnknownTableFormat(path=name, found=name)


def _readable(engine: duckdb.DuckDBPyConnection, frame: Any) -> Any:
    try:
        engine.register("frame", frame)
    except duckdb.Error:  # a view with steps, such as frame[::-1], which DuckDB 2.0 cannot read in place
        return frame.copy()
    return frame


def _of_arrow(frame: Any, memory_limit: str | None) -> duckdb.DuckDBPyRelation | None:
    """Read what pyarrow holds beside its tables; who holds such an object has loaded its library."""
    dataset, arrow = sys.modules.get("pyarrow.dataset"), sys.modules.get("pyarrow")
    if dataset is not None and isinstance(frame, dataset.Dataset):
        return new_engine(memory_limit).from_arrow(frame)
    if arrow is None or not isinstance(frame, arrow.RecordBatchReader | arrow.RecordBatch):
        return None
    engine = new_engine(memory_limit)
    engine.register("stream", _Stream(frame))
    engine.execute("CREATE TABLE kept AS SELECT * FROM stream")
    return engine.table("kept")
