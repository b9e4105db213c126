"""How much of a person's file is read before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file.

    Attributes
    ----------
    file_bytes : int
        Weight of the file as sent.
    columns, rows : int
        Size of the table.
    cell_characters : int
        Length of one cell; 32,767 is what a cell of Excel can hold.
    workbook_bytes : int
        Weight of an .xlsx once all its parts are uncompressed.
    workbook_ratio : int
        How many times heavier than the file the parts may be, once they pass ``workbook_free_bytes``.
        Sheets of real data stay under 60.
    workbook_free_bytes : int
        Uncompressed weight under which no ratio is asked: too small to harm.
    workbook_seconds : float
        Time the rows of a sheet may take.
    """

    file_bytes: int = 200_000_000
    columns: int = 5_000
    rows: int = 20_000_000
    cell_characters: int = 32_767
    workbook_bytes: int = 500_000_000
    workbook_ratio: int = 200
    workbook_free_bytes: int = 20_000_000
    workbook_seconds: float = 120.0
