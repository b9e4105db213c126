"""Intervals of a share, from the number of successes among n; n may be an effective size, not whole.

References
----------
Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American
Statistical Association 22, 209-212.
Clopper, C. J. and Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case of the
binomial. Biometrika 26, 404-413.
Newcombe, R. G. (1998). Two-sided confidence intervals for the single proportion: comparison of seven methods.
Statistics in Medicine 17, 857-872 (methods 3 and 5).
"""

from math import sqrt

from miqyas.numerics.distributions import normal_quantile


def wilson(share: float, n: float, level: float) -> tuple[float, float]:
    """Return the score interval of a share among ``n``, both between 0 and 1.

    Examples
    --------
    >>> tuple(round(bound, 4) for bound in wilson(81 / 263, 263, 0.95))
    (0.2553, 0.3662)
    """
    z = normal_quantile((1 + level) / 2)
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if share == 0 else max(0.0, (middle - half) / scale)
    high = 1.0 if share == 1 else min(1.0, (middle + half) / scale)
    return low, high


def clopper_pearson(share: float, n: float, level: float) -> tuple[float, float]:
    """Return the exact interval of a share among ``n``: it covers at least ``level``, often more.

    Examples
    --------
    >>> tuple(round(bound, 4) for bound in clopper_pearson(15 / 148, 148, 0.95))
    (0.0578, 0.1617)
    """
    from scipy.special import betaincinv  # noqa: PLC0415 -- a third of a second to import

    successes, tail = share * n, (1 - level) / 2
    low = 0.0 if share == 0 else float(betaincinv(successes, n - successes + 1, tail))
    high = 1.0 if share == 1 else float(betaincinv(successes + 1, n - successes, 1 - tail))
    return low, high


def median_ranks(n: int, level: float) -> tuple[int, int] | None:
    """Return the ranks (from 1) of the two values that hold the median with at least ``level``; None when n is too small.

    References
    ----------
    Conover, W. J. (1999). Practical Nonparametric Statistics, 3rd edition, section 3.2 (confidence interval of a
    quantile).

    Examples
    --------
    >>> median_ranks(16, 0.95), median_ranks(5, 0.95)
    ((4, 13), None)
    """
    from scipy.special import bdtr  # noqa: PLC0415 -- a third of a second to import

    tail = (1 - level) / 2
    rank = 0
    while float(bdtr(rank, n, 0.5)) <= tail:
        rank += 1
    return None if rank == 0 else (rank, n + 1 - rank)
