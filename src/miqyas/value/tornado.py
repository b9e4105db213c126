"""Tornado: which uncertain figure moves the return most."""

import numpy as np

from miqyas.errors import InvalidLevel, NothingUncertain
from miqyas.results.table import Cell, Table
from miqyas.types import FloatVector
from miqyas.value.account import Account, present_cost, present_value


def tornado(account: Account, *, level: float = 0.9) -> Table:
    """Move each uncertain figure across its range, the others held at their value.

    Parameters
    ----------
    account : Account
        At least one figure declares a distribution.
    level : float
        Share of each distribution between its two ends, between 0 and 1.

    Returns
    -------
    Table
        A row by uncertain figure, widest swing first: ``figure``, ``low``, ``high`` (the figure's two ends),
        ``ratio_at_low``, ``ratio_at_high``, ``swing``.

    Raises
    ------
    NothingUncertain
        No figure declares a distribution.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Eschenbach, T. G. (1992). Spiderplots versus tornado diagrams for sensitivity analysis. Interfaces 22(6), 40-46.

    Examples
    --------
    >>> from miqyas.value.account import Outcome, Sourced
    >>> from miqyas.value.distributions import Uniform
    >>> none, many = Sourced(0.0, "none expected"), Sourced(10.0, "trial", Uniform(5.0, 15.0))
    >>> one = Outcome("jobs", many, Sourced(1.0, "wages"), none, none, none, none)
    >>> [round(cell, 2) for cell in tornado(Account(Sourced(10.0, "bills"), none, (one,))).rows[0][3:]]
    [0.55, 1.45, 0.9]
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    ends = np.array([0.5 - level / 2, 0.5 + level / 2])
    rows: list[tuple[Cell, ...]] = []
    for name, figure in account.figures().items():
        if figure.distribution is not None:
            low, high = figure.distribution.quantile(ends)
            at_low, at_high = (_ratio(account, name, np.array([end])) for end in (low, high))
            rows.append((name, float(low), float(high), at_low, at_high, abs(at_high - at_low)))
    if not rows:
        raise NothingUncertain
    rows.sort(key=lambda row: -float(row[-1] or 0))
    return Table(("figure", "low", "high", "ratio_at_low", "ratio_at_high", "swing"), tuple(rows))


def _ratio(account: Account, name: str, value: FloatVector) -> float:
    figures = account.central() | {name: value}
    return float((present_value(account, figures) / present_cost(account, figures))[0])
