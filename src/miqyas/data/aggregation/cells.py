"""Cells of cluster and stratum: counts, means, and products of deviations, made where the data stand."""

import hashlib
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from miqyas.data.relation import Relation, missing
from miqyas.data.roles import Roles
from miqyas.data.sample import complete_rows, variables_of
from miqyas.data.screening import check_columns
from miqyas.errors import EmptySample, EmptyStratum, InfiniteValues, InvalidWeights, TreatmentNotBinary
from miqyas.numerics.moments import unfold_triangle
from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums of C cells over p variables: covariates, then treatment, then outcome.

    Attributes
    ----------
    clusters, strata : tuple of str
        Pseudonyms of each cell's cluster and stratum, shape (C,).
    n, n_treated : IntVector
        Rows; those treated. Shape (C,).
    weight : FloatVector
        Σ w, shape (C,).
    means : FloatMatrix
        Weighted means, shape (C, p).
    products : array
        Σ w (v - mean)(v - mean)ᵀ, shape (C, p, p).
    lowest, highest : FloatMatrix
        Bounds of each variable, shape (C, p); they tell which cells are too telling, and stay here.
    n_lowest, n_highest : IntVector
        Rows at each bound, shape (C, p); they stay here too.
    """

    clusters: tuple[str, ...]
    strata: tuple[str, ...]
    n: IntVector
    n_treated: IntVector
    weight: FloatVector
    means: FloatMatrix
    products: NDArray[np.float64]
    lowest: FloatMatrix
    highest: FloatMatrix
    n_lowest: IntVector
    n_highest: IntVector

    @property
    def n_apart(self) -> IntVector:
        """Rows off the commonest bound of the variable where that makes fewest, shape (C,); ``n`` when none is."""
        apart = self.n[:, None] - np.maximum(self.n_lowest, self.n_highest)
        varies = self.lowest < self.highest
        fewest: IntVector = np.where(varies, apart, self.n[:, None]).min(axis=1)
        return fewest

    def take(self, places: IntVector) -> "Cells":
        """Return some of the cells, in the order of ``places``."""
        return Cells(
            clusters=tuple(self.clusters[place] for place in places),
            strata=tuple(self.strata[place] for place in places),
            n=self.n[places],
            n_treated=self.n_treated[places],
            weight=self.weight[places],
            means=self.means[places],
            products=self.products[places],
            lowest=self.lowest[places],
            highest=self.highest[places],
            n_lowest=self.n_lowest[places],
            n_highest=self.n_highest[places],
        )


def pseudonym(secret: str, label: str) -> str:
    """Return what stands for a label: the same for all who hold the same plan, 16 hexadecimal digits.

    It hides a name from the eye, not from someone who has the list of names and the plan.
    """
    return hashlib.sha256(f"{secret}\n{label}".encode()).hexdigest()[:16]


def sum_cells(relation: Relation, roles: Roles, *, secret: str) -> Cells:
    """Sum the complete rows of a holder's table by cluster and stratum.

    ``secret`` makes the pseudonyms of clusters and strata; holders of one plan give the same.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `NotNumeric`, `EmptySample`, `TreatmentNotBinary`, `InfiniteValues`, `InvalidWeights`,
        `EmptyStratum`. One arm alone is no fault here: another holder may hold the other.
    """
    check_columns(relation, roles)
    _check_values(relation, roles)
    p = len(variables_of(roles))
    numbers = ", ".join(f"v{i}" for i in range(p))
    first = ", ".join(
        f"fsum(w * v{i}) / fsum(w) AS m{i}, min(v{i}) AS lowest{i}, max(v{i}) AS highest{i}" for i in range(p)
    )
    ends = ", ".join(
        f"count(*) FILTER (v{i} = lowest{i}) AS n_lowest{i}, count(*) FILTER (v{i} = highest{i}) AS n_highest{i}"
        for i in range(p)
    )
    pairs = ", ".join(
        f"fsum(w * (v{i} - m{i}) * (v{j} - m{j})) AS p{i}_{j}"
        for i, j in combinations_with_replacement(range(p), 2)
    )
    kept = ", ".join(
        f"min(m{i}) AS m{i}, min(lowest{i}) AS lowest{i}, max(highest{i}) AS highest{i}" for i in range(p)
    )
    answer = relation.ask(f"""
        WITH units AS (
            SELECT {numbers}, w, CAST(s AS VARCHAR) AS s, CAST(g AS VARCHAR) AS g
            FROM ({complete_rows(roles, relation.types)})
        ),
        means AS (SELECT s, g, {first} FROM units GROUP BY s, g)
        SELECT s, g, count(*) AS n, count(*) FILTER (v{p - 2} = 1) AS n_treated, fsum(w) AS w, {kept}, {ends}, {pairs}
        FROM units JOIN means USING (s, g) GROUP BY s, g ORDER BY s, g
    """)
    return _cells(answer, p, secret)


def _cells(answer: dict[str, NDArray[np.float64]], p: int, secret: str) -> Cells:
    def stacked(name: str, kind: type) -> NDArray[np.float64]:
        return np.column_stack([np.asarray(answer[f"{name}{i}"]).astype(kind) for i in range(p)])

    pairs = combinations_with_replacement(range(p), 2)
    triangle = np.column_stack([np.asarray(answer[f"p{i}_{j}"], dtype=np.float64) for i, j in pairs])
    return Cells(
        clusters=tuple(pseudonym(secret, f"cluster {label}") for label in answer["g"]),
        strata=tuple(pseudonym(secret, f"stratum {label}") for label in answer["s"]),
        n=np.asarray(answer["n"]).astype(np.int64),
        n_treated=np.asarray(answer["n_treated"]).astype(np.int64),
        weight=np.asarray(answer["w"], dtype=np.float64),
        means=stacked("m", np.float64),
        products=unfold_triangle(triangle, p),
        lowest=stacked("lowest", np.float64),
        highest=stacked("highest", np.float64),
        n_lowest=stacked("n_lowest", np.int64).astype(np.int64),
        n_highest=stacked("n_highest", np.int64).astype(np.int64),
    )


def _check_values(relation: Relation, roles: Roles) -> None:
    p = len(variables_of(roles))
    blank = missing("s", relation.types[roles.strata]) if roles.strata else "false"
    infinite = ", ".join(
        f"count(*) FILTER (v{i} IN ('inf'::DOUBLE, '-inf'::DOUBLE)) AS infinite{i}" for i in range(p)
    )
    answer = relation.ask(
        f"SELECT count(*) AS n, count(*) FILTER (v{p - 2} NOT IN (0, 1)) AS n_other_arms, {infinite}, "
        f"count(*) FILTER ({blank}) AS n_without_stratum, count(*) FILTER (w <= 0) AS n_bad_weights, "
        f"min(w) AS smallest_weight, max(w) AS largest_weight FROM ({complete_rows(roles, relation.types)})"
    )
    found = {name: float(np.ma.filled(column, np.nan)[0]) for name, column in answer.items()}
    if found["n"] == 0:
        raise EmptySample(n=relation.n_rows, columns=", ".join(roles.needed))
    for i, name in enumerate(variables_of(roles)):
        if found[f"infinite{i}"] > 0:
            raise InfiniteValues(column=name, n=int(found[f"infinite{i}"]))
    if found["n_other_arms"] > 0:
        raise TreatmentNotBinary(column=roles.treatment, found=relation.examples(roles.treatment))
    if roles.weights and found["largest_weight"] == np.inf:
        raise InfiniteValues(column=roles.weights, n=relation.count_infinite(roles.weights))
    if found["n_bad_weights"] > 0:
        smallest = f"{found['smallest_weight']:.6g}"
        raise InvalidWeights(column=roles.weights, n=int(found["n_bad_weights"]), smallest=smallest)
    if found["n_without_stratum"] > 0:
        raise EmptyStratum(column=roles.strata, n=int(found["n_without_stratum"]))
