"""From a brought file to `miqyas.data.intake` and back: read, freeze. The room's only door to the science."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

import miqyas
from miqyas.data.intake import (
    REASONS,
    ColumnProfile,
    Frozen,
    Limits,
    RawTable,
    freeze_columns,
    read_table,
)
from miqyas.errors import FileNotThere, MiqyasError, SheetAbsent, UnknownEncoding, WrongEncoding
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES, Language
from miqyas_web.datasets.models import Upload
from miqyas_web.datasets.rules import MOST_BYTES, PREVIEW_ROWS, DescribedColumn
from miqyas_web.datasets.shelf import path_of
from miqyas_web.foundation.errors import Refused, Unfit

JsonScalar = str | int | float | bool | None
Sentences = dict[Language, str]


class UnfitFile(Unfit):
    """The science refuses the file; ``reason`` is the name of its error, fit for the audit log."""

    def __init__(self, error: MiqyasError) -> None:
        super().__init__(refusal_sentence(error, language()))
        self.reason = type(error).__name__
        self.is_about_encoding = isinstance(error, WrongEncoding | UnknownEncoding)
        self.is_about_sheet = isinstance(error, SheetAbsent)
        self.is_gone = isinstance(error, FileNotThere)


class ProfiledColumn(DescribedColumn):
    """A column as it was read, and as the person describes it."""

    label: str
    n_missing: int
    n_distinct: int
    minimum: JsonScalar
    maximum: JsonScalar
    mean: float | None
    examples: list[JsonScalar]
    value_labels: dict[str, str]
    # Why it looks personal; empty when it does not.
    suspicion: str
    notes: list[Sentences]


class Profile(TypedDict):
    """What `Upload.profile` holds."""

    kind: str
    encoding: str
    sheet: str
    sheets: list[str]
    n_rows: int
    notes: list[Sentences]
    columns: list[ProfiledColumn]
    rows: list[list[JsonScalar]]


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """A content-addressed Parquet file, as a version remembers it."""

    sha256: str
    n_rows: int
    n_columns: int
    n_bytes: int


@dataclass(frozen=True, slots=True)
class FrozenPair:
    """The analysis extract, and the personal columns apart when there are any."""

    analysis: FrozenFile
    personal: FrozenFile | None
    reading: dict[str, str]


def read_profile(upload: Upload) -> Profile:
    """Read the file and tell what it holds; ``UnfitFile`` when it is no table we can trust."""
    with _sentences(), _table(upload) as table:
        return {
            "kind": table.kind,
            "encoding": table.encoding or "",
            "sheet": table.sheet or "",
            "sheets": _sheets(table),
            "n_rows": table.n_rows,
            "notes": [note.text for note in table.notes],
            "columns": [_described(column) for column in table.columns],
            "rows": [[_scalar(value) for value in row] for row in table.preview(PREVIEW_ROWS)],
        }


def freeze(upload: Upload, *, personal: Collection[str], keys: Collection[str]) -> FrozenPair:
    """Write the extracts of a brought file under their hashes.

    ``keys`` are the columns that identify a row: they stand in both parts when they are not personal.
    """
    with _sentences(), _table(upload) as table:
        if table.sha256 != upload.sha256:
            raise Refused(_("The file is no longer the one that was read. Give it up and bring it again."))
        analysis = _freeze(table, keep=set(table.names) - set(personal))
        apart = _freeze(table, keep={*personal, *keys}) if personal else None
        reading = {"kind": table.kind, "encoding": table.encoding or "", "sheet": table.sheet or ""}
    return FrozenPair(analysis, apart, {**reading, "library": miqyas.__version__})


def suspicion_sentence(reason: str) -> str:
    """Return why a column looks personal, in the person's language; empty when it does not."""
    return REASONS[reason][language()] if reason else ""


def language() -> Language:
    """Return the language of the page, as the science calls it."""
    code = translation.get_language()
    return next((known for known in LANGUAGES if known == code), "fr")


def frozen_place(sha256: str) -> Path:
    """Return where the frozen file of this hash stands."""
    return Path(settings.FROZEN) / sha256[:2] / f"{sha256}.parquet"


def frozen_files() -> Iterator[Path]:
    """Yield every frozen file there is, of any version or of none."""
    yield from Path(settings.FROZEN).glob("??/*.parquet")


@contextmanager
def _table(upload: Upload) -> Iterator[RawTable]:
    table = read_table(
        path_of(upload.path),
        name=upload.original_name,
        encoding=upload.encoding or None,
        sheet=upload.sheet or None,
        limits=Limits(file_bytes=MOST_BYTES),
    )
    try:
        yield table
    finally:
        table.close()


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except MiqyasError as error:
        raise UnfitFile(error) from error


def _freeze(table: RawTable, *, keep: Collection[str]) -> FrozenFile:
    frozen: Frozen = freeze_columns(table, Path(settings.FROZEN), keep=keep)
    return FrozenFile(frozen.sha256, frozen.n_rows, frozen.n_columns, frozen.n_bytes)


def _sheets(table: RawTable) -> list[str]:
    """The sheets of a workbook that has several, the one that was read first."""
    others = [sheet for sheet in table.sheets if sheet != table.sheet]
    return [table.sheet, *others] if table.sheet and others else []


def _described(column: ColumnProfile) -> ProfiledColumn:
    return {
        "name": column.name,
        "label": column.label,
        "type": column.type,
        "role": "",
        "is_personal": column.looks_personal is not None,
        "n_missing": column.n_missing,
        "n_distinct": column.n_distinct,
        "minimum": _scalar(column.minimum),
        "maximum": _scalar(column.maximum),
        "mean": column.mean,
        "examples": [_scalar(value) for value in column.examples],
        "value_labels": dict(column.value_labels),
        "suspicion": column.looks_personal or "",
        "notes": [note.text for note in column.notes],
    }


def _scalar(value: object) -> JsonScalar:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else str(value)
