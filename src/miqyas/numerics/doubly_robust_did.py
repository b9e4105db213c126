"""Change of treated units against comparison units that look like them, with the influence of each unit.

References
----------
Sant'Anna, P. H. C. and Zhao, J. (2020). Doubly robust difference-in-differences estimators. Journal of Econometrics
219(1), 101-122: estimators for panel data and their influence functions (theorem 1 and section 3).
Heckman, J., Ichimura, H. and Todd, P. (1997): outcome regression. Abadie, A. (2005): inverse probability weighting,
here with weights that add up to one.
"""

from typing import Literal

import numpy as np

from miqyas.types import BoolVector, FloatMatrix, FloatVector

Adjustment = Literal["doubly_robust", "outcome_regression", "inverse_probability"]
TURNS = 50  # of Newton's method; separated groups never settle
SETTLED = 1e-10  # largest change of a log odds between turns
CERTAIN = 0.999  # a probability of treatment beyond which a comparison unit would stand for a thousand


def adjusted_change(
    change: FloatVector, treated: BoolVector, design: FloatMatrix, weights: FloatVector, method: Adjustment
) -> tuple[float, FloatVector] | None:
    """Return the effect on the treated and the influence of each unit, θ̂ - θ ≈ Σ ψ_i; None without overlap.

    Shapes (n,), (n,), (n, k) with a constant, (n,). No overlap: the logit separates the groups, or gives a unit
    more than `CERTAIN` chances of treatment.
    """
    own = weights * treated
    residual, from_regression = change, None
    if method != "inverse_probability":
        residual, from_regression = _regression(change, design, weights * ~treated)
    value = float(own @ residual / own.sum())
    influence = own * (residual - value)
    if from_regression is not None:
        influence = influence - from_regression @ (own @ design)
    influence = influence / own.sum()
    if method == "outcome_regression":
        return value, influence
    logit = _logit(treated, design, weights)
    if logit is None:
        return None
    chance, from_logit = logit
    other = weights * ~treated * chance / (1 - chance)
    trend = float(other @ residual / other.sum())
    against = other * (residual - trend)
    step = against + from_logit @ (against @ design)
    if from_regression is not None:
        step = step - from_regression @ (other @ design)
    return value - trend, influence - step / other.sum()


def _regression(
    change: FloatVector, design: FloatMatrix, weights: FloatVector
) -> tuple[FloatVector, FloatMatrix]:
    """Regress the change among comparison units; return residuals of all, and the influence on coefficients."""
    bread = np.linalg.inv(design.T @ (weights[:, None] * design))
    residual = change - design @ (bread @ (design.T @ (weights * change)))
    return residual, (weights * residual)[:, None] * (design @ bread)


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
