"""Columns whose file declares their type (Stata, Parquet): checked, brought to our six types, never
guessed."""

from miqyas.data.intake.columns import ColumnType
from miqyas.data.intake.inference import Typing, settle_moment, settle_number
from miqyas.data.intake.source import excerpt
from miqyas.data.intake.store import Store
from miqyas.errors import NumberTooLarge


def settle_declared(store: Store, column: str, name: str, declared: ColumnType) -> Typing:
    """Return the typing of one column of ``cells`` with a declared type.

    Whole numbers are "integer" however they were stored, and an empty text is missing, so that one table
    gives one frozen file whatever it travelled in.
    """
    if declared == "number":
        double = f"CAST({column} AS DOUBLE)"
        return settle_number(store, f"CASE WHEN isnan({double}) THEN NULL ELSE {double} END", name)
    if declared == "integer":
        return _settle_integer(store, column, name)
    if declared == "boolean":
        return Typing("boolean", f"CAST({column} AS BOOLEAN)")
    if declared == "text":
        return Typing("text", f"nullif(CAST({column} AS VARCHAR), '')")
    moment = f"CAST({column} AS {'DATE' if declared == 'date' else 'TIMESTAMP'})"
    _refuse_first(store, f"isinf({moment})", column, name)
    return settle_moment(store, moment) if declared == "datetime" else Typing("date", moment)


def _settle_integer(store: Store, column: str, name: str) -> Typing:
    value = f"TRY_CAST({column} AS BIGINT)"
    _refuse_first(store, f"{column} IS NOT NULL AND {value} IS NULL", column, name)
    return Typing("integer", value)


def _refuse_first(store: Store, condition: str, column: str, name: str) -> None:
    found = store.rows(f"SELECT rowid + 1, CAST({column} AS VARCHAR) FROM cells WHERE {condition} LIMIT 1")
    if found:
        row, value = found[0]
        raise NumberTooLarge(row=row, column=excerpt(name), found=excerpt(value))
