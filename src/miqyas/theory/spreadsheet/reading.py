"""A spreadsheet read as a theory: row by row, every fault told at once, nothing dropped in silence."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from miqyas.theory.graph import Link, Node, Theory
from miqyas.theory.impact import Dimensions, Risk, Stakeholder
from miqyas.theory.spreadsheet.cells import Book, Line, nothing, value_of
from miqyas.theory.spreadsheet.columns import COLUMNS, Column, Part, column_called
from miqyas.theory.spreadsheet.grids import Grid, read_grids
from miqyas.theory.spreadsheet.problems import Problem, problem
from miqyas.theory.wellformed import is_key

MOST_PROBLEMS = 300
_DIMENSIONS = {each.name for each in fields(Dimensions)}


@dataclass(frozen=True, slots=True)
class SheetsRead:
    """What a file says.

    Attributes
    ----------
    theory : Theory or None
        None when something is wrong.
    problems : tuple of Problem
        Every fault, in the order of sheets and rows; at most 300 are told.
    n_problems : int
        How many there are.
    """

    theory: Theory | None
    problems: tuple[Problem, ...]
    n_problems: int


def read_sheets(path: str | Path, *, name: str | None = None) -> SheetsRead:
    """Read a theory from an .xlsx or a CSV such as `to_xlsx` and `to_csv` write.

    Headings and words of lists are understood in French, Arabic and English, with or without accents. An element, a
    group or a link is called by its key, or by its title where only one has it. A row without a key gets one, the
    same each time for the same words.

    Parameters
    ----------
    path : str or Path
        The file.
    name : str, optional
        The name its owner knows it by.

    Returns
    -------
    SheetsRead
        The theory, or every fault with sheet, row, column and remedy.

    Raises
    ------
    UnreadableFile
        What is no table, or a dangerous one: a bomb, a locked workbook, external links, definitions in its XML.
    NotATheorySheet
        A table that holds no sheet of a theory.
    """
    grids, problems = read_grids(path, name=name)
    book = Book(problems=problems)
    for part in COLUMNS:
        if part in grids:
            book.lines[part] = _lines(part, grids[part], book)
    _settle_keys(book)
    _settle_references(book)
    _check_links(book)
    _check_rest(book)
    found = book.problems
    theory = None if found else _theory(book)
    return SheetsRead(theory, tuple(found[:MOST_PROBLEMS]), len(found))


def _lines(part: Part, grid: Grid, book: Book) -> list[Line]:
    columns = _columns(part, grid, book)
    lines = []
    for number, cells in grid.rows:
        line = Line(part, number, {})
        for i, column in columns.items():
            line.values[column.field] = value_of(cells[i] if i < len(cells) else "", column, line, book)
        for column in COLUMNS[part]:
            line.values.setdefault(column.field, nothing(column))
        lines.append(line)
    return lines


def _columns(part: Part, grid: Grid, book: Book) -> dict[int, Column]:
    """Return the column at each place; a column of another sheet is passed over while it is empty here."""
    found: dict[int, Column] = {}
    for i, heading in enumerate(grid.headings):
        column = column_called(part, heading)
        is_empty = not any(i < len(cells) and cells[i].strip() for _, cells in grid.rows)
        if column is not None and column in found.values():
            book.problems.append(problem("column_twice", part, 1, column, found=heading))
        elif column is not None:
            found[i] = column
        elif not is_empty:
            expected = {
                language: ", ".join(each.headings[language] for each in COLUMNS[part])
                for language in COLUMNS[part][0].headings
            }
            book.problems.append(problem("column", part, 1, found=heading or "…", expected=expected))
    for column in COLUMNS[part]:
        if column.is_required and column not in found.values() and grid.rows:
            book.problems.append(problem("no_column", part, 1, column, found=column.headings["en"]))
    return found


def _settle_keys(book: Book) -> None:
    """Check the keys given, and give one to each row that has none."""
    for part, lines in book.lines.items():
        given: dict[str, int] = {}
        for line in lines:
            key = line.values["key"]
            if key and not is_key(key):
                book.tell("key", line, "key", found=key)
            elif key in given:
                book.tell("twice", line, "key", found=key)
            elif key:
                given[key] = line.number
        for line in lines:
            if not line.values["key"]:
                line.values["key"] = _new_key(part, line, given)
                given[line.values["key"]] = line.number


def _new_key(part: Part, line: Line, taken: Iterable[str]) -> str:
    said = "\x1f".join(f"{name}={value}" for name, value in sorted(line.values.items()))
    for turn in range(len(set(taken)) + 1):
        key = f"{part[0]}-{hashlib.sha256(f'{said}{turn}'.encode()).hexdigest()[:10]}"
        if key not in taken:
            return key
    raise AssertionError("one more turn than keys always finds a free one")


def _settle_references(book: Book) -> None:
    """Turn titles into keys where elements, groups and links are called by name."""
    elements = _Names("elements", book, "title")
    groups = _Names("stakeholders", book, "name")
    links = _Names("links", book, "key")
    for line in book.of("elements"):
        called = [groups.key(name, line, "groups") for name in line.values["groups"]]
        line.values["groups"] = tuple(key for key in called if key)
    for line in book.of("links"):
        for name in ("source", "target"):
            line.values[name] = elements.key(line.values[name], line, name)
    for line in book.of("risks"):
        line.values["node"] = elements.key(line.values["node"], line, "node")
        line.values["link"] = links.key(line.values["link"], line, "link")


class _Names:
    """The keys that go by each name in one sheet: a key names itself first."""

    def __init__(self, part: Part, book: Book, title: str) -> None:
        self.part, self.book = part, book
        self.keys: dict[str, list[str]] = {}
        for line in book.of(part):
            name = " ".join(str(line.values[title]).split())
            self.keys.setdefault(name, []).append(line.values["key"])
        self.keys |= {line.values["key"]: [line.values["key"]] for line in book.of(part)}

    def key(self, name: str, line: Line, column: str) -> str:
        """Return the key of what a cell calls by name; nothing, with a fault told, when that is not clear."""
        if not name:
            return ""
        found = self.keys.get(name, [])
        if len(found) != 1:
            self.book.tell("several" if found else "reference", line, column, found=name, sheet=self.part)
            return ""
        return found[0]


def _check_links(book: Book) -> None:
    pairs: dict[tuple[str, str], int] = {}
    for line in book.of("links"):
        pair = (line.values["source"], line.values["target"])
        if not all(pair):
            continue
        if pair[0] == pair[1]:
            book.tell("loop", line, "target")
        elif pair in pairs:
            book.tell("pair", line, "target", found=pairs[pair])
        else:
            pairs[pair] = line.number


def _check_rest(book: Book) -> None:
    for line in book.of("elements"):
        if line.values["term"] and line.values["level"] and line.values["level"] != "outcome":
            book.tell("term", line, "term")
    for line in book.of("risks"):
        if line.values["node"] and line.values["link"]:
            book.tell("both", line, "link")


def _theory(book: Book) -> Theory:
    nodes, measured = [], set()
    for line in book.of("elements"):
        values = dict(line.values)
        if values.pop("measured"):
            measured.add(values["key"])
        said = {name: values.pop(name) for name in list(values) if name in _DIMENSIONS}
        nodes.append(Node(**values, dimensions=Dimensions(**said)))
    return Theory(
        nodes=tuple(nodes),
        links=tuple(Link(**line.values) for line in book.of("links")),
        measured=frozenset(measured),
        stakeholders=tuple(Stakeholder(**line.values) for line in book.of("stakeholders")),
        risks=tuple(Risk(**line.values) for line in book.of("risks")),
    )
