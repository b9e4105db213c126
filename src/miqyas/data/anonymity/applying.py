"""Steps applied to a Parquet file, in order, into another."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from miqyas.data.anonymity.steps import Drop, Pseudonymise, Step, check, expression
from miqyas.data.intake.engine import listed, quote_name, quote_text
from miqyas.data.intake.freezing import FORM
from miqyas.errors import KeyMissing, KeyTooShort, MissingColumn, NothingToFreeze, StepTwice

# RFC 2104: a key shorter than the hash weakens it.
LEAST_KEY, BLOCK = 32, 64


@dataclass(frozen=True, slots=True)
class Applied:
    """What was made."""

    n_rows: int
    columns: tuple[str, ...]


def apply_steps(path: Path, out: Path, steps: Sequence[Step], *, key: bytes | None = None) -> Applied:
    """Write a table again with some of its columns gone, renamed persons, values less fine.

    Parameters
    ----------
    path, out : Path
        Parquet files: what is read, what is written.
    steps : sequence of Step
        One at most for each column.
    key : bytes, optional
        For pseudonyms: at least 32 bytes, kept apart from the data. The same key gives the same pseudonym in each
        round of a survey, which is what links them.

    Returns
    -------
    Applied
        Rows and columns left.

    Raises
    ------
    MissingColumn, StepTwice, StepInvalid, StepUnfit
        A step is of no column, of one that has a step already, contradicts itself, or does not suit the type.
    KeyMissing, KeyTooShort
        Pseudonyms without a key worth the name.
    NothingToFreeze
        No column would be left.

    References
    ----------
    Krawczyk, H., Bellare, M., Canetti, R. (1997). HMAC: Keyed-Hashing for Message Authentication. RFC 2104.
    """
    _check_key(steps, key)
    connection = duckdb.connect(config={"threads": 1})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        if key is not None:
            _hold(connection, key)
        origin = f"read_parquet({quote_text(path)})"
        kinds = {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE FROM {origin}").fetchall()}
        cells = _cells(kinds, steps)
        if not cells:
            raise NothingToFreeze(file=path.name)
        chosen = listed(f"{value} AS {quote_name(name)}" for name, value in cells.items())
        connection.execute(f"COPY (SELECT {chosen} FROM {origin}) TO {quote_text(out)} ({FORM})")
        ((n_rows,),) = connection.execute(f"SELECT count(*) FROM read_parquet({quote_text(out)})").fetchall()
    finally:
        connection.close()
    return Applied(n_rows, tuple(cells))


def _cells(kinds: dict[str, str], steps: Sequence[Step]) -> dict[str, str]:
    of_column: dict[str, Step] = {}
    for step in steps:
        if step.column not in kinds:
            raise MissingColumn(column=step.column, nearest=", ".join(list(kinds)[:5]))
        if step.column in of_column:
            raise StepTwice(column=step.column)
        check(step)
        of_column[step.column] = step
    cells = {}
    for name, kind in kinds.items():
        step_of = of_column.get(name)
        if not isinstance(step_of, Drop):
            cells[name] = quote_name(name) if step_of is None else expression(step_of, kind)
    return cells


def _check_key(steps: Sequence[Step], key: bytes | None) -> None:
    if key is None:
        needing = [step.column for step in steps if isinstance(step, Pseudonymise)]
        if needing:
            raise KeyMissing(column=needing[0])
    elif len(key) < LEAST_KEY:
        raise KeyTooShort(found=len(key), expected=LEAST_KEY)


def _hold(connection: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Give the engine the two pads of RFC 2104: the key is in no statement, so in no message of error."""
    block = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    for name, pad in (("inner_pad", 0x36), ("outer_pad", 0x5C)):
        connection.execute(f"SET VARIABLE {name} = ?::BLOB", [bytes(byte ^ pad for byte in block)])
