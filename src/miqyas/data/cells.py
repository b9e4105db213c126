"""A panel put together by cluster and period in one reading, where that loses nothing."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miqyas.data.names import quoted, written
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.unit_parts import parts_of
from miqyas.types import BoolVector, FloatVector, IntVector

FIRST_ROWS = 20_000  # read to guess whether the clusters are few
FEW = 5_000  # clusters among the first rows that need no further count
MOST_VALUES = (
    1000  # of a treatment or cohort among the first rows: more is no treatment, and would part the cells
)
WHOLE_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
MOST_CELLS = 2**21  # cells brought into Python: some 200 MB
MOST_LATE = 1000  # clusters not seen in the period most are seen in, listed one by one in a question


@dataclass(frozen=True, slots=True)
class CellRoles:
    """Which column is what, for a question whose regressors may be the same in a whole cluster and period.

    Attributes
    ----------
    outcome, unit_id, time, cluster : str
        Columns.
    shared : str
        Column of what must be the same in a cell: the treatment, or the cohort.
    needed : tuple of str
        Columns beside those above, the unit apart, whose missing value leaves a row out.
    covariates : tuple of str
        Each the same in a cell, or the same for a unit.
    weights : str or None
        The same for a unit.
    reading : str
        SQL expression of what is shared, as a number, the column being called ``shared`` in it.
    """

    outcome: str
    unit_id: str
    time: str
    cluster: str
    shared: str
    needed: tuple[str, ...]
    covariates: tuple[str, ...] = ()
    weights: str | None = None
    reading: str = "shared"


@dataclass(frozen=True, slots=True)
class Cells:
    """Cluster × period cells, in the order of cluster then period; L cells, C clusters, T periods.

    A cluster holds the same units, each with the same weight, in every period in which it is seen, so that the
    deviations from unit and period means of whatever is the same in a cell are those of its cells.

    Attributes
    ----------
    cluster, period : IntVector
        Places, shape (L,).
    labels, times : array
        The periods as text, and as numbers (NaN where they are not), shape (T,).
    rows, weights, outcome : FloatVector
        Rows, Σ w and weighted mean outcome of each cell, shape (L,).
    shared : FloatVector
        The treatment, or the cohort, shape (L,).
    covariates : dict of FloatVector
        Covariates that are the same in a cell, by name.
    of_units : tuple of str
        Covariates that never change for a unit, and so say nothing once units are held fixed.
    n_dropped : int
        Rows left out.
    """

    cluster: IntVector
    period: IntVector
    labels: tuple[str, ...]
    times: FloatVector
    rows: FloatVector
    weights: FloatVector
    outcome: FloatVector
    shared: FloatVector
    covariates: dict[str, FloatVector]
    of_units: tuple[str, ...]
    n_dropped: int

    @property
    def n(self) -> int:
        """Complete rows."""
        return int(self.rows.sum())

    @property
    def n_clusters(self) -> int:
        """C."""
        return int(self.cluster[-1]) + 1

    @property
    def units(self) -> FloatVector:
        """Units of each cluster, shape (C,)."""
        return self.rows[self.first_cells]

    @property
    def first_cells(self) -> IntVector:
        """Place of the first cell of each cluster, shape (C,)."""
        return np.searchsorted(self.cluster, np.arange(self.n_clusters)).astype(np.int64)

    def among(self, kept: BoolVector) -> "Cells":
        """Keep some clusters, (C,); the rows of the others count as left out."""
        cells = kept[self.cluster]
        left = replace(
            self,
            cluster=(np.cumsum(kept) - 1)[self.cluster[cells]].astype(np.int64),
            period=self.period[cells],
            rows=self.rows[cells],
            weights=self.weights[cells],
            outcome=self.outcome[cells],
            shared=self.shared[cells],
            covariates={name: values[cells] for name, values in self.covariates.items()},
        )
        return replace(left, n_dropped=self.n_dropped + self.n - left.n)


def collapse(relation: Relation, roles: CellRoles) -> Cells | None:
    """Sum by cluster and period, or answer None when cells would not say all that the rows say.

    None is no refusal: it means that a unit comes or goes, changes cluster or weight, or stands twice in a period,
    that the treatment differs inside a cell, that a value is not finite, that cells are too many, or that the
    engine is not DuckDB, whose `hash` tells the units of a cell from those of another. The road by units then finds
    which. All columns must exist and hold numbers where numbers are needed.
    """
    if not relation.is_duckdb:
        return None
    n_rows = _rows_of_few(relation, roles)
    if n_rows is None:
        return None
    answer = {
        name: np.ma.filled(column, 0) for name, column in relation.ask(_question(relation, roles)).items()
    }
    if not answer["n"].size or answer["n"].size > MOST_CELLS or answer["nobody"].any():
        return None
    cells = _cells(answer, roles, n_rows)
    if cells is None or not _has_distinct_units(relation, roles, cells, answer["g"]):
        return None
    return cells


def _rows_of_few(relation: Relation, roles: CellRoles) -> int | None:
    """Count the rows; None when clusters, or values of what is shared, are too many to sum by them."""
    cluster = quoted(roles.cluster)
    first = relation.ask(
        f"SELECT count(DISTINCT g) AS clusters, count(DISTINCT shared) AS values, "
        f"(SELECT count(*) FROM {ROWS}) AS n "
        f"FROM (SELECT {cluster} AS g, {quoted(roles.shared)} AS shared FROM {ROWS} LIMIT {FIRST_ROWS})"
    )
    n_rows = int(first["n"][0])
    if first["values"][0] > MOST_VALUES:
        return None
    if n_rows <= MOST_CELLS or first["clusters"][0] <= FEW:
        return n_rows
    found = relation.ask(
        f"SELECT approx_count_distinct({cluster}) * approx_count_distinct({quoted(roles.time)}) AS n FROM {ROWS}"
    )
    return n_rows if 2 * found["n"][0] <= MOST_CELLS else None


def _question(relation: Relation, roles: CellRoles) -> str:
    """Write the one reading: a line a cell, its units told by the exclusive or of their hashes."""
    unit = f"s, {quoted(roles.weights)}" if roles.weights else "s"
    total, whole = ("fsum(w * y)", "fsum(w)") if roles.weights else ("fsum(y)", "CAST(count(*) AS DOUBLE)")
    columns = [
        "g, t, shared, count(*) AS n",
        f"count(*) - count({_named_unit(relation, roles)}) AS nobody",
        f"{total} AS total, {whole} AS w",
        "min(w) AS lightest" if roles.weights else "1.0 AS lightest",
        f"bit_xor(hash({unit})) AS units",
    ]
    for i, name in enumerate(roles.covariates):
        value = f"CAST({quoted(name)} AS DOUBLE)"
        columns.append(
            f"min({value}) AS low{i}, max({value}) AS high{i}, bit_xor(hash(s, {quoted(name)})) AS units{i}"
        )
    weight = f"CAST({quoted(roles.weights)} AS DOUBLE)" if roles.weights else "1.0"
    kept = dict.fromkeys((*roles.covariates, *([roles.weights] if roles.weights else [])))
    also = "".join(f", {quoted(name)}" for name in kept)
    rows = (
        f"SELECT {quoted(roles.cluster)} AS g, {quoted(roles.time)} AS t, {quoted(roles.unit_id)} AS s, "
        f"CAST({quoted(roles.outcome)} AS DOUBLE) AS y, {quoted(roles.shared)} AS shared, {weight} AS w{also} "
        f"FROM {ROWS} WHERE {_whole(relation, roles)}"
    )
    number = "CAST(t AS DOUBLE)" if relation.holds_numbers(roles.time) else "NULL"
    return f"""
        SELECT dense_rank() OVER (ORDER BY g) - 1 AS cluster, dense_rank() OVER (ORDER BY t) - 1 AS period,
            CAST(t AS VARCHAR) AS label, {number} AS time, CAST(g AS VARCHAR) AS g,
            {roles.reading} AS shared, * EXCLUDE (g, t, shared)
        FROM (SELECT {", ".join(columns)} FROM ({rows}) GROUP BY g, t, shared) ORDER BY cluster, period
    """


def _named_unit(relation: Relation, roles: CellRoles) -> str:
    """Write the unit, NULL where it is missing: for whole numbers it is already."""
    condition = missing("s", relation.types[roles.unit_id])
    return "s" if condition == "(s IS NULL)" else f"CASE WHEN {condition} THEN NULL ELSE 1 END"


def _whole(relation: Relation, roles: CellRoles) -> str:
    weights = (roles.weights,) if roles.weights else ()
    needed = dict.fromkeys(
        (roles.outcome, roles.time, roles.cluster, *roles.needed, *roles.covariates, *weights)
    )
    return " AND ".join(f"NOT {missing(quoted(name), relation.types[name])}" for name in needed)


def _cells(answer: dict[str, NDArray[Any]], roles: CellRoles, n_rows: int) -> Cells | None:
    cluster, period = answer["cluster"].astype(np.int64), answer["period"].astype(np.int64)
    first = np.searchsorted(cluster, cluster)  # the first cell of the same cluster
    same = [(answer["n"] == answer["n"][first]).all(), (answer["units"] == answer["units"][first]).all()]
    covariates, of_units = {}, []
    for i, name in enumerate(roles.covariates):
        units = answer[f"units{i}"]
        if (answer[f"low{i}"] == answer[f"high{i}"]).all():
            covariates[name] = answer[f"low{i}"].astype(np.float64)
        elif (units == units[first]).all():
            of_units.append(name)
        else:
            return None
    whole, total = answer["w"].astype(np.float64), answer["total"].astype(np.float64)
    numbers = np.column_stack([whole, total, answer["shared"], *covariates.values()])
    same += [
        not _stands_twice(cluster, period),
        np.isfinite(numbers).all(),
        (answer["lightest"] > 0).all(),
    ]
    finite = all(
        np.isfinite(answer[f"{side}{i}"]).all()
        for i in range(len(roles.covariates))
        for side in ("low", "high")
    )
    if not (all(same) and finite):
        return None
    places = np.unique(period, return_index=True)[1]
    rows = answer["n"].astype(np.float64)
    return Cells(
        cluster=cluster,
        period=period,
        labels=tuple(str(label) for label in answer["label"][places]),
        times=np.asarray(answer["time"][places], dtype=np.float64),
        rows=rows,
        # Equal in theory, and to rounding in the sums: one figure for a cluster keeps its deviations exact.
        weights=whole[first],
        outcome=total / whole,
        shared=answer["shared"].astype(np.float64),
        covariates=covariates,
        of_units=tuple(of_units),
        n_dropped=n_rows - int(rows.sum()),
    )


def _stands_twice(cluster: IntVector, period: IntVector) -> bool:
    """Tell whether two lines share a cell, what is shared being then not the same in it."""
    return bool(((np.diff(cluster) == 0) & (np.diff(period) == 0)).any())


def _has_distinct_units(relation: Relation, roles: CellRoles, cells: Cells, names: NDArray[Any]) -> bool:
    """Tell whether no unit stands twice in the first cells of the clusters: then it does in no period.

    The period in which most clusters are seen serves for all of them; the others are taken where they are seen first.
    """
    common = int(np.bincount(cells.period).argmax())
    seen = np.unique(cells.cluster[cells.period == common])
    late = np.setdiff1d(np.arange(cells.n_clusters), seen)
    if late.size > MOST_LATE:
        return False
    time, cluster = quoted(roles.time), quoted(roles.cluster)
    chosen = [f"{time} = {_constant(cells.labels[common], relation.types[roles.time])}"]
    for place in late:
        cell = cells.first_cells[place]
        where = _constant(cells.labels[cells.period[cell]], relation.types[roles.time])
        who = _constant(str(names[cell]), relation.types[roles.cluster])
        chosen.append(f"({time} = {where} AND {cluster} = {who})")
    condition = f"({' OR '.join(chosen)}) AND {_whole(relation, roles)}"
    n_units = int(cells.units.sum())
    found = 0
    for part in parts_of(relation, roles.unit_id, n_units, among=condition):
        found += _n_distinct(relation, roles.unit_id, f"{condition} AND {part}")
    return found == n_units


def _n_distinct(relation: Relation, unit: str, condition: str) -> int:
    """Count the units among some rows; whole numbers are sorted here, which is twice as fast as a table of hashes."""
    if relation.types[unit] in WHOLE_NUMBERS:
        found = np.sort(
            np.ma.compressed(relation.ask(f"SELECT {quoted(unit)} AS s FROM {ROWS} WHERE {condition}")["s"])
        )
        return int(np.count_nonzero(np.diff(found))) + (found.size > 0)
    answer = relation.ask(
        f"SELECT count(*) AS n FROM (SELECT DISTINCT {quoted(unit)} FROM {ROWS} WHERE {condition})"
    )
    return int(answer["n"][0])


def _constant(shown: str, kind: str) -> str:
    """Write a value of a column as the engine showed it: a constant, so that whole blocks of a file are skipped."""
    return f"CAST({written(shown)} AS {kind})"
