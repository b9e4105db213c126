"""Whole numbers instead of fractions, in a table whose margins hold: who gets the units left over."""

from collections.abc import Iterator

import numpy as np

from miqyas.types import IntVector


def controlled_rounding(quotas: IntVector, whole: int, chance: Iterator[float]) -> IntVector:
    """Round each cell of a table up or down at random, so that each is right on average and margins hold.

    Parameters
    ----------
    quotas : array, shape (rows, columns)
        Cells in parts of ``whole``: 3 with ``whole=2`` is one and a half. The sum of a row is a multiple of ``whole``.
    whole : int
        How many parts make one.
    chance : iterator of float
        Numbers in [0, 1).

    Returns
    -------
    array, shape (rows, columns)
        Whole numbers: each cell is its quota rounded down or up, its mean over the draws is the quota; rows keep
        their sum, columns theirs rounded down or up.

    References
    ----------
    Cox, L. H. (1987). A constructive procedure for unbiased controlled rounding. Journal of the American
    Statistical Association 82(398), 520-524.

    Examples
    --------
    >>> controlled_rounding(np.array([[3, 3], [3, 3]]), 2, iter([0.2])).tolist()
    [[2, 1], [1, 2]]
    """
    floors, parts = np.divmod(quotas, whole)
    # A last row of complements makes the columns whole too.
    parts = np.vstack([parts, -parts.sum(axis=0) % whole])
    open_rows = [set(np.flatnonzero(row).tolist()) for row in parts]
    open_columns = [set(np.flatnonzero(column).tolist()) for column in parts.T]
    for start in range(len(parts)):
        while open_rows[start]:
            cycle = _cycle(start, open_rows, open_columns)
            _move(parts, whole, cycle, next(chance))
            for row, column in cycle:
                if parts[row, column] % whole == 0:
                    open_rows[row].discard(column)
                    open_columns[column].discard(row)
    rounded: IntVector = floors + parts[:-1] // whole
    return rounded


def _cycle(start: int, open_rows: list[set[int]], open_columns: list[set[int]]) -> list[tuple[int, int]]:
    """Walk through fractions, along a row then down a column, until a place is met again."""
    path: list[tuple[int, int]] = []
    rows_met: dict[int, int] = {start: 0}
    columns_met: dict[int, int] = {}
    row = start
    while True:
        column = min(other for other in open_rows[row] if not path or other != path[-1][1])
        path.append((row, column))
        if column in columns_met:
            return path[columns_met[column] :]
        columns_met[column] = len(path)
        row = min(other for other in open_columns[column] if other != row)
        path.append((row, column))
        if row in rows_met:
            return path[rows_met[row] :]
        rows_met[row] = len(path)


def _move(parts: IntVector, whole: int, cycle: list[tuple[int, int]], share: float) -> None:
    """Move parts round the cycle until a cell is whole, up or down, so that the mean of each cell stays."""
    rising, falling = cycle[0::2], cycle[1::2]
    up = min(*(whole - parts[cell] for cell in rising), *(parts[cell] for cell in falling))
    down = min(*(parts[cell] for cell in rising), *(whole - parts[cell] for cell in falling))
    step = up if share * (up + down) < down else -down
    for cells, move in ((rising, step), (falling, -step)):
        for cell in cells:
            parts[cell] += move
