"""Names of sheets and headings of columns: what is read, and what only looks like it."""

from collections.abc import Iterator
from dataclasses import replace

from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.limits import CELL_CHARACTERS, MOST_ROWS, OTHER_ROWS
from miqyas.interchange.xlsform.sheets import COLUMNS, KNOWN, SHEETS, Sheet, Workbook
from miqyas.interchange.xlsform.vocabulary import NONE, closest, translated

REQUIRED = {"survey": ("type", "name"), "choices": ("list_name", "name")}
# Columns a person may well add for herself, near to none of ours.
SHORTEST_NEAR = 4
MAIN = SHEETS[:3]
# XLSForm leaves such a sheet to its author.
PRIVATE = "_"


def check_sheets(workbook: Workbook) -> Iterator[Finding]:
    """Tell which sheets are missing, and which stand under another name."""
    named = {name.lower() for name in workbook.names}
    for expected in MAIN:
        if expected in named:
            continue
        found = next((name for name in workbook.names if _meant(name) == expected), "")
        if found:
            yield Finding("sheet_name", found, values={"found": found, "expected": expected})
        elif expected == "survey":
            yield Finding("no_survey", values={"sheets": ", ".join(workbook.names[:20]) or NONE})
    if "survey" in workbook.sheets and not any(row for row in workbook["survey"].rows):
        yield Finding("survey_empty", "survey")


def check_size(workbook: Workbook) -> Iterator[Finding]:
    """Tell which sheets or cells are longer than any questionnaire's."""
    for name, sheet in workbook.sheets.items():
        most = MOST_ROWS.get(name, OTHER_ROWS)
        if len(sheet.rows) > most:
            yield Finding("too_many_rows", name, values={"found": len(sheet.rows), "maximum": most})
        for number, row in sheet.filled():
            for heading, text in row.items():
                if len(text) > CELL_CHARACTERS:
                    facts = {"found": len(text), "maximum": CELL_CHARACTERS}
                    yield Finding("cell_too_long", name, number, heading, facts)


def check_headings(workbook: Workbook) -> Iterator[Finding]:
    """Tell which headings are missing, translated, or written with a slip."""
    for name in MAIN:
        sheet = workbook[name]
        if not sheet.headings:
            continue
        present = {heading.column for heading in sheet.headings}
        meant = dict(_misread(sheet))
        for heading, (code, expected) in meant.items():
            facts = {"heading": heading, "expected": expected}
            yield Finding(code, name, sheet.first_row - 1, heading, facts)
        taken = present | {expected.split("::")[0] for _, expected in meant.values()}
        for column in REQUIRED.get(name, ()):
            if column not in taken:
                yield Finding("heading_missing", name, sheet.first_row - 1, "", {"heading": column})


def as_meant(workbook: Workbook) -> Workbook:
    """Return the sheets with each misread heading taken for what it was meant to be: one finding, not one a row."""
    sheets = dict(workbook.sheets)
    for name in MAIN:
        sheet = workbook[name]
        meant = {text: expected.split("::")[0] for text, (_, expected) in _misread(sheet)}
        if meant:
            headings = tuple(
                replace(each, column=meant.get(each.text, each.column)) for each in sheet.headings
            )
            sheets[name] = replace(sheet, headings=headings)
    return replace(workbook, sheets=sheets)


def _misread(sheet: Sheet) -> Iterator[tuple[str, tuple[str, str]]]:
    known = _known(sheet.name)
    present = {heading.column for heading in sheet.headings}
    for heading in sheet.headings:
        if heading.column in known or not heading.text.strip():
            continue
        first = heading.text.split("::")[0].strip().lower()
        rest = heading.text[len(heading.text.split("::")[0]) :]
        meant = translated()["headings"].get(first, "")
        if meant and meant in known and (rest or meant not in present):
            yield heading.text, ("heading_translated", f"{meant}{rest}")
        elif sheet.name == "survey" and len(first) >= SHORTEST_NEAR:
            near = closest(first.replace(" ", "_"), known)
            if near and near not in present:
                yield heading.text, ("heading_near", f"{near}{rest}")


def _known(sheet: str) -> frozenset[str]:
    aliased, columns = KNOWN[sheet]
    names = {*aliased, *columns} - {"parent", "extra_data"}
    named = {COLUMNS.get(name, name) for name in names if not name.startswith(PRIVATE)}
    return frozenset({*named, *names, *COLUMNS.values(), "list_name", "big-image"})


def _meant(name: str) -> str:
    """Return the sheet a name was meant for; empty when it is a sheet of another kind."""
    plain = name.strip().lower()
    if plain in SHEETS or plain.startswith(PRIVATE):
        return plain if plain in MAIN and plain != name.lower() else ""
    return translated()["sheets"].get(plain, "") or closest(plain, MAIN)
