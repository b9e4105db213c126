"""Sums of products by cluster: all that least squares and its clustered variance need."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from miqyas.types import FloatMatrix, FloatVector, IntVector

Moments: TypeAlias = NDArray[np.float64]  # shape (n_clusters, p, p)


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


def unfold_triangle(cells: FloatMatrix, p: int) -> Moments:
    """Fill symmetric matrices (G, p, p) from their upper triangles, one by row, (G, p(p+1)/2)."""
    rows, columns = np.triu_indices(p)
    products = np.empty((cells.shape[0], p, p))
    products[:, rows, columns] = cells
    products[:, columns, rows] = cells
    return products
