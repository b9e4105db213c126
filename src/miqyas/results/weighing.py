"""What ranking under uncertain weights returns."""

from dataclasses import dataclass

from miqyas.results.table import Cell
from miqyas.types import FloatMatrix


@dataclass(frozen=True, slots=True)
class WeighedFile:
    """A file among the others, over all weights that are allowed.

    Attributes
    ----------
    id : str
        Its name.
    value : float
        Its mean total, from 0 to 1.
    expected_rank, low, high : float
        Mean rank, 1 best, and its interval.
    p_first, p_top : float
        Share of draws in which it is first; among the places.
    central : dict of str to float or None
        Mean of the weights that put it first; None when none does.
    """

    id: str
    value: float
    expected_rank: float
    low: float
    high: float
    p_first: float
    p_top: float
    central: dict[str, float] | None

    def tidy(self) -> dict[str, Cell]:
        """One row with the keys of every file, central weights left out."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "central"}


@dataclass(frozen=True, slots=True)
class Weighing:
    """A ranking under weights known only in part.

    Attributes
    ----------
    files : tuple of WeighedFile
        Best expected rank first.
    p_rank : FloatMatrix
        Share of draws in which each of ``files`` (rows) has each rank (columns), shape (I, I).
    weights : dict of str to float
        Mean weights drawn.
    top, draws : int
        Places; draws.
    level : float
        Of the rank intervals.
    undecided : int
        Files whose chance of a place is between 5 and 95 %: the weights decide, so they are for discussion.
    """

    files: tuple[WeighedFile, ...]
    p_rank: FloatMatrix
    weights: dict[str, float]
    top: int
    draws: int
    level: float
    undecided: int
