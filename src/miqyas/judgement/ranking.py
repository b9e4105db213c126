"""Ranks over draws: expected, with their intervals, and the group that merit cannot decide."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miqyas.errors import AnchorUnknown, TopOutOfRange
from miqyas.types import FloatMatrix, FloatVector, IntVector

ACCEPT, DRAW, REJECT = "accept", "draw", "reject"
GROUP_LEVEL = 0.5


@dataclass(frozen=True, slots=True)
class Ranks:
    """Ranks of n files over draws, 1 best.

    Attributes
    ----------
    expected : FloatVector
        Mean rank, shape (n,).
    low, high : FloatVector
        Ends of the interval of ``level``, shape (n,).
    inner_low, inner_high : FloatVector
        Ends of the interval that decides the groups, shape (n,).
    p_top : FloatVector or None
        Share of draws among the best ``top``, shape (n,).
    """

    expected: FloatVector
    low: FloatVector
    high: FloatVector
    inner_low: FloatVector
    inner_high: FloatVector
    p_top: FloatVector | None

    @property
    def sucra(self) -> FloatVector:
        """(n - ER) / (n - 1), shape (n,)."""
        return (self.expected.size - self.expected) / (self.expected.size - 1)

    @property
    def pcer(self) -> FloatVector:
        """100 (ER - ½) / n, shape (n,)."""
        return 100 * (self.expected - 0.5) / self.expected.size


def places_ranked(files: Sequence[str], unranked: Collection[str]) -> IntVector:
    """Places of the candidates among ``files``: all but the anchors that are none.

    Raises
    ------
    AnchorUnknown
        An anchor that is no file.
    """
    for name in unranked:
        if name not in files:
            raise AnchorUnknown(name=name)
    left_out = set(unranked)
    return np.array([i for i, name in enumerate(files) if name not in left_out], dtype=np.int64)


def ranks_over(
    quality: Iterable[FloatMatrix],
    *,
    level: float = 0.9,
    group_level: float = GROUP_LEVEL,
    top: int | None = None,
) -> Ranks:
    """Rank files within each draw and gather the ranks.

    Parameters
    ----------
    quality : iterable of FloatMatrix
        Blocks of draws, each of shape (n, draws); higher is better.
    level, group_level : float
        Of the rank intervals shown, and of those that decide the groups.
    top : int, optional
        Places.

    Raises
    ------
    TopOutOfRange
        Places that are none, or as many as files.
    """
    blocks = [ranks_of(block) for block in quality]
    ranks = np.concatenate(blocks, axis=1)
    n = ranks.shape[0]
    if top is not None and not 0 < top < n:
        raise TopOutOfRange(top=top, n=n)
    expected = ranks.mean(axis=1)
    p_top = None if top is None else (ranks <= top).mean(axis=1)
    ranks.sort(axis=1)
    low, high = (_end(ranks, (1 + side * level) / 2) for side in (-1, 1))
    inner_low, inner_high = (_end(ranks, (1 + side * group_level) / 2) for side in (-1, 1))
    return Ranks(expected, low, high, inner_low, inner_high, p_top)


def ranks_of(block: FloatMatrix) -> NDArray[np.int32]:
    """Rank within each draw, 1 best, shape (n, draws)."""
    order = np.argsort(-block, axis=0)
    ranks = np.empty(block.shape, dtype=np.int16 if len(block) < 2**15 else np.int32)
    np.put_along_axis(ranks, order, np.arange(1, len(block) + 1, dtype=ranks.dtype)[:, None], axis=0)
    return ranks


def _end(sorted_ranks: NDArray[np.int32], share: float) -> FloatVector:
    last = sorted_ranks.shape[1] - 1
    return sorted_ranks[:, round(share * last)].astype(float)


def groups_of(ranks: Ranks, top: int) -> tuple[str, ...]:
    """Accept, draw or reject each file, by the line of the last place.

    The line is the expected rank of the ``top``-th file. An inner interval wholly better than the line is accepted,
    wholly worse rejected; one that crosses it goes to the draw for the places left. Ranks are whole and the line seldom
    is: a file that stands above the line, or on it, is never rejected for the fraction between them.

    References
    ----------
    Heyard, R., Ott, M., Salanti, G. and Egger, M. (2022). Rethinking the funding line at the Swiss National Science
    Foundation: Bayesian ranking and lottery. Statistics and Public Policy 9(1), 110-121.
    """
    line = np.sort(ranks.expected)[top - 1]
    better, worse = ranks.inner_high < line, (ranks.inner_low > line) & (ranks.expected > line)
    undecided = ~better & ~worse
    if (
        better.sum() > top
    ):  # more than there are places, none apart from the others: they alone are drawn among
        better, undecided = np.zeros_like(better), better
    # As many undecided as places left: nothing is to be drawn.
    last = ACCEPT if better.sum() + undecided.sum() == top else DRAW
    return tuple(
        ACCEPT if is_better else last if is_undecided else REJECT
        for is_better, is_undecided in zip(better, undecided, strict=True)
    )
