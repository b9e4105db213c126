"""Tables as text: commas, semicolons, tabs or bars, as spreadsheets and survey tools export them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from miqyas.data.intake.columns import FoundColumn, Reading
from miqyas.data.intake.encoding import settle_encoding
from miqyas.data.intake.heading import check_heading, check_width
from miqyas.data.intake.notes import Note
from miqyas.data.intake.source import Source
from miqyas.data.intake.spool import Spool
from miqyas.data.intake.store import Store
from miqyas.errors import EmptyFile, NoRows, RaggedLine, StrayQuote, UnclosedQuote

DELIMITERS = {",": ",", ";": ";", "\t": "TAB", "|": "|"}
SAMPLE_CHARACTERS = 1 << 23
SAMPLE_ROWS = 20
HINT = "sep="  # Excel writes it as a first line of its own


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the texts of one file are laid out."""

    encoding: str
    delimiter: str
    n_hint_lines: int

    def open(self, path: Path) -> TextIO:
        """Return the text of a file after its hint line."""
        file = path.open(encoding=self.encoding, newline="")
        for _ in range(self.n_hint_lines):
            file.readline()
        return file


@dataclass(frozen=True, slots=True)
class Record:
    """One record and the line it starts at."""

    cells: list[str]
    line: int


def read_delimited(source: Source, store: Store, *, encoding: str | None) -> Reading:
    """Bring a text file into the store."""
    dialect = settle_dialect(source, settle_encoding(source, encoding))
    with dialect.open(source.path) as file:
        records = each_record(file, dialect)
        heading = next((record for record in records if record.cells), None)
        if heading is None:
            raise EmptyFile(file=source.name)
        names = check_heading(heading.cells, source, line=heading.line)
        blank_lines = _spool(records, names, source, store)
    notes = [Note("blank_lines", {"count": blank_lines})] if blank_lines else []
    if encoding is not None:
        notes.append(Note("encoding_given", {"encoding": dialect.encoding}))
    if dialect.delimiter != ",":
        notes.append(Note("delimiter", {"delimiter": DELIMITERS[dialect.delimiter]}))
    if all(name.replace(".", "", 1).replace(",", "", 1).isdigit() for name in names):
        notes.append(Note("numeric_header"))
    return Reading(
        kind="text",
        columns=tuple(FoundColumn(name) for name in names),
        notes=tuple(notes),
        encoding=dialect.encoding.removesuffix("-sig"),
        delimiter=dialect.delimiter,
    )


def settle_dialect(source: Source, encoding: str) -> Dialect:
    """Return the separator under which most records have the same number of fields as the first, the widest
    first.

    The first line alone is enough to refuse a table far too wide: no more than eight million characters are
    held.
    """
    with source.path.open(encoding=encoding, newline="") as file:
        lines = [file.readline(SAMPLE_CHARACTERS)]
        if lines[0].lower().startswith(HINT) and lines[0].strip()[len(HINT) :] in DELIMITERS:
            return Dialect(encoding, lines[0].strip("\r\n")[len(HINT) :], 1)
        check_width(max(_width(lines[0], delimiter) for delimiter in DELIMITERS), source)
        held = len(lines[0])
        while (
            len(lines) < SAMPLE_ROWS
            and held < SAMPLE_CHARACTERS
            and (line := file.readline(SAMPLE_CHARACTERS))
        ):
            lines.append(line)
            held += len(line)
    best = max(DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))
    return Dialect(encoding, best, 0)


def each_record(file: TextIO, dialect: Dialect) -> Iterator[Record]:
    """Yield records in order, refusing quotation marks that do not pair."""
    reader = csv.reader(file, delimiter=dialect.delimiter, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as reason:
            raise _quote_refusal(str(reason), start + dialect.n_hint_lines) from reason
        yield Record(cells, start + dialect.n_hint_lines)
        start = reader.line_num + 1


def line_of_row(source: Source, reading: Reading, row: int) -> int:
    """Return the line of the person's file where a row of data (from 1) starts."""
    encoding = settle_encoding(source, reading.encoding)
    dialect = settle_dialect(source, encoding)
    with dialect.open(source.path) as file:
        seen = -1
        for record in each_record(file, dialect):
            seen += bool(record.cells)
            if seen == row:
                return record.line
    return row + 1


def _spool(records: Iterator[Record], names: list[str], source: Source, store: Store) -> int:
    """Send every record after the first to the store; return how many empty lines were passed over."""
    expected = len(names)
    blank_lines = 0
    with Spool(store, source, n_columns=expected) as spool:
        for record in records:
            cells = record.cells
            if not cells:
                blank_lines += 1
                continue
            if len(cells) != expected:
                raise RaggedLine(line=record.line, expected=expected, found=len(cells))
            spool.add(cells, line=record.line)
        if spool.n_rows == 0:
            raise NoRows(file=source.name)
    return blank_lines


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0


def _fit(lines: list[str], delimiter: str) -> tuple[float, int]:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] == 1:
        return (0.0, 1)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])


def _quote_refusal(reason: str, line: int) -> UnclosedQuote | StrayQuote:
    """A quotation mark left open either meets the end, or a limit, or swallows lines up to the next mark."""
    return StrayQuote(line=line) if "expected after" in reason else UnclosedQuote(line=line)
