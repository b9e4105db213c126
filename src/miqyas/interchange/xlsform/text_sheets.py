"""Questionnaires written as text: CSV and Markdown, the name of each sheet in the first column."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO

from miqyas.interchange.xlsform.safety import Unusable
from miqyas.interchange.xlsform.sheets import SHEETS, Sheet, Workbook, sheet_of

SEPARATORS = (",", ";", "\t")
SAMPLE_CHARACTERS = 5_000
PIPES = 5
COMMENT = re.compile(r"^\s*#")
RULE = re.compile(r"^[|\s:-]*$")
PIPE = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class Part:
    """One sheet while its lines are read."""

    name: str
    headings: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    # The line of the file its headings stand in.
    line: int = 0


def read_text(text: str) -> Workbook:
    """Read a questionnaire written as CSV or as a Markdown table."""
    is_markdown = text[:SAMPLE_CHARACTERS].count("|") >= PIPES and text.lstrip().startswith(("|", "#"))
    records = _markdown(text) if is_markdown else _delimited(text)
    parts: dict[str, Part] = {}
    current: Part | None = None
    try:
        for line, cells in enumerate(records, start=1):
            if cells and cells[0].strip():
                current = Part(cells[0].strip())
                parts.setdefault(current.name.lower(), current)
                current = parts[current.name.lower()]
                current.headings = current.headings if current.rows else []
            if current is not None:
                _add(current, [cell.strip() for cell in cells[1:]], line)
    except csv.Error as reason:
        raise Unusable("file_damaged", kind="CSV") from reason
    return _workbook(parts)


def _add(part: Part, cells: list[str], line: int) -> None:
    if not part.headings:
        if any(cells):
            part.headings, part.line = cells, line
            _refuse_twice(part)
        return
    row = {heading: cell for heading, cell in zip(part.headings, cells, strict=False) if heading and cell}
    part.rows.append(row)


def _refuse_twice(part: Part) -> None:
    named = [heading for heading in part.headings if heading]
    repeated = next((heading for heading in named if named.count(heading) > 1), None)
    if repeated is not None:
        raise Unusable("heading_twice", sheet=part.name, heading=repeated)


def _workbook(parts: dict[str, Part]) -> Workbook:
    sheets: dict[str, Sheet] = {}
    for name in SHEETS:
        if name in parts:
            part = parts[name]
            while part.rows and not part.rows[-1]:
                part.rows.pop()
            headings = tuple(heading for heading in part.headings if heading)
            sheets[name] = sheet_of(name, headings, part.rows, first_row=part.line + 1)
    return Workbook(sheets, tuple(part.name for part in parts.values()))


def _delimited(text: str) -> Iterator[list[str]]:
    sample = text[:SAMPLE_CHARACTERS]
    separator = max(SEPARATORS, key=sample.count)
    return csv.reader(StringIO(text, newline=""), delimiter=separator)


def _markdown(text: str) -> Iterable[list[str]]:
    for line in text.splitlines():
        shown = line.strip()
        if COMMENT.match(shown) or not shown.startswith("|") or RULE.match(shown):
            yield []
            continue
        cells = PIPE.split(shown.removeprefix("|").removesuffix("|"))
        yield [cell.strip().replace(r"\|", "|") for cell in cells]
