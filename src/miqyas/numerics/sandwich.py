"""Variance of least-squares coefficients when units of a cluster resemble each other."""

from miqyas.types import FloatMatrix


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
