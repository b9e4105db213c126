"""The one figure that a study is told by, whatever its estimator returns."""

import math

from miqyas.errors import NoEventStudy
from miqyas.results.discontinuity import Discontinuity
from miqyas.results.estimate import Estimate
from miqyas.results.event_study import EventStudy
from miqyas.results.group_time import GroupTimeEffects


def headline(found: Estimate | Discontinuity | GroupTimeEffects | EventStudy) -> Estimate:
    """Return the effect in one figure.

    Of group-time effects, the mean over cohorts of each one's mean effect, weighted by their size (the ``group``
    aggregation: no cohort counts more because it was seen longer). Of an event study, its overall effect after the
    start. Of a discontinuity, its estimate.

    Raises
    ------
    NoEventStudy
        No effect after the start could be estimated.

    References
    ----------
    Callaway, B. and Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time periods. Journal of
    Econometrics 225(2), 200-230, section 3.2: the aggregation recommended as a summary.
    """
    if isinstance(found, Estimate):
        return found
    if isinstance(found, Discontinuity):
        return found.estimate
    overall = found.overall("group") if isinstance(found, GroupTimeEffects) else found.overall
    if overall is None:
        raise NoEventStudy
    df = found.df if found.df is not None and math.isfinite(found.df) else None
    return Estimate(
        estimand="ATT",
        value=overall.value,
        std_error=overall.std_error,
        df=df,
        p_value=overall.p_value,
        low=overall.low,
        high=overall.high,
        level=found.level,
        n=found.n_units,
        n_clusters=found.n_clusters,
        n_dropped=found.n_dropped,
        control_mean=found.control_mean,
        unit=found.unit,
        method=found.method,
        notes=found.notes,
    )
