"""Parquet: types are declared, so nothing is guessed; nested values are refused."""

import duckdb

from miqyas.data.intake.columns import ColumnType, FoundColumn, Reading
from miqyas.data.intake.engine import bring_inside, listed, quote_name, quote_text
from miqyas.data.intake.heading import check_heading, check_width
from miqyas.data.intake.source import Source, excerpt
from miqyas.data.intake.store import Store, cell_name
from miqyas.errors import CorruptFile, NestedColumn, NoRows, TooManyRows

MARK = b"PAR1"
# Bytes of footer by column and row group are a few hundred; a footer past this announces a table past any
# limit.
LARGEST_FOOTER = 1 << 26
DECLARED: dict[str, ColumnType] = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "integer"),
    **dict.fromkeys(("FLOAT", "DOUBLE", "DECIMAL"), "number"),
    "BOOLEAN": "boolean",
    "DATE": "date",
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), "datetime"),
    "TIMESTAMP WITH TIME ZONE": "datetime",
    **dict.fromkeys(("VARCHAR", "UUID", "ENUM", "TIME", "INTERVAL"), "text"),
}


def read_parquet(source: Source, store: Store) -> Reading:
    """Bring a Parquet file into the store."""
    _check_footer(source)
    inside = bring_inside(source.path, store.folder, "source.parquet")
    origin = f"read_parquet({quote_text(inside)}, hive_partitioning = false)"
    try:
        described = store.rows(f"DESCRIBE FROM {origin}")
        check_width(len(described), source)
        columns = tuple(_column(str(name), str(kind)) for name, kind, *_ in described)
        check_heading([column.name for column in columns], source)
        (n_rows,) = store.row(f"SELECT count(*) FROM {origin}")
        _check_rows(source, n_rows)
        cells = listed(_cell(position, *row[:2]) for position, row in enumerate(described))
        store.run(f"CREATE TABLE raw AS SELECT {cells} FROM {origin}")
    except duckdb.Error as reason:
        raise CorruptFile(file=source.name, kind="Parquet") from reason
    finally:
        inside.unlink()
    return Reading(kind="Parquet", columns=columns)


def _check_footer(source: Source) -> None:
    """The last eight bytes hold the weight of the footer and the mark: wrong ones need no parsing."""
    with source.path.open("rb") as file:
        file.seek(max(0, source.n_bytes - 8))
        tail = file.read(8)
    weight = int.from_bytes(tail[:4], "little")
    if tail[4:] != MARK or weight > min(source.n_bytes - 12, LARGEST_FOOTER):
        raise CorruptFile(file=source.name, kind="Parquet")


def _check_rows(source: Source, n_rows: int) -> None:
    if n_rows == 0:
        raise NoRows(file=source.name)
    if n_rows > source.limits.rows:
        raise TooManyRows(file=source.name, maximum=source.limits.rows)


def _column(name: str, kind: str) -> FoundColumn:
    declared = None if kind.endswith("]") else DECLARED.get(kind.split("(", 1)[0])
    if declared is None:
        raise NestedColumn(column=excerpt(name), found=excerpt(kind))
    return FoundColumn(name.strip(), declared=declared)


def _cell(position: int, name: str, kind: str) -> str:
    """Moments with a zone are brought to universal time."""
    zone = " AT TIME ZONE 'UTC'" if kind == "TIMESTAMP WITH TIME ZONE" else ""
    return f"{quote_name(name)}{zone} AS {cell_name(position)}"
