"""Means of trimmed distributions, with the influence of each unit on them.

Notation of Lee (2009): S = 1 when observed, α_d = P(S = 1 | D = d), p the share to trim, y_p the quantile there.

References
----------
Lee, D. S. (2009). Training, wages, and sample selection: estimating sharp bounds on treatment effects. Review of
Economic Studies 76(3), 1071-1102: section 4, sharp bounds, and their asymptotic variance.
Imbens, G. W. and Manski, C. F. (2004). Confidence intervals for partially identified parameters. Econometrica
72(6), 1845-1857.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from miqyas.types import BoolVector, FloatVector

HALVINGS = 200


@dataclass(frozen=True, slots=True)
class TrimmedMean:
    """Mean of what remains once the lowest share p is gone.

    Attributes
    ----------
    mean, threshold : float
        μ and y_p.
    slope : float
        dμ/dp = (μ - y_p)/(1 - p).
    influence : FloatVector
        Of each unit on μ for a known p, shape (n,), summing to zero: ((y - y_p)⁺/(1 - p) + y_p - μ)/n.
    """

    mean: float
    threshold: float
    slope: float
    influence: FloatVector


def keep_highest(y: FloatVector, share: float) -> TrimmedMean:
    """Trim exactly the lowest ``share`` of the mass; the unit at the threshold counts in part.

    Examples
    --------
    >>> keep_highest(np.array([4.0, 1.0, 2.0, 3.0]), 0.25).mean
    3.0
    >>> keep_highest(np.array([0.0, 3.0]), 0.25).mean
    2.0
    """
    n, kept = y.size, (1 - share) * y.size
    descending = np.sort(y)[::-1]
    whole = int(np.floor(kept * (1 + 1e-12)))
    threshold = float(descending[min(whole, n - 1)])
    excess = np.maximum(y - threshold, 0.0)
    mean = threshold + float(excess.sum()) / kept
    influence = (excess * n / kept + threshold - mean) / n
    return TrimmedMean(mean, threshold, (mean - threshold) / (1 - share), influence)


@dataclass(frozen=True, slots=True)
class CellBounds:
    """Bounds inside one cell, with the influence of its units; arrays of shape (n,).

    Attributes
    ----------
    low, high : float
        Bounds of the effect on those observed in either arm.
    always : float
        min(α₀, α₁), the share of units observed in either arm.
    trimmed_arm : int
        1 when the treated are trimmed.
    trimmed : float
        p.
    low_influence, high_influence, always_influence : FloatVector
        Of each unit of the cell.
    """

    low: float
    high: float
    always: float
    trimmed_arm: int
    trimmed: float
    low_influence: FloatVector
    high_influence: FloatVector
    always_influence: FloatVector


def cell_bounds(outcome: FloatVector, is_observed: BoolVector, is_treated: BoolVector) -> CellBounds | None:
    """Trim the arm observed more often; None when one arm is wholly unobserved. Shapes (n,)."""
    rates = [float(is_observed[arm].mean()) for arm in (~is_treated, is_treated)]
    if min(rates) == 0:
        return None
    trimmed_arm = int(rates[1] > rates[0])
    more = is_treated if trimmed_arm else ~is_treated
    less, sign = ~more, 1.0 if trimmed_arm else -1.0
    alpha_more, alpha_less = max(rates), min(rates)
    share = 1 - alpha_less / alpha_more
    reference = float(outcome[less & is_observed].mean())
    kept_high = keep_highest(outcome[more & is_observed], share)
    kept_low = keep_highest(-outcome[more & is_observed], share)
    # Influence of each unit on α and on p = 1 - α_less/α_more.
    on_more = np.where(more, is_observed - alpha_more, 0.0) / more.sum()
    on_less = np.where(less, is_observed - alpha_less, 0.0) / less.sum()
    on_share = (alpha_less / alpha_more * on_more - on_less) / alpha_more
    on_reference = np.where(less & is_observed, outcome - reference, 0.0) / (less & is_observed).sum()
    influences = []
    for kept, turn in ((kept_high, 1.0), (kept_low, -1.0)):
        own = np.zeros(outcome.size)
        own[more & is_observed] = kept.influence
        influences.append(sign * (turn * (own + kept.slope * on_share) - on_reference))
    values = [sign * (kept_high.mean - reference), sign * (-kept_low.mean - reference)]
    high, low = (0, 1) if trimmed_arm else (1, 0)
    return CellBounds(
        values[low], values[high], alpha_less, trimmed_arm, share, influences[low], influences[high], on_less
    )


def bounded_interval(
    low: float, high: float, std_error_low: float, std_error_high: float, level: float
) -> tuple[float, float]:
    """Return the interval of Imbens and Manski: Φ(c + Δ/σ) - Φ(-c) = level, Δ the width and σ the larger error.

    Examples
    --------
    >>> [round(end, 2) for end in bounded_interval(0.0, 0.0, 1.0, 1.0, 0.95)]
    [-1.96, 1.96]
    >>> [round(end, 3) for end in bounded_interval(0.0, 9.0, 1.0, 1.0, 0.95)]
    [-1.645, 10.645]
    """
    sigma = max(std_error_low, std_error_high)
    width = (high - low) / sigma if sigma > 0 else np.inf
    least, most = 0.0, 40.0
    for _ in range(HALVINGS):
        c = (least + most) / 2
        least, most = (c, most) if ndtr(c + width) - ndtr(-c) < level else (least, c)
    return low - most * std_error_low, high + most * std_error_high
