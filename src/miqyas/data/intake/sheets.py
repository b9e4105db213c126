"""The sheets of a workbook at a glance: their columns and first rows, before any of them is read whole."""

import re
import warnings
import zipfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from miqyas.data.intake.excel import each_row
from miqyas.data.intake.heading import check_heading
from miqyas.data.intake.kind import kind_of
from miqyas.data.intake.limits import Limits
from miqyas.data.intake.source import Source, open_source
from miqyas.data.intake.workbook import BLOCK, check_workbook
from miqyas.errors import CorruptFile, MiqyasError, ReaderAbsent

ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
LONGEST_MARK = 30
DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class SheetPeek:
    """One sheet: its name, its columns, its first rows as texts, how many rows it announces.

    ``trouble`` says why it could not be a table; its columns are then none.
    """

    title: str
    names: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    n_rows: int
    trouble: MiqyasError | None = None


def peek_sheets(
    path: str | Path, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS, n: int = 5
) -> tuple[SheetPeek, ...]:
    """Look at the visible sheets of a workbook; none for any other kind of file.

    Parameters
    ----------
    path : str or Path
        The file.
    name : str, optional
        The name its owner knows it by.
    limits : Limits
        What the file may not exceed.
    n : int
        Rows looked at in each sheet.

    Returns
    -------
    tuple of SheetPeek
        In the order of the workbook.

    Raises
    ------
    UnreadableFile
        As ``read_table``: what is no workbook at all, or a dangerous one.
    """
    source = open_source(path, name=name, limits=limits)
    if kind_of(source) != "Excel":
        return ()
    check_workbook(source)
    try:
        import defusedxml  # noqa: F401, PLC0415  optional dependency; openpyxl uses it when it is there
        import openpyxl  # noqa: PLC0415  optional dependency
    except ImportError as reason:
        raise ReaderAbsent(file=source.name, package="openpyxl, defusedxml") from reason
    try:
        with warnings.catch_warnings(action="ignore"), source.path.open("rb") as file:
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
            seen = tuple(
                _peek(sheet, source, n) for sheet in workbook.worksheets if sheet.sheet_state == "visible"
            )
            workbook.close()
    except MiqyasError:
        raise
    except Exception as reason:  # a damaged part makes the reader fail in as many ways as there are parts
        raise CorruptFile(file=source.name, kind="Excel (.xlsx)") from reason
    return seen


def _peek(sheet: Any, source: Source, n: int) -> SheetPeek:
    sheet.reset_dimensions()
    n_rows = max(_count(source, sheet._worksheet_path) - 1, 0)  # noqa: SLF001  openpyxl gives no other way in read-only mode
    try:
        rows = [cells for _line, cells in islice(each_row(sheet, source), n + 1)]
        heading = rows[0] if rows else []
        while heading and heading[-1] is None:
            heading.pop()
        names = check_heading([text or "" for text in heading], source)
    except MiqyasError as trouble:
        return SheetPeek(sheet.title, (), (), n_rows, trouble)
    width = len(names)
    shown = tuple(tuple([*cells, *[None] * width][:width]) for cells in rows[1:])
    return SheetPeek(sheet.title, tuple(names), shown, n_rows)


def _count(source: Source, part: str) -> int:
    """The rows written in a sheet, without reading their cells."""
    found, kept = 0, b""
    with zipfile.ZipFile(source.path) as archive, archive.open(part) as stream:
        while block := stream.read(BLOCK):
            text = kept + block
            found += len(ROW.findall(text))
            last = text.rfind(b"<")
            kept = text[last:] if 0 <= len(text) - last < LONGEST_MARK and not ROW.search(text, last) else b""
    return found
