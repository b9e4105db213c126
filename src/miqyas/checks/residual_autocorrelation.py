"""Whether the errors of an interrupted series still follow one another, beyond what its standard error allows for."""

import numpy as np

from miqyas.checks.sentences.residual_autocorrelation import Facts, residual_autocorrelation_sentence
from miqyas.data.relation import Relation
from miqyas.estimators.its import Season, its
from miqyas.numerics.autocorrelation import Errors, durbin_watson, ljung_box
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

THRESHOLD = 0.05
LAGS = 10  # or a fifth of the periods, or two seasons (Hyndman and Athanasopoulos, 2021, section 5.4)


def residual_autocorrelation(
    relation: Relation,
    *,
    outcome: str,
    time: str,
    start: float,
    treatment: str | None = None,
    errors: Errors = Errors.REML,
    lags: int | None = None,
    season: Season | None = None,
) -> CheckResult:
    """Test the residuals of `its` for correlation between periods.

    With first-order errors the residuals are those left once ρ is taken out. With Newey-West they are those of least
    squares, whose correlation the standard error allows for up to its lag.

    Parameters
    ----------
    relation, outcome, time, start, treatment, errors, lags, season
        As in `its`.

    Returns
    -------
    CheckResult
        ``passed`` is True when Ljung-Box does not reject at 5 %; if it does, False for first-order errors, and None for
        Newey-West, which allows for some. Facts: ``durbin_watson``, ``ljung_box``, ``ljung_box_lags``,
        ``ljung_box_p_value``, and ``lags`` or ``persistence``.

    Raises
    ------
    InvalidSample
        As in `its`.

    References
    ----------
    Durbin, J. and Watson, G. S. (1951). Testing for serial correlation in least squares regression II. Biometrika 38,
    159-177.
    Ljung, G. M. and Box, G. E. P. (1978). On a measure of lack of fit in time series models. Biometrika 65(2), 297-303.

    Examples
    --------
    >>> import pandas as pd
    >>> months = pd.DataFrame({"month": range(1, 13), "visits": [10, 11, 13, 12, 12, 14, 20, 22, 21, 24, 26, 25.0]})
    >>> found = residual_autocorrelation(months, outcome="visits", time="month", start=7)
    >>> found.passed, round(found.facts["durbin_watson"], 2)
    (False, 2.59)
    """
    found = its(
        relation, outcome=outcome, time=time, start=start, treatment=treatment, errors=errors, lags=lags, season=season
    )  # fmt: skip
    residuals = np.array(found.residuals)
    n_fitted = 0 if found.persistence is None else 1
    n_lags = max(min(2 * season.length if season else LAGS, residuals.size // 5), 1 + n_fitted)
    statistic, p_value = ljung_box(residuals, n_lags, n_fitted=n_fitted)
    facts: Facts = {
        "durbin_watson": durbin_watson(residuals),
        "ljung_box": statistic,
        "ljung_box_lags": n_lags,
        "ljung_box_p_value": p_value,
        **({} if found.lags is None else {"lags": found.lags}),
        **({} if found.persistence is None else {"persistence": found.persistence}),
    }
    clean, newey_west = p_value >= THRESHOLD, errors is Errors.NEWEY_WEST
    kind = "clean" if clean else "allowed" if newey_west else "left"
    return CheckResult(
        name="residual_autocorrelation",
        passed=True if clean else None if newey_west else False,
        table=Table(("statistic", "value"), tuple((name, facts[name]) for name in sorted(facts))),
        text={language: residual_autocorrelation_sentence(language, facts, kind) for language in LANGUAGES},
        facts=facts,
    )
