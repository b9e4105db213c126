"""Lists of choices in files beside the form, and filters of choices: the columns they name exist."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from pyxform.errors import PyXFormError
from pyxform.parsing.parameters import parse as parse_parameters

from miqyas.data.intake.encoding import guess_encoding
from miqyas.interchange.xlsform.expressions import LITERAL, OPERATORS, REFERENCE
from miqyas.interchange.xlsform.finding import Fact, Finding
from miqyas.interchange.xlsform.lists import EXTERNAL
from miqyas.interchange.xlsform.questions import Entry
from miqyas.interchange.xlsform.sheets import Sheet, Workbook
from miqyas.interchange.xlsform.vocabulary import NONE

# A name that stands for a column: not called, no part of a path, no attribute.
BARE = re.compile(r"(?<![\w/.:@\-])([^\W\d][\w.\-]*)(?![\w.\-]|\s*\(|\s*::?|\s*/)")
INSIDE = re.compile(r"\[[^\]]*\]|instance\([^)]*\)[^\s=<>!]*")
# They stand in every list made from the sheet of choices.
MADE = frozenset({"name", "label", "itextId"})
ENCODING = "utf-8-sig"
AROUND = 4096


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a list, and the file it stands in; empty when it is in the workbook."""

    names: frozenset[str]
    file: str = ""


def check_filters(
    workbook: Workbook, entries: Sequence[Entry], media: Collection[str] | Mapping[str, bytes]
) -> Iterator[Finding]:
    """Tell which filters, values or labels name a column their list does not have.

    Lists in files are looked into when ``media`` gives their content.
    """
    sheet = workbook["survey"]
    contents = media if isinstance(media, Mapping) else {}
    inside = Columns(MADE | {each.text for each in workbook["choices"].headings})
    for entry in entries:
        columns: Columns | None = None
        if entry.file.endswith(".csv") and entry.file in contents:
            columns = _columns(entry.file, contents[entry.file])
            if columns is None:
                facts: dict[str, Fact] = {
                    "file": entry.file,
                    "guess": guess_encoding(contents[entry.file][:AROUND]),
                }
                yield Finding("list_encoding", sheet.name, entry.number, sheet.heading("type"), facts)
                continue
            yield from _asked(sheet, entry, columns)
        elif entry.choices and not entry.file and "${" not in entry.choices and entry.kind != EXTERNAL:
            columns = inside
        if columns is not None:
            yield from _filtered(sheet, entry, columns)


def _columns(file: str, content: bytes) -> Columns | None:
    try:
        first = content.decode(ENCODING).splitlines()[:1] or [""]
    except UnicodeDecodeError:
        return None
    separator = ";" if first[0].count(";") > first[0].count(",") else ","
    names = next(csv.reader(StringIO(first[0]), delimiter=separator), [])
    return Columns(frozenset(name.strip() for name in names), file)


def _asked(sheet: Sheet, entry: Entry, columns: Columns) -> Iterator[Finding]:
    """The value and label of each choice: columns ``name`` and ``label``, unless the parameters say otherwise."""
    try:
        given = parse_parameters(sheet.cell(entry.row, "parameters"), entry.number)
    except PyXFormError:
        return
    for part, usual in (("value", "name"), ("label", "label")):
        wanted = given.get(part, usual)
        if wanted not in columns.names:
            yield _missing(sheet, entry, "type", wanted, columns)


def _filtered(sheet: Sheet, entry: Entry, columns: Columns) -> Iterator[Finding]:
    text = sheet.cell(entry.row, "choice_filter")
    if not text:
        return
    own = INSIDE.sub(" ", REFERENCE.sub(" 0 ", LITERAL.sub("''", text)))
    for name in dict.fromkeys(BARE.findall(own)):
        if name not in columns.names and name not in OPERATORS:
            yield _missing(sheet, entry, "choice_filter", name, columns)


def _missing(sheet: Sheet, entry: Entry, column: str, wanted: str, columns: Columns) -> Finding:
    known = ", ".join(sorted(columns.names - {"itextId", ""})) or NONE
    facts = {"column": wanted, "list": columns.file or entry.choices, "known": known}
    return Finding("list_column_missing", sheet.name, entry.number, sheet.heading(column), facts)
