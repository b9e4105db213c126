"""Pairs of rows that agree on most of their columns, on a matrix of codes.

Comparing all pairs of 100,000 rows is out of reach. Two rows that disagree on at most d columns agree wholly on one of any
d + 1 blocks of columns (pigeonhole principle): only rows with an equal block are compared, and no pair is lost.
"""

from collections.abc import Iterator

import numpy as np

from miqyas.types import FloatVector, IntMatrix, IntVector

MISSING = -1
# Pairs compared at once: 100 columns of them take some tens of megabytes.
CHUNK = 100_000
# Below, all pairs are compared: as quick, and nothing to prepare.
FEW_ROWS = 1_500


class TooMany(Exception):
    """More pairs than may be compared one by one."""

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found


def share_equal(codes: IntMatrix, first: IntVector, second: IntVector) -> tuple[FloatVector, IntVector]:
    """Return, for each pair, the share of columns with the same code, and how many columns were compared.

    A column missing in both rows is not compared; missing in one, it differs.
    """
    one, two = codes[first], codes[second]
    compared = ~((one == MISSING) & (two == MISSING))
    n = compared.sum(axis=1)
    equal = ((one == two) & compared).sum(axis=1)
    return equal / np.maximum(n, 1), n


def close_pairs(
    codes: IntMatrix, *, share: float, fewest: int, most_pairs: int
) -> tuple[IntVector, IntVector, FloatVector]:
    """Return the pairs (i < j) that agree on at least ``share`` of at least ``fewest`` columns compared.

    Raises
    ------
    TooMany
        More than ``most_pairs`` pairs would have to be compared.
    """
    kept: list[IntMatrix] = []
    shares: list[FloatVector] = []
    counted = 0
    for first, second in _candidates(codes, share):
        counted += len(first)
        if counted > most_pairs:
            raise TooMany(counted)
        for start in range(0, len(first), CHUNK):
            i, j = first[start : start + CHUNK], second[start : start + CHUNK]
            found, n = share_equal(codes, i, j)
            close = (found >= share - 1e-12) & (n >= fewest)
            kept.append(np.column_stack([i[close], j[close]]))
            shares.append(found[close])
    if not kept:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    pairs, where = np.unique(np.concatenate(kept), axis=0, return_index=True)
    return pairs[:, 0], pairs[:, 1], np.concatenate(shares)[where]


def _candidates(codes: IntMatrix, share: float) -> Iterator[tuple[IntVector, IntVector]]:
    n, k = codes.shape
    if n <= FEW_ROWS:
        for i in range(n - 1):
            yield np.full(n - 1 - i, i), np.arange(i + 1, n)
        return
    n_blocks = min(k, int(np.floor((1 - share) * k + 1e-9)) + 1)
    # The most varied columns are dealt first, one to each block: equal blocks are then rare.
    varied = np.argsort([-len(np.unique(codes[:, column])) for column in range(k)], kind="stable")
    for block in range(n_blocks):
        yield from _equal_blocks(codes[:, varied[block::n_blocks]])


def _equal_blocks(block: IntMatrix) -> Iterator[tuple[IntVector, IntVector]]:
    """Pairs of rows with the same hash; two blocks that only share their hash are told apart by the comparison."""
    hashed = np.zeros(len(block), np.uint64)
    for column in block.T:
        hashed = (hashed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        hashed ^= hashed >> np.uint64(29)
    order = np.argsort(hashed, kind="stable")
    ordered = hashed[order]
    here = np.arange(len(order))
    step = 0
    while True:
        step += 1
        here = here[here + step < len(order)]
        here = here[ordered[here] == ordered[here + step]]
        if not len(here):
            return
        one, other = order[here], order[here + step]
        yield np.minimum(one, other), np.maximum(one, other)
