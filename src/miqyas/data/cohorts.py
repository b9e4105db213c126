"""Cohorts of a staggered roll-out: what the engine sums for group-time effects, never the rows."""

import numpy as np

from miqyas.data.cohort_cells import sum_cells
from miqyas.data.cohort_sums import CohortSums as CohortSums  # noqa: PLC0414  # where they are made
from miqyas.data.cohort_sums import StaggeredRoles as StaggeredRoles  # noqa: PLC0414  # likewise
from miqyas.data.cohort_sums import check_periods
from miqyas.data.cohort_units import WideUnits
from miqyas.data.names import literal, quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.screening import SMALLEST_ARM
from miqyas.data.unit_parts import unit_parts
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
from miqyas.types import FloatVector

COUNTED = ("repeated", "changing", "moving", "incomplete", "always", "later", "units")


def sum_cohorts(relation: Relation, roles: StaggeredRoles) -> CohortSums:
    """Sum the outcome by cohort, period and cluster, over the units seen in every period.

    Raises
    ------
    InvalidSample
        As in `group_time`.
    """
    check_staggered(relation, roles)
    found = sum_cells(relation, roles, first_period(roles, relation, "shared"))
    if found is not None:
        return found
    periods, remarks = check_cohorts(relation, roles)
    units = WideUnits(complete_rows(roles, relation), periods, _parts(relation, roles, periods))
    cohorts, sizes, means = units.means(relation)
    if not (cohorts > 0).any():
        raise NoTreatedCohort(column=roles.cohort, period=f"{periods[0]:g}")
    for cohort, size in zip(cohorts, sizes, strict=True):
        if size < SMALLEST_ARM:
            raise TooFewUnits(column=roles.cohort, arm=f"{cohort:g}", found=int(size), needed=SMALLEST_ARM)
    products = counts = deviations = None
    n_clusters = int(sizes.sum())
    if roles.cluster is None or roles.cluster == roles.unit_id:
        products = units.products(relation, cohorts, means)
    else:
        counts, deviations = units.by_cluster(relation, cohorts, means)
        n_clusters = counts.shape[0]
    n_dropped = relation.n_rows - int(sizes.sum()) * periods.size
    return CohortSums(
        periods, cohorts, sizes, means, products, counts, deviations, n_clusters, n_dropped, remarks
    )


def _parts(relation: Relation, roles: StaggeredRoles, periods: FloatVector) -> tuple[str, ...]:
    return unit_parts(relation, roles.unit_id, n_numbers=periods.size + 4)


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


def complete_rows(roles: StaggeredRoles, relation: Relation) -> str:
    """Write the query of complete rows: unit s, cluster g, first period h (0 never), period t, outcome y.

    A condition on the columns of the table can be added at its end.
    """
    needed = (roles.outcome, roles.unit_id, roles.time, *([roles.cluster] if roles.cluster else []))
    conditions = " AND ".join(f"NOT {missing(quoted(name), relation.types[name])}" for name in needed)
    first = first_period(roles, relation)
    return (
        f"SELECT {quoted(roles.unit_id)} AS s, {quoted(roles.cluster or roles.unit_id)} AS g, {first} AS h, "
        f"CAST({quoted(roles.time)} AS DOUBLE) AS t, CAST({quoted(roles.outcome)} AS DOUBLE) AS y "
        f"FROM {ROWS} WHERE {conditions}"
    )


def first_period(roles: StaggeredRoles, relation: Relation, named: str | None = None) -> str:
    """Write the first period under treatment as a number, 0 where it is missing: never treated.

    ``named`` is what the column of cohorts is called where this is read, if not by its own name.
    """
    cohort = named or quoted(roles.cohort)
    unknown = missing(cohort, relation.types[roles.cohort])
    return f"CASE WHEN {unknown} THEN 0 ELSE TRY_CAST({cohort} AS DOUBLE) END"


def _periods(relation: Relation, roles: StaggeredRoles) -> FloatVector:
    rows = complete_rows(roles, relation)
    found = relation.ask(f"SELECT DISTINCT t FROM ({rows}) ORDER BY t")["t"]
    periods = np.asarray(found, dtype=np.float64)
    if periods.size == 0:
        raise EmptySample(n=relation.n_rows, columns=f"{roles.outcome}, {roles.unit_id}, {roles.time}")
    check_periods(periods, roles.time)
    return periods


def _check_units(
    relation: Relation, roles: StaggeredRoles, periods: FloatVector
) -> tuple[tuple[str, int], ...]:
    found, odd = dict.fromkeys(COUNTED, 0), set()
    for part in _parts(relation, roles, periods):
        answer = relation.ask(_unit_counts(roles, relation, periods, part))
        found = {name: found[name] + int(answer[name][0]) for name in COUNTED}
        if not np.ma.is_masked(answer["odd"]) and answer["odd"][0]:
            odd.update(str(answer["odd"][0]).split(", "))
    if found["repeated"]:
        raise DuplicatedUnitTime(n=found["repeated"], unit_id=roles.unit_id, time=roles.time)
    if found["changing"]:
        raise CohortChanges(column=roles.cohort, n=found["changing"], unit_id=roles.unit_id)
    if found["moving"]:
        raise UnitInSeveralClusters(n=found["moving"], unit_id=roles.unit_id, cluster=roles.cluster)
    if odd:
        raise CohortBetweenPeriods(column=roles.cohort, found=", ".join(sorted(odd)))
    if found["incomplete"] + found["always"] == found["units"]:
        raise NoTreatedCohort(column=roles.cohort, period=f"{periods[0]:g}")
    remarks = (
        ("incomplete_units", found["incomplete"]),
        ("always_treated_units", found["always"]),
        ("treated_after_the_end", found["later"]),
    )
    return tuple(remark for remark in remarks if remark[1] > 0)


def _unit_counts(roles: StaggeredRoles, relation: Relation, periods: FloatVector, part: str) -> str:
    known = ", ".join(literal(period) for period in periods)
    first, last = literal(periods[0]), literal(periods[-1])
    return f"""
        WITH units AS (
            SELECT count(*) AS n, count(DISTINCT t) AS moments, min(h) AS h, max(h) AS other, min(g) AS g,
                max(g) AS other_g
            FROM ({complete_rows(roles, relation)} AND {part}) GROUP BY s
        )
        SELECT count(*) FILTER (n > moments) AS repeated, count(*) FILTER (h < other) AS changing,
            count(*) FILTER (g <> other_g) AS moving,
            string_agg(DISTINCT CASE WHEN h > {first} AND h <= {last} AND h NOT IN ({known})
                THEN CAST(h AS VARCHAR) END, ', ') AS odd,
            count(*) FILTER (moments < {periods.size}) AS incomplete,
            count(*) FILTER (moments = {periods.size} AND h <> 0 AND h <= {first}) AS always,
            count(*) FILTER (moments = {periods.size} AND h > {last}) AS later, count(*) AS units
        FROM units
    """
