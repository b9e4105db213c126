"""Change of treated units against comparison units that look like them, with the influence of each unit.

References
----------
Sant'Anna, P. H. C. and Zhao, J. (2020). Doubly robust difference-in-differences estimators. Journal of Econometrics
219(1), 101-122: estimators for panel data and their influence functions (theorem 1 and section 3).
Heckman, J., Ichimura, H. and Todd, P. (1997): outcome regression. Abadie, A. (2005): inverse probability weighting,
here with weights that add up to one.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from miqyas.types import BoolVector, FloatMatrix, FloatVector

Adjustment = Literal["doubly_robust", "outcome_regression", "inverse_probability"]
TURNS = 50  # of Newton's method; separated groups never settle
SETTLED = 1e-10  # largest change of a log odds between turns
CERTAIN = 0.999  # a probability of treatment beyond which a comparison unit would stand for a thousand


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What adjusts any change of the same units: nothing in it depends on the outcome.

    Attributes
    ----------
    treated, weights : array
        Shape (n,).
    design : array
        Covariates with a constant, shape (n, k).
    bread : array or None
        (X'WX)⁻¹ among comparison units, where the change is regressed; shape (k, k).
    other, from_logit : array or None
        Weights of comparison units by their odds of treatment, (n,), and influence on the logit, (n, k).
    """

    treated: BoolVector
    weights: FloatVector
    design: FloatMatrix
    bread: FloatMatrix | None
    other: FloatVector | None
    from_logit: FloatMatrix | None


def first_step(
    treated: BoolVector, design: FloatMatrix, weights: FloatVector, method: Adjustment
) -> FirstStep | None:
    """Fit what does not depend on the outcome; None without overlap.

    No overlap: the logit separates the groups, or gives a unit more than `CERTAIN` chances of treatment.
    """
    bread = other = from_logit = None
    if method != "inverse_probability":
        moments = design.T @ ((weights * ~treated)[:, None] * design)
        bread = np.asarray(np.linalg.inv(moments), dtype=np.float64)
    if method != "outcome_regression":
        logit = _logit(treated, design, weights)
        if logit is None:
            return None
        chance, from_logit = logit
        other = weights * ~treated * chance / (1 - chance)
    return FirstStep(treated, weights, design, bread, other, from_logit)


def adjusted_change(change: FloatVector, step: FirstStep) -> tuple[float, FloatVector]:
    """Return the effect on the treated and the influence of each unit, θ̂ - θ ≈ Σ ψ_i; ``change`` has shape (n,)."""
    design, own = step.design, step.weights * step.treated
    residual, from_regression = change, None
    if step.bread is not None:
        compared = step.weights * ~step.treated
        residual = change - design @ (step.bread @ (design.T @ (compared * change)))
        from_regression = (compared * residual)[:, None] * (design @ step.bread)
    value = float(own @ residual / own.sum())
    influence = own * (residual - value)
    if from_regression is not None:
        influence = influence - from_regression @ (own @ design)
    influence = influence / own.sum()
    if step.other is None or step.from_logit is None:
        return value, influence
    other = step.other
    trend = float(other @ residual / other.sum())
    against = other * (residual - trend)
    moved = against + step.from_logit @ (against @ design)
    if from_regression is not None:
        moved = moved - from_regression @ (other @ design)
    return value - trend, influence - moved / other.sum()


def _logit(
    treated: BoolVector, design: FloatMatrix, weights: FloatVector
) -> tuple[FloatVector, FloatMatrix] | None:
    """Fit the chance of treatment by maximum likelihood; return it, and the influence on coefficients."""
    beta = np.zeros(design.shape[1])
    for _ in range(TURNS):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -40, 40)))
        curvature = design.T @ ((weights * chance * (1 - chance))[:, None] * design)
        try:
            bread = np.linalg.inv(curvature)
        except np.linalg.LinAlgError:
            return None
        step = bread @ (design.T @ (weights * (treated - chance)))
        beta = beta + step
        if np.abs(design @ step).max() < SETTLED:
            break
    else:
        return None
    chance = 1 / (1 + np.exp(-np.clip(design @ beta, -40, 40)))
    if chance.max() > CERTAIN:
        return None
    return chance, (weights * (treated - chance))[:, None] * (design @ bread)
