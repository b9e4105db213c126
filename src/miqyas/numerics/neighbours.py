"""Nearest neighbours with all their ties, and pairs without replacement.

Rows at one point are taken together, so that discrete covariates, whose ties are many, cost no more than others.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

TIE = 1e-9  # relative difference under which two distances are one


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Which donors each target is matched to.

    Attributes
    ----------
    target_of, donor_of : IntVector
        Distinct point of each target row (m,), and of each donor row (n,).
    row, point : IntVector
        The matches: distinct target point, distinct donor point.
    total : FloatVector
        Donor rows matched to each distinct target point.
    """

    target_of: IntVector
    donor_of: IntVector
    row: IntVector
    point: IntVector
    total: FloatVector

    @property
    def found(self) -> FloatVector:
        """Donor rows matched to each target row, shape (m,)."""
        matched: FloatVector = self.total[self.target_of]
        return matched

    def means(self, values: FloatMatrix) -> FloatMatrix:
        """Average donors' values (n, c) over the matches of each target row; zero without match. Shape (m, c)."""
        columns = []
        for column in values.T:
            at_point = np.bincount(self.donor_of, weights=column)
            columns.append(np.bincount(self.row, weights=at_point[self.point], minlength=self.total.size))
        sums = np.column_stack(columns)
        found: FloatMatrix = (sums / np.maximum(self.total, 1.0)[:, None])[self.target_of]
        return found

    def carried(self, *, power: int = 1) -> FloatVector:
        """Return for each donor row the sum, over targets that use it, of (1 / matches of that target)^power."""
        n_targets = np.bincount(self.target_of, minlength=self.total.size)
        share = n_targets / np.maximum(self.total, 1.0) ** power
        n_points = int(self.donor_of.max()) + 1
        at_point = np.bincount(self.point, weights=share[self.row], minlength=n_points).astype(np.float64)
        of_row: FloatVector = at_point[self.donor_of]
        return of_row


def nearest(
    targets: FloatMatrix,
    donors: FloatMatrix,
    *,
    n_neighbours: int,
    caliper: float = np.inf,
    tie: float = 1e-9,
) -> Neighbours:
    """Match each target, shape (m, k), to its nearest donors (n, k), those as near as the last one included.

    Two distances are one when their squares differ by ``tie``² at most. Fewer donors than asked for, or none,
    are matched where no more lie within the ``caliper``.
    """
    from scipy.spatial import cKDTree  # noqa: PLC0415 -- slow to import

    places, target_of = _distinct(targets)
    points, donor_of = _distinct(donors)
    counts = np.bincount(donor_of)
    tree = cKDTree(points)
    rows, matched = [], []
    waiting, k = np.arange(len(places)), min(n_neighbours + 1, len(points))
    while waiting.size:
        distance, index = map(np.asarray, tree.query(places[waiting], k=np.arange(1, k + 1)))
        enough = np.cumsum(counts[index], axis=1) >= n_neighbours
        last = np.where(enough.any(axis=1), enough.argmax(axis=1), k - 1)
        cut = distance[np.arange(waiting.size), last]
        inside = distance <= np.sqrt((cut * (1 + TIE)) ** 2 + tie**2)[:, None]
        complete = ~inside[:, -1] | (k == len(points))  # else more may stand at the last distance
        at, column = np.nonzero(inside & (distance <= caliper) & complete[:, None])
        rows.append(waiting[at])
        matched.append(index[at, column])
        waiting, k = waiting[~complete], min(2 * k, len(points))
    row, point = np.concatenate(rows), np.concatenate(matched)
    total = np.bincount(row, weights=counts[point], minlength=len(places)).astype(np.float64)
    return Neighbours(target_of, donor_of, row, point, total)


def paired(
    targets: FloatMatrix, donors: FloatMatrix, *, order: IntVector, n_neighbours: int, caliper: float = np.inf
) -> Neighbours:
    """Give each target, in ``order``, its nearest donors that no other has taken; round after round.

    Among donors equally near, the one that stands first is taken.
    """
    free = np.ones(len(donors), dtype=np.bool_)
    rows: list[int] = []
    taken: list[int] = []
    one_round = _on_a_line if targets.shape[1] == 1 else _in_space
    for _ in range(n_neighbours):
        for target, donor in one_round(targets, donors, free, order, caliper):
            rows.append(target)
            taken.append(donor)
    row, point = np.array(rows, dtype=np.int64), np.array(taken, dtype=np.int64)
    total = np.bincount(row, minlength=len(targets)).astype(np.float64)
    return Neighbours(np.arange(len(targets)), np.arange(len(donors)), row, point, total)


def _in_space(
    targets: FloatMatrix, donors: FloatMatrix, free: BoolVector, order: IntVector, caliper: float
) -> list[tuple[int, int]]:
    """Greedy pairs; the tree is built again over free donors when a tenth of those it holds are taken."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 -- slow to import

    pairs: list[tuple[int, int]] = []
    held = np.flatnonzero(free)
    if not held.size:
        return pairs
    tree, n_taken, k = cKDTree(donors[held]), 0, 8
    for target in order:
        if n_taken >= held.size:
            break
        if n_taken > 0.1 * held.size:
            held = held[free[held]]
            tree, n_taken = cKDTree(donors[held]), 0
        k = 8
        while True:
            among = np.arange(1, min(k, held.size) + 1)
            distance, index = map(np.asarray, tree.query(targets[target], k=among))
            open_to = np.flatnonzero(free[held[index]])
            if open_to.size or k >= held.size or distance[-1] > caliper:
                break
            k *= 4
        if open_to.size and distance[open_to[0]] <= caliper:
            donor = int(held[index[open_to[0]]])
            free[donor] = False
            n_taken += 1
            pairs.append((int(target), donor))
    return pairs


def _on_a_line(
    targets: FloatMatrix, donors: FloatMatrix, free: BoolVector, order: IntVector, caliper: float
) -> list[tuple[int, int]]:
    """Greedy pairs by walking away from each target; walks over taken donors are remembered (union-find)."""
    held = np.flatnonzero(free)
    held = held[np.argsort(donors[held, 0], kind="stable")]
    line = donors[held, 0]
    n = line.size
    below, above = list(range(n + 1)), list(range(n + 1))  # place 0 below, and place n above, are the ends
    start = np.searchsorted(line, targets[:, 0])
    pairs: list[tuple[int, int]] = []
    for target in order:
        place, here = int(start[target]), float(targets[target, 0])
        left, right = _walk(below, place) - 1, _walk(above, place)
        gaps = (
            here - float(line[left]) if left >= 0 else np.inf,
            float(line[right]) - here if right < n else np.inf,
        )
        if min(gaps) > caliper or min(gaps) == np.inf:
            continue
        chosen = left if gaps[0] < gaps[1] else right
        below[chosen + 1], above[chosen] = chosen, chosen + 1
        free[held[chosen]] = False
        pairs.append((int(target), int(held[chosen])))
    return pairs


def _walk(links: list[int], place: int) -> int:
    """Follow the links to the first place still free, shortening the way for those who come after."""
    end = place
    while links[end] != end:
        end = links[end]
    while links[place] != end:
        links[place], place = end, links[place]
    return end


def _distinct(places: FloatMatrix) -> tuple[FloatMatrix, IntVector]:
    points, inverse = np.unique(places, axis=0, return_inverse=True)
    return points, inverse.reshape(-1)
