"""Weights of the rows of a table: from the sampling plan, then brought to known totals of the population."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from miqyas.data.intake.engine import listed, quote_name, quote_text
from miqyas.data.intake.freezing import FORM
from miqyas.errors import (
    ColumnUsedTwice,
    MarginsUnmet,
    MissingColumn,
    NothingToProtect,
    NothingToWeigh,
    StartInvalid,
    TotalInvalid,
    TotalsDisagree,
    TotalTwice,
    TotalUnknown,
    TotalWithoutRows,
)
from miqyas.numerics.raking import MOST_ROUNDS, raked
from miqyas.types import FloatVector

WEIGHT = "_weight"
# Beyond rounding of what people write.
CLOSE_ENOUGH = 1e-6
CROSSED = " × "


@dataclass(frozen=True, slots=True)
class Total:
    """How many the population holds of one value, or of one crossing of values, each column with its own."""

    columns: tuple[str, ...]
    values: tuple[str, ...]
    total: float


@dataclass(frozen=True, slots=True)
class Start:
    """A column of the sampling plan: a weight, or the probability of having been drawn."""

    column: str
    is_probability: bool = False


@dataclass(frozen=True, slots=True)
class Weighted:
    """What was made of the rows: their weights' range, their sum, and what their inequality costs in precision."""

    n_rows: int
    population: float
    least: float
    greatest: float
    # Kish's design effect of unequal weights, n Σw² / (Σw)², and n divided by it.
    deff: float
    n_effective: float
    n_rounds: int
    # Rows that say nothing in a column named.
    n_left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Cells:
    """The crossings that rows hold: values by column, sums of starting weights, numbers of rows."""

    values: list[tuple[str, ...]]
    sums: FloatVector
    counts: NDArray[np.int64]


def weight_rows(
    path: Path,
    out: Path,
    *,
    totals: Iterable[Total] = (),
    start: Start | None = None,
    leaves_out_empty: bool = False,
    name: str = WEIGHT,
) -> Weighted:
    """Write a table again with the weight of each row.

    Weights start from ``start`` (one for every row without it), then are multiplied so that their sums meet the totals:
    exactly when the totals are of one column or one crossing (post-stratification), in turns until all are met when
    there are several (raking). Assumes that, inside a cell, those who answer are like those who do not.

    Parameters
    ----------
    path, out : Path
        Parquet files: what is read, what is written.
    totals : iterable of Total
        Known of the population; those that name the same columns are one margin, which must tell of every row.
    start : Start, optional
        Column of the sampling plan.
    leaves_out_empty : bool
        Rows that hold nothing in a column named, such as refusals, are left out and counted; else they are refused.
    name : str
        Of the column of weights.

    Returns
    -------
    Weighted

    Raises
    ------
    MissingColumn, ColumnUsedTwice, NothingToProtect
        A column named that is not there, a column of weights there already, a table without rows.
    InvalidWeighting
        `NothingToWeigh`, `StartInvalid`, `TotalTwice`, `TotalInvalid`, `TotalUnknown`, `TotalWithoutRows`,
        `TotalsDisagree`, `MarginsUnmet`.

    References
    ----------
    Holt, D. and Smith, T. M. F. (1979). Post stratification. Journal of the Royal Statistical Society A 142(1), 33-46.
    Deming, W. E. and Stephan, F. F. (1940). Annals of Mathematical Statistics 11(4), 427-444: raking.
    Kish, L. (1992). Weighting for unequal P_i. Journal of Official Statistics 8(2), 183-200: the design effect.
    """
    margins = _margins(totals)
    if not margins and start is None:
        raise NothingToWeigh
    connection = duckdb.connect(config={"threads": 1})
    try:
        columns = list(dict.fromkeys(column for names in margins for column in names))
        named = [*columns, *([start.column] if start else [])]
        origin, n_rows = _checked(connection, path, named, name)
        if leaves_out_empty:
            told = " AND ".join(f"{quote_name(column)} IS NOT NULL" for column in named)
            origin = f"(SELECT * FROM {origin} WHERE {told})"
        first = _start(connection, origin, start)
        cells = _cells(connection, origin, columns, first)
        factors, n_rounds = _factors(cells, columns, margins)
        weighing = _weighing(origin, columns, first, name)
        connection.execute(f"COPY ({weighing}) TO {quote_text(out)} ({FORM})", [factors.tolist()])
        weights = np.asarray(
            connection.execute(
                f"SELECT {quote_name(name)} FROM read_parquet({quote_text(out)})"
            ).fetchnumpy()[name],
            float,
        )
    finally:
        connection.close()
    deff = float(len(weights) * (weights**2).sum() / weights.sum() ** 2)
    return Weighted(
        n_rows=len(weights),
        population=float(weights.sum()),
        least=float(weights.min()),
        greatest=float(weights.max()),
        deff=deff,
        n_effective=len(weights) / deff,
        n_rounds=n_rounds,
        n_left_out=n_rows - len(weights),
    )


def _margins(totals: Iterable[Total]) -> dict[tuple[str, ...], dict[tuple[str, ...], float]]:
    margins: dict[tuple[str, ...], dict[tuple[str, ...], float]] = {}
    for one in totals:
        facts = {"column": CROSSED.join(one.columns), "value": CROSSED.join(one.values)}
        margin = margins.setdefault(one.columns, {})
        if one.values in margin:
            raise TotalTwice(**facts)
        if not 0 < one.total < float("inf"):
            raise TotalInvalid(**facts, found=f"{one.total:g}")
        margin[one.values] = one.total
    sums = {CROSSED.join(names): sum(margin.values()) for names, margin in margins.items()}
    if sums:
        one_name, one_sum = next(iter(sums.items()))
        for other, other_sum in sums.items():
            if abs(other_sum / one_sum - 1) > CLOSE_ENOUGH:
                raise TotalsDisagree(
                    one=one_name, one_sum=f"{one_sum:.12g}", other=other, other_sum=f"{other_sum:.12g}"
                )
    return margins


def _checked(
    connection: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[str], name: str
) -> tuple[str, int]:
    origin = f"read_parquet({quote_text(path)})"
    names = [found for found, *_ in connection.execute(f"DESCRIBE FROM {origin}").fetchall()]
    for column in columns:
        if column not in names:
            raise MissingColumn(column=column, nearest=", ".join(names[:5]))
    if name in names:
        raise ColumnUsedTwice(column=name)
    ((n_rows,),) = connection.execute(f"SELECT count(*) FROM {origin}").fetchall()
    if not n_rows:
        raise NothingToProtect(file=path.name)
    return origin, int(n_rows)


def _start(connection: duckdb.DuckDBPyConnection, origin: str, start: Start | None) -> str:
    """What a row weighs at first, in SQL."""
    if start is None:
        return "1.0"
    value = f"TRY_CAST({quote_name(start.column)} AS DOUBLE)"
    most = "1" if start.is_probability else "1e300"
    fits = f"coalesce({value} > 0 AND {value} <= {most}, false)"
    ((n_wrong,),) = connection.execute(f"SELECT count(*) FROM {origin} WHERE NOT {fits}").fetchall()
    if n_wrong:
        raise StartInvalid(column=start.column, n=n_wrong)
    return f"(1.0 / {value})" if start.is_probability else value


def _cells(connection: duckdb.DuckDBPyConnection, origin: str, columns: Sequence[str], first: str) -> _Cells:
    keys = listed(_key(column) for column in columns)
    grouped = f" GROUP BY {keys} ORDER BY {keys}" if columns else ""
    rows = connection.execute(
        f"SELECT {f'{keys}, ' if columns else ''}sum({first}), count(*) FROM {origin}{grouped}"
    ).fetchall()
    if not sum(row[-1] for row in rows):
        raise NothingToWeigh
    return _Cells(
        [tuple(map(str, row[:-2])) for row in rows],
        np.array([row[-2] for row in rows], float),
        np.array([row[-1] for row in rows], np.int64),
    )


def _key(column: str) -> str:
    """The value of a cell as people write it: 5, not 5.0; nothing is a dash."""
    name = quote_name(column)
    return f"coalesce(regexp_replace(CAST({name} AS VARCHAR), '^(-?[0-9]+)[.]0$', '\\1'), '—')"


def _factors(
    cells: _Cells, columns: Sequence[str], margins: dict[tuple[str, ...], dict[tuple[str, ...], float]]
) -> tuple[FloatVector, int]:
    if not margins:
        return np.ones(len(cells.sums)), 0
    placed = [_placed(cells, columns, names, margin) for names, margin in margins.items()]
    found = raked(cells.sums, placed)
    if found is None:
        raise MarginsUnmet(n_rounds=MOST_ROUNDS)
    return found


def _placed(
    cells: _Cells, columns: Sequence[str], names: tuple[str, ...], margin: dict[tuple[str, ...], float]
) -> tuple[NDArray[np.int64], FloatVector]:
    """The place of each cell among the totals of a margin, and the totals; each value told of, on both sides."""
    at = [columns.index(name) for name in names]
    order = {values: place for place, values in enumerate(margin)}
    keys = [tuple(values[place] for place in at) for values in cells.values]
    column = CROSSED.join(names)
    for key in dict.fromkeys(keys):
        if key not in order:
            n = sum(int(count) for other, count in zip(keys, cells.counts, strict=True) if other == key)
            raise TotalUnknown(column=column, value=CROSSED.join(key), n=n)
    for key in order:
        if key not in set(keys):
            raise TotalWithoutRows(column=column, value=CROSSED.join(key))
    return np.array([order[key] for key in keys], np.int64), np.array(list(margin.values()), float)


def _weighing(origin: str, columns: Sequence[str], first: str, name: str) -> str:
    """The rows in their order, each with its weight; cells are numbered in the order that gave their factors, $1."""
    place = f"dense_rank() OVER (ORDER BY {listed(_key(column) for column in columns)})" if columns else "1"
    return (
        f"SELECT * EXCLUDE (__row, __cell), {first} * list_extract($1::DOUBLE[], __cell) AS {quote_name(name)} "
        f"FROM (SELECT *, row_number() OVER () AS __row, {place} AS __cell FROM {origin}) ORDER BY __row"
    )
