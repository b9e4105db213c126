"""A small table of results, ready to be shown in any form."""

from dataclasses import dataclass

Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by stable name, rows of cells.

    Attributes
    ----------
    columns : tuple of str
        Stable names in English; the reader's words are put on by `miqyas.reporting`.
    rows : tuple of tuple
        Cells in the order of ``columns``; None where a figure could not be computed, with its reason in
        ``notes``.
    notes : tuple of str
        What a reader must know to read the table.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def records(self) -> list[dict[str, Cell]]:
        """Return one dict by row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
