"""Violations of parallel trends that are at most so many times the largest one before treatment.

References
----------
Rambachan, A. and Roth, J. (2023). A more credible approach to parallel trends. Review of Economic Studies 90(5),
2555-2591: Δ^RM(M̄), a union of polyhedra, and its confidence sets.
Andrews, I., Roth, J. and Pakes, A. (2023). Inference for linear conditional moment inequalities. Review of Economic
Studies 90(6), 2763-2791: the conditional test and its hybrid with the least favourable one.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr

from miqyas.types import BoolVector, FloatMatrix, FloatVector

N_DRAWS = 10_000  # the least favourable critical value moves by 0.05 between seeds, the sets by far less
N_GRID = 1001
HALVINGS = 60
FIRST_STAGE = 0.1  # share of the size given to the least favourable test, as in the paper
FLAT = 1e-9  # a combination whose spread is below this share of the others is nothing but rounding


@dataclass(frozen=True, slots=True)
class Inequalities:
    """Moment inequalities T(θ) = fixed + by_target θ of one polyhedron, nuisance effects taken out.

    T_j has standard deviation of one unit of the programme min η: Y - Xτ ≤ ησ; each row is a vertex of its dual.
    ``spread`` is their variance (J, J), ``critical`` the least favourable critical value.
    """

    fixed: FloatVector
    by_target: FloatVector
    spread: FloatMatrix
    critical: float


def differences(steps: FloatVector) -> tuple[FloatMatrix, FloatMatrix]:
    """Return rows that take the change of a path from one period to the next: (P, K) before, (Q, K) after.

    The path is zero at the reference, which the last change before and the first one after lean on.
    """
    moves: FloatMatrix = np.eye(steps.size)
    first_after = int((steps < 0).sum())
    before: FloatMatrix = -moves[:first_after]
    before[:-1] += moves[1:first_after]
    after = moves[first_after:].copy()
    after[1:] -= moves[first_after:-1]
    return before, after


def relative_set(
    steps: FloatVector, values: FloatVector, target: FloatVector, m: float
) -> tuple[float, float]:
    """Return the effects compatible with effects before taken as they are."""
    before, after = differences(steps)
    margin = m * float(np.abs(before @ values).max()) * float(np.abs(_by_change(target, after)).sum())
    centre = float(target @ values)
    return centre - margin, centre + margin


def _by_change(target: FloatVector, after: FloatMatrix) -> FloatVector:
    """Write the target as a sum over changes: c with target'x = c'(after x)."""
    size = len(after)
    return np.asarray(np.linalg.solve(after[:, -size:].T, target[-size:]), dtype=np.float64)


def polyhedra(
    steps: FloatVector,
    values: FloatVector,
    variance: FloatMatrix,
    target: FloatVector,
    *,
    m: float,
    alpha: float,
    draws: FloatMatrix,
) -> list[Inequalities]:
    """Write the inequalities of each polyhedron: which change before is the largest, and its sign.

    ``draws`` are standard normal, shape (n, K).
    """
    before, after = differences(steps)
    values_, vectors = np.linalg.eigh(variance)
    noise = draws @ ((vectors * np.sqrt(np.clip(values_, 0, None))) @ vectors.T)
    found = []
    for largest in [sign * row for row in before for sign in (1.0, -1.0)]:
        rows, by_target = _vertices(after, largest, target, variance, m)
        critical = float(np.quantile((noise @ rows.T).max(axis=1), 1 - FIRST_STAGE * alpha))
        found.append(Inequalities(rows @ values, by_target, rows @ variance @ rows.T, critical))
    return found


def _vertices(
    after: FloatMatrix,
    largest: FloatVector,
    target: FloatVector,
    variance: FloatMatrix,
    m: float,
) -> tuple[FloatMatrix, FloatVector]:
    """Take the effects after treatment out of the inequalities ±d_t ≤ m·largest, given target'τ = θ.

    What is left of the dual: both signs of one change after; the changes after that add up to the target, one sign
    each. The inequalities between changes before say nothing of θ and are left out, as R's HonestDiD does: the
    test is valid without them, and sharper.
    """
    c = _by_change(target, after)

    def deviation(rows: FloatMatrix) -> FloatVector:
        spread: FloatVector = np.sqrt(np.einsum("ji,ik,jk->j", rows, variance, rows))
        return spread

    up, down = after - m * largest, -after - m * largest
    over, under = deviation(up), deviation(down)
    rising, falling = np.where(c > 0, over, under), np.where(c > 0, under, over)
    both = -2 * m * largest[None, :] / (over + under)[:, None]
    total = np.abs(c)
    high = (target - m * total.sum() * largest) / (total @ rising)
    low = (-target - m * total.sum() * largest) / (total @ falling)
    rows = np.vstack([both, high, low])
    by_target = np.zeros(len(rows))
    by_target[-2:] = -1 / (total @ rising), 1 / (total @ falling)
    kept = deviation(rows) > FLAT
    return rows[kept], by_target[kept]


def accepted(pieces: list[Inequalities], theta: FloatVector, *, alpha: float) -> BoolVector:
    """Tell which effects the hybrid test of some polyhedron does not reject, shape of ``theta``."""
    kept = np.zeros(theta.shape, dtype=np.bool_)
    for piece in pieces:
        kept |= _accepted_by(piece, theta, alpha)
    return kept


def _accepted_by(piece: Inequalities, theta: FloatVector, alpha: float) -> BoolVector:
    moments = piece.fixed[:, None] + piece.by_target[:, None] * theta[None, :]
    largest = moments.argmax(axis=0)
    eta = moments.max(axis=0)
    own = piece.spread[largest, largest]
    share = piece.spread[:, largest] / own
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = (moments - share * eta) / (1 - share)
    tied = np.abs(1 - share) < FLAT
    low = np.where(~tied & (share < 1), bound, -np.inf).max(axis=0)
    high = np.minimum(np.where(~tied & (share > 1), bound, np.inf).min(axis=0), piece.critical)
    conditional = (1 - FIRST_STAGE) * alpha / (1 - FIRST_STAGE * alpha)
    above = _truncated_above(eta, np.minimum(low, eta), np.maximum(high, eta), np.sqrt(own))
    kept: BoolVector = (eta <= 0) | ((eta <= piece.critical) & (above > conditional))
    return kept


def _truncated_above(
    value: FloatVector, low: FloatVector, high: FloatVector, scale: FloatVector
) -> FloatVector:
    """Return P(X > value) for X ~ N(0, scale²) between low and high, in logarithms: tails may be far."""
    at, bottom, top = (log_ndtr(-x / scale) for x in (value, low, high))
    chance: FloatVector = (
        np.exp(at - bottom) * np.expm1(top - at) / np.minimum(np.expm1(top - bottom), -1e-300)
    )
    return chance


def relative_interval(
    pieces: list[Inequalities], *, centre: float, width: float, alpha: float
) -> tuple[float, float]:
    """Return the ends of the effects not rejected, by a grid widened until it holds them, then by halving.

    The effect at ``centre`` is always among them: with no violation left to explain, no inequality is broken.
    """
    while True:
        grid = centre + width * np.linspace(-1, 1, N_GRID)
        kept = np.flatnonzero(accepted(pieces, grid, alpha=alpha))
        if kept[0] > 0 and kept[-1] < N_GRID - 1:
            break
        width *= 2
    low = _edge(pieces, grid[kept[0]], grid[kept[0] - 1], alpha)
    return low, _edge(pieces, grid[kept[-1]], grid[kept[-1] + 1], alpha)


def _edge(pieces: list[Inequalities], inside: float, outside: float, alpha: float) -> float:
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        if accepted(pieces, np.array([middle]), alpha=alpha)[0]:
            inside = middle
        else:
            outside = middle
    return float(inside)
