"""Rows that a driver hands over one by one, as arrays like those of DuckDB."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Types whose array holds them as they are; wider numbers become doubles, as DuckDB hands them over.
HELD = {
    "BOOLEAN": "bool",
    "TINYINT": "int8",
    "SMALLINT": "int16",
    "INTEGER": "int32",
    "BIGINT": "int64",
    "FLOAT": "float32",
    "DOUBLE": "float64",
    "DATE": "datetime64[us]",
    "TIMESTAMP": "datetime64[us]",
}


def as_arrays(types: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> dict[str, NDArray[Any]]:
    """Turn rows into one array by column, masked where a value is absent.

    Examples
    --------
    >>> as_arrays({"n": "BIGINT"}, [(1,), (None,)])["n"].tolist()
    [1, None]
    """
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ((),) * len(types)
    return {name: _array(values, kind) for (name, kind), values in zip(types.items(), columns, strict=True)}


def _array(values: Sequence[Any], kind: str) -> NDArray[Any]:
    held = "float64" if kind.startswith("DECIMAL") or kind == "HUGEINT" else HELD.get(kind, "object")
    absent = [value is None for value in values]
    blank = "" if held == "object" else np.zeros(1, held)[0]
    found = np.empty(len(values), dtype=held)
    found[:] = [blank if value is None else value for value in values]
    return np.ma.array(found, mask=absent) if any(absent) else found
