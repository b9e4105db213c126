"""How far readers of the same units agree, by counts: Krippendorff's alpha and the one-way intraclass correlation.

Alpha = 1 - D_o / D_e. With n_uc the readers who gave value c to unit u, n_u their number (units read once are left
out), w_u how often the unit is counted, and n_c the sums of w_u n_uc:

    o = Nᵀ diag(w/(n_u - 1)) N - diag(Nᵀ (w/(n_u - 1)))
    D_o = Σ o_ck δ_ck / n      D_e = Σ n_c (n_k - [c = k]) δ_ck / n(n - 1)

On the interval scale both are sums of squares, whatever the number of values.

References
----------
Krippendorff, K. (2004). Content Analysis, second edition. Sage, chapter 11: the metrics and the coincidences.
Shrout, P. E. and Fleiss, J. L. (1979). Intraclass correlations. Psychological Bulletin 86(2), 420-428: ICC(1,1).
"""

from typing import Literal, TypeAlias

import numpy as np

from miqyas.types import FloatMatrix, FloatVector, IntVector

Scale: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
SCALES: tuple[Scale, ...] = ("nominal", "ordinal", "interval", "ratio")


def table_of(values: FloatVector, unit: IntVector) -> tuple[FloatMatrix, FloatVector]:
    """Count values by unit, shape (U, C), with the values, lowest first; units read once are left out."""
    kinds, place = np.unique(values, return_inverse=True)
    counts = np.zeros((int(unit.max()) + 1, kinds.size))
    np.add.at(counts, (unit, place), 1.0)
    return counts[counts.sum(axis=1) > 1], kinds


def alpha(
    counts: FloatMatrix, kinds: FloatVector, scale: Scale, weights: FloatVector | None = None
) -> float | None:
    """Krippendorff's alpha of a table from `table_of`; None when the values are all alike.

    ``weights`` says how often each unit is counted, shape (U,).
    """
    w = np.ones(len(counts)) if weights is None else weights
    shares = w / (counts.sum(axis=1) - 1)
    if scale == "interval":
        return _by_squares(counts, kinds, w, shares)
    coincidences = (counts.T * shares) @ counts
    coincidences[np.diag_indices_from(coincidences)] -= counts.T @ shares
    margins = counts.T @ w
    n = margins.sum()
    apart = distances(kinds, margins, scale)
    # The diagonal of the distances is zero: pairs of a value with itself weigh nothing.
    expected = float(margins @ apart @ margins) / (float(n) - 1)
    if expected <= 0:
        return None
    return 1.0 - float((coincidences * apart).sum()) / expected


def _by_squares(counts: FloatMatrix, kinds: FloatVector, w: FloatVector, shares: FloatVector) -> float | None:
    # Moved to their mean, values far from zero lose no figure.
    centred = kinds - float(counts.sum(axis=0) @ kinds) / float(counts.sum())
    sizes, sums, squares = counts.sum(axis=1), counts @ centred, counts @ centred**2
    n = float(w @ sizes)
    expected = (n * float(w @ squares) - float(w @ sums) ** 2) / (n - 1)
    if expected <= np.finfo(float).eps * n * float((centred**2).max()):
        return None
    return 1 - float(shares @ (sizes * squares - sums**2)) / expected


def distances(kinds: FloatVector, margins: FloatVector, scale: Scale) -> FloatMatrix:
    """Squared distance between values, shape (C, C); the interval scale needs none."""
    if scale == "nominal":
        return 1 - np.eye(kinds.size)
    if scale == "ordinal":
        # Half of each end and all between.
        place = margins.cumsum() - margins / 2
        ordinal: FloatMatrix = (place[:, None] - place[None, :]) ** 2
        return ordinal
    apart = kinds[:, None] - kinds[None, :]
    total = kinds[:, None] + kinds[None, :]
    ratio: FloatMatrix = (apart / np.where(total > 0, total, 1.0)) ** 2
    return ratio


def one_way(
    sizes: FloatVector, sums: FloatVector, squares: FloatVector, weights: FloatMatrix
) -> tuple[FloatVector, FloatVector]:
    """ICC of one review and the n₀ of the sizes, for each row of weights; NaN where nothing varies.

    Parameters
    ----------
    sizes, sums, squares : FloatVector
        Of each unit: reviews, their sum, the sum of their squares, shape (U,).
    weights : FloatMatrix
        How often each unit is counted, shape (R, U).
    """
    n, k = weights @ sizes, weights.sum(axis=1)
    within_all = squares - sums**2 / sizes
    within = weights @ within_all / (n - k)
    among = (weights @ (sums**2 / sizes) - (weights @ sums) ** 2 / n) / (k - 1)
    n0 = (n - weights @ sizes**2 / n) / (k - 1)
    below = among + (n0 - 1) * within
    floor = np.finfo(float).eps * np.abs(squares).max()
    icc = np.where(below > floor, (among - within) / np.where(below > floor, below, 1.0), np.nan)
    return icc, n0
