"""Scores of files on several criteria read from a table, as shares of their scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.pulled import pull
from miqyas.data.relation import Relation
from miqyas.errors import ScoresShapeWrong
from miqyas.types import FloatMatrix


@dataclass(frozen=True, slots=True)
class Shares:
    """Mean share of each criterion's scale, shape (I, K), files in the order of ``ids``; rows left out, counted."""

    ids: tuple[str, ...]
    shares: FloatMatrix
    n_dropped: int


def read_shares(
    relation: Relation, *, file: str, criteria: Sequence[str], scale: tuple[float, float] = (0.0, 1.0)
) -> Shares:
    """Read one row a file, or a review: several rows of a file give their mean.

    Parameters
    ----------
    file, criteria
        Columns.
    scale : tuple of float
        Lowest and highest score of every criterion.

    Raises
    ------
    InvalidSample
        As in `pull`: a column that is not there, or is not of numbers.
    ScoresShapeWrong
        A scale without length, or scores outside it.
    """
    low, high = scale
    pulled = pull(relation, numbers=criteria, groups=[file])
    ids = pulled.labels[file]
    if not low < high:
        raise ScoresShapeWrong(n_files=len(ids), n_criteria=len(criteria), found=f"{low:g}:{high:g}")
    scores = np.column_stack([pulled.numbers[name] for name in criteria])
    if scores.min() < low or scores.max() > high:
        found = f"{scores.min():g} – {scores.max():g} ({low:g}:{high:g})"
        raise ScoresShapeWrong(n_files=len(ids), n_criteria=len(criteria), found=found)
    shares, counts = (scores - low) / (high - low), np.bincount(pulled.groups[file])
    means = [np.bincount(pulled.groups[file], weights=column) / counts for column in shares.T]
    return Shares(ids, np.column_stack(means), pulled.n_dropped)
