"""Readings drawn so that no pair of a file and a reviewer is likelier than a bound: nobody can arrange to read a file.

The programme is solved with every reading at most the bound; its halves are then drawn whole, each with exactly its
probability, loads and places kept.

References
----------
Jecmen, S., Zhang, H., Liu, R., Shah, N. B., Conitzer, V. and Fang, F. (2020). Mitigating manipulation in peer review via
randomized reviewer assignments. NeurIPS 33: the programme with bounded probabilities.
Gandhi, R., Khuller, S., Parthasarathy, S. and Srinivasan, A. (2006). Dependent rounding and its applications to
approximation algorithms. Journal of the ACM 53(3), 324-360: the drawing.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from miqyas.judgement.transport import Transport, chances, transported
from miqyas.types import BoolVector, FloatVector, IntVector

WHOLE = 1e-7  # of a reading: nearer to 0 or 1 than this, it is


@dataclass(frozen=True, slots=True)
class Draw:
    """No reading is likelier than ``most``; the chance that draws."""

    most: float
    rng: np.random.Generator


def readings_of(problem: Transport, draw: Draw | None) -> BoolVector | None:
    """Return which readings are taken, drawn under the bound if one is asked, shape (m,); None when nothing meets it."""
    if draw is None:
        return transported(problem)
    x = chances(problem, draw.most)
    return None if x is None else rounded(problem, x, draw.rng)


def rounded(problem: Transport, x: FloatVector, rng: np.random.Generator) -> BoolVector:
    """Draw every reading whole: each with probability ``x``, the places of files kept, loads moved by less than one."""
    n = problem.needs.size
    ends = np.column_stack([problem.node, n + problem.reader])
    left = x.copy()
    while True:
        open_edges = np.flatnonzero((left > WHOLE) & (left < 1 - WHOLE))
        if not open_edges.size:
            return left > 0.5
        walk = _walk(open_edges, ends)
        _shift(left, walk, rng)


def _walk(edges: IntVector, ends: IntVector) -> list[int]:
    """A cycle of open readings, or a path between two files or reviewers that have one each: readings in order."""
    at: defaultdict[int, list[int]] = defaultdict(list)
    for edge in edges.tolist():
        for end in ends[edge].tolist():
            at[end].append(edge)
    # From an end that has a single open reading if there is one: the path is then as long as it can be.
    start = next((end for end, held in at.items() if len(held) == 1), next(iter(at)))
    path: list[int] = []
    seen = {start: 0}
    here = start
    while True:
        ahead = [edge for edge in at[here] if not path or edge != path[-1]]
        if not ahead:
            return path
        edge = ahead[0]
        a, b = ends[edge].tolist()
        here = b if here == a else a
        path.append(edge)
        if here in seen:
            return path[seen[here] :]
        seen[here] = len(path)


def _shift(left: FloatVector, walk: list[int], rng: np.random.Generator) -> None:
    """Move every other reading up and the rest down, or the reverse, until one is whole; on average nothing moves."""
    up, down = np.array(walk[::2]), np.array(walk[1::2], dtype=np.int64)
    first = min([*(1 - left[up]), *left[down]])
    second = min([*left[up], *(1 - left[down])])
    step = first if rng.random() < second / (first + second) else -second
    left[up] += step
    left[down] -= step
