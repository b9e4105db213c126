"""Reference distributions, from special functions: `scipy.stats` takes a second to import, these nothing.

References
----------
Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions, 26.6 (F) and 26.7 (Student's t).
"""

from scipy.special import fdtrc, stdtr, stdtrit


def t_quantile(probability: float, df: float) -> float:
    """Return the value below which Student's t with ``df`` degrees of freedom falls with ``probability``.

    Examples
    --------
    >>> round(t_quantile(0.975, 161), 4)
    1.9748
    """
    return float(stdtrit(df, probability))


def t_two_sided(statistic: float, df: float) -> float:
    """Return the two-sided p-value of a t statistic.

    Examples
    --------
    >>> round(t_two_sided(-2.0, 30), 4)
    0.0546
    """
    return float(2 * stdtr(df, -abs(statistic)))


def f_above(statistic: float, df_numerator: float, df_denominator: float) -> float:
    """Return the probability that an F variable exceeds ``statistic``.

    Examples
    --------
    >>> round(f_above(3.0, 2, 80), 4)
    0.0554
    """
    return float(fdtrc(df_numerator, df_denominator, statistic))
