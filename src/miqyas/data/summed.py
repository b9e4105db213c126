"""A sample read once: what its groups hold, and its moments, from sums by stratum and cluster.

What is summed are deviations from the means of the first rows. Where these stand so far from the means of the strata
that taking them away afterwards would cost digits, or where anything calls for a refusal, nothing is answered here:
the sample is then read as `profile` and `moments` do, which say why.
"""

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from miqyas.data.complete import complete_rows, variables_of
from miqyas.data.names import literal
from miqyas.data.profile import FEW_CELLS, FIRST_ROWS
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.roles import Roles
from miqyas.data.screening import SMALLEST_ARM
from miqyas.numerics.moments import ClusterMoments, unfold_triangle
from miqyas.types import FloatMatrix, FloatVector, IntVector

# How many times more a sum of squares about the first rows' mean may be than about the strata's own. A plain sum of
# ten million products is right to 2e-14: thirty times that is still far below 1e-12.
FAR = 30.0
MOST_CELLS = 5 * FEW_CELLS  # cells brought into Python at most, where the first rows let expect fewer


@dataclass(frozen=True, slots=True)
class Summed:
    """Sums by cell, C of them: the rows of one stratum in one cluster; u are deviations from ``shift``.

    Attributes
    ----------
    n, n_treated, weight : FloatVector
        Rows, treated rows, Σ w; shape (C,).
    sums, products : FloatMatrix
        Σ w u, shape (C, p); Σ w u uᵀ, its upper triangle by rows, shape (C, p (p + 1) / 2).
    cluster, stratum : IntVector
        Places of the cell's cluster and stratum, shape (C,).
    shift : FloatVector
        Shape (p,).
    n_rows : int
        Rows of the table, complete or not.
    treated_squares : FloatVector or None
        Σ u² of the outcome over the treated, shape (C,); only of units without clusters, weights and covariates.
    """

    n: FloatVector
    n_treated: FloatVector
    weight: FloatVector
    sums: FloatMatrix
    products: FloatMatrix
    cluster: IntVector
    stratum: IntVector
    shift: FloatVector
    n_rows: int
    treated_squares: FloatVector | None = None

    @property
    def centres(self) -> FloatVector:
        """Weighted mean of each variable, shape (p,)."""
        centres: FloatVector = self.shift + self.sums.sum(axis=0) / self.weight.sum()
        return centres

    @property
    def squares(self) -> FloatVector:
        """Σ w u² of each variable, shape (p,)."""
        squares: FloatVector = np.diag(unfold_triangle(self.products.sum(axis=0)[None], self.shift.size)[0])
        return squares

    @property
    def control_mean(self) -> float:
        """Weighted mean of the last variable where the one before it, the treatment, is zero."""
        p = self.shift.size
        crossed = unfold_triangle(self.products.sum(axis=0)[None], p)[0][p - 2, p - 1]
        total, weight = self.sums.sum(axis=0), self.weight.sum()
        treated_weight = total[p - 2] + self.shift[p - 2] * weight
        treated_total = crossed + self.shift[p - 2] * total[p - 1]
        mean = (total[p - 1] - treated_total) / (weight - treated_weight)
        return float(self.shift[p - 1] + mean)

    def moments(self) -> ClusterMoments:
        """Moment matrix of each cluster, variables as deviations from their stratum's mean."""
        p = self.shift.size
        by_stratum = np.zeros((int(self.stratum.max()) + 1, p))
        np.add.at(by_stratum, self.stratum, self.sums)
        means = by_stratum / np.bincount(self.stratum, self.weight)[:, None]
        own, crossed = means[self.stratum], self.sums[:, :, None] * means[self.stratum][:, None, :]
        cells = unfold_triangle(self.products, p) - crossed - crossed.transpose(0, 2, 1)
        cells += self.weight[:, None, None] * own[:, :, None] * own[:, None, :]
        total = np.zeros((int(self.cluster.max()) + 1, p, p))
        np.add.at(total, self.cluster, cells)
        return ClusterMoments(total)

    def arm_scores(self, combination: FloatVector) -> FloatMatrix | None:
        """Sum s_i s_iᵀ over units for the treatment alone, shape (1, 1): its residuals lie in two arms by stratum.

        ``combination``, shape (2,), makes the residual of the treatment and the outcome. Nothing where the arms were
        not summed apart.
        """
        if self.treated_squares is None:
            return None
        share, mean = self.n_treated / self.n, self.sums[:, 1] / self.n
        total = (self.products[:, 1] + self.sums[:, 1] / 2, self.sums[:, 1])
        squares = (self.treated_squares, self.products[:, 2])
        meat = np.zeros_like(share)
        for arm, n, sums, square in (
            (1, self.n_treated, total[0], squares[0]),
            (0, self.n - self.n_treated, total[1] - total[0], squares[1] - squares[0]),
        ):
            apart = arm - share
            fitted = mean - combination[0] / combination[1] * apart
            meat += apart**2 * combination[1] ** 2 * (square - 2 * fitted * sums + n * fitted**2)
        return np.array([[meat.sum()]])

    def counts(self, roles: Roles) -> dict[str, int]:
        """Count the groups as `profile.count_groups` does."""
        clusters, treated = (np.bincount(self.cluster, count) for count in (self.n, self.n_treated))
        strata, in_strata = (np.bincount(self.stratum, count) for count in (self.n, self.n_treated))
        counts = {
            "n_cells": self.n.size,
            "n_clusters": clusters.size if roles.cluster else self.n.sum(),
            "n_single_unit_clusters": (clusters == 1).sum(),
            "n_treated_clusters": (treated > 0).sum(),
            "n_control_clusters": (treated < clusters).sum(),
            "n_strata": strata.size,
            "n_one_arm_strata": ((in_strata == 0) | (in_strata == strata)).sum(),
            "n_arms": 2,
        }
        return {name: int(count) for name, count in counts.items()}


def read_once(relation: Relation, roles: Roles) -> Summed | None:
    """Sum the rows by stratum and cluster in one reading, or answer nothing where that cannot be trusted."""
    if roles.instruments or (shift := _shift(relation, roles)) is None:
        return None
    answer = relation.ask(_question(relation, roles, shift))
    found = {
        name: np.ma.filled(column.astype(np.float64), np.nan)
        for name, column in answer.items()
        if name not in {"s", "g"}
    }
    p, n = shift.size, found["n"]
    if not (0 < n.size <= MOST_CELLS and n.sum() > 0):
        return None
    if found["is_blank"].any() or not (found["other_arm"] == 0).all() or not (found["lightest"] > 0).all():
        return None
    summed = Summed(
        n=n,
        n_treated=found["n_treated"],
        weight=found["weight"],
        sums=np.column_stack([found[f"t{i}"] for i in range(p)]),
        products=np.column_stack([found[f"p{i}_{j}"] for i, j in _pairs(p)]),
        cluster=found["cluster"].astype(np.int64),
        stratum=found["stratum"].astype(np.int64),
        shift=shift,
        n_rows=int(found["n_rows"][0]),
        treated_squares=found.get("treated_squares"),
    )
    return summed if _can_be_trusted(summed) else None


def _can_be_trusted(summed: Summed) -> bool:
    treated, n = summed.n_treated.sum(), summed.n.sum()
    if min(treated, n - treated) < SMALLEST_ARM:
        return False
    if not (np.isfinite(summed.products).all() and np.isfinite(summed.weight).all()):
        return False
    within = np.diag(summed.moments().total)
    return bool(((summed.squares > 0) & (within * FAR >= summed.squares)).all())


def _keys(roles: Roles) -> list[str]:
    return [key for key, name in (("s", roles.strata), ("g", roles.cluster)) if name is not None]


def _pairs(p: int) -> list[tuple[int, int]]:
    return list(combinations_with_replacement(range(p), 2))


def _shift(relation: Relation, roles: Roles) -> FloatVector | None:
    """Means of the first rows, one half for the treatment; nothing where the groups look many."""
    p, keys = len(variables_of(roles)), _keys(roles)
    counted = f"(SELECT count(*) FROM (SELECT DISTINCT {', '.join(keys)} FROM first))" if keys else "1"
    means = ", ".join(f"avg(v{i}) AS m{i}" for i in range(p))
    answer = relation.ask(f"""
        WITH first AS (SELECT * FROM ({complete_rows(roles, relation.types)}) LIMIT {FIRST_ROWS})
        SELECT {means}, {counted} AS n_cells FROM first
    """)
    found = [float(np.ma.filled(answer[f"m{i}"].astype(np.float64), np.nan)[0]) for i in range(p)]
    found[p - 2] = 0.5
    if answer["n_cells"][0] > FEW_CELLS or not np.isfinite(found).all():
        return None
    return np.array(found)


def _question(relation: Relation, roles: Roles, shift: NDArray[np.float64]) -> str:
    p, keys = shift.size, _keys(roles)
    w = "w * " if roles.weights else ""
    moved = ", ".join(f"v{i} - {literal(float(place))} AS u{i}" for i, place in enumerate(shift))
    arm = f"v{p - 2}"
    asked = [
        *keys,
        *(f"0 AS {key}" for key in ("s", "g") if key not in keys),
        f"count(*) AS n, sum({arm}) AS n_treated, max(abs({arm} * (1 - {arm}))) AS other_arm",
        "sum(w) AS weight, min(w) AS lightest" if w else "count(*) AS weight, 1 AS lightest",
        *(f"sum({w}u{i}) AS t{i}" for i in range(p)),
        *(f"sum({w}u{i} * u{j}) AS p{i}_{j}" for i, j in _pairs(p)),
    ]
    if p == 2 and not w and roles.cluster is None:
        asked.append(f"sum({arm} * u1 * u1) AS treated_squares")
    by = f"GROUP BY {', '.join(keys)}" if keys else ""
    blank = missing("s", relation.types[roles.strata]) if roles.strata else "false"
    return f"""
        WITH cells AS MATERIALIZED (
            SELECT {", ".join(asked)}
            FROM (SELECT {moved}, {arm}, w, s, g FROM ({complete_rows(roles, relation.types)})) {by}
        )
        SELECT *, CASE WHEN {blank} THEN 1 ELSE 0 END AS is_blank, (SELECT count(*) FROM {ROWS}) AS n_rows,
            dense_rank() OVER (ORDER BY g) - 1 AS cluster, dense_rank() OVER (ORDER BY s) - 1 AS stratum
        FROM cells ORDER BY cluster, stratum LIMIT {MOST_CELLS + 1}
    """
