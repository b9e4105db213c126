"""Break-even: how large one figure must be for value to equal cost."""

import numpy as np

from miqyas.errors import NoBreakEven
from miqyas.value.account import Account, present_cost, present_value

HALVINGS = 200
LARGEST = 2.0**60  # beyond a billion billion times its value, a figure is not one


def break_even(account: Account, figure: str) -> float:
    """Find the value of one figure at which value equals cost, the others held at theirs.

    Parameters
    ----------
    account : Account
        Figures with their sources.
    figure : str
        Name in `Account.figures`, such as ``"jobs: deadweight"``.

    Returns
    -------
    float
        In the figure's own unit: shares and rates between 0 and 1, quantities and money from 0 up.

    Raises
    ------
    UnknownFigure
        No figure of that name; the nearest are listed.
    NoBreakEven
        Value and cost meet nowhere in the figure's range.

    References
    ----------
    Boardman, A. E. and others (2018). Cost-Benefit Analysis, 5th edition, chapter 11: sensitivity.

    Examples
    --------
    >>> from miqyas.value.account import Outcome, Sourced
    >>> none = Sourced(0.0, "none expected")
    >>> one = Outcome("jobs", Sourced(10.0, "trial"), Sourced(3.0, "wages"), none, none, none, none)
    >>> round(break_even(Account(Sourced(15.0, "bills"), none, (one,)), "jobs: deadweight"), 9)
    0.5
    """
    start = account.figure(figure).value
    is_share = not figure.endswith((": quantity", ": unit_value", ": amount")) and figure != "investment"
    low, high = 0.0, 1.0 if is_share else max(abs(start), 1.0)
    at_low = _net(account, figure, low)
    while not is_share and _net(account, figure, high) * at_low > 0 and high < LARGEST:
        high *= 2
    if at_low == 0:
        return low
    if _net(account, figure, high) * at_low > 0:
        raise NoBreakEven(name=figure)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if _net(account, figure, middle) * at_low > 0 else (low, middle)
    return high


def _net(account: Account, name: str, value: float) -> float:
    figures = account.central() | {name: np.array([value])}
    return float((present_value(account, figures) - present_cost(account, figures))[0])
