"""The sheets of a questionnaire as they were written: headings, rows, and what each column is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyxform import aliases
from pyxform.parsing.sheet_headers import process_header, to_snake_case
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
GROUPED = frozenset({"bind", "control", "media", "instance"})
# One word for one column, whatever the heading and pyxform call it.
COLUMNS = {
    "calculate": "calculation",
    "readonly": "read_only",
    "jr:count": "repeat_count",
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
    "id_string": "form_id",
    "title": "form_title",
    "list name": "list_name",
}
TRANSLATED = frozenset(
    {
        *("label", "hint", "guidance_hint", "constraint_message", "required_message"),
        *("image", "big-image", "audio", "video", "media"),
    }
)
KNOWN: Mapping[str, tuple[Mapping[str, str | tuple[str, ...]], frozenset[str]]] = {
    "survey": (aliases.survey_header, frozenset(MultipleChoiceQuestion.get_slot_names())),
    "choices": (aliases.list_header, frozenset(Option.get_slot_names())),
    "external_choices": (aliases.list_header, frozenset(Option.get_slot_names())),
    "settings": (aliases.settings_header, frozenset(Survey.get_slot_names())),
}
# As in a workbook, under one row of headings.
FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: as written, the column it is, and the language of its texts."""

    text: str
    column: str
    language: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its headings, and its rows as cells by heading, empty cells left out."""

    name: str
    headings: tuple[Heading, ...] = ()
    rows: Sequence[Mapping[str, str]] = ()
    # The row of the file the first row after the headings stands in.
    first_row: int = FIRST_ROW

    @cached_property
    def plain(self) -> Mapping[str, str]:
        """Return the heading of each column, the one without language first."""
        ordered = sorted(self.headings, key=lambda heading: bool(heading.language), reverse=True)
        return {heading.column: heading.text for heading in ordered}

    @cached_property
    def translations(self) -> Mapping[str, tuple[Heading, ...]]:
        """Return the headings of each column that holds texts for people."""
        found: dict[str, tuple[Heading, ...]] = {}
        for heading in self.headings:
            if heading.column in TRANSLATED:
                found[heading.column] = (*found.get(heading.column, ()), heading)
        return found

    def heading(self, column: str) -> str:
        """Return a column's heading as written; the column's own name when the sheet has none."""
        return self.plain.get(column, column)

    def cell(self, row: Mapping[str, str], column: str) -> str:
        """Return a cell of a row; empty when there is none."""
        return row.get(self.plain.get(column, ""), "").strip()

    def texts(self, row: Mapping[str, str], column: str) -> Mapping[str, str]:
        """Return the texts of a row in a column, by language."""
        headings = self.translations.get(column, ())
        return {each.language: row[each.text] for each in headings if row.get(each.text, "").strip()}

    def filled(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Yield the rows that hold something, with their number."""
        return ((number, row) for number, row in enumerate(self.rows, start=self.first_row) if row)


@dataclass(frozen=True)
class Workbook:
    """The sheets of a questionnaire, and the names of all sheets of the file."""

    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Sheet:
        """Return a sheet; an empty one when the file has none of that name."""
        return self.sheets.get(name, Sheet(name))

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """Return the settings by column: the first row of their sheet."""
        sheet = self["settings"]
        row = sheet.rows[0] if sheet.rows else {}
        return {heading.column: row.get(heading.text, "").strip() for heading in sheet.headings}

    def definition(self) -> dict[str, list[dict[str, str]]]:
        """Return the rows of each sheet as plain data."""
        kept = [name for name in SHEETS if name in SHEETS[:3] or self[name].rows]
        return {name: [dict(row) for row in self[name].rows] for name in kept}


def sheet_of(
    name: str, headings: Sequence[str], rows: Sequence[Mapping[str, str]], *, first_row: int = FIRST_ROW
) -> Sheet:
    """Return a sheet whose headings are understood."""
    has_double_colon = any("::" in heading for heading in headings)
    understood = tuple(_heading(name, text, has_double_colon=has_double_colon) for text in headings)
    return Sheet(name, understood, rows, first_row)


def _heading(sheet: str, text: str, *, has_double_colon: bool) -> Heading:
    aliased, known = KNOWN.get(sheet, ({}, frozenset()))
    try:
        _, tokens = process_header(text, has_double_colon, aliased, known)
    except (IndexError, TypeError):  # "jr:" with nothing after it
        return Heading(text, to_snake_case(text))
    if tokens[0] in GROUPED and len(tokens) > 1:
        tokens = tokens[1:]
    column = COLUMNS.get(tokens[0], tokens[0])
    return Heading(text, column, tokens[1] if len(tokens) > 1 else "")
