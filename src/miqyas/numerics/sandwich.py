"""Variance of least-squares coefficients when units of a cluster resemble each other."""

from dataclasses import dataclass

import numpy as np

from miqyas.numerics.moments import CellMoments, Moments
from miqyas.types import FloatMatrix, FloatVector, IntVector

# Share of a direction that stays when a cluster is taken out, below which the cluster alone decides it.
DECIDED = 1e-9


def cluster_robust(
    bread: FloatMatrix, meat: FloatMatrix, *, n: int, n_clusters: int, n_coefficients: int
) -> FloatMatrix:
    """Compute CR1, V = c A B A with c = G/(G-1) · (N-1)/(N-K); each unit its own cluster gives HC1.

    ``bread`` A and ``meat`` B = Σ_g s_g s_gᵀ have shape (k, k).

    References
    ----------
    Cameron, A. C. and Miller, D. L. (2015). A practitioner's guide to cluster-robust inference. Journal of
    Human Resources 50(2), 317-372, section II.
    """
    correction = n_clusters / (n_clusters - 1) * (n - 1) / (n - n_coefficients)
    return correction * bread @ meat @ bread


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A variance that undoes what fitting did to the residuals.

    Attributes
    ----------
    variance : FloatMatrix
        Shape (k, k).
    df : float or None
        Bell and McCaffrey's degrees of freedom of the last coefficient (CR2, HC2); None where not defined.
    deciding : IntVector
        Clusters that alone decide the last coefficient: without one of them it cannot be estimated.
    """

    variance: FloatMatrix
    df: float | None
    deciding: IntVector


def bias_reduced(
    cells: CellMoments, bread: FloatMatrix, combination: FloatVector, regressors: IntVector
) -> Adjusted:
    """Compute CR2 with its degrees of freedom, from the sums of each cluster.

    With X the whole design, constants of strata included, A = (XᵀX)⁻¹ = LLᵀ and N_g = Lᵀ X_gᵀX_g L, a
    cluster's part of the coefficients, A X_gᵀ (I - X_g A X_gᵀ)^(-1/2) e_g, is L (I - N_g)^(-1/2) Lᵀ s_g: no
    matrix has the size of the cluster. The working model of the degrees of freedom is independent units of
    variance inverse to their weight.

    References
    ----------
    Bell, R. M. and McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression with
    multi-stage samples. Survey Methodology 28(2), 169-181.
    Imbens, G. W. and Kolesár, M. (2016). Robust standard errors in small samples: some practical advice. Review
    of Economics and Statistics 98(4), 701-712.
    Pustejovsky, J. E. and Tipton, E. (2018). Small-sample methods for cluster-robust variance estimation and
    hypothesis testing in fixed effects models. Journal of Business & Economic Statistics 36(4), 672-683.
    """
    parts = _Parts.of(cells, bread, combination, regressors)
    influence = parts.influence(-0.5)
    return Adjusted(influence.T @ influence, _degrees_of_freedom(cells, parts), parts.deciding)


def jackknife(
    cells: CellMoments, bread: FloatMatrix, combination: FloatVector, regressors: IntVector
) -> Adjusted:
    """Compute CR3, (G-1)/G Σ_g (β₍₋g₎ - β)(β₍₋g₎ - β)ᵀ, each β₍₋g₎ being the fit without cluster g.

    References
    ----------
    MacKinnon, J. G., Nielsen, M. Ø. and Webb, M. D. (2023). Fast and reliable jackknife and bootstrap methods
    for cluster-robust inference. Journal of Applied Econometrics 38(5), 671-694.
    """
    parts = _Parts.of(cells, bread, combination, regressors)
    influence = parts.influence(-1.0)
    shrink = (cells.n_clusters - 1) / cells.n_clusters
    return Adjusted(shrink * influence.T @ influence, None, parts.deciding)


@dataclass(frozen=True, slots=True)
class _Parts:
    """N_g = V Λ Vᵀ of every cluster, in coordinates where the design is orthonormal; strata first."""

    values: FloatMatrix  # Λ, shape (G, m)
    vectors: FloatMatrix  # V, shape (G, m, m)
    scores: FloatMatrix  # Lᵀ s_g, shape (G, m)
    root: FloatMatrix  # L of the regressors, shape (k, k)

    @classmethod
    def of(
        cls, cells: CellMoments, bread: FloatMatrix, combination: FloatVector, regressors: IntVector
    ) -> "_Parts":
        root: FloatMatrix = np.linalg.cholesky(bread).astype(np.float64)
        k, slot = regressors.size, cells.slot
        d = int(slot.max()) + 1 if slot.size else 0
        local = np.zeros((cells.n_clusters, d + k, d + k))
        local[:, d:, d:] = root.T @ cells.products[:, regressors[:, None], regressors] @ root
        scores = np.zeros((cells.n_clusters, d + k))
        scores[:, d:] = (cells.products @ combination)[:, regressors] @ root
        if d:
            share = 1 / np.sqrt(cells.stratum_weight[cells.stratum])
            local[cells.cluster, slot, slot] = cells.weight * share**2
            crossed = (cells.sums[:, regressors] @ root) * share[:, None]
            local[cells.cluster, slot, d:] = crossed
            local[cells.cluster, d:, slot] = crossed
            scores[cells.cluster, slot] = (cells.sums @ combination) * share
        values, vectors = np.linalg.eigh(local)
        return cls(values, vectors, scores, root)

    @property
    def deciding(self) -> IntVector:
        decided = 1 - self.values <= DECIDED
        last = np.einsum("i,gij->gj", self.root[-1], self.vectors[:, -len(self.root) :, :])
        told = (decided * last**2).sum(axis=1) > DECIDED * (self.root[-1] ** 2).sum()
        return np.flatnonzero(told)

    def power(self, exponent: float) -> FloatMatrix:
        """(1 - λ)^exponent, zero where the cluster alone decides; shape (G, m)."""
        left = 1 - self.values
        kept = left > DECIDED
        raised: FloatMatrix = np.where(kept, np.where(kept, left, 1.0) ** exponent, 0.0)
        return raised

    def influence(self, exponent: float) -> FloatMatrix:
        """L (I - N_g)^exponent Lᵀ s_g of the regressors, shape (G, k)."""
        turned = np.einsum("gij,gi->gj", self.vectors, self.scores) * self.power(exponent)
        back = np.einsum("gij,gj->gi", self.vectors, turned)
        found: FloatMatrix = back[:, -len(self.root) :] @ self.root.T
        return found


def _degrees_of_freedom(cells: CellMoments, parts: _Parts) -> float:
    """(Σ Γ_gg)² / Σ Γ_gh², Γ = the covariance of the clusters' parts under the working model.

    Γ_gg = ℓᵀ N ℓ over what is kept, Γ_gh = -u_gᵀ u_h with u_g = (I - N)^(-1/2) N ℓ, ℓ the last row of L.
    """
    k = len(parts.root)
    along = np.einsum("i,gij->gj", parts.root[-1], parts.vectors[:, -k:, :])
    kept = parts.power(0.0)
    diagonal = (kept * parts.values * along**2).sum(axis=1)
    turned = parts.power(-0.5) * parts.values * along
    u = np.einsum("gij,gj->gi", parts.vectors, turned)
    off = _squares_of_products(cells, u, k) - ((u**2).sum(axis=1) ** 2).sum()
    return float(diagonal.sum() ** 2 / ((diagonal**2).sum() + off))


def _squares_of_products(cells: CellMoments, u: FloatMatrix, k: int) -> float:
    """Σ_gh (u_gᵀ u_h)² where the first entries of u_g stand for the strata the cluster meets."""
    of_regressors = u[:, -k:]
    total = float(((of_regressors.T @ of_regressors) ** 2).sum())
    if not cells.stratum.size:
        return total
    from scipy.sparse import coo_array  # noqa: PLC0415  # only where strata are absorbed

    on_strata = coo_array(
        (u[cells.cluster, cells.slot], (cells.cluster, cells.stratum)),
        shape=(cells.n_clusters, cells.n_strata),
    ).tocsr()
    own = on_strata.T @ on_strata
    crossed = on_strata.T @ of_regressors
    return total + 2 * float((crossed**2).sum()) + float((own.data**2).sum())


def satterthwaite(
    bread: FloatMatrix,
    *,
    own: FloatVector,
    crossed: FloatMatrix,
    squares: FloatMatrix,
    expected: float,
    diagonal: float,
) -> float:
    """Return Bell and McCaffrey's degrees of freedom of the last coefficient under HC2.

    ``own`` (S,), ``crossed`` (S, k) and ``squares`` (k, k) are the blocks of Q = Σ a² x xᵀ, constants first, in
    coordinates where these are orthonormal; ``expected`` is Σ Γ_ii, ``diagonal`` corrects Σ (x_iᵀ B x_j)² there.
    """
    turned = bread @ squares
    total = float(
        own @ own + np.trace(turned @ turned) + 2 * np.einsum("si,ij,sj->", crossed, bread, crossed)
    )
    return expected**2 / (total + diagonal)


def effective_clusters(products: Moments, bread: FloatMatrix, regressors: IntVector) -> float:
    """Return G* = G / (1 + Γ), Γ the squared variation of γ_g = cᵀ A X_gᵀX_g A c for the last coefficient.

    Units are taken as independent inside clusters: with them alike, unequal clusters would be worth less still.

    References
    ----------
    Carter, A. V., Schnepel, K. T. and Steigerwald, D. G. (2017). Asymptotic behavior of a t-test robust to
    cluster heterogeneity. Review of Economics and Statistics 99(4), 698-709.
    """
    pull = bread[-1]
    own = products[:, regressors[:, None], regressors]
    gamma = np.einsum("i,gij,j->g", pull, own, pull)
    return float(gamma.size / (1 + (gamma.std() / gamma.mean()) ** 2))
