"""Two groups seen before and after: the four cells of a difference-in-differences."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.roles import Roles
from miqyas.data.sample import complete_rows
from miqyas.data.screening import SMALLEST_ARM, check_columns
from miqyas.errors import (
    DuplicatedUnitTime,
    EmptyCell,
    EmptySample,
    GroupChanges,
    NotNumeric,
    TimeNotTwoPeriods,
    TooFewClusters,
    TreatmentNotBinary,
    UnitsSeenOnce,
)


@dataclass(frozen=True, slots=True)
class TwoPeriods:
    """The table with what a comparison before and after adds to it.

    Attributes
    ----------
    relation : Relation
        The table and two more columns, named below.
    after, treated_after : str
        1 in the later period; 1 for the treated group in the later period.
    earlier, later : float
        The two values of time.
    """

    relation: Relation
    after: str
    treated_after: str
    earlier: float
    later: float


@dataclass(frozen=True, slots=True)
class FourCells:
    """What the four cells, group by period, hold.

    Attributes
    ----------
    comparison_mean : float
        Weighted mean outcome of the comparison group after.
    n_units_seen_once : int
        Units of a panel with a complete row in one period only; 0 for cross-sections.
    """

    comparison_mean: float
    n_units_seen_once: int


def mark_periods(relation: Relation, *, treatment: str, time: str) -> TwoPeriods:
    """Tell the earlier period from the later, and add both indicators to the table.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `NotNumeric` or `EmptySample` for the time, `TreatmentNotBinary` for the group,
        `TimeNotTwoPeriods`.
    """
    earlier, later = _two_moments(relation, time)
    relation.require(treatment)
    if not relation.holds_numbers(treatment):
        raise TreatmentNotBinary(column=treatment, found=relation.examples(treatment) or "—")
    group = f"CAST({quoted(treatment)} AS DOUBLE)"
    unknown = f"{missing(quoted(treatment), relation.types[treatment])}"
    odd = relation.ask(f"SELECT count(*) FILTER (NOT {unknown} AND {group} NOT IN (0, 1)) AS n FROM {ROWS}")
    if odd["n"][0]:
        raise TreatmentNotBinary(column=treatment, found=relation.examples(treatment))
    relation, after = _with_later(relation, time, later)
    treated_after = relation.free_name(f"{treatment} × {time}")
    marked = relation.with_columns(
        {treated_after: f"CASE WHEN NOT {unknown} THEN {quoted(after)} * {group} END"}
    )
    return TwoPeriods(marked, after, treated_after, earlier, later)


def mark_later(relation: Relation, *, time: str) -> tuple[Relation, str]:
    """Add an indicator of the later of two periods to the table, and return its name too.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `NotNumeric`, `EmptySample`, `TimeNotTwoPeriods`.
    """
    return _with_later(relation, time, _two_moments(relation, time)[1])


def count_seen_once(relation: Relation, outcome: str, *, after: str, unit_id: str, time: str) -> int:
    """Count the units with a complete row in one of two periods only; refuse rows that are no panel.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `DuplicatedUnitTime`, `UnitsSeenOnce`.
    """
    relation.require(unit_id)
    known = [f"NOT {missing(quoted(name), relation.types[name])}" for name in (outcome, after, unit_id)]
    answer = relation.ask(
        "SELECT count(*) AS units, count(*) FILTER (n > moments) AS repeated, "
        "count(*) FILTER (moments = 1) AS once FROM (SELECT count(*) AS n, "
        f"count(DISTINCT {quoted(after)}) AS moments FROM {ROWS} WHERE {' AND '.join(known)} "
        f"GROUP BY {quoted(unit_id)})"
    )
    units, repeated, once = (int(column[0]) for column in answer.values())
    if repeated:
        raise DuplicatedUnitTime(n=repeated, unit_id=unit_id, time=time)
    if units and once == units:
        raise UnitsSeenOnce(n=units, unit_id=unit_id)
    return once


def _with_later(relation: Relation, time: str, later: float) -> tuple[Relation, str]:
    after = relation.free_name(f"{time} (after)")
    is_later = f"CAST(CAST({quoted(time)} AS DOUBLE) = {later!r} AS INTEGER)"
    known = f"NOT {missing(quoted(time), relation.types[time])}"
    return relation.with_columns({after: f"CASE WHEN {known} THEN {is_later} END"}), after


def _two_moments(relation: Relation, time: str) -> tuple[float, float]:
    relation.require(time)
    if not relation.holds_numbers(time):
        found = relation.examples(time)
        raise NotNumeric(column=time, found=found) if found else EmptySample(n=relation.n_rows, columns=time)
    seen = relation.ask(
        f"SELECT DISTINCT CAST({quoted(time)} AS DOUBLE) AS t FROM {ROWS} "
        f"WHERE NOT {missing(quoted(time), relation.types[time])} ORDER BY t LIMIT 3"
    )["t"]
    if seen.size != 2:
        raise TimeNotTwoPeriods(column=time, found=relation.examples(time) or "—")
    return float(seen[0]), float(seen[1])


def check_cells(periods: TwoPeriods, roles: Roles, *, treatment: str, time: str) -> FourCells:
    """Refuse empty cells, and units that are no panel; ``roles`` begins with the group, then the period.

    Raises
    ------
    InvalidSample
        `EmptySample`, `EmptyCell`, `TooFewClusters`, `DuplicatedUnitTime`, `GroupChanges`, `UnitsSeenOnce`.
    """
    check_columns(periods.relation, roles)
    rows, outcome = complete_rows(roles, periods.relation.types), f"v{len(roles.covariates) + 1}"
    answer = periods.relation.ask(
        f"SELECT v0 AS arm, v1 AS period, count(*) AS n, fsum(w * {outcome}) / fsum(w) AS mean "
        f"FROM ({rows}) GROUP BY ALL"
    )
    cells = {
        (int(arm), int(period)): (int(n), float(mean))
        for arm, period, n, mean in zip(*(np.ma.filled(column, 0) for column in answer.values()), strict=True)
    }
    if not cells:
        raise EmptySample(n=periods.relation.n_rows, columns=", ".join((*roles.needed, treatment, time)))
    for arm in (0, 1):
        for after, period in enumerate((periods.earlier, periods.later)):
            found = cells.get((arm, after), (0, 0.0))[0]
            if found < SMALLEST_ARM:
                raise EmptyCell(
                    column=treatment, arm=arm, period=f"{period:g}", found=found, needed=SMALLEST_ARM
                )
    once = _check_units(periods, roles, treatment=treatment, time=time) if roles.strata else 0
    _check_clusters(periods, roles)
    return FourCells(comparison_mean=cells[0, 1][1], n_units_seen_once=once)


def _check_units(periods: TwoPeriods, roles: Roles, *, treatment: str, time: str) -> int:
    answer = periods.relation.ask(f"""
        SELECT count(*) AS units, count(*) FILTER (n > moments) AS repeated,
            count(*) FILTER (lowest < highest) AS changing, count(*) FILTER (moments = 1) AS once
        FROM (
            SELECT count(*) AS n, count(DISTINCT v1) AS moments, min(v0) AS lowest, max(v0) AS highest
            FROM ({complete_rows(roles, periods.relation.types)}) GROUP BY s
        )
    """)
    units, repeated, changing, once = (int(column[0]) for column in answer.values())
    if repeated:
        raise DuplicatedUnitTime(n=repeated, unit_id=roles.strata, time=time)
    if changing:
        raise GroupChanges(column=treatment, n=changing, unit_id=roles.strata)
    if once == units:
        raise UnitsSeenOnce(n=units, unit_id=roles.strata)
    return once


def _check_clusters(periods: TwoPeriods, roles: Roles) -> None:
    if roles.cluster is None:
        return
    answer = periods.relation.ask(
        "SELECT count(DISTINCT g) FILTER (v0 = 1) AS treated, count(DISTINCT g) FILTER (v0 = 0) AS control "
        f"FROM ({complete_rows(roles, periods.relation.types)})"
    )
    treated, control = (int(column[0]) for column in answer.values())
    if min(treated, control) < SMALLEST_ARM:
        raise TooFewClusters(column=roles.cluster, treated=treated, control=control)
