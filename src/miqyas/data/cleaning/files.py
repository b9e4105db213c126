"""What a script changed, carried onto a file of the same rows: its types and the order of its rows stay."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from miqyas.data.intake.engine import quote_text
from miqyas.data.names import quoted

KEY = "_key"


def rewrite(
    source: Path,
    target: Path,
    *,
    before: Mapping[str, Sequence[Any]],
    after: Mapping[str, Sequence[Any]],
) -> tuple[int, int]:
    """Write a Parquet file anew with the cells a script changed and without the rows it left out.

    Parameters
    ----------
    source, target : Path
        The file, and where the new one goes. Its rows are known by ``_key``; those that ``before`` does not have are
        left as they are, and columns that it does not have too.
    before, after : mapping of str to sequence
        The same table as `cleaned` took it, and gave it.

    Returns
    -------
    tuple of int
        Cells changed and rows left out, in the file.
    """
    kept = dict(zip(after[KEY], range(len(after[KEY])), strict=True))
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE laid AS SELECT * FROM read_parquet({quote_text(source)})")
        names = [row[0] for row in engine.execute("DESCRIBE laid").fetchall()]
        present = {row[0] for row in engine.execute(f"SELECT {quoted(KEY)} FROM laid").fetchall()}
        n_changed = 0
        for place, key in enumerate(before[KEY]):
            if key not in present or key not in kept:
                continue
            for name in names:
                if name in before and before[name][place] != after[name][kept[key]]:
                    change = f"UPDATE laid SET {quoted(name)} = ? WHERE {quoted(KEY)} = ?"
                    engine.execute(change, [after[name][kept[key]], key])
                    n_changed += 1
        gone = [key for key in before[KEY] if key in present and key not in kept]
        for key in gone:
            engine.execute(f"DELETE FROM laid WHERE {quoted(KEY)} = ?", [key])
        engine.execute(f"COPY (SELECT * FROM laid ORDER BY rowid) TO {quote_text(target)} (FORMAT parquet)")
    return n_changed, len(gone)
