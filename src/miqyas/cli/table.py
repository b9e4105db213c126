"""The table a person names on the command line, whatever kind of file it is."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from miqyas.data.intake import freeze, read_table
from miqyas.data.relation import Relation, open_relation
from miqyas.types import EngineName

# The engine reads CSV and Parquet by itself; these pass through the intake, which refuses formulas and bombs.
BROUGHT = frozenset((".xlsx", ".xlsm", ".dta"))


@contextmanager
def relation_of(address: str, engine: EngineName | None = None) -> Iterator[Relation]:
    """Open a file, a folder or a glob with an engine; Excel and Stata files are first frozen into a temporary folder."""
    if Path(address).suffix.lower() not in BROUGHT:
        yield open_relation(address, engine=engine)
        return
    with tempfile.TemporaryDirectory(prefix="miqyas-") as folder:
        frozen = freeze(read_table(Path(address)), Path(folder))
        yield open_relation(frozen.path, engine=engine)
