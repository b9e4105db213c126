"""A table made of arrays, for what is drawn and not read."""

from collections.abc import Mapping

import duckdb

from miqyas.data.relation import Relation, open_relation
from miqyas.types import FloatVector, IntVector


def relation_from(
    columns: Mapping[str, FloatVector | IntVector], engine: duckdb.DuckDBPyConnection | None = None
) -> Relation:
    """Open arrays of one length as a table; an ``engine`` given again forgets the table before.

    Examples
    --------
    >>> import numpy as np
    >>> relation_from({"y": np.array([1.0, 2.0])}).n_rows
    2
    """
    engine = engine or duckdb.connect(":memory:")
    engine.register("drawn", dict(columns))
    return open_relation(engine.table("drawn"))
