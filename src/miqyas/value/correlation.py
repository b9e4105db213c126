"""Figures that move together: rank correlations declared with their source, drawn by a normal copula."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from miqyas.errors import (
    CorrelationsContradict,
    CorrelationWithoutDistribution,
    FigureOutOfRange,
    SourceMissing,
)
from miqyas.types import FloatMatrix
from miqyas.value.account import Account

SINGULAR = -1e-10


@dataclass(frozen=True, slots=True)
class Correlation:
    """How two uncertain figures move together.

    Attributes
    ----------
    first, second : str
        Names in `Account.figures`.
    rank : float
        Spearman's correlation, within -1 and 1.
    source : str
        Never empty.
    """

    first: str
    second: str
    rank: float
    source: str

    def __post_init__(self) -> None:
        name = f"{self.first} ~ {self.second}"
        if not self.source.strip():
            raise SourceMissing(name=name)
        if not -1 <= self.rank <= 1 or self.first == self.second:
            raise FigureOutOfRange(name=name, found=self.rank, expected="-1 … 1")


def correlated_chances(
    account: Account,
    uncertain: Sequence[str],
    correlations: Sequence[Correlation],
    *,
    rng: np.random.Generator,
    n_draws: int,
) -> FloatMatrix:
    """Draw numbers uniform between 0 and 1, a row by uncertain figure, with the ranks correlated as declared.

    Shape (q, n_draws). Spearman's ρ is that of normals whose correlation is 2 sin(πρ/6) (Pearson 1907).
    """
    if not correlations:
        return rng.random((len(uncertain), n_draws))
    place = {name: position for position, name in enumerate(uncertain)}
    matrix = np.eye(len(uncertain))
    for pair in correlations:
        for name in (pair.first, pair.second):
            account.figure(name)
            if name not in place:
                raise CorrelationWithoutDistribution(name=name)
        tie = 2 * np.sin(np.pi * pair.rank / 6)
        matrix[place[pair.first], place[pair.second]] = matrix[place[pair.second], place[pair.first]] = tie
    values, vectors = np.linalg.eigh(matrix)
    if values[0] < SINGULAR:
        found = "; ".join(f"{pair.first} ~ {pair.second}: {pair.rank:g}" for pair in correlations)
        raise CorrelationsContradict(found=found)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    chances: FloatMatrix = ndtr(root @ rng.standard_normal((len(uncertain), n_draws)))
    return chances
