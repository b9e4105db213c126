"""Units taken some millions at a time, so that what the engine holds by unit does not grow with the table."""

from itertools import pairwise

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, SIGNED, Relation

AT_ONCE = 2**26  # bytes of the engine's tables by unit: 64 MB
BYTES, BYTES_A_NUMBER = 64, 32  # what a unit takes there, and each number kept of it
DRAWN = 20_000  # units that show how identifiers are spread


def unit_parts(relation: Relation, unit_id: str, *, n_numbers: int) -> tuple[str, ...]:
    """Part the units of a table, counting them only where there may be too many to hold at once."""
    # Other engines hash otherwise, and hold what does not fit in memory on their own disks.
    if relation.n_rows * (BYTES + BYTES_A_NUMBER * n_numbers) <= AT_ONCE or not relation.is_duckdb:
        return ("true",)
    found = relation.ask(f"SELECT approx_count_distinct({quoted(unit_id)}) AS n FROM {ROWS}")
    return parts_of(relation, unit_id, int(found["n"][0]), n_numbers=n_numbers)


def parts_of(
    relation: Relation, unit_id: str, n_units: int, *, n_numbers: int = 0, among: str = "true"
) -> tuple[str, ...]:
    """Write conditions that part the units, so that a table of ``n_numbers`` for each in a part fits in memory.

    Whole numbers are parted by size: a file in the order of units then skips what is not asked for. Others are
    parted by hash, at one reading for each part. Every unit, even a missing one, falls in one part.
    """
    n_parts = -(-n_units * (BYTES + BYTES_A_NUMBER * n_numbers) // AT_ONCE)
    unit = quoted(unit_id)
    if n_parts <= 1:
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
