"""A person's table, typed and profiled, standing in a temporary store until it is frozen or let go."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from miqyas.data.intake import grammar
from miqyas.data.intake.columns import FoundColumn, Kind, Reading
from miqyas.data.intake.declaration import settle_declared
from miqyas.data.intake.delimited import line_of_row
from miqyas.data.intake.engine import listed, quote_text
from miqyas.data.intake.inference import Typing, infer, texts_of
from miqyas.data.intake.notes import Note
from miqyas.data.intake.profile import Cell, ColumnProfile, profile, shown
from miqyas.data.intake.source import Source, excerpt, fingerprint
from miqyas.data.intake.store import Store, cell_name, chunks, home_of, homes_of, trimmed_name
from miqyas.errors import FormulaText

PREVIEW_ROWS = 20
BATCH_ROWS = 5_000
# The line of headings is the first.
FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class RawTable:
    """What was read from a file. Use it in a ``with``, or call ``close``: its store is a temporary folder.

    Attributes
    ----------
    file, kind : str
        The owner's name for the file; what its content is.
    n_bytes, sha256 : int, str
        Weight and hash of the file as sent: the origin of whatever is frozen.
    n_rows : int
        Rows of data.
    columns : tuple of ColumnProfile
        In the order of the file.
    notes : tuple of Note
        What must be told about the file.
    sheet, encoding, delimiter : str or None
        Which sheet, which characters, which separator were read.
    sheets : tuple of str
        Every sheet of a workbook, in its order; empty for other kinds.
    """

    file: str
    kind: Kind
    n_bytes: int
    sha256: str
    n_rows: int
    columns: tuple[ColumnProfile, ...]
    notes: tuple[Note, ...]
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    sheets: tuple[str, ...]
    store: Store = field(repr=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column names in order."""
        return tuple(column.name for column in self.columns)

    def preview(self, n: int = PREVIEW_ROWS) -> list[list[Cell]]:
        """Return the first ``n`` rows; dates as ISO texts, missing as None."""
        cells = listed(shown(position, column.type) for position, column in enumerate(self.columns))
        homes = homes_of(range(len(self.columns)))
        return [list(row) for row in self.store.rows(f"SELECT {cells} FROM {homes} LIMIT {int(n)}")]

    def batches(self, size: int = BATCH_ROWS) -> Iterator[list[list[Cell]]]:
        """Yield all rows in their order, some at a time, as ``preview`` shows them."""
        cells = listed(shown(position, column.type) for position, column in enumerate(self.columns))
        homes = homes_of(range(len(self.columns)))
        for start in range(0, self.n_rows, size):
            asked = f"SELECT {cells} FROM {homes} LIMIT {int(size)} OFFSET {start}"
            yield [list(row) for row in self.store.rows(asked)]

    def values(self, name: str) -> Iterator[Cell]:
        """Yield the cells of one column, as ``preview`` shows them."""
        place = self.names.index(name)
        asked = f"SELECT {shown(place, self.columns[place].type)} FROM {home_of(place)}"
        answer = self.store.connection.cursor().execute(asked)
        while some := answer.fetchmany(BATCH_ROWS):
            yield from (cell for (cell,) in some)

    def line_of(self, row: int) -> int:
        """Return where a row, from 0, stands in the person's file."""
        place = bisect_right(self.store.jumps, row, key=lambda jump: jump[0]) - 1
        at, line = self.store.jumps[place] if place >= 0 else (0, FIRST_LINE)
        return line + row - at

    def close(self) -> None:
        """Let the table go and remove its temporary folder."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def build_table(
    source: Source,
    store: Store,
    reading: Reading,
    notes: Sequence[Note],
    as_text: Collection[str] = (),
) -> RawTable:
    """Settle the type of each column, keep the typed table only, and profile it."""
    kept = frozenset(as_text)
    typings = [
        typing
        for chunk in chunks(len(reading.columns))
        for typing in _settle(source, store, reading, chunk, kept)
    ]
    store.run("DROP TABLE raw")
    (n_rows,) = store.row(f"SELECT count(*) FROM {home_of(0)}")
    return RawTable(
        file=source.name,
        kind=reading.kind,
        n_bytes=source.n_bytes,
        sha256=fingerprint(source.path),
        n_rows=n_rows,
        columns=profile(store, reading.columns, typings, n_rows=n_rows),
        notes=(*notes, *reading.notes),
        sheet=reading.sheet,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        sheets=reading.sheets,
        store=store,
    )


def _settle(
    source: Source, store: Store, reading: Reading, chunk: range, as_text: frozenset[str]
) -> list[Typing]:
    """Settle the types of a few columns and keep their typed values."""
    columns = [reading.columns[position] for position in chunk]
    cells = [cell_name(position) for position in chunk]
    cells += [
        f"{grammar.trimmed(cell_name(position))} AS {trimmed_name(position)}"
        for position, column in zip(chunk, columns, strict=True)
        if column.declared is None
    ]
    store.run(f"CREATE TEMP TABLE cells AS SELECT {listed(cells)} FROM raw")
    typings = [
        texts_of(store, position)
        if column.declared is None and column.name in as_text
        else _typing(store, position, column, reading)
        for position, column in zip(chunk, columns, strict=True)
    ]
    if reading.kind == "text":
        _refuse_formulas(source, store, reading, chunk, typings)
    values = listed(
        f"{typing.value} AS {cell_name(position)}" for position, typing in zip(chunk, typings, strict=True)
    )
    store.run(f"CREATE TABLE {home_of(chunk.start)} AS SELECT {values} FROM cells")
    store.run("DROP TABLE cells")
    return typings


def _typing(store: Store, position: int, column: FoundColumn, reading: Reading) -> Typing:
    if column.declared is None:
        return infer(store, position, column.name, delimiter=reading.delimiter)
    return settle_declared(store, cell_name(position), column.name, column.declared)


def _refuse_formulas(
    source: Source, store: Store, reading: Reading, chunk: range, typings: Sequence[Typing]
) -> None:
    """Refuse the first text that a spreadsheet would carry out; only texts can."""
    formula = quote_text(grammar.FORMULA)
    for position, typing in zip(chunk, typings, strict=True):
        if typing.type != "text":
            continue
        cell = cell_name(position)
        found = store.rows(
            f"SELECT rowid + 1, {cell} FROM cells WHERE regexp_matches({cell}, {formula}) LIMIT 1"
        )
        if found:
            row, text = found[0]
            raise FormulaText(
                line=line_of_row(source, reading, row),
                column=excerpt(reading.columns[position].name),
                found=excerpt(text),
            )
