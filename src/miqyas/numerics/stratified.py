"""Means of strata put together, with the variance of the arms or, where strata are too small, of the strata.

References
----------
Imbens, G. W. and Rubin, D. B. (2015). Causal Inference for Statistics, Social, and Biomedical Sciences,
chapters 6 and 9: Neyman's variance, in one stratum and in several.
Imai, K., King, G. and Nall, C. (2009). The essential role of pair matching in cluster-randomized experiments.
Statistical Science 24(1), 29-53: the variance between pairs.
Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components. Biometrics
Bulletin 2(6), 110-114.
"""

from miqyas.types import FloatMatrix, FloatVector, IntVector


def within_strata(
    shares: FloatVector, total_weight: FloatMatrix, score_square: FloatMatrix, n_clusters: IntVector
) -> tuple[float, float]:
    """Return the variance Σ ω² (v₁ + v₀), v = G/(G-1) Σ_g score_g² / W², and Satterthwaite's degrees of freedom.

    ``shares`` has shape (S,) and sums to one; the others have shape (S, 2), at least two clusters everywhere.
    """
    parts = (shares**2)[:, None] * n_clusters / (n_clusters - 1) * score_square / total_weight**2
    variance = float(parts.sum())
    spread = float((parts**2 / (n_clusters - 1)).sum())
    return variance, variance**2 / spread if spread > 0 else 0.0


def between_strata(shares: FloatVector, differences: FloatVector) -> tuple[float, float]:
    """Return the variance J/(J-1) Σ (ω_j τ_j - τ/J)² over J strata, and J - 1; shapes (J,)."""
    j = shares.size
    weighted = shares * differences
    return float(j / (j - 1) * ((weighted - weighted.mean()) ** 2).sum()), float(j - 1)
