"""Which cells say too much of too few people, and what is done with them."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from miqyas.data.aggregation.cells import Cells
from miqyas.errors import InvalidField
from miqyas.numerics.pooled_cells import merge_moments
from miqyas.types import BoolVector, IntVector


class SmallCells(StrEnum):
    """What is done with cells too small to leave."""

    SUPPRESS = "suppress"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """When a cell may leave.

    The defaults are ours, on the cautious side of what statistical offices do (3 to 10 persons a cell); a data
    holder sets its own.

    Attributes
    ----------
    smallest : int
        Fewest rows of a cell.
    smallest_apart : int
        Fewest rows that differ from the commonest bound of a variable, when some do: with one disabled person in a
        village, the sums of that village would tell that person's income.
    small : SmallCells
        Leave small cells out, or add them to others of the same stratum and arm.
    values_per_sum : float
        Fewest values a cell holds for each sum that leaves: with fewer than one, the values could be solved for.
    """

    smallest: int = 10
    smallest_apart: int = 3
    small: SmallCells = SmallCells.SUPPRESS
    values_per_sum: float = 2.0

    def __post_init__(self) -> None:
        for name in ("smallest", "smallest_apart"):
            if getattr(self, name) < 1:
                raise InvalidField(
                    field=name, found=getattr(self, name), expected="a whole number, 1 or more"
                )

    def allows(self, cells: Cells) -> BoolVector:
        """Mark the cells that may leave, shape (C,)."""
        p = cells.means.shape[1]
        n_sums = 2 + p + p * (p + 1) // 2
        allowed: BoolVector = (
            (cells.n >= self.smallest)
            & (cells.n_apart >= self.smallest_apart)
            & (cells.n * p >= self.values_per_sum * n_sums)
        )
        return allowed


@dataclass(frozen=True, slots=True)
class Withheld:
    """What stayed behind: rows and clusters left out; cells that were added to others."""

    n_rows: int
    n_clusters: int
    n_merged: int


def withhold(cells: Cells, rule: DisclosureRule) -> tuple[Cells, Withheld]:
    """Return the cells that may leave, small ones left out or added up."""
    n_merged = 0
    if rule.small is SmallCells.MERGE:
        cells, n_merged = _merged(cells, rule)
    allowed = rule.allows(cells)
    kept = set(np.array(cells.clusters)[allowed])
    left = {name for name in cells.clusters if name not in kept}
    withheld = Withheld(int(cells.n[~allowed].sum()), len(left), n_merged)
    return cells.take(np.flatnonzero(allowed)), withheld


def _merged(cells: Cells, rule: DisclosureRule) -> tuple[Cells, int]:
    """Add small cells of one stratum and arm together until they may leave; what is left joins the last sum."""
    allowed = rule.allows(cells)
    groups: dict[tuple[str, int], list[int]] = {}
    for place in np.flatnonzero(~allowed):
        groups.setdefault((cells.strata[place], _arm(cells, int(place))), []).append(int(place))
    found, n_merged = [cells.take(np.flatnonzero(allowed))], 0
    for key, places in groups.items():
        sums = _until_allowed(cells, sorted(places, key=lambda place: cells.clusters[place]), rule)
        for members in sums:
            one = _sum_of(cells.take(np.array(members)))
            host = None if rule.allows(one)[0] else _host(found[0], key)
            if host is not None:
                found[0] = _joined(found[0], host, one)
            else:
                found.append(one)
            n_merged += len(members) if host is not None or len(members) > 1 else 0
    return _concatenated(found), n_merged


def _arm(cells: Cells, place: int) -> int:
    """Tell the arm of a cell: 0, 1, or 2 where both meet."""
    treated = int(cells.n_treated[place])
    return 0 if treated == 0 else 1 if treated == int(cells.n[place]) else 2


def _until_allowed(cells: Cells, places: list[int], rule: DisclosureRule) -> list[list[int]]:
    sums: list[list[int]] = []
    open_sum: list[int] = []
    for place in places:
        open_sum.append(place)
        if rule.allows(_sum_of(cells.take(np.array(open_sum))))[0]:
            sums.append(open_sum)
            open_sum = []
    if open_sum and sums:
        sums[-1].extend(open_sum)
    elif open_sum:
        sums.append(open_sum)
    return sums


def _host(cells: Cells, key: tuple[str, int]) -> int | None:
    same = [place for place in range(len(cells.strata)) if (cells.strata[place], _arm(cells, place)) == key]
    return min(same, key=lambda place: int(cells.n[place])) if same else None


def _joined(cells: Cells, host: int, other: Cells) -> Cells:
    rest = np.array([place for place in range(len(cells.strata)) if place != host], dtype=np.int64)
    both = _concatenated([cells.take(np.array([host])), other])
    return _concatenated([cells.take(rest), _sum_of(both)])


def _sum_of(cells: Cells) -> Cells:
    """Add cells of one stratum into one."""
    if cells.n.size == 1:
        return cells
    weight, mean, products = merge_moments(cells.weight, cells.means, cells.products)
    lowest, highest = cells.lowest.min(axis=0), cells.highest.max(axis=0)
    name = hashlib.sha256("\n".join(sorted(cells.clusters)).encode()).hexdigest()[:16]
    return Cells(
        (name,),
        cells.strata[:1],
        cells.n.sum(keepdims=True),
        cells.n_treated.sum(keepdims=True),
        np.array([weight]),
        mean[None],
        products[None],
        lowest[None],
        highest[None],
        _at(cells.lowest == lowest, cells.n_lowest),
        _at(cells.highest == highest, cells.n_highest),
    )


def _at(reached: BoolVector, counts: IntVector) -> IntVector:
    total: IntVector = np.where(reached, counts, 0).sum(axis=0)[None]
    return total


def _concatenated(parts: list[Cells]) -> Cells:
    first = parts[0]
    names = ("n", "n_treated", "weight", "means", "products", "lowest", "highest", "n_lowest", "n_highest")
    arrays = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return replace(
        first,
        clusters=tuple(name for part in parts for name in part.clusters),
        strata=tuple(name for part in parts for name in part.strata),
        **arrays,
    )
