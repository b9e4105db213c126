"""What a form asks: fields, tables, and the mark by which a filled one is known again."""

from dataclasses import dataclass, field

MARK = "form"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked. ``code`` stands in brackets beside it: by it the answer is found again."""

    code: str
    label: str
    note: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class FieldTable:
    """A table to fill in: its columns, the rows there are, and empty ones."""

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    n_empty: int = 6
    # Places of the columns that hold amounts.
    amounts: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in one language.

    Attributes
    ----------
    mark : str
        What says which form this is; its line must stay as it is.
    mark_label : str
        What a reader is told of that line.
    title, organisation, kind : str
        Of the cover.
    guide : tuple of str
        How to fill it in.
    fields : tuple of Field
        In order.
    tables : tuple of FieldTable
        After the fields.
    answers_title : str
        Name of the sheet of fields in a workbook.
    """

    mark: str
    mark_label: str
    title: str
    organisation: str
    kind: str
    guide: tuple[str, ...]
    fields: tuple[Field, ...]
    tables: tuple[FieldTable, ...]
    answers_title: str
