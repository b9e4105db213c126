"""The mix of points nearest to a target: weights that are not negative and add up to one.

The method is Wolfe's: it ends after finitely many steps at the exact solution, without a step size or a number of
iterations to choose. A ridge, an intercept and weighted rows are all written into the points.

References
----------
Wolfe, P. (1976). Finding the nearest point in a polytope. Mathematical Programming 11, 128-149.
"""

from dataclasses import dataclass

import numpy as np

from miqyas.types import FloatMatrix, FloatVector, IntVector

# Relative to the squared length of the longest point: what doubles cannot tell from optimal.
OPTIMAL = 1e-14
NEGLIGIBLE = 1e-12  # a weight below it is rounding
MOST_STEPS = 100  # for each point; Wolfe's method needs a few


@dataclass(frozen=True, slots=True)
class NearestMix:
    """Weights of the mix nearest to the target.

    Attributes
    ----------
    weights : FloatVector
        Shape (n,), not negative, adding up to one.
    distance : float
        Euclidean distance of the mix from the target, ridge included.
    is_unique : bool
        False when other weights give the same mix: the target lies inside the points' hull, or some repeat.
    """

    weights: FloatVector
    distance: float
    is_unique: bool


def nearest_mix(
    points: FloatMatrix, target: FloatVector, *, ridge: float = 0.0, intercept: bool = False
) -> NearestMix:
    """Minimise |points · w − target|² + ridge |w|² over weights w on the simplex.

    Parameters
    ----------
    points : FloatMatrix
        Shape (m, n): one column for each thing to mix.
    target : FloatVector
        Shape (m,).
    ridge : float
        Penalty on the squared weights, zero or above.
    intercept : bool
        Leave a constant free beside the mix, the same in every row.

    Examples
    --------
    >>> found = nearest_mix(np.array([[0.0, 4.0, 9.0]]), np.array([3.0]))
    >>> found.weights.round(6), found.is_unique
    (array([0.25, 0.75, 0.  ]), False)
    """
    gaps = points - target[:, np.newaxis]
    if intercept:
        gaps = gaps - gaps.mean(axis=0)
    if ridge > 0:
        gaps = np.vstack([gaps, np.sqrt(ridge) * np.eye(points.shape[1])])
    gram = gaps.T @ gaps
    scale = float(np.diag(gram).max())
    if scale == 0:  # every point is the target
        n = points.shape[1]
        return NearestMix(np.full(n, 1.0 / n), 0.0, n == 1)
    corral, weights = _wolfe(gram / scale)
    weights = _polished(gaps[:, corral], weights)
    found = np.zeros(points.shape[1])
    found[corral] = weights
    mix = gaps @ found
    return NearestMix(found, float(np.sqrt(mix @ mix)), _is_unique(gaps, mix, scale))


def _wolfe(gram: FloatMatrix) -> tuple[IntVector, FloatVector]:
    """Return the points that carry weight, and their weights, from the inner products of all."""
    corral = np.array([int(np.argmin(np.diag(gram)))])
    weights = np.ones(1)
    for _ in range(MOST_STEPS * gram.shape[0]):
        products = gram[:, corral] @ weights
        entering = int(np.argmin(products))
        if products[entering] >= weights @ products[corral] - OPTIMAL or entering in corral:
            return corral, weights
        corral, weights = np.append(corral, entering), np.append(weights, 0.0)
        while True:
            wanted = _affine_minimum(gram[np.ix_(corral, corral)])
            leaving = wanted <= NEGLIGIBLE
            if not leaving.any():
                weights = wanted
                break
            steps = weights[leaving] / np.maximum(weights[leaving] - wanted[leaving], NEGLIGIBLE)
            weights = weights + min(float(steps.min()), 1.0) * (wanted - weights)
            stay = weights > NEGLIGIBLE
            stay[np.flatnonzero(leaving)[int(np.argmin(steps))]] = False
            corral, weights = corral[stay], weights[stay] / weights[stay].sum()
    return corral, weights


def _affine_minimum(gram: FloatMatrix) -> FloatVector:
    """Weights adding up to one, of any sign, of the shortest combination; shapes (s, s) and (s,)."""
    ones = np.ones(gram.shape[0])
    try:
        solved = np.linalg.solve(gram + 1.0, ones)
    except np.linalg.LinAlgError:  # the points lie on a plane of fewer dimensions
        solved = np.linalg.lstsq(gram + 1.0, ones, rcond=None)[0]
    weights: FloatVector = solved / solved.sum()
    return weights


def _polished(gaps: FloatMatrix, weights: FloatVector) -> FloatVector:
    """Solve the last step again from the points: inner products had squared its condition number."""
    base, others = gaps[:, 0], gaps[:, 1:] - gaps[:, :1]
    solved = np.linalg.lstsq(others, -base, rcond=None)[0]
    polished = np.append(1.0 - solved.sum(), solved)
    return polished if (polished >= 0).all() else weights


def _is_unique(gaps: FloatMatrix, mix: FloatVector, scale: float) -> bool:
    """Tell whether the points that touch the optimal face are affinely independent."""
    slack = gaps.T @ mix - mix @ mix
    face = gaps[:, slack <= 1e-9 * scale]
    sizes = np.linalg.svd(face[:, 1:] - face[:, :1], compute_uv=False)
    return face.shape[1] == 1 or (face.shape[1] - 1 <= sizes.size and bool(sizes[-1] > 1e-7 * np.sqrt(scale)))
