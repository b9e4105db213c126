"""Fixed effect: one effect common to all studies."""

import numpy as np

from miqyas.errors import InvalidLevel
from miqyas.evidence.synthesis.effects import Effects
from miqyas.evidence.synthesis.pooling import pooled_result
from miqyas.numerics.pooling import q_statistic, weighted_mean
from miqyas.results.synthesis import Synthesis


def fixed_effect(effects: Effects, *, level: float = 0.95, unit: str = "") -> Synthesis:
    """Pool studies by the inverse of their variance, as if all had measured one and the same effect.

    Right when the studies estimate one effect and differ by sampling error alone; otherwise the interval
    describes these studies only, and a large study decides nearly everything. Prefer `random_effects` when
    places or programmes differ.

    Parameters
    ----------
    effects : Effects
        k studies, from `read_effects`.
    level : float
        Coverage of the intervals, between 0 and 1.
    unit : str
        Unit of the effects.

    Returns
    -------
    Synthesis
        Pooled effect in ``unit``, normal interval. I² is (Q - (k - 1))/Q, or zero; τ² and the prediction
        interval are None: the model holds them at zero.

    Raises
    ------
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Higgins, J. P. T. and Thompson, S. G. (2002). Quantifying heterogeneity in a meta-analysis. Statistics in
    Medicine 21, 1539-1558: I².
    Borenstein, M. and others (2009). Introduction to Meta-Analysis, chapter 11.

    Examples
    --------
    >>> effects = Effects(("A", "B"), np.array([1.0, 3.0]), np.array([1.0, 1.0]))
    >>> print(fixed_effect(effects))
    common effect = 2 [0.6141, 3.386] at 95% (2 studies, fixed effect, normal interval; I2 = 50%)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    mean, weights = weighted_mean(effects.estimates, effects.variances, 0.0)
    q, df = q_statistic(effects.estimates, effects.variances), len(effects.labels) - 1
    return pooled_result(
        effects,
        estimand="common effect",
        mean=mean,
        std_error=float(np.sqrt(1 / weights.sum())),
        df=None,
        weights=weights,
        i2=max(0.0, 1 - df / q) if q > 0 else 0.0,
        level=level,
        unit=unit,
        method="fixed effect, normal interval",
    )
