"""The rows of the sheet of questions, each understood: what it asks, in which groups, from which list."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, TypeAlias

from pyxform import aliases
from pyxform.constants import EXTERNAL_INSTANCE_EXTENSIONS
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_OSM, RE_SELECT

from miqyas.interchange.xlsform.sheets import Sheet

Role: TypeAlias = Literal["question", "begin", "end", "unknown", "setting"]
# What the phone keeps or fills in, which shows nothing to the person; pyxform gives it no control.
UNSEEN = frozenset(
    {
        *(name for name, made in QUESTION_TYPE_DICT.items() if not made.get("control", {}).get("tag")),
        *("calculate", "audit", "csv-external", "xml-external", "background-audio", "start-geopoint"),
    }
) - {"select one", "select_one"}
# Other names of types; pyxform keeps them under a private name.
TYPE_ALIASES: Mapping[str, str] = aliases._type_alias_map  # noqa: SLF001  # they stand nowhere else
UNNAMED = frozenset({"audit", "note"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of questions.

    Attributes
    ----------
    number : int
        Its row in the sheet.
    role : {"question", "begin", "end", "unknown", "setting"}
        What the row does.
    kind : str
        ``text``, ``select_one``… of a question; ``group``, ``repeat`` or ``loop`` of what begins or ends.
    choices : str
        The list or file its choices come from, as written.
    """

    number: int
    row: Mapping[str, str]
    role: Role
    kind: str
    type: str
    name: str
    choices: str = ""

    @property
    def file(self) -> str:
        """Return the file its choices stand in; empty when they are in the workbook."""
        return self.choices if PurePath(self.choices).suffix in EXTERNAL_INSTANCE_EXTENSIONS else ""

    @property
    def is_seen(self) -> bool:
        """Tell whether a person sees it."""
        return self.role == "question" and self.kind not in UNSEEN


def entries_of(sheet: Sheet) -> tuple[Entry, ...]:
    """Return the rows that are not empty, understood."""
    return tuple(_entry(sheet, number, row) for number, row in sheet.filled())


def _entry(sheet: Sheet, number: int, row: Mapping[str, str]) -> Entry:
    written = " ".join(sheet.cell(row, "type").split())
    name = sheet.cell(row, "name")
    if begun := RE_BEGIN_CONTROL.search(written):
        return Entry(
            number, row, "begin", aliases.control[begun["type"]], written, name, begun["list_name"] or ""
        )
    if ended := RE_END_CONTROL.search(written):
        return Entry(number, row, "end", aliases.control[ended["type"]], written, name)
    if chosen := RE_SELECT.search(written):
        kind = chosen["select_command"].replace(" ", "_").removesuffix("_from_file")
        return Entry(number, row, "question", kind, written, name, chosen["list_name"])
    kind = TYPE_ALIASES.get(written, written)
    if kind in aliases.settings_header:
        return Entry(number, row, "setting", kind, written, name)
    is_known = (kind in QUESTION_TYPE_DICT and kind not in aliases.select) or bool(RE_OSM.match(kind))
    return Entry(number, row, "question" if is_known else "unknown", kind, written, name)
