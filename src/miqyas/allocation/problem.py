"""Files, their costs and values, and the rules a portfolio must obey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.names import nearest_names
from miqyas.data.pulled import pull
from miqyas.data.relation import Relation
from miqyas.errors import (
    BudgetNotPositive,
    ConstraintOnNothing,
    CostNotPositive,
    EmptySample,
    FileTwice,
    ForcedBothWays,
    UnknownFile,
    ValueNegative,
)
from miqyas.types import BoolVector, FloatVector, IntVector

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Limit:
    """A floor or a cap on the cost of the files that have ``value`` in ``column``."""

    column: str
    value: str
    amount: float
    is_floor: bool

    @property
    def name(self) -> str:
        return f"{'floor' if self.is_floor else 'cap'} {self.column}:{self.value}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be decided.

    Attributes
    ----------
    ids : tuple of str
        Files, in their order.
    cost, value : FloatVector
        Shape (n,); costs above zero, values zero or more.
    budget : float
        Of the whole portfolio, in the unit of the costs.
    limits : tuple of Limit
        Floors and caps.
    members : tuple of BoolVector
        For each limit, the files it bears on, shape (n,).
    group : IntVector
        Exclusion group of each file, -1 without: of one group one file at most, shape (n,).
    forced, forbidden : BoolVector
        Files in or out whatever they are worth, shape (n,).
    """

    ids: tuple[str, ...]
    cost: FloatVector
    value: FloatVector
    budget: float
    limits: tuple[Limit, ...]
    members: tuple[BoolVector, ...]
    group: IntVector
    forced: BoolVector
    forbidden: BoolVector

    @property
    def n(self) -> int:
        return len(self.ids)


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
) -> tuple[Problem, int]:
    """Read one row a file; return the problem and the number of rows left out for a missing value.

    Raises
    ------
    InvalidSample
        As in `pull`.
    InvalidAllocation
        `BudgetNotPositive`, `FileTwice`, `CostNotPositive`, `ValueNegative`, `UnknownFile`, `ForcedBothWays`,
        `ConstraintOnNothing`.
    """
    if not (np.isfinite(budget) and budget > 0):
        raise BudgetNotPositive(budget=budget)
    columns = tuple(dict.fromkeys(limit.column for limit in limits))
    groups = [id_column, *columns]
    pulled = pull(relation, numbers=[cost, value], groups=groups)
    place, labels = pulled.groups[id_column], pulled.labels[id_column]
    counts = np.bincount(place)
    if (counts > 1).any():
        first = int(np.argmax(counts > 1))
        raise FileTwice(file=labels[first], n=int(counts[first]), column=id_column)
    ids = tuple(labels[i] for i in place)
    _check_figures(ids, pulled.numbers[cost], pulled.numbers[value], cost, value)
    members = tuple(
        _members(pulled.groups[limit.column], pulled.labels[limit.column], limit) for limit in limits
    )
    problem = Problem(
        ids=ids,
        cost=pulled.numbers[cost],
        value=pulled.numbers[value],
        budget=float(budget),
        limits=tuple(limits),
        members=members,
        group=_groups(relation, id_column, exclusive, ids),
        forced=_named(ids, force),
        forbidden=_named(ids, forbid),
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


def _members(codes: IntVector, labels: Sequence[str], limit: Limit) -> BoolVector:
    if limit.value not in labels:
        raise ConstraintOnNothing(value=limit.value, column=limit.column, found=", ".join(labels[:SHOWN]))
    found: BoolVector = codes == labels.index(limit.value)
    return found


def _groups(relation: Relation, id_column: str, exclusive: str | None, ids: Sequence[str]) -> IntVector:
    """Group of each file; a file without a value in the column excludes nobody."""
    group = np.full(len(ids), -1, dtype=np.int64)
    if exclusive is None:
        return group
    try:
        pulled = pull(relation, numbers=[], groups=[id_column, exclusive])
    except EmptySample:  # nobody is in a group: nobody excludes another
        return group
    found: Mapping[str, int] = {
        pulled.labels[id_column][i]: int(g)
        for i, g in zip(pulled.groups[id_column], pulled.groups[exclusive], strict=True)
    }
    return np.array([found.get(name, -1) for name in ids], dtype=np.int64)


def _named(ids: Sequence[str], wanted: Sequence[str]) -> BoolVector:
    place = {name: i for i, name in enumerate(ids)}
    found = np.zeros(len(ids), dtype=np.bool_)
    for name in wanted:
        if name not in place:
            raise UnknownFile(file=name, nearest=nearest_names(name, ids))
        found[place[name]] = True
    return found
