"""Sums of products by cluster: all that least squares and its clustered variance need."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from miqyas.types import FloatMatrix, FloatVector, IntVector

Moments: TypeAlias = NDArray[np.float64]  # shape (n_clusters, p, p)
WHOLE = 1e-12  # share of a stratum outside a cluster below which the stratum lies in it


@dataclass(frozen=True, slots=True)
class ClusterMoments:
    """Moment matrices M_g = Σ w z zᵀ of p variables, one for each of G clusters.

    Attributes
    ----------
    products : Moments
        Shape (G, p, p), symmetric in the last two.
    """

    products: Moments

    @property
    def total(self) -> FloatMatrix:
        """M = Σ_g M_g, shape (p, p)."""
        total: FloatMatrix = self.products.sum(axis=0)
        return total

    def score_products(self, combination: FloatVector, regressors: IntVector) -> FloatMatrix:
        """Return Σ_g s_g s_gᵀ for s_g = Σ_{i∈g} w x e, where e = zᵀ ``combination`` is the residual.

        ``combination`` has shape (p,): 1 at the response, minus the coefficient at each regressor.
        The result has shape (k, k), k = ``regressors.size``.
        """
        scores = (self.products @ combination)[:, regressors]
        return scores.T @ scores


@dataclass(frozen=True, slots=True)
class CellMoments:
    """Moments by cluster of p variables less their stratum's mean, and what each cluster holds of each stratum.

    The constants of the strata are absorbed; what a cluster does to them is in its cells, C of them, sorted by
    cluster. Without strata, all rows are one stratum. A stratum that lies wholly in one cluster has no cell:
    its constant is that cluster's own affair.

    Attributes
    ----------
    products : Moments
        Σ w z zᵀ by cluster, shape (G, p, p).
    n : IntVector
        Rows of each cluster, shape (G,).
    cluster, stratum : IntVector
        Place of the cell's cluster and stratum, shape (C,).
    weight : FloatVector
        Σ w of each cell, shape (C,).
    sums : FloatMatrix
        Σ w z of each cell, shape (C, p).
    """

    products: Moments
    n: IntVector
    cluster: IntVector
    stratum: IntVector
    weight: FloatVector
    sums: FloatMatrix

    @property
    def n_clusters(self) -> int:
        """G."""
        return len(self.products)

    @property
    def n_strata(self) -> int:
        """One more than the last stratum met, S."""
        return int(self.stratum.max()) + 1 if self.stratum.size else 0

    @property
    def stratum_weight(self) -> FloatVector:
        """Σ w of each stratum, shape (S,)."""
        total = np.zeros(self.n_strata)
        np.add.at(total, self.stratum, self.weight)
        return total

    @property
    def slot(self) -> IntVector:
        """Rank of each cell among those of its cluster, from zero, shape (C,)."""
        if not self.cluster.size:
            return self.cluster
        starts = np.searchsorted(self.cluster, self.cluster, side="left")
        return np.arange(self.cluster.size) - starts

    def without_each_cluster(self) -> Moments:
        """Σ w z zᵀ of all other clusters, less the strata's means among them; shape (G, p, p).

        Call it with every shared stratum's cells: those of strata that lie in one cluster change nothing.
        """
        left: Moments = self.products.sum(axis=0) - self.products
        rest = self.stratum_weight[self.stratum] - self.weight
        shared = rest > WHOLE * self.weight
        moved = np.where(shared, 1 / np.where(shared, rest, 1.0), 0.0)
        taken = np.zeros_like(left)
        np.add.at(taken, self.cluster, moved[:, None, None] * self.sums[:, :, None] * self.sums[:, None, :])
        return left - taken

    def without_whole_strata(self) -> "CellMoments":
        """Leave out the cells of strata that lie in one cluster."""
        if not self.stratum.size:
            return self
        total = self.stratum_weight
        shared = total[self.stratum] - self.weight > WHOLE * total[self.stratum]
        places = np.unique(self.stratum[shared], return_inverse=True)[1]
        return replace(
            self,
            cluster=self.cluster[shared],
            stratum=np.asarray(places, dtype=np.int64),
            weight=self.weight[shared],
            sums=self.sums[shared],
        )

    def without_strata(self) -> "CellMoments":
        """Leave out every cell."""
        none = np.zeros(0, dtype=np.int64)
        return replace(self, cluster=none, stratum=none, weight=self.weight[:0], sums=self.sums[:0])


def unfold_triangle(cells: FloatMatrix, p: int) -> Moments:
    """Fill symmetric matrices (G, p, p) from their upper triangles, one by row, (G, p(p+1)/2)."""
    rows, columns = np.triu_indices(p)
    products = np.empty((cells.shape[0], p, p))
    products[:, rows, columns] = cells
    products[:, columns, rows] = cells
    return products
