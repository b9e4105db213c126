"""Excel: the values, the words of the variables, the words of the codes, on three sheets; CSV: the values."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from miqyas.data.intake.engine import listed, quote_name, quote_text
from miqyas.errors import TooWideForExcel
from miqyas.interchange.statistics_files.labelled import Labelled
from miqyas.interchange.statistics_files.losses import Loss
from miqyas.interchange.statistics_files.names import legal_names
from miqyas.types import Language

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_575, 16_384, 32_767
# Beyond fifteen digits a spreadsheet rounds.
LARGEST_WHOLE = 10**15
ROWS_AT_ONCE = 2_000
# A spreadsheet runs a cell that begins so (OWASP, CSV injection).
RUN = ("=", "+", "-", "@", "\t", "\r")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
SHEETS: dict[Language, tuple[str, str, str]] = {
    "fr": ("Données", "Variables", "Modalités"),
    "ar": ("البيانات", "المتغيرات", "الرموز"),
    "en": ("Data", "Variables", "Codes"),
}
VARIABLES: dict[Language, tuple[str, str, str, str]] = {
    "fr": ("variable", "libellé", "type", "nom dans Stata, SPSS et R"),
    "ar": ("المتغير", "التسمية", "النوع", "الاسم في Stata وSPSS وR"),
    "en": ("variable", "label", "type", "name in Stata, SPSS and R"),
}
CODES: dict[Language, tuple[str, str, str]] = {
    "fr": ("variable", "code", "libellé"),
    "ar": ("المتغير", "الرمز", "التسمية"),
    "en": ("variable", "code", "label"),
}


def write_excel(table: Labelled, path: Path, *, language: Language) -> list[Loss]:
    """Write a workbook whose texts are texts, whatever they begin with."""
    from openpyxl import Workbook  # noqa: PLC0415  optional dependency

    if count_rows(table) > MOST_ROWS or len(table.variables) > MOST_COLUMNS:
        raise TooWideForExcel(rows=MOST_ROWS, columns=MOST_COLUMNS)
    book = Workbook(write_only=True)
    losses: dict[tuple[str, str], Loss] = {}
    data, variables, codes = (book.create_sheet(name) for name in SHEETS[language])
    for sheet in (data, variables, codes):
        sheet.sheet_view.rightToLeft = language == "ar"
    names = [each.name for each in table.variables]
    data.append([text_cell(data, name) for name in names])
    for row in rows_of(table):
        data.append([data_cell(data, value, name, losses) for value, name in zip(row, names, strict=True)])
    for row in variable_rows(table, language):
        variables.append([text_cell(variables, cell) for cell in row])
    for row in code_rows(table, language):
        codes.append([text_cell(codes, cell) for cell in row])
    book.save(path)
    return list(losses.values())


def write_csv(table: Labelled, path: Path) -> list[Loss]:
    """Write the values as CSV that a spreadsheet opens and does not run; labels stand in the codebook."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_harmless(each.name) for each in table.variables])
        writer.writerows([_harmless(value) for value in row] for row in rows_of(table))
    return [Loss("labels_apart", "")]


def write_codebook(table: Labelled, path: Path, *, language: Language) -> None:
    """Write the words of the variables and of their codes, one line each, as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([_harmless(cell) for cell in row] for row in variable_rows(table, language))
        writer.writerow([])
        writer.writerows([_harmless(cell) for cell in row] for row in code_rows(table, language))


def count_rows(table: Labelled) -> int:
    """How many rows the table has."""
    with duckdb.connect(config={"threads": 1}) as connection:
        found = connection.execute(f"SELECT count(*) FROM read_parquet({quote_text(table.path)})").fetchall()
    return int(found[0][0])


def rows_of(table: Labelled) -> Iterator[tuple[Any, ...]]:
    """The rows of the table, some thousand at a time."""
    connection = duckdb.connect(config={"threads": 1})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        chosen = listed(quote_name(each.name) for each in table.variables)
        answer = connection.execute(f"SELECT {chosen} FROM read_parquet({quote_text(table.path)})")
        while rows := answer.fetchmany(ROWS_AT_ONCE):
            yield from rows
    finally:
        connection.close()


def variable_rows(table: Labelled, language: Language) -> Iterator[tuple[str, ...]]:
    """The words of the variables, with their names elsewhere."""
    yield VARIABLES[language]
    legal = legal_names([each.name for each in table.variables])
    yield from (
        (each.name, each.label, each.type, other) for each, other in zip(table.variables, legal, strict=True)
    )


def code_rows(table: Labelled, language: Language) -> Iterator[tuple[str, ...]]:
    """The words of the codes."""
    yield CODES[language]
    for each in table.variables:
        yield from ((each.name, code, word) for code, word in each.value_labels.items())


def _harmless(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RUN) else value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def data_cell(sheet: Any, value: Any, name: str, losses: dict[tuple[str, str], Loss]) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= LARGEST_WHOLE:
        losses["number_as_text", name] = Loss("number_as_text", name)
        return text_cell(sheet, str(value))
    if hasattr(value, "year") and value.year < 1900:
        losses["date_as_text", name] = Loss("date_as_text", name)
        return text_cell(sheet, value.isoformat())
    if not isinstance(value, str):
        return value
    if len(value) > MOST_CHARACTERS:
        losses["text_cut", name] = Loss("text_cut", name, {"most": str(MOST_CHARACTERS)})
    return text_cell(sheet, value[:MOST_CHARACTERS])


def text_cell(sheet: Any, text: str) -> Any:
    """A text that stays one: openpyxl takes what begins with "=" for a formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  optional dependency

    cell = WriteOnlyCell(sheet, UNWRITABLE.sub("�", text))
    cell.data_type = "s"
    return cell
