"""What an omitted variable of a given strength would do to a regression.

References
----------
Oster, E. (2019). Unobservable selection and coefficient stability: theory and evidence. Journal of Business &
Economic Statistics 37(2), 187-204: section 3, propositions 1 to 3.
Cinelli, C. and Hazlett, C. (2020). Making sense of sensitivity: extending omitted variable bias. Journal of the
Royal Statistical Society B 82(1), 39-67: sections 4.1 (bias), 4.2 (robustness value), 4.4 (benchmarks).
"""

import math
from dataclasses import dataclass

import numpy as np

from miqyas.numerics.distributions import t_quantile
from miqyas.types import FloatVector

REAL = 1e-9  # an imaginary part below this share of the root is rounding


@dataclass(frozen=True, slots=True)
class Selection:
    """What proportional selection is solved from, in Oster's words.

    Attributes
    ----------
    short, controlled : float
        Coefficient without the controls (β°) and with them (β~).
    explained, unexplained : float
        (R~ - R°) σ²_y and (R_max - R~) σ²_y.
    spread, left : float
        σ²_x, variance of the treatment; τ_x, what the controls leave of it.
    """

    short: float
    controlled: float
    explained: float
    unexplained: float
    spread: float
    left: float

    @property
    def moved(self) -> float:
        """β° - β~."""
        return self.short - self.controlled


def delta_for(selection: Selection, effect: float) -> float:
    """Return the δ under which the true effect is ``effect``: how strongly the unobserved are tied to treatment."""
    s, bias = selection, selection.controlled - effect
    common = bias**2 * s.left * s.moved * s.spread + bias**3 * (s.left * s.spread - s.left**2)
    above = bias * (s.explained * s.left + s.spread * s.left * s.moved**2)
    above += bias**2 * s.left * s.moved * s.spread + common
    below = s.unexplained * s.moved * s.spread + bias * s.unexplained * (s.spread - s.left) + common
    return above / below if below else math.copysign(math.inf, above)


def effects_under(selection: Selection, delta: float) -> tuple[FloatVector, FloatVector]:
    """Return the effects δ allows: those that keep the sign of selection (assumption 3), nearest β~ first; then all.

    The bias ν solves (1-δ)(τσ²-τ²)ν³ + (2-δ)τdσ²ν² + [(R~-R°)σ_y²τ + σ²τd² - δK(σ²-τ)]ν - δKdσ² = 0, d = β° - β~,
    K = (R_max - R~)σ_y²: a cubic, a quadratic when δ = 1.
    """
    s = selection
    cubic = [
        (1 - delta) * (s.left * s.spread - s.left**2),
        (2 - delta) * s.left * s.moved * s.spread,
        s.explained * s.left + s.spread * s.left * s.moved**2 - delta * s.unexplained * (s.spread - s.left),
        -delta * s.unexplained * s.moved * s.spread,
    ]
    if abs(delta - 1) < 1e-12:
        cubic = cubic[1:]
    roots = np.roots(cubic)
    size = max(float(np.abs(roots).max()), np.finfo(float).tiny)
    biases = np.real(roots[np.abs(np.imag(roots)) <= REAL * size])
    biases = biases[np.argsort(np.abs(biases))]
    # Cov(X, W₁) implied by the bias has the sign of that estimated, d σ²_x.
    same = (s.moved * s.spread + biases * (s.spread - s.left)) * s.moved > 0
    return s.controlled - biases[same], s.controlled - biases


def robustness_value(t: float, df: int, *, share: float = 1.0, level: float | None = None) -> float:
    """Return the strength, with treatment and outcome alike, that takes away ``share`` of the effect.

    With a ``level``, that which leaves it within an interval's reach of that point.

    Examples
    --------
    >>> round(robustness_value(4.18445, 783), 3), round(robustness_value(4.18445, 783, level=0.95), 3)
    (0.139, 0.076)
    """
    f = share * abs(t) / math.sqrt(df)
    reach = 0.0 if level is None else t_quantile(0.5 + level / 2, df - 1) / math.sqrt(df - 1)
    left = f - reach
    if left <= 0:
        return 0.0
    if reach and f > 1 / reach:  # the confounder that explains the outcome best is no longer the worst
        return (f**2 - reach**2) / (1 + f**2)
    return 0.5 * (math.sqrt(left**4 + 4 * left**2) - left**2)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An estimate once a confounder of a given strength is held fixed; the effect brought towards zero."""

    value: float
    std_error: float


def adjusted_estimate(
    value: float, std_error: float, df: int, *, with_treatment: float, with_outcome: float
) -> Adjusted:
    """Return what a confounder would leave, from its partial R² with treatment and with outcome.

    Examples
    --------
    >>> found = adjusted_estimate(0.09731582, 0.02325654, 783, with_treatment=0.00916429, with_outcome=0.12464092)
    >>> round(found.value, 4), round(found.std_error, 4)
    (0.0752, 0.0219)
    """
    bias = std_error * math.sqrt(df * with_outcome * with_treatment / (1 - with_treatment))
    error = std_error * math.sqrt(df / (df - 1) * (1 - with_outcome) / (1 - with_treatment))
    return Adjusted(value - math.copysign(bias, value), error)


def benchmark_strength(
    with_treatment: float, with_outcome: float, *, times: float
) -> tuple[float, float] | None:
    """Return the partial R² of a confounder ``times`` as strong as a covariate; None when that is impossible.

    ``with_treatment`` and ``with_outcome`` are those of the covariate given the others.
    """
    treatment = times * with_treatment / (1 - with_treatment)
    if treatment >= 1 or times * with_treatment >= 1:
        return None
    tie = times * with_treatment**2 / ((1 - times * with_treatment) * (1 - with_treatment))
    if tie >= 1:
        return None
    eta = (math.sqrt(times) + math.sqrt(tie)) / math.sqrt(1 - tie)
    return treatment, min(1.0, eta**2 * with_outcome / (1 - with_outcome))
