"""Reference distributions, from special functions: `scipy.stats` takes a second to import.

The special functions take a third of one, and so are loaded by the first question.

References
----------
Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions, 26.2 (normal),
26.4 (chi-squared), 26.6 (F) and 26.7 (Student's t).
"""

from types import ModuleType


def _special() -> ModuleType:
    import scipy.special  # noqa: PLC0415 -- a third of a second to import

    return scipy.special


def t_quantile(probability: float, df: float) -> float:
    """Return the value below which Student's t with ``df`` degrees of freedom falls with ``probability``.

    Examples
    --------
    >>> round(t_quantile(0.975, 161), 4)
    1.9748
    """
    return float(_special().stdtrit(df, probability))


def t_two_sided(statistic: float, df: float) -> float:
    """Return the two-sided p-value of a t statistic.

    Examples
    --------
    >>> round(t_two_sided(-2.0, 30), 4)
    0.0546
    """
    return float(2 * _special().stdtr(df, -abs(statistic)))


def f_above(statistic: float, df_numerator: float, df_denominator: float) -> float:
    """Return the probability that an F variable exceeds ``statistic``.

    Examples
    --------
    >>> round(f_above(3.0, 2, 80), 4)
    0.0554
    """
    return float(_special().fdtrc(df_numerator, df_denominator, statistic))


def f_quantile(probability: float, df_numerator: float, df_denominator: float) -> float:
    """Return the quantile of Fisher's F.

    Examples
    --------
    >>> round(f_quantile(0.95, 3, 20), 4)
    3.0984
    """
    return float(_special().fdtri(df_numerator, df_denominator, probability))


def normal_quantile(probability: float) -> float:
    """Return the value below which a standard normal variable falls with ``probability``.

    Examples
    --------
    >>> round(normal_quantile(0.975), 4)
    1.96
    """
    return float(_special().ndtri(probability))


def normal_two_sided(statistic: float) -> float:
    """Return the two-sided p-value of a standard normal statistic.

    Examples
    --------
    >>> round(normal_two_sided(-1.96), 4)
    0.05
    """
    return float(2 * _special().ndtr(-abs(statistic)))


def chi2_above(statistic: float, df: float) -> float:
    """Return the probability that a chi-squared variable exceeds ``statistic``.

    Examples
    --------
    >>> round(chi2_above(3.84, 1), 3)
    0.05
    """
    return float(_special().chdtrc(df, statistic))


def chi2_quantile(probability: float, df: float) -> float:
    """Return the value below which a chi-squared variable falls with ``probability``.

    Examples
    --------
    >>> round(chi2_quantile(0.95, 1), 2)
    3.84
    """
    return float(_special().chdtri(df, 1 - probability))


def t_above(statistic: float, df: float | None) -> float:
    """Return the chance of exceeding a t statistic; of a normal one when ``df`` is None.

    Examples
    --------
    >>> round(t_above(2.0, 30), 4), round(t_above(1.959964, None), 4)
    (0.0273, 0.025)
    """
    return float(_special().ndtr(-statistic) if df is None else _special().stdtr(df, -statistic))


def t_quantile_above(probability: float, df: float | None) -> float:
    """Return the value that Student's t, or the normal when ``df`` is None, exceeds with ``probability``.

    Examples
    --------
    >>> round(t_quantile_above(0.05, None), 4), round(t_quantile_above(0.05, 10), 4)
    (1.6449, 1.8125)
    """
    return float(-_special().ndtri(probability) if df is None else _special().stdtrit(df, 1 - probability))
