"""Units taken some millions at a time, so that what the engine holds by unit does not grow with the table."""

from itertools import pairwise

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, SIGNED, Relation

UNITS_AT_ONCE = 2_000_000  # some 100 bytes a unit in the engine's tables: 200 MB
DRAWN = 20_000  # units that show how identifiers are spread


def parts_of(relation: Relation, unit_id: str, n_units: int, *, among: str = "true") -> tuple[str, ...]:
    """Write conditions that part the units, each holding about `UNITS_AT_ONCE` of them.

    Whole numbers are parted by size: a file in the order of units then skips what is not asked for. Others are
    parted by hash, at one reading for each part. Every unit, even a missing one, falls in one part.
    """
    n_parts = -(-n_units // UNITS_AT_ONCE)
    unit = quoted(unit_id)
    if n_parts <= 1 or not relation.is_duckdb:  # others have memory of their own
        return ("true",)
    if relation.types[unit_id] not in (*SIGNED, *(f"U{name}" for name in SIGNED)):
        return tuple(f"hash({unit}) % {n_parts} = {part}" for part in range(n_parts))
    drawn = relation.ask(
        f"SELECT {unit} AS s FROM (SELECT {unit} FROM {ROWS} WHERE {among} AND {unit} IS NOT NULL) "
        f"USING SAMPLE reservoir({DRAWN} ROWS) REPEATABLE (1)"
    )["s"]
    places = np.sort(drawn)[np.arange(1, n_parts) * drawn.size // n_parts]
    bounds = list(dict.fromkeys(int(bound) for bound in places))
    if not bounds:
        return ("true",)
    between = [f"({unit} >= {a} AND {unit} < {b})" for a, b in pairwise(bounds)]
    return (f"({unit} < {bounds[0]} OR {unit} IS NULL)", *between, f"{unit} >= {bounds[-1]}")
