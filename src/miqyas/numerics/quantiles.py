"""Quantiles of a weighted sample, and the influence of each row on them.

References
----------
Serfling, R. J. (1980). Approximation Theorems of Mathematical Statistics, section 2.5: the influence of an observation
on a quantile, (q - 1{y ≤ Q}) / f(Q).
Silverman, B. W. (1986). Density Estimation for Statistics and Data Analysis, section 3.4: the bandwidth.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.types import FloatMatrix, FloatVector


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Quantiles, shape (K,), the density there, and the influence of each row on them, shape (n, K)."""

    values: FloatVector
    density: FloatVector
    influence: FloatMatrix


def weighted_quantiles(y: FloatVector, w: FloatVector, at: FloatVector) -> FloatVector:
    """Return the least value below or at which lies a share of the weights of at least ``at``, shape (K,)."""
    order = np.argsort(y, kind="stable")
    reached = np.cumsum(w[order]) / w.sum()
    # A share met up to rounding is met: half of ten rows is five.
    place = np.searchsorted(reached, at - 1e-12, side="left")
    found: FloatVector = y[order][np.minimum(place, y.size - 1)]
    return found


def quantiles(y: FloatVector, w: FloatVector, at: FloatVector) -> Quantiles:
    """Compute quantiles with their influence; rows of one arm, which must not be constant."""
    values = weighted_quantiles(y, w, at)
    share = w / w.sum()
    density = _density(y, share, values)
    below = y[:, None] <= values
    influence = share[:, None] * (at - below) / density
    return Quantiles(values, density, influence)


def _density(y: FloatVector, share: FloatVector, points: FloatVector) -> FloatVector:
    """Estimate the density by a Gaussian kernel, bandwidth 0.9 min(s, IQR / 1.34) n^(-1/5), n the effective size."""
    mean = float(share @ y)
    spread = float(np.sqrt(share @ (y - mean) ** 2))
    low, high = weighted_quantiles(y, share, np.array([0.25, 0.75]))
    spread = min(spread, (high - low) / 1.34) if high > low else spread
    width = 0.9 * spread * (1 / float(share @ share)) ** -0.2
    found = np.array([share @ np.exp(-(((point - y) / width) ** 2) / 2) for point in points])
    density: FloatVector = found / (width * np.sqrt(2 * np.pi))
    return density
