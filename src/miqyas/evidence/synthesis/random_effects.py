"""Random effects: the mean of effects that differ from place to place, and how much they differ."""

from enum import StrEnum

import numpy as np

from miqyas.errors import InvalidLevel
from miqyas.evidence.synthesis.effects import Effects
from miqyas.evidence.synthesis.pooling import pooled_result
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.pooling import (
    q_statistic,
    tau2_dersimonian_laird,
    tau2_interval,
    tau2_paule_mandel,
    tau2_reml,
    typical_variance,
    weighted_mean,
)
from miqyas.results.estimate import Note
from miqyas.results.synthesis import Synthesis

SMALLEST_PREDICTION = 3  # studies: the prediction interval has k - 2 degrees of freedom


class BetweenVariance(StrEnum):
    """How the variance between studies is estimated."""

    REML = "reml"
    DERSIMONIAN_LAIRD = "dersimonian-laird"
    PAULE_MANDEL = "paule-mandel"


class PooledInterval(StrEnum):
    """How the interval of the mean effect is built."""

    KNAPP_HARTUNG = "knapp-hartung"
    NORMAL = "normal"


ESTIMATORS = {
    BetweenVariance.REML: tau2_reml,
    BetweenVariance.DERSIMONIAN_LAIRD: tau2_dersimonian_laird,
    BetweenVariance.PAULE_MANDEL: tau2_paule_mandel,
}


def random_effects(
    effects: Effects,
    *,
    between: BetweenVariance = BetweenVariance.REML,
    interval: PooledInterval = PooledInterval.KNAPP_HARTUNG,
    level: float = 0.95,
    unit: str = "",
) -> Synthesis:
    """Estimate the mean of effects that vary between studies, and their variance.

    The studies are taken as independent draws from the places the mean is to speak for, each estimate as
    unbiased and normal with a known standard error. The mean says nothing of a single new place: the
    prediction interval does.

    Parameters
    ----------
    effects : Effects
        k studies, from `read_effects`.
    between : BetweenVariance
        Estimator of τ²; REML by default.
    interval : PooledInterval
        Knapp-Hartung with t(k - 1) by default; normal is too short when studies are few.
    level : float
        Coverage of the intervals, between 0 and 1.
    unit : str
        Unit of the effects.

    Returns
    -------
    Synthesis
        Mean effect in ``unit``. I² is τ²/(τ² + s²), s² the typical sampling variance. The interval of τ² is by
        Q-profile whatever ``between``. The prediction interval takes t(k - 2) and needs three studies. The note
        ``knapp_hartung_shorter`` says that the Knapp-Hartung standard error is below the normal one: studies
        agree better than chance would have it, and the interval should be read with the normal one beside.

    Raises
    ------
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Viechtbauer, W. (2005). Journal of Educational and Behavioral Statistics 30(3), 261-293: REML.
    Knapp, G. and Hartung, J. (2003). Improved tests for a random effects meta-regression with a single
    covariate. Statistics in Medicine 22, 2693-2710.
    Higgins, J. P. T., Thompson, S. G. and Spiegelhalter, D. J. (2009). A re-evaluation of random-effects
    meta-analysis. Journal of the Royal Statistical Society A 172(1), 137-159: section 4.1, prediction.
    Viechtbauer, W. (2007). Statistics in Medicine 26(1), 37-52: Q-profile.

    Examples
    --------
    >>> effects = Effects(("A", "B", "C"), np.array([1.0, 3.0, 8.0]), np.array([1.0, 1.0, 1.0]))
    >>> found = random_effects(effects)
    >>> round(found.value, 6), round(found.tau2, 6), round(found.std_error, 6)
    (4.0, 12.0, 2.081666)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    y, v, k = effects.estimates, effects.variances, len(effects.labels)
    tau2 = ESTIMATORS[between](y, v)
    mean, weights = weighted_mean(y, v, tau2)
    normal = float(np.sqrt(1 / weights.sum()))
    adjusted = float(np.sqrt(q_statistic(y, v, tau2) / (k - 1))) * normal
    # Identical estimates leave no spread to measure: only the normal standard error is then defined.
    knapp_hartung = interval is PooledInterval.KNAPP_HARTUNG and adjusted > 0
    shorter = knapp_hartung and adjusted < normal * (1 - 1e-9)
    std_error = adjusted if knapp_hartung else normal
    return pooled_result(
        effects,
        estimand="mean effect",
        mean=mean,
        std_error=std_error,
        df=float(k - 1) if knapp_hartung else None,
        weights=weights,
        i2=tau2 / (tau2 + typical_variance(v)),
        level=level,
        unit=unit,
        method=f"random effects, {between}, {'knapp-hartung' if knapp_hartung else 'normal'} interval",
        tau2=(tau2, *tau2_interval(y, v, level)),
        prediction=_prediction(mean, std_error, tau2, k, level),
        notes=[Note("knapp_hartung_shorter", k)] if shorter else [],
    )


def _prediction(
    mean: float, std_error: float, tau2: float, k: int, level: float
) -> tuple[float, float] | None:
    if k < SMALLEST_PREDICTION:
        return None
    margin = t_quantile(0.5 + level / 2, k - 2) * float(np.sqrt(tau2 + std_error**2))
    return mean - margin, mean + margin
