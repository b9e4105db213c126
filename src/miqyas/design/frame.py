"""The list that lots or a sample are drawn from: its units by name, whatever the order of its rows."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from miqyas.data.as_text import column_as_text
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import CellMissing, EmptyFrame, NotNumeric, RowsAlike, UnitTwice
from miqyas.types import FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Frame:
    """Units in the order of their names.

    Attributes
    ----------
    name : str
        What people call the list.
    id : str or None
        Column that names the units; None when a unit is named by its whole row.
    names : tuple of str
        One a unit, sorted: the order of the rows that were given plays no part.
    cells : mapping of str
        Each column as text, in the order of ``names``; None where nothing is written.
    numeric : frozenset of str
        Columns that hold numbers.
    """

    name: str
    id: str | None
    names: tuple[str, ...]
    cells: Mapping[str, tuple[str | None, ...]]
    numeric: frozenset[str]

    @property
    def n(self) -> int:
        """How many rows."""
        return len(self.names)

    def texts(self, column: str) -> tuple[str, ...]:
        """Return a column filled everywhere, as text.

        Raises
        ------
        CellMissing
            A row has nothing there.
        """
        found = self.cells[column]
        n = sum(cell is None for cell in found)
        if n:
            raise CellMissing(column=column, n=n)
        return tuple(str(cell) for cell in found)

    def numbers(self, column: str) -> FloatVector:
        """Return a column of numbers filled everywhere.

        Raises
        ------
        NotNumeric, CellMissing
            Text where numbers are needed; a row has nothing there.
        """
        if column not in self.numeric:
            shown = sorted({cell for cell in self.cells[column] if cell is not None})[:5]
            raise NotNumeric(column=column, found=", ".join(shown))
        return np.array([float(cell) for cell in self.texts(column)])

    def codes(self, columns: Sequence[str]) -> tuple[IntVector, tuple[str, ...]]:
        """Number the combinations of some columns, sorted, with what they read; one group without columns."""
        if not columns:
            return np.zeros(self.n, dtype=np.int64), ("",)
        joined = [" · ".join(cells) for cells in zip(*(self.texts(name) for name in columns), strict=True)]
        labels, codes = np.unique(np.array(joined, dtype=object), return_inverse=True)
        return codes.astype(np.int64), tuple(str(label) for label in labels)

    def sha256(self, columns: Sequence[str]) -> str:
        """Hash the names and some columns: what a draw depends on, the same for any order of rows."""
        digest = hashlib.sha256()
        used = sorted(set(columns))
        digest.update(_line(["name", *used]))
        for place, name in enumerate(self.names):
            digest.update(_line([name, *(self.cells[column][place] for column in used)]))
        return digest.hexdigest()

    def rows(self) -> Iterator[dict[str, str | None]]:
        """Give back each row, in the order of the names."""
        for place in range(self.n):
            yield {column: cells[place] for column, cells in self.cells.items()}


def read_frame(source: Relation | Any, *, id: str | None = None, unique: bool = True) -> Frame:  # noqa: A002 -- the word people use
    """Read a list of units into memory, text as text.

    Parameters
    ----------
    source : Relation, or what `open_relation` takes
        One row for each unit.
    id : str, optional
        Column that names them. Without it a unit is its whole row, columns in alphabetical order.
    unique : bool
        Whether rows must differ by name; not where whole clusters are drawn.

    Raises
    ------
    MissingColumn, CellMissing
        No column of that name; a unit without a name.
    EmptyFrame, UnitTwice, RowsAlike
        Nothing to draw; names or rows that cannot be told apart.

    Examples
    --------
    >>> import pandas as pd
    >>> read_frame(pd.DataFrame({"code": ["02", "01"], "pop": [5.0, 7.5]}), id="code").cells
    {'code': ('01', '02'), 'pop': ('7.5', '5')}
    """
    relation = open_relation(source)
    if id is not None:
        relation.require(id)
    cells = {column: column_as_text(relation, column) for column in relation.columns}
    n = len(next(iter(cells.values()), ()))
    if n == 0:
        raise EmptyFrame(file=relation.name)
    names = _names(cells, id, n)
    order = sorted(range(n), key=names.__getitem__)
    if unique:
        _check_unique([names[place] for place in order], id, relation.name)
    return Frame(
        name=relation.name,
        id=id,
        names=tuple(names[place] for place in order),
        cells={column: tuple(found[place] for place in order) for column, found in cells.items()},
        numeric=frozenset(column for column in cells if relation.holds_numbers(column)),
    )


def _names(cells: Mapping[str, list[str | None]], id: str | None, n: int) -> list[str]:  # noqa: A002
    if id is None:
        columns = sorted(cells)
        return [
            json.dumps([cells[column][row] for column in columns], ensure_ascii=False) for row in range(n)
        ]
    absent = sum(cell is None for cell in cells[id])
    if absent:
        raise CellMissing(column=id, n=absent)
    return [str(cell) for cell in cells[id]]


def _check_unique(names: list[str], id: str | None, file: str) -> None:  # noqa: A002
    twice = sorted({one for one, other in pairwise(names) if one == other})
    if twice and id is None:
        raise RowsAlike(n=sum(name in set(twice) for name in names), file=file)
    if twice:
        raise UnitTwice(n=len(twice), column=id, example=twice[0])


def _line(cells: Sequence[str | None]) -> bytes:
    return (json.dumps(list(cells), ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")
