"""The bandwidth that suits a jump: least mean squared error, or least error of coverage.

References
----------
Calonico, S., Cattaneo, M. D. and Titiunik, R. (2014). Robust nonparametric confidence intervals for
regression-discontinuity designs. Econometrica 82(6), 2295-2326; supplement, section S.2: bandwidths.
Calonico, S., Cattaneo, M. D. and Farrell, M. H. (2020). Optimal bandwidth choice for robust bias-corrected
inference in regression discontinuity designs. Econometrics Journal 23(2), 192-210: coverage.
Imbens, G. and Kalyanaraman, K. (2012). Optimal bandwidth choice for the regression discontinuity estimator.
Review of Economic Studies 79(3), 933-959: the regularisation.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.numerics.jump import Sides, Window, covariate_slopes
from miqyas.numerics.local_polynomial import Kernel, Side, fit, variance
from miqyas.types import FloatVector

# Times the variance of the squared bias' derivative: Imbens and Kalyanaraman, section 4.2.
REGULARISATION = 3.0
# Silverman's constant of each kernel.
RULE_OF_THUMB = {Kernel.TRIANGULAR: 2.576, Kernel.UNIFORM: 1.843, Kernel.EPANECHNIKOV: 2.34}


class Selector(StrEnum):
    """What a bandwidth makes least."""

    MSERD = "mserd"  # mean squared error, one bandwidth for both sides
    MSETWO = "msetwo"  # mean squared error, a bandwidth for each side
    CERRD = "cerrd"  # error of the interval's coverage, one bandwidth for both sides


@dataclass(frozen=True, slots=True)
class Spread:
    """How a running variable spreads: units, different values, standard deviation, distance between quartiles."""

    n: int
    n_values: int
    deviation: float
    quartiles: float


@dataclass(frozen=True, slots=True)
class Term:
    """Variance, bias and doubt about the bias of one side, each free of its bandwidth."""

    variance: float
    bias: float
    doubt: float


def select_bandwidths(
    sides: Sides, *, order: int, kernel: Kernel, selector: Selector, spread: Spread | None = None
) -> Window | None:
    """Return h and b of each side; None when the outcome varies no more than rounding.

    ``spread`` replaces what the rows say of the running variable, when they are bins.

    Three steps: the derivative q + 1 with a pilot from a global polynomial, then b for the derivative q, then
    h. The pilot counts each distinct distance once.
    """
    together = selector is not Selector.MSETWO
    least = _narrowest(sides, order)
    spread = spread_of(np.concatenate((sides[0].u, sides[1].u))) if spread is None else spread
    pilot = max(least, pilot_bandwidth(spread, kernel))
    if not _varies(sides, order + 2, pilot, kernel):
        return None
    whole = (float(np.abs(sides[0].u).max()), float(np.abs(sides[1].u).max()))
    q = order + 1
    d = _step(sides, order=q + 1, derivative=q + 1, pilot=pilot, beyond=whole, kernel=kernel,
              together=together, regularise=False)  # fmt: skip
    b = _step(sides, order=q, derivative=q, pilot=pilot, beyond=(max(least, d[0]), max(least, d[1])),
              kernel=kernel, together=together, regularise=True)  # fmt: skip
    b = (max(least, b[0]), max(least, b[1]))
    h = _step(sides, order=order, derivative=0, pilot=pilot, beyond=b, kernel=kernel,
              together=together, regularise=True)  # fmt: skip
    if selector is Selector.CERRD:
        shrunk = spread.n ** (-order / ((3 + order) * (3 + 2 * order)))
        h = (h[0] * shrunk, h[1] * shrunk)
    return Window(h, b)


def _narrowest(sides: Sides, order: int) -> float:
    """Least width at which the highest of the pilot's polynomials has a distinct value to spare on each side."""
    return max(float(np.unique(np.abs(one.u))[order + 5]) for one in sides)


def _varies(sides: Sides, order: int, pilot: float, kernel: Kernel) -> bool:
    size = max(float(np.ptp(one.columns[:, 0])) for one in sides)
    noise = [np.abs(fit(one, order=order, h=pilot, kernel=kernel).noise(pilot)[:, 0]).max() for one in sides]
    return bool(max(noise) > 1e-10 * size)


def spread_of(x: FloatVector) -> Spread:
    """Say how the values of a running variable spread."""
    high, low = np.percentile(x, [75, 25], method="averaged_inverted_cdf")
    return Spread(x.size, int(np.unique(x).size), float(x.std(ddof=1)), float(high - low))


def pilot_bandwidth(spread: Spread, kernel: Kernel) -> float:
    """Return the rule-of-thumb bandwidth of the running variable."""
    quartiles = spread.quartiles / 1.349
    size = min(spread.deviation, quartiles if quartiles > 0 else np.inf)
    return float(RULE_OF_THUMB[kernel] * size * spread.n_values**-0.2)


def _step(
    sides: Sides,
    *,
    order: int,
    derivative: int,
    pilot: float,
    beyond: tuple[float, float],
    kernel: Kernel,
    together: bool,
    regularise: bool,
) -> tuple[float, float]:
    """Return ((1 + 2ν)V / (2(o + 1 - ν)(B² + R)))^(1/(2o + 3)) for a derivative ν, or the difference of two."""
    terms = [
        _term(one, order=order, derivative=derivative, pilot=pilot, far=far, kernel=kernel)
        for one, far in zip(sides, beyond, strict=True)
    ]
    widest = [float(np.abs(one.u).max()) for one in sides]
    sums = [(one.variance, one.bias**2, one.doubt) for one in terms]
    if together:
        spread, doubt = terms[0].variance + terms[1].variance, terms[0].doubt + terms[1].doubt
        widest = [max(widest)] * 2
        sums = [(spread, (terms[0].bias - terms[1].bias) ** 2, doubt)] * 2
    found = []
    for (spread, squared, doubt), far in zip(sums, widest, strict=True):
        penalty = squared + (REGULARISATION * doubt if regularise else 0.0)
        ratio = (1 + 2 * derivative) * spread / (2 * (order + 1 - derivative) * penalty)
        found.append(min(far, float(ratio ** (1 / (2 * order + 3)))))
    return found[0], found[1]


def _term(one: Side, *, order: int, derivative: int, pilot: float, far: float, kernel: Kernel) -> Term:
    near, wide = (
        fit(one, order=order, h=pilot, kernel=kernel),
        fit(one, order=order + 1, h=far, kernel=kernel),
    )
    weights, above = near.coefficient(derivative), wide.coefficient(order + 1)
    constant = float(weights @ one.u ** (order + 1)) / pilot ** (order + 1 - derivative)
    # The covariates' coefficients are those of this side's pilot, in the bias as in the variance.
    by = np.concatenate(([1.0], -covariate_slopes([near], 1)[:, 0]))
    spread = pilot ** (2 * derivative + 1) * variance([one], [weights * (near.noise(pilot) @ by)])
    doubt = constant**2 * variance([one], [above * (wide.noise(far) @ by)])
    return Term(spread, constant * float(above @ one.columns @ by), doubt)
