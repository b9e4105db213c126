"""A column read as people write it: 12 and 12.0 alike, codes with their zeros."""

from typing import Any

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing

WHOLE = ("INTEGER", "BIGINT", "HUGEINT", "SMALLINT", "TINYINT")


def column_as_text(relation: Relation, column: str) -> list[str | None]:
    """Read a column, in the order of the rows, None where nothing is written.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.data.relation import open_relation
    >>> column_as_text(open_relation(pd.DataFrame({"a": [1.0, 2.5, None]})), "a")
    ['1', '2.5', None]
    """
    kind, name = relation.types[column], quoted(column)
    as_text = not relation.holds_numbers(column) or any(kind.endswith(whole) for whole in WHOLE)
    shown = f"trim(CAST({name} AS VARCHAR))" if as_text else f"CAST({name} AS DOUBLE)"
    if kind == "BOOLEAN":
        shown = f"CAST(CAST({name} AS INTEGER) AS VARCHAR)"
    answer = relation.ask(f"SELECT {shown} AS cell, {missing(name, kind)} AS is_missing FROM {ROWS}")
    absent = np.ma.filled(answer["is_missing"], fill_value=True)
    return [
        None if gone else _written(cell) for cell, gone in zip(answer["cell"].tolist(), absent, strict=True)
    ]


def _written(cell: Any) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    return str(cell)
