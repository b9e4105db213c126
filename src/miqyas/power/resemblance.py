"""How much units of a group resemble each other, from a table: the intra-cluster correlation."""

from dataclasses import dataclass, fields

import numpy as np
from scipy.special import fdtri

from miqyas.data.pulled import pull
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import ConstantOutcome, GroupsSayNothing, InvalidLevel
from miqyas.results.table import Cell


@dataclass(frozen=True, slots=True)
class Resemblance:
    """An intra-cluster correlation and the sizes of the groups it comes from.

    Attributes
    ----------
    icc, low, high : float
        Estimate, never cut at zero, and its interval.
    level : float
        Coverage of the interval.
    mean_size, size_cv : float
        Units in a group, on average; standard deviation of sizes over their mean.
    n, n_groups, n_dropped : int
        Units, groups, incomplete rows left out.
    mean, std_dev : float
        Of the outcome among units.
    """

    icc: float
    low: float
    high: float
    level: float
    mean_size: float
    size_cv: float
    n: int
    n_groups: int
    n_dropped: int
    mean: float
    std_dev: float

    def tidy(self) -> dict[str, Cell]:
        """Return one flat row."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def resemblance(relation: Relation, *, outcome: str, group: str, level: float = 0.95) -> Resemblance:
    """Estimate the intra-cluster correlation by analysis of variance.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; incomplete rows are left out and counted. Take a table
        from before treatment, or of untreated units: an effect resembles a group.
    outcome, group : str
        Column of numbers; column of the groups.
    level : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Resemblance
        (MSB - MSW)/(MSB + (m₀ - 1)MSW), with Searle's interval, exact when groups are of one size.

    Raises
    ------
    InvalidSample
        Those of `pull`, `GroupsSayNothing`, `ConstantOutcome`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Donner, A. and Klar, N. (2000). Design and Analysis of Cluster Randomization Trials in Health Research, chapter
    1: the estimator. Searle, S. R. (1971). Linear Models, chapter 9: the interval.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"y": [1.0, 2.0, 5.0, 6.0], "village": ["a", "a", "b", "b"]})
    >>> round(resemblance(table, outcome="y", group="village").icc, 4)
    0.9394
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    pulled = pull(open_relation(relation), numbers=(outcome,), groups=(group,))
    y, places = pulled.numbers[outcome], pulled.groups[group]
    sizes = np.bincount(places).astype(np.float64)
    n, k = y.size, sizes.size
    if k < 2 or n <= k:
        raise GroupsSayNothing(column=group, groups=k, n=n)
    if np.ptp(y) == 0:
        raise ConstantOutcome(column=outcome, value=f"{y[0]:.6g}", n=n)
    means = np.bincount(places, y) / sizes
    between = float(sizes @ (means - y.mean()) ** 2) / (k - 1)
    inside = float(((y - means[places]) ** 2).sum()) / (n - k)
    m0 = (n - float(sizes @ sizes) / n) / (k - 1)
    tail = (1 - level) / 2

    def icc(ratio: float) -> float:
        return (ratio - 1) / (ratio + m0 - 1)

    if inside == 0:  # units of a group are all alike
        bounds = (1.0, 1.0, 1.0)
    else:
        f = between / inside
        low, high = (f / float(fdtri(k - 1, n - k, p)) for p in (1 - tail, tail))
        bounds = (icc(f), icc(low), icc(high))
    return Resemblance(
        *bounds, level, n / k, float(sizes.std(ddof=1) / sizes.mean()), n, k, pulled.n_dropped,
        float(y.mean()), float(y.std(ddof=1)),
    )  # fmt: skip
