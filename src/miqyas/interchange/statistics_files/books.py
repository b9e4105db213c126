"""A form and its repeats as one workbook: a sheet for each table, tied by keys, then the words on two sheets more."""

import re
from collections.abc import Sequence
from pathlib import Path

from miqyas.errors import TooWideForExcel
from miqyas.interchange.statistics_files.labelled import Labelled
from miqyas.interchange.statistics_files.losses import Loss
from miqyas.interchange.statistics_files.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    SHEETS,
    code_rows,
    count_rows,
    data_cell,
    rows_of,
    text_cell,
    variable_rows,
)
from miqyas.types import Language

LONGEST_TITLE = 31
UNFIT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


def write_book(tables: Sequence[Labelled], path: Path, *, language: Language) -> list[Loss]:
    """Write the tables of a form to one workbook.

    Parameters
    ----------
    tables : sequence of Labelled
        The answers first, then the rows of each repeat; the title of each is that of its sheet.
    path : Path
        The file to write.
    language : Language
        Of the two sheets of words.

    Returns
    -------
    list of Loss
        What a workbook does not hold as the tables do.

    Raises
    ------
    TooWideForExcel
        A table has more rows or columns than a sheet.
    """
    from openpyxl import Workbook  # noqa: PLC0415  optional dependency

    if any(count_rows(each) > MOST_ROWS or len(each.variables) > MOST_COLUMNS for each in tables):
        raise TooWideForExcel(rows=MOST_ROWS, columns=MOST_COLUMNS)
    book = Workbook(write_only=True)
    losses: dict[tuple[str, str], Loss] = {}
    _, variables_title, codes_title = SHEETS[language]
    taken = {variables_title.casefold(), codes_title.casefold()}
    for table in tables:
        sheet = book.create_sheet(_title(table.title, taken))
        names = [each.name for each in table.variables]
        sheet.append([text_cell(sheet, name) for name in names])
        for row in rows_of(table):
            sheet.append(
                [data_cell(sheet, value, name, losses) for value, name in zip(row, names, strict=True)]
            )
    for title, rows in ((variables_title, variable_rows), (codes_title, code_rows)):
        sheet = book.create_sheet(title)
        for place, table in enumerate(tables):
            for row in list(rows(table, language))[bool(place) :]:
                sheet.append([text_cell(sheet, cell) for cell in row])
    for sheet in book.worksheets:
        sheet.sheet_view.rightToLeft = language == "ar"
    book.save(path)
    return list(losses.values())


def _title(wanted: str, taken: set[str]) -> str:
    """A name that a sheet may bear, none twice whatever the case."""
    plain = UNFIT_IN_TITLE.sub(" ", wanted).strip().strip("'")[:LONGEST_TITLE] or "1"
    title, number = plain, 1
    while title.casefold() in taken:
        number += 1
        end = f" {number}"
        title = f"{plain[: LONGEST_TITLE - len(end)]}{end}"
    taken.add(title.casefold())
    return title
