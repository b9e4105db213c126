"""Parameters that are differences of cohort means over time, with the influence of each unit in closed form."""

from dataclasses import dataclass

import numpy as np

from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Influence:
    """ψ_i = a_{h}·(Y_i - m_h) + b_h for a unit of cohort h, K parameters at once; scaled so that θ̂ - θ ≈ Σ ψ_i.

    Attributes
    ----------
    within : array
        a, shape (K, H, T).
    between : array
        b, shape (K, H).
    """

    within: FloatMatrix
    between: FloatMatrix

    def combine(self, weights: FloatMatrix, between: FloatMatrix) -> "Influence":
        """Return the influence of ``weights`` @ θ, shape (R, K), plus that of estimated weights (R, H)."""
        return Influence(np.einsum("rk,kht->rht", weights, self.within), weights @ self.between + between)


@dataclass(frozen=True, slots=True)
class UnitInfluence:
    """The influence of every unit, written out, when it is no function of its cohort alone.

    Attributes
    ----------
    psi : array
        Shape (K, n).
    cohort, weights : array
        Place of each unit's cohort, and its weight, shape (n,).
    """

    psi: FloatMatrix
    cohort: IntVector
    weights: FloatVector

    def combine(self, weights: FloatMatrix, between: FloatMatrix) -> "UnitInfluence":
        """Return the influence of ``weights`` @ θ, shape (R, K), plus that of estimated weights (R, H)."""
        psi = weights @ self.psi + between[:, self.cohort] * self.weights
        return UnitInfluence(psi, self.cohort, self.weights)

    def variance(self, clusters: IntVector) -> FloatMatrix:
        """Return Σ_c ψ_c ψ_cᵀ; ``clusters`` holds the place of each unit's cluster, shape (n,)."""
        scores = np.array([np.bincount(clusters, weights=row) for row in self.psi], dtype=np.float64)
        total: FloatMatrix = scores @ scores.T
        return total


def unit_variance(influence: Influence, sizes: FloatVector, products: FloatMatrix) -> FloatMatrix:
    """Return Σ_i ψ_i ψ_iᵀ, shape (K, K); ``products`` (H, T, T) holds Σ_{i∈h} (Y_i - m_h)(Y_i - m_h)ᵀ."""
    spread = np.einsum("kht,hts,jhs->kj", influence.within, products, influence.within, optimize=True)
    total: FloatMatrix = spread + (influence.between * sizes) @ influence.between.T
    return total


def cluster_variance(influence: Influence, counts: FloatMatrix, deviations: FloatMatrix) -> FloatMatrix:
    """Return Σ_c ψ_c ψ_cᵀ; ``counts`` (C, H) units, ``deviations`` (C, H, T) sums of Y_i - m_h in each cluster."""
    n_clusters, n_effects = counts.shape[0], influence.between.shape[0]
    within = deviations.reshape(n_clusters, -1) @ influence.within.reshape(n_effects, -1).T
    scores = within + counts @ influence.between.T
    total: FloatMatrix = scores.T @ scores
    return total


def largest_of_normals(variance: FloatMatrix, *, n_draws: int, rng: np.random.Generator) -> FloatVector:
    """Draw max_k |Z_k| / σ_k for Z ~ N(0, ``variance``), shape (n_draws,).

    Sums Σ v_i ψ_i with independent standard normal v_i, the draws of a Gaussian multiplier bootstrap, have exactly
    this distribution given the data.
    """
    scale = np.sqrt(np.diag(variance))
    values, vectors = np.linalg.eigh(variance / np.outer(scale, scale))
    # The symmetric root: unlike the eigenvectors, it moves by rounding only when the variance does.
    root = (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
    largest: FloatVector = np.abs(rng.standard_normal((n_draws, scale.size)) @ root).max(axis=1)
    return largest
