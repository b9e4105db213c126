"""How many units each stratum gives."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from miqyas.errors import OptionOutOfRange, SampleTooLarge, StratumUnknown
from miqyas.types import FloatVector, IntVector


class Allocation(StrEnum):
    """By the size of strata, by size times spread, the same everywhere, or as given."""

    PROPORTIONAL = "proportional"
    NEYMAN = "neyman"
    EQUAL = "equal"
    GIVEN = "given"


def allocate(
    n: int,
    *,
    strata: Sequence[str],
    sizes: IntVector,
    allocation: Allocation,
    spreads: FloatVector | None = None,
    given: Mapping[str, int] | None = None,
    least: int = 1,
) -> IntVector:
    """Share ``n`` units out among strata, in whole numbers, shape (H,).

    A stratum never gives more than it holds: what is over goes to the others. Each gives at least ``least``, or all
    it holds. Whole numbers by largest remainders; among equals the stratum that comes first.

    Raises
    ------
    SampleTooLarge
        More than the frame, or a stratum, holds.
    StratumUnknown
        ``given`` names other strata.
    OptionOutOfRange
        ``n`` cannot give ``least`` to each stratum; no stratum varies.

    References
    ----------
    Neyman, J. (1934). On the two different aspects of the representative method. Journal of the Royal Statistical
    Society 97(4), 558-625.

    Examples
    --------
    >>> allocate(10, strata=["a", "b"], sizes=np.array([300, 100]), allocation=Allocation.PROPORTIONAL).tolist()
    [8, 2]
    >>> allocate(10, strata=["a", "b"], sizes=np.array([300, 100]), allocation=Allocation.NEYMAN,
    ...          spreads=np.array([1.0, 9.0])).tolist()
    [3, 7]
    """
    if given is not None:
        return _given(given, strata, sizes)
    if n > sizes.sum():
        raise SampleTooLarge(n=n, where="frame", there=int(sizes.sum()))
    floor = np.minimum(sizes, least)
    if n < floor.sum():
        raise OptionOutOfRange(
            name="n", found=n, expected=f"{int(floor.sum())} or more: {least} in each stratum"
        )
    merit: FloatVector = sizes.astype(np.float64)
    if allocation is Allocation.EQUAL:
        merit = np.ones(len(strata))
    if allocation is Allocation.NEYMAN:
        merit = np.asarray(sizes * (spreads if spreads is not None else 1.0), dtype=np.float64)
    if not merit.sum() > 0:
        raise OptionOutOfRange(name="sd-column", found=0, expected="a spread above 0 in one stratum or more")
    return _rounded(n, _bounded(n, merit, floor, sizes), floor, sizes)


def _given(given: Mapping[str, int], strata: Sequence[str], sizes: IntVector) -> IntVector:
    if set(given) != set(strata):
        raise StratumUnknown(
            found=", ".join(sorted(set(given) ^ set(strata))[:5]), expected=", ".join(strata[:12])
        )
    wanted = np.array([given[stratum] for stratum in strata], dtype=np.int64)
    for stratum, asked, there in zip(strata, wanted, sizes, strict=True):
        if asked > there:
            raise SampleTooLarge(n=int(asked), where=stratum, there=int(there))
        if asked < 1:
            raise OptionOutOfRange(name=stratum, found=int(asked), expected="1 or more")
    return wanted


def _bounded(n: int, merit: FloatVector, floor: IntVector, sizes: IntVector) -> FloatVector:
    """Share out by merit, holding strata at their floor or their size where the share passes it."""
    share = np.zeros(merit.size)
    held = np.zeros(merit.size, dtype=bool)
    while True:
        left = n - share[held].sum()
        total = merit[~held].sum()
        share[~held] = left * merit[~held] / total if total > 0 else left / max((~held).sum(), 1)
        over = ~held & (share > sizes)
        under = ~held & (share < floor)
        excess = (share[over] - sizes[over]).sum() - (floor[under] - share[under]).sum()
        moved = over if excess >= 0 and over.any() else under
        if not moved.any():
            return share
        share[moved] = np.where(share[moved] > sizes[moved], sizes[moved], floor[moved])
        held |= moved


def _rounded(n: int, share: FloatVector, floor: IntVector, sizes: IntVector) -> IntVector:
    whole = np.clip(np.floor(share + 1e-9), floor, sizes).astype(np.int64)
    order = np.argsort(-(share - whole), kind="stable")
    turn = 0
    while whole.sum() < n:
        place = order[turn % order.size]
        whole[place] += whole[place] < sizes[place]
        turn += 1
    return whole
