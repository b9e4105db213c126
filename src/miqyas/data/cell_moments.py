"""Sums by cluster and stratum: what leverage, jackknife and bootstrap by cluster need beside the moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from miqyas.data.names import literal
from miqyas.data.sample import Sample, complete_rows
from miqyas.numerics.moments import CellMoments, unfold_triangle
from miqyas.numerics.sandwich import DECIDED
from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class LabelledCells:
    """Moments by cluster, every cell kept, with the name of each cluster as text, shape (G,).

    ``treatment`` holds the lowest and the highest treatment of each cell, shape (C, 2); ``strata`` the name of its
    stratum, shape (C,).
    """

    moments: CellMoments
    labels: tuple[str, ...]
    treatment: FloatMatrix
    strata: tuple[str, ...]


def cell_moments(sample: Sample) -> LabelledCells:
    """Ask the engine once for the sums of each cluster in each stratum; strata inside a cluster need none."""
    p, nested = len(sample.variables), sample.strata_are_nested
    products = ", ".join(
        f"fsum(w * z{i} * z{j}) AS p{i}_{j}" for i, j in combinations_with_replacement(range(p), 2)
    )
    sums = ", ".join(f"fsum(w * z{i}) AS t{i}" for i in range(p))
    stratum = (
        "0 AS stratum, '0' AS named"
        if nested
        else "dense_rank() OVER (ORDER BY s) - 1 AS stratum, CAST(s AS VARCHAR) AS named"
    )
    answer = sample.relation.ask(f"""
        {within_strata(sample)},
        sums AS (SELECT g{"" if nested else ", s"}, {products}, {sums}, fsum(w) AS weight, count(*) AS n,
            min(d) AS lowest, max(d) AS highest FROM z GROUP BY g{"" if nested else ", s"})
        SELECT *, dense_rank() OVER (ORDER BY g) - 1 AS cluster, {stratum}, CAST(g AS VARCHAR) AS label
        FROM sums ORDER BY cluster, stratum
    """)
    cluster = np.asarray(answer["cluster"], dtype=np.int64)
    size = int(cluster[-1]) + 1
    cells = _stack(answer, [f"p{i}_{j}" for i, j in combinations_with_replacement(range(p), 2)])
    by_cluster = np.zeros((size, cells.shape[1]))
    np.add.at(by_cluster, cluster, cells)
    n = np.zeros(size, dtype=np.int64)
    np.add.at(n, cluster, np.asarray(answer["n"], dtype=np.int64))
    first = np.unique(cluster, return_index=True)[1]
    moments = CellMoments(
        products=unfold_triangle(by_cluster, p),
        n=n,
        cluster=cluster,
        stratum=np.asarray(answer["stratum"], dtype=np.int64),
        weight=np.asarray(answer["weight"], dtype=np.float64),
        sums=_stack(answer, [f"t{i}" for i in range(p)]),
    )
    labels = tuple(str(answer["label"][place]) for place in first)
    arms = _stack(answer, ["lowest", "highest"])
    kept = moments.without_strata() if nested else moments
    return LabelledCells(kept, labels, arms, tuple(map(str, answer["named"])))


def row_moments(sample: Sample, also: Sequence[str] = ()) -> LabelledCells:
    """Bring the rows themselves, each its own cluster, in one order whatever that of the table.

    Where several outcomes are looked at on the same rows, ``also`` names them all: the order is then the same for
    each.
    """
    p = len(sample.variables)
    more = {f"also{place}": name for place, name in enumerate(also)}
    columns = [*(f"z{i}" for i in range(p)), "w", "d"]
    order = [*more, "d", "w", *(f"z{i}" for i in range(p))]
    rows = complete_rows(sample.roles, sample.relation.types, more)
    answer = sample.relation.ask(
        f"{within_strata(sample, rows, tuple(more))} SELECT {', '.join(columns)}, CAST(s AS VARCHAR) AS named, "
        f"dense_rank() OVER (ORDER BY s) - 1 AS stratum FROM z ORDER BY stratum, {', '.join(order)}"
    )
    z, weight = _stack(answer, columns[:p]), np.asarray(answer["w"], dtype=np.float64)
    sums, places = weight[:, None] * z, np.arange(weight.size)
    moments = CellMoments(
        products=sums[:, :, None] * z[:, None, :],
        n=np.ones(weight.size, dtype=np.int64),
        cluster=places,
        stratum=np.asarray(answer["stratum"], dtype=np.int64),
        weight=weight,
        sums=sums,
    )
    named = tuple(map(str, answer["named"]))
    return LabelledCells(moments, tuple(map(str, places)), _stack(answer, ["d", "d"]), named)


@dataclass(frozen=True, slots=True)
class LeverageSums:
    """What HC2 and HC3 sum over rows, h being a row's leverage and a² = w (xᵀ B c)² / (1 - h).

    Attributes
    ----------
    meat : FloatMatrix
        Σ w² e² x xᵀ / (1 - h) to the power asked, shape (k, k).
    own, crossed : FloatVector, FloatMatrix
        By stratum: Σ a² w / W_s, shape (S,); Σ a² w x / √W_s, shape (S, k).
    squares : FloatMatrix
        Σ a² w x xᵀ, shape (k, k).
    expected, diagonal : float
        Σ w (xᵀ B c)²; Σ (w (xᵀ B c)²)² - (a² h)².
    """

    meat: FloatMatrix
    own: FloatVector
    crossed: FloatMatrix
    squares: FloatMatrix
    expected: float
    diagonal: float


def leverage_sums(
    sample: Sample, combination: FloatVector, regressors: IntVector, bread: FloatMatrix, *, power: int
) -> LeverageSums:
    """Sum over rows what HC2 (``power`` 1) and HC3 (2) need; the engine makes each row's leverage.

    A row of leverage one is fitted exactly: its residual is zero, and it is left out of the sums.
    """
    k = regressors.size
    xs = [f"z{index}" for index in regressors]
    pairs = list(combinations_with_replacement(range(k), 2))
    residual = " + ".join(f"{literal(c)} * z{i}" for i, c in enumerate(combination) if c != 0)
    form = " + ".join(f"{literal((2 - (i == j)) * bread[i, j])} * {xs[i]} * {xs[j]}" for i, j in pairs)
    pull = " + ".join(f"{literal(bread[-1, i])} * {xs[i]}" for i in range(k))
    answer = sample.relation.ask(f"""
        {within_strata(sample)},
        raised AS (SELECT s, w, ws, {", ".join(f"{x} AS x{i}" for i, x in enumerate(xs))}, {residual} AS e,
            1 - w * ({form}) - w / ws AS rest, w * ({pull}) * ({pull}) AS q FROM z),
        kept AS (SELECT *, w * e * w * e / power(rest, {power}) AS r, q / rest AS a
            FROM raised WHERE rest > {literal(DECIDED)})
        SELECT {", ".join(f"fsum(r * x{i} * x{j}) AS m{i}_{j}" for i, j in pairs)},
            {", ".join(f"fsum(a * w * x{i} * x{j}) AS q{i}_{j}" for i, j in pairs)},
            {", ".join(f"fsum(a * w * x{i} / sqrt(ws)) AS c{i}" for i in range(k))},
            fsum(a * w / ws) AS own, fsum(q) AS expected,
            fsum(q * q - a * (1 - rest) * a * (1 - rest)) AS diagonal
        FROM kept GROUP BY s ORDER BY s
    """)
    filled = {name: np.asarray(column, dtype=np.float64) for name, column in answer.items()}
    meat, squares = (
        unfold_triangle(_stack(filled, [f"{mark}{i}_{j}" for i, j in pairs]).sum(axis=0, keepdims=True), k)[0]
        for mark in "mq"
    )
    crossed = _stack(filled, [f"c{i}" for i in range(k)])
    expected, diagonal = float(filled["expected"].sum()), float(filled["diagonal"].sum())
    return LeverageSums(meat, filled["own"], crossed, squares, expected, diagonal)


def within_strata(sample: Sample, rows: str = "", also: Sequence[str] = ()) -> str:
    """Write the tables `units`, `means` and `z`: deviations z0… from the stratum's mean, d, w, ws, s and g.

    ``rows`` is the query of the rows, unless it is the sample's own; ``also`` are more of its columns to keep.
    """
    p, more = len(sample.variables), "".join(f", {name}" for name in also)
    centred = ", ".join(f"v{i} - {literal(centre)} AS c{i}" for i, centre in enumerate(sample.centres))
    means = ", ".join(f"fsum(w * c{i}) / fsum(w) AS m{i}" for i in range(p))
    within = ", ".join(f"c{i} - m{i} AS z{i}" for i in range(p))
    return (
        f"WITH units AS NOT MATERIALIZED "
        f"(SELECT {centred}, v{p - 2} AS d, w, s, g{more} FROM ({rows or sample.rows})), "
        f"means AS (SELECT s, fsum(w) AS ws, {means} FROM units GROUP BY s), "
        f"z AS (SELECT {within}, d, w, ws, s, g{more} FROM units JOIN means USING (s))"
    )


def _stack(answer: dict[str, FloatVector], names: list[str]) -> FloatMatrix:
    return np.column_stack([np.asarray(answer[name], dtype=np.float64) for name in names])
