"""Complete rows brought into Python, for methods that need each unit and not only sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.errors import EmptySample, InfiniteValues, NotNumeric
from miqyas.types import FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Pulled:
    """Columns of the complete rows, in one order whatever the order of the table.

    Attributes
    ----------
    numbers : dict of FloatVector
        Each column of numbers, shape (n,), by its name.
    groups : dict of IntVector
        For each column of groups, the place of the row's group among `labels`, shape (n,).
    labels : dict of tuple of str
        The groups of each such column as a person reads them, smallest first.
    n, n_dropped : int
        Complete rows; rows left out because a value was missing.
    """

    numbers: dict[str, FloatVector]
    groups: dict[str, IntVector]
    labels: dict[str, tuple[str, ...]]
    n: int
    n_dropped: int


def pull(
    relation: Relation, *, numbers: Sequence[str], groups: Sequence[str] = (), where: str | None = None
) -> Pulled:
    """Bring the rows with every value needed into Python; memory grows with the rows.

    Parameters
    ----------
    relation : Relation
        The table.
    numbers, groups : sequence of str
        Columns read as numbers; columns read as groups (villages, periods, texts). A column may be in both.
    where : str, optional
        Condition in SQL on the rows brought; those it leaves out are not counted as dropped.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `NotNumeric`, `InfiniteValues`, `EmptySample`.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.data.relation import open_relation
    >>> table = pd.DataFrame({"y": [3.0, None, 1.0], "village": ["b", "a", "a"]})
    >>> pulled = pull(open_relation(table), numbers=["y"], groups=["village"])
    >>> pulled.numbers["y"], pulled.groups["village"], pulled.labels["village"], pulled.n_dropped
    (array([1., 3.]), array([0, 1]), ('a', 'b'), 1)
    """
    numbers, groups = tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(groups))
    check_columns(relation, numbers, groups)
    values = [f"CAST({quoted(name)} AS DOUBLE) AS v{place}" for place, name in enumerate(numbers)]
    places = [
        f"dense_rank() OVER (ORDER BY {quoted(name)}) - 1 AS g{place}, CAST({quoted(name)} AS VARCHAR) AS l{place}"
        for place, name in enumerate(groups)
    ]
    whole = [f"NOT {missing(quoted(name), relation.types[name])}" for name in (*numbers, *groups)]
    order = [*(f"g{place}" for place in range(len(groups))), *(f"v{place}" for place in range(len(numbers)))]
    # Groups first: the rows of a village or of a unit stand together.
    kept = " AND ".join([*whole, *([f"({where})"] if where else [])])
    answer = relation.ask(
        f"SELECT {', '.join([*values, *places])} FROM {ROWS} WHERE {kept} ORDER BY {', '.join(order)}"
    )
    n = int(next(iter(answer.values())).size)
    if n == 0:
        raise EmptySample(n=relation.n_rows, columns=", ".join(dict.fromkeys((*numbers, *groups))))
    codes = {name: np.asarray(answer[f"g{place}"], dtype=np.int64) for place, name in enumerate(groups)}
    return Pulled(
        numbers={
            name: np.asarray(answer[f"v{place}"], dtype=np.float64) for place, name in enumerate(numbers)
        },
        groups=codes,
        labels={name: _labels(codes[name], answer[f"l{place}"]) for place, name in enumerate(groups)},
        n=n,
        n_dropped=relation.n_rows - (_count(relation, whole) if where else n),
    )


def _count(relation: Relation, whole: Sequence[str]) -> int:
    return int(relation.ask(f"SELECT count(*) AS n FROM {ROWS} WHERE {' AND '.join(whole)}")["n"][0])


def _labels(codes: IntVector, shown: NDArray[Any]) -> tuple[str, ...]:
    first = np.unique(codes, return_index=True)[1]
    return tuple(str(shown[row]) for row in first)


def check_columns(relation: Relation, numbers: Sequence[str], groups: Sequence[str] = ()) -> None:
    """Refuse columns that are not there, and those of ``numbers`` that do not hold finite ones."""
    for name in (*numbers, *groups):
        relation.require(name)
    for name in numbers:
        if not relation.holds_numbers(name):
            found = relation.examples(name)
            if not found:  # a column without any value is read as text
                raise EmptySample(n=relation.n_rows, columns=name)
            raise NotNumeric(column=name, found=found)
        if (n_infinite := relation.count_infinite(name)) > 0:
            raise InfiniteValues(column=name, n=n_infinite)
