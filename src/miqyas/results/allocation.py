"""What allocating a budget returns."""

from dataclasses import dataclass


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
        ``forced``, ``forbidden``, ``exclusive`` (another of its group is in), ``above_budget``, ``above_line``,
        ``below_line``, or ``fit``: on the wrong side of the line, but files are whole and this set fills the budget best.
    price : float
        Value a dirham must bring in this file: the budget's price, less the help of floors, plus the weight of caps.
    line : float
        Value from which the file would be in, at these prices.
    distance : float
        value / line - 1; infinity where the line is zero.
    """

    id: str
    is_funded: bool
    reason: str
    price: float
    line: float
    distance: float


@dataclass(frozen=True, slots=True)
class Allocation:
    """A portfolio and its certificate.

    Attributes
    ----------
    funded : tuple of str
        Files in, in the order of their names.
    value, cost : float
        Of the portfolio.
    bound : float
        No portfolio that obeys the rules is worth more; computed again from ``prices`` in one pass over the files.
    gap : float
        (bound - value) / value.
    prices : dict of str to float
        Value of one more unit on the budget (``budget``) and of one less on a floor, one more on a cap; zero or more.
    explanations : tuple of FileDecision
        In the order of the files.
    value_unforced : float
        Of the best portfolio without forcing files in or out: the difference is the cost of forcing.
    n_dropped : int
        Rows left out for a missing value.
    solver : str
        Its name and version.
    """

    funded: tuple[str, ...]
    value: float
    cost: float
    bound: float
    gap: float
    prices: dict[str, float]
    explanations: tuple[FileDecision, ...]
    value_unforced: float
    n_dropped: int
    solver: str
