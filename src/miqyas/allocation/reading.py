"""A table of files read into a problem, or refused."""

from collections.abc import Mapping, Sequence

import numpy as np

from miqyas.allocation.problem import WHOLE, Level, Limit, Problem
from miqyas.data.names import nearest_names
from miqyas.data.pulled import pull
from miqyas.data.relation import Relation
from miqyas.errors import (
    ApplicantRuleIncomplete,
    BudgetNotPositive,
    ConstraintOnNothing,
    CostNotPositive,
    EmptySample,
    FileTwice,
    ForcedBothWays,
    LevelOutOfRange,
    LevelTwice,
    NeededFileUnknown,
    UnknownFile,
    ValueNegative,
)
from miqyas.types import BoolVector, FloatVector, IntVector

SHOWN = 8
SEPARATOR = ";"  # between the files that one file needs


def read_problem(
    relation: Relation,
    *,
    id_column: str,
    cost: str,
    value: str,
    budget: float,
    limits: Sequence[Limit] = (),
    exclusive: str | None = None,
    force: Sequence[str] = (),
    forbid: Sequence[str] = (),
    levels: Sequence[Level] = WHOLE,
    applicant: str | None = None,
    most_per_applicant: int = 0,
    needs: str | None = None,
) -> tuple[Problem, int]:
    """Read one row a file; return the problem and the number of rows left out for a missing value.

    ``levels`` are the shares of the ask that may be paid and what each brings of the value; ``applicant`` the column of who
    asks, with the most files one may win; ``needs`` the column of the files each file needs, separated by semicolons.

    Raises
    ------
    InvalidSample
        As in `pull`.
    InvalidAllocation
        `BudgetNotPositive`, `FileTwice`, `CostNotPositive`, `ValueNegative`, `UnknownFile`, `ForcedBothWays`,
        `ConstraintOnNothing`, `LevelOutOfRange`, `LevelTwice`, `ApplicantRuleIncomplete`, `NeededFileUnknown`.
    """
    if not (np.isfinite(budget) and budget > 0):
        raise BudgetNotPositive(budget=budget)
    if (applicant is None) != (most_per_applicant < 1):
        raise ApplicantRuleIncomplete(column=applicant or "?", most=most_per_applicant)
    columns = tuple(dict.fromkeys(limit.column for limit in limits))
    pulled = pull(relation, numbers=[cost, value], groups=[id_column, *columns])
    place, labels = pulled.groups[id_column], pulled.labels[id_column]
    counts = np.bincount(place)
    if (counts > 1).any():
        first = int(np.argmax(counts > 1))
        raise FileTwice(file=labels[first], n=int(counts[first]), column=id_column)
    ids = tuple(labels[i] for i in place)
    _check_figures(ids, pulled.numbers[cost], pulled.numbers[value], cost, value)
    problem = Problem(
        ids=ids,
        cost=pulled.numbers[cost],
        value=pulled.numbers[value],
        budget=float(budget),
        limits=tuple(limits),
        members=tuple(
            _members(pulled.groups[limit.column], pulled.labels[limit.column], limit) for limit in limits
        ),
        group=_groups(relation, id_column, exclusive, ids)[0],
        forced=_named(ids, force),
        forbidden=_named(ids, forbid),
        levels=_levels(levels),
        applicant=_groups(relation, id_column, applicant, ids)[0],
        most_per_applicant=most_per_applicant,
        needs=_needs(relation, id_column, needs, ids),
    )
    both = problem.forced & problem.forbidden
    if both.any():
        raise ForcedBothWays(file=ids[int(np.argmax(both))])
    return problem, pulled.n_dropped


def _check_figures(
    ids: Sequence[str], costs: FloatVector, values: FloatVector, cost: str, value: str
) -> None:
    if (costs <= 0).any():
        bad = int(np.argmax(costs <= 0))
        raise CostNotPositive(file=ids[bad], cost=costs[bad], column=cost)
    if (values < 0).any():
        bad = int(np.argmax(values < 0))
        raise ValueNegative(file=ids[bad], value=values[bad], column=value)


def _levels(levels: Sequence[Level]) -> tuple[Level, ...]:
    """The levels, cheapest first."""
    for level in levels:
        if not (0 < level.cost <= 1 and 0 < level.value <= 1):
            raise LevelOutOfRange(cost=level.cost, value=level.value)
    shares = [level.cost for level in levels]
    for share in shares:
        if shares.count(share) > 1:
            raise LevelTwice(cost=share)
    return tuple(sorted(levels, key=lambda level: level.cost)) or WHOLE


def _members(codes: IntVector, labels: Sequence[str], limit: Limit) -> BoolVector:
    if limit.value not in labels:
        raise ConstraintOnNothing(value=limit.value, column=limit.column, found=", ".join(labels[:SHOWN]))
    found: BoolVector = codes == labels.index(limit.value)
    return found


def _groups(
    relation: Relation, id_column: str, column: str | None, ids: Sequence[str]
) -> tuple[IntVector, tuple[str, ...]]:
    """Group of each file and the labels of groups; a file without a value in the column is in none."""
    group = np.full(len(ids), -1, dtype=np.int64)
    if column is None:
        return group, ()
    try:
        pulled = pull(relation, numbers=[], groups=[id_column, column])
    except EmptySample:  # nobody is in a group
        return group, ()
    found: Mapping[str, int] = {
        pulled.labels[id_column][i]: int(g)
        for i, g in zip(pulled.groups[id_column], pulled.groups[column], strict=True)
    }
    return np.array([found.get(name, -1) for name in ids], dtype=np.int64), pulled.labels[column]


def _needs(relation: Relation, id_column: str, column: str | None, ids: Sequence[str]) -> IntVector:
    written, labels = _groups(relation, id_column, column, ids)
    place = {name: i for i, name in enumerate(ids)}
    pairs = []
    for file in np.flatnonzero(written >= 0).tolist():
        for name in filter(None, (part.strip() for part in labels[written[file]].split(SEPARATOR))):
            if name not in place or name == ids[file]:
                raise NeededFileUnknown(file=ids[file], needed=name, nearest=nearest_names(name, ids))
            pairs.append((file, place[name]))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _named(ids: Sequence[str], wanted: Sequence[str]) -> BoolVector:
    place = {name: i for i, name in enumerate(ids)} if wanted else {}
    found = np.zeros(len(ids), dtype=np.bool_)
    for name in wanted:
        if name not in place:
            raise UnknownFile(file=name, nearest=nearest_names(name, ids))
        found[place[name]] = True
    return found
