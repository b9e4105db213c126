"""Rows of a frozen version as a file that people open: CSV whose cells no spreadsheet runs."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import duckdb

from miqyas_web.datasets.enums import Extract, FileForm
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.datasets.queries import columns_in
from miqyas_web.datasets.rules import harmless_cell
from miqyas_web.datasets.science.exporting import write_version

ROWS_AT_ONCE = 2_000
# Excel takes a CSV for Windows-1252 unless it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"


def file_name(version: DatasetVersion, extract: Extract, form: FileForm) -> str:
    """Return a name that tells the content apart and carries nothing a person wrote."""
    sha256 = version.personal_sha256 if extract == Extract.PERSONAL else version.sha256
    return f"miqyas-{version.dataset_id}-v{version.number}-{extract.value}-{sha256[:8]}.{form.value}"


CONTENT_TYPES = {
    FileForm.PARQUET: "application/vnd.apache.parquet",
    FileForm.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileForm.STATA: "application/x-stata-dta",
    FileForm.SPSS: "application/x-spss-sav",
    FileForm.R: "application/zip",
    FileForm.CODEBOOK: "text/csv; charset=utf-8",
}


def opened(version: DatasetVersion, extract: Extract, form: FileForm, path: Path) -> BinaryIO:
    """The file to send: as frozen, or written anew in another form with the labels of the columns."""
    if form == FileForm.PARQUET:
        return path.open("rb")
    columns = columns_in(version, extract)
    return write_version(path, columns, title=version.dataset.title, n_rows=version.n_rows, form=form)


def csv_lines(path: Path) -> Iterator[str]:
    """Yield a frozen Parquet as CSV, some thousand rows at a time."""
    connection = duckdb.connect(config={"threads": 1})
    try:
        answer = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        yield BYTE_ORDER_MARK + _lines([tuple(name for name, *_ in answer.description)])
        while rows := answer.fetchmany(ROWS_AT_ONCE):
            yield _lines(rows)
    finally:
        connection.close()


def _lines(rows: list[tuple[object, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([harmless_cell(value) for value in row])
    return text.getvalue()
