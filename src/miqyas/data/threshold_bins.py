"""A table too long to bring whole, cut into bins around a threshold by the engine."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.names import literal, quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.errors import EmptySample
from miqyas.types import FloatVector

# Bins grow with the distance u to the threshold, as (u + s) / detail, s a tenth of the standard deviation: a long
# tail does not empty the bins near the threshold. Fewer rows, fewer bins: most must hold two rows or more.
NEAR, ROWS_BY_DETAIL, FINEST = 0.1, 50, 1000


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of one column of numbers by the distance to a threshold.

    Attributes
    ----------
    u, y, variance, n : FloatVector
        Mean distance (negative below), mean outcome, variance of the outcome inside (ddof 1; that of all bins
        where there is a single unit), units; in the order of the distance.
    n_units, n_values : int
        Units; different values of the running variable.
    deviation, quartiles : float
        Its standard deviation; distance between its quartiles, to a bin's width.
    """

    u: FloatVector
    y: FloatVector
    variance: FloatVector
    n: FloatVector
    n_units: int
    n_values: int
    deviation: float
    quartiles: float


def bins_at(
    relation: Relation, *, outcome: str, running: str, cutoff: float, complete: tuple[str, ...], donut: float
) -> Bins:
    """Cut the rows complete in ``complete`` and beyond the donut into bins; three passes of the engine.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.data.relation import open_relation
    >>> x = np.repeat([-2.0, -1.0, 1.0, 3.0], 5)
    >>> table = open_relation(pd.DataFrame({"x": x, "y": 2 * x}))
    >>> found = bins_at(table, outcome="y", running="x", cutoff=0.0, complete=("x", "y"), donut=0.0)
    >>> found.u.tolist(), found.y.tolist(), found.n_values
    ([-2.0, -1.0, 1.0, 3.0], [-4.0, -2.0, 2.0, 6.0], 4)
    """
    u = f"(CAST({quoted(running)} AS DOUBLE) - {literal(cutoff)})"
    whole = " AND ".join(f"NOT {missing(quoted(name), relation.types[name])}" for name in complete)
    columns = f"{u} AS u, CAST({quoted(outcome)} AS DOUBLE) AS y"
    rows = f"(SELECT {columns} FROM {ROWS} WHERE {whole} AND abs({u}) >= {literal(donut)})"
    counted = relation.ask(f"SELECT count(*) AS n, count(DISTINCT u) AS k FROM {rows}")
    n_units, n_values = int(counted["n"][0]), int(counted["k"][0])
    if n_values < 2:
        raise EmptySample(n=relation.n_rows, columns=", ".join(complete))
    profile = relation.ask(f"SELECT stddev_samp(u) AS s, avg(y) AS centre FROM {rows}")
    deviation, centre = float(profile["s"][0]), float(profile["centre"][0])
    detail = min(FINEST, max(1, n_units // ROWS_BY_DETAIL))
    place = f"floor({detail} * ln(1 + abs(u) / {literal(NEAR * deviation)}))"
    away = f"(y - {literal(centre)})"
    found = relation.ask(
        f"SELECT u >= 0 AS above, {place} AS place, avg(u) AS u, avg({away}) AS y, "
        f"var_samp({away}) AS variance, count(*) AS n FROM {rows} GROUP BY 1, 2 ORDER BY 3"
    )
    n, middle = (np.asarray(found[name], dtype=np.float64) for name in ("n", "u"))
    variance = np.ma.filled(np.ma.asarray(found["variance"], dtype=np.float64), np.nan)
    known = np.isfinite(variance)
    shared = float(np.average(variance[known], weights=n[known] - 1)) if known.any() else 0.0
    low, high = np.interp([0.25, 0.75], (np.cumsum(n) - n / 2) / n.sum(), middle)
    return Bins(
        u=middle,
        y=np.asarray(found["y"], dtype=np.float64) + centre,
        variance=np.where(known, variance, shared),
        n=n,
        n_units=n_units,
        n_values=n_values,
        deviation=deviation,
        quartiles=float(high - low),
    )
