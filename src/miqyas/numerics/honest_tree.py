"""A tree whose leaves differ in effect, grown on some rows to be measured on others.

References
----------
Athey, S. and Imbens, G. (2016). Recursive partitioning for heterogeneous causal effects. Proceedings of the National
Academy of Sciences 113(27), 7353-7360: the criterion of honest causal trees, their equation for EMSE.
"""

from dataclasses import dataclass
from itertools import count

import numpy as np

from miqyas.types import BoolVector, FloatMatrix, FloatVector


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of a split: column ``column`` below ``cut``, or not."""

    column: int
    cut: float
    below: bool


Leaf = tuple[Bound, ...]


def inside(leaf: Leaf, x: FloatMatrix) -> BoolVector:
    """Tell which rows of ``x`` (n, k) fall in the leaf."""
    kept = np.ones(len(x), dtype=np.bool_)
    for bound in leaf:
        under = x[:, bound.column] < bound.cut
        kept &= under if bound.below else ~under
    return kept


@dataclass(frozen=True, slots=True)
class Half:
    """Rows of one half: covariates (n, k), treatment, outcome (n,)."""

    x: FloatMatrix
    d: FloatVector
    y: FloatVector


def grow(half: Half, other: Half, *, smallest: int, most: int) -> tuple[Leaf, ...]:
    """Split, best first, while the expected squared error falls; at most ``most`` leaves.

    Every leaf holds ``smallest`` units of each arm in both halves; of the ``other`` only covariates and treatment
    are looked at, never its outcome.
    """
    leaves: dict[int, tuple[Leaf, float, tuple[float, int, float] | None]] = {}
    names = count()
    root: Leaf = ()
    leaves[next(names)] = (root, 0.0, _best_split(root, half, other, smallest))
    while len(leaves) < most:
        open_to = {name: found[2] for name, found in leaves.items() if found[2] is not None}
        if not open_to:
            break
        chosen = max(open_to, key=lambda name: (open_to[name][0], -name))
        _, column, cut = open_to[chosen]
        parent = leaves.pop(chosen)[0]
        for below in (True, False):
            child = (*parent, Bound(column, cut, below))
            leaves[next(names)] = (child, 0.0, _best_split(child, half, other, smallest))
    return tuple(leaf for leaf, _, _ in leaves.values())


def _best_split(leaf: Leaf, half: Half, other: Half, smallest: int) -> tuple[float, int, float] | None:
    """Find the cut that gains most: gain, column, cut point; None when none gains."""
    rows, held = inside(leaf, half.x), inside(leaf, other.x)
    x, d, y = half.x[rows], half.d[rows], half.y[rows]
    n, share = len(half.y), float(half.d.mean())
    price = 1 / n + 1 / len(other.y)
    whole = _worth(np.array([_sums(d, y)]), n, share, price)[0]
    best: tuple[float, int, float] | None = None
    for column in range(x.shape[1]):
        order = np.argsort(x[:, column], kind="stable")
        sorted_x = x[order, column]
        ends = np.flatnonzero(sorted_x[1:] > sorted_x[:-1])
        if not ends.size:
            continue
        running = np.cumsum(_each(d[order], y[order]), axis=0)
        left, right = running[ends], running[-1] - running[ends]
        cuts = (sorted_x[ends] + sorted_x[ends + 1]) / 2
        enough = (np.minimum(left[:, :2], right[:, :2]) >= smallest).all(axis=1)
        enough &= _enough_there(other.x[held, column], other.d[held], cuts, smallest)
        if not enough.any():
            continue
        gain = _worth(left[enough], n, share, price) + _worth(right[enough], n, share, price) - whole
        place = int(np.argmax(gain))
        if gain[place] > 0 and (best is None or gain[place] > best[0]):
            best = (float(gain[place]), column, float(cuts[enough][place]))
    return best


def _enough_there(x: FloatVector, d: FloatVector, cuts: FloatVector, smallest: int) -> BoolVector:
    enough = np.ones(cuts.size, dtype=np.bool_)
    for arm in (0, 1):
        own = np.sort(x[d == arm])
        below = np.searchsorted(own, cuts, side="left")
        enough &= (below >= smallest) & (own.size - below >= smallest)
    return enough


def _each(d: FloatVector, y: FloatVector) -> FloatMatrix:
    return np.column_stack([1 - d, d, (1 - d) * y, d * y, (1 - d) * y**2, d * y**2])


def _sums(d: FloatVector, y: FloatVector) -> FloatVector:
    total: FloatVector = _each(d, y).sum(axis=0)
    return total


def _worth(sums: FloatMatrix, n: int, share: float, price: float) -> FloatVector:
    """Return n_l τ²/N less the price of estimating it again: (1/N + 1/N′)(S₁²/p + S₀²/(1 - p))."""
    counts, means = sums[:, :2], sums[:, 2:4] / sums[:, :2]
    variance = np.maximum(sums[:, 4:] - counts * means**2, 0.0) / np.maximum(counts - 1, 1)
    effect = means[:, 1] - means[:, 0]
    cost = price * (variance[:, 1] / share + variance[:, 0] / (1 - share))
    worth: FloatVector = counts.sum(axis=1) / n * effect**2 - cost
    return worth
