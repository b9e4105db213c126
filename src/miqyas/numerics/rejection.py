"""The chance that a test rejects: noncentral t and normal, from special functions.

References
----------
Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd edition, chapters 2 and 12.
"""

import math

from scipy.special import nctdtr, ndtr, ndtri, stdtrit

LARGE = 1e5  # degrees of freedom above which the t distribution is normal to six digits


def chance_of_rejecting(
    ratio: float, df: float | None, significance: float, *, null_ratio: float = 1.0
) -> float:
    """Return the power of a two-sided test whose true effect is ``ratio`` standard errors.

    ``null_ratio`` is the standard error the test uses over the true one. ``df`` None is the normal distribution.

    Examples
    --------
    >>> round(chance_of_rejecting(2.8, None, 0.05), 3), round(chance_of_rejecting(0.0, 20, 0.05), 3)
    (0.8, 0.05)
    """
    size = abs(ratio)
    if df is None or df > LARGE:
        critical = -float(ndtri(significance / 2)) * null_ratio
        return float(ndtr(size - critical) + ndtr(-size - critical))
    critical = float(stdtrit(df, 1 - significance / 2)) * null_ratio
    below = float(nctdtr(df, size, -critical))
    # Far above the critical value the function may lose itself: the chance is then one to all digits.
    above = 1.0 - float(nctdtr(df, size, critical))
    total = above + (0.0 if math.isnan(below) else below)
    return 1.0 if math.isnan(total) else min(1.0, total)
