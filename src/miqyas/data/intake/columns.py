"""What a reader of one kind of file hands over: columns as found, and what must be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from miqyas.data.intake.notes import Note

ColumnType: TypeAlias = Literal["number", "integer", "boolean", "date", "datetime", "text"]
Kind: TypeAlias = Literal["text", "Excel", "Stata", "Parquet"]


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column before its type is settled.

    Attributes
    ----------
    name : str
        As its owner wrote it, without surrounding blanks.
    label : str
        A longer name, where the kind of file has one (Stata).
    declared : ColumnType or None
        The type the file itself declares; None where it must be inferred from texts.
    value_labels : Mapping
        Words for codes, keyed by the code as text.
    missing_codes : Mapping
        Count of each way of saying "missing" that the reader met.
    notes : tuple of Note
        What the reader must tell about it.
    """

    name: str
    label: str = ""
    declared: ColumnType | None = None
    value_labels: Mapping[str, str] = field(default_factory=dict)
    missing_codes: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file whose cells now stand in the store's table ``raw``."""

    kind: Kind
    columns: tuple[FoundColumn, ...]
    notes: tuple[Note, ...] = ()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
