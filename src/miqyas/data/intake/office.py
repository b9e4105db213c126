"""A form filled in Word or Excel as tables of texts. Hostile files are refused before any cell is looked at."""

import time
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

from miqyas.data.intake.broken import BROKEN_ZIP
from miqyas.data.intake.limits import Limits
from miqyas.data.intake.source import Source, excerpt, open_source
from miqyas.data.intake.workbook import check_workbook
from miqyas.errors import (
    CorruptFile,
    LinkedDocument,
    LockedWorkbook,
    MacrosInside,
    MiqyasError,
    NotAnOfficeForm,
    ReaderAbsent,
    TooBig,
    TooManyColumns,
    TooManyRows,
    TooSlow,
)

OfficeKind: TypeAlias = Literal["Word", "Excel"]
# A form of some pages, with a picture or two that someone pasted in.
LIMITS = Limits(
    file_bytes=5_000_000,
    columns=40,
    rows=2_000,
    cell_characters=200_000,
    workbook_bytes=30_000_000,
    workbook_ratio=200,
    workbook_free_bytes=5_000_000,
    workbook_seconds=10.0,
)
MAIN: dict[str, OfficeKind] = {"word/document.xml": "Word", "xl/workbook.xml": "Excel"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HYPERLINK = "/hyperlink"
# Ten times the longest form: a document is read whole in memory.
_DOCUMENT_BYTES = 8_000_000
_COMPOUND, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """A table of a Word file, or a sheet of an Excel file: its name if it has one, its rows of texts."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """What a filled form holds."""

    kind: OfficeKind
    tables: tuple[OfficeTable, ...]


def read_office(path: str | Path, *, name: str | None = None) -> OfficeForm:
    """Read the tables of a .docx, or the sheets of a .xlsx, as texts.

    Parameters
    ----------
    path : str or Path
        The file.
    name : str or None
        The name its owner gave it, said in refusals.

    Returns
    -------
    OfficeForm
        Tables in order, cells as texts; formulas as the value that was kept with them.

    Raises
    ------
    NotAnOfficeForm, CorruptFile, TooBig, EmptyFile
        It is another kind of file, damaged, or too heavy.
    MacrosInside, LinkedDocument, DangerousXml, ZipBomb, LockedWorkbook
        It holds a program, parts kept elsewhere, XML definitions, a bomb, or is locked. Nothing of it is opened.
    TooManyRows, TooManyColumns, TooSlow
        It is no form that a person fills in.
    """
    source = open_source(path, name=name, limits=LIMITS)
    kind = _kind(source)
    if check_workbook(source):
        raise MacrosInside(file=source.name)
    try:
        _check_parts(source)
        tables = _word(source) if kind == "Word" else _excel(source)
    except MiqyasError:
        raise
    except Exception as reason:  # a damaged part makes the reader fail in as many ways as there are parts
        raise CorruptFile(file=source.name, kind=kind) from reason
    return OfficeForm(kind, tuple(tables))


def _kind(source: Source) -> OfficeKind:
    with source.path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_COMPOUND):
        content = source.path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise LockedWorkbook(file=source.name)
        raise NotAnOfficeForm(file=source.name, found="Office 97-2003 (.doc, .xls)")
    if not head.startswith(_ZIP):
        raise NotAnOfficeForm(file=source.name, found="PDF" if head.startswith(b"%PDF") else "text")
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = set(archive.namelist())
    except BROKEN_ZIP as reason:
        raise CorruptFile(file=source.name, kind="Office (.docx, .xlsx)") from reason
    for part, kind in MAIN.items():
        if part in names:
            return kind
    raise NotAnOfficeForm(file=source.name, found="OpenDocument" if "mimetype" in names else "ZIP")


def _check_parts(source: Source) -> None:
    """No program beside `vbaProject`, and nothing taken from elsewhere but the links a person may follow."""
    tree = _xml_reader(source)
    with zipfile.ZipFile(source.path) as archive:
        for part in archive.namelist():
            small = part.lower()
            if small.endswith((".bin", ".exe", ".js", ".vbs")) and ("vba" in small or "activex" in small):
                raise MacrosInside(file=source.name)
            if not small.endswith(".rels"):
                continue
            for relation in tree.fromstring(archive.read(part)):
                is_outside = relation.get("TargetMode", "").lower() == "external"
                if is_outside and not relation.get("Type", "").endswith(_HYPERLINK):
                    raise LinkedDocument(file=source.name, target=excerpt(relation.get("Target", "?")))


def _xml_reader(source: Source) -> Any:
    try:
        import defusedxml.ElementTree as tree  # noqa: PLC0415, N813  optional dependency
    except ImportError as reason:
        raise ReaderAbsent(file=source.name, package="defusedxml") from reason
    return tree


def _word(source: Source) -> list[OfficeTable]:
    with zipfile.ZipFile(source.path) as archive:
        n_bytes = archive.getinfo("word/document.xml").file_size
        if n_bytes > _DOCUMENT_BYTES:
            raise TooBig(file=source.name, found=n_bytes, maximum=_DOCUMENT_BYTES)
        document = _xml_reader(source).fromstring(archive.read("word/document.xml"), forbid_dtd=True)
    tables = []
    for table in _outermost(document, "tbl"):
        rows = [tuple(_cell_text(cell) for cell in _outermost(row, "tc")) for row in _outermost(table, "tr")]
        _check_size(source, len(rows), max(map(len, rows), default=0))
        tables.append(OfficeTable("", tuple(rows)))
    return tables


def _outermost(element: Any, tag: str) -> list[Any]:
    """Descendants of a kind, without those inside another of that kind; a content control around one is seen through."""
    found, waiting = [], list(element)[::-1]
    while waiting:
        each = waiting.pop()
        if each.tag == f"{_WORD}{tag}":
            found.append(each)
        else:
            waiting.extend(list(each)[::-1])
    return found


def _cell_text(cell: Any) -> str:
    return "\n".join(_paragraph_text(each) for each in cell.iter(f"{_WORD}p")).strip()


def _paragraph_text(paragraph: Any) -> str:
    said = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
    return "".join(
        (each.text or "") if each.tag == f"{_WORD}t" else said.get(each.tag, "") for each in paragraph.iter()
    )


def _excel(source: Source) -> list[OfficeTable]:
    try:
        import defusedxml  # noqa: F401, PLC0415  optional dependency; openpyxl uses it when it is there
        import openpyxl  # noqa: PLC0415  optional dependency
    except ImportError as reason:
        raise ReaderAbsent(file=source.name, package="openpyxl, defusedxml") from reason
    started, tables = time.monotonic(), []
    with warnings.catch_warnings(action="ignore"), source.path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for page in book.worksheets:
            page.reset_dimensions()
            rows: list[tuple[str, ...]] = []
            for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
                if time.monotonic() - started > source.limits.workbook_seconds:
                    raise TooSlow(file=source.name, maximum=source.limits.workbook_seconds, row=number)
                _check_size(source, number, _used(cells))
                rows.append(tuple(_value_text(value) for value in cells[: source.limits.columns]))
            tables.append(OfficeTable(page.title, tuple(rows)))
        book.close()
    return tables


def _used(cells: tuple[Any, ...]) -> int:
    return max((place for place, value in enumerate(cells, start=1) if value is not None), default=0)


def _check_size(source: Source, rows: int, columns: int) -> None:
    if rows > source.limits.rows:
        raise TooManyRows(file=source.name, maximum=source.limits.rows)
    if columns > source.limits.columns:
        raise TooManyColumns(file=source.name, found=columns, maximum=source.limits.columns)


def _value_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()
