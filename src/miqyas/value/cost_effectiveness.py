"""Cost-effectiveness: what one unit of effect costs."""

import math

from miqyas.errors import EffectNotEstablished, FigureOutOfRange, InvalidLevel
from miqyas.numerics.distributions import normal_quantile
from miqyas.results.estimate import Estimate
from miqyas.results.value import CostEffectiveness
from miqyas.value.account import Sourced


def cost_effectiveness(
    effect: Estimate,
    *,
    cost: Sourced,
    cost_std_error: float = 0.0,
    correlation: float = 0.0,
    level: float = 0.95,
    unit: str = "",
) -> CostEffectiveness:
    """Divide the cost of treating one unit by the effect on one unit, with the interval of the quotient.

    Cost and effect are normal, each unbiased for the same units. The interval is Fieller's: it holds whatever
    the size of the effect, where the delta method fails when the effect is small.

    Parameters
    ----------
    effect : Estimate
        Effect on one unit, such as an `itt`.
    cost : Sourced
        Additional cost of one unit assigned, in money.
    cost_std_error : float
        Its standard error; zero when the cost is known.
    correlation : float
        Between the two estimates, within -1 and 1.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Such as ``"MAD / year of schooling"``.

    Returns
    -------
    CostEffectiveness
        Cost of one unit of effect, in ``unit``; negative for an effect that is a fall.

    Raises
    ------
    EffectNotEstablished
        The effect may be zero at this level: the cost of a unit has no upper bound.
    FigureOutOfRange
        A negative standard error, or a correlation outside -1 to 1.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Fieller, E. C. (1954). Some problems in interval estimation. Journal of the Royal Statistical Society B
    16(2), 175-185.
    Willan, A. R. and O'Brien, B. J. (1996). Confidence intervals for cost-effectiveness ratios: an application
    of Fieller's theorem. Health Economics 5(4), 297-305.

    Examples
    --------
    >>> gain = Estimate("ITT", 2.0, 0.5, 99.0, 0.0, 1.0, 3.0, 0.95, 101, 101, 0, 5.0, "years", "OLS")
    >>> found = cost_effectiveness(gain, cost=Sourced(100.0, "invoices, 2024"), unit="MAD / year")
    >>> found.ratio, round(found.low, 1), round(found.high, 1)
    (50.0, 33.6, 98.0)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if not cost_std_error >= 0:
        raise FigureOutOfRange(name="cost_std_error", found=cost_std_error, expected="zero or more")
    if not -1 <= correlation <= 1:
        raise FigureOutOfRange(name="correlation", found=correlation, expected="between -1 and 1")
    z, e, c = normal_quantile(0.5 + level / 2), effect.value, cost.value
    if not abs(e) > z * effect.std_error:
        margin = z * effect.std_error
        raise EffectNotEstablished(effect=f"{e:.4g}", low=f"{e - margin:.4g}", high=f"{e + margin:.4g}")
    # (e² - z²v_e) R² - 2 (ec - z² cov) R + (c² - z²v_c) = 0
    square = e**2 - (z * effect.std_error) ** 2
    middle = e * c - z**2 * correlation * effect.std_error * cost_std_error
    constant = c**2 - (z * cost_std_error) ** 2
    root = math.sqrt(max(0.0, middle**2 - square * constant))
    low, high = (middle - root) / square, (middle + root) / square
    return CostEffectiveness(c / e, low, high, level, unit, cost.source)
