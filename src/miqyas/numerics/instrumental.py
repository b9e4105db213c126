"""Two-stage least squares and its weak-instrument companions, from moments.

Every stage is a linear combination of the same sums: with Z = (x, z) the exogenous columns and A = (ZᵀZ)⁻¹,
the coefficients on Z of any variable v are A Zᵀv, and their variance needs Σ_g s_g s_gᵀ of its residual only.

References
----------
Montiel Olea, J. L. and Pflueger, C. (2013). A robust test for weak instruments. Journal of Business & Economic
Statistics 31(3), 358-369: effective F, and the critical value of their section 3.
Andrews, I., Stock, J. H. and Sun, L. (2019). Weak instruments in instrumental variables regression. Annual
Review of Economics 11, 727-753: Anderson-Rubin sets under clustering.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.linalg import cho_factor, cho_solve, eigvals
from scipy.special import chndtrix, fdtri

from miqyas.numerics.moments import Moments
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

# Share of the Nagar bias, of that in the worst case, an instrument must keep below; and the test's size.
BIAS = 0.10
SIZE = 0.05
ALONE = 1e-10  # smallest eigenvalue, on the scale of correlations, under which a fit cannot be done
REAL = 1e-7  # imaginary share under which a root counts as real: a touching root splits into two near ones


@dataclass(frozen=True, slots=True)
class Stages:
    """Coefficients of the q instruments on treatment and outcome, with their joint variance.

    Attributes
    ----------
    first, reduced : FloatVector
        Effect of each instrument on treatment, and on outcome; shape (q,).
    first_variance, reduced_variance, covariance : FloatMatrix
        Shape (q, q); ``covariance`` holds cov(reduced, first).
    strength : FloatMatrix
        zᵀz once the other exogenous columns are held fixed, shape (q, q).
    df : float
        Degrees of freedom of the F tests' denominator.
    """

    first: FloatVector
    reduced: FloatVector
    first_variance: FloatMatrix
    reduced_variance: FloatMatrix
    covariance: FloatMatrix
    strength: FloatMatrix
    df: float


def effective_f(stages: Stages) -> float:
    """Return πᵀ Q π / tr(V Q): the robust first-stage F when there is one instrument."""
    weighted = float(stages.first @ stages.strength @ stages.first)
    return weighted / float(np.trace(stages.first_variance @ stages.strength))


def critical_effective_f(stages: Stages) -> float:
    """Return the value an effective F must exceed for a bias under ``BIAS``, at ``SIZE``.

    Patnaik's approximation with the worst-case x = 1 / BIAS: 23.1 with one instrument.
    """
    root = np.linalg.cholesky(stages.strength)
    eigenvalues = np.linalg.eigvalsh(root.T @ stages.first_variance @ root)
    trace, squares, largest = eigenvalues.sum(), (eigenvalues**2).sum(), eigenvalues[-1]
    x = 1 / BIAS
    df = trace**2 * (1 + 2 * x) / (squares + 2 * x * trace * largest)
    return float(chndtrix(1 - SIZE, df, df * x) / df)


def anderson_rubin_set(stages: Stages, level: float) -> tuple[tuple[float, float], ...]:
    """Return the effects an Anderson-Rubin test does not reject, as disjoint pieces in order.

    b stands when (ρ - bπ)ᵀ Σ(b)⁻¹ (ρ - bπ) ≤ q F, Σ(b) = V_ρ - b (C + Cᵀ) + b² V_π. Its bounds are the real
    roots of det [[Σ(b), ρ - bπ], [(ρ - bπ)ᵀ, q F]] = 0, a quadratic eigenvalue problem: no grid. A bound may be
    infinite; no piece at all means that no effect fits all instruments.
    """
    q = stages.first.size
    critical = q * float(fdtri(q, stages.df, level))
    moved = float(np.trace(stages.first_variance) + stages.first @ stages.first)
    unit = float(np.sqrt(np.trace(stages.reduced_variance) / moved))
    constant, linear, square = _pencil(stages, critical, unit)
    bounds = _real_roots(constant, linear, square)
    pieces: list[tuple[float, float]] = []
    for low, high in pairwise([-np.inf, *bounds, np.inf]):
        if not _stands(stages, critical, unit * _inside(low, high)):
            continue
        joined = bool(pieces) and pieces[-1][1] == low * unit
        start = pieces.pop()[0] if joined else low * unit
        pieces.append((start, high * unit))
    return tuple(pieces)


def anderson_rubin_statistic(stages: Stages, effect: float) -> float:
    """Return the F statistic of the hypothesis that the effect is ``effect``."""
    gap = stages.reduced - effect * stages.first
    both = stages.covariance + stages.covariance.T
    variance = stages.reduced_variance - effect * both + effect**2 * stages.first_variance
    return float(gap @ cho_solve(cho_factor(variance), gap)) / gap.size


def _stands(stages: Stages, critical: float, effect: float) -> bool:
    return anderson_rubin_statistic(stages, effect) * stages.first.size <= critical


def _pencil(stages: Stages, critical: float, unit: float) -> tuple[FloatMatrix, FloatMatrix, FloatMatrix]:
    """Write the matrix as constant + b·linear + b²·square with b in ``unit`` and every block near one."""
    q = stages.first.size
    own = 1 / np.sqrt(np.diag(stages.reduced_variance))
    scale = np.outer(own, own)
    constant, linear, square = (np.zeros((q + 1, q + 1)) for _ in range(3))
    constant[:q, :q] = stages.reduced_variance * scale
    linear[:q, :q] = -(stages.covariance + stages.covariance.T) * scale * unit
    square[:q, :q] = stages.first_variance * scale * unit**2
    constant[:q, q] = constant[q, :q] = stages.reduced * own
    linear[:q, q] = linear[q, :q] = -stages.first * own * unit
    constant[q, q] = critical
    return constant, linear, square


def _real_roots(constant: FloatMatrix, linear: FloatMatrix, square: FloatMatrix) -> list[float]:
    """Solve det(constant + b linear + b² square) = 0 by companion linearisation; infinite roots left out."""
    size = len(constant)
    eye, nothing = np.eye(size), np.zeros((size, size))
    left = np.block([[nothing, eye], [-constant, -linear]])
    right = np.block([[eye, nothing], [nothing, square]])
    above, below = eigvals(left, right, homogeneous_eigvals=True)
    finite = np.abs(below) > 1e-12 * np.hypot(np.abs(above), np.abs(below))
    roots = above[finite] / below[finite]
    real = roots[np.abs(roots.imag) <= REAL * np.maximum(1.0, np.abs(roots))].real
    return sorted(float(root) for root in real)


def _inside(low: float, high: float) -> float:
    """Return a point strictly between two bounds, of which some may be infinite."""
    if np.isinf(low) and np.isinf(high):
        return 0.0
    if np.isinf(low):
        return high - max(1.0, abs(high))
    if np.isinf(high):
        return low + max(1.0, abs(low))
    return (low + high) / 2


def jackknifed_effects(
    moments: Moments, exogenous: IntVector, explained: IntVector, response: int
) -> tuple[FloatVector, BoolVector]:
    """Fit two-stage least squares on each of G moment matrices, and say where it cannot be done; shapes (G,).

    ``moments`` has shape (G, p, p); ``exogenous`` are covariates and instruments, ``explained`` covariates and the
    treatment, last.
    """
    scale = np.sqrt(np.maximum(np.einsum("gii->gi", moments), 0.0))
    scale = np.where(scale > 0, scale, 1.0)
    unit = moments / (scale[:, :, None] * scale[:, None, :])
    zz = unit[:, exogenous[:, None], exogenous]
    zx, zy = unit[:, exogenous[:, None], explained], unit[:, exogenous, response]
    lost = np.linalg.eigvalsh(zz)[:, 0] <= ALONE
    zz = np.where(lost[:, None, None], np.eye(exogenous.size), zz)
    first = np.linalg.solve(zz, zx)
    crossed = np.swapaxes(first, 1, 2) @ zx
    lost |= np.linalg.eigvalsh(crossed)[:, 0] <= ALONE
    crossed = np.where(lost[:, None, None], np.eye(explained.size), crossed)
    target = np.einsum("gij,gi->gj", first, zy)
    slopes = np.linalg.solve(crossed, target[:, :, None])[:, -1, 0]
    return slopes * scale[:, response] / scale[:, explained[-1]], lost
