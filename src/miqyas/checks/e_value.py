"""E-values: how strong a confounder must be, on the scale of risk ratios (VanderWeele and Ding)."""

import math

from miqyas.checks.sentences.e_value import e_value_sentence
from miqyas.errors import FigureOutOfRange, InvalidLevel, RatioOutOfRange
from miqyas.numerics.distributions import normal_quantile
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
# A standardised difference d stands for a risk ratio of about exp(0.91 d) (VanderWeele 2017, Biometrics 73, 1386-1390).
FROM_DIFFERENCE = 0.91


def e_value(ratio: float, *, low: float | None = None, high: float | None = None) -> CheckResult:
    """Return the least association that a confounder needs with both treatment and outcome to explain a ratio.

    Association is a risk ratio, given the covariates held fixed. Nothing is assumed on the confounder but that
    it is not already among them. The E-value has no threshold: it is to be read against known risk factors.

    Parameters
    ----------
    ratio : float
        Risk ratio, above zero; below 1 it is read upside down.
    low, high : float, optional
        Its interval; both or neither.

    Returns
    -------
    CheckResult
        ``passed`` is False when the interval holds 1, where no confounder is needed; else None: the size alone
        does not tell whether such a confounder exists. Facts: ``ratio``, ``e_value`` and, with an interval,
        ``low``, ``high`` and ``e_value_interval``, that of its end nearest 1.

    Raises
    ------
    RatioOutOfRange
        A ratio that is not above zero, or outside its interval.

    References
    ----------
    VanderWeele, T. J. and Ding, P. (2017). Sensitivity analysis in observational research: introducing the
    E-value. Annals of Internal Medicine 167(4), 268-274.

    Examples
    --------
    >>> found = e_value(3.9, low=1.8, high=8.7)
    >>> round(found.facts["e_value"], 2), round(found.facts["e_value_interval"], 1)
    (7.26, 3.0)
    """
    ends = (ratio, ratio) if low is None and high is None else (low, high)
    least, most = ends
    is_ordered = least is not None and most is not None and 0 < least <= ratio <= most < math.inf
    if not is_ordered:
        raise RatioOutOfRange(
            found=ratio, low="—" if low is None else low, high="—" if high is None else high
        )
    facts: Facts = {"ratio": ratio, "e_value": strength_needed(ratio)}
    holds_one = False
    if low is not None and high is not None:
        holds_one = low <= 1 <= high
        nearest = 1.0 if holds_one else (low if low > 1 else high)
        facts |= {"low": low, "high": high, "e_value_interval": strength_needed(nearest)}
    text: dict[str, str] = {language: e_value_sentence(language, facts) for language in LANGUAGES}
    return CheckResult(
        "e_value", False if holds_one else None, Table(tuple(facts), (tuple(facts.values()),)), text, facts
    )


def e_value_of_difference(
    difference: float, *, std_error: float | None = None, level: float = 0.95
) -> CheckResult:
    """Return the E-value of a difference counted in standard deviations of the outcome, approximately.

    Examples
    --------
    >>> round(e_value_of_difference(0.5, std_error=0.1).facts["ratio"], 3)
    1.576
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if std_error is None:
        return e_value(math.exp(FROM_DIFFERENCE * difference))
    if not 0 < std_error < math.inf:
        raise FigureOutOfRange(name="std_error", found=std_error, expected="> 0")
    margin = normal_quantile(0.5 + level / 2) * std_error
    low, middle, high = (
        math.exp(FROM_DIFFERENCE * end) for end in (difference - margin, difference, difference + margin)
    )
    return e_value(middle, low=low, high=high)


def strength_needed(ratio: float) -> float:
    """Return RR + √(RR(RR - 1)), the ratio turned over when it is below 1.

    Examples
    --------
    >>> strength_needed(1.0), strength_needed(2.0) == strength_needed(0.5)
    (1.0, True)
    """
    above = max(ratio, 1 / ratio)
    return above + math.sqrt(above * (above - 1))
