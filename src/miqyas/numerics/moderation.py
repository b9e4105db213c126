"""Weighted regression of studies on their characteristics, and the variance left between them."""

import numpy as np

from miqyas.types import FloatMatrix, FloatVector

GRID, HALVINGS = 161, 200


def fit_given(
    y: FloatVector, v: FloatVector, design: FloatMatrix, tau2: float
) -> tuple[FloatVector, FloatMatrix, float]:
    """Return coefficients (p,), their variance (p, p) and the weighted sum of squared residuals, w = 1/(v + τ²)."""
    root = 1 / np.sqrt(v + tau2)
    q, r = np.linalg.qr(design * root[:, None])
    coefficients = np.linalg.solve(r, q.T @ (y * root))
    inverse = np.linalg.inv(r)
    residual = root * (y - design @ coefficients)
    return coefficients, inverse @ inverse.T, float(residual @ residual)


def tau2_reml_given(y: FloatVector, v: FloatVector, design: FloatMatrix) -> float:
    """Return the τ² of greatest restricted likelihood around the line, searched over its whole range.

    References
    ----------
    Viechtbauer, W. (2005). Journal of Educational and Behavioral Statistics 30(3), 261-293.
    """
    widest = float(np.ptp(y)) ** 2
    if widest == 0:
        return 0.0
    grid = np.concatenate(([0.0], np.geomspace(1e-10 * widest, 4 * widest, GRID - 1)))
    best = int(np.argmax([_restricted_likelihood(y, v, design, float(tau2)) for tau2 in grid]))
    if best == 0 and _restricted_score(y, v, design, 0.0) <= 0:
        return 0.0
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, GRID - 1)])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if _restricted_score(y, v, design, middle) > 0 else (low, middle)
    return (low + high) / 2


def _restricted_likelihood(y: FloatVector, v: FloatVector, design: FloatMatrix, tau2: float) -> float:
    w = 1 / (v + tau2)
    information = (design * w[:, None]).T @ design
    return float(
        0.5 * np.log(w).sum()
        - 0.5 * np.linalg.slogdet(information)[1]
        - 0.5 * fit_given(y, v, design, tau2)[2]
    )


def _restricted_score(y: FloatVector, v: FloatVector, design: FloatMatrix, tau2: float) -> float:
    """Twice the derivative: y′PPy - tr P, P = W - WX(X′WX)⁻¹X′W."""
    w = 1 / (v + tau2)
    coefficients, variance, _ = fit_given(y, v, design, tau2)
    residual = w * (y - design @ coefficients)
    weighted = design * w[:, None]
    return float(residual @ residual - w.sum() + np.trace(weighted.T @ weighted @ variance))
