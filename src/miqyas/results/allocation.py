"""What allocating a budget returns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from miqyas.types import BoolVector, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class FileDecision:
    """Why a file is in or out.

    Attributes
    ----------
    id : str
        As in the table.
    is_funded : bool
        Whether it is in the portfolio.
    reason : str
        ``forced``, ``forbidden``, ``exclusive`` (another of its group is in), ``applicant`` (its applicant has the most
        files allowed), ``needs`` (a file it needs is out), ``above_budget``, ``above_line``, ``below_line``, or ``fit``: on
        the wrong side of the line, but files are whole and this set fills the budget best.
    price : float
        Value a dirham must bring in this file: the budget's price, less the help of floors, plus the weight of caps.
    line : float
        Value from which the file would be in, at these prices.
    distance : float
        value / line - 1; infinity where the line is zero.
    value, cost : float
        Of the file funded whole.
    share : float
        Of the ask that is paid: zero for a file that is out.
    help : float
        By how much limits lower the price of a dirham here; below zero where caps raise it.
    rival : str
        The file that keeps this one out (reasons ``exclusive`` and ``needs``), else empty.
    """

    id: str
    is_funded: bool
    reason: str
    price: float
    line: float
    distance: float
    value: float
    cost: float
    share: float
    help: float
    rival: str


@dataclass(frozen=True, slots=True, eq=False)
class FileDecisions(Sequence[FileDecision]):
    """The reasons of all files, kept as columns: a million of them fit where a million objects would not."""

    ids: tuple[str, ...]
    is_funded: BoolVector
    reason: NDArray[np.str_]
    price: FloatVector
    line: FloatVector
    distance: FloatVector
    value: FloatVector
    cost: FloatVector
    share: FloatVector
    help: FloatVector
    rival: IntVector

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> FileDecision: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[FileDecision, ...]: ...
    def __getitem__(self, place: int | slice) -> FileDecision | tuple[FileDecision, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(len(self))[place])
        rival = int(self.rival[place])
        return FileDecision(
            self.ids[place], bool(self.is_funded[place]), str(self.reason[place]), float(self.price[place]),
            float(self.line[place]), float(self.distance[place]), float(self.value[place]), float(self.cost[place]),
            float(self.share[place]), float(self.help[place]), self.ids[rival] if rival >= 0 else "",
        )  # fmt: skip

    def __iter__(self) -> Iterator[FileDecision]:
        return (self[i] for i in range(len(self)))


@dataclass(frozen=True, slots=True)
class Allocation:
    """A portfolio and its certificate.

    Attributes
    ----------
    funded : tuple of str
        Files in, in the order of their names.
    levels : dict of str to float
        Share of its ask that each file in is paid.
    value, cost : float
        Of the portfolio.
    bound : float
        No portfolio that obeys the rules is worth more.
    priced_bound : float
        The bound computed again from ``prices`` in one pass over the files, by anybody; ``bound`` may be lower, proved by
        the solver.
    gap : float
        (bound - value) / value.
    prices : dict of str to float
        Value of one more unit on the budget (``budget``) and of one less on a floor, one more on a cap; zero or more.
    explanations : sequence of FileDecision
        In the order of the files.
    value_unforced : float
        Of the best portfolio without forcing files in or out: the difference is the cost of forcing.
    n_dropped : int
        Rows left out for a missing value.
    solver : str
        Its name and version.
    """

    funded: tuple[str, ...]
    levels: dict[str, float]
    value: float
    cost: float
    bound: float
    priced_bound: float
    gap: float
    prices: dict[str, float]
    explanations: Sequence[FileDecision]
    value_unforced: float
    n_dropped: int
    solver: str


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What a whole rule costs.

    Attributes
    ----------
    rule : str
        ``budget`` aside, each limit by its name, ``exclusions``, ``applicants``, ``needs``, ``force ID``, ``forbid ID``.
    value_lost : float
        Of the best portfolio without the rule, less that with it; zero or more.
    money : float
        What of the budget buys as much value without the rule: the same value would cost so much less. NaN is never given:
        None where the budget binds nobody.
    amount : float or None
        Of the limit, None for other rules.
    entering : tuple of str
        Files in the best portfolio without the limit and out of that with it: those it keeps out. Said of floors and caps.
    """

    rule: str
    value_lost: float
    money: float | None
    amount: float | None
    entering: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tightened:
    """What a harder rule would cost.

    Attributes
    ----------
    rule : str
        ``budget`` or a limit by its name.
    amount : float
        It would have.
    value_lost : float or None
        Of the best portfolio, less that under the harder rule; None when nothing would obey, or none was found that does.
    money : float or None
        What of the budget buys as much value today; None where the budget binds nobody, or nothing would obey.
    """

    rule: str
    amount: float
    value_lost: float | None
    money: float | None


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor no portfolio can hold, because its files ask less: held as far as they ask.

    Attributes
    ----------
    rule : str
        The limit by its name.
    amount : float
        As it was written.
    reach : float
        The most its files can take together.
    """

    rule: str
    amount: float
    reach: float


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a file is from the other side, everything else equal.

    Attributes
    ----------
    id : str
        As in the table.
    is_funded : bool
        Where it stands.
    turns_at : float or None
        Value from which a file that is out would be in; value under which a file that is in would be out, zero when it
        would stay whatever its value. None when no value, or no rule, would change it.
    """

    id: str
    is_funded: bool
    turns_at: float | None


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The best portfolio when a share of the budget is kept by floors.

    Attributes
    ----------
    share : float
        Of the budget that the floors hold, as they are written.
    held : float
        What they hold once lowered to what their files ask, as a share of the budget.
    value, cost : float or None
        Of the best portfolio; None when nothing obeys.
    funded : tuple of str
        Files in.
    """

    share: float
    held: float
    value: float | None
    cost: float | None
    funded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What a budget could do under other amounts, in shares of files: the bound of whole files.

    Attributes
    ----------
    multiple : float
        Of the floors (1: as they stand).
    value : float or None
        None when nothing obeys the rules.
    prices : dict of str to float
        Of the budget and of each limit.
    is_exact : bool
        Solved over whole files, or the bound alone.
    funded : tuple of str
        Files in, when exact.
    """

    multiple: float
    value: float | None
    prices: dict[str, float]
    is_exact: bool
    funded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """How often a file is in the best portfolio, over draws of the values.

    Attributes
    ----------
    id : str
        As in the table.
    probability : float
        Share of the draws.
    group : str
        ``in``, ``out`` or ``between``: decided neither way.
    """

    id: str
    probability: float
    group: str


@dataclass(frozen=True, slots=True)
class Departed:
    """One departure of the committee's list: a file it took in, left out or paid otherwise, and its price.

    Attributes
    ----------
    id : str
        As in the table.
    is_funded : bool
        By the committee.
    share, best_share : float
        Of the ask: as the committee pays it, and as the best portfolio does.
    value_lost : float
        Of the best portfolio, less the best that agrees with the committee on this file; None when none was found that
        obeys the rules.
    """

    id: str
    is_funded: bool
    share: float
    best_share: float
    value_lost: float | None


@dataclass(frozen=True, slots=True)
class Departure:
    """The committee's list against the best portfolio.

    Attributes
    ----------
    value, cost : float
        Of the committee's list.
    best_value : float
        Of the best portfolio.
    value_lost : float
        The difference; below zero when the list is worth more because it breaks rules.
    broken : tuple of Broken
        Rules the list breaks.
    departures : tuple of Departed
        File by file.
    """

    value: float
    cost: float
    best_value: float
    value_lost: float
    broken: tuple["Broken", ...]
    departures: tuple[Departed, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule a list breaks.

    Attributes
    ----------
    rule : str
        As in `RuleCost`; an exclusion group, an applicant or a need names its files.
    allowed, found : float
        What the rule asks and what the list does.
    """

    rule: str
    allowed: float
    found: float
