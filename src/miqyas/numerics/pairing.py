"""Units matched two by two, the nearest first, then pairs exchanged while that brings them nearer."""

import numpy as np

from miqyas.types import FloatMatrix, IntVector

SWEEPS = 100  # exchanges end long before; a bound all the same


def whitened(values: FloatMatrix) -> FloatMatrix:
    """Turn columns so that plain distance becomes Mahalanobis distance; directions without spread are left out.

    Examples
    --------
    >>> whitened(np.array([[0.0, 0.0], [2.0, 4.0], [4.0, 8.0]])).shape
    (3, 1)
    """
    centred = values - values.mean(axis=0)
    scale = centred.std(axis=0, ddof=1)
    scaled = centred / np.where(scale > 0, scale, 1.0)
    spreads, directions = np.linalg.eigh(np.atleast_2d(np.cov(scaled, rowvar=False)))
    kept = spreads > 1e-9 * max(float(spreads.max()), 1e-300)
    turned: FloatMatrix = scaled @ directions[:, kept] / np.sqrt(spreads[kept])
    return turned


def nearest_pairs(points: FloatMatrix) -> IntVector:
    """Pair points, shape (n, k): the nearest two first, then by exchanges between pairs while the total falls.

    With an odd number one point stays alone. Ties go to the points that come first.

    Returns
    -------
    array, shape (n,)
        Number of the pair of each point, from 0, in the order of its first point.

    Notes
    -----
    Greedy matching followed by two-pair exchanges: a local optimum, not proved the least total distance
    (that takes a minimum-weight perfect matching; Greevy, Lu, Silber and Rosenbaum 2004, Biostatistics 5(2)).

    Examples
    --------
    >>> nearest_pairs(np.array([[0.0], [10.0], [0.1], [10.2]])).tolist()
    [0, 1, 0, 1]
    """
    between = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    partner = _greedy(between)
    _exchange(between, partner)
    label = np.full(len(points), -1, dtype=np.int64)
    for number, first in enumerate(place for place in range(len(points)) if place <= partner[place]):
        label[[first, partner[first]]] = number
    return label


def _greedy(between: FloatMatrix) -> IntVector:
    n = len(between)
    first, second = np.triu_indices(n, 1)
    order = np.lexsort((second, first, between[first, second]))
    partner: IntVector = np.arange(n)
    free = np.ones(n, dtype=bool)
    left = n
    for place in order:
        one, other = first[place], second[place]
        if free[one] and free[other]:
            partner[one], partner[other] = other, one
            free[one] = free[other] = False
            left -= 2
            if left < 2:
                break
    return partner


def _exchange(between: FloatMatrix, partner: IntVector) -> None:
    """Swap partners of two pairs, best swap of each pair in turn, until none brings them nearer."""
    for _ in range(SWEEPS):
        moved = False
        ones = np.array([place for place in range(len(partner)) if place < partner[place]])
        for one in ones:
            mine = np.array([place for place in range(len(partner)) if place < partner[place]])
            other = partner[one]
            if one > other:
                continue
            now = between[one, other] + between[mine, partner[mine]]
            straight = between[one, mine] + between[other, partner[mine]] - now
            crossed = between[one, partner[mine]] + between[other, mine] - now
            straight[mine == one] = crossed[mine == one] = 0.0
            gains = np.minimum(straight, crossed)
            best = int(np.argmin(gains))
            if gains[best] < -1e-12:
                _swap(partner, int(one), int(mine[best]), is_straight=bool(straight[best] <= crossed[best]))
                moved = True
        if not moved:
            return


def _swap(partner: IntVector, one: int, mine: int, *, is_straight: bool) -> None:
    other, theirs = int(partner[one]), int(partner[mine])
    pairs = ((one, mine), (other, theirs)) if is_straight else ((one, theirs), (other, mine))
    for first, second in pairs:
        partner[first], partner[second] = second, first
