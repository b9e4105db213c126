"""Rows of a staggered roll-out with a column of 0 and 1 for each time since treatment, made by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.cohort_sums import StaggeredRoles
from miqyas.data.cohorts import check_cohorts, first_period
from miqyas.data.names import literal, quoted
from miqyas.data.relation import ROWS, Relation
from miqyas.types import FloatVector


@dataclass(frozen=True, slots=True)
class EventRows:
    """Rows that can be followed, and when each was, counted from treatment.

    Attributes
    ----------
    relation : Relation
        Rows with every value needed, units treated from the first period left out.
    event : str
        SQL expression of the periods since treatment began, NULL for units never treated.
    events : FloatVector
        Those met among treated units, sorted.
    cohorts : FloatVector
        First periods of treatment after the first period observed, sorted.
    first_period : str
        The first period observed.
    n_treated, n_never : int
        Clusters of each kind, counted up to two.
    remarks : tuple of (str, int)
        Units left out or counted otherwise, by the name of the note that says so.
    """

    relation: Relation
    event: str
    events: FloatVector
    cohorts: FloatVector
    first_period: str
    n_treated: int
    n_never: int
    remarks: tuple[tuple[str, int], ...]


def rows_by_event(relation: Relation, roles: StaggeredRoles, also: Sequence[str]) -> EventRows:
    """Find the periods since treatment; ``also`` names the other columns that must not be missing.

    Raises
    ------
    InvalidSample
        As in `event_study`.
    """
    for name in also:
        relation.require(name)
        relation = relation.without_missing(name)
    periods, remarks = check_cohorts(relation, roles)
    for name in (roles.outcome, roles.unit_id, roles.time, *([roles.cluster] if roles.cluster else [])):
        relation = relation.without_missing(name)
    first, last, step = periods[0], periods[-1], periods[1] - periods[0]
    cohort = first_period(roles, relation)
    column = relation.free_name("first period")
    entered = f"CASE WHEN ({cohort}) > {literal(last)} THEN 0 ELSE ({cohort}) END"
    known = relation.with_columns(
        {column: entered}, f"{ROWS} WHERE ({cohort}) = 0 OR ({cohort}) > {literal(first)}"
    )
    h = quoted(column)
    met = known.ask(f"SELECT DISTINCT {h} AS h, CAST({quoted(roles.time)} AS DOUBLE) AS t FROM {ROWS}")
    treated = met["h"] > 0
    cluster = quoted(roles.cluster or roles.unit_id)
    counts = known.ask(
        "SELECT "
        + ", ".join(
            f"(SELECT count(*) FROM (SELECT DISTINCT {cluster} FROM {ROWS} WHERE {h} {sign} 0 LIMIT 2)) AS {name}"
            for name, sign in (("treated", ">"), ("never", "="))
        )
    )
    return EventRows(
        relation=known,
        event=f"CASE WHEN {h} > 0 THEN round((CAST({quoted(roles.time)} AS DOUBLE) - {h}) / {literal(step)}) END",
        events=np.unique(np.round((met["t"][treated] - met["h"][treated]) / step)),
        cohorts=np.unique(met["h"][treated]).astype(np.float64),
        first_period=f"{first:g}",
        n_treated=int(counts["treated"][0]),
        n_never=int(counts["never"][0]),
        remarks=tuple(remark for remark in remarks if remark[0] != "incomplete_units"),
    )
