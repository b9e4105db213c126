"""Small-study effects: do small studies find more than large ones?"""

import numpy as np

from miqyas.errors import EqualPrecision, TooFewForAsymmetry
from miqyas.evidence.synthesis.effects import Effects
from miqyas.evidence.words.synthesis import asymmetry_text
from miqyas.numerics.distributions import t_two_sided
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

NEEDED = 10  # studies: Sterne and others (2011), recommendation 1
SIGNIFICANCE = 0.10  # customary for this test, which has little power


def asymmetry(effects: Effects) -> CheckResult:
    """Test whether small studies find other effects than large ones (Egger's regression).

    The standardised effect is regressed on precision; without small-study effects its constant is zero. A
    constant away from zero may come from results left unpublished, and also from small studies done where the
    effect is larger, or done less well: the test cannot tell which.

    Parameters
    ----------
    effects : Effects
        At least ten studies, from `read_effects`, not all of one size.

    Returns
    -------
    CheckResult
        ``passed`` is False when the constant differs from zero at 10 %; otherwise None, as the absence of a
        finding does not show the absence of a bias. Facts: ``intercept`` and ``std_error`` (standard
        errors), ``statistic``, ``df``, ``p_value``, ``n``.

    Raises
    ------
    TooFewForAsymmetry
        Fewer than ten studies.
    EqualPrecision
        All standard errors are the same.

    References
    ----------
    Egger, M. and others (1997). Bias in meta-analysis detected by a simple, graphical test. BMJ 315, 629-634.
    Sterne, J. A. C. and others (2011). Recommendations for examining and interpreting funnel plot asymmetry in
    meta-analyses of randomised controlled trials. BMJ 343, d4002: ten studies at least.

    Examples
    --------
    >>> errors = np.linspace(0.1, 1.0, 10)
    >>> drawn = Effects(tuple("ABCDEFGHIJ"), 0.1 + 2 * errors + 0.05 * (-1.0) ** np.arange(10), errors)
    >>> asymmetry(drawn).passed
    False
    """
    n = len(effects.labels)
    if n < NEEDED:
        raise TooFewForAsymmetry(needed=NEEDED, found=n)
    if np.ptp(effects.std_errors) <= 1e-12 * effects.std_errors.max():
        raise EqualPrecision(n=n, value=f"{effects.std_errors[0]:.6g}")
    intercept, std_error = _egger(effects)
    statistic = intercept / max(std_error, float(np.finfo(float).tiny))  # no residual at all: still finite
    p_value = t_two_sided(statistic, n - 2)
    passed = False if p_value < SIGNIFICANCE else None
    facts: dict[str, float | int | bool | str] = {
        "intercept": intercept, "std_error": std_error, "statistic": statistic, "df": n - 2,
        "p_value": p_value, "n": n,
    }  # fmt: skip
    text: dict[str, str] = {
        language: asymmetry_text(language, p_value, n, found=passed is False) for language in LANGUAGES
    }
    return CheckResult("asymmetry", passed, Table(tuple(facts), (tuple(facts.values()),)), text, facts)


def _egger(effects: Effects) -> tuple[float, float]:
    """Return the constant of the regression and its standard error, by ordinary least squares."""
    response, precision = effects.estimates / effects.std_errors, 1 / effects.std_errors
    deviation = precision - precision.mean()
    square = float(deviation @ deviation)
    slope = float(deviation @ response) / square
    intercept = float(response.mean() - slope * precision.mean())
    residual = response - intercept - slope * precision
    variance = float(residual @ residual) / (response.size - 2)
    return intercept, float(np.sqrt(variance * (1 / response.size + precision.mean() ** 2 / square)))
