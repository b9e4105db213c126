"""Raking: sums over cells brought to known margins, one margin after the other, until all hold."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from miqyas.types import FloatVector

TOLERANCE = 1e-10
MOST_ROUNDS = 1000


def raked(
    sums: FloatVector,
    margins: Sequence[tuple[NDArray[np.int64], FloatVector]],
    *,
    tolerance: float = TOLERANCE,
    most_rounds: int = MOST_ROUNDS,
) -> tuple[FloatVector, int] | None:
    """Return the factor of each cell and the rounds it took; None when the margins are not all met.

    Each margin gives, for each cell, the place of its total, and the totals. One margin alone is post-stratification and
    takes one round.

    References
    ----------
    Deming, W. E. and Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table when the expected
    marginal totals are known. Annals of Mathematical Statistics 11(4), 427-444.

    Examples
    --------
    >>> places, totals = np.array([0, 1]), np.array([30.0, 70.0])
    >>> raked(np.array([10.0, 10.0]), [(places, totals)])
    (array([3., 7.]), 1)
    """
    fitted = sums.astype(float)
    for n_rounds in range(1, most_rounds + 1):
        for places, totals in margins:
            fitted = fitted * (totals / np.bincount(places, fitted, minlength=len(totals)))[places]
        gap = max(
            float(np.abs(np.bincount(places, fitted, minlength=len(totals)) / totals - 1).max())
            for places, totals in margins
        )
        if gap <= tolerance:
            return fitted / sums, n_rounds
    return None
