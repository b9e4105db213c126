"""Cells of any origin on their way into the store: one canonical text file that the engine reads back.

People's CSV dialects, Excel and Stata all pass here, so the engine parses one dialect only, ours: every
cell in quotation marks, commas, line feeds, UTF-8.
"""

import csv
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

from miqyas.data.intake.engine import listed, quote_text
from miqyas.data.intake.source import Source
from miqyas.data.intake.store import Store, cell_name
from miqyas.errors import CellTooLong, TooManyRows

SMALLEST_LINE = 1 << 21


class Spool:
    """Receives rows of texts and, on leaving its ``with``, hands them to the store's table ``raw``."""

    def __init__(self, store: Store, source: Source, *, n_columns: int) -> None:
        self.n_rows = 0
        self._store, self._source, self._n_columns = store, source, n_columns
        self._path = store.folder / "spool.csv"
        self._longest = 0
        self._next_line = 0

    def __enter__(self) -> Self:
        self._file = self._path.open("w", encoding="utf-8", newline="")
        writer = csv.writer(self._file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._write = writer.writerow
        return self

    def add(self, row: Sequence[str | None], *, line: int) -> None:
        """Receive one row; ``line`` says where it stands in the person's file."""
        if line != self._next_line:
            self._store.jumps.append((self.n_rows, line))
        self._next_line = line + 1
        written = self._write(row)
        self.n_rows += 1
        if written > self._longest:
            self._longest = written
            if written > self._source.limits.cell_characters:
                self._check_cells(row, line)
        if self.n_rows > self._source.limits.rows:
            raise TooManyRows(file=self._source.name, maximum=self._source.limits.rows)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            self._load()
        self._path.unlink()

    def _check_cells(self, row: Iterable[str | None], line: int) -> None:
        maximum = self._source.limits.cell_characters
        for position, cell in enumerate(row, start=1):
            if cell is not None and len(cell) > maximum:
                raise CellTooLong(line=line, column=position, found=len(cell), maximum=maximum)

    def _load(self) -> None:
        types = listed(f"'{cell_name(position)}': 'VARCHAR'" for position in range(self._n_columns))
        longest = max(SMALLEST_LINE, 4 * self._longest + 2)  # a character takes four bytes at most
        self._store.run(
            f"CREATE TABLE raw AS FROM read_csv({quote_text(self._path)}, columns = {{{types}}}, "
            "auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n',"
            f" strict_mode = true, parallel = false, max_line_size = {longest})"
        )
