"""Cohorts of a staggered roll-out: what the engine sums for group-time effects, never the rows."""

from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from miqyas.data.cohort_cells import sum_cells
from miqyas.data.cohort_sums import CohortSums as CohortSums  # noqa: PLC0414  # where they are made
from miqyas.data.cohort_sums import StaggeredRoles as StaggeredRoles  # noqa: PLC0414  # likewise
from miqyas.data.cohort_sums import check_periods
from miqyas.data.names import literal, quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.screening import SMALLEST_ARM
from miqyas.errors import (
    CohortBetweenPeriods,
    CohortChanges,
    DuplicatedUnitTime,
    EmptySample,
    InfiniteValues,
    NotNumeric,
    NoTreatedCohort,
    TooFewUnits,
    UnitInSeveralClusters,
)
from miqyas.numerics.moments import unfold_triangle
from miqyas.types import FloatMatrix, FloatVector


def sum_cohorts(relation: Relation, roles: StaggeredRoles) -> CohortSums:
    """Sum the outcome by cohort, period and cluster, over the units seen in every period.

    Raises
    ------
    InvalidSample
        As in `group_time`.
    """
    check_staggered(relation, roles)
    found = sum_cells(relation, roles, first_period(roles, relation))
    if found is not None:
        return found
    periods, remarks = check_cohorts(relation, roles)
    wide = _wide(roles, relation, periods)
    sums = ", ".join(f"fsum(y{k}) / count(*) AS m{k}" for k in range(periods.size))
    answer = relation.ask(f"{wide} SELECT h, count(*) AS n, {sums} FROM wide GROUP BY h ORDER BY h")
    columns = [np.asarray(np.ma.filled(column, np.nan), dtype=np.float64) for column in answer.values()]
    cohorts, sizes, means = columns[0], columns[1], np.column_stack(columns[2:])
    if not (cohorts > 0).any():
        raise NoTreatedCohort(column=roles.cohort, period=f"{periods[0]:g}")
    for cohort, size in zip(cohorts, sizes, strict=True):
        if size < SMALLEST_ARM:
            raise TooFewUnits(column=roles.cohort, arm=f"{cohort:g}", found=int(size), needed=SMALLEST_ARM)
    products = counts = deviations = None
    n_clusters = int(sizes.sum())
    if roles.cluster is None or roles.cluster == roles.unit_id:
        products = _products(relation, wide, periods.size)
    else:
        counts, deviations = _by_cluster(relation, wide, cohorts, periods.size)
        n_clusters = counts.shape[0]
    n_dropped = relation.n_rows - int(sizes.sum()) * periods.size
    return CohortSums(
        periods, cohorts, sizes, means, products, counts, deviations, n_clusters, n_dropped, remarks
    )


def check_cohorts(
    relation: Relation, roles: StaggeredRoles
) -> tuple[FloatVector, tuple[tuple[str, int], ...]]:
    """Return the periods, and what must be told of the units.

    Raises
    ------
    InvalidSample
        As in `group_time`, for what concerns periods and cohorts.
    """
    check_staggered(relation, roles)
    _check_finite(relation, roles)
    periods = _periods(relation, roles)
    return periods, _check_units(relation, roles, periods)


def check_staggered(relation: Relation, roles: StaggeredRoles) -> None:
    """Refuse columns that are absent, or text where numbers are needed."""
    for name in (
        roles.outcome,
        roles.unit_id,
        roles.time,
        roles.cohort,
        *([roles.cluster] if roles.cluster else []),
    ):
        relation.require(name)
    for name in (roles.outcome, roles.time, roles.cohort):
        if relation.holds_numbers(name):
            continue
        found = relation.examples(name)
        if found:
            raise NotNumeric(column=name, found=found)
        if name != roles.cohort:
            raise EmptySample(n=relation.n_rows, columns=name)


def _check_finite(relation: Relation, roles: StaggeredRoles) -> None:
    for name in (roles.outcome, roles.time):
        n_infinite = relation.count_infinite(name)
        if n_infinite:
            raise InfiniteValues(column=name, n=n_infinite)


def _complete(roles: StaggeredRoles, relation: Relation) -> str:
    """Write the query of complete rows: unit s, cluster g, first period h (0 never), period t, outcome y."""
    needed = (roles.outcome, roles.unit_id, roles.time, *([roles.cluster] if roles.cluster else []))
    conditions = " AND ".join(f"NOT {missing(quoted(name), relation.types[name])}" for name in needed)
    first = first_period(roles, relation)
    return (
        f"SELECT {quoted(roles.unit_id)} AS s, {quoted(roles.cluster or roles.unit_id)} AS g, {first} AS h, "
        f"CAST({quoted(roles.time)} AS DOUBLE) AS t, CAST({quoted(roles.outcome)} AS DOUBLE) AS y "
        f"FROM {ROWS} WHERE {conditions}"
    )


def first_period(roles: StaggeredRoles, relation: Relation) -> str:
    """Write the first period under treatment as a number, 0 where it is missing: never treated."""
    unknown = missing(quoted(roles.cohort), relation.types[roles.cohort])
    return f"CASE WHEN {unknown} THEN 0 ELSE TRY_CAST({quoted(roles.cohort)} AS DOUBLE) END"


def _periods(relation: Relation, roles: StaggeredRoles) -> FloatVector:
    rows = _complete(roles, relation)
    found = relation.ask(f"SELECT DISTINCT t FROM ({rows}) ORDER BY t")["t"]
    periods = np.asarray(found, dtype=np.float64)
    if periods.size == 0:
        raise EmptySample(n=relation.n_rows, columns=f"{roles.outcome}, {roles.unit_id}, {roles.time}")
    check_periods(periods, roles.time)
    return periods


def _check_units(
    relation: Relation, roles: StaggeredRoles, periods: FloatVector
) -> tuple[tuple[str, int], ...]:
    known = ", ".join(literal(period) for period in periods)
    first, last = literal(periods[0]), literal(periods[-1])
    answer = relation.ask(f"""
        WITH units AS (
            SELECT count(*) AS n, count(DISTINCT t) AS moments, min(h) AS h, max(h) AS other, min(g) AS g,
                max(g) AS other_g
            FROM ({_complete(roles, relation)}) GROUP BY s
        )
        SELECT count(*) FILTER (n > moments) AS repeated, count(*) FILTER (h < other) AS changing,
            count(*) FILTER (g <> other_g) AS moving,
            string_agg(DISTINCT CASE WHEN h > {first} AND h <= {last} AND h NOT IN ({known})
                THEN CAST(h AS VARCHAR) END, ', ') AS odd,
            count(*) FILTER (moments < {periods.size}) AS incomplete,
            count(*) FILTER (moments = {periods.size} AND h <> 0 AND h <= {first}) AS always,
            count(*) FILTER (moments = {periods.size} AND h > {last}) AS later, count(*) AS units
        FROM units
    """)
    found = {name: column[0] for name, column in answer.items()}
    if found["repeated"]:
        raise DuplicatedUnitTime(n=int(found["repeated"]), unit_id=roles.unit_id, time=roles.time)
    if found["changing"]:
        raise CohortChanges(column=roles.cohort, n=int(found["changing"]), unit_id=roles.unit_id)
    if found["moving"]:
        raise UnitInSeveralClusters(n=int(found["moving"]), unit_id=roles.unit_id, cluster=roles.cluster)
    if not np.ma.is_masked(found["odd"]) and found["odd"]:
        raise CohortBetweenPeriods(column=roles.cohort, found=str(found["odd"]))
    left_out = int(found["incomplete"]) + int(found["always"])
    if left_out == int(found["units"]):
        raise NoTreatedCohort(column=roles.cohort, period=f"{periods[0]:g}")
    remarks = (
        ("incomplete_units", int(found["incomplete"])),
        ("always_treated_units", int(found["always"])),
        ("treated_after_the_end", int(found["later"])),
    )
    return tuple(remark for remark in remarks if remark[1] > 0)


def _wide(roles: StaggeredRoles, relation: Relation, periods: FloatVector) -> str:
    """Write the table `wide`: one row a unit seen in every period, its outcome by period as y0, y1, …."""
    outcomes = ", ".join(f"max(y) FILTER (t = {literal(period)}) AS y{k}" for k, period in enumerate(periods))
    first, last = literal(periods[0]), literal(periods[-1])
    return f"""
        WITH wide AS (
            SELECT s, min(g) AS g, CASE WHEN min(h) > {last} THEN 0 ELSE min(h) END AS h, {outcomes}
            FROM ({_complete(roles, relation)}) GROUP BY s
            HAVING count(*) = {periods.size} AND (min(h) = 0 OR min(h) > {first})
        ),
        means AS (SELECT h, {", ".join(f"fsum(y{k}) / count(*) AS m{k}" for k in range(periods.size))}
            FROM wide GROUP BY h),
        gaps AS NOT MATERIALIZED (SELECT g, h, {", ".join(f"y{k} - m{k} AS z{k}" for k in range(periods.size))}
            FROM wide JOIN means USING (h))
    """


def _products(relation: Relation, wide: str, n_periods: int) -> NDArray[np.float64]:
    pairs = combinations_with_replacement(range(n_periods), 2)
    cells = ", ".join(f"fsum(z{i} * z{j}) AS p{i}_{j}" for i, j in pairs)
    answer = relation.ask(f"{wide} SELECT {cells} FROM gaps GROUP BY h ORDER BY h")
    stacked = np.column_stack([np.asarray(column, dtype=np.float64) for column in answer.values()])
    return unfold_triangle(stacked, n_periods)


def _by_cluster(
    relation: Relation, wide: str, cohorts: FloatVector, n_periods: int
) -> tuple[FloatMatrix, NDArray[np.float64]]:
    sums = ", ".join(f"fsum(z{k}) AS z{k}" for k in range(n_periods))
    answer = relation.ask(
        f"{wide} SELECT dense_rank() OVER (ORDER BY g) - 1 AS c, h, n, {', '.join(f'z{k}' for k in range(n_periods))} "
        f"FROM (SELECT g, h, count(*) AS n, {sums} FROM gaps GROUP BY g, h)"
    )
    columns = [np.asarray(column, dtype=np.float64) for column in answer.values()]
    cluster, cohort = columns[0].astype(np.int64), np.searchsorted(cohorts, columns[1])
    counts = np.zeros((int(cluster.max()) + 1, cohorts.size))
    deviations = np.zeros((*counts.shape, n_periods))
    counts[cluster, cohort] = columns[2]
    deviations[cluster, cohort] = np.column_stack(columns[3:])
    return counts, deviations
