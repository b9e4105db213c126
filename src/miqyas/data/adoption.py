"""Who entered treatment when, and the mean outcome of those who did together, by period; summed by the engine."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import complete_rows
from miqyas.errors import PanelNotBalanced, TreatmentNotLasting
from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Adoption:
    """Units that entered treatment together, in the order of entry, those never treated last.

    Attributes
    ----------
    periods : tuple of str
        As a person reads them, in order, T of them.
    starts : IntVector
        Place of the first period under treatment, T for never; shape (H,).
    sizes : FloatVector
        Units, shape (H,).
    means : FloatMatrix
        Mean outcome by period, shape (H, T).
    """

    periods: tuple[str, ...]
    starts: IntVector
    sizes: FloatVector
    means: FloatMatrix


def sum_adoption(relation: Relation, roles: Roles, time: str) -> Adoption:
    """Average the outcome by entry into treatment and period; the strata of ``roles`` are the units.

    Raises
    ------
    InvalidSample
        `PanelNotBalanced`, `TreatmentNotLasting`.
    """
    timed = relation.without_missing(time)
    rows = complete_rows(roles, timed.types, {"t": time})
    d, y = f"v{len(roles.covariates)}", f"v{len(roles.covariates) + 1}"
    placed = f"""
        WITH complete AS ({rows}),
        times AS (SELECT t, row_number() OVER (ORDER BY t) - 1 AS k FROM (SELECT DISTINCT t FROM complete)),
        placed AS (SELECT s, k, {d} AS d, {y} AS y FROM complete JOIN times USING (t)),
        units AS (
            SELECT s, count(*) AS n, sum(d) AS treated,
                coalesce(min(k) FILTER (d = 1), (SELECT count(*) FROM times)) AS h
            FROM placed GROUP BY s
        )
    """
    answer = timed.ask(f"""
        {placed} SELECT (SELECT count(*) FROM times) AS moments, count(*) AS units,
            count(*) FILTER (n < (SELECT count(*) FROM times)) AS incomplete,
            count(*) FILTER (treated < (SELECT count(*) FROM times) - h) AS stopping
        FROM units
    """)
    found = {name: int(column[0]) for name, column in answer.items()}
    if found["incomplete"]:
        raise PanelNotBalanced(n=found["incomplete"], units=found["units"], unit_id=roles.strata)
    if found["stopping"]:
        raise TreatmentNotLasting(n=found["stopping"], column=roles.treatment, unit_id=roles.strata)
    cells = timed.ask(f"""
        {placed} SELECT h, k, count(*) AS n, fsum(y) / count(*) AS m
        FROM placed JOIN units USING (s) GROUP BY h, k ORDER BY h, k
    """)
    starts, sizes, means = (np.asarray(cells[name]).reshape(-1, found["moments"]) for name in ("h", "n", "m"))
    shown = timed.ask(f"{placed} SELECT CAST(t AS VARCHAR) AS shown FROM times ORDER BY k")["shown"]
    return Adoption(
        periods=tuple(str(period) for period in shown),
        starts=starts[:, 0].astype(np.int64),
        sizes=sizes[:, 0].astype(np.float64),
        means=means.astype(np.float64),
    )
