"""Sheets of one workbook tied to each other: which rows of repeats stand under which answer.

Tools that collect give the rows of a repeat in a sheet of their own, each with the key of the row above it. Rows are
sorted on the disk, so that what is held in memory are keys, not cells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from miqyas.data.intake.ranked import Ranked
from miqyas.data.intake.table import RawTable
from miqyas.interchange.form import Form
from miqyas.interchange.rows.cells import key_of
from miqyas.interchange.rows.faults import RowFault
from miqyas.interchange.rows.tied import TiedRow, repeat_above

# The place of a row that does not exist.
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet of a workbook that holds answers, or rows of a repeat.

    Attributes
    ----------
    title : str
        As the workbook calls it.
    repeat : str
        The path of its repeat; empty for the answers.
    columns : mapping of str to str
        By column, the path of its question.
    parent : str
        The column that holds the key of the row above.
    key : str
        The column of the sheet above where that key stands.
    """

    title: str
    repeat: str
    columns: Mapping[str, str]
    parent: str = ""
    key: str = ""


class TiedBook:
    """The rows of a workbook, each answer with what stands under it.

    Parameters
    ----------
    form : Form
        The questionnaire.
    sheets : sequence of BookSheet
        One without repeat, and one at most for each repeat; around each of them, those that hold it.
    tables : mapping of str to RawTable
        The open table of each sheet, by its title.
    also : sequence of str
        Columns of the answers kept besides those that answer a question.

    Attributes
    ----------
    faults : list of RowFault
        Keys that stand twice, and rows that belong to none.
    """

    def __init__(
        self,
        form: Form,
        sheets: Sequence[BookSheet],
        tables: Mapping[str, RawTable],
        also: Sequence[str] = (),
    ) -> None:
        self.faults: list[RowFault] = []
        self._form, self._tables = form, tables
        self._sheets = {
            sheet.repeat: sheet for sheet in sorted(sheets, key=lambda each: each.repeat.count("/"))
        }
        self._ranked: dict[str, Ranked] = {}
        for repeat, sheet in self._sheets.items():
            needed = dict.fromkeys([*sheet.columns, *(also if not repeat else ()), *self._keys_asked(repeat)])
            ranks = self._ranks(sheet) if repeat else range(tables[sheet.title].n_rows)
            self._ranked[repeat] = Ranked(tables[sheet.title], ranks, [*needed])

    @property
    def n_rows(self) -> int:
        """How many answers there are."""
        return self._tables[self._sheets[""].title].n_rows

    def rows(self) -> Iterator[TiedRow]:
        """Yield each answer, with the rows of repeats under it, in the order of its sheet."""
        for _rank, row in self._level(""):
            yield row

    def _level(self, repeat: str) -> Iterator[tuple[int, TiedRow]]:
        """Yield the rows of a sheet with the rank of the row above them; the rank of each is its place."""
        title, ranked = self._sheets[repeat].title, self._ranked[repeat]
        inner = {
            each: _Peeked(self._level(each))
            for each in self._sheets
            if each and repeat_above(self._form, each) == repeat
        }
        for place, (rank, line, cells) in enumerate(ranked.rows()):
            under = {each: rows for each, peeked in inner.items() if (rows := peeked.of(place))}
            yield rank, TiedRow(line, dict(zip(ranked.names, cells, strict=True)), under, title)

    def _keys_asked(self, repeat: str) -> list[str]:
        """The columns of a sheet where those below look for their row."""
        return [sheet.key for sheet in self._sheets.values() if sheet.repeat and self._above(sheet) == repeat]

    def _above(self, sheet: BookSheet) -> str:
        return repeat_above(self._form, sheet.repeat)

    def _ranks(self, sheet: BookSheet) -> Iterator[int | None]:
        """For each row of a sheet, the place of the row it stands under; None, and a fault, when there is none."""
        above, table = self._sheets[self._above(sheet)], self._tables[sheet.title]
        places = self._places(above, sheet.key)
        for row, cell in enumerate(table.values(sheet.parent)):
            key = key_of(cell)
            place = places.get(key, NOWHERE) if key else NOWHERE
            if place == NOWHERE:
                code = "orphan" if key else "unattached"
                line = table.line_of(row)
                self.faults.append(RowFault(line, sheet.parent, code, key, above.title, sheet.title))
            yield place if place is not None and place >= 0 else None

    def _places(self, sheet: BookSheet, key: str) -> dict[str, int | None]:
        """The place of each row by its key; a key that stands twice is a fault."""
        ranked, lines = self._ranked[sheet.repeat], dict[str, int]()
        # A row that is told to belong to none has its key all the same: what stands under it is not told again.
        places: dict[str, int | None] = dict.fromkeys(map(key_of, self._tables[sheet.title].values(key)))
        at = ranked.names.index(key)
        for place, (_rank, line, cells) in enumerate(ranked.rows()):
            found = key_of(cells[at])
            if not found:
                continue
            if found in lines:
                first = str(lines[found])
                self.faults.append(RowFault(line, key, "key_twice", found, first, sheet.title))
            else:
                places[found], lines[found] = place, line
        return places


class _Peeked:
    """Rows that come sorted by the place of the row above, taken group by group."""

    def __init__(self, rows: Iterator[tuple[int, TiedRow]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, place: int) -> list[TiedRow]:
        found = []
        while self._next is not None and self._next[0] == place:
            found.append(self._next[1])
            self._next = next(self._rows, None)
        return found
