"""Centre and spread that a few wild values do not move, on plain arrays.

References
----------
Iglewicz, B. and Hoaglin, D. C. (1993). How to detect and handle outliers. ASQC Quality Press: the modified z-score.
Tukey, J. W. (1977). Exploratory data analysis. Addison-Wesley: fences.
"""

import numpy as np

from miqyas.types import FloatVector

# The MAD of a normal distribution is this share of its standard deviation: Φ⁻¹(3/4).
MAD_OF_NORMAL = 0.6744897501960817


def median_and_mad(values: FloatVector) -> tuple[float, float]:
    """Return the median and the median absolute deviation from it, unscaled.

    Examples
    --------
    >>> median_and_mad(np.array([1.0, 2, 3, 4, 100]))
    (3.0, 1.0)
    """
    middle = float(np.median(values))
    return middle, float(np.median(np.abs(values - middle)))


def robust_z(values: FloatVector) -> FloatVector | None:
    """Return the modified z-scores 0.6745 (x - median) / MAD; None when the MAD is zero.

    Examples
    --------
    >>> robust_z(np.array([1.0, 2, 3, 4, 100])).round(2).tolist()
    [-1.35, -0.67, 0.0, 0.67, 65.43]
    """
    middle, mad = median_and_mad(values)
    return None if mad == 0 else MAD_OF_NORMAL * (values - middle) / mad


def tukey_fences(values: FloatVector, reach: float) -> tuple[float, float]:
    """Return the fences: the quartiles, moved outwards by ``reach`` interquartile ranges.

    Examples
    --------
    >>> tukey_fences(np.array([1.0, 2, 3, 4, 5]), 1.5)
    (-1.0, 7.0)
    """
    low, high = np.quantile(values, [0.25, 0.75])
    margin = reach * (high - low)
    return float(low - margin), float(high + margin)
