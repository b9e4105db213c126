"""Workbooks and tables that people bring as answers: seen, arranged, then read with their rows of repeats."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from miqyas.data.intake import Limits, peek_sheets, read_table
from miqyas.errors import MiqyasError
from miqyas.interchange.form import Form
from miqyas.interchange.rows import RowFault, RowRules, RowWriter, TiedRow
from miqyas.interchange.rows.cells import text_of
from miqyas.interchange.rows.matching import columns_as_text, folded
from miqyas.interchange.rows.proposing import Sheet, propose_sheets, tied_sheet
from miqyas.interchange.rows.tied import repeat_above
from miqyas.interchange.rows.tying import BookSheet, TiedBook
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Unfit
from miqyas_web.surveys.science.brought import language

MOST_BYTES = 100_000_000
MOST_ROWS = 500_000
# Apart from the page: a long sheet may take its time.
LIMITS = Limits(file_bytes=MOST_BYTES, rows=MOST_ROWS, workbook_seconds=900)
PREVIEW = 5
# Columns that hold the identifier a phone or a server gave: ODK, KoboToolbox, ours.
IDENTIFIERS = ("instanceID", "meta/instanceID", "KEY", "_uuid", "_key")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
LONGEST_IDENTIFIER = 249
PREFIX = "uuid:"


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet as it was seen, and what it is taken for; ``repeat`` is None when it is left out.

    A file of one table is one sheet without title.
    """

    title: str
    names: list[str]
    rows: list[list[Any]]
    n_rows: int
    trouble: str = ""
    repeat: str | None = None
    parent: str = ""
    key: str = ""
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def is_main(self) -> bool:
        """Whether its rows are answers."""
        return self.repeat == ""

    def to_record(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)

    def book_sheet(self) -> BookSheet:
        """The same as the science takes it."""
        return BookSheet(self.title, self.repeat or "", self.columns, self.parent, self.key)


def sheets_in(path: Path, name: str, outline: Mapping[str, Any]) -> list[SheetSeen]:
    """See a file and say what each sheet is taken for; ``Unfit`` when it is no table."""
    form = Form.from_data(outline)
    with _sentences():
        peeks = peek_sheets(path, name=name, limits=LIMITS, n=PREVIEW)
        if len(peeks) < 2:
            return [_only_table(path, name, form)]
    seen = [
        SheetSeen(
            each.title,
            list(each.names),
            [list(row) for row in each.rows],
            each.n_rows,
            refusal_sentence(each.trouble, language()) if each.trouble else "",
        )
        for each in peeks
    ]
    proposed = propose_sheets(form, [Sheet(each.title, each.names) for each in seen])
    if not proposed:
        # As a file of one table: its first sheet, whose columns the person will match.
        return [replace(each, repeat="" if place == 0 else None) for place, each in enumerate(seen)]
    return [_as_proposed(each, proposed.get(each.title), form) for each in seen]


def _only_table(path: Path, name: str, form: Form) -> SheetSeen:
    with read_table(path, name=name, limits=LIMITS) as table:
        names = list(table.names)
        sheet = tied_sheet(form, Sheet("", names), "", None)
        seen = SheetSeen("", names, table.preview(PREVIEW), table.n_rows, "", "", columns=dict(sheet.columns))
    return _identified(seen, form)


def arranged(
    seen: Sequence[SheetSeen], said: Mapping[str, tuple[str | None, str, str]], outline: Mapping[str, Any]
) -> list[SheetSeen]:
    """The sheets taken for what a person says: by title, the repeat or None, the column of the parent, its key."""
    form = Form.from_data(outline)
    return [_rearranged(each, said.get(each.title, (None, "", "")), form) for each in seen]


def _rearranged(sheet: SheetSeen, said: tuple[str | None, str, str], form: Form) -> SheetSeen:
    repeat, parent, key = said
    if repeat is None:
        return replace(sheet, repeat=None, parent="", key="", columns={})
    if repeat == sheet.repeat:
        return replace(sheet, parent=parent if repeat else "", key=key if repeat else "")
    found = tied_sheet(form, Sheet(sheet.title, sheet.names), repeat, None)
    told = replace(sheet, repeat=repeat, parent=parent, key=key, columns=dict(found.columns))
    return told if repeat else _identified(replace(told, parent="", key=""), form)


def _as_proposed(sheet: SheetSeen, found: BookSheet | None, form: Form) -> SheetSeen:
    if found is None:
        return sheet
    columns = dict(found.columns)
    told = replace(sheet, repeat=found.repeat, parent=found.parent, key=found.key, columns=columns)
    return told if found.repeat else _identified(told, form)


def identifier_path(form: Form) -> str:
    """Where an answer says its identifier."""
    return f"/{form.root}/meta/instanceID"


def identifier_place(outline: Mapping[str, Any]) -> str:
    """The same, of a version."""
    return identifier_path(Form.from_data(outline))


def _identified(sheet: SheetSeen, form: Form) -> SheetSeen:
    """The same, with the column of identifiers, when there is one that no question takes."""
    for wanted in IDENTIFIERS:
        for place, name in enumerate(sheet.names):
            values = [row[place] for row in sheet.rows]
            if folded(name) == folded(wanted) and name not in sheet.columns and _are_identifiers(values):
                return replace(sheet, columns={**sheet.columns, name: identifier_path(form)})
    return sheet


def _are_identifiers(values: Sequence[Any]) -> bool:
    return bool(values) and all(identifier(text_of(value)) for value in values)


def identifier(text: str) -> str:
    """The identifier a cell holds, as answers write it; empty when it is none."""
    if text.startswith(PREFIX) and len(PREFIX) < len(text) <= LONGEST_IDENTIFIER:
        return text
    return f"{PREFIX}{text.lower()}" if UUID.fullmatch(text) else ""


def repeats_offered(outline: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Path and name of each repeat of the questionnaire; with what is around it where two bear the same."""
    form = Form.from_data(outline)
    names = {path: path.rpartition("/")[2] for path in form.repeats}
    counts = Counter(names.values())
    return [
        (path, name if counts[name] == 1 else path.removeprefix(f"/{form.root}/"))
        for path, name in names.items()
    ]


def holder_of(outline: Mapping[str, Any], repeat: str) -> str:
    """The repeat around a repeat; empty when its rows stand under the answer itself."""
    return repeat_above(Form.from_data(outline), repeat)


class Book:
    """The answers of a file that is open: their rows, what they become, what is wrong in them."""

    def __init__(self, form: Form, sheets: Sequence[SheetSeen], tied: TiedBook) -> None:
        main = next(each for each in sheets if each.is_main)
        repeats = {each.repeat: each.columns for each in sheets if each.repeat}
        self.n_rows, self.faults, self.title = tied.n_rows, tied.faults, main.title
        self._tied, self._columns = tied, {"": main.columns, **repeats}
        self._writer = RowWriter(form, main.columns, repeats)
        self._rules = RowRules(form, main.columns, repeats)
        at = identifier_path(form)
        self.identifier_column = next((name for name, path in main.columns.items() if path == at), "")

    def rows(self) -> Iterator[TiedRow]:
        """Yield each answer with what stands under it."""
        return self._tied.rows()

    def write(self, row: TiedRow, instance_id: str) -> tuple[bytes, list[RowFault]]:
        """The answer a row becomes, and its faults; it is judged when its cells can be read."""
        xml, faults = self._writer.write(
            row.cells, row=row.row, instance_id=instance_id, under=row.under, sheet=row.sheet
        )
        return xml, faults or self._rules.faults(xml, row=row.row, under=row.under, sheet=row.sheet)

    def identifier_of(self, row: TiedRow) -> str:
        """What the file calls an answer; empty when it does not say."""
        column = self.identifier_column
        return identifier(text_of(row.cells.get(column))) if column else ""

    def answered(self, row: TiedRow, repeat: str = "") -> dict[str, Any]:
        """What a row answers, by path, and the rows under it: what tells two answers apart."""
        columns = self._columns[repeat]
        said = {path: row.cells[column] for column, path in sorted(columns.items())}
        under = {path: [self.answered(one, path) for one in rows] for path, rows in row.under.items()}
        return {**said, **under}


@contextmanager
def open_book(
    path: Path, name: str, outline: Mapping[str, Any], sheets: Sequence[SheetSeen]
) -> Iterator[Book]:
    """Read the sheets that hold something; ``Unfit`` with the sentence of the science when one cannot be read."""
    form, kept = Form.from_data(outline), [each for each in sheets if each.repeat is not None]
    with ExitStack() as stack, _sentences():
        tables = {
            each.title: stack.enter_context(
                read_table(
                    path,
                    name=name,
                    sheet=each.title or None,
                    limits=LIMITS,
                    as_text=columns_as_text(form, each.columns, each.repeat or ""),
                )
            )
            for each in kept
        }
        main = next(each for each in kept if each.is_main)
        also = [column for column, place in main.columns.items() if place == identifier_path(form)]
        yield Book(form, kept, TiedBook(form, [each.book_sheet() for each in kept], tables, also))


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, language())) from error
