"""The mean outcome of each arm, as observed, with an interval: what a chart of a trial shows."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.arms import ArmSums, arm_sums
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.errors import InvalidLevel
from miqyas.numerics.distributions import t_quantile
from miqyas.results.table import Cell, Table

ARMS = ("control", "treated")
RAW = (
    "Means as observed; the estimate also holds strata and covariates fixed, so it may differ from their gap."
)
CONSTANT = "All units of the {arm} arm have the same outcome: no interval can be computed."


def arm_means(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    strata: str | None = None,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    level: float = 0.95,
) -> Table:
    """Compute the mean outcome of each arm on the very rows `itt` uses, without adjustment.

    Each mean describes its arm when units, or clusters, were drawn independently of one another.

    Parameters
    ----------
    relation, outcome, treatment, strata, cluster, covariates, weights, level
        As in `itt`. Strata and covariates only decide which rows are complete.

    Returns
    -------
    Table
        Rows ``control`` and ``treated``; columns ``arm``, ``n``, ``mean``, ``std_error``, ``low``, ``high``,
        ``n_clusters``, in the unit of the outcome. The variance is clustered, with factor G/(G - 1) and
        t(G - 1), G being the clusters, or units, of that arm.

    Raises
    ------
    InvalidSample
        As in `itt`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd edition, chapter 9A: means of samples of clusters.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"score": [5.0, 7.0, 9.0, 2.0, 4.0, 6.0], "assigned": [1, 1, 1, 0, 0, 0]})
    >>> means = arm_means(open_relation(trial), outcome="score", treatment="assigned")
    >>> [row["mean"] for row in means.records()]
    [4.0, 7.0]
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    roles = Roles(outcome, treatment, strata, cluster, tuple(covariates), weights)
    sums = arm_sums(draw_sample(open_relation(relation), roles))
    constant = tuple(
        CONSTANT.format(arm=arm) for arm, of_arm in zip(ARMS, sums, strict=True) if of_arm.score_square == 0
    )
    return Table(
        columns=("arm", "n", "mean", "std_error", "low", "high", "n_clusters"),
        rows=tuple(_row(arm, of_arm, level) for arm, of_arm in zip(ARMS, sums, strict=True)),
        notes=(RAW, *constant),
    )


def _row(arm: str, sums: ArmSums, level: float) -> tuple[Cell, ...]:
    if sums.score_square == 0:
        return (arm, sums.n, sums.mean, None, None, None, sums.n_clusters)
    correction = sums.n_clusters / (sums.n_clusters - 1)
    std_error = float(np.sqrt(correction * sums.score_square)) / sums.total_weight
    margin = t_quantile(0.5 + level / 2, sums.n_clusters - 1) * std_error
    return (arm, sums.n, sums.mean, std_error, sums.mean - margin, sums.mean + margin, sums.n_clusters)
