"""Violations of parallel trends whose slope changes little from one period to the next.

References
----------
Rambachan, A. and Roth, J. (2023). A more credible approach to parallel trends. Review of Economic Studies 90(5),
2555-2591: Δ^SD(M) and fixed-length confidence intervals, whose notation is kept.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from miqyas.numerics.distributions import normal_quantile
from miqyas.types import FloatMatrix, FloatVector

TURNS = 60  # of Newton's method: the critical value is exact to rounding long before


def folded_quantile(shift: float, level: float) -> float:
    """Return c with P(|N(``shift``, 1)| ≤ c) = ``level``.

    Examples
    --------
    >>> round(folded_quantile(0.0, 0.95), 4), round(folded_quantile(3.0, 0.95), 4)
    (1.96, 4.6449)
    """
    value = normal_quantile(0.5 + level / 2) + shift
    for _ in range(TURNS):
        slope = _density(value - shift) + _density(value + shift)
        step = (ndtr(value - shift) - ndtr(-value - shift) - level) / slope
        value -= step
        if abs(step) < 1e-14 * value:
            break
    return float(value)


def _density(value: float) -> float:
    return float(np.exp(-(value**2) / 2) / np.sqrt(2 * np.pi))


def kinks(steps: FloatVector) -> tuple[FloatMatrix, FloatMatrix]:
    """Return the paths that bend once, before and from the reference on: shapes (K, P - 1) and (K, Q).

    Every path that is zero at the reference is a straight line plus these, each times the change of slope there.
    """
    before = np.arange(steps.min() + 1, 0)
    after = np.arange(0, steps.max())
    left: FloatMatrix = np.maximum(before[None, :] - steps[:, None], 0.0)
    right: FloatMatrix = np.maximum(steps[:, None] - after[None, :], 0.0)
    return left, right


def smooth_set(
    steps: FloatVector, values: FloatVector, target: FloatVector, m: float
) -> tuple[float, float] | None:
    """Return the effects compatible with effects before taken as they are; None when these bend more than m.

    ``target`` weighs the effects, shape (K,), zero before treatment. The path after continues the last slope
    before, up to kinks of at most m: the linear programme solves itself.
    """
    left, right = kinks(steps)
    before = steps < 0
    bends = np.linalg.solve(np.column_stack([steps[before], left[before]]), values[before])[1:]
    if bends.size and np.abs(bends).max() > m * (1 + 1e-12):
        return None
    centre = float(target @ values + target @ steps * values[steps == -1][0])
    margin = m * float(np.abs(target @ right).sum())
    return centre - margin, centre + margin


@dataclass(frozen=True, slots=True)
class _Affine:
    """Affine estimators without bias for a straight line: weights are ``base`` + ``free`` @ w.

    ``fixed`` is the bias that no w changes, by unit of m; w has its own ``scale``, shape (P - 1,).
    """

    base: FloatVector
    free: FloatMatrix
    variance: FloatMatrix
    fixed: float
    scale: FloatVector
    m: float
    level: float

    def weights(self, parts: FloatVector) -> FloatVector:
        """Return the weight of each effect; ``parts`` are w above zero, then below."""
        size = self.scale.size
        moved: FloatVector = self.base + self.free @ (self.scale * (parts[:size] - parts[size:]))
        return moved

    def half_length(self, parts: FloatVector) -> tuple[float, FloatVector]:
        """Return χ(b, s) = s cv(b / s) and its gradient: b the largest bias, s the standard error."""
        weights, pair = self.weights(parts), np.tile(self.scale, 2)
        s = float(np.sqrt(weights @ self.variance @ weights))
        t = self.m * (self.fixed + float(pair @ parts)) / s
        c = folded_quantile(t, self.level)
        near, far = _density(c - t), _density(c + t)
        by_bias = (near - far) / (near + far)
        of_error = self.scale * (self.free.T @ self.variance @ weights) / s * (c - by_bias * t)
        gradient: FloatVector = by_bias * self.m * pair + np.concatenate([of_error, -of_error])
        return s * c, gradient

    def shortest(self) -> FloatVector:
        """Minimise: convex, smooth but for the norm of w, which its two parts make linear."""
        from scipy.optimize import minimize  # noqa: PLC0415 - takes half a second to import

        if not self.scale.size:
            return np.zeros(0)
        spread = self.free.T @ self.variance @ self.free
        start = -np.linalg.solve(spread, self.free.T @ self.variance @ self.base) / self.scale
        parts = np.concatenate([np.maximum(start, 0), np.maximum(-start, 0)])
        options = {"maxiter": 5000, "maxfun": 50_000, "ftol": 1e-15, "gtol": 1e-12, "maxcor": 30}
        found = minimize(
            self.half_length,
            parts,
            jac=True,
            method="L-BFGS-B",
            bounds=[(0, None)] * parts.size,
            options=options,  # type: ignore[call-overload] # the stubs do not know the options of L-BFGS-B
        )
        return np.asarray(found.x, dtype=np.float64)


def smooth_interval(
    steps: FloatVector,
    values: FloatVector,
    variance: FloatMatrix,
    target: FloatVector,
    *,
    m: float,
    level: float,
) -> tuple[float, float]:
    """Return the shortest interval of fixed length around an affine estimator that covers for every path.

    ``target`` weighs the effects, shape (K,), zero before treatment.
    """
    left, right = kinks(steps)
    before = steps < 0
    # In these coordinates the first is what a line weighs, which must cancel, and the others what each kink does.
    coordinates = np.linalg.inv(np.column_stack([steps[before], left[before]])).T
    base, free = target.copy(), np.zeros((steps.size, left.shape[1]))
    base[before] = coordinates[:, 0] * -(target @ steps)
    free[before] = coordinates[:, 1:]
    # In units of the target's standard error, so that the minimiser stops alike for any outcome.
    unit = float(np.sqrt(target @ variance @ target))
    spread = variance / unit**2
    scale = 1 / np.sqrt(np.diag(free.T @ spread @ free))
    problem = _Affine(base, free, spread, float(np.abs(target @ right).sum()), scale, m / unit, level)
    parts = problem.shortest()
    centre, half = float(problem.weights(parts) @ values), unit * problem.half_length(parts)[0]
    return centre - half, centre + half
