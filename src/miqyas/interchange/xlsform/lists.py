"""Lists of choices: each with a list, a code and words, and each list a question asks for present."""

from collections.abc import Iterator, Mapping, Sequence

from pyxform import aliases

from miqyas.interchange.xlsform.finding import Fact, Finding
from miqyas.interchange.xlsform.questions import Entry
from miqyas.interchange.xlsform.sheets import Sheet, Workbook
from miqyas.interchange.xlsform.vocabulary import nearest

EXTERNAL = "select_one_external"


def list_names(sheet: Sheet) -> tuple[str, ...]:
    """Return the names of the lists of a sheet, in their order."""
    return tuple(dict.fromkeys(name for _, row in sheet.filled() if (name := sheet.cell(row, "list_name"))))


def check_choices(workbook: Workbook, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Tell what is wrong in the sheet of choices."""
    sheet = workbook["choices"]
    may_repeat = aliases.yes_no.get(workbook.settings.get("allow_choice_duplicates", ""), False)
    multiple = {
        entry.choices for entry in entries if entry.kind.startswith(("select_multiple", "select_all"))
    }
    seen: dict[tuple[str, str], int] = {}
    for number, row in sheet.filled():
        listed, name = sheet.cell(row, "list_name"), sheet.cell(row, "name")
        if not listed:
            # A row without list nor code is a remark of the author.
            if name and "list_name" in sheet.plain:
                yield Finding("choice_without_list", sheet.name, number, sheet.heading("list_name"))
            continue
        yield from _choice(sheet, number, row, is_multiple=listed in multiple)
        first = seen.setdefault((listed, name), number)
        if name and first != number and not may_repeat:
            facts: dict[str, Fact] = {"name": name, "first": first, "list": listed}
            yield Finding("choice_twice", sheet.name, number, sheet.heading("name"), facts)


def _choice(sheet: Sheet, number: int, row: Mapping[str, str], *, is_multiple: bool) -> Iterator[Finding]:
    listed, name = sheet.cell(row, "list_name"), sheet.cell(row, "name")
    heading = sheet.heading("name")
    if not name:
        yield Finding("choice_name_missing", sheet.name, number, heading, {"list": listed})
        return
    if is_multiple and " " in name:
        yield Finding("choice_space", sheet.name, number, heading, {"name": name, "list": listed})
    if not any(sheet.texts(row, column) for column in ("label", "image", "audio", "video")):
        facts = {"name": name, "list": listed}
        yield Finding("choice_label_missing", sheet.name, number, sheet.heading("label"), facts)


def check_lists(workbook: Workbook, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Tell which lists are asked for and do not exist."""
    sheet = workbook["survey"]
    known = {name: list_names(workbook[name]) for name in ("choices", "external_choices")}
    for entry in entries:
        if not entry.choices or entry.file or "${" in entry.choices:
            continue
        names = known["external_choices" if entry.kind == EXTERNAL else "choices"]
        if entry.choices not in names:
            facts = {"list": entry.choices, "nearest": nearest(entry.choices, names)}
            yield Finding("list_missing", sheet.name, entry.number, sheet.heading("type"), facts)
