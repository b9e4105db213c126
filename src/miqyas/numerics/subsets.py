"""Groups of donors taken for treated: all of them when they can be listed, else as many drawn at random."""

from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray


def subsets(n: int, size: int, *, most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return groups of ``size`` places among ``n``, shape (B, size).

    All of them, in order, when they are at most ``most``: chance is then not used.

    Examples
    --------
    >>> subsets(3, 2, most=10, rng=np.random.default_rng(0)).tolist()
    [[0, 1], [0, 2], [1, 2]]
    """
    if comb(n, size) <= most:
        return np.array(list(combinations(range(n), size)), dtype=np.int64)
    return np.array([rng.choice(n, size, replace=False) for _ in range(most)], dtype=np.int64)
