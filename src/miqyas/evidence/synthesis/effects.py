"""The effects of several studies, read from a table and checked once."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing, open_relation
from miqyas.errors import (
    ColumnUsedTwice,
    InfiniteValues,
    InvalidStdError,
    NotNumeric,
    StudyTwice,
    TooFewStudies,
)
from miqyas.types import FloatVector

SMALLEST = 2  # studies


@dataclass(frozen=True, slots=True)
class Effects:
    """One effect a study; build it with `read_effects`, which refuses what cannot be put together.

    Attributes
    ----------
    labels : tuple of str
        Names of the studies, length k.
    estimates, std_errors : FloatVector
        Shape (k,), in one unit.
    n_dropped : int
        Rows left out because the effect or its standard error was missing.
    """

    labels: tuple[str, ...]
    estimates: FloatVector
    std_errors: FloatVector
    n_dropped: int = 0

    def __post_init__(self) -> None:
        if len(self.labels) < SMALLEST:
            raise TooFewStudies(needed=SMALLEST, found=len(self.labels))
        for label, std_error in zip(self.labels, self.std_errors, strict=True):
            if not std_error > 0:
                raise InvalidStdError(label=label, found=f"{std_error:.6g}")
        label, n = Counter(self.labels).most_common(1)[0]
        if n > 1:
            raise StudyTwice(label=label, n=n)

    @property
    def variances(self) -> FloatVector:
        """Sampling variances, shape (k,)."""
        return self.std_errors**2

    def without(self, position: int) -> "Effects":
        """Return the effects of all studies but one."""
        kept = np.arange(len(self.labels)) != position
        labels = self.labels[:position] + self.labels[position + 1 :]
        return Effects(labels, self.estimates[kept], self.std_errors[kept], self.n_dropped)


def read_effects(
    relation: Relation, *, value: str = "value", std_error: str = "std_error", label: str = "label"
) -> Effects:
    """Read one effect a row: the effects, their standard errors and the names of the studies.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; rows without effect or standard error are left out and
        counted, a row without a name takes its number.
    value, std_error, label : str
        Columns: numbers in one unit for all; numbers above zero; names.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`, `TooFewStudies`,
        `InvalidStdError`, `StudyTwice`.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"value": [0.2, 0.4, None], "std_error": [0.1, 0.1, 0.3], "label": ["A", "B", "C"]})
    >>> effects = read_effects(table)
    >>> effects.labels, effects.n_dropped
    (('A', 'B'), 1)
    """
    table = open_relation(relation)
    _check_columns(table, value, std_error, label)
    numbers = [f"CAST({quoted(name)} AS DOUBLE)" for name in (value, std_error)]
    present = " AND ".join(f"NOT {missing(number, 'DOUBLE')}" for number in numbers)
    answer = table.ask(
        f"SELECT {numbers[0]} AS y, {numbers[1]} AS s, coalesce(CAST({quoted(label)} AS VARCHAR), '') AS label, "  # noqa: S608 -- quoted
        f"row_number() OVER () AS line, ({present}) AS whole FROM {ROWS}"
    )
    whole = np.asarray(answer["whole"], dtype=bool)
    names = (
        str(name).strip() or str(line) for name, line in zip(answer["label"], answer["line"], strict=True)
    )
    return Effects(
        labels=tuple(name for name, kept in zip(names, whole, strict=True) if kept),
        estimates=np.asarray(answer["y"][whole], dtype=np.float64),
        std_errors=np.asarray(answer["s"][whole], dtype=np.float64),
        n_dropped=int((~whole).sum()),
    )


def _check_columns(table: Relation, value: str, std_error: str, label: str) -> None:
    for name in (value, std_error, label):
        table.require(name)
    if len({value, std_error, label}) < 3:
        raise ColumnUsedTwice(column=value if value in {std_error, label} else std_error)
    for name in (value, std_error):
        if not table.holds_numbers(name):
            found = table.examples(name)
            if not found:  # a column without any value is read as text
                raise TooFewStudies(needed=SMALLEST, found=0)
            raise NotNumeric(column=name, found=found)
        if (n := table.count_infinite(name)) > 0:
            raise InfiniteValues(column=name, n=n)
