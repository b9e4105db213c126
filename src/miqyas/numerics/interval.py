"""One figure with its interval and its test against 0."""

from typing import TypedDict

from miqyas.numerics.distributions import normal_quantile, normal_two_sided, t_quantile, t_two_sided


class WaldFigures(TypedDict):
    """The figures of one Wald interval, under the names that `Estimate` gives them."""

    value: float
    std_error: float
    df: float | None
    p_value: float
    low: float
    high: float
    level: float


def wald_figures(value: float, std_error: float, *, df: float | None, level: float) -> WaldFigures:
    """Put an interval around a value and test it against 0: Student's t with ``df``, the normal when None.

    Parameters
    ----------
    value, std_error : float
        In one unit; the error greater than 0.
    df : float or None
        Degrees of freedom.
    level : float
        Coverage, between 0 and 1.

    Examples
    --------
    >>> found = wald_figures(2.0, 1.0, df=None, level=0.95)
    >>> round(found["low"], 3), round(found["p_value"], 4)
    (0.04, 0.0455)
    """
    if df is None:
        half, p_value = normal_quantile(0.5 + level / 2), normal_two_sided(value / std_error)
    else:
        half, p_value = t_quantile(0.5 + level / 2, df), t_two_sided(value / std_error, df)
    return WaldFigures(
        value=value,
        std_error=std_error,
        df=None if df is None else float(df),
        p_value=p_value,
        low=value - half * std_error,
        high=value + half * std_error,
        level=level,
    )
