"""A table laid out in the reader's words, before it takes a form."""

from dataclasses import dataclass
from enum import StrEnum

from miqyas.errors import EmptyTable
from miqyas.types import Language


class RowKind(StrEnum):
    """What a row holds, for the form that prints it."""

    FIGURE = "figure"
    DETAIL = "detail"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A label and a cell for each column; an empty cell does not apply there.

    ``kind`` parts the rows: figures, what goes under them, counts at the foot.
    """

    label: str
    cells: tuple[str, ...]
    kind: RowKind = RowKind.FIGURE


@dataclass(frozen=True, slots=True)
class Laid:
    """A table ready to be written.

    Attributes
    ----------
    title : str
        What it shows.
    corner : str
        Head of the labels, often empty.
    head : tuple of str
        Names of the columns, shape (c,).
    rows : tuple of LaidRow
        In order; each with c cells.
    notes : tuple of str
        What a reader must know.
    language : {'fr', 'ar', 'en'}
        Decides the direction.

    Raises
    ------
    EmptyTable
        It has no column or no row.
    """

    title: str
    corner: str
    head: tuple[str, ...]
    rows: tuple[LaidRow, ...]
    notes: tuple[str, ...]
    language: Language

    def __post_init__(self) -> None:
        if not self.head or not self.rows:
            raise EmptyTable
        if any(len(row.cells) != len(self.head) for row in self.rows):
            message = "a row of a laid table has another number of cells than the head"
            raise ValueError(message)
