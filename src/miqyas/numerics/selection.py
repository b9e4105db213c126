"""Choosing some of many with known chances: systematic, and Sampford's rejective procedure."""

from collections.abc import Iterator

import numpy as np

from miqyas.types import FloatVector, IntVector

MOST_TRIES = 100_000


def inclusion(sizes: FloatVector, n: int) -> FloatVector:
    """Return chances proportional to size that sum to ``n``; a unit too large for it is taken for sure, shape (N,).

    Examples
    --------
    >>> inclusion(np.array([1.0, 1.0, 2.0, 16.0]), 2).tolist()
    [0.25, 0.25, 0.5, 1.0]
    """
    chances = np.zeros(sizes.size)
    sure = np.zeros(sizes.size, dtype=bool)
    while True:
        rest = n - int(sure.sum())
        chances[~sure] = rest * sizes[~sure] / sizes[~sure].sum() if rest else 0.0
        over = ~sure & (chances >= 1 - 1e-12)
        if not over.any():
            chances[sure] = 1.0
            return chances
        sure |= over


def systematic(chances: FloatVector, order: IntVector, start: float) -> IntVector:
    """Walk along the chances in an order, from ``start`` in [0, 1), and take one unit at each whole step.

    Each unit is taken with its chance exactly: the walk passes one whole step over it that often. Sorted places.

    Examples
    --------
    >>> systematic(np.array([0.5, 0.25, 0.75, 0.5]), np.arange(4), 0.3).tolist()
    [0, 2]
    """
    n = round(float(chances.sum()))
    edges = np.concatenate([[0.0], np.cumsum(chances[order])])
    edges *= n / edges[-1]  # whole, whatever was lost in adding up
    taken = np.searchsorted(edges, start + np.arange(n), side="right") - 1
    return np.sort(order[np.minimum(taken, order.size - 1)])


def sampford(chances: FloatVector, chance: Iterator[float]) -> IntVector | None:
    """Draw by Sampford's procedure: the first with its chance, the others with replacement, kept if all differ.

    ``chances`` lie below 1 and sum to n. Each unit is taken with its chance exactly, and any two together with a
    chance above zero. None when no draw was kept. Sorted places.

    References
    ----------
    Sampford, M. R. (1967). On sampling without replacement with unequal probabilities of selection. Biometrika
    54(3/4), 499-513.

    Examples
    --------
    >>> sampford(np.array([0.5, 0.25, 0.75, 0.5]), iter([0.9, 0.1])).tolist()
    [0, 3]
    """
    n = round(float(chances.sum()))
    first, others = np.cumsum(chances), np.cumsum(chances / (1 - chances))
    for _ in range(MOST_TRIES):
        places = [_pick(first, next(chance))]
        while len(places) < n:
            place = _pick(others, next(chance))
            if place in places:
                break
            places.append(place)
        else:
            return np.sort(np.array(places, dtype=np.int64))
    return None


def _pick(edges: FloatVector, share: float) -> int:
    return min(int(np.searchsorted(edges, share * edges[-1], side="right")), edges.size - 1)
