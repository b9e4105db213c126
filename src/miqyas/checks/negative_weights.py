"""Negative weights: whether two-way fixed effects count some effects backwards."""

from collections.abc import Sequence

import numpy as np

from miqyas.checks.sentences.negative_weights import negative_weights_sentence
from miqyas.data.relation import Relation, open_relation
from miqyas.estimators.two_way import TwoWay, fit_two_way, weights_by_period
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

COLUMNS = ("time", "n_treated", "n_negative", "weight", "negative_weight")


def negative_weights(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    unit_id: str,
    time: str,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
) -> CheckResult:
    """Compute the weight that `twfe` gives to the effect in each treated unit and period.

    The two-way coefficient is a sum of these effects whose weights add up to one. Some may be negative, mostly
    those of units treated early, in late periods, where already treated units serve as comparison. With an effect
    that is the same for all, they do no harm.

    Parameters
    ----------
    relation, outcome, treatment, unit_id, time, cluster, covariates, weights
        As in `twfe`; the weights are the same whatever the clusters, which only spare readings of the table.

    Returns
    -------
    CheckResult
        ``passed`` is True when no weight is negative, else False. The table adds them up by period. Facts:
        ``value`` (the coefficient), ``n_treated``, ``n_negative``, ``share_negative``, ``sum_negative``, and, when
        weights differ, ``sigma``: the smallest standard deviation of effects between treated units and periods
        with which the true average effect could be zero.

    Raises
    ------
    InvalidSample
        As in `twfe`.

    References
    ----------
    de Chaisemartin, C. and D'Haultfœuille, X. (2020). Two-way fixed effects estimators with heterogeneous
    treatment effects. American Economic Review 110(9), 2964-2996: theorem 1 and corollary 1.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"u": [1, 1, 1, 2, 2, 2, 3, 3, 3], "t": [1, 2, 3] * 3,
    ...                       "d": [0, 1, 1, 0, 0, 1, 0, 0, 1], "y": [1.0, 3, 6, 2, 2, 5, 1, 2, 3]})
    >>> found = negative_weights(open_relation(panel), outcome="y", treatment="d", unit_id="u", time="t")
    >>> found.passed, found.facts["n_negative"], round(found.facts["sum_negative"], 3)
    (False, 1, -0.5)
    """
    found = fit_two_way(
        open_relation(relation),
        outcome=outcome,
        treatment=treatment,
        unit_id=unit_id,
        time=time,
        cluster=cluster,
        covariates=covariates,
        weights=weights,
    )
    return negative_weights_of(found)


def negative_weights_of(found: TwoWay) -> CheckResult:
    """Check a two-way fit already made, as `negative_weights` does."""
    periods = weights_by_period(found)
    total = sum(row[4] for row in periods)
    n_treated, n_negative = sum(row[1] for row in periods), sum(row[2] for row in periods)
    facts: dict[str, float | int | bool | str] = {
        "value": float(found.fit.coefficients[-1]),
        "n_treated": n_treated,
        "n_negative": n_negative,
        "share_negative": n_negative / n_treated,
        "sum_negative": sum(row[5] for row in periods) / total,
    }
    variance = sum(row[3] for row in periods) * sum(row[6] for row in periods) / total**2 - 1
    if variance > 1e-12:
        facts["sigma"] = abs(float(found.fit.coefficients[-1])) / float(np.sqrt(variance))
    rows = tuple(
        (period, n, below, r / total, negative / total) for period, n, below, _, r, negative, _ in periods
    )
    passed = n_negative == 0
    text: dict[str, str] = {
        language: negative_weights_sentence(language, facts, passed=passed) for language in LANGUAGES
    }
    return CheckResult("negative_weights", passed, Table(COLUMNS, rows), text, facts)
