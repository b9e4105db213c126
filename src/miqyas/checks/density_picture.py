"""What the density test looks at: bars of the running variable, and its density on each side."""

from dataclasses import replace

import numpy as np

from miqyas.checks.density import ORDER
from miqyas.data.pulled import pull
from miqyas.data.relation import Relation, open_relation
from miqyas.numerics.density import density_at, sides_of
from miqyas.numerics.distributions import normal_quantile
from miqyas.numerics.local_polynomial import Kernel, Side
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table

COLUMNS = ("kind", "side", "x", "x_end", "value", "low", "high")
BARS, POINTS = 15, 12
SIGNS = {"above": 1, "below": -1}


def density_picture(
    relation: Relation,
    found: CheckResult,
    *,
    running: str,
    cutoff: float,
    kernel: Kernel = Kernel.TRIANGULAR,
    level: float = 0.95,
) -> Table:
    """Give the bars and the lines of the density on each side, within the bandwidths of the test.

    Parameters
    ----------
    relation, running, cutoff, kernel
        As in `density`.
    found : CheckResult
        From `density`.
    level : float
        Coverage of the pointwise interval, between 0 and 1; at the threshold it is that of the test.

    Returns
    -------
    Table
        Rows ``bar`` (from ``x`` to ``x_end``; ``value`` the share of all units per unit of ``running``) and
        ``line`` (``value`` and interval at ``x``), no bar across the threshold.
    """
    gathered = pull(open_relation(relation), numbers=(running,))
    sides = sides_of(gathered.numbers[running] - cutoff)
    widths = (float(found.facts["bandwidth_above"]), float(found.facts["bandwidth_below"]))
    rows: list[tuple[Cell, ...]] = []
    for name, one, h in zip(SIGNS, sides, widths, strict=True):
        rows += _bars(name, one, h, cutoff=cutoff, n=gathered.n)
        rows += _line(name, one, h, cutoff=cutoff, n=gathered.n, kernel=kernel, level=level)
    return Table(COLUMNS, tuple(rows))


def _bars(name: str, one: Side, h: float, *, cutoff: float, n: int) -> list[tuple[Cell, ...]]:
    sign = SIGNS[name]
    edges = np.linspace(0, h, BARS + 1)
    counts = np.histogram(sign * one.u, edges)[0]
    heights = counts / (n * h / BARS)
    return [
        ("bar", name, cutoff + sign * float(start), cutoff + sign * float(end), float(height), None, None)
        for start, end, height in zip(edges[:-1], edges[1:], heights, strict=True)
    ]


def _line(
    name: str, one: Side, h: float, *, cutoff: float, n: int, kernel: Kernel, level: float
) -> list[tuple[Cell, ...]]:
    sign, margin = SIGNS[name], normal_quantile(0.5 + level / 2)
    rows: list[tuple[Cell, ...]] = []
    for away in np.linspace(0, h, POINTS):
        there = replace(one, u=one.u - sign * away)
        slope = density_at(there, n, order=ORDER + 1, h=h, kernel=kernel)
        ends = (slope.value - margin * slope.std_error, slope.value + margin * slope.std_error)
        rows.append(("line", name, cutoff + sign * float(away), None, slope.value, *ends))
    return rows
