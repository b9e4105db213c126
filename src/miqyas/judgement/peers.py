"""Comparing a practice with others', without telling any of them.

A group is published from ten members on. A group is then hidden too when it, or what it leaves of the whole,
differs from another group that is shown by fewer than ten members: the difference of two published groups never
stands for one to nine organisations. What is published of a group is its quartiles, in whole levels, never a sum.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from miqyas.errors import SuppressionFloorTooLow

LEAST_MEMBERS = 10

Group = tuple[str, str]  # attribute and value: ("region", "05")
EVERYONE: Group = ("", "")


@dataclass(frozen=True, slots=True)
class Spread:
    """How the members of a group stand: half of them between ``low`` and ``high``."""

    n: int
    low: int
    median: int
    high: int


def spread(levels: Iterable[int]) -> Spread | None:
    """Return the quartiles of levels; None when there is none.

    Quartiles are levels that some member has: the smallest level reached by a quarter, a half, three quarters
    of the members (Hyndman and Fan 1996, definition 1).

    Examples
    --------
    >>> spread([1, 2, 2, 3, 3, 3, 4, 4, 5, 5])
    Spread(n=10, low=2, median=3, high=4)
    """
    ordered = sorted(levels)
    if not ordered:
        return None
    n = len(ordered)
    # The smallest rank that holds the share: ⌈n·k/4⌉, in whole numbers.
    low, median, high = (ordered[-(-n * quarter // 4) - 1] for quarter in (1, 2, 3))
    return Spread(n, low, median, high)


def publishable(
    members: Mapping[Hashable, Mapping[str, str]], *, least: int = LEAST_MEMBERS
) -> dict[Group, frozenset[Hashable]]:
    """Return the groups that may be shown, each with its members.

    Parameters
    ----------
    members : mapping
        Each member with its value by attribute (kind, size, region); an empty value belongs to no group.
    least : int
        Members from which a group is shown.

    Returns
    -------
    dict
        ``EVERYONE`` and ``(attribute, value)`` to members. Empty when there are fewer than ``least`` in all.

    Raises
    ------
    SuppressionFloorTooLow
        ``least`` is under 2.

    References
    ----------
    Hundepool, A. and others (2012). *Statistical Disclosure Control*. Wiley, chapter 4 (tables: primary and
    secondary suppression).

    Examples
    --------
    >>> nine_and_eleven = {i: {"region": "05" if i < 9 else "08"} for i in range(20)}
    >>> list(publishable(nine_and_eleven))
    [('', '')]
    """
    if least < 2:
        raise SuppressionFloorTooLow(found=least)
    everyone = frozenset(members)
    if len(everyone) < least:
        return {}
    groups = {group: held for group, held in _groups(members).items() if len(held) >= least}
    while hidden := _telling(groups, everyone, least):
        del groups[hidden]
    return {EVERYONE: everyone, **groups}


def _groups(members: Mapping[Hashable, Mapping[str, str]]) -> dict[Group, frozenset[Hashable]]:
    held: dict[Group, set[Hashable]] = {}
    for member, values in members.items():
        for attribute, value in values.items():
            if value:
                held.setdefault((attribute, value), set()).add(member)
    return {group: frozenset(held[group]) for group in sorted(held)}


def _telling(
    groups: Mapping[Group, frozenset[Hashable]], everyone: frozenset[Hashable], least: int
) -> Group | None:
    """The smallest group whose difference from what is shown tells too few members; None when there is none.

    What can be told of an attribute is each of its groups and what they leave of everyone, together.
    """
    left = {
        attribute: everyone - frozenset().union(*_held_by(groups, attribute))
        for attribute in {attribute for attribute, _ in groups}
    }
    known = [everyone, *left.values(), *(everyone - held for held in groups.values()), *groups.values()]
    wrong = [
        group
        for group, held in groups.items()
        if 0 < len(left[group[0]]) < least or any(0 < len(held ^ other) < least for other in known)
    ]
    return min(wrong, key=lambda group: (len(groups[group]), group)) if wrong else None


def _held_by(groups: Mapping[Group, frozenset[Hashable]], attribute: str) -> list[frozenset[Hashable]]:
    return [held for (name, _), held in groups.items() if name == attribute]
